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
	return await(ctx, func(ctx context.Context) (SweepResult, error) { return p.sweep(ctx, limit) })
}

func (p *Postgres) sweep(ctx context.Context, limit int) (SweepResult, error) {
	var e expiry
	due := search{statement: p.sql.due}
	for e.expired < limit {
		ids, err := p.find(ctx, &due, min(batchSize, limit-e.expired))
		if err == nil {
			err = p.expire(ctx, p.sql.lockFree, ids, &e)
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

// expireOn expires all due reservations in the totals of the keys, and returns how many
// no longer hold room, also if another call expired them. What cannot be expired still
// holds its room, and is left for a sweep to report.
func (p *Postgres) expireOn(ctx context.Context, keys []string) (int, error) {
	if len(keys) == 0 {
		return 0, nil
	}
	var e expiry
	due := search{statement: p.sql.dueOn, args: []any{asJSON(keys)}}
	for !due.over {
		ids, err := p.find(ctx, &due, batchSize)
		if err == nil {
			err = p.expire(ctx, p.sql.lockPayments, ids, &e)
		}
		if err != nil {
			return 0, err
		}
	}
	return e.expired + e.gone, nil
}

// search iterates over the payments that are due, earliest first, each once.
type search struct {
	statement string
	args      []any
	expires   *time.Time // of the last one found, and its id
	id        string
	over      bool
}

// find returns the ids of the next payments, up to size.
func (p *Postgres) find(ctx context.Context, s *search, size int) ([]string, error) {
	after := "-infinity"
	if s.expires != nil {
		after = s.expires.Format(time.RFC3339Nano)
	}
	var found []struct {
		ID      string    `json:"id"`
		Expires time.Time `json:"expires_at"`
	}
	args := append([]any{size, after, s.id}, s.args...)
	if err := p.db.QueryRowContext(ctx, s.statement, args...).Scan(fromJSON{&found}); err != nil {
		return nil, p.explain(err)
	}
	s.over = len(found) < size
	ids := make([]string, len(found))
	for i := range found {
		ids[i], s.id, s.expires = found[i].ID, found[i].ID, &found[i].Expires
	}
	return ids, nil
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
	ops := make([]operation, len(ids))
	for i, id := range ids {
		ops[i] = operation{
			id:      id,
			touches: func(r *record, now time.Time) bool { return r.isDue(now) },
			do:      func(e *entries) (Reservation, error) { return e.expire(id) },
		}
	}
	outcomes, err := p.commitLocking(ctx, lock, ops)
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
