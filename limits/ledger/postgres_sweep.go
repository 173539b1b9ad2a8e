package ledger

import (
	"context"
	"time"
)

// Sweep implements [Ledger].
func (p *Postgres) Sweep(ctx context.Context, most int) (Swept, error) {
	if err := checkSweep(most); err != nil {
		return Swept{}, err
	}
	return await(ctx, func(ctx context.Context) (Swept, error) {
		var swept Swept
		for swept.Expired < most {
			size := min(batchSize, most-swept.Expired)
			found, expired, err := p.expireDue(ctx, p.sql.due, size)
			swept.Expired += expired
			if err != nil {
				return swept, err
			}
			if found < size {
				break
			}
		}
		err := p.db.QueryRowContext(ctx, p.sql.forget, most, Retention.Microseconds()).Scan(&swept.Forgotten)
		if err != nil {
			return swept, p.explain(err)
		}
		return swept, nil
	})
}

// expireOn expires all that is due in the totals of counts, and returns how much that
// was, also if another caller did part of it.
func (p *Postgres) expireOn(ctx context.Context, counts []count) (int, error) {
	keys := make([]string, len(counts))
	for i := range counts {
		keys[i] = counts[i].Key
	}
	all := 0
	for {
		found, _, err := p.expireDue(ctx, p.sql.dueOn, batchSize, asJSON(keys))
		all += found
		if err != nil || found < batchSize {
			return all, err
		}
	}
}

// expireDue expires what a statement finds to be due, and returns how many it found
// and how many of these nobody else had expired meanwhile.
func (p *Postgres) expireDue(ctx context.Context, find string, size int, args ...any) (found, expired int, err error) {
	var ids []string
	if err := p.db.QueryRowContext(ctx, find, append([]any{size}, args...)...).Scan(fromJSON{&ids}); err != nil {
		return 0, 0, p.explain(err)
	}
	if len(ids) == 0 {
		return 0, 0, nil
	}
	ops := make([]operation, len(ids))
	for i, id := range ids {
		ops[i] = operation{
			id:      id,
			touches: func(r *record, now time.Time) bool { return r.isDue(now) },
			do:      func(b *books) (Reservation, error) { return b.expire(id), nil },
		}
	}
	outcomes, err := p.commit(ctx, ops)
	for _, o := range outcomes {
		if !o.reservation.Replay {
			expired++
		}
	}
	return len(ids), expired, err
}
