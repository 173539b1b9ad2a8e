package analysis

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// helper looks for exclusions that say nothing would help where something does.
type helper struct {
	planner   *Planner
	limitless *routing.Router // the catalog without limit rules and parents
}

func newHelper(t rapid.TB, c routing.Catalog) *helper {
	t.Helper()
	planner, err := NewPlanner(c)
	if err != nil {
		t.Fatal(err)
	}
	router, err := routing.Compile(bare(c))
	if err != nil {
		t.Fatal(err)
	}
	return &helper{planner, router}
}

// check fails if the planner finds a change of an order after which the entry that
// explained grants, though no reason against the method has a remedy. It returns how
// many plans it has found.
func (h *helper) check(t rapid.TB, o routing.Order) (plans int) {
	t.Helper()
	d, err := h.planner.x.original.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, why := range d.Excluded() {
		if isHelpful(why) {
			continue
		}
		plan, ok, err := h.planner.Plan(o, why.Method)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			continue
		}
		plans++
		entry, explained := h.explaining(t, o, why)
		if !explained && len(plan.Order.Traits) > len(o.Traits) {
			continue // no remedy of a limit rule is to state a trait that its Except names
		}
		if !h.names(plan.Order) {
			continue // a remedy names what the catalog does
		}
		if plan.Offer.Entry == entry {
			t.Errorf("%s and %v: %s helps, and the reasons say that nothing does: %v", why.Method, o, plan, why)
		}
	}
	return plans
}

// isHelpful reports whether a reason has a remedy, or says that nobody knows; a parent's
// reason is as helpful as those against the parent, which are checked themselves.
func isHelpful(why routing.Exclusion) bool {
	return slices.ContainsFunc(why.Reasons, func(r routing.Reason) bool {
		return r.Remedy.Do != routing.ActionNone || r.Code == routing.CodeUnreported && r.Undecided || r.Code == routing.CodeParent
	})
}

// names reports whether the catalog names the surface and the currency of an order.
func (h *helper) names(o routing.Order) bool {
	surface, currency := o.Surface == "", false
	match := func(m methods.Match) {
		surface = surface || slices.Contains(m.Surfaces, o.Surface)
		currency = currency || slices.Contains(m.Currencies, o.Amount.Currency().String())
	}
	c := h.planner.x.catalog
	for i := range c.Availability {
		e := &c.Availability[i]
		for _, m := range append(slices.Clip(e.Except), e.When) {
			match(m)
		}
		for _, p := range e.Products {
			match(methods.Match{Surfaces: p.Surfaces})
		}
	}
	for i := range c.Limits {
		for _, m := range append(slices.Clip(c.Limits[i].Except), c.Limits[i].When) {
			match(m)
		}
		if bound, ok := c.Limits[i].Limit.(limits.Cap); ok {
			currency = currency || bound.Currency() == o.Amount.Currency()
		}
	}
	for i := range c.Methods {
		for _, p := range c.Methods[i].Products {
			match(methods.Match{Surfaces: p.Surfaces})
		}
	}
	return surface && currency
}

// explaining returns the id of the entry that explains an exclusion, and true; or of that
// by which the method would be offered if limits did not refuse.
func (h *helper) explaining(t rapid.TB, o routing.Order, why routing.Exclusion) (id string, explained bool) {
	t.Helper()
	for _, r := range why.Reasons {
		if _, isEntry := h.planner.x.entryOf[r.Rule]; isEntry {
			return r.Rule, true
		}
	}
	o.Allow, o.Block, o.Tried, o.Down = nil, nil, nil, nil
	d, err := h.limitless.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	offer, _ := d.Offer(why.Method)
	return offer.Entry, false
}

func TestReasonsHelpWhereAPlanDoes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := catalogs().Draw(t, "catalog")
		h := newHelper(t, c)
		orders := ordersOf(c)
		for range 10 {
			h.check(t, orders.Draw(t, "order"))
		}
	})
}

func TestReasonsOfTheBuiltInCatalogHelpWhereAPlanDoes(t *testing.T) {
	c := china.Catalog()
	count, parts := 150, 2
	if areAllTried() {
		count = 20_000
	}
	generator := ordersOf(c)
	for part := range parts {
		t.Run(fmt.Sprintf("part %d", part+1), func(t *testing.T) {
			t.Parallel()
			h, plans := newHelper(t, c), 0
			for seed := part; seed < count; seed += parts {
				plans += h.check(t, generator.Example(seed))
			}
			t.Logf("%d plans of exclusions without a remedy", plans)
		})
	}
}
