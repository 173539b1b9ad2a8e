package shop

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Orders draws orders that lie where rules change their mind: three of four
// amounts are a bound of a rule of the order's platform or one fen beside it, a
// quarter of the instants are midnight of a day on which such a rule begins or
// ends, or one nanosecond or one second before. One order in a hundred names a
// platform that the shop does not know, and a few name a surface or a currency
// that no rule does. Half state a trait that a rule asks about, one in eight a trait that
// only a bound does. The same shop always gives the same orders.
func Orders(s *Shop, n int) []routing.Order {
	return OrdersOn(s, "", n)
}

// OrdersOn draws orders of one platform, or of all if it is empty.
func OrdersOn(s *Shop, platform methods.Platform, n int) []routing.Order {
	rng := rand.New(rand.NewPCG(2, uint64(len(s.Rules))))
	var platforms [][]Rule
	s.ByPlatform(func(id methods.Platform, rules []Rule) {
		if platform == "" || platform == id {
			platforms = append(platforms, rules)
		}
	})
	orders := make([]routing.Order, n)
	for i := range orders {
		rules := platforms[rng.IntN(len(platforms))]
		o := routing.Order{
			ID: fmt.Sprintf("o%05d", i),
			// A copy, as if it had come in with a request.
			Platform: methods.Platform(strings.Clone(string(rules[0].Platform))),
			Surface:  drawSurface(rng, s.Surfaces),
			Amount:   drawAmount(rng, s, rules),
			At:       drawInstant(rng, rules),
			Region:   methods.China,
			Buyer:    limits.Hide(fmt.Sprintf("buyer%d", rng.IntN(1_000_000))),
		}
		if platform == "" && rng.IntN(100) == 0 {
			o.Platform = methods.Platform(fmt.Sprintf("unknown_%d", rng.IntN(50)))
		}
		ofRules, ofBounds := s.TraitsOf(rules)
		s.state(rng, &o, ofRules, 4)
		s.state(rng, &o, ofBounds, 1)
		orders[i] = o
	}
	return orders
}

// state states traits in an order, each in so many cases of eight. Of a trait that must be
// stated one way or the other, one order in eight says nothing.
func (s *Shop) state(rng *rand.Rand, o *routing.Order, traits []methods.Trait, cases int) {
	for _, trait := range traits {
		switch n := rng.IntN(8); {
		case n < cases:
			o.Traits = append(o.Traits, trait)
		case n < 7 && slices.Contains(s.MustState, trait):
			o.Lacks = append(o.Lacks, trait)
		}
	}
}

// drawSurface returns the native app half of the time, as a checkout would.
func drawSurface(rng *rand.Rand, surfaces []methods.Surface) methods.Surface {
	switch n := rng.IntN(100); {
	case n < 2:
		return methods.SurfaceInAppBrowser
	case n < 50:
		return methods.SurfaceApp
	}
	return surfaces[rng.IntN(len(surfaces))]
}

func drawAmount(rng *rand.Rand, s *Shop, rules []Rule) limits.Money {
	b, others := s.BoundsOf(&rules[rng.IntN(len(rules))])
	if len(others) > 0 && rng.IntN(2) == 0 {
		b = others[rng.IntN(len(others))]
	}
	var minor int64
	switch n := rng.IntN(8); {
	case n < 2 || b.Max == Unbounded:
		minor = 1 + rng.Int64N(2_000*yuan)
	case n == 2:
		minor = max(1, b.Min) + rng.Int64N(3) - 1
	default:
		minor = b.Max + rng.Int64N(3) - 1
	}
	currency := limits.CNY
	switch n := rng.IntN(100); {
	case n < 2:
		currency = limits.GBP
	case n < 12:
		currency = currencies[rng.IntN(len(currencies))]
	}
	amount, err := limits.MoneyFromMinor(minor, currency)
	if err != nil {
		panic(err) // only for a currency that is none
	}
	return amount
}

func drawInstant(rng *rand.Rand, rules []Rule) time.Time {
	if rng.IntN(4) == 0 {
		r := &rules[rng.IntN(len(rules))]
		edge := r.From
		if edge.IsZero() || rng.IntN(2) == 0 && !r.Until.IsZero() {
			edge = r.Until
		}
		if !edge.IsZero() {
			return edge.Add(-[]time.Duration{0, time.Nanosecond, time.Second}[rng.IntN(3)])
		}
	}
	return date(2022, 1, 1).Add(time.Duration(rng.Int64N(int64(5 * 365 * 24 * time.Hour))))
}
