package ledger

import (
	"context"
	"errors"
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
	return awaitMade(ctx, p, func(ctx context.Context) (Reservation, error) { return p.reserve(ctx, q) })
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
// reservations as it needs, until it fits, or no total that refuses it has one to expire:
// what a refusal reports does not depend on other totals. The others are left for sweeps.
func (p *Postgres) makeRoom(ctx context.Context, q *request, o outcome) (outcome, error) {
	searches := map[string]*search{} // by the key of the total
	none := map[string]bool{}        // totals with nothing more to expire
	for {
		key, missing := q.missing(o, none)
		if missing == (part{}) {
			return o, nil
		}
		due := searches[key]
		if due == nil {
			due = &search{statement: p.sql.dueIn, args: []any{key}}
			searches[key] = due
		}
		holds, err := p.find(ctx, due, pageSize)
		if err != nil {
			return outcome{}, err
		}
		if len(holds) == 0 {
			none[key] = true
			continue
		}
		holds = holds[:enough(holds, missing)]
		due.skip(holds[len(holds)-1])
		if o, err = p.reserveAfter(ctx, q, idsOf(holds)); err != nil {
			return outcome{}, err
		}
	}
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

// missing returns the key of the first total that refuses the payment for lack of room,
// without those that have none to make, and how much it lacks, in amount and in payments:
// nothing if there is none.
func (q *request) missing(o outcome, none map[string]bool) (key string, lacks part) {
	var refused *RefusedError
	if !errors.As(o.err, &refused) {
		return "", part{}
	}
	for _, c := range q.counts(o.now) {
		for _, r := range refused.Refusals {
			if r.Cap.Counter == c.Counter && !none[c.Key] {
				lacks = lacks.max(q.lacks(r))
			}
		}
		if lacks != (part{}) {
			return c.Key, lacks
		}
	}
	return "", part{}
}

// lacks returns how much the payment lacks under the cap on a total that refuses it.
func (q *request) lacks(r limits.Refusal) (lacks part) {
	if r.Cap.CountReached(r.Used) {
		count, _ := r.Used.Count()
		lacks.count = count - r.Cap.MaxCount + 1
	}
	if room := r.Cap.Max.Minor() - r.Used.Amount.Minor(); r.Cap.Max.IsValid() && q.amount.Minor() > room {
		if lacks.amount = q.amount.Minor() - room; lacks.amount < 0 { // beyond int64: the total is far above its cap
			lacks.amount = math.MaxInt64
		}
	}
	return lacks
}

// enough returns how many of the holds, from the first on, free what is missing: all if
// they do not.
func enough(holds []dueHold, missing part) int {
	for i, h := range holds {
		missing.amount -= h.Amount
		missing.count--
		if missing.amount <= 0 && missing.count <= 0 {
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
	var before map[string]reached
	statement := p.sql.reserve
	if slices.ContainsFunc(q.scopes, func(s scope) bool { return s.window.IsRolling() }) {
		statement = p.sql.reserveRolls
	}
	err = tx.QueryRowContext(ctx, statement,
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
func (q *request) fits(now time.Time, counts []count, before map[string]reached) error {
	usage := make(limits.Usage, len(counts))
	for i := range counts {
		c := &counts[i]
		usage[c.Counter] = reachedBy(before, c.Key, c.currency(q.amount.Currency()))
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
