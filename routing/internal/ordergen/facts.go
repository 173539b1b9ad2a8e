package ordergen

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

func (s *Source) buyer(t *rapid.T) limits.Hidden {
	return limits.Hide(rapid.SampledFrom(s.buyers).Draw(t, "buyer"))
}

// ordinary is an instant that no rule need name.
var ordinary = time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC).UnixNano()

func (s *Source) instant(t *rapid.T) time.Time {
	n := rapid.SampledFrom(append([]int64{ordinary}, s.edges.instants...)).Draw(t, "instant")
	if len(s.edges.minutes) > 0 && rapid.Bool().Draw(t, "at an edge of hours") {
		n = s.hour(time.Unix(0, n), rapid.SampledFrom(s.edges.minutes).Draw(t, "minute of the week")).UnixNano()
		n += rapid.SampledFrom([]int64{0, -1, 1}).Draw(t, "beside the edge")
		return s.at(min(max(n, firstInstant), lastInstant))
	}
	n += rapid.SampledFrom([]int64{0, -1, 1, int64(time.Hour), -int64(36 * time.Hour)}).Draw(t, "beside")
	return s.at(min(max(n, firstInstant), lastInstant))
}

// at is an instant as the catalog's dates are written.
func (s *Source) at(n int64) time.Time {
	return time.Unix(0, n).In(time.FixedZone("", int(s.catalog.Zone/time.Second)))
}

// amountsIn are the bounds in a currency, one that is no bound, and zero.
func (s *Source) amountsIn(currency limits.Currency) []int64 {
	amounts := []int64{100, 0}
	for _, c := range s.edges.caps {
		amounts = appendIn(amounts, currency, c.Min, c.Max)
	}
	return appendIn(amounts, currency, s.edges.bounds...)
}

// appendIn appends the minor units of those bounds that are in a currency.
func appendIn(amounts []int64, currency limits.Currency, bounds ...limits.Money) []int64 {
	for _, bound := range bounds {
		if bound.IsValid() && bound.Currency() == currency {
			amounts = append(amounts, bound.Minor())
		}
	}
	return amounts
}

// amount draws an amount at a bound in the currency, or one minor unit beside it.
func (s *Source) amount(t *rapid.T, currency limits.Currency) limits.Money {
	return beside(t, rapid.SampledFrom(s.amountsIn(currency)).Draw(t, "amount"), currency)
}

// beside draws an amount at or one minor unit beside another, from zero up.
func beside(t *rapid.T, n int64, currency limits.Currency) limits.Money {
	switch rapid.SampledFrom([]int{0, -1, 1}).Draw(t, "beside") {
	case -1:
		n = max(n-1, 0)
	case 1:
		n = max(n, n+1) // n, where n+1 overflows
	}
	return money(n, currency)
}

// money is an amount that Money can hold.
func money(minor int64, currency limits.Currency) limits.Money {
	m, err := limits.MoneyFromMinor(minor, currency)
	if err != nil {
		panic(err) // the currencies are those of valid caps and of limits.Currencies
	}
	return m
}

// unused is a usage in which nothing has been paid; what custom limits count is in the
// currency of the order.
func (s *Source) unused(currency limits.Currency) limits.Usage {
	usage := limits.Usage{}
	for _, counter := range s.edges.counters {
		usage[counter] = limits.Used{Amount: money(0, currency)}
	}
	for _, c := range s.edges.caps {
		if c.IsTotal() {
			usage[c.Counter] = s.total(c, 0, 0)
		}
	}
	return usage
}

// total is what the counter of a cap has reached, without an amount if it only counts.
func (s *Source) total(c limits.Cap, amount, count int64) limits.Used {
	if currency := s.edges.counted[c.Counter]; currency.IsValid() {
		return limits.NewUsed(money(amount, currency), count)
	}
	return limits.CountOnly(count)
}

// usage draws a total for each counter, which now and then is not given.
func (s *Source) usage(t *rapid.T, currency limits.Currency) limits.Usage {
	usage := s.customUsage(t, currency)
	for _, c := range s.edges.caps {
		if c.IsTotal() && rapid.IntRange(0, 7).Draw(t, "not given") < 7 {
			usage[c.Counter] = s.used(t, c)
		}
	}
	return usage
}

// used draws what leaves all of a cap, half of it, nothing or less, and as many payments.
// Now and then nobody has counted them.
func (s *Source) used(t *rapid.T, c limits.Cap) limits.Used {
	most, payments := c.Max.Minor(), int64(0)
	n := rapid.SampledFrom([]int64{0, most / 2, most}).Draw(t, "used of "+string(c.Counter))
	n = beside(t, n, limits.CNY).Minor()
	if c.MaxCount > 0 {
		payments = rapid.SampledFrom([]int64{0, c.MaxCount - 1, c.MaxCount}).Draw(t, "payments of "+string(c.Counter))
	}
	total := s.total(c, n, payments)
	if total.Amount.IsValid() && rapid.IntRange(0, 7).Draw(t, "not counted") == 7 {
		return limits.Used{Amount: total.Amount}
	}
	return total
}

// customUsage draws the totals that custom limits need and no cap does.
func (s *Source) customUsage(t *rapid.T, currency limits.Currency) limits.Usage {
	usage := limits.Usage{}
	for _, counter := range s.edges.counters {
		counts := func(c limits.Cap) bool { return c.Counter == counter }
		if slices.ContainsFunc(s.edges.caps, counts) || rapid.IntRange(0, 7).Draw(t, "not given") == 7 {
			continue
		}
		around := []int64{0}
		for _, bound := range appendIn(nil, currency, s.edges.bounds...) {
			around = append(around, bound/2, bound)
		}
		n := rapid.SampledFrom(around).Draw(t, "used of "+string(counter))
		usage[counter] = limits.Used{Amount: beside(t, n, currency)}
	}
	return usage
}

// some draws a few methods, once in n times.
func (s *Source) some(t *rapid.T, n int, label string) []methods.ID {
	if len(s.methods) == 0 || rapid.IntRange(1, n).Draw(t, label) < n {
		return nil
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(s.methods), 1, min(2, len(s.methods)), rapid.ID[methods.ID]).Draw(t, label)
}

// outage says that a method or two are out of service: nobody knows until when, until
// the order's time, or until some time later.
func (s *Source) outage(t *rapid.T, at time.Time) map[methods.ID]time.Time {
	down := map[methods.ID]time.Time{}
	for _, id := range s.some(t, 1, "down") {
		until := []time.Time{{}, at, at.Add(1), at.Add(time.Hour)}
		down[id] = rapid.SampledFrom(until).Draw(t, "down until")
	}
	return down
}
