package limitstest

import (
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// Money generates amounts of zero or more in the given currency that lean to the
// edges: zero, one minor unit, each of the bounds and one unit on either side of
// it, and the largest amount. Bounds in other currencies are left out. A currency
// that is not valid has only the zero Money.
func Money(c limits.Currency, bounds ...limits.Money) *rapid.Generator[limits.Money] {
	if !c.IsValid() {
		return rapid.Just(limits.Money{})
	}
	edges := []int64{0, 1}
	most := int64(100)
	for _, bound := range bounds {
		if bound.Currency() != c || bound.Sign() < 0 {
			continue
		}
		edges = append(edges, bound.Minor(), max(bound.Minor()-1, 0))
		if bound.Minor() < limits.MaxMinor {
			edges = append(edges, bound.Minor()+1)
		}
		most = max(most, bound.Minor())
	}
	edges = append(edges, limits.MaxMinor-1, limits.MaxMinor)
	return rapid.Map(rapid.OneOf(
		rapid.SampledFrom(edges),
		rapid.Int64Range(0, most),
		rapid.Int64Range(0, limits.MaxMinor),
	), func(minor int64) limits.Money { return money(minor, c) })
}

// money is MoneyFromMinor where neither argument can be refused.
func money(minor int64, c limits.Currency) limits.Money {
	m, err := limits.MoneyFromMinor(minor, c)
	if err != nil {
		panic(err)
	}
	return m
}

// Caps generates valid caps of every shape: none, one or both bounds, equal bounds,
// one payment and totals over every kind of window, with and without subjects, in
// currencies of none to four decimal places.
func Caps() *rapid.Generator[limits.Cap] {
	return rapid.Custom(func(t *rapid.T) limits.Cap {
		var drawn limits.Cap
		currency := rapid.SampledFrom(someCurrencies).Draw(t, "currency")
		shape := rapid.SampledFrom(capShapes).Draw(t, "shape")
		if shape.max || shape.total {
			drawn.Max = Money(currency, money(30000, currency)).Draw(t, "max")
		}
		if shape.min {
			drawn.Min = Money(currency, drawn.Max).
				Filter(func(m limits.Money) bool { return !drawn.Max.IsValid() || m.Minor() <= drawn.Max.Minor() }).
				Draw(t, "min")
		}
		if shape.total {
			total := rapid.SampledFrom(someTotals).Draw(t, "total")
			drawn.Window, drawn.Counter = total.window, total.counter
			drawn.Per = rapid.SampledFrom(someSubjects).Draw(t, "per")
		}
		return drawn
	})
}

var capShapes = []struct{ min, max, total bool }{
	{max: true},
	{max: true, total: true},
	{min: true, max: true},
	{min: true, max: true, total: true},
	{min: true},
	{},
}

var someCurrencies = []limits.Currency{limits.CNY, limits.JPY, limits.KWD, limits.CLF, limits.USD}

// someTotals has a name for each window, as a name stands for one window only.
var someTotals = []struct {
	counter limits.Counter
	window  limits.Window
}{
	{"shop.day", limits.Day(8 * time.Hour)},
	{"shop.month", limits.Month(8 * time.Hour)},
	{"shop.year", limits.Year(8 * time.Hour)},
	{"shop.rolling", limits.Rolling(24 * time.Hour)},
	{"shop.lifetime", limits.Lifetime()},
	{"west.day", limits.Day(-(9*time.Hour + 30*time.Minute))},
	{"west.year", limits.Year(-12 * time.Hour)},
	{"utc.month", limits.Month(0)},
	{"utc.rolling", limits.Rolling(time.Second)},
}

var someSubjects = [][]limits.Subject{nil, {limits.Buyer}, {limits.Buyer, limits.Merchant}}

// invalidUsage generates totals that no ledger should report.
var invalidUsage = rapid.SampledFrom([]limits.Money{
	{}, money(-1, limits.CNY), money(-limits.MaxMinor, limits.CNY), money(1, limits.XAF), money(0, limits.CNY),
})

var oneInEight = []bool{false, false, false, false, false, false, false, true}

// mostly draws from the first generator in seven cases of eight.
func mostly[V any](often, seldom *rapid.Generator[V]) *rapid.Generator[V] {
	return rapid.Custom(func(t *rapid.T) V {
		if rapid.SampledFrom(oneInEight).Draw(t, "seldom") {
			return seldom.Draw(t, "value")
		}
		return often.Draw(t, "value")
	})
}
