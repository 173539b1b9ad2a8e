package limitstest

import (
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
)

// mostKept bounds what is remembered of a run, and what it costs to ask it again.
const mostKept = 64

// memory keeps the first queries of a run and their answers. A limit that changes
// only after some thousand questions gives the same answer to two that follow each
// other; it does not give its first answers again.
type memory struct {
	mu    sync.Mutex // a property may be checked by several goroutines
	kept  []exchange
	asked int // how many queries, these and others
}

func (m *memory) keep(x exchange) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	if len(m.kept) == mostKept || x.answer.panic != "" {
		return
	}
	if !slices.ContainsFunc(m.kept, func(k exchange) bool { return sameQuery(k.query, x.query) }) {
		m.kept = append(m.kept, exchange{clone(x.query), x.answer})
	}
}

func sameQuery(a, b limits.Query) bool {
	return a.Currency == b.Currency && a.At.Equal(b.At) && maps.Equal(a.Usage, b.Usage)
}

// changed asks the first queries again and returns how an answer is another, or nil.
// A panic is for the law total to name.
func (m *memory) changed(limit limits.Limit) *breach {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, x := range m.kept {
		again := ask(limit, clone(x.query))
		m.asked++
		if again.panic == "" && !again.same(x.answer) {
			return newBreach(x.query).
				add("answer", x.answer).
				add("again", fmt.Sprintf("%v (after at least %d other queries)", again, m.asked-1))
		}
	}
	return nil
}

// wear asks the first queries over and over, for a second at most, and returns how an
// answer becomes another, or nil.
func (m *memory) wear(limit limits.Limit) *breach {
	const questions = 25_000
	for start, asked := time.Now(), 0; asked < questions && time.Since(start) < time.Second; asked += max(len(m.kept), 1) {
		if b := m.changed(limit); b != nil {
			return b
		}
	}
	return nil
}
