package routing_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/routing"
)

// ordersPerWorld is how many orders each random catalog decides about: drawing a
// catalog costs far more than routing an order.
const ordersPerWorld = 8

// The router equals the naive reference evaluator.
func TestRouterEqualsReference(t *testing.T) {
	for _, kind := range []struct {
		name   string
		worlds *rapid.Generator[*world]
	}{
		{"few names", worlds()},
		{"more names than a machine word has bits", wideWorlds()},
	} {
		t.Run(kind.name, func(t *testing.T) {
			var decisions, withOffer, offers, reasons int
			rapid.Check(t, func(t *rapid.T) {
				w := kind.worlds.Draw(t, "world")
				router := compile(t, w.catalog)
				for range ordersPerWorld {
					o := w.drawOrder(t)
					d := route(t, router, o)
					requireReference(t, w.catalog, o, d)
					decisions++
					offers += len(d.Offers())
					if len(d.Offers()) > 0 {
						withOffer++
					}
					for _, e := range d.Excluded() {
						reasons += len(e.Reasons)
					}
				}
			})
			t.Logf("%d decisions, %d %% with an offer; %d offers, %d reasons",
				decisions, 100*withOffer/max(decisions, 1), offers, reasons)
			const enough = 100 * ordersPerWorld // fewer are too few to tell
			if decisions >= enough && 10*withOffer < 3*decisions {
				t.Errorf("%d of %d decisions have an offer, want at least 30 %%", withOffer, decisions)
			}
		})
	}
}

func compile(t rapid.TB, c routing.Catalog) *routing.Router {
	t.Helper()
	r, err := routing.Compile(c)
	if err != nil {
		t.Fatalf("Compile: %v", err)
	}
	return r
}

func route(t rapid.TB, r *routing.Router, o routing.Order) routing.Decision {
	t.Helper()
	d, err := r.Route(o)
	if err != nil {
		t.Fatalf("Route(%v): %v", o, err)
	}
	return d
}

// answer is all that a decision says.
type answer struct {
	Offers   []routing.Offer
	Excluded []routing.Exclusion
}

func answerOf(d routing.Decision) answer { return answer{d.Offers(), d.Excluded()} }

func requireReference(t rapid.TB, c routing.Catalog, o routing.Order, d routing.Decision) {
	t.Helper()
	var want answer
	want.Offers, want.Excluded = decide(c, o)
	if diff := cmp.Diff(want, answerOf(d), cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("Route(%v) differs from the reference (-reference +router):\n%s", o, diff)
	}
}
