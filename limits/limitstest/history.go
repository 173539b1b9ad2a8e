package limitstest

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/paymux/paymux/limits"
)

// maxKept bounds the history, and what it costs to go through it again; maxErrors those
// of its answers that are errors. maxWatched is how often it watches a usage.
const maxKept, maxErrors, maxWatched = 64, 16, 8

// history is the first queries of a run and their answers. A limit that changes only
// after hundreds of calls gives the same answer to two that follow each other; it does
// not give its first answers again.
type history struct {
	mu      sync.Mutex // a property may be checked by several goroutines
	kept    []exchange
	errors  int // in kept
	calls   int // with these queries and others
	watched []watched
	looks   int // of keepsUsage
}

func (h *history) add(x exchange) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls++
	if len(h.kept) == maxKept || x.answer.panic != "" || x.answer.failed && h.errors == maxErrors {
		return
	}
	if slices.ContainsFunc(h.kept, func(k exchange) bool { return sameQuery(k.query, x.query) }) {
		return
	}
	h.kept = append(h.kept, exchange{clone(x.query), x.answer})
	if x.answer.failed {
		h.errors++
	}
}

// passed returns a copy of a query for the limit. It watches the usage of the first few.
func (h *history) passed(q limits.Query) limits.Query {
	h.mu.Lock()
	defer h.mu.Unlock()
	q = clone(q)
	if len(h.watched) < maxWatched {
		h.watched = append(h.watched, watch(q.Usage))
	}
	return q
}

// keepsUsage reports whether the limit still holds the usage of this query, or one of
// the first that it was asked, after it has answered. It looks in the first checks only,
// as the garbage collector takes a while, and whenever it has found something, so that
// the query can be made smaller.
func (h *history) keepsUsage(limit limits.Limit, q limits.Query) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.looks >= maxWatched {
		return false
	}
	h.looks++
	if !areKept(append(h.watched, passUsage(limit, q))) {
		return false
	}
	h.looks = 0
	return true
}

func sameQuery(a, b limits.Query) bool {
	return a.Currency == b.Currency && a.At.Equal(b.At) && maps.Equal(a.Usage, b.Usage)
}

// changed passes the first queries again and returns how an answer has changed, or nil.
// A panic breaks the law total, not this one.
func (h *history) changed(limit limits.Limit) *violation {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, x := range h.kept {
		again := call(limit, clone(x.query))
		h.calls++
		if again.panic == "" && !again.same(x.answer) {
			return newViolation(x.query).
				add("answer", x.answer).
				add("again", fmt.Sprintf("%v (after at least %d other queries)", again, h.calls-1))
		}
	}
	return nil
}
