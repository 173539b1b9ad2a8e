package limitstest

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// The laws on how a limit behaves, whatever it answers.

// checkDeterministic asks again after other queries, of which some differ from the first
// in one thing only: a limit may have kept its answer by what is left.
func checkDeterministic(t *rapid.T, s *session, q limits.Query) *violation {
	others := rapid.SliceOfN(s.queries.Generator(), 0, 3).Draw(t, "queries in between")
	others = append(others, s.beside(q)...)
	first := s.call(q)
	for i, other := range others {
		s.call(other)
		again := s.call(q)
		if first.panic == "" && again.panic == "" && !first.same(again) {
			return newViolation(q).
				add("answer", first).
				add("again", fmt.Sprintf("%v (after %d other queries)", again, i+1))
		}
	}
	return s.history.changed(s.limit)
}

// beside returns the query with other usage, at other instants and in other currencies.
func (s *session) beside(q limits.Query) []limits.Query {
	queries := append(s.atEdges(q), s.incomplete(q)...)
	for _, currency := range someCurrencies {
		other := q
		other.Currency = currency
		queries = append(queries, other)
	}
	for _, day := range edgeDays {
		other := q
		other.At = day
		queries = append(queries, other)
	}
	return queries
}

func checkPure(_ *rapid.T, s *session, q limits.Query) *violation {
	passed := clone(q)
	call(s.limit, passed)
	if !sameUsage(passed.Usage, q.Usage) {
		return newViolation(q).add("usage after", formatUsage(passed.Usage))
	}
	if s.history.keepsUsage(s.limit, q) {
		return newViolation(q).add("so", "it keeps the query's Usage, which its caller may change")
	}
	return nil
}

// sameUsage takes a nil usage and an empty one for the same: no limit can turn
// one into the other for its caller.
func sameUsage(a, b limits.Usage) bool { return maps.Equal(a, b) }

// checkConcurrent calls the limit from two goroutines that share the query. It leaves
// out limits that change their query: that breaks another law, and Go ends a program in
// which two goroutines write to one map. It leaves out those, too, whose answers vary
// when they are called alone.
func checkConcurrent(_ *rapid.T, s *session, q limits.Query) *violation {
	alone := s.call(q)
	shared := clone(q)
	if call(s.limit, shared); !sameUsage(shared.Usage, q.Usage) || alone.panic != "" {
		return nil
	}
	if !s.repeats(q, alone) {
		return nil
	}
	together := callAtOnce(s.limit, shared)
	other := slices.IndexFunc(together, func(a answer) bool { return !a.same(alone) })
	if other < 0 || !s.repeats(q, alone) {
		return nil
	}
	return newViolation(q).add("alone", alone).add("two at once", together[other])
}

// repeats reports whether the limit, called alone as often as it is called at once,
// gives the same answer each time.
func (s *session) repeats(q limits.Query, a answer) bool {
	for range goroutines * times {
		if !call(s.limit, clone(q)).same(a) {
			return false
		}
	}
	return true
}

// How many goroutines call at once, and how often each.
const goroutines, times = 2, 4

// callAtOnce passes the same query a few times from each of two goroutines.
func callAtOnce(limit limits.Limit, q limits.Query) []answer {
	answers := make([]answer, goroutines*times)
	start := make(chan struct{})
	var done sync.WaitGroup
	for g := range goroutines {
		done.Go(func() {
			<-start
			for i := range times {
				answers[g*times+i] = call(limit, q)
			}
		})
	}
	close(start)
	done.Wait()
	return answers
}

func checkTotal(t *rapid.T, s *session, q limits.Query) *violation {
	queries := slices.Concat([]limits.Query{{}, s.queries.hostile().Draw(t, "hostile query")}, s.atEdges(q), s.incomplete(q))
	for _, q := range queries {
		if a := s.call(q); a.panic != "" {
			return newViolation(q).add("answer", a)
		}
	}
	return nil
}
