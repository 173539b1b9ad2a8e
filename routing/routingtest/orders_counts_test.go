package routingtest_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// thrice is a shop of which a friend is asked to pay at most three times a week, in any
// currency.
func thrice() routing.Catalog {
	return rule(routing.LimitRule{Limit: limits.Cap{MaxCount: 3, Window: limits.Week(time.Monday, 8*time.Hour), Counter: "times"}})
}

// Orders lie at the bound of a number of payments and beside it.
func TestOrdersVisitTheEdgesOfCounts(t *testing.T) {
	orders, r := routingtest.Orders(thrice()), routing.MustCompile(thrice())
	visited, codes := map[limits.Used]bool{}, map[routing.Code]bool{}
	for seed := range 1_000 {
		o := orders.Example(seed)
		visited[o.Usage["times"]] = true
		for _, e := range route(t, r, o).Excluded() {
			for _, reason := range e.Reasons {
				codes[reason.Code] = true
			}
		}
	}
	for _, want := range []limits.Used{limits.CountOnly(0), limits.CountOnly(2), limits.CountOnly(3), {}} {
		if !visited[want] {
			t.Errorf("no order with %v", want)
		}
	}
	for _, want := range []routing.Code{routing.CodeCountReached, routing.CodeUnknownUsage} {
		if !codes[want] {
			t.Errorf("no order with the reason %s", want)
		}
	}
}

// The laws hold where payments are counted, and where they are added up as well.
func TestLawsHoldWithCounts(t *testing.T) {
	rapid.Check(t, routingtest.Laws(thrice()))
	both := rule(routing.LimitRule{
		Limit: limits.Cap{Max: limits.MustParseMoney("500.00 CNY"), MaxCount: 3, Window: limits.Quarter(0), Counter: "times"},
		When:  methods.Match{Hours: []methods.Hours{{From: 22 * time.Hour, Until: 6 * time.Hour}}},
	})
	rapid.Check(t, routingtest.Laws(both))
}
