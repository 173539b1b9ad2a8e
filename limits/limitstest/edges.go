package limitstest

import (
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
)

// atEdges returns the query, and the queries beside it that are too rare to be left to
// chance: each total that it gives set to where a cap, or the limit itself, closes and
// one unit to either side, each count likewise, all totals used up at once, and the
// instants around that of the limit's own reset.
func (s *session) atEdges(q limits.Query) []limits.Query {
	queries := []limits.Query{q}
	a := s.call(q)
	left, bounded := a.room.Max()
	for _, counter := range s.queries.counters() {
		used, given := q.Usage[counter]
		if !given {
			continue
		}
		for _, total := range s.closings(counter, used, left, bounded) {
			queries = append(queries, with(q, counter, withAmount(used, total)))
		}
		if n, ok := used.Count(); ok && n >= 0 {
			for _, count := range s.queries.counts(counter) {
				queries = append(queries, with(q, counter, withCount(used, count)))
			}
		}
	}
	for _, over := range []int64{0, 1} {
		queries = append(queries, s.usedUp(q, over))
	}
	if at, ok := a.room.Resets(); ok {
		for _, beside := range []int{-1, 0, 1} {
			near := q
			near.At = at.Add(time.Duration(beside))
			queries = append(queries, near)
		}
	}
	return queries
}

// closings returns the totals of a counter at which a bound closes, and one unit to
// either side. What has been paid and what is left make such a total too.
func (s *session) closings(counter limits.Counter, used limits.Used, left limits.Money, bounded bool) []limits.Money {
	if !isTotal(used.Amount) {
		return nil
	}
	bounds := s.queries.bounds(counter)
	if sum, err := used.Amount.Add(left); bounded && err == nil && isTotal(sum) && !slices.Contains(bounds, sum) {
		bounds = append(bounds, sum)
	}
	var totals []limits.Money
	for _, bound := range bounds {
		for by := max(-1, -bound.Minor()); by <= 1; by++ {
			totals = append(totals, raised(bound, by))
		}
	}
	return totals
}

// usedUp returns the query with every total that it gives at its cap, or some units
// past it: bounds that are equal then, whatever they were.
func (s *session) usedUp(q limits.Query, over int64) limits.Query {
	for _, c := range s.queries.caps {
		used, given := q.Usage[c.Counter]
		if !given || !c.IsTotal() {
			continue
		}
		if c.Max.IsValid() && isTotal(used.Amount) {
			used = withAmount(used, raised(c.Max, over))
		}
		q = with(q, c.Counter, used)
	}
	return q
}

// unused returns the query with nothing paid by any counter, in a currency that the limit
// decides: of all that can be paid there is most room.
func (s *session) unused(q limits.Query) limits.Query {
	if currencies := s.queries.currencies(); len(currencies) > 0 {
		q.Currency = currencies[0]
	}
	for _, counter := range s.queries.counters() {
		q = with(q, counter, limits.NewUsed(money(0, q.Currency), 0))
	}
	return q
}

// incomplete returns the query with what a counter has reached left out, in part or
// whole, negative, and in another currency.
func (s *session) incomplete(q limits.Query) []limits.Query {
	var queries []limits.Query
	for _, counter := range s.queries.counters() {
		used, given := q.Usage[counter]
		if !given {
			continue
		}
		queries = append(queries, without(q, counter),
			with(q, counter, limits.Used{Amount: used.Amount}),
			with(q, counter, limits.CountOnly(1)),
			with(q, counter, withCount(used, -1)))
		for _, other := range []limits.Money{money(-1, limits.CNY), money(1, limits.XAF), money(1, limits.CNY)} {
			queries = append(queries, with(q, counter, withAmount(used, other)))
		}
	}
	return queries
}
