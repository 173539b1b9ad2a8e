package shop_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"

	"github.com/paymux/paymux/examples/versus/shop"
)

func shops() []*shop.Shop {
	return []*shop.Shop{shop.BuiltIn(), shop.Market(50, 20)}
}

// A shop can be decided only if its rules mean something: one rule for a method on
// a platform, all of a platform's together, a wallet for each, and periods and
// bounds that leave room.
func TestShopsAreSound(t *testing.T) {
	for _, s := range shops() {
		t.Run(s.Name, func(t *testing.T) {
			wallets := map[methods.ID]bool{}
			for _, w := range s.Wallets {
				wallets[w.Method] = true
			}
			platforms := map[methods.Platform]bool{}
			s.ByPlatform(func(platform methods.Platform, rules []shop.Rule) {
				if platforms[platform] {
					t.Errorf("%s: its rules are not together", platform)
				}
				platforms[platform] = true
				seen := map[methods.ID]bool{}
				for i := range rules {
					r := &rules[i]
					if seen[r.Method] || !wallets[r.Method] {
						t.Errorf("%s on %s: there twice, or without a wallet", r.Method, platform)
					}
					seen[r.Method] = true
					if least, most := s.Bounds(r); least < 1 || least > most {
						t.Errorf("%s on %s: bounds %d to %d", r.Method, platform, least, most)
					}
					if !r.Until.IsZero() && !r.From.Before(r.Until) {
						t.Errorf("%s on %s: ends before it begins", r.Method, platform)
					}
				}
			})
		})
	}
}

func TestBuiltInHasTheSizeOfTheBuiltInCatalog(t *testing.T) {
	s := shop.BuiltIn()
	platforms := 0
	s.ByPlatform(func(methods.Platform, []shop.Rule) { platforms++ })
	got := []int{platforms, len(s.Wallets), len(s.Rules)}
	if diff := cmp.Diff([]int{12, 6, 40}, got); diff != "" {
		t.Errorf("platforms, methods and rules differ (-want +got):\n%s", diff)
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
				least, most := s.Bounds(r)
				bounds[least], bounds[most] = true, true
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
				{"amounts at a bound", atBound, n * 7 / 10, n},
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
