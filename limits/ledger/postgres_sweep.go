package ledger

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Sweep implements [Ledger]. A payment that another call is at work on is left to the
// next sweep. One that cannot be expired stops no other: the error names all of these,
// and comes with what was done.
func (p *Postgres) Sweep(ctx context.Context, most int) (Swept, error) {
	if err := checkSweep(most); err != nil {
		return Swept{}, err
	}
	return await(ctx, func(ctx context.Context) (Swept, error) { return p.sweep(ctx, most) })
}

func (p *Postgres) sweep(ctx context.Context, most int) (Swept, error) {
	var e expiry
	due := search{statement: p.sql.due}
	for e.expired < most {
		ids, err := p.find(ctx, &due, min(batchSize, most-e.expired))
		if err == nil {
			err = p.expire(ctx, p.sql.lockFree, ids, &e)
		}
		if err != nil {
			return Swept{Expired: e.expired}, errors.Join(append(e.failures, err)...)
		}
		if due.over {
			break
		}
	}
	forgotten, err := p.forget(ctx, most)
	if err != nil {
		e.failures = append(e.failures, err)
	}
	return Swept{Expired: e.expired, Forgotten: forgotten}, errors.Join(e.failures...)
}

// forget runs in a transaction for its isolation.
func (p *Postgres) forget(ctx context.Context, most int) (forgotten int, err error) {
	tx, err := p.begin(ctx)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() // without effect after a commit
	if err := tx.QueryRowContext(ctx, p.sql.forget, most, Retention.Microseconds()).Scan(&forgotten); err != nil {
		return 0, p.explain(err)
	}
	if err := tx.Commit(); err != nil {
		return 0, p.explain(err)
	}
	return forgotten, nil
}

// expireOn expires all that is due in the totals of the keys, and returns how much of
// it no longer holds room, also if another caller saw to it. What cannot be expired
// still holds its room, and is left for a sweep to report.
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

// search goes through the payments that are due, earliest first, and meets none of
// them twice.
type search struct {
	statement string
	args      []any
	expires   *time.Time // of the last one found, and its id
	id        string
	over      bool
}

// find returns the ids of up to size payments that come next.
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

// expiry is what has become of payments that were due.
type expiry struct {
	expired  int // by this call
	gone     int // because others had got ahead of it
	failures []error
}

// expire expires payments in one transaction or, where the database rolls that back,
// each half by itself, so that only those fail that it is about. The lock says whether
// to wait for payments that other calls are at work on, or to pass them over.
func (p *Postgres) expire(ctx context.Context, lock string, ids []string, e *expiry) error {
	if len(ids) == 0 {
		return nil
	}
	ops := make([]operation, len(ids))
	for i, id := range ids {
		ops[i] = operation{
			id:      id,
			touches: func(r *record, now time.Time) bool { return r.isDue(now) },
			do:      func(b *books) (Reservation, error) { return b.expire(id) },
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
