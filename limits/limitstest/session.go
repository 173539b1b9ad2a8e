package limitstest

import (
	"maps"
	"slices"

	"github.com/paymux/paymux/limits"
)

// session asks a limit and remembers what it said.
type session struct {
	limit   limits.Limit
	queries QuerySet
	asked   []exchange
	memory  *memory
}

type exchange struct {
	query  limits.Query
	answer answer
}

// ask asks with a copy of the query, so that a limit that changes its queries
// breaks the law that says so and no other.
func (s *session) ask(q limits.Query) answer {
	x := exchange{q, ask(s.limit, clone(q))}
	s.asked = append(s.asked, x)
	s.memory.keep(x)
	return x.answer
}

// canJudge reports whether the answers can be judged at all: none of them was a
// panic, and asked again they are the same, as are those to the first queries of
// all. Otherwise total or deterministic is the law to name. It asks in both orders,
// as what a limit remembers may hang on what it was asked last, and many times, as
// a limit may change its mind but seldom.
func (s *session) canJudge() bool {
	const times = 512
	for range 1 + times/(2*max(len(s.asked), 1)) {
		for _, x := range s.asked {
			if !s.stands(x) {
				return false
			}
		}
		for _, x := range slices.Backward(s.asked) {
			if !s.stands(x) {
				return false
			}
		}
	}
	return s.memory.changed(s.limit) == nil
}

func (s *session) stands(x exchange) bool {
	return x.answer.panic == "" && x.answer.same(ask(s.limit, clone(x.query)))
}

func clone(q limits.Query) limits.Query {
	q.Usage = maps.Clone(q.Usage)
	return q
}
