package analysis

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// What limit rules say may move to others: rules trade their ids or their limits, one
// is split by its methods or doubled, or becomes one for a parent instead of the methods
// that are nested in it. What a decision shows of it is what Diff finds.
func TestDiffIsWhereTheRoutersDifferAboutMovedRules(t *testing.T) {
	rapid.Check(t, diffIsWhereTheRoutersDifferAboutMovedRules)
}

func diffIsWhereTheRoutersDifferAboutMovedRules(t *rapid.T) {
	before := pick(t, []*rapid.Generator[routing.Catalog]{towers(), forks()}, "catalogs").Draw(t, "old")
	after := before
	after.Limits = slices.Clone(before.Limits)
	for range rapid.IntRange(1, 3).Draw(t, "moves") {
		moveRule(t, &after)
	}
	d, changes := diff(t, before, after)
	orders := ordersOf(before)
	for range 20 {
		d.checkWhere(t, changes, plain(orders.Draw(t, "order")))
	}
}

// forks draws catalogs of methods of which each may be nested in any of those before it,
// by one entry in one and by the next in another.
func forks() *rapid.Generator[routing.Catalog] {
	return rapid.Custom(func(t *rapid.T) routing.Catalog {
		c := towers().Draw(t, "tower")
		for i := range rapid.IntRange(1, 3).Draw(t, "entries") {
			n := rapid.IntRange(1, 2).Draw(t, "method")
			e := methods.Availability{
				ID: fmt.Sprintf("also%d", i), Method: ids[n], Status: methods.StatusLive, When: drawMatch(t, 3),
				Evidence: methods.Evidence{Sources: []string{"s"}},
			}
			e.When.Platforms, e.When.Audience = nil, nil
			if oneIn(t, 3, "nested") {
				e.Parent = pick(t, ids[:n], "parent")
			}
			c.Availability = slices.Insert(slices.Clone(c.Availability), rapid.IntRange(0, len(c.Availability)).Draw(t, "at"), e)
		}
		return c
	})
}

// moveRule moves what a rule says to another one, or to other methods.
func moveRule(t *rapid.T, c *routing.Catalog) {
	at := func(label string) *routing.LimitRule {
		return &c.Limits[rapid.IntRange(0, len(c.Limits)-1).Draw(t, label)]
	}
	r, s := at("rule"), at("other rule")
	switch rapid.IntRange(0, 6).Draw(t, "move") {
	case 0:
		r.ID, s.ID = s.ID, r.ID
	case 1:
		r.Limit, s.Limit = s.Limit, r.Limit
	case 2:
		r.Methods, s.Methods = s.Methods, r.Methods
	case 3:
		r.ID = unusedID(c)
	case 4:
		r.Methods = some(t, ids[:3], "methods")
	case 5:
		double := *r
		double.ID = unusedID(c)
		c.Limits = append(c.Limits, double)
	case 6:
		if len(r.Methods) > 1 {
			rest := *r
			rest.ID, rest.Methods = unusedID(c), r.Methods[1:]
			r.Methods = r.Methods[:1]
			c.Limits = append(c.Limits, rest)
		}
	}
}

// unusedID is an id that no limit rule of a catalog has.
func unusedID(c *routing.Catalog) string {
	for i := len(c.Limits); ; i++ {
		id := fmt.Sprintf("r%d", i)
		if !slices.ContainsFunc(c.Limits, func(r routing.LimitRule) bool { return r.ID == id }) {
			return id
		}
	}
}
