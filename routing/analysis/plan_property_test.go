package analysis

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// effort is what a change of an order takes: how many steps of each kind, and how
// far they go. It knows nothing of how plans are found.
type effort map[stepKind][2]int64

// effortOf returns what it takes to get from an order to another, or false if no
// steps lead there.
func effortOf(o, to *routing.Order, must mustState) (effort, bool) {
	e := effort{}
	add := func(kind stepKind, count, far int64) {
		if count > 0 {
			e[kind] = [2]int64{e[kind][0] + count, e[kind][1] + far}
		}
	}
	fact := func(from, to string) bool { // reports whether a fact is kept, or stated
		if from == "" && to != "" {
			add(stateFact, 1, 0)
			return true
		}
		return from == to
	}
	if o.Surface != "" && to.Surface != "" && o.Surface != to.Surface {
		add(move, 1, 0)
	} else if !fact(string(o.Surface), string(to.Surface)) {
		return nil, false
	}
	if !fact(string(assigned(o.Region)), string(assigned(to.Region))) || !fact(o.Buyer.Reveal(), to.Buyer.Reveal()) || to.At.Before(o.At) {
		return nil, false
	}
	if later := to.At.Sub(o.At); later > 0 {
		add(wait, 1, int64(later))
	}
	for _, trait := range slices.Concat(to.Traits, to.Lacks) {
		switch {
		case slices.Contains(o.Traits, trait) || slices.Contains(o.Lacks, trait):
		case must[trait]:
			add(stateFact, 1, 0)
		default:
			add(stateTrait, 1, 0)
		}
	}
	for _, said := range [][2][]methods.Trait{{o.Traits, to.Traits}, {o.Lacks, to.Lacks}} {
		if slices.ContainsFunc(said[0], func(trait methods.Trait) bool { return !slices.Contains(said[1], trait) }) {
			return nil, false // what is said stays
		}
	}
	switch from, n := o.Amount.Minor(), to.Amount.Minor(); {
	case o.Amount == to.Amount:
	case n == 0:
		return nil, false
	case o.Amount.Currency() != to.Amount.Currency():
		add(payIn, 1, 0)
	case n < from:
		add(payLess, 1, from-n)
	default:
		add(payMore, 1, n-from)
	}
	for counter, after := range to.Usage {
		used := o.Usage[counter]
		_, counted := used.Count()
		_, counts := after.Count()
		switch {
		case used.Amount.IsValid() && used.Amount.Currency() != after.Amount.Currency():
			return nil, false
		case !used.Amount.IsValid() && after.Amount.IsValid(), !counted && counts:
			add(stateFact, 1, 0)
		}
	}
	return e, true
}

// compare compares what two changes cost, the dearest kind of step first.
func (e effort) compare(f effort) int {
	for part := range 2 {
		for kind := stepKinds - 1; kind >= 0; kind-- {
			if a, b := e[kind][part], f[kind][part]; a != b {
				return int(min(1, max(-1, a-b)))
			}
		}
	}
	return 0
}

// A plan is the cheapest of all changes of an order that its catalog can tell
// apart, and there is none exactly where none of them brings the method back.
func TestNoChangeIsCheaperThanThePlan(t *testing.T) {
	found, none := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		if noChangeIsCheaperThanThePlan(t) {
			found++
		} else {
			none++
		}
	})
	t.Logf("%d plans, %d times none", found, none)
}

// noChangeIsCheaperThanThePlan reports whether there is a plan.
func noChangeIsCheaperThanThePlan(t *rapid.T) bool {
	c := writtenOut(catalogs().Draw(t, "catalog"))
	planner, err := NewPlanner(c)
	if err != nil {
		t.Fatal(err)
	}
	o := withDown(c).Filter(func(o routing.Order) bool {
		all := choicesOf(&c, &o)
		return all.len() < 50_000
	}).Draw(t, "order")
	m := pick(t, c.Methods, "method").ID
	plan, ok, err := planner.Plan(o, m)
	if err != nil {
		t.Fatal(err)
	}
	want, possible := cheapestEffort(t, planner, &c, &o, m)
	if ok != possible {
		t.Fatalf("a plan for %s and %v: %t (%v), want %t (%v)", m, o, ok, plan, possible, want)
	}
	if !ok {
		return false
	}
	checkPlan(t, planner, &o, &plan)
	got, legal := effortOf(&o, &plan.Order, planner.x.mustState)
	if diff := cmp.Diff(want, got); diff != "" || !legal {
		t.Fatalf("%v for %s and %v (want, got):\n%s", plan, m, o, diff)
	}
	return true
}

// withDown draws orders of which methods may be out of service.
func withDown(c routing.Catalog) *rapid.Generator[routing.Order] {
	orders := ordersOf(c)
	return rapid.Custom(func(t *rapid.T) routing.Order {
		o := orders.Draw(t, "order")
		if oneIn(t, 4, "down") {
			until := pick(t, []time.Time{{}, date(3), date(4), o.At, o.At.Add(time.Hour)}, "until")
			o.Down = map[methods.ID]time.Time{pick(t, c.Methods, "method").ID: until}
		}
		return o
	})
}

// cheapestEffort tries every change.
func cheapestEffort(t *rapid.T, p *Planner, c *routing.Catalog, o *routing.Order, m methods.ID) (effort, bool) {
	var best effort
	var d routing.Decision
	all := choicesOf(c, o)
	all.each(c, o, func(to routing.Order) {
		e, ok := effortOf(o, &to, p.x.mustState)
		if !ok || best != nil && e.compare(best) >= 0 {
			return
		}
		if err := p.x.router.RouteInto(&d, to); err != nil {
			t.Fatal(err)
		}
		if _, offered := d.Offer(m); offered {
			best = e
		}
	})
	return best, best != nil
}

func offers(t interface{ Fatal(...any) }, p *Planner, o routing.Order, m methods.ID) bool {
	d, err := p.x.router.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	_, ok := d.Offer(m)
	return ok
}

// checkPlan checks that a plan does what its steps say, and works.
func checkPlan(t *rapid.T, p *Planner, o *routing.Order, plan *Plan) {
	d, err := p.x.router.Route(plan.Order)
	if err != nil {
		t.Fatal(err)
	}
	offer, ok := d.Offer(plan.Method)
	if !ok {
		t.Fatalf("%v does not bring %s back for %v", plan, plan.Method, *o)
	}
	if diff := cmp.Diff(offer, plan.Offer); diff != "" {
		t.Fatalf("offer (want, got):\n%s", diff)
	}
	for _, step := range plan.Steps {
		for _, surface := range step.Surfaces {
			elsewhere := plan.Order
			elsewhere.Surface = surface
			if !offers(t, p, elsewhere, plan.Method) {
				t.Fatalf("%v does not bring %s back on %s", plan, plan.Method, surface)
			}
		}
	}
}
