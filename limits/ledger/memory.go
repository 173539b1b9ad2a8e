package ledger

import (
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
)

// Memory is a [Ledger] for one process. Its contents are lost with the process: use it
// where one process decides alone and may start from nothing, and in tests.
type Memory struct {
	clock func() time.Time

	auditing lock // held by one Audit at a time; acquired before mu
	mu       lock // guards the fields below
	entries  entries
	holds    queue // payments, by the end of their hold
	retained queue // payments and totals, by when they may be deleted
}

var _ Ledger = (*Memory)(nil)

// chunk bounds how many payments or totals a call handles before it unlocks the ledger
// for others: no call may delay others beyond their contexts.
const chunk = 256

// lock is a mutex; waiting for it ends with a context.
type lock chan struct{}

func (l lock) lock(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	select {
	case l <- struct{}{}: // mostly free: skips the slower select below
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
		entries:  entries{totals: map[string]*total{}, payments: map[string]*record{}},
	}
}

// begin locks the entries and reads the clock.
func (m *Memory) begin(ctx context.Context) error {
	if err := m.mu.lock(ctx); err != nil {
		return err
	}
	if now := m.clock().UTC().Truncate(tick); now.After(m.entries.now) {
		m.entries.now = now
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
		c := scopes[i].count(m.entries.now)
		usage[c.Counter] = m.entries.used(&c, scopes[i].currency())
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

// tryReserve asks to be called again if the payment was refused and it has expired
// holds, or there may be more to expire.
func (m *Memory) tryReserve(ctx context.Context, q *request) (v Reservation, again bool, err error) {
	if err := m.begin(ctx); err != nil {
		return Reservation{}, false, err
	}
	defer m.mu.unlock()
	v, err = m.entries.reserve(q)
	if _, refused := err.(*RefusedError); refused {
		expired, more := m.expire(math.MaxInt)
		return v, expired > 0 || more, err
	}
	if err == nil && !v.Replay {
		m.enqueue(m.entries.payments[v.ID])
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
	return m.entries.confirm(id, amount)
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
	return m.entries.release(id)
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
	return m.entries.refund(id, refund, amount)
}

// Sweep implements [Ledger]. When its context ends it returns what it has done.
func (m *Memory) Sweep(ctx context.Context, limit int) (SweepResult, error) {
	if err := checkSweep(limit); err != nil {
		return SweepResult{}, err
	}
	expired, err := m.inChunks(ctx, limit, m.expire)
	if err != nil {
		return SweepResult{Expired: expired}, err
	}
	deleted, err := m.inChunks(ctx, limit, m.drop)
	return SweepResult{Expired: expired, Deleted: deleted}, err
}

// inChunks repeats work, which returns how much it did and whether there may be more,
// until there is no more or limit is reached. It unlocks the ledger in between.
func (m *Memory) inChunks(ctx context.Context, limit int, work func(limit int) (int, bool)) (int, error) {
	for done := 0; ; {
		if err := m.begin(ctx); err != nil {
			return done, err
		}
		n, more := work(limit - done)
		m.mu.unlock()
		if done += n; done == limit || !more {
			return done, nil
		}
	}
}

// Audit implements [Ledger]. Other calls proceed meanwhile, except other Audits, which
// wait for it.
func (m *Memory) Audit(ctx context.Context) ([]Discrepancy, error) {
	if err := m.auditing.lock(ctx); err != nil {
		return nil, err
	}
	defer m.auditing.unlock()
	if err := m.begin(ctx); err != nil {
		return nil, err
	}
	found, err := m.entries.discrepancies(func() error {
		m.mu.unlock()
		return m.begin(ctx)
	})
	if err != nil {
		return nil, err
	}
	m.mu.unlock()
	slices.SortFunc(found, func(x, y Discrepancy) int { return strings.Compare(x.Key, y.Key) })
	return found, nil
}
