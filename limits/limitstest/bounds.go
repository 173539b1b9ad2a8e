package limitstest

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// The laws on what a limit answers.

// span is the amounts that an answer allows, in minor units of the query's
// currency, from lo to hi. It is empty where lo is above hi.
type span struct{ lo, hi int64 }

func (s span) isEmpty() bool { return s.lo > s.hi }

func (s span) isWithin(other span) bool {
	return s.isEmpty() || other.lo <= s.lo && s.hi <= other.hi
}

// allowed returns the amounts that a allows of the query's currency. An error
// allows none.
func (a answer) allowed(q limits.Query) span {
	nothing := span{1, 0}
	if a.failed || a.panic != "" || a.room.IsEmpty() {
		return nothing
	}
	if a.room != (limits.Headroom{}) && a.room.Currency() != q.Currency {
		return nothing
	}
	s := span{0, limits.MaxMinor}
	if m, ok := a.room.Min(); ok {
		s.lo = max(s.lo, m.Minor())
	}
	if m, ok := a.room.Max(); ok {
		s.hi = m.Minor()
	}
	return s
}

func checkCurrency(_ *rapid.T, s *session, q limits.Query) *violation {
	for _, q := range []limits.Query{q, {}} {
		a := s.call(q)
		if !a.failed && a.room != (limits.Headroom{}) && !a.room.IsEmpty() && a.room.Currency() != q.Currency {
			return newViolation(q).add("answer", a)
		}
	}
	return nil
}

// checkMonotone compares the answers at rising totals: where one of them leaves more
// room than one before it, two that follow each other show it.
func checkMonotone(t *rapid.T, s *session, q limits.Query) *violation {
	for _, more := range s.rising(t, q) {
		before, after := s.call(q), s.call(more)
		if !after.allowed(more).isWithin(before.allowed(q)) {
			return newViolation(q).add("answer", before).
				add("more usage", formatUsage(more.Usage)).add("then", after)
		}
		q = more
	}
	return nil
}

// rising returns the query with more and more paid, by some of the counters or by all,
// and more and more often. A total or a count that is not known or not valid stays as it
// is, and so does the usage of a counter that grants room.
func (s *session) rising(t *rapid.T, q limits.Query) []limits.Query {
	queries := make([]limits.Query, 5)
	for i := range queries {
		queries[i] = clone(q)
	}
	for _, counter := range slices.Sorted(maps.Keys(q.Usage)) {
		if slices.Contains(s.queries.grants, counter) || rapid.SampledFrom(oneInEight).Draw(t, "keep "+string(counter)) {
			continue
		}
		used := q.Usage[counter]
		if isTotal(used.Amount) {
			totals := Money(used.Amount.Currency(), append(s.queries.bounds(counter), used.Amount)...)
			drawn := rapid.SliceOfN(totals, len(queries), len(queries)).Draw(t, "totals of "+string(counter))
			slices.SortFunc(drawn, func(a, b limits.Money) int { return cmp.Compare(a.Minor(), b.Minor()) })
			for i, total := range drawn {
				if total.Minor() > used.Amount.Minor() {
					queries[i].Usage[counter] = withAmount(used, total)
				}
			}
		}
		if n, ok := used.Count(); ok && n >= 0 {
			counts := s.queries.countsOf(counter)
			drawn := rapid.SliceOfN(counts, len(queries), len(queries)).Draw(t, "counts of "+string(counter))
			slices.Sort(drawn)
			for i, count := range drawn {
				queries[i].Usage[counter] = withCount(queries[i].Usage[counter], max(n, count))
			}
		}
	}
	return queries
}

// isTotal reports whether an amount can be what was paid. Less than nothing cannot,
// and limits refuse it, so that even no usage at all is less.
func isTotal(used limits.Money) bool { return used.IsValid() && used.Sign() >= 0 }

// raised returns m and n minor units more, and m itself where that is beyond what
// Money can hold.
func raised(m limits.Money, n int64) limits.Money {
	more, err := limits.MoneyFromMinor(n, m.Currency())
	if err != nil {
		return m
	}
	sum, err := m.Add(more)
	if err != nil {
		return m
	}
	return sum
}

// side is one bound of a headroom, seen from the amounts inside of it.
type side int

const (
	lower side = iota
	upper
)

func (s side) bound(h limits.Headroom) (limits.Money, bool) {
	if s == lower {
		return h.Min()
	}
	return h.Max()
}

// outside is how many minor units the amounts in got reach beyond the bound; it is
// negative if they end inside of it.
func (s side) outside(got span, bound limits.Money) int64 {
	if s == lower {
		return bound.Minor() - got.lo
	}
	return got.hi - max(bound.Minor(), got.hi-limits.MaxMinor) // no overflow: at most MaxMinor
}

// offset is how far outside of the caps' bound the limit's own is; zero and not ok
// where there are not two bounds to compare.
func (s *session) offset(q limits.Query, side side) (units int64, ok bool) {
	room, err := s.queries.room(q)
	bound, bounded := side.bound(room)
	got := s.call(q).allowed(q)
	if err != nil || !bounded || got.isEmpty() {
		return 0, false
	}
	return side.outside(got, bound), true
}

// isConstant reports whether the limit's bound, which is some units off the caps' for
// q, is so with up to two minor units more or less paid as well. If it does not follow
// the caps' bound, it is near to it by chance: it is the limit's other rule.
func (s *session) isConstant(q limits.Query, side side, units int64) bool {
	for _, more := range []int64{-2, -1, 1, 2} {
		paid := s.paid(q, more)
		if there, ok := s.offset(paid, side); ok && there != units {
			return false
		}
	}
	return true
}

// paid returns the query with some minor units more, or less, paid by each of the caps'
// counters.
func (s *session) paid(q limits.Query, more int64) limits.Query {
	q = clone(q)
	for _, counter := range s.queries.capCounters() {
		if used := q.Usage[counter]; isTotal(used.Amount) && used.Amount.Minor()+more >= 0 {
			q.Usage[counter] = withAmount(used, raised(used.Amount, more))
		}
	}
	return q
}

func checkExact(_ *rapid.T, s *session, q limits.Query) *violation {
	if s.queries.stricter {
		return nil
	}
	for _, q := range s.atEdges(q) {
		for _, side := range []side{lower, upper} {
			units, _ := s.offset(q, side)
			if units == 1 && s.isConstant(q, side, units) {
				return s.compare(q, "its bound is one minor unit outside the cap's")
			}
			if units == -1 && s.isConstant(q, side, units) {
				return s.compare(q, "its bound is one minor unit inside the cap's")
			}
		}
	}
	return nil
}

func checkCapped(t *rapid.T, s *session, q limits.Query) *violation {
	queries := append(s.atEdges(q), s.incomplete(q)...)
	for _, q := range append(queries, days(t, s.usedUp(q, 1))...) {
		if _, err := s.queries.room(q); err != nil && !s.call(q).allowed(q).isEmpty() {
			return s.compare(q, "it decides where the cap is undecided")
		}
		for _, side := range []side{lower, upper} {
			units, _ := s.offset(q, side)
			if units == 1 && !s.queries.stricter && s.isConstant(q, side, units) {
				continue // breaks this law too, but exact is the more precise one
			}
			if units > 0 {
				return s.compare(q, fmt.Sprintf("it is looser than the cap by %d minor units", units))
			}
		}
	}
	return nil
}

// compare reports the limit's answer beside the caps'.
func (s *session) compare(q limits.Query, so string) *violation {
	return newViolation(q).add("cap", newAnswer(s.queries.room(q))).add("answer", s.call(q)).add("so", so)
}
