package routing

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/paymux/paymux/methods"
)

// maxText is the longest text, such as a quote or a name, in bytes.
const maxText = 4096

// mostSuggestions bounds how many faults come with the nearest known names:
// finding them takes time in proportion to the catalog.
const mostSuggestions = 50

// checker looks for what is wrong with what a catalog says. Its methods add a
// fault for everything they find and go on.
type checker struct {
	catalog *Catalog
	faults  []Fault
	rows    int

	sources   map[string]bool
	traits    map[methods.Trait]bool
	methods   map[methods.ID]bool
	platforms map[methods.Platform]bool // without aliases
	entries   map[string]bool
	counters  map[string]counterUse
}

// check returns every fault of a catalog, in the catalog's order.
func check(c Catalog) []Fault {
	k := &checker{
		catalog:   &c,
		sources:   make(map[string]bool, len(c.Sources)),
		traits:    make(map[methods.Trait]bool, len(c.Traits)),
		methods:   make(map[methods.ID]bool, len(c.Methods)),
		platforms: make(map[methods.Platform]bool, len(c.Platforms)),
		entries:   make(map[string]bool, len(c.Availability)),
		counters:  map[string]counterUse{},
	}
	k.text("name", c.Name)
	k.text("version", c.Version)
	if c.Zone%time.Minute != 0 || c.Zone <= -24*time.Hour || c.Zone >= 24*time.Hour {
		k.add("zone", c.Zone.String(), "is not an offset: want whole minutes of less than 24 hours")
	}
	k.checkSources()
	k.checkTraits()
	k.checkNames()
	k.checkMethods()
	k.checkPlatforms()
	k.checkAvailability()
	k.checkNesting()
	k.checkLimits()
	if k.rows > MaxRows {
		k.add("availability", "", fmt.Sprintf("and limits expand to %d rows over the platforms: want at most %d", k.rows, MaxRows))
	}
	return k.faults
}

func (k *checker) add(path, value, problem string) {
	k.faults = append(k.faults, Fault{Path: path, Value: clip(value), Problem: problem})
}

// addf is add for a path that is only worth building when there is a fault.
func (k *checker) addf(value, problem, path string, args ...any) {
	k.add(fmt.Sprintf(path, args...), value, problem)
}

// near is suggest, for the first faults.
func near[S ~string](k *checker, name S, known map[S]bool, in func(*Catalog) []S) string {
	if len(k.faults) >= mostSuggestions {
		return ""
	}
	return suggest(name, in(k.catalog))
}

// text checks a text for people.
func (k *checker) text(path, s string) {
	if problem := textProblem(s); problem != "" {
		k.add(path, s, problem)
	}
}

// textProblem says what is wrong with a text for people: it is shown in terminals
// and logs, and kept in databases.
func textProblem(s string) string {
	if len(s) > maxText {
		return fmt.Sprintf("is too long: want at most %d bytes", maxText)
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return wideTextProblem(s)
		}
	}
	return ""
}

func wideTextProblem(s string) string {
	if !utf8.ValidString(s) {
		return "is not valid UTF-8"
	}
	if strings.ContainsFunc(s, unicode.IsControl) {
		return "has a control character"
	}
	return ""
}

// id checks the form of an id and that it is new.
func id[S ~string](k *checker, known map[S]bool, s S, path string, args ...any) {
	if !methods.ValidID(string(s)) {
		k.addf(string(s), idProblem(string(s)), path, args...)
		return
	}
	if known[s] {
		k.addf(string(s), "is there twice: want unique ids", path, args...)
		return
	}
	known[s] = true
}

func idProblem(s string) string {
	if s == "" {
		return `is missing: want an id, lower-case ASCII words joined by "_" or "."`
	}
	return wantID
}

func (k *checker) checkSources() {
	for i, s := range k.catalog.Sources {
		id(k, k.sources, s.ID, "sources[%d].id", i)
		for _, field := range [...]struct{ name, text string }{
			{"title", s.Title}, {"publisher", s.Publisher}, {"url", s.URL}, {"quote", s.Quote},
		} {
			if problem := textProblem(field.text); problem != "" {
				k.addf(field.text, problem, "sources[%d].%s", i, field.name)
			}
		}
		if !validSourceDate(s.Date) {
			k.addf(s.Date, `is not a date: want "2024-09-05", "2024-09", "2024" or none`, "sources[%d].date", i)
		}
		if s.Title == "" && s.URL == "" {
			k.addf("", "is missing: want a title or a url", "sources[%d].title", i)
		}
	}
}

func validSourceDate(date string) bool {
	layout := "2006-01-02"
	if date == "" {
		return true
	}
	if len(date) > len(layout) {
		return false
	}
	_, err := time.Parse(layout[:len(date)], date)
	return err == nil && (len(date) == 4 || len(date) == 7 || len(date) == 10)
}

func (k *checker) checkTraits() {
	for i, t := range k.catalog.Traits {
		id(k, k.traits, t.ID, "traits[%d].id", i)
		k.checkName(t.Name, "traits", i)
	}
}

func (k *checker) checkName(name methods.Text, list string, i int) {
	if problem := textProblem(name.EN); problem != "" {
		k.addf(name.EN, problem, "%s[%d].name.en", list, i)
	}
	if problem := textProblem(name.ZH); problem != "" {
		k.addf(name.ZH, problem, "%s[%d].name.zh", list, i)
	}
}

// checkNames fills in the names that others refer to before any reference is
// looked at.
func (k *checker) checkNames() {
	for i, m := range k.catalog.Methods {
		id(k, k.methods, m.ID, "methods[%d].id", i)
	}
	taken := make(map[methods.Platform]bool, len(k.catalog.Platforms))
	for i, p := range k.catalog.Platforms {
		id(k, taken, p.ID, "platforms[%d].id", i)
		k.platforms[p.ID] = true
	}
	for i, p := range k.catalog.Platforms {
		for j, alias := range p.Aliases {
			id(k, taken, alias, "platforms[%d].aliases[%d]", i, j)
		}
	}
}

func (k *checker) checkMethods() {
	for i, m := range k.catalog.Methods {
		k.checkName(m.Name, "methods", i)
		oneOf(k, m.Payer, methods.Payers(), true, "methods[%d].payer", i)
		k.checkProducts(m.Products, fmt.Sprintf("methods[%d]", i))
	}
}

// oneOf checks a word of a closed set; it may be empty if optional.
func oneOf[S ~string](k *checker, word S, allowed []S, optional bool, path string, args ...any) {
	if word == "" && optional {
		return
	}
	for _, a := range allowed {
		if word == a {
			return
		}
	}
	problem := "is not allowed"
	if word == "" {
		problem = "is missing"
	}
	words := make([]string, len(allowed))
	for i, a := range allowed {
		words[i] = string(a)
	}
	k.addf(string(word), problem+": want "+strings.Join(words, ", "), path, args...)
}

func (k *checker) checkProducts(products []methods.Product, owner string) {
	seen := make(map[string]bool, len(products))
	for i, p := range products {
		id(k, seen, p.ID, "%s.products[%d].id", owner, i)
		for j, surface := range p.Surfaces {
			if !methods.ValidID(string(surface)) {
				k.addf(string(surface), idProblem(string(surface)), "%s.products[%d].surfaces[%d]", owner, i, j)
			}
		}
		oneOf(k, p.Flow, methods.Flows(), true, "%s.products[%d].flow", owner, i)
		if problem := textProblem(p.API); problem != "" {
			k.addf(p.API, problem, "%s.products[%d].api", owner, i)
		}
		if p.LinkLife < 0 || p.LinkLife%time.Second != 0 {
			k.addf(p.LinkLife.String(), "is not a life: want whole seconds, zero or more", "%s.products[%d].link_life", owner, i)
		}
		k.checkSourceList(p.Sources, false, fmt.Sprintf("%s.products[%d]", owner, i))
	}
}

func (k *checker) checkPlatforms() {
	for i, p := range k.catalog.Platforms {
		k.checkName(p.Name, "platforms", i)
	}
}

// checkSourceList checks references to sources; a statement needs at least one.
func (k *checker) checkSourceList(sources []string, needed bool, owner string) {
	if needed && len(sources) == 0 {
		k.add(owner+".sources", "", "is missing: want at least one source")
	}
	for i, s := range sources {
		if !k.sources[s] {
			k.addf(s, "is not a source of the catalog"+near(k, s, k.sources, sourceIDs), "%s.sources[%d]", owner, i)
		}
	}
}

func sourceIDs(c *Catalog) []string {
	ids := make([]string, len(c.Sources))
	for i, s := range c.Sources {
		ids[i] = s.ID
	}
	return ids
}

func methodIDs(c *Catalog) []methods.ID {
	ids := make([]methods.ID, len(c.Methods))
	for i, m := range c.Methods {
		ids[i] = m.ID
	}
	return ids
}

func platformIDs(c *Catalog) []methods.Platform {
	ids := make([]methods.Platform, len(c.Platforms))
	for i, p := range c.Platforms {
		ids[i] = p.ID
	}
	return ids
}

func traitIDs(c *Catalog) []methods.Trait {
	ids := make([]methods.Trait, len(c.Traits))
	for i, t := range c.Traits {
		ids[i] = t.ID
	}
	return ids
}
