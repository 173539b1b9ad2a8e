package routing

import (
	"fmt"
	"hash/maphash"
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
	entries      map[string]bool                   // nil if all ids of entries and limit rules differ
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
		k.entries = make(map[string]bool, len(c.Availability)+len(c.Limits))
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
	return "is not a method of the catalog" + near(k, m, k.catalog.Methods, func(m *methods.Method) methods.ID { return m.ID })
}

func (k *checker) unknownPlatform(p methods.Platform) string {
	k.dangling = true
	if id := k.aliased(p); id != "" {
		return "is an alias of " + strconv.Quote(strictjson.Clip(id)) + ": want the id of the platform"
	}
	return "is not a platform of the catalog" + near(k, p, k.catalog.Platforms, func(p *PlatformInfo) methods.Platform { return p.ID })
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
	return "is not a source of the catalog" + near(k, s, k.catalog.Sources, func(s *methods.Source) string { return s.ID })
}

// idFault checks the form of an id, and that it is new where ids must differ.
func idFault[S ~string](s S, again bool) (problem string) {
	switch {
	case s == "":
		return "is missing: want an id, " + wantID
	case !methods.ValidID(string(s)):
		return "is not an id: want " + wantID // even if it is there twice: one fault is enough
	case again:
		return "is there twice: want unique ids"
	}
	return ""
}

// numbered numbers a name, and reports whether it was numbered before.
func numbered[S ~string](all *names.Numbering[S], name S) bool {
	before := all.Len()
	all.Add(name)
	return all.Len() == before
}

// repeats finds what is in a list twice.
type repeats[V comparable] struct {
	list []V
	seen map[V]bool // nil for a short list, which is searched as it is
}

// again reports whether the i-th element is one of those before it, which must all have
// been asked for.
func (r *repeats[V]) again(i int) bool {
	const few = 16
	if len(r.list) <= few {
		return slices.Contains(r.list[:i], r.list[i])
	}
	if r.seen == nil {
		r.seen = make(map[V]bool, len(r.list))
	}
	again := r.seen[r.list[i]]
	r.seen[r.list[i]] = true
	return again
}

// isEntry reports whether an entry or a limit rule before has an id.
func (k *checker) isEntry(id string) bool {
	again := k.entries[id]
	if k.entries != nil {
		k.entries[id] = true
	}
	return again
}

// differ reports whether the ids of all entries and limit rules differ. It looks
// at hashes in a table that is far smaller than a map of the ids. On a rare
// collision it reports false as well.
func differ(c *Catalog) bool {
	size := 16
	for size < 2*(len(c.Availability)+len(c.Limits)) {
		size *= 2
	}
	table, seed := make([]uint32, size), maphash.MakeSeed()
	isNew := func(id string) bool {
		h := maphash.String(seed, id)
		mark, at := uint32(h>>32)|1, h // 0 is an empty place
		for ; table[at&uint64(size-1)] != 0; at++ {
			if table[at&uint64(size-1)] == mark {
				return false
			}
		}
		table[at&uint64(size-1)] = mark
		return true
	}
	for i := range c.Availability {
		if !isNew(c.Availability[i].ID) {
			return false
		}
	}
	for i := range c.Limits {
		if !isNew(c.Limits[i].ID) {
			return false
		}
	}
	return true
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
