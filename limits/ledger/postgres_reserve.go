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

// reserve tries until a refusal does not depend on reservations whose hold is over.
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
	return Reservation{}, errAhead
}

// keys are those of the totals that refuse the payment: none where only bounds of one
// payment do.
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
		do:      func(b *books) (Reservation, error) { return b.reserve(q) },
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
		if o.reservation.ID != "" { // known, and due: it has to be expired first
			return p.one(ctx, op)
		}
		now = o.now
	}
	return outcome{}, errAhead
}

// reserveAlone counts the payment and makes it in one statement, and decides then
// whether to keep that. It answers false if the windows at the instant guessed
// were not the database's, if another call with the same id got ahead of it, or if the payment is
// known and due; only then the outcome has a reservation.
func (p *Postgres) reserveAlone(ctx context.Context, q *request, guess time.Time) (o outcome, ok bool, err error) {
	tx, err := p.begin(ctx)
	if err != nil {
		return o, false, err
	}
	defer tx.Rollback() // without effect after a commit
	counts := q.counts(guess)
	var setting string
	var known, made *record
	var before map[string]int64
	err = tx.QueryRowContext(ctx, p.sql.reserve,
		q.id, asJSON(counts), q.amount.Currency().String(), q.amount.Minor(), q.hold.Microseconds(),
		p.options.AllowAsyncCommit,
	).Scan(&o.now, &setting, fromJSON{&known}, fromJSON{&made}, fromJSON{&before}, &o.due)
	if err != nil {
		return o, false, p.explain(err)
	}
	o.now = o.now.UTC()
	p.saw(o.now)
	switch {
	case setting == "off" && !p.options.AllowAsyncCommit:
		return o, false, &DurabilityError{Setting: setting}
	case known != nil && known.isDue(o.now):
		o.reservation = known.reservation()
		return o, false, nil
	case known != nil:
		b := books{now: o.now}
		o.reservation, o.err = b.replay(known, q)
		return o, true, nil
	case made == nil:
		return o, false, nil
	}
	if o.err = q.fits(o.now, counts, before); o.err != nil {
		return o, true, nil
	}
	if err := tx.Commit(); err != nil {
		return o, false, p.explain(err)
	}
	o.reservation = made.reservation()
	return o, true, nil
}

// fits decides whether the payment fits on totals that had reached what before says,
// by key.
func (q *request) fits(now time.Time, counts []count, before map[string]int64) error {
	usage := make(limits.Usage, len(counts))
	for i := range counts {
		used, err := limits.MoneyFromMinor(before[counts[i].Key], q.amount.Currency())
		if err != nil {
			return err
		}
		usage[counts[i].Counter] = used
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
