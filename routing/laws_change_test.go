package routing_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Law 9: restricting restricts: adding a limit rule, narrowing a When, widening an
// Except, adding to Block or Tried never adds an offer. Stating one more trait that
// neither an Except nor a limit rule names never removes one.
func TestRestrictingRestricts(t *testing.T) {
	changes := []struct {
		name   string
		change func(*rapid.T, *world, *routing.Order)
	}{
		{"a limit rule is added", addRule},
		{"the When of an entry is narrowed", narrowWhen},
		{"an Except of an entry is added", addExcept},
		{"an Except of an entry is widened", widenExcept},
		{"methods are blocked", func(t *rapid.T, w *world, o *routing.Order) {
			o.Block = append(slices.Clip(o.Block), w.drawMethods(t, 1, "more blocked")...)
		}},
		{"methods have been tried", func(t *rapid.T, w *world, o *routing.Order) {
			o.Tried = append(slices.Clip(o.Tried), w.drawMethods(t, 1, "more tried")...)
		}},
		{"methods are down", func(t *rapid.T, w *world, o *routing.Order) {
			down := maps.Clone(o.Down)
			if down == nil {
				down = map[methods.ID]time.Time{}
			}
			for _, id := range w.drawMethods(t, 1, "more down") {
				down[id] = time.Time{}
			}
			o.Down = down
		}},
		{"a trait is no longer stated", dropTrait},
	}
	for _, test := range changes {
		t.Run(test.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				w := uniformWorlds().Draw(t, "world")
				o := w.drawOrder(t)
				before := route(t, compile(t, w.catalog), o)
				changed := &world{catalog: w.catalog, names: w.names, caps: w.caps}
				changed.catalog.Availability = slices.Clone(w.catalog.Availability)
				changed.catalog.Limits = slices.Clone(w.catalog.Limits)
				test.change(t, changed, &o)
				after := route(t, compile(t, changed.catalog), o)
				if more := without(offered(after), offered(before)); len(more) > 0 {
					t.Fatalf("%v: %v offered only after the restriction:\n%s", o, more, gocmp.Diff(w.catalog, changed.catalog))
				}
			})
		})
	}
}

// uniformWorlds draws catalogs in which the entries of a method differ in neither
// their products nor what they live within. Otherwise the law would not hold: the
// first entry that grants also says which product serves the method and which
// parent it needs, and an entry that no longer grants hands over to the next.
func uniformWorlds() *rapid.Generator[*world] {
	return rapid.Custom(func(t *rapid.T) *world {
		w := worlds().Draw(t, "any world")
		within := map[methods.ID]methods.ID{}
		for _, m := range w.catalog.Methods {
			var parents []methods.ID
			for i, e := range w.entriesOf(m.ID) {
				if i == 0 {
					parents = w.parentsOf(e)
				}
				parents = slices.DeleteFunc(parents, func(id methods.ID) bool {
					return !slices.Contains(w.parentsOf(e), id)
				})
			}
			if len(parents) > 0 && oneIn(t, 4, "within") {
				within[m.ID] = pick(t, parents, "parent")
			}
		}
		for i, e := range w.catalog.Availability {
			w.catalog.Availability[i].Products = nil
			w.catalog.Availability[i].Parent = within[e.Method]
		}
		return w
	})
}

func (w *world) method(id methods.ID) methods.Method {
	i := slices.IndexFunc(w.catalog.Methods, func(m methods.Method) bool { return m.ID == id })
	return w.catalog.Methods[i]
}

func (w *world) entriesOf(id methods.ID) []methods.Availability {
	var entries []methods.Availability
	for _, e := range w.catalog.Availability {
		if e.Method == id {
			entries = append(entries, e)
		}
	}
	return entries
}

func addRule(t *rapid.T, w *world, _ *routing.Order) {
	w.catalog.Limits = append(w.catalog.Limits, w.drawRule(t, "r99"))
}

// narrowWhen sets a field of a When that was not set, or takes values out of one
// that was.
func narrowWhen(t *rapid.T, w *world, _ *routing.Order) {
	when := &pickEntry(t, w).When
	more := w.drawMatch(t, 1)
	when.Surfaces = narrow(when.Surfaces, more.Surfaces)
	when.Currencies = narrow(when.Currencies, more.Currencies)
	when.Regions = narrow(when.Regions, more.Regions)
	if len(when.Audience) == 0 {
		when.Audience = more.Audience
	} else {
		when.Audience = when.Audience[:1]
	}
	if !when.Rollout.IsSet() {
		when.Rollout = more.Rollout
	}
	if when.Period.IsZero() {
		when.Period = more.Period
	}
	if len(when.Hours) == 0 {
		when.Hours = more.Hours
	} else {
		when.Hours = when.Hours[:1]
	}
}

func narrow[S ~string](set, more []S) []S {
	if len(set) == 0 {
		return more
	}
	return set[:1]
}

// pickEntry draws an entry of a catalog that owns its entries but not their lists.
func pickEntry(t *rapid.T, w *world) *methods.Availability {
	i := rapid.IntRange(0, len(w.catalog.Availability)-1).Draw(t, "entry to change")
	return &w.catalog.Availability[i]
}

func addExcept(t *rapid.T, w *world, _ *routing.Order) {
	e := pickEntry(t, w)
	if m := w.drawMatch(t, 4); !m.IsZero() {
		e.Except = append(slices.Clip(e.Except), m)
	}
}

// widenExcept drops a condition of an Except, if another is left.
func widenExcept(t *rapid.T, w *world, _ *routing.Order) {
	for i := range w.catalog.Availability {
		e := &w.catalog.Availability[i]
		e.Except = slices.Clone(e.Except)
		for j, m := range e.Except {
			switch rapid.IntRange(0, 6).Draw(t, "condition to drop") {
			case 0:
				m.Platforms = nil
			case 1:
				m.Surfaces = nil
			case 2:
				m.Currencies = nil
			case 3:
				m.Regions, m.Rollout = nil, methods.Rollout{}
			case 4:
				m.Audience = nil
			case 5:
				m.Period = methods.Period{}
			case 6:
				m.Hours = nil
			}
			if !m.IsZero() {
				e.Except[j] = m
			}
		}
	}
}

// dropTrait takes back a trait that neither an Except nor a limit rule names.
func dropTrait(t *rapid.T, w *world, o *routing.Order) {
	var named []methods.Trait
	c := expand(w.catalog)
	for _, e := range c.Availability {
		for _, m := range e.Except {
			named = append(named, slices.Concat(m.Audience...)...)
		}
	}
	for _, rule := range c.Limits {
		for _, m := range append([]methods.Match{rule.When}, rule.Except...) {
			named = append(named, slices.Concat(m.Audience...)...)
		}
	}
	if free := without(o.Traits, named); len(free) > 0 {
		o.Traits = without(o.Traits, []methods.Trait{pick(t, free, "trait to drop")})
	}
}

// text is a decision byte for byte.
func text(t rapid.TB, d routing.Decision) string {
	t.Helper()
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s\n%+v", data, answerOf(d))
}

// Law 10: order does not matter: shuffling limit rules changes no offer and no
// exclusion, byte for byte.
func TestOrderOfLimitRulesDoesNotMatter(t *testing.T) {
	for _, kind := range []struct {
		name   string
		worlds *rapid.Generator[*world]
	}{{"few names", worlds()}, {"many names", wideWorlds()}} {
		t.Run(kind.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				w := kind.worlds.Draw(t, "world")
				shuffled := w.catalog
				shuffled.Limits = rapid.Permutation(w.catalog.Limits).Draw(t, "shuffled rules")
				one, other := compile(t, w.catalog), compile(t, shuffled)
				for range ordersPerWorld {
					o := w.drawOrder(t)
					if diff := gocmp.Diff(text(t, route(t, one, o)), text(t, route(t, other, o))); diff != "" {
						t.Fatalf("%v (-in order +shuffled):\n%s", o, diff)
					}
				}
			})
		})
	}
}

// Law 10: shuffling entries of different methods changes nothing but ties of rank.
func TestOrderOfMethodsEntriesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		shuffled := w.catalog
		shuffled.Availability = nil
		for _, m := range rapid.Permutation(w.catalog.Methods).Draw(t, "shuffled methods") {
			shuffled.Availability = append(shuffled.Availability, w.entriesOf(m.ID)...)
		}
		one, other := compile(t, w.catalog), compile(t, shuffled)
		for range ordersPerWorld {
			o := w.drawOrder(t)
			before, after := answerOf(route(t, one, o)), answerOf(route(t, other, o))
			before.Offers, after.Offers = byTies(o, before.Offers), byTies(o, after.Offers)
			if diff := gocmp.Diff(before, after, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%v (-in order +shuffled):\n%s", o, diff)
			}
		}
	})
}

// Law 10: shuffling entries whose matches are disjoint changes nothing but ties of
// rank. Among entries of one method that are all as near to granting, the first
// explains: that is a tie as well, of reasons, which the law does not mention.
func TestOrderOfDisjointEntriesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		keepDisjoint(w)
		shuffled := w.catalog
		shuffled.Availability = rapid.Permutation(w.catalog.Availability).Draw(t, "shuffled entries")
		one, other := compile(t, w.catalog), compile(t, shuffled)
		for range ordersPerWorld {
			o := w.drawOrder(t)
			before, after := route(t, one, o), route(t, other, o)
			if diff := gocmp.Diff(byTies(o, before.Offers()), byTies(o, after.Offers()), cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%v (-in order +shuffled):\n%s", o, diff)
			}
			for _, e := range before.Excluded() {
				again, excluded := after.Why(e.Method)
				if !excluded {
					t.Fatalf("%v: %s is offered only after shuffling", o, e.Method)
				}
				if diff := gocmp.Diff(e, again); diff != "" && w.oneIsNearest(o, w.method(e.Method)) {
					t.Fatalf("%v (-in order +shuffled):\n%s", o, diff)
				}
			}
		}
	})
}

// oneIsNearest reports whether of a method, and of its parents, a single entry is the
// nearest to granting, wherever it stands among the others.
func (w *world) oneIsNearest(o routing.Order, m methods.Method) bool {
	ref := reference{catalog: expand(w.catalog), order: o, platform: canonical(w.catalog, o.Platform)}
	all := ref.candidates(m)
	first := ref.nearest(m, all)
	slices.Reverse(all)
	for i := range all {
		all[i].place = i
	}
	last := ref.nearest(m, all)
	if first.entry.ID != last.entry.ID {
		return false
	}
	parent := slices.IndexFunc(w.catalog.Methods, func(m methods.Method) bool { return m.ID == first.entry.Parent })
	return parent < 0 || w.oneIsNearest(o, w.catalog.Methods[parent])
}

// keepDisjoint gives each entry of a method two months of its own.
func keepDisjoint(w *world) {
	next := map[methods.ID]int{}
	for i := range w.catalog.Availability {
		e := &w.catalog.Availability[i]
		from := dates()[0].AddDate(0, 2*next[e.Method], 0)
		e.When.Period = methods.Period{From: from, Until: from.AddDate(0, 2, 0)}
		next[e.Method]++
	}
}
