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
	caps     []limits.Cap
	custom   *rapid.Generator[limits.Query]
	stricter bool
	grants   []limits.Counter
	learned  learned
}

// Queries returns the queries that lean to the edges of the given caps, which are
// those that the limit under test is said to keep: usage at, just under and just
// over what a cap and its Min leave, likewise counts, usage that is missing, negative or
// in another currency; times at the edges of a cap's window, one nanosecond before and
// after them, midnights, ends of weeks, months and years, leap days and changes of clocks.
//
// Further queries state the counters that the limit itself asks for; see the package
// comment.
//
// Of caps in several currencies the limit is said to keep those in the currency of
// the query, and to decide nothing in a currency that none of them has. Without caps
// the laws exact and capped cannot be broken.
func Queries(caps ...limits.Cap) QuerySet {
	return QuerySet{caps: slices.Clone(caps)}
}

// With returns s with half of its queries drawn from custom: the place for the edges
// that only the limit's author knows, such as the day on which a sale begins.
func (s QuerySet) With(custom *rapid.Generator[limits.Query]) QuerySet {
	s.custom = custom
	return s
}

// Stricter returns s for a limit that stays under its caps on purpose, if only by one
// minor unit: it leaves room for a fee, or allows a share of what is left. Such a limit is
// asked all laws but exact. Where it is looser than a cap, by one unit or by more, it
// still breaks the law capped.
func (s QuerySet) Stricter() QuerySet {
	s.stricter = true
	return s
}

// Grants returns s for a limit that is not monotone by design: more usage of these
// counters may give more room, as where a buyer's first order has a cap of its own. The
// limit stays monotone in all other counters, and is asked all other laws.
func (s QuerySet) Grants(counters ...limits.Counter) QuerySet {
	s.grants = slices.Concat(s.grants, counters)
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

// counters returns the names of the caps' totals, and of those that the limit asks for,
// each once.
func (s QuerySet) counters() []limits.Counter {
	counters := s.capCounters()
	for _, counter := range s.learned.counters {
		if !slices.Contains(counters, counter) {
			counters = append(counters, counter)
		}
	}
	return counters
}

func (s QuerySet) capCounters() []limits.Counter {
	var counters []limits.Counter
	for _, c := range s.caps {
		if c.IsTotal() && !slices.Contains(counters, c.Counter) {
			counters = append(counters, c.Counter)
		}
	}
	return counters
}

// currencies returns those of the caps. Where they have none, those in which the limit
// decides take their place.
func (s QuerySet) currencies() []limits.Currency {
	var currencies []limits.Currency
	for _, c := range s.caps {
		if c.Currency().IsValid() {
			currencies = append(currencies, c.Currency())
		}
	}
	if len(currencies) == 0 {
		return slices.Clone(s.learned.currencies)
	}
	return currencies
}

// edges generates the queries that lean to the edges of the caps and of the limit itself.
func (s QuerySet) edges() *rapid.Generator[limits.Query] {
	windows := []limits.Window{{}}
	for _, c := range s.caps {
		windows = append(windows, c.Window)
	}
	currencies := s.currencies()
	if len(currencies) == 0 {
		currencies = someCurrencies
	}
	currency := mostly(rapid.SampledFrom(currencies), rapid.SampledFrom(someCurrencies))
	at := rapid.OneOf(edgeTimes(windows, slices.Clone(s.learned.resets)), anyTime())
	return rapid.Custom(func(t *rapid.T) limits.Query {
		q := limits.Query{Currency: currency.Draw(t, "currency"), At: at.Draw(t, "at")}
		usage := limits.Usage{}
		for _, counter := range s.counters() {
			if !rapid.SampledFrom(oneInEight).Draw(t, "missing") {
				usage[counter] = s.used(counter, q.Currency).Draw(t, string(counter))
			}
		}
		if rapid.SampledFrom(oneInEight).Draw(t, "another counter") {
			usage["unrelated"] = s.used("unrelated", q.Currency).Draw(t, "unrelated")
		}
		if len(usage) > 0 {
			q.Usage = usage
		}
		return q
	})
}

// used generates what a counter has reached, in the currency of the caps on it if there
// are any.
func (s QuerySet) used(counter limits.Counter, currency limits.Currency) *rapid.Generator[limits.Used] {
	bounds := s.bounds(counter)
	if len(bounds) > 0 && slices.Contains(s.capCounters(), counter) {
		currency = bounds[0].Currency()
	}
	amounts := mostly(Money(currency, bounds...), invalidUsage)
	counts := mostly(s.countsOf(counter), rapid.Just(int64(-1)))
	return rapid.Custom(func(t *rapid.T) limits.Used {
		used := limits.Used{Amount: amounts.Draw(t, "amount")}
		if rapid.SampledFrom(oneInEight).Draw(t, "uncounted") {
			return used
		}
		return withCount(used, counts.Draw(t, "count"))
	})
}

// bounds returns the totals of a counter at which a cap closes: its Max, and what
// leaves just its Min. Of a counter that no cap has they are the bounds of the limit.
func (s QuerySet) bounds(counter limits.Counter) []limits.Money {
	var bounds []limits.Money
	for _, c := range s.caps {
		if c.Counter != counter || !c.IsTotal() || !c.Max.IsValid() {
			continue
		}
		bounds = append(bounds, c.Max)
		if last, err := c.Max.Sub(c.Min); err == nil {
			bounds = append(bounds, last)
		}
	}
	if slices.Contains(s.capCounters(), counter) {
		return bounds
	}
	return slices.Clone(s.learned.bounds)
}

// counts returns the numbers of payments at which a cap on the counter, or the limit,
// changes, and one payment to either side.
func (s QuerySet) counts(counter limits.Counter) []int64 {
	edges := slices.Clone(s.learned.counts)
	for _, c := range s.caps {
		if c.Counter == counter && c.MaxCount > 0 {
			edges = append(edges, c.MaxCount)
		}
	}
	counts := []int64{0, 1}
	for _, n := range edges {
		counts = append(counts, n-1, n)
		if n < math.MaxInt64 {
			counts = append(counts, n+1)
		}
	}
	slices.Sort(counts)
	return slices.Compact(counts)
}

func (s QuerySet) countsOf(counter limits.Counter) *rapid.Generator[int64] {
	return rapid.OneOf(rapid.SampledFrom(s.counts(counter)), rapid.Int64Range(0, 20), rapid.Int64Range(0, math.MaxInt64))
}

// hostile generates queries that no caller should make, for the law total.
func (s QuerySet) hostile() *rapid.Generator[limits.Query] {
	times := rapid.SampledFrom([]time.Time{
		{}, time.Unix(math.MinInt64, 0), time.Unix(math.MaxInt64, 0),
		time.Date(-1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 12, 31, 23, 59, 59, 1e9-1, time.UTC),
	})
	currencies := rapid.SampledFrom([]limits.Currency{0, math.MaxUint8, limits.CNY})
	amounts := rapid.OneOf(invalidUsage, rapid.Just(money(limits.MaxMinor, limits.CNY)))
	counts := rapid.SampledFrom([]int64{math.MinInt64, -1, 0, math.MaxInt64})
	return rapid.Custom(func(t *rapid.T) limits.Query {
		q := limits.Query{
			Currency: currencies.Draw(t, "currency"),
			At:       times.Draw(t, "at"),
			Usage:    limits.Usage{},
		}
		for _, counter := range append(s.counters(), "") {
			q.Usage[counter] = limits.NewUsed(amounts.Draw(t, "amount"), counts.Draw(t, "count"))
		}
		return q
	})
}
