package ledgertest_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// settled begins a call about a known payment.
func (l *plain) settled(ctx context.Context, id string, f *faults) (*entry, error) {
	if err := l.join(f); err != nil {
		return nil, err
	}
	if err := l.beginCall(ctx); err != nil {
		return nil, err
	}
	e := l.payments[id]
	if e == nil {
		l.mu.Unlock()
		switch {
		case l.is("says of an unknown payment that it is released"):
			return nil, &ledger.StateError{ID: id, Call: "Confirm", State: ledger.Released}
		case l.is("names no payment when it is unknown"):
			id = ""
		}
		return nil, &ledger.UnknownPaymentError{ID: id}
	}
	return e, nil
}

func (l *plain) Confirm(ctx context.Context, id string, amount limits.Money) (ledger.Reservation, error) {
	f := l.check()
	f.want(isText(id), "id", id, "a text")
	f.want(amount.IsValid() && amount.Sign() >= 0, "amount", amount.String(), "zero or more")
	e, err := l.settled(ctx, id, f)
	if err != nil {
		return ledger.Reservation{}, err
	}
	defer l.mu.Unlock()
	if more, err := amount.Compare(e.Amount); err != nil {
		return ledger.Reservation{}, err
	} else if more > 0 {
		if !l.is("confirms at most what was reserved in silence") {
			return ledger.Reservation{}, &ledger.AmountError{ID: id, Call: "Confirm", Amount: amount, Max: e.Amount}
		}
		amount = e.Amount
	}
	due := !l.now.Before(e.Expires)
	if !l.is("confirms in time what is due and not swept") {
		l.expireIfDue(e)
	}
	state := e.State
	if l.is("confirms under one lock what it has read under another") {
		l.mu.Unlock()
		l.mu.Lock()
	}
	switch state {
	case ledger.Confirmed:
		switch {
		case e.Confirmed == amount || l.is("takes another confirmed amount for a replay"):
			return e.answer(true), nil
		case l.is("confirms again for another amount"):
			l.change(e, func() { e.Confirmed = amount })
			return e.answer(false), nil
		}
		return ledger.Reservation{}, &ledger.MismatchError{ID: id, Field: "confirmed amount", Known: e.Confirmed.String(), Got: amount.String()}
	case ledger.Released, ledger.Expired:
		if l.is("refuses a success after release") || l.is("refuses a success after expiry") && due {
			return ledger.Reservation{}, &ledger.StateError{ID: id, Call: "Confirm", State: e.State}
		}
		if l.is("refuses a late success above the cap") {
			p := e.payment
			p.Amount = amount
			if refusals, _ := l.fit(p, e.caps); len(refusals) > 0 {
				return ledger.Reservation{}, &ledger.RefusedError{ID: id, Amount: amount, Refusals: refusals}
			}
		}
		e.Late = !l.is("hides that a success is late")
		if l.is("lets a late success begin a rolling window") {
			e.Made = l.now
		}
	}
	if l.is("does not count a late success") && e.Late {
		e.State, e.Confirmed = ledger.Confirmed, amount
		return e.answer(false), nil
	}
	l.change(e, func() { e.State, e.Confirmed = ledger.Confirmed, amount })
	return e.answer(false), nil
}

func (l *plain) Release(ctx context.Context, id string) (ledger.Reservation, error) {
	f := l.check()
	f.want(isText(id), "id", id, "a text")
	e, err := l.settled(ctx, id, f)
	if err != nil {
		if l.is("releases what it does not know") {
			return ledger.Reservation{ID: id, State: ledger.Released}, nil
		}
		return ledger.Reservation{}, err
	}
	defer l.mu.Unlock()
	l.expireIfDue(e)
	state := e.State
	if l.is("releases under one lock what it has read under another") {
		l.mu.Unlock()
		l.mu.Lock()
	}
	switch {
	case state == ledger.Reserved, l.is("releases what is confirmed") && state == ledger.Confirmed:
		l.change(e, func() { e.State = ledger.Released })
		return e.answer(false), nil
	case state == ledger.Confirmed:
		return ledger.Reservation{}, &ledger.StateError{ID: id, Call: "Release", State: state}
	case l.is("turns an expired payment into a released one"):
		e.State = ledger.Released
	}
	return e.answer(!l.is("reports no replay of a Release")), nil
}

func (l *plain) Refund(ctx context.Context, id, refund string, amount limits.Money) (ledger.Reservation, error) {
	f := l.check()
	f.want(isText(id), "id", id, "a text")
	f.want(isText(refund), "refund", refund, "a text")
	f.want(amount.IsValid() && amount.Sign() > 0, "amount", amount.String(), "more than zero")
	e, err := l.settled(ctx, id, f)
	if err != nil {
		return ledger.Reservation{}, err
	}
	defer l.mu.Unlock()
	l.expireIfDue(e)
	if e.State != ledger.Confirmed {
		return ledger.Reservation{}, &ledger.StateError{ID: id, Call: "Refund", State: e.State}
	}
	remains, _ := e.Confirmed.Sub(e.Refunded)
	if l.is("bounds each refund by itself") {
		remains = e.Confirmed
	}
	more, err := amount.Compare(remains)
	if l.is("refuses to refund the last unit of a payment") && more == 0 {
		more = 1
	}
	if err != nil {
		return ledger.Reservation{}, err
	}
	known, repeated := e.refunds[refund]
	switch {
	case l.is("takes the ids of refunds to be unique among all payments") && l.first["refund "+refund] != nil && !repeated:
		return e.answer(true), nil
	case repeated && l.is("counts a repeated refund again"):
	case repeated && known != amount.Minor() && !l.is("takes another amount of a refund for a replay"):
		return ledger.Reservation{}, &ledger.MismatchError{
			ID: id, Field: "amount of refund " + refund, Known: fen(known, amount.Currency()).String(), Got: amount.String(),
		}
	case repeated:
		return e.answer(true), nil
	}
	if l.is("refunds under one lock what it has read under another") {
		l.mu.Unlock()
		l.mu.Lock()
	}
	if more > 0 {
		switch {
		case l.is("remembers a refund that it refuses"):
			e.refunds[refund] = amount.Minor()
		case l.is("allows in words a refund of all that was confirmed"):
			remains = e.Confirmed
		}
		return ledger.Reservation{}, &ledger.AmountError{ID: id, Call: "Refund", Amount: amount, Max: remains}
	}
	l.first["refund "+refund] = true
	l.change(e, func() {
		e.refunds[refund] = amount.Minor()
		e.Refunded, _ = e.Refunded.Add(amount)
		if l.is("reports the latest refund for all of them") {
			e.Refunded = amount
		}
	})
	return e.answer(false), nil
}

func (l *plain) Sweep(ctx context.Context, limit int) (ledger.SweepResult, error) {
	f := l.check()
	f.want(limit > 0, "limit", fmt.Sprint(limit), "more than zero")
	if err := l.join(f); err != nil {
		return ledger.SweepResult{}, err
	}
	if err := l.begin(ctx); err != nil {
		return ledger.SweepResult{}, err
	}
	defer l.mu.Unlock()
	swept := ledger.SweepResult{}
	if l.is("sweeps without bound") {
		swept.Expired = l.expire(math.MaxInt)
	} else {
		swept.Expired = l.expire(limit)
	}
	if l.is("reports each expiry by every sweep at once") {
		n, _ := l.first["expired"].(int)
		l.first["expired"] = n + swept.Expired
		swept.Expired = n + swept.Expired
	}
	switch {
	case l.now.Before(l.confirmed):
		l.confirmed, l.candidate = l.now, l.now
	case l.now.Before(l.candidate):
		l.candidate = l.now
	case !l.now.Before(l.candidate.Add(24 * time.Hour)):
		l.confirmed, l.candidate = l.candidate, l.now
	}
	if l.is("deletes by a single reading of the clock") {
		l.confirmed = l.now
	}
	swept.Deleted = l.deletePast(limit)
	return swept, nil
}

// deletePast deletes up to limit payments and as many totals.
func (l *plain) deletePast(limit int) (deleted int) {
	retention := ledger.Retention
	switch l.fault {
	case "deletes a day before the end of Retention":
		retention -= 24 * time.Hour
	case "never deletes anything":
		return 0
	}
	past := func(until time.Time) bool {
		return !until.IsZero() && !l.confirmed.Before(until.Add(retention))
	}
	payments := 0
	for id, e := range l.payments {
		ends := e.Expires
		for _, t := range e.Totals {
			switch {
			case l.is("deletes payments of a lifetime"):
			case t.Until.IsZero():
				ends = time.Time{}
			case t.Until.After(ends) && !ends.IsZero() && !l.is("deletes payments by the end of their holds"):
				ends = t.Until
			}
		}
		if payments < limit && past(ends) {
			delete(l.payments, id)
			payments++
		}
	}
	totals := 0
	for key, t := range l.totals {
		if totals < limit && past(t.until) {
			delete(l.totals, key)
			totals++
		}
	}
	return payments + totals
}

func (l *plain) Audit(ctx context.Context) ([]ledger.Discrepancy, error) {
	if err := l.begin(ctx); err != nil {
		return nil, err
	}
	defer l.mu.Unlock()
	var found []ledger.Discrepancy
	of := map[string][]*entry{}
	for _, p := range l.payments {
		for _, key := range p.keys {
			of[key] = append(of[key], p)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(l.totals)) {
		t := l.totals[key]
		if !t.until.IsZero() && !l.now.Before(t.until.Add(ledger.Retention)) && !l.is("audits what is past Retention") {
			continue
		}
		amount, count := l.added(key, t, slices.Values(of[key]))
		d := ledger.Discrepancy{Key: limits.Hide(key), Counter: t.cap.Counter, Recomputed: usedOf(t.currency, amount, count)}
		amount, count = l.reached(key, t)
		d.Recorded = usedOf(t.currency, amount, count)
		switch {
		case l.is("audits amounts alone"):
			if d.Recorded.Amount == d.Recomputed.Amount {
				continue
			}
		case l.is("audits numbers of payments alone"):
			if x, _ := d.Recorded.Count(); x == func() int64 { y, _ := d.Recomputed.Count(); return y }() {
				continue
			}
		case l.is("finds in an audit the total first recorded"):
			d.Recorded, d.Recomputed = d.Recomputed, d.Recorded
		}
		if d.Recorded != d.Recomputed && !l.is("finds nothing in any audit") {
			found = append(found, d)
		}
	}
	if l.is("finds in an audit what is wrong in no order") {
		slices.Reverse(found)
	}
	return found, nil
}

// Tamper implements [ledgertest.Tamperer].
func (l *plain) Tamper(_ ledgertest.TB, c limits.Cap, subjects map[limits.Subject]limits.Hidden, amount, count int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	t := l.totals[l.key(c, subjects)]
	t.amount, t.count = t.amount+amount, t.count+count
}
