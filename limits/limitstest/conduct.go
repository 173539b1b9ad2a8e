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

func checkDeterministic(t *rapid.T, s *session, q limits.Query) *breach {
	others := rapid.SliceOfN(s.queries.Generator(), 0, 3).Draw(t, "asked in between")
	first := s.ask(q)
	for _, other := range others {
		s.ask(other)
	}
	again := s.ask(q)
	if first.panic != "" || again.panic != "" || first.same(again) {
		return s.memory.changed(s.limit)
	}
	return newBreach(q).
		add("answer", first).
		add("again", fmt.Sprintf("%v (after %d other queries)", again, len(others)))
}

func checkPure(_ *rapid.T, s *session, q limits.Query) *breach {
	asked := clone(q)
	ask(s.limit, asked)
	if sameUsage(asked.Usage, q.Usage) {
		return nil
	}
	return newBreach(q).add("usage after", formatUsage(asked.Usage))
}

// sameUsage takes a nil usage and an empty one for the same: no limit can turn
// one into the other for its caller.
func sameUsage(a, b limits.Usage) bool { return maps.Equal(a, b) }

// checkConcurrent asks from two goroutines that share the query. It leaves out
// limits that change their query where all can see it: that breaks another law,
// and Go ends a program in which two goroutines write to one map. It leaves out
// those, too, that are of several minds when they are asked alone.
func checkConcurrent(_ *rapid.T, s *session, q limits.Query) *breach {
	alone := s.ask(q)
	shared := clone(q)
	if ask(s.limit, shared); !sameUsage(shared.Usage, q.Usage) || alone.panic != "" {
		return nil
	}
	if !s.insists(q, alone) {
		return nil
	}
	together := askAtOnce(s.limit, shared)
	other := slices.IndexFunc(together, func(a answer) bool { return !a.same(alone) })
	if other < 0 || !s.insists(q, alone) {
		return nil
	}
	return newBreach(q).add("alone", alone).add("two at once", together[other])
}

// insists reports whether a query that is asked alone, as often as it is asked at
// once, has the same answer each time.
func (s *session) insists(q limits.Query, a answer) bool {
	for range goroutines * times {
		if !ask(s.limit, clone(q)).same(a) {
			return false
		}
	}
	return true
}

// How many goroutines ask at once, and how often each.
const goroutines, times = 2, 4

// askAtOnce asks the same query a few times from each of two goroutines.
func askAtOnce(limit limits.Limit, q limits.Query) []answer {
	answers := make([]answer, goroutines*times)
	start := make(chan struct{})
	var done sync.WaitGroup
	for g := range goroutines {
		done.Go(func() {
			<-start
			for i := range times {
				answers[g*times+i] = ask(limit, q)
			}
		})
	}
	close(start)
	done.Wait()
	return answers
}

func checkTotal(t *rapid.T, s *session, q limits.Query) *breach {
	for _, q := range []limits.Query{{}, q, s.queries.hostile().Draw(t, "hostile query")} {
		if a := s.ask(q); a.panic != "" {
			return newBreach(q).add("answer", a)
		}
	}
	return nil
}
