package analysis

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

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
		if slices.ContainsFunc(why.Reasons, isHelpful) {
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
		if plan.Offer.Entry == entry {
			t.Errorf("%s and %v: %s helps, and the reasons say that nothing does: %v", why.Method, o, plan, why)
		}
	}
	return plans
}

func isHelpful(r routing.Reason) bool {
	return r.Remedy.Do != routing.ActionNone || r.Code == routing.CodeUnreported && r.Undecided
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
		for range 10 {
			h.check(t, ordersOf(c).Draw(t, "order"))
		}
	})
}

func TestReasonsOfTheBuiltInCatalogHelpWhereAPlanDoes(t *testing.T) {
	c := china.Catalog()
	h := newHelper(t, c)
	count := 500
	if isFull() {
		count = 20_000
	}
	generator, plans := ordersOf(c), 0
	for seed := range count {
		plans += h.check(t, generator.Example(seed))
	}
	t.Logf("%d plans of exclusions without a remedy", plans)
}
