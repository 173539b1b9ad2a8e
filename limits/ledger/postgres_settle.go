package ledger

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/paymux/paymux/limits"
)

// Confirm implements [Ledger].
func (p *Postgres) Confirm(ctx context.Context, id string, amount limits.Money) (Reservation, error) {
	if err := checkConfirm(id, amount); err != nil {
		return Reservation{}, err
	}
	op := operation{
		id: id,
		touches: func(r *record, now time.Time) bool {
			return r.State != Confirmed && (r.State != Reserved || r.Amount != amount.Minor() || r.isDue(now))
		},
		do: func(e *entries) (Reservation, error) { return e.confirm(id, amount) },
	}
	if p != nil && p.batches != nil {
		return p.settle(ctx, op)
	}
	return awaitMade(ctx, p, func(ctx context.Context) (Reservation, error) {
		if v, ok, err := p.confirmWhole(ctx, id, amount); err != nil || ok {
			return v, err
		}
		o, err := p.one(ctx, op)
		return o.reservation, cmp.Or(err, o.err)
	})
}

// confirmWhole confirms the whole amount of a reservation that is still held. It returns
// false if the payment is not in that state; if another call has changed it and the
// session's isolation level makes that an error; or if the session's transactions are
// read-only, which a driver may override when it begins one.
func (p *Postgres) confirmWhole(ctx context.Context, id string, amount limits.Money) (Reservation, bool, error) {
	var r record
	err := p.db.QueryRowContext(ctx, p.sql.confirm, id, amount.Minor(), amount.Currency().String(), p.options.AllowAsyncCommit).
		Scan(fromJSON{&r})
	if state := sqlState(err); errors.Is(err, sql.ErrNoRows) || state == serializationFailure || state == readOnly {
		return Reservation{}, false, nil
	}
	if err != nil {
		return Reservation{}, false, p.explain(err)
	}
	return r.reservation(), true, nil
}

// Release implements [Ledger].
func (p *Postgres) Release(ctx context.Context, id string) (Reservation, error) {
	if err := checkRelease(id); err != nil {
		return Reservation{}, err
	}
	return p.settle(ctx, operation{
		id:      id,
		touches: func(r *record, _ time.Time) bool { return r.State == Reserved },
		do:      func(e *entries) (Reservation, error) { return e.release(id) },
	})
}

// Refund implements [Ledger].
func (p *Postgres) Refund(ctx context.Context, id, refund string, amount limits.Money) (Reservation, error) {
	if err := checkRefund(id, refund, amount); err != nil {
		return Reservation{}, err
	}
	return p.settle(ctx, operation{
		id: id,
		touches: func(r *record, now time.Time) bool {
			_, known := r.Refunds[refund]
			return r.isDue(now) || !known && r.isRefundable()
		},
		do: func(e *entries) (Reservation, error) { return e.refund(id, refund, amount) },
	})
}

// settle runs an operation on a known payment.
func (p *Postgres) settle(ctx context.Context, op operation) (Reservation, error) {
	return awaitMade(ctx, p, func(ctx context.Context) (Reservation, error) {
		o, err := p.run(ctx, op)
		return o.reservation, cmp.Or(err, o.err)
	})
}

// run runs one operation, in a batch if calls are batched.
func (p *Postgres) run(ctx context.Context, op operation) (outcome, error) {
	if p.batches != nil {
		return p.batches.do(ctx, op)
	}
	return p.one(ctx, op)
}
