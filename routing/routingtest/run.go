package routingtest

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/ordergen"
)

// Run checks a catalog. It has one subtest for each law of routing (see [Laws]), by
// [rapid.Check] with [Orders], and one named "lint" for what [analysis.Lint] finds.
// That subtest fails for what is of no use: findings that are errors, limit rules that
// can never refuse, and methods that can never be offered. It logs the others, which
// may be meant. A finding comes with an order that shows it, if there is one, and with
// what is decided about that order.
//
// What Lint finds is proved, not sampled. Of a custom limit it can only know that it
// may refuse anything, so a rule with one is never found to be of no use.
//
// A custom limit that panics fails what met it, with its rule and the order. A catalog
// that does not compile fails at once, with all its faults.
func Run(t *testing.T, c routing.Catalog) {
	t.Helper()
	s, err := newSubject(c)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range laws {
		if len(c.Platforms) > 0 { // otherwise there are no orders
			t.Run(l.name, rapid.MakeCheck(s.property(laws[i:i+1])))
		}
	}
	t.Run("lint", func(t *testing.T) { s.lint(t) })
}

// Orders generates orders, biased toward what a catalog offers and toward its edges. Half of
// them are granted by an entry, each entry that can grant as often as the next; a quarter
// are such orders with a fact or two changed, or aimed at an Except or a limit rule; in
// the others every fact is drawn by itself. The facts are platforms by id and alias;
// amounts at each bound and one minor unit beside it; instants at each date and one
// nanosecond before and after it; the traits that rules name, and one that none does; each
// surface, region and currency, one that no rule names, and none; buyers on both sides of
// each rollout; totals that leave all of a cap, half of it, exactly nothing or less. A
// custom limit is called once in each currency: orders are in those that it decides, with
// the totals that it needs, at the bounds that it answers with.
//
// None of the orders is malformed. A catalog without a platform has no orders: the
// draw fails. Orders looks for what each entry grants when it is called; draws keep no
// state, so a failure replays.
func Orders(c routing.Catalog) *rapid.Generator[routing.Order] {
	return ordergen.Orders(c)
}
