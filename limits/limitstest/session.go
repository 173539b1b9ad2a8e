package limitstest

import (
	"maps"
	"slices"
	"testing"

	"github.com/paymux/paymux/limits"
)

// session calls a limit and keeps its answers.
type session struct {
	limit   limits.Limit
	queries QuerySet
	calls   []exchange
	history *history
	test    *testing.T // nil where there is none; see checkClock
}

type exchange struct {
	query  limits.Query
	answer answer
}

// call passes a copy of the query, so that a limit that changes its queries breaks the
// law that says so and no other.
func (s *session) call(q limits.Query) answer {
	x := exchange{q, call(s.limit, clone(q))}
	s.calls = append(s.calls, x)
	s.history.add(x)
	return x.answer
}

// isConsistent reports whether no answer was a panic and each query, passed again, gives
// the same answer, those of the history included. If not, total or deterministic is the
// law that is broken. It goes through the queries in both orders, as a limit may depend
// on the query before, and many times, as an answer may change only seldom.
func (s *session) isConsistent() bool {
	const times = 512
	for range 1 + times/(2*max(len(s.calls), 1)) {
		for _, x := range s.calls {
			if !s.isRepeated(x) {
				return false
			}
		}
		for _, x := range slices.Backward(s.calls) {
			if !s.isRepeated(x) {
				return false
			}
		}
	}
	return s.history.changed(s.limit) == nil
}

func (s *session) isRepeated(x exchange) bool {
	return x.answer.panic == "" && x.answer.same(call(s.limit, clone(x.query)))
}

func clone(q limits.Query) limits.Query {
	q.Usage = maps.Clone(q.Usage)
	return q
}
