package analysis

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// checkEqual fails unless two catalogs are proven equal.
func checkEqual(t interface {
	Helper()
	Fatalf(string, ...any)
}, before, after routing.Catalog) {
	t.Helper()
	changes, err := Diff(before, after)
	if err != nil {
		t.Fatalf("Diff: %v", err)
	}
	for _, c := range changes {
		t.Fatalf("%d changes, such as %v of %s for %v, by %q and %q; want none", len(changes), c.Kinds, c.Method, c.Region, c.Old, c.New)
	}
}

// reworded changes all texts and sources of a catalog.
func reworded(c *routing.Catalog) {
	text := methods.Text{EN: "reworded", ZH: "改写"}
	c.Name, c.Version = "reworded", "2"
	c.Sources = append(slices.Clone(c.Sources), methods.Source{ID: "another_source", Title: "another source"})
	evidence := methods.Evidence{Stated: "reworded", Confidence: methods.ConfidenceLow, Sources: []string{"another_source"}}
	for i := range c.Traits {
		c.Traits[i].Name = text
	}
	for i := range c.Platforms {
		c.Platforms[i].Name = text
	}
	for i := range c.Methods {
		c.Methods[i].Name = text
		resource(c.Methods[i].Products)
	}
	for i := range c.Availability {
		c.Availability[i].Evidence = evidence
		resource(c.Availability[i].Products)
	}
	for i := range c.Limits {
		c.Limits[i].Evidence = evidence
	}
}

func resource(products []methods.Product) {
	for i := range products {
		products[i].Sources = []string{"another_source"}
	}
}

// rearranged changes every order in a catalog that decisions do not depend on.
func rearranged(c *routing.Catalog) {
	slices.Reverse(c.Sources)
	slices.Reverse(c.Traits)
	slices.Reverse(c.Platforms)
	slices.Reverse(c.Methods)
	slices.Reverse(c.Limits)
	for i := range c.Availability {
		e := &c.Availability[i]
		e.Rank *= 2
		reverse(&e.When)
		slices.Reverse(e.Except)
		for j := range e.Except {
			reverse(&e.Except[j])
		}
	}
	for i := range c.Limits {
		reverse(&c.Limits[i].When)
		slices.Reverse(c.Limits[i].Methods)
	}
}

func reverse(m *methods.Match) {
	slices.Reverse(m.Platforms)
	slices.Reverse(m.Surfaces)
	slices.Reverse(m.Currencies)
	slices.Reverse(m.Regions)
	slices.Reverse(m.Audience)
	for _, set := range m.Audience {
		slices.Reverse(set)
	}
}

// apart exchanges neighboring entries that no platform has both of.
func apart(c *routing.Catalog) {
	for i := 1; i < len(c.Availability); i++ {
		a, b := &c.Availability[i-1], &c.Availability[i]
		on, other := a.When.Platforms, b.When.Platforms
		if len(on) > 0 && len(other) > 0 && !slices.ContainsFunc(on, func(p methods.Platform) bool { return slices.Contains(other, p) }) {
			*a, *b = *b, *a
		}
	}
}

func TestWhatDoesNotCountInTheBuiltInCatalog(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(c *routing.Catalog)
	}{
		{"nothing is changed", func(*routing.Catalog) {}},
		{"texts and sources", reworded},
		{"the order of all lists but entries and products", rearranged},
		{"the order of entries for different platforms", apart},
		{"a platform without entries", func(c *routing.Catalog) {
			c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: "idle"})
		}},
		{"a method without entries", func(c *routing.Catalog) {
			c.Methods = append(c.Methods, methods.Method{ID: "idle"})
		}},
		{"a trait that no rule names", func(c *routing.Catalog) {
			c.Traits = append(c.Traits, routing.TraitInfo{ID: "idle"})
		}},
		{"a limit rule for a method without entries", func(c *routing.Catalog) {
			c.Methods = append(c.Methods, methods.Method{ID: "idle"})
			c.Limits = append(c.Limits, routing.LimitRule{
				ID: "idle", Methods: []methods.ID{"idle"}, Limit: limits.Cap{Max: money(1, limits.CNY)}, Evidence: c.Limits[0].Evidence,
			})
		}},
		{"the platforms of rules named one by one", func(c *routing.Catalog) {
			for i := range c.Limits {
				if len(c.Limits[i].When.Platforms) > 0 {
					continue
				}
				for _, p := range c.Platforms {
					c.Limits[i].When.Platforms = append(c.Limits[i].When.Platforms, p.ID)
				}
			}
		}},
		{"an Except for a platform on which the rule is not", func(c *routing.Catalog) {
			for i := range c.Availability {
				if e := &c.Availability[i]; !slices.Contains(e.When.Platforms, "kuaishou") && e.Method != methods.WeChatPay {
					e.Except = append(e.Except, methods.Match{Platforms: []methods.Platform{"kuaishou"}})
				}
			}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			after := china.Catalog()
			tt.change(&after)
			checkEqual(t, china.Catalog(), after)
			if isFull() {
				checkEqual(t, after, china.Catalog())
			}
		})
	}
}

// Catalogs that differ in texts, sources and the order of what is apart are proven
// equal.
func TestWhatDoesNotCount(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := catalogs().Draw(t, "catalog")
		after := copyRules(before)
		after.Sources = slices.Clone(after.Sources)
		for i := range after.Platforms {
			after.Platforms[i].Aliases = slices.Clone(after.Platforms[i].Aliases)
		}
		change := pick(t, []func(*routing.Catalog){reworded, rearranged, apart}, "change")
		if oneIn(t, 3, "written out") {
			change = func(c *routing.Catalog) { *c = writtenOut(*c) }
		}
		change(&after)
		checkEqual(t, before, after)
	})
}

// Outside of all changes about a method no usage at all makes the decisions differ.
func TestNoUsageMakesMoreDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := catalogs().Draw(t, "old")
		after := changed(t, before)
		d, changes := diff(t, before, after)
		orders := rapid.OneOf(ordersOf(before), ordersOf(after))
		for range 20 {
			o := orders.Draw(t, "order")
			o.Allow, o.Block, o.Tried, o.Down, o.Prefer = nil, nil, nil, nil, nil
			for _, counter := range counters() {
				if _, ok := o.Usage[counter]; !ok {
					o.Usage[counter] = limits.Used{Amount: money(0, limits.CNY)}
				}
			}
			v, w := d.route(t, o)
			for _, m := range ids {
				lies := slices.ContainsFunc(changes, func(c Change) bool { return c.Method == m && !c.is(KindReordered) && c.Region.Contains(o) })
				if !d.agree(&v, &w, m) && !lies {
					t.Fatalf("%v with %v paid lies in no change of %s:\n%v\n%v", o, o.Usage, m, v, w)
				}
			}
		}
	})
}

// The same catalogs have the same changes, however the work is spread.
func TestDiffIsDeterministic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := catalogs().Draw(t, "old")
		after := changed(t, before)
		_, first := diff(t, before, after)
		_, second := diff(t, before, after)
		texts := func(all []Change) []string {
			var texts []string
			for _, c := range all {
				texts = append(texts, c.Region.String()+" "+c.Witness.String()+" "+string(c.Method))
			}
			return texts
		}
		if !slices.Equal(texts(first), texts(second)) {
			t.Errorf("two answers: %q and %q", texts(first), texts(second))
		}
	})
}
