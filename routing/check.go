package routing

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// checker looks for what is wrong with what a catalog says. Its methods add a
// fault for everything they find and go on.
type checker struct {
	catalog *Catalog
	faults  []Fault

	// What the catalog comes to: see MaxRows and MaxWork.
	rows       int
	everywhere load   // of what is for any platform
	loads      []load // by platform
	serving    []int  // by method: how many surfaces its products name
	byMethod   []int  // by method: the limit rules that name it and no platform

	dangling bool // a method or a platform is named that the catalog does not have

	sources      names.Numbering[string]
	traits       names.Numbering[methods.Trait]
	methods      names.Numbering[methods.ID]
	platforms    names.Numbering[methods.Platform] // without aliases
	lastPlatform methods.Platform                  // found last: entries for a platform mostly come together
	lastNumber   uint32                            // its number
	entries      map[string]owner                  // where each id of an entry or a limit rule came first; nil if all differ
	currencies   names.Numbering[string]           // codes that have been found good
	counters     map[limits.Counter]counterUse
	split        map[limits.Counter]counterUse // of rules for each method apart, before the method is added
	totals       []int                         // the limit rules with a sound cap on a total
	perMethod    map[methods.Trait]*TraitInfo
	regions      regionLists // how long the lists with region sets are

	statuses    []methods.Status
	confidences []methods.Confidence
	payers      []methods.Payer
	flows       []methods.Flow
}

// check returns every fault of a catalog but for that of too many lists.
func check(c Catalog) []Fault {
	k := &checker{
		catalog:     &c,
		loads:       make([]load, len(c.Platforms)),
		serving:     make([]int, len(c.Methods)),
		byMethod:    make([]int, len(c.Methods)),
		counters:    map[limits.Counter]counterUse{},
		split:       map[limits.Counter]counterUse{},
		perMethod:   perMethodTraits(&c),
		regions:     regionLists{sets: c.RegionSets},
		statuses:    methods.Statuses(),
		confidences: methods.Confidences(),
		payers:      methods.Payers(),
		flows:       methods.Flows(),
	}
	if !differ(&c) {
		k.entries = make(map[string]owner, len(c.Availability)+len(c.Limits))
	}
	k.checkHead()
	k.checkSources()
	k.checkDefaultSources()
	k.checkRegionSets()
	k.checkTraits()
	k.checkNames()
	k.checkPerMethod()
	k.checkMethods()
	k.checkAvailability()
	k.checkLimits()
	k.checkSplits()
	k.checkAccept()
	k.checkWork()
	if k.rows > maxRows {
		k.add("availability", "", fmt.Sprintf("and limits expand to %d rows over the platforms: want at most %d", k.rows, maxRows))
	} else {
		k.checkParents()
	}
	return k.faults
}

func (k *checker) checkHead() {
	if problem := textProblem(k.catalog.Name); problem != "" {
		k.add("name", k.catalog.Name, problem)
	}
	if problem := textProblem(k.catalog.Version); problem != "" {
		k.add("version", k.catalog.Version, problem)
	}
	if zone := k.catalog.Zone; zone%time.Minute != 0 || zone <= -24*time.Hour || zone >= 24*time.Hour {
		k.add("zone", zone.String(), "is not an offset: want whole minutes of less than 24 hours")
	}
}

func (k *checker) add(path, value, problem string) {
	switch {
	case len(k.faults) < strictjson.MaxFaults:
		k.faults = append(k.faults, Fault{Path: path, Value: strictjson.Clip(value), Problem: problem})
	case len(k.faults) == strictjson.MaxFaults:
		k.faults = append(k.faults, Fault{Problem: strictjson.TooManyFaults})
	}
}

// owner is an element of one of the catalog's lists, or something inside it. It
// becomes a path only when there is a fault.
type owner struct {
	list  string
	index int
	inner string // such as ".when", or ".except" with the index nth from 1
	nth   int
}

func (o owner) String() string {
	s := o.list + "[" + strconv.Itoa(o.index) + "]" + o.inner
	if o.nth > 0 {
		s += "[" + strconv.Itoa(o.nth-1) + "]"
	}
	return s
}

// field adds a fault about a field.
func (k *checker) field(o owner, name, value, problem string) {
	k.add(o.String()+"."+name, value, problem)
}

// element adds a fault about an element of a field.
func (k *checker) element(o owner, name string, i int, value, problem string) {
	k.add(fmt.Sprintf("%s.%s[%d]", o, name, i), value, problem)
}

// twice adds a fault about an element of a field that an earlier one is equal to.
func (k *checker) twice(o owner, name string, i, first int, value string) {
	k.element(o, name, i, value, fmt.Sprintf("is there twice, first as %s.%s[%d]: want each once", o, name, first))
}

// notOf says that a name is none of what a catalog has.
func notOf[S ~string](what string, name S) string {
	if name == "" {
		return "is missing: want " + what + " of the catalog"
	}
	return "is not " + what + " of the catalog"
}

// near is suggest, for the first faults.
func near[S ~string, T any](k *checker, name S, list []T, id func(*T) S) string {
	if len(k.faults) >= strictjson.MaxSuggestions {
		return ""
	}
	known := make([]S, len(list))
	for i := range list {
		known[i] = id(&list[i])
	}
	return strictjson.Suggest(string(name), known)
}

func (k *checker) unknownMethod(m methods.ID) string {
	k.dangling = true
	return notOf("a method", m) + near(k, m, k.catalog.Methods, func(m *methods.Method) methods.ID { return m.ID })
}

func (k *checker) unknownPlatform(p methods.Platform) string {
	k.dangling = true
	if id := k.aliased(p); id != "" {
		return "is an alias of " + strconv.Quote(strictjson.Clip(id)) + ": want the id of the platform"
	}
	return notOf("a platform", p) + near(k, p, k.catalog.Platforms, func(p *PlatformInfo) methods.Platform { return p.ID })
}

// aliased returns the platform that an alias stands for, for the first faults.
func (k *checker) aliased(alias methods.Platform) methods.Platform {
	if alias == "" || len(k.faults) >= strictjson.MaxSuggestions {
		return ""
	}
	for i := range k.catalog.Platforms {
		if slices.Contains(k.catalog.Platforms[i].Aliases, alias) {
			return k.catalog.Platforms[i].ID
		}
	}
	return ""
}

func (k *checker) unknownTrait(t methods.Trait) string {
	return "is not among the catalog's traits: want one that \"traits\" declares" + near(k, t, k.catalog.Traits, func(t *TraitInfo) methods.Trait { return t.ID })
}

func (k *checker) unknownSource(s string) string {
	return notOf("a source", s) + near(k, s, k.catalog.Sources, func(s *methods.Source) string { return s.ID })
}

// oneOf says what is wrong with a word of a closed set.
func oneOf[S ~string](word S, allowed []S) (problem string) {
	if slices.Contains(allowed, word) {
		return ""
	}
	words := make([]string, len(allowed))
	for i, a := range allowed {
		words[i] = string(a)
	}
	if word == "" {
		return "is missing: want " + strings.Join(words, ", ")
	}
	return "is not allowed: want " + strings.Join(words, ", ")
}
