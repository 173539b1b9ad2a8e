package ledger

import (
	"cmp"
	"context"
	"math"
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
)

// Memory is a [Ledger] for one process. It is forgotten with the process: use it
// where one process decides alone and may start anew, and in tests.
type Memory struct {
	clock func() time.Time

	mu    sync.Mutex
	books books
	due   agenda // payments, by the end of their hold
	old   agenda // payments and totals, by when they may be forgotten
}

var _ Ledger = (*Memory)(nil)

// NewMemory returns an empty ledger that reads the given clock, or [time.Now] if it
// is nil. A clock that goes back makes holds longer, never shorter.
func NewMemory(clock func() time.Time) *Memory {
	if clock == nil {
		clock = time.Now
	}
	return &Memory{
		clock: clock,
		books: books{totals: map[string]*total{}, payments: map[string]*record{}},
	}
}

// begin locks the books and reads the clock.
func (m *Memory) begin() {
	m.mu.Lock()
	if now := m.clock().UTC().Truncate(tick); now.After(m.books.now) {
		m.books.now = now
	}
}

// Usage implements [Ledger].
func (m *Memory) Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]string) (limits.Usage, error) {
	var f faults
	scopes := f.scopes(caps, subjects)
	if err := cmp.Or(f.err(), ctx.Err()); err != nil {
		return nil, err
	}
	m.begin()
	defer m.mu.Unlock()
	usage := make(limits.Usage, len(scopes))
	for i := range scopes {
		c := scopes[i].count(m.books.now)
		usage[c.Counter] = m.books.used(&c, scopes[i].currency())
	}
	return usage, nil
}

// Reserve implements [Ledger].
func (m *Memory) Reserve(ctx context.Context, payment Payment) (Reservation, error) {
	q, err := newRequest(payment)
	if err := cmp.Or(err, ctx.Err()); err != nil {
		return Reservation{}, err
	}
	m.begin()
	defer m.mu.Unlock()
	v, err := m.books.reserve(q)
	if _, refused := err.(*RefusedError); refused && m.expire(math.MaxInt) > 0 {
		v, err = m.books.reserve(q)
	}
	if err == nil && !v.Replay {
		m.remember(m.books.payments[v.ID])
	}
	return v, err
}

// Confirm implements [Ledger].
func (m *Memory) Confirm(ctx context.Context, id string, amount limits.Money) (Reservation, error) {
	if err := cmp.Or(checkConfirm(id, amount), ctx.Err()); err != nil {
		return Reservation{}, err
	}
	m.begin()
	defer m.mu.Unlock()
	return m.books.confirm(id, amount)
}

// Release implements [Ledger].
func (m *Memory) Release(ctx context.Context, id string) (Reservation, error) {
	if err := cmp.Or(checkRelease(id), ctx.Err()); err != nil {
		return Reservation{}, err
	}
	m.begin()
	defer m.mu.Unlock()
	return m.books.release(id)
}

// Refund implements [Ledger].
func (m *Memory) Refund(ctx context.Context, id, refund string, amount limits.Money) (Reservation, error) {
	if err := cmp.Or(checkRefund(id, refund, amount), ctx.Err()); err != nil {
		return Reservation{}, err
	}
	m.begin()
	defer m.mu.Unlock()
	return m.books.refund(id, refund, amount)
}

// Sweep implements [Ledger].
func (m *Memory) Sweep(ctx context.Context, most int) (Swept, error) {
	if err := cmp.Or(checkSweep(most), ctx.Err()); err != nil {
		return Swept{}, err
	}
	m.begin()
	defer m.mu.Unlock()
	return Swept{Expired: m.expire(most), Forgotten: m.forget(most)}, nil
}

// Audit implements [Ledger]. Other calls wait for it.
func (m *Memory) Audit(ctx context.Context) ([]Difference, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	m.begin()
	defer m.mu.Unlock()
	return m.books.audit(), nil
}
