package ledger

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
)

// Memory is a [Ledger] for one process. It is forgotten with the process: use it
// where one process decides alone and may start anew, and in tests.
type Memory struct {
	clock func() time.Time

	auditing lock // of one Audit at a time; comes before mu
	mu       lock // of all below
	books    books
	due      agenda // payments, by the end of their hold
	old      agenda // payments and totals, by when they may be forgotten
}

var _ Ledger = (*Memory)(nil)

// turn bounds how many payments or totals a call handles before it lets others have
// their turn: no call may keep the others beyond their contexts.
const turn = 256

// lock is a mutex that one can give up waiting for.
type lock chan struct{}

func (l lock) lock(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case l <- struct{}{}: // the quick way, mostly
		return nil
	default:
	}
	select {
	case l <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (l lock) unlock() { <-l }

// NewMemory returns an empty ledger that reads the given clock, or [time.Now] if it
// is nil. A clock that goes back makes holds longer, never shorter.
func NewMemory(clock func() time.Time) *Memory {
	if clock == nil {
		clock = time.Now
	}
	return &Memory{
		clock:    clock,
		auditing: make(lock, 1),
		mu:       make(lock, 1),
		books:    books{totals: map[string]*total{}, payments: map[string]*record{}},
	}
}

// begin locks the books and reads the clock.
func (m *Memory) begin(ctx context.Context) error {
	if err := m.mu.lock(ctx); err != nil {
		return err
	}
	if now := m.clock().UTC().Truncate(tick); now.After(m.books.now) {
		m.books.now = now
	}
	return nil
}

// Usage implements [Ledger].
func (m *Memory) Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]string) (limits.Usage, error) {
	var f faults
	scopes := f.scopes(caps, subjects)
	if err := f.err(); err != nil {
		return nil, err
	}
	if err := m.begin(ctx); err != nil {
		return nil, err
	}
	defer m.mu.unlock()
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
	if err != nil {
		return Reservation{}, err
	}
	for {
		if v, again, err := m.tryReserve(ctx, q); !again {
			return v, err
		}
	}
}

// tryReserve answers that it is to be called again where the payment was refused and
// holds had ended, or may have.
func (m *Memory) tryReserve(ctx context.Context, q *request) (v Reservation, again bool, err error) {
	if err := m.begin(ctx); err != nil {
		return Reservation{}, false, err
	}
	defer m.mu.unlock()
	v, err = m.books.reserve(q)
	if _, refused := err.(*RefusedError); refused {
		expired, more := m.expire(math.MaxInt)
		return v, expired > 0 || more, err
	}
	if err == nil && !v.Replay {
		m.remember(m.books.payments[v.ID])
	}
	return v, false, err
}

// Confirm implements [Ledger].
func (m *Memory) Confirm(ctx context.Context, id string, amount limits.Money) (Reservation, error) {
	if err := checkConfirm(id, amount); err != nil {
		return Reservation{}, err
	}
	if err := m.begin(ctx); err != nil {
		return Reservation{}, err
	}
	defer m.mu.unlock()
	return m.books.confirm(id, amount)
}

// Release implements [Ledger].
func (m *Memory) Release(ctx context.Context, id string) (Reservation, error) {
	if err := checkRelease(id); err != nil {
		return Reservation{}, err
	}
	if err := m.begin(ctx); err != nil {
		return Reservation{}, err
	}
	defer m.mu.unlock()
	return m.books.release(id)
}

// Refund implements [Ledger].
func (m *Memory) Refund(ctx context.Context, id, refund string, amount limits.Money) (Reservation, error) {
	if err := checkRefund(id, refund, amount); err != nil {
		return Reservation{}, err
	}
	if err := m.begin(ctx); err != nil {
		return Reservation{}, err
	}
	defer m.mu.unlock()
	return m.books.refund(id, refund, amount)
}

// Sweep implements [Ledger]. Where its context ends it returns what it has done.
func (m *Memory) Sweep(ctx context.Context, most int) (Swept, error) {
	if err := checkSweep(most); err != nil {
		return Swept{}, err
	}
	expired, err := m.byTurns(ctx, most, m.expire)
	if err != nil {
		return Swept{Expired: expired}, err
	}
	forgotten, err := m.byTurns(ctx, most, m.forget)
	return Swept{Expired: expired, Forgotten: forgotten}, err
}

// byTurns does work, which says how much it has done and whether there may be more,
// until there is no more or most of it is done.
func (m *Memory) byTurns(ctx context.Context, most int, work func(most int) (int, bool)) (int, error) {
	for done := 0; ; {
		if err := m.begin(ctx); err != nil {
			return done, err
		}
		n, more := work(most - done)
		m.mu.unlock()
		if done += n; done == most || !more {
			return done, nil
		}
	}
}

// Audit implements [Ledger]. Other calls go on meanwhile, but for other Audits, which
// wait for it.
func (m *Memory) Audit(ctx context.Context) ([]Difference, error) {
	if err := m.auditing.lock(ctx); err != nil {
		return nil, err
	}
	defer m.auditing.unlock()
	if err := m.begin(ctx); err != nil {
		return nil, err
	}
	found, err := m.books.differences(func() error {
		m.mu.unlock()
		return m.begin(ctx)
	})
	if err != nil {
		return nil, err
	}
	m.mu.unlock()
	slices.SortFunc(found, func(x, y Difference) int { return strings.Compare(x.Key, y.Key) })
	return found, nil
}
