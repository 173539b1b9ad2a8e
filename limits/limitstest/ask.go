package limitstest

import (
	"fmt"
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
)

// answer is what a limit said to one query.
type answer struct {
	room  limits.Headroom
	err   error
	panic string // the panic's value and place; empty if it returned
}

// ask asks with the query itself, not with a copy of it.
func ask(limit limits.Limit, q limits.Query) (a answer) {
	defer func() {
		if r := recover(); r != nil {
			a = answer{panic: fmt.Sprintf("%v, %s", r, panicPlace())}
		}
	}()
	room, err := limit.Headroom(q)
	return answer{room: room, err: err}
}

// panicPlace names the line that panicked, for a deferred function that has
// recovered.
func panicPlace() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	panicking := false
	for {
		frame, more := frames.Next()
		inRuntime := filepath.Base(filepath.Dir(frame.File)) == "runtime"
		if panicking && !inRuntime {
			return fmt.Sprintf("in %s:%d", filepath.Base(frame.File), frame.Line)
		}
		panicking = panicking || inRuntime
		if !more {
			return "at an unknown place"
		}
	}
}

// same compares errors by their text: a limit may well make a new one each time.
func (a answer) same(b answer) bool {
	if a.err == nil || b.err == nil {
		return a.room == b.room && a.err == b.err && a.panic == b.panic
	}
	return a.err.Error() == b.err.Error()
}

func (a answer) String() string {
	switch {
	case a.panic != "":
		return "panic: " + a.panic
	case a.err != nil:
		return "error: " + a.err.Error()
	}
	text := a.room.String()
	if at, ok := a.room.Resets(); ok {
		text += ", resets " + at.Format(time.RFC3339Nano)
	}
	return text
}

// session asks a limit and remembers what it said.
type session struct {
	limit   limits.Limit
	queries QuerySet
	asked   []exchange
}

type exchange struct {
	query  limits.Query
	answer answer
}

// ask asks with a copy of the query, so that a limit that changes its queries
// breaks the law that says so and no other.
func (s *session) ask(q limits.Query) answer {
	a := ask(s.limit, clone(q))
	s.asked = append(s.asked, exchange{q, a})
	return a
}

// canJudge reports whether the answers can be judged at all: none of them was a
// panic, and asked again they are the same. Otherwise total or deterministic is
// the law to name. It asks in both orders, as what a limit remembers may hang on
// what it was asked last.
func (s *session) canJudge() bool {
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
	return true
}

func (s *session) stands(x exchange) bool {
	return x.answer.panic == "" && x.answer.same(ask(s.limit, clone(x.query)))
}

func clone(q limits.Query) limits.Query {
	q.Usage = maps.Clone(q.Usage)
	return q
}
