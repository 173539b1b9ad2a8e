package limitstest

import (
	"math"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// QuerySet is what a limit is called with: queries, and the caps that the limit is said
// to keep. Make one with [Queries]. The zero QuerySet is that of a limit that keeps
// no caps. A QuerySet does not change and is safe for concurrent use.
type QuerySet struct {
	caps   []limits.Cap
	custom *rapid.Generator[limits.Query]
}

// Queries returns the queries that lean to the edges of the given caps, which are
// those that the limit under test is said to keep: usage at, just under and just
// over what a cap and its Min leave, usage that is missing, negative or in another
// currency; times at the edges of a cap's window, one nanosecond before and after
// them, leap days and year ends.
//
// Of caps in several currencies the limit is said to keep those in the currency of
// the query, and to decide nothing in a currency that none of them has. Without caps
// the laws exact and capped cannot be broken.
func Queries(caps ...limits.Cap) QuerySet {
	return QuerySet{caps: slices.Clone(caps)}
}

// With returns s with half of its queries drawn from custom: the place for the edges
// that only the limit's author knows, such as the hour at which a night limit begins.
func (s QuerySet) With(custom *rapid.Generator[limits.Query]) QuerySet {
	s.custom = custom
	return s
}

// Generator returns the generator of the queries, for custom properties.
func (s QuerySet) Generator() *rapid.Generator[limits.Query] {
	edges := s.edges()
	if s.custom == nil {
		return edges
	}
	return rapid.OneOf(s.custom, edges)
}

func (s QuerySet) validate(t interface {
	Helper()
	Fatalf(format string, args ...any)
}) {
	t.Helper()
	for i, c := range s.caps {
		if err := c.Validate(); err != nil {
			t.Fatalf("limitstest: cap %d of the queries: %v", i, err)
		}
	}
}

// room is what the caps leave, and an error where they cannot decide.
func (s QuerySet) room(q limits.Query) (limits.Headroom, error) {
	caps := slices.DeleteFunc(slices.Clone(s.caps), func(c limits.Cap) bool {
		return c.Currency() != 0 && c.Currency() != q.Currency
	})
	if len(caps) == 0 {
		caps = s.caps // which refuse the currency
	}
	var all limits.Headroom
	for _, c := range caps {
		h, err := c.Headroom(q)
		if err != nil {
			return limits.Headroom{}, err
		}
		if all, err = limits.Intersect(all, h); err != nil {
			return limits.Headroom{}, err
		}
	}
	return all, nil
}

// counters returns the names of the caps' totals, each once.
func (s QuerySet) counters() []limits.Counter {
	var counters []limits.Counter
	for _, c := range s.caps {
		if c.IsTotal() && !slices.Contains(counters, c.Counter) {
			counters = append(counters, c.Counter)
		}
	}
	return counters
}

// edges generates the queries that lean to the caps' edges.
func (s QuerySet) edges() *rapid.Generator[limits.Query] {
	var currencies []limits.Currency
	windows := []limits.Window{{}}
	for _, c := range s.caps {
		windows = append(windows, c.Window)
		if c.Currency().IsValid() {
			currencies = append(currencies, c.Currency())
		}
	}
	if len(currencies) == 0 {
		currencies = someCurrencies
	}
	currency := mostly(rapid.SampledFrom(currencies), rapid.SampledFrom(someCurrencies))
	at := rapid.OneOf(edgeTimes(windows), anyTime())
	return rapid.Custom(func(t *rapid.T) limits.Query {
		q := limits.Query{Currency: currency.Draw(t, "currency"), At: at.Draw(t, "at")}
		usage := limits.Usage{}
		for _, counter := range s.counters() {
			if !rapid.SampledFrom(oneInEight).Draw(t, "missing") {
				usage[counter] = limits.Used{Amount: s.usage(counter, q.Currency).Draw(t, string(counter))}
			}
		}
		if rapid.SampledFrom(oneInEight).Draw(t, "another counter") {
			usage["unrelated"] = limits.Used{Amount: s.usage("unrelated", q.Currency).Draw(t, "unrelated")}
		}
		if len(usage) > 0 {
			q.Usage = usage
		}
		return q
	})
}

// usage generates totals of one counter, in the currency of the caps on it if there
// are any.
func (s QuerySet) usage(counter limits.Counter, currency limits.Currency) *rapid.Generator[limits.Money] {
	bounds := s.bounds(counter)
	if len(bounds) > 0 {
		currency = bounds[0].Currency()
	}
	return mostly(Money(currency, bounds...), invalidUsage)
}

// bounds returns the totals of a counter at which a cap closes: its Max, and what
// leaves just its Min.
func (s QuerySet) bounds(counter limits.Counter) []limits.Money {
	var bounds []limits.Money
	for _, c := range s.caps {
		if c.Counter != counter || !c.IsTotal() {
			continue
		}
		bounds = append(bounds, c.Max)
		if last, err := c.Max.Sub(c.Min); err == nil {
			bounds = append(bounds, last)
		}
	}
	return bounds
}

// hostile generates queries that no caller should make, for the law total.
func (s QuerySet) hostile() *rapid.Generator[limits.Query] {
	times := rapid.SampledFrom([]time.Time{
		{}, time.Unix(math.MinInt64, 0), time.Unix(math.MaxInt64, 0),
		time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 1e9-1, time.UTC),
	})
	currencies := rapid.SampledFrom([]limits.Currency{0, math.MaxUint8, limits.CNY})
	return rapid.Custom(func(t *rapid.T) limits.Query {
		q := limits.Query{
			Currency: currencies.Draw(t, "currency"),
			At:       times.Draw(t, "at"),
			Usage:    limits.Usage{},
		}
		for _, counter := range append(s.counters(), "") {
			q.Usage[counter] = limits.Used{Amount: invalidUsage.Draw(t, "usage")}
		}
		return q
	})
}
