package limitstest

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/paymux/paymux/limits"
)

// maxKept bounds the history, and what it costs to go through it again.
const maxKept = 64

// history is the first queries of a run and their answers. A limit that changes only
// after hundreds of calls gives the same answer to two that follow each other; it does
// not give its first answers again.
type history struct {
	mu    sync.Mutex // a property may be checked by several goroutines
	kept  []exchange
	calls int // with these queries and others
}

func (h *history) add(x exchange) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.calls++
	if len(h.kept) == maxKept || x.answer.panic != "" {
		return
	}
	if !slices.ContainsFunc(h.kept, func(k exchange) bool { return sameQuery(k.query, x.query) }) {
		h.kept = append(h.kept, exchange{clone(x.query), x.answer})
	}
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
