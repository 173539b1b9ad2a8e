package analysis

import (
	"cmp"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/expanding"
)

// index is a compiled catalog, and which of its rules are about a method on a
// platform. It is not changed once it is made.
type index struct {
	catalog   routing.Catalog // written out; limits that are not caps are unexamined
	router    *routing.Router // of that catalog
	original  *routing.Router // of the catalog as it was given
	given     []given         // where each limit rule comes from
	mustState mustState
	platforms map[methods.Platform]methods.Platform // the platform of each id and alias
	methods   map[methods.ID]*methods.Method

	entries   map[place][]int                   // in catalog order
	limits    map[place][]int                   // in the order of their ids; place without a method or platform: any
	methodsOn map[methods.Platform][]methods.ID // in catalog order
	numberOf  map[methods.ID]int
	ruleOf    map[string]int // of limit rules
	entryOf   map[string]int
}

// place is a method on a platform.
type place struct {
	platform methods.Platform
	method   methods.ID
}

// unexamined stands for a limit that is not a [limits.Cap]: where it begins or ceases
// to refuse cannot be read from it. It allows every amount.
type unexamined struct{}

func (unexamined) Headroom(limits.Query) (limits.Headroom, error) { return limits.Headroom{}, nil }

// given is a limit rule before rules for each method were written out.
type given struct {
	number int // in the catalog
	limit  limits.Limit
}

// mustState has the traits that must be stated: of these, silence is unknown.
type mustState map[methods.Trait]bool

// newIndex compiles a catalog. The error is that of [routing.Compile].
func newIndex(c routing.Catalog) (*index, error) {
	original, err := routing.Compile(c)
	if err != nil {
		return nil, err
	}
	x := &index{
		router:    original,
		original:  original,
		platforms: make(map[methods.Platform]methods.Platform, len(c.Platforms)),
		methods:   make(map[methods.ID]*methods.Method, len(c.Methods)),
		mustState: mustState{},
		entries:   make(map[place][]int, len(c.Availability)),
		limits:    map[place][]int{},
		methodsOn: make(map[methods.Platform][]methods.ID, len(c.Platforms)),
		numberOf:  make(map[methods.ID]int, len(c.Methods)),
		ruleOf:    make(map[string]int, len(c.Limits)),
		entryOf:   make(map[string]int, len(c.Availability)),
	}
	rules := c.Limits
	if all, replaced := examined(rules); replaced {
		c.Limits = all
		if x.router, err = routing.Compile(c); err != nil {
			return nil, err
		}
	}
	x.catalog = expanding.Catalog(c).(routing.Catalog)
	x.trace(rules)
	for _, t := range x.catalog.Traits {
		if t.MustState {
			x.mustState[t.ID] = true
		}
	}
	for _, p := range c.Platforms {
		x.platforms[p.ID] = p.ID
		for _, alias := range p.Aliases {
			x.platforms[alias] = p.ID
		}
	}
	for i := range c.Methods {
		x.methods[c.Methods[i].ID] = &c.Methods[i]
		x.numberOf[c.Methods[i].ID] = i
	}
	x.addEntries()
	x.addLimits()
	return x, nil
}

// examined returns limit rules with an unexamined limit in the place of each that is
// not a cap, and reports whether there is any.
func examined(rules []routing.LimitRule) (all []routing.LimitRule, replaced bool) {
	all = slices.Clone(rules)
	for i := range all {
		if !isExamined(&all[i]) {
			all[i].Limit, replaced = unexamined{}, true
		}
	}
	return all, replaced
}

// trace notes which of the rules that were given each limit rule comes from. One that
// is for each of its methods apart has become as many, in their place, with ids of
// their own.
func (x *index) trace(rules []routing.LimitRule) {
	x.given = make([]given, 0, len(x.catalog.Limits))
	for i := range rules {
		n := 1
		if x.catalog.Limits[len(x.given)].ID != rules[i].ID {
			n = len(rules[i].Methods)
		}
		for range n {
			x.given = append(x.given, given{i, rules[i].Limit})
		}
	}
}

func (x *index) addEntries() {
	for i := range x.catalog.Availability {
		e := &x.catalog.Availability[i]
		x.entryOf[e.ID] = i
		for _, p := range x.platformsOf(e.When.Platforms) {
			at := place{p, e.Method}
			if len(x.entries[at]) == 0 {
				x.methodsOn[p] = append(x.methodsOn[p], e.Method)
			}
			x.entries[at] = append(x.entries[at], i)
		}
	}
	for _, on := range x.methodsOn {
		slices.SortFunc(on, func(a, b methods.ID) int { return cmp.Compare(x.numberOf[a], x.numberOf[b]) })
	}
}

// platformsOf returns the platforms that a When names: all, if it names none.
func (x *index) platformsOf(named []methods.Platform) []methods.Platform {
	if len(named) > 0 {
		return named
	}
	all := make([]methods.Platform, len(x.catalog.Platforms))
	for i := range all {
		all[i] = x.catalog.Platforms[i].ID
	}
	return all
}

func (x *index) addLimits() {
	for i := range x.catalog.Limits {
		rule := &x.catalog.Limits[i]
		x.ruleOf[rule.ID] = i
		platforms, ids := rule.When.Platforms, rule.Methods
		if len(platforms) == 0 {
			platforms = []methods.Platform{""}
		}
		if len(ids) == 0 {
			ids = []methods.ID{""}
		}
		for _, p := range platforms {
			for _, m := range ids {
				x.limits[place{p, m}] = append(x.limits[place{p, m}], i)
			}
		}
	}
}

// rulesFor returns how many entries and limit rules there are for a method on a
// platform.
func (x *index) rulesFor(at place) int {
	n := len(x.entries[at])
	for _, p := range [...]place{{}, {"", at.method}, {at.platform, ""}, at} {
		n += len(x.limits[p])
	}
	return n
}

// limitsFor returns the limit rules for a method on a platform, in the order of
// their ids.
func (x *index) limitsFor(at place) []int {
	var all []int
	for _, p := range [...]place{{}, {"", at.method}, {at.platform, ""}, at} {
		all = append(all, x.limits[p]...)
	}
	slices.SortFunc(all, func(a, b int) int { return cmp.Compare(x.catalog.Limits[a].ID, x.catalog.Limits[b].ID) })
	return all
}

// chain returns a method and those that it may be nested in, at any remove, each
// once: a method comes before its parents. It is empty where the platform does not
// list the method.
func (x *index) chain(at place) []methods.ID {
	if len(x.entries[at]) == 0 {
		return nil
	}
	chain := []methods.ID{at.method}
	for i := 0; i < len(chain); i++ {
		for _, n := range x.entries[place{at.platform, chain[i]}] {
			if parent := x.catalog.Availability[n].Parent; parent != "" && !slices.Contains(chain, parent) {
				chain = append(chain, parent)
			}
		}
	}
	return chain
}

// productsOf returns the products that count for an entry: its own, or its
// method's.
func (x *index) productsOf(e *methods.Availability) []methods.Product {
	if len(e.Products) > 0 {
		return e.Products
	}
	return x.methods[e.Method].Products
}

// namesOf returns a platform's id and its aliases.
func (x *index) namesOf(p methods.Platform) []methods.Platform {
	i := slices.IndexFunc(x.catalog.Platforms, func(known routing.PlatformInfo) bool { return known.ID == p })
	return append([]methods.Platform{p}, x.catalog.Platforms[i].Aliases...)
}

func (x *index) zone() *time.Location {
	return time.FixedZone("", int(x.catalog.Zone/time.Second))
}

// offset is how many minutes east of UTC the catalog's zone lies.
func (x *index) offset() int { return int(x.catalog.Zone / time.Minute) }

// isOn reports whether a match is about a platform.
func isOn(m *methods.Match, p methods.Platform) bool {
	return len(m.Platforms) == 0 || slices.Contains(m.Platforms, p)
}

// isExamined reports whether a rule's limit is a cap.
func isExamined(rule *routing.LimitRule) bool {
	_, ok := rule.Limit.(limits.Cap)
	return ok
}

// capOf returns a rule's cap: the zero Cap, which no catalog has, if its limit is
// none.
func capOf(rule *routing.LimitRule) limits.Cap {
	c, _ := rule.Limit.(limits.Cap)
	return c
}
