package ledger

import (
	"context"
	"errors"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
)

// Reserve implements [Ledger].
func (p *Postgres) Reserve(ctx context.Context, payment Payment) (Reservation, error) {
	q, err := newRequest(payment)
	if err != nil {
		return Reservation{}, err
	}
	return await(ctx, func(ctx context.Context) (Reservation, error) { return p.reserve(ctx, q) })
}

// reserve makes room by expiring reservations if the payment does not fit otherwise.
func (p *Postgres) reserve(ctx context.Context, q *request) (Reservation, error) {
	o, err := p.tryReserve(ctx, q)
	if err == nil && o.due {
		o, err = p.makeRoom(ctx, q, o)
	}
	if err != nil {
		return Reservation{}, err
	}
	return o.reservation, o.err
}

// pageSize is how many reservations to expire are looked for at once, for one payment.
const pageSize = 64

// makeRoom repeats a refused Reserve in one transaction with the expiration of as many
// reservations as it needs, and with more, until it fits or there are no more. The
// others are left for sweeps.
func (p *Postgres) makeRoom(ctx context.Context, q *request, o outcome) (outcome, error) {
	due := search{statement: p.sql.dueOn}
	for !due.over {
		missing := q.missing(o)
		if len(missing) == 0 {
			return o, nil
		}
		due.args = []any{asJSON(slices.Collect(maps.Keys(missing)))}
		holds, err := p.find(ctx, &due, pageSize)
		if err != nil {
			return outcome{}, err
		}
		if len(holds) == 0 {
			return o, nil
		}
		if needed := enough(holds, missing); needed < len(holds) {
			holds = holds[:needed]
			due.over = false
			due.skip(holds[needed-1])
		}
		if o, err = p.reserveAfter(ctx, q, idsOf(holds)); err != nil {
			return outcome{}, err
		}
	}
	return o, nil
}

// reserveAfter reserves after it has expired payments. One that cannot be expired does
// not stop the others, and is left for a sweep to report.
func (p *Postgres) reserveAfter(ctx context.Context, q *request, ids []string) (outcome, error) {
	outcomes, err := p.commit(ctx, append(expirations(ids), q.operation()))
	switch {
	case err == nil:
		return outcomes[len(ids)], nil
	case ctx.Err() != nil || !undone(err):
		return outcome{}, err
	}
	var e expiry
	if err := p.expire(ctx, p.sql.lockPayments, ids, &e); err != nil {
		return outcome{}, err
	}
	return p.one(ctx, q.operation())
}

// missing returns how much room an outcome lacks, by the keys of the totals that refuse
// the payment: none if it is not refused, or only by bounds on single payments.
func (q *request) missing(o outcome) map[string]int64 {
	var refused *RefusedError
	if !errors.As(o.err, &refused) {
		return nil
	}
	missing := map[string]int64{}
	for _, c := range q.counts(o.now) {
		for _, r := range refused.Refusals {
			room := r.Cap.Max.Minor() - r.Used.Amount.Minor()
			if r.Cap.Counter != c.Counter || q.amount.Minor() <= room {
				continue
			}
			lacks := q.amount.Minor() - room
			if lacks < 0 { // beyond int64: the total is far above its cap
				lacks = math.MaxInt64
			}
			missing[c.Key] = max(missing[c.Key], lacks)
		}
	}
	return missing
}

// enough returns how many of the holds, from the first on, free what is missing: all if
// they do not.
func enough(holds []dueHold, missing map[string]int64) int {
	missing = maps.Clone(missing)
	for i, h := range holds {
		for _, key := range h.Keys {
			if lacks, ok := missing[key]; ok && lacks <= h.Amount {
				delete(missing, key)
			} else if ok {
				missing[key] = lacks - h.Amount
			}
		}
		if len(missing) == 0 {
			return i + 1
		}
	}
	return len(holds)
}

// operation is the Reserve as a part of a transaction.
func (q *request) operation() operation {
	return operation{
		id:      q.id,
		request: q,
		touches: func(r *record, now time.Time) bool { return r.isDue(now) },
		do:      func(e *entries) (Reservation, error) { return e.reserve(q) },
	}
}

func (p *Postgres) tryReserve(ctx context.Context, q *request) (outcome, error) {
	if p.batches != nil {
		return p.batches.do(ctx, q.operation())
	}
	now := p.now()
	for range attempts {
		o, ok, err := p.reserveAlone(ctx, q, now)
		if err != nil || ok {
			return o, err
		}
		if o.reservation.ID != "" { // known and due: it must be expired first
			return p.one(ctx, q.operation())
		}
		now = o.now
	}
	return outcome{}, errConflict
}

// reserveAlone inserts the payment and counts it in one statement, then decides whether
// to commit. It returns false if the windows at the guessed instant are not those of the
// database's clock, if another call inserted the same id first, or if the payment is
// known and due; only in the last case the outcome has a reservation.
func (p *Postgres) reserveAlone(ctx context.Context, q *request, guess time.Time) (o outcome, ok bool, err error) {
	tx, err := p.begin(ctx)
	if err != nil {
		return o, false, err
	}
	defer tx.Rollback() // without effect after a commit
	counts := q.counts(guess)
	var setting string
	var known, inserted *record
	var before map[string]int64
	err = tx.QueryRowContext(ctx, p.sql.reserve,
		q.id, asJSON(counts), q.amount.Currency().String(), q.amount.Minor(), q.hold.Microseconds(),
		p.options.AllowAsyncCommit,
	).Scan(&o.now, &setting, fromJSON{&known}, fromJSON{&inserted}, fromJSON{&before}, &o.due)
	if err != nil {
		return o, false, p.explain(err)
	}
	o.now = o.now.UTC()
	p.observe(o.now)
	switch {
	case setting == "off" && !p.options.AllowAsyncCommit:
		return o, false, &DurabilityError{Setting: setting}
	case known != nil && known.isDue(o.now):
		o.reservation = known.reservation()
		return o, false, nil
	case known != nil:
		e := entries{now: o.now}
		o.reservation, o.err = e.replay(known, q)
		return o, true, nil
	case inserted == nil:
		return o, false, nil
	}
	if o.err = q.fits(o.now, counts, before); o.err != nil {
		return o, true, nil
	}
	if err := tx.Commit(); err != nil {
		return o, false, p.explain(err)
	}
	o.reservation = inserted.reservation()
	return o, true, nil
}

// fits decides whether the payment fits, given what its totals had reached, by key.
func (q *request) fits(now time.Time, counts []count, before map[string]int64) error {
	usage := make(limits.Usage, len(counts))
	for i := range counts {
		used, err := limits.MoneyFromMinor(before[counts[i].Key], q.amount.Currency())
		if err != nil {
			return err
		}
		usage[counts[i].Counter] = limits.Used{Amount: used}
	}
	refusals, err := limits.Fit(q.amount, now, usage, q.caps...)
	if err != nil {
		return err
	}
	if len(refusals) > 0 {
		return &RefusedError{ID: q.id, Amount: q.amount, Refusals: refusals}
	}
	return nil
}
