package shop_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/china"

	"github.com/paymux/paymux/examples/versus/shop"
)

func shops() []*shop.Shop {
	return []*shop.Shop{shop.BuiltIn(), shop.Market(50, 20)}
}

// A shop can be decided only if its rules mean something: all of a platform's are
// together, and periods and bounds leave room.
func TestShopsAreSound(t *testing.T) {
	for _, s := range shops() {
		t.Run(s.Name, func(t *testing.T) {
			platforms := map[methods.Platform]bool{}
			s.ByPlatform(func(platform methods.Platform, rules []shop.Rule) {
				if platforms[platform] {
					t.Errorf("%s: its rules are not together", platform)
				}
				platforms[platform] = true
				for i := range rules {
					r := &rules[i]
					if plain, _ := s.BoundsOf(r); plain.Min > plain.Max {
						t.Errorf("%s on %s: bounds %d to %d", r.Method, platform, plain.Min, plain.Max)
					}
					if !r.Until.IsZero() && !r.From.Before(r.Until) {
						t.Errorf("%s on %s: ends before it begins", r.Method, platform)
					}
				}
			})
		})
	}
}

// Every entry of the built-in catalog is a rule on each of its platforms.
func TestBuiltInIsTheBuiltInCatalog(t *testing.T) {
	places := 0
	for _, e := range china.Catalog().Availability {
		places += len(e.When.Platforms)
	}
	if got := len(shop.BuiltIn().Rules); got != places {
		t.Errorf("got %d rules, want %d", got, places)
	}
}

// The orders are worth deciding: most amounts lie at a bound, a quarter of the
// instants at an edge of a period, and one platform in a hundred is not known.
func TestOrdersLieAtTheEdges(t *testing.T) {
	const n = 10_000
	for _, s := range shops() {
		t.Run(s.Name, func(t *testing.T) {
			known := map[methods.Platform]bool{}
			bounds := map[int64]bool{}
			edges := map[int64]bool{}
			for i := range s.Rules {
				r := &s.Rules[i]
				known[r.Platform] = true
				plain, others := s.BoundsOf(r)
				for _, b := range append(others, plain) {
					bounds[max(1, b.Min)], bounds[b.Max] = true, true
				}
				edges[r.From.UnixNano()], edges[r.Until.UnixNano()] = true, true
			}
			var unknown, atBound, atEdge int
			for _, o := range shop.Orders(s, n) {
				if !known[o.Platform] {
					unknown++
				}
				if m := o.Amount.Minor(); bounds[m-1] || bounds[m] || bounds[m+1] {
					atBound++
				}
				if t := o.At.UnixNano(); edges[t] || edges[t+1] || edges[t+int64(time.Second)] {
					atEdge++
				}
			}
			for _, share := range []struct {
				name               string
				count, least, most int
			}{
				{"unknown platforms", unknown, n / 200, n / 50},
				{"amounts at a bound", atBound, n * 2 / 3, n},
				{"instants at an edge", atEdge, n / 5, n * 3 / 10},
			} {
				if share.count < share.least || share.count > share.most {
					t.Errorf("%s: got %d of %d, want %d to %d", share.name, share.count, n, share.least, share.most)
				}
			}
		})
	}
}

func TestTheSameShopGivesTheSameOrders(t *testing.T) {
	first, second := shop.Orders(shop.Market(50, 20), 200), shop.Orders(shop.Market(50, 20), 200)
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("orders differ (-first +second):\n%s", diff)
	}
}
