package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Sweep implements [Ledger]. A payment that another call has locked is left to the next
// sweep. One that cannot be expired does not stop the others: the error names all of
// these, and comes with what was done.
func (p *Postgres) Sweep(ctx context.Context, limit int) (SweepResult, error) {
	if err := checkSweep(limit); err != nil {
		return SweepResult{}, err
	}
	return awaitMade(ctx, p, func(ctx context.Context) (SweepResult, error) { return p.sweep(ctx, limit) })
}

func (p *Postgres) sweep(ctx context.Context, limit int) (SweepResult, error) {
	var e expiry
	due := search{statement: p.sql.due}
	for e.expired < limit {
		holds, err := p.find(ctx, &due, min(batchSize, limit-e.expired))
		if err == nil {
			err = p.expire(ctx, p.sql.lockFree, idsOf(holds), &e)
		}
		if err != nil {
			return SweepResult{Expired: e.expired}, errors.Join(append(e.failures, err)...)
		}
		if due.over {
			break
		}
	}
	deleted, err := p.deletePast(ctx, limit)
	if err != nil {
		e.failures = append(e.failures, err)
	}
	return SweepResult{Expired: e.expired, Deleted: deleted}, errors.Join(e.failures...)
}

// deletePast deletes what is past Retention. It uses a transaction to set the isolation
// level.
func (p *Postgres) deletePast(ctx context.Context, limit int) (deleted int, err error) {
	tx, err := p.begin(ctx)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() // without effect after a commit
	if err := tx.QueryRowContext(ctx, p.sql.deletePast, limit, Retention.Microseconds(), confirmation.Microseconds()).Scan(&deleted); err != nil {
		return 0, p.explain(err)
	}
	if err := tx.Commit(); err != nil {
		return 0, p.explain(err)
	}
	return deleted, nil
}

// search iterates over the payments that are due, earliest first, each once.
type search struct {
	statement string
	args      []any
	expires   *time.Time // of the last one found, and its id
	id        string
	over      bool // whether there are no more
}

// dueHold is a reservation whose hold has ended.
type dueHold struct {
	ID      string    `json:"id"`
	Expires time.Time `json:"expires_at"`
	Amount  int64     `json:"amount"` // only from dueIn
}

// find returns the next payments, up to size.
func (p *Postgres) find(ctx context.Context, s *search, size int) ([]dueHold, error) {
	after := "-infinity"
	if s.expires != nil {
		after = s.expires.Format(time.RFC3339Nano)
	}
	var found []dueHold
	args := append([]any{size, after, s.id}, s.args...)
	if err := p.db.QueryRowContext(ctx, s.statement, args...).Scan(fromJSON{&found}); err != nil {
		return nil, p.explain(err)
	}
	s.over = len(found) < size
	if len(found) > 0 {
		s.skip(found[len(found)-1])
	}
	return found, nil
}

// skip continues after a hold.
func (s *search) skip(h dueHold) { s.id, s.expires = h.ID, &h.Expires }

func idsOf(holds []dueHold) []string {
	ids := make([]string, len(holds))
	for i := range holds {
		ids[i] = holds[i].ID
	}
	return ids
}

// expiry collects the results of expiring payments.
type expiry struct {
	expired  int // by this call
	gone     int // by other calls, or settled in the meantime
	failures []error
}

// expire expires payments in one transaction or, if the database rolls that back, each
// half by itself, so that only those at fault fail. The lock statement determines
// whether to wait for payments that other calls have locked, or to skip them.
func (p *Postgres) expire(ctx context.Context, lock string, ids []string, e *expiry) error {
	if len(ids) == 0 {
		return nil
	}
	outcomes, err := p.commitLocking(ctx, lock, expirations(ids))
	switch {
	case err == nil:
		e.add(ids, outcomes)
		return nil
	case ctx.Err() != nil || !undone(err):
		return err
	case len(ids) == 1:
		e.fail(ids[0], err)
		return nil
	}
	half := len(ids) / 2
	if err := p.expire(ctx, lock, ids[:half], e); err != nil {
		return err
	}
	return p.expire(ctx, lock, ids[half:], e)
}

// expirations are operations that expire payments.
func expirations(ids []string) []operation {
	ops := make([]operation, len(ids))
	for i, id := range ids {
		ops[i] = operation{
			id:      id,
			touches: func(r *record, now time.Time) bool { return r.isDue(now) },
			do:      func(e *entries) (Reservation, error) { return e.expire(id) },
		}
	}
	return ops
}

func (e *expiry) add(ids []string, outcomes []outcome) {
	for i, o := range outcomes {
		switch {
		case o.err != nil:
			e.fail(ids[i], o.err)
		case o.reservation.Replay:
			e.gone++
		default:
			e.expired++
		}
	}
}

func (e *expiry) fail(id string, err error) {
	e.failures = append(e.failures, fmt.Errorf("ledger: expiring payment %q: %w", clip(id), err))
}
