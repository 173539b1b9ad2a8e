package analysis

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
	"github.com/paymux/paymux/routing/china"
)

// part is what can be changed of an entry or a limit rule.
type part struct {
	id       string
	when     *methods.Match
	except   []methods.Match
	products []methods.Product
	limit    *limits.Limit // nil for an entry
}

// partsOf returns the parts of a catalog, which stay its own. Each method has one
// of its products and nothing else.
func partsOf(c *routing.Catalog) []part {
	var all []part
	for i := range c.Availability {
		e := &c.Availability[i]
		all = append(all, part{id: e.ID, when: &e.When, except: e.Except, products: e.Products})
	}
	for i := range c.Limits {
		r := &c.Limits[i]
		all = append(all, part{id: r.ID, when: &r.When, except: r.Except, limit: &r.Limit})
	}
	for i := range c.Methods {
		all = append(all, part{id: string(c.Methods[i].ID), products: c.Methods[i].Products})
	}
	return all
}

// areAllTried reports whether all parts are changed in a test: not under the race
// detector, which finds nothing new in most of them.
func areAllTried() bool { return isFull() && !raceDetector }

// isTried reports whether the i-th part is changed: if not all are, two entries and a limit
// rule that take little.
func isTried(i int) bool { return i%55 == 35 || areAllTried() }

// matches returns the conditions of a part.
func (p part) matches() []*methods.Match {
	if p.when == nil {
		return nil
	}
	all := []*methods.Match{p.when}
	for i := range p.except {
		all = append(all, &p.except[i])
	}
	return all
}

// numbers returns a change of each number of a part by the least there is, down or
// up.
func (p part) numbers(by int) map[string]func() {
	all := map[string]func(){}
	for i, m := range p.matches() {
		for name, t := range map[string]*time.Time{"from": &m.Period.From, "until": &m.Period.Until} {
			if !t.IsZero() {
				all[fmt.Sprintf("%s of match %d", name, i)] = func() { *t = t.Add(time.Duration(by)) }
			}
		}
	}
	for i := range p.products {
		if life := &p.products[i].LinkLife; *life > 0 {
			all["life of "+p.products[i].ID] = func() { *life += time.Duration(by) * time.Second }
		}
	}
	if p.limit == nil {
		return all
	}
	c := (*p.limit).(limits.Cap)
	for name, bound := range map[string]*limits.Money{"min": &c.Min, "max": &c.Max} {
		if bound.IsValid() {
			all[name] = func() {
				*bound = money(bound.Minor()+int64(by), bound.Currency())
				*p.limit = c
			}
		}
	}
	return all
}

// A change of one minor unit, one nanosecond or one second of a link's life is
// found, wherever it is in the built-in catalog, or else no order is decided
// differently.
func TestEveryNumberOfTheBuiltInCatalogCounts(t *testing.T) {
	t.Parallel()
	before := china.Catalog()
	numbers := 0
	for i, p := range partsOf(&before) {
		if !isTried(i) {
			continue
		}
		for _, by := range []int{-1, 1} {
			for _, name := range slices.Sorted(maps.Keys(p.numbers(by))) {
				after := china.Catalog()
				partsOf(&after)[i].numbers(by)[name]()
				numbers++
				if !isFound(t, before, after, p) {
					checkNoOrderDiffers(t, before, after, p)
				}
			}
		}
	}
	if !areAllTried() {
		return
	}
	want := 0
	for _, key := range []string{`"from":`, `"until":`, `"min":`, `"max":`, `"link_life":`} {
		want += 2 * strings.Count(string(china.JSON()), key)
	}
	if numbers != want {
		t.Errorf("%d changes were tried, and the catalog's file has numbers for %d", numbers, want)
	}
}

// Another trait in any set of the built-in catalog, or a first one, alters decisions.
func TestEveryTraitOfTheBuiltInCatalogCounts(t *testing.T) {
	t.Parallel()
	const another = "another_trait"
	catalog := func() routing.Catalog {
		c := china.Catalog()
		c.Traits = append(c.Traits, routing.TraitInfo{ID: another})
		return c
	}
	before := catalog()
	for i, p := range partsOf(&before) {
		if !isTried(i) {
			continue
		}
		for j, m := range p.matches() {
			try := func(change func(m *methods.Match)) {
				after := catalog()
				change(partsOf(&after)[i].matches()[j])
				if !isFound(t, before, after, p) && !explainsNothing(p.id) {
					t.Errorf("%s: no change was found of the audience of match %d, %v", p.id, j, m.Audience)
				}
			}
			if len(m.Audience) == 0 {
				try(func(m *methods.Match) { m.Audience = [][]methods.Trait{{another}} })
			}
			for k, set := range m.Audience {
				for l := range set {
					try(func(m *methods.Match) { m.Audience[k][l] = another })
				}
			}
		}
	}
}

// explainsNothing reports whether an entry of the built-in catalog is one that Lint says
// to explain nothing.
func explainsNothing(id string) bool {
	return slices.ContainsFunc(findingsOfBuiltIn(), func(f Finding) bool { return f.Code == FindingRedundantEntry && f.ID == id })
}

var findingsOfBuiltIn = sync.OnceValue(func() []Finding {
	c := china.Catalog()
	c.Accept = nil // it accepts rows that are kept as a record
	findings, err := Lint(c, LintOptions{})
	if err != nil {
		panic(err)
	}
	return findings
})

// One bucket more or less in any rule's rollout alters the decisions of the buyers
// in it.
func TestEveryBucketCounts(t *testing.T) {
	t.Parallel()
	before := china.Catalog()
	for i, p := range partsOf(&before) {
		if p.when == nil || !isTried(i) {
			continue
		}
		share := func(basisPoints int) routing.Catalog {
			c := china.Catalog()
			partsOf(&c)[i].when.Rollout = methods.Rollout{Salt: "one_bucket", BasisPoints: basisPoints}
			return c
		}
		more := 5_000 + i%2
		changes, err := Diff(share(more), share(more+1))
		if err != nil {
			t.Fatal(err)
		}
		if len(changes) == 0 && !explainsNothing(p.id) {
			t.Errorf("%s: no change of bucket %d was found", p.id, more)
		}
		want := []Buckets{{"one_bucket", more, more + 1}}
		for _, c := range changes {
			if diff := gocmp.Diff(want, c.Region.Buckets); diff != "" {
				t.Errorf("%s: buckets of %v (-want +got):\n%s", p.id, c.Kinds, diff)
			}
		}
	}
}

// isFound reports whether Diff finds a difference, each of which has to be due to
// the rule that was changed.
func isFound(t *testing.T, before, after routing.Catalog, p part) bool {
	t.Helper()
	changes, err := Diff(before, after)
	if err != nil {
		t.Fatalf("%s: %v", p.id, err)
	}
	for _, c := range changes {
		if p.when != nil && !namesRule(c.Old, p.id) && !namesRule(c.New, p.id) {
			t.Errorf("%v of %s in %v is said to be due to %q and %q, want %q", c.Kinds, c.Method, c.Region, c.Old, c.New, p.id)
		}
	}
	return len(changes) > 0
}

// namesRule reports whether one of some rules is a given one, or the one that a rule for each
// method apart is for a method.
func namesRule(rules []string, id string) bool {
	return slices.ContainsFunc(rules, func(rule string) bool { return rule == id || strings.HasPrefix(rule, id+".") })
}

// checkNoOrderDiffers has both routers decide about one order of each class that the
// entries of a method can tell apart. Limit rules are the same in both catalogs.
func checkNoOrderDiffers(t *testing.T, before, after routing.Catalog, p part) {
	t.Helper()
	d, err := newDiffer(before, after, wideBounds)
	if err != nil {
		t.Fatal(err)
	}
	x := d.old
	var on []methods.Platform
	m := methods.ID(p.id)
	if p.when == nil {
		on = x.platformsOf(nil)
	} else if n, ok := x.entryOf[p.id]; ok {
		on, m = x.platformsOf(p.when.Platforms), x.catalog.Availability[n].Method
	} else {
		t.Fatalf("limit rule %s: no change was found", p.id)
	}
	for _, platform := range on {
		s := newSpace(wideBounds, x.zone(), x.mustState)
		for _, side := range []*index{d.old, d.new} {
			for _, of := range side.chain(place{platform, m}) {
				s.addEntries(side, place{platform, of})
			}
		}
		if err := s.close(platform, m); err != nil {
			t.Fatal(err)
		}
		// All functions of a single axis together tell every class from the others.
		var functions []mdd.Ref
		for axis := range s.Axes() {
			functions = append(functions, s.On(axis, func(value int) int32 { return int32(value) }))
		}
		s.EachBox(functions, func(_ []mdd.Ref, b mdd.Box) bool {
			o, ok := s.order(b, platform)
			if !ok {
				t.Fatalf("%s: no order for a class", p.id)
			}
			v, w := decide(t, d.old, o), decide(t, d.new, o)
			if !d.agree(&v, &w, m) {
				t.Errorf("%s: no change was found, but %v is decided differently:\n%v\n%v", p.id, o, v, w)
			}
			return true
		})
	}
}

func decide(t *testing.T, x *index, o routing.Order) routing.Decision {
	t.Helper()
	d, err := x.decide(o)
	if err != nil {
		t.Fatalf("%v: %v", o, err)
	}
	return d
}
