package routingtest_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// nightly is a shop whose wallet is closed in the first half hour of each day and at the
// weekend, and whose monthly credit is for the night.
func nightly() routing.Catalog {
	c := shop()
	c.Availability[0].Except = append(c.Availability[0].Except, methods.Match{
		Hours: []methods.Hours{{Until: 30 * time.Minute}, {Days: []time.Weekday{time.Saturday, time.Sunday}}},
	})
	c.Availability[1].When.Hours = []methods.Hours{{From: 22 * time.Hour, Until: 6 * time.Hour}}
	return c
}

// Orders lie at the edges of hours and beside them.
func TestOrdersVisitTheEdgesOfHours(t *testing.T) {
	c := nightly()
	orders, zone := routingtest.Orders(c), time.FixedZone("", int(c.Zone/time.Second))
	visited := map[string]bool{}
	for seed := range 4_000 {
		at := orders.Example(seed).At.In(zone)
		visited[at.Format("Mon 15:04:05.999999999")] = true
	}
	for _, want := range []string{
		"Mon 00:29:59.999999999", "Mon 00:30:00", "Mon 00:30:00.000000001", "Sat 00:00:00", "Fri 23:59:59.999999999",
		"Mon 00:00:00", "Sun 23:59:59.999999999", "Tue 21:59:59.999999999", "Tue 22:00:00", "Wed 05:59:59.999999999", "Wed 06:00:00",
	} {
		if !visited[want] {
			t.Errorf("no order at %s", want)
		}
	}
}

// The laws hold where hours decide, the one about instants among them.
func TestLawsHoldWithHours(t *testing.T) {
	rapid.Check(t, routingtest.Laws(nightly()))
}
