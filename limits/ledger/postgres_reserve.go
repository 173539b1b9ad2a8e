package ledger

import (
	"context"
	"errors"
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

// reserve retries while a refusal depends on reservations whose hold has ended.
func (p *Postgres) reserve(ctx context.Context, q *request) (Reservation, error) {
	for range attempts {
		o, err := p.tryReserve(ctx, q)
		if err != nil {
			return Reservation{}, err
		}
		if refused := (*RefusedError)(nil); o.due && errors.As(o.err, &refused) {
			expired, err := p.expireOn(ctx, q.keys(o.now, refused))
			if err != nil {
				return Reservation{}, err
			}
			if expired > 0 {
				continue
			}
		}
		return o.reservation, o.err
	}
	return Reservation{}, errConflict
}

// keys returns the keys of the totals that refuse the payment: none if only bounds on
// single payments do.
func (q *request) keys(now time.Time, refused *RefusedError) []string {
	var keys []string
	for _, c := range q.counts(now) {
		if slices.ContainsFunc(refused.Refusals, func(r limits.Refusal) bool { return r.Cap.Counter == c.Counter }) {
			keys = append(keys, c.Key)
		}
	}
	return keys
}

func (p *Postgres) tryReserve(ctx context.Context, q *request) (outcome, error) {
	op := operation{
		id:      q.id,
		request: q,
		touches: func(r *record, now time.Time) bool { return r.isDue(now) },
		do:      func(e *entries) (Reservation, error) { return e.reserve(q) },
	}
	if p.batches != nil {
		return p.batches.do(ctx, op)
	}
	now := p.now()
	for range attempts {
		o, ok, err := p.reserveAlone(ctx, q, now)
		if err != nil || ok {
			return o, err
		}
		if o.reservation.ID != "" { // known and due: it must be expired first
			return p.one(ctx, op)
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
