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
// where one process decides alone and may start from nothing, and in tests. Every call of
// a nil or zero Memory is an error: make one with [NewMemory].
type Memory struct {
	clock func() time.Time

	auditing lock[struct{}]     // held by one Audit at a time; acquired before state
	state    lock[*memoryState] // a channel, which package fmt does not look into: keys contain ids
}

var _ Ledger = (*Memory)(nil)

// memoryState is what a Memory keeps, for the call that holds it.
type memoryState struct {
	entries
	holds    queue // payments, by the end of their hold
	retained queue // payments and totals, by when they may be deleted
	readings readings
}

// chunk bounds how many payments or totals a call handles before it unlocks the ledger
// for others: no call may delay others beyond their contexts.
const chunk = 256

// lock is a mutex that guards a value; waiting for it ends with a context.
type lock[T any] chan T

func newLock[T any](value T) lock[T] {
	l := make(lock[T], 1)
	l <- value
	return l
}

func (l lock[T]) lock(ctx context.Context) (value T, err error) {
	if err := ctx.Err(); err != nil {
		return value, err
	}
	select {
	case value = <-l: // mostly free: skips the slower select below
		return value, nil
	default:
	}
	select {
	case value = <-l:
		return value, nil
	case <-ctx.Done():
		return value, ctx.Err()
	}
}

func (l lock[T]) unlock(value T) { l <- value }

// NewMemory returns an empty ledger that reads the given clock, or [time.Now] if it
// is nil. It follows a clock that goes back; holds then take longer.
func NewMemory(clock func() time.Time) *Memory {
	if clock == nil {
		clock = time.Now
	}
	return &Memory{
		clock:    clock,
		auditing: newLock(struct{}{}),
		state:    newLock(&memoryState{entries: entries{totals: map[string]*total{}, payments: map[string]*record{}}}),
	}
}

// begin locks the state and reads the clock.
func (m *Memory) begin(ctx context.Context) (*memoryState, error) {
	if m == nil || m.state == nil {
		return nil, errNotMade
	}
	s, err := m.state.lock(ctx)
	if err != nil {
		return nil, err
	}
	s.now = m.clock().UTC().Truncate(tick)
	return s, nil
}

// Usage implements [Ledger].
func (m *Memory) Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) (limits.Usage, error) {
	var f faults
	scopes := f.scopes(caps, subjects)
	if err := f.err(); err != nil {
		return nil, err
	}
	s, err := m.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer m.state.unlock(s)
	usage := make(limits.Usage, len(scopes))
	for i := range scopes {
		c := scopes[i].count(s.now)
		usage[c.Counter] = s.used(&c, scopes[i].currency)
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
	s, err := m.begin(ctx)
	if err != nil {
		return Reservation{}, false, err
	}
	defer m.state.unlock(s)
	v, err = s.reserve(q)
	if _, refused := err.(*RefusedError); refused {
		expired, more := s.expireDue(math.MaxInt)
		return v, expired > 0 || more, err
	}
	if err == nil && !v.Replay {
		s.enqueue(s.payments[v.ID])
	}
	return v, false, err
}

// Confirm implements [Ledger].
func (m *Memory) Confirm(ctx context.Context, id string, amount limits.Money) (Reservation, error) {
	if err := checkConfirm(id, amount); err != nil {
		return Reservation{}, err
	}
	s, err := m.begin(ctx)
	if err != nil {
		return Reservation{}, err
	}
	defer m.state.unlock(s)
	return s.confirm(id, amount)
}

// Release implements [Ledger].
func (m *Memory) Release(ctx context.Context, id string) (Reservation, error) {
	if err := checkRelease(id); err != nil {
		return Reservation{}, err
	}
	s, err := m.begin(ctx)
	if err != nil {
		return Reservation{}, err
	}
	defer m.state.unlock(s)
	return s.release(id)
}

// Refund implements [Ledger].
func (m *Memory) Refund(ctx context.Context, id, refund string, amount limits.Money) (Reservation, error) {
	if err := checkRefund(id, refund, amount); err != nil {
		return Reservation{}, err
	}
	s, err := m.begin(ctx)
	if err != nil {
		return Reservation{}, err
	}
	defer m.state.unlock(s)
	return s.refund(id, refund, amount)
}

// Sweep implements [Ledger]. When its context ends it returns what it has done.
func (m *Memory) Sweep(ctx context.Context, limit int) (SweepResult, error) {
	if err := checkSweep(limit); err != nil {
		return SweepResult{}, err
	}
	expired, err := m.inChunks(ctx, limit, (*memoryState).expireDue)
	if err != nil {
		return SweepResult{Expired: expired}, err
	}
	deleted, err := m.inChunks(ctx, limit, (*memoryState).deletePast)
	return SweepResult{Expired: expired, Deleted: deleted}, err
}

// inChunks repeats work, which returns how much it did and whether there may be more,
// until there is no more or limit is reached. It unlocks the ledger in between.
func (m *Memory) inChunks(ctx context.Context, limit int, work func(s *memoryState, limit int) (int, bool)) (int, error) {
	for done := 0; ; {
		s, err := m.begin(ctx)
		if err != nil {
			return done, err
		}
		n, more := work(s, limit-done)
		m.state.unlock(s)
		if done += n; done == limit || !more {
			return done, nil
		}
	}
}

// Audit implements [Ledger]. Other calls proceed meanwhile, except other Audits, which
// wait for it.
func (m *Memory) Audit(ctx context.Context) ([]Discrepancy, error) {
	if m == nil || m.state == nil {
		return nil, errNotMade
	}
	if _, err := m.auditing.lock(ctx); err != nil {
		return nil, err
	}
	defer m.auditing.unlock(struct{}{})
	s, err := m.begin(ctx)
	if err != nil {
		return nil, err
	}
	found, err := s.discrepancies(func() error {
		m.state.unlock(s)
		_, err := m.begin(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	m.state.unlock(s)
	slices.SortFunc(found, func(x, y Discrepancy) int { return strings.Compare(x.Key.Reveal(), y.Key.Reveal()) })
	return found, nil
}
