package routing_test

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// forOrders checks a property of random catalogs and a few orders for each.
func forOrders(t *testing.T, property func(*rapid.T, *world, *routing.Router, routing.Order)) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		router := compile(t, w.catalog)
		for range ordersPerWorld {
			property(t, w, router, w.drawOrder(t))
		}
	})
}

// offered returns the methods that a decision offers, sorted.
func offered(d routing.Decision) []methods.ID {
	var ids []methods.ID
	for _, o := range d.Offers() {
		ids = append(ids, o.Method)
	}
	slices.Sort(ids)
	return ids
}

// Law 8: offers and exclusions are disjoint, and together the platform's methods.
func TestOffersAndExclusionsArePartition(t *testing.T) {
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		d := route(t, r, o)
		ids := offered(d)
		var excluded []methods.ID
		for _, e := range d.Excluded() {
			excluded = append(excluded, e.Method)
			if len(e.Reasons) == 0 {
				t.Errorf("%s is excluded without a reason", e.Method)
			}
		}
		ref := reference{catalog: w.catalog, platform: canonical(w.catalog, o.Platform)}
		var want []methods.ID
		for _, m := range w.catalog.Methods {
			if len(ref.entriesOf(m.ID)) > 0 {
				want = append(want, m.ID)
			}
			isOffered, isExcluded := slices.Contains(ids, m.ID), slices.Contains(excluded, m.ID)
			if isOffered && isExcluded {
				t.Errorf("%s is both offered and excluded", m.ID)
			}
			requireSameByName(t, d, m.ID, isOffered)
		}
		got := append(slices.Clone(ids), excluded...)
		slices.Sort(got)
		if diff := gocmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("methods decided about (-want +got):\n%s", diff)
		}
	})
}

// requireSameByName makes sure that Offer and Why say of one method what the lists
// say of it.
func requireSameByName(t *rapid.T, d routing.Decision, id methods.ID, isOffered bool) {
	offer, hasOffer := d.Offer(id)
	why, hasWhy := d.Why(id)
	if hasOffer != isOffered || hasWhy == isOffered {
		t.Errorf("Offer(%s) is %t and Why is %t, but offered is %t", id, hasOffer, hasWhy, isOffered)
	}
	for _, o := range d.Offers() {
		if o.Method == id {
			if diff := gocmp.Diff(o, offer); diff != "" {
				t.Errorf("Offer(%s) differs from Offers():\n%s", id, diff)
			}
		}
	}
	for _, e := range d.Excluded() {
		if e.Method == id {
			if diff := gocmp.Diff(e, why); diff != "" {
				t.Errorf("Why(%s) differs from Excluded():\n%s", id, diff)
			}
		}
	}
}

// Law 11: an offer's headroom contains the order's amount, and routing the same
// order again with any amount inside the headroom still offers the method, outside
// it does not.
func TestListedIsPayable(t *testing.T) {
	forOrders(t, func(t *rapid.T, w *world, r *routing.Router, o routing.Order) {
		for _, offer := range route(t, r, o).Offers() {
			room := offer.Headroom
			if !room.Allows(o.Amount) {
				t.Fatalf("%v: %s is offered, but its headroom is %v", o, offer.Method, room)
			}
			low, high := int64(0), int64(limits.MaxMinor)
			if m, ok := room.Min(); ok {
				low = max(low, m.Minor())
			}
			if m, ok := room.Max(); ok {
				high = m.Minor()
			}
			inside := []int64{low, high, rapid.Int64Range(low, high).Draw(t, "inside")}
			for _, n := range inside {
				requireOffered(t, r, o, offer, n, true)
			}
			if low > 0 {
				requireOffered(t, r, o, offer, low-1, false)
			}
			if high < math.MaxInt64 {
				requireOffered(t, r, o, offer, high+1, false)
			}
		}
	})
}

func requireOffered(t *rapid.T, r *routing.Router, o routing.Order, offer routing.Offer, n int64, want bool) {
	o.Amount = minor(n, o.Amount.Currency())
	if _, got := route(t, r, o).Offer(offer.Method); got != want {
		t.Errorf("%v: %s with headroom %v is offered: %t, want %t", o, offer.Method, offer.Headroom, got, want)
	}
}

// Law 13: a decision can change only at instants that the catalog or the order's own
// Down names, at a window's edge, or at an edge of hours.
func TestDecisionChangesOnlyAtNamedInstants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := worlds().Draw(t, "world")
		// A rolling window has its edges at payments, which an order does not list,
		// and its reset moves with the order.
		w.catalog.Limits = slices.DeleteFunc(w.catalog.Limits, func(rule routing.LimitRule) bool {
			bound, ok := rule.Limit.(limits.Cap)
			return !ok || bound.Window == limits.Rolling(24*time.Hour)
		})
		router := compile(t, w.catalog)
		for range ordersPerWorld {
			o := w.drawOrder(t)
			next := nextInstant(w.catalog, o)
			later := o
			later.At = pick(t, []time.Time{
				next.Add(-1),
				o.At.Add(time.Duration(rapid.Int64Range(0, int64(next.Sub(o.At)-1)).Draw(t, "later"))),
			}, "instant before the next one named")
			before, after := answerOf(route(t, router, o)), answerOf(route(t, router, later))
			if diff := gocmp.Diff(before, after, cmpopts.EquateEmpty()); diff != "" {
				t.Fatalf("%v and %v differ, but nothing happens before %v:\n%s", o, later.At, next, diff)
			}
		}
	})
}

// nextInstant is the first instant after an order's that the catalog or the order names,
// or that a window or hours begin or end at.
func nextInstant(c routing.Catalog, o routing.Order) time.Time {
	at := o.At
	next := at.AddDate(1, 0, 0)
	consider := func(t time.Time) {
		if t.After(at) && t.Before(next) {
			next = t
		}
	}
	for _, m := range matches(c) {
		consider(m.Period.From)
		consider(m.Period.Until)
		consider(nextEdge(c, m, at))
	}
	for _, until := range o.Down {
		consider(until)
	}
	for _, c := range caps(c) {
		_, until := c.Window.Span(at)
		consider(until)
	}
	return next
}

// matches returns every When and Except of a catalog.
func matches(c routing.Catalog) []methods.Match {
	var all []methods.Match
	for _, e := range c.Availability {
		all = append(append(all, e.When), e.Except...)
	}
	for _, rule := range c.Limits {
		all = append(append(all, rule.When), rule.Except...)
	}
	return all
}

// Law 14: rollouts are sticky and monotone.
func TestRolloutsAreStickyAndMonotone(t *testing.T) {
	routerFor := func(t rapid.TB, salt string, points int) *routing.Router {
		return compile(t, routing.Catalog{
			Sources:   []methods.Source{{ID: "s1", Title: "a source"}},
			Methods:   []methods.Method{{ID: "m0"}},
			Platforms: []routing.PlatformInfo{{ID: "p0"}},
			Availability: []methods.Availability{{
				ID: "e00", Method: "m0", Status: methods.StatusPilot,
				When:     methods.Match{Rollout: methods.Rollout{Salt: salt, BasisPoints: points}},
				Evidence: methods.Evidence{Sources: []string{"s1"}},
			}},
		})
	}
	rapid.Check(t, func(t *rapid.T) {
		salt := rapid.StringMatching(`[a-z0-9][a-z0-9 -]{0,11}`).Draw(t, "salt")
		less := rapid.IntRange(0, methods.Buckets).Draw(t, "share")
		more := rapid.IntRange(less, methods.Buckets).Draw(t, "raised share")
		few, many := routerFor(t, salt, less), routerFor(t, salt, more)
		for range 20 {
			buyer := rapid.StringN(1, 20, 80).Draw(t, "buyer")
			orders := make([]routing.Order, 2)
			for i := range orders {
				orders[i] = (&world{catalog: routing.Catalog{Platforms: []routing.PlatformInfo{{ID: "p0"}}}, names: fewNames()}).drawFacts(t)
				orders[i].Buyer = limits.Hide(buyer)
			}
			first := len(route(t, few, orders[0]).Offers())
			if again := len(route(t, few, orders[1]).Offers()); again != first {
				t.Fatalf("buyer %q has %d offers with %v and %d with %v", buyer, first, orders[0], again, orders[1])
			}
			if raised := len(route(t, many, orders[0]).Offers()); raised < first {
				t.Fatalf("buyer %q has an offer at %d basis points, but not at %d", buyer, less, more)
			}
			if all := more == methods.Buckets; all && len(route(t, many, orders[0]).Offers()) == 0 {
				t.Fatalf("buyer %q has no offer at 10,000 basis points", buyer)
			}
			if less == 0 && first > 0 {
				t.Fatalf("buyer %q has an offer at 0 basis points", buyer)
			}
		}
	})
}

// byTies sorts offers in a way that forgets how ties of rank are broken.
func byTies(o routing.Order, offers []routing.Offer) []routing.Offer {
	offers = slices.Clone(offers)
	place := func(offer routing.Offer) int {
		if i := slices.Index(o.Prefer, offer.Method); i >= 0 {
			return i - len(o.Prefer)
		}
		if offer.Rank == 0 {
			return methods.MaxRank + 1
		}
		return offer.Rank
	}
	if !slices.IsSortedFunc(offers, func(x, y routing.Offer) int { return cmp.Compare(place(x), place(y)) }) {
		panic(fmt.Sprintf("offers are not sorted by preference and rank: %v", offers))
	}
	slices.SortFunc(offers, func(x, y routing.Offer) int {
		return cmp.Or(cmp.Compare(place(x), place(y)), cmp.Compare(x.Method, y.Method))
	})
	return offers
}
