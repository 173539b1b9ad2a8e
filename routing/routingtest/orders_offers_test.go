package routingtest_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
	"github.com/paymux/paymux/routing/routingtest"
)

// In 2,000 orders every entry that can grant does so at least once, and at least 40 % of
// them have an offer.
func TestOrdersLeanToOffers(t *testing.T) {
	catalogs := []routing.Catalog{shop(), china.Catalog()}
	for _, name := range goodCatalogs {
		catalogs = append(catalogs, parseCatalog(t, catalogText(t, name)))
	}
	for _, c := range catalogs {
		t.Run(c.Name, func(t *testing.T) {
			const draws = 2_000
			orders, router := routingtest.Orders(c), routing.MustCompile(c)
			granted := map[string]bool{}
			after100, offered := 0, 0
			for seed := range draws {
				offers := route(t, router, orders.Example(seed)).Offers()
				offered += min(len(offers), 1)
				for _, o := range offers {
					granted[o.Entry] = true
				}
				if seed == 99 {
					after100 = len(granted)
				}
			}
			want := reachable(t, c)
			if diff := cmp.Diff(want, granted); diff != "" {
				t.Errorf("entries that grant (-reachable +granted):\n%s", diff)
			}
			if offered < draws*4/10 {
				t.Errorf("%d of %d orders have an offer", offered, draws)
			}
			t.Logf("%d of %d orders have an offer; 100 reach %d of %d entries", offered, draws, after100, len(want))
		})
	}
}

// reachable are the entries by which some order is offered their method.
func reachable(t *testing.T, c routing.Catalog) map[string]bool {
	t.Helper()
	entries := map[string]bool{}
	for _, e := range c.Availability {
		if e.Status == methods.StatusLive || e.Status == methods.StatusPilot {
			entries[e.ID] = true
		}
	}
	for _, f := range findings(t, c, time.Time{}) {
		if f.Code == analysis.FindingUnreachableEntry || f.Code == analysis.FindingUnreachableParent {
			delete(entries, f.ID)
		}
	}
	return entries
}

// A seed draws the same order whatever was drawn before, so that a failure replays.
func TestOrdersReplay(t *testing.T) {
	c := china.Catalog()
	drawn := routingtest.Orders(c)
	for seed := range 500 {
		drawn.Example(seed)
	}
	for seed := 0; seed < 500; seed += 50 {
		if diff := cmp.Diff(routingtest.Orders(c).Example(seed), drawn.Example(seed)); diff != "" {
			t.Fatalf("seed %d (-at first +later):\n%s", seed, diff)
		}
	}
}
