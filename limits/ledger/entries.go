package ledger

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/paymux/paymux/limits"
)

// entries are the totals and payments that a call needs: all of them in memory, or
// those that a transaction has locked. The rules of every call are here, once for both
// ledgers of this package.
//
// A method leaves the entries consistent, also when it returns an error.
type entries struct {
	now      time.Time
	totals   map[string]*total // by key
	payments map[string]*record

	// changes, if not nil, collects what must be written to the database.
	changes *changes

	audits int64                 // how many have started
	audit  atomic.Pointer[audit] // the one in progress, or nil

	usage limits.Usage // of one decision; kept to save allocations
}

type changes struct {
	totals   map[string]*total
	payments map[string]*record
}

// total is a running total.
type total struct {
	Key      string          `json:"key"`
	Counter  limits.Counter  `json:"counter"`
	Currency limits.Currency `json:"currency"`
	From     *time.Time      `json:"since"`
	Until    *time.Time      `json:"until"`
	Used     int64           `json:"used"`
	Seq      int64           `json:"seq"`

	audited int64 // the number of the latest audit that has counted it, or may skip it
}

func newTotal(c *count, currency limits.Currency) *total {
	return &total{Key: c.Key, Counter: c.Counter, Currency: currency, From: c.From, Until: c.Until}
}

func (t *total) isPast(now time.Time) bool { return isPast(t.Until, now) }

func (t *total) money(minor int64) limits.Money {
	m, _ := limits.MoneyFromMinor(minor, t.Currency)
	return m
}

func (e *entries) changedTotal(t *total) {
	if e.changes != nil {
		e.changes.totals[t.Key] = t
	}
}

func (e *entries) changedPayment(r *record) {
	if e.changes != nil {
		e.changes.payments[r.ID] = r
	}
}

// reserve is [Ledger.Reserve], except that it expires no payment but its own.
func (e *entries) reserve(q *request) (Reservation, error) {
	if r := e.payments[q.id]; r != nil {
		return e.replay(r, q)
	}
	counts := q.counts(e.now)
	if e.usage == nil {
		e.usage = limits.Usage{}
	}
	clear(e.usage)
	for i := range counts {
		e.usage[counts[i].Counter] = limits.Used{Amount: e.used(&counts[i], q.amount.Currency())}
	}
	refusals, err := limits.Fit(q.amount, e.now, e.usage, q.caps...)
	if err != nil {
		return Reservation{}, err
	}
	if len(refusals) > 0 {
		return Reservation{}, &RefusedError{ID: q.id, Amount: q.amount, Refusals: refusals}
	}
	r := &record{
		ID:       q.id,
		Currency: q.amount.Currency(),
		Amount:   q.amount.Minor(),
		State:    Reserved,
		Counts:   counts,
		Made:     e.now,
		Expires:  e.now.Add(q.hold),
		audited:  e.audits,
	}
	r.Ends = endOf(r.Expires, counts)
	for i := range counts {
		c := &counts[i]
		if t := e.total(c); t != nil {
			c.Key, c.From, c.Until = t.Key, t.From, t.Until // equal; stored once
		} else {
			t = newTotal(c, r.Currency)
			t.audited = e.audits
			e.totals[c.Key] = t
		}
	}
	if err := e.add(r, r.Amount, false); err != nil {
		return Reservation{}, err
	}
	e.payments[r.ID] = r
	e.changedPayment(r)
	return r.reservation(), nil
}

// total returns the total of a count, or nil if there is none.
func (e *entries) total(c *count) *total {
	if c.total == nil {
		c.total = e.totals[c.Key]
	}
	return c.total
}

func (e *entries) used(c *count, currency limits.Currency) limits.Money {
	if t := e.total(c); t != nil {
		return t.money(t.Used)
	}
	zero, _ := limits.MoneyFromMinor(0, currency)
	return zero
}

// replay answers a Reserve of a known id.
func (e *entries) replay(r *record, q *request) (Reservation, error) {
	if err := r.differs(q); err != nil {
		return Reservation{}, err
	}
	if _, err := e.expireIfDue(r); err != nil {
		return Reservation{}, err
	}
	v := r.reservation()
	v.Replay = true
	if r.State != Reserved {
		return v, &StateError{ID: r.ID, Call: "Reserve", State: r.State}
	}
	return v, nil
}

// confirm is [Ledger.Confirm].
func (e *entries) confirm(id string, amount limits.Money) (Reservation, error) {
	r := e.payments[id]
	if r == nil {
		return Reservation{}, &UnknownPaymentError{ID: id}
	}
	reserved := r.money(r.Amount)
	if more, err := amount.Compare(reserved); err != nil {
		return Reservation{}, err
	} else if more > 0 {
		return Reservation{}, &AmountError{ID: id, Call: "Confirm", Amount: amount, Max: reserved}
	}
	// If expiring it fails, its room is still held, and is kept: the money has moved.
	late := r.isDue(e.now)
	_, _ = e.expireIfDue(r)
	delta := amount.Minor()
	switch r.State {
	case Confirmed:
		if r.Confirmed != amount.Minor() {
			return Reservation{}, &MismatchError{
				ID: id, Field: "confirmed amount", Known: r.money(r.Confirmed).String(), Got: amount.String(),
			}
		}
		v := r.reservation()
		v.Replay = true
		return v, nil
	case Reserved:
		delta -= r.Amount
	default:
		late = true
	}
	if delta != 0 {
		if err := e.add(r, delta, false); err != nil {
			return Reservation{}, err
		}
	}
	r.State, r.Confirmed, r.Late = Confirmed, amount.Minor(), late
	e.changedPayment(r)
	return r.reservation(), nil
}

// release is [Ledger.Release].
func (e *entries) release(id string) (Reservation, error) {
	r := e.payments[id]
	if r == nil {
		return Reservation{}, &UnknownPaymentError{ID: id}
	}
	if _, err := e.expireIfDue(r); err != nil {
		return Reservation{}, err
	}
	switch r.State {
	case Confirmed:
		return r.reservation(), &StateError{ID: id, Call: "Release", State: r.State}
	case Reserved:
		if err := e.endHold(r, Released); err != nil {
			return Reservation{}, err
		}
		return r.reservation(), nil
	}
	v := r.reservation()
	v.Replay = true
	return v, nil
}

// refund is [Ledger.Refund].
func (e *entries) refund(id, refund string, amount limits.Money) (Reservation, error) {
	r := e.payments[id]
	if r == nil {
		return Reservation{}, &UnknownPaymentError{ID: id}
	}
	if _, err := e.expireIfDue(r); err != nil {
		return Reservation{}, err
	}
	if r.State != Confirmed {
		return r.reservation(), &StateError{ID: id, Call: "Refund", State: r.State}
	}
	remains := r.money(r.Confirmed - r.refunded())
	more, err := amount.Compare(remains)
	if err != nil {
		return Reservation{}, err
	}
	if known, ok := r.Refunds[refund]; ok {
		if known != amount.Minor() {
			return Reservation{}, &MismatchError{
				ID: id, Field: "amount of refund " + clip(refund), Known: r.money(known).String(), Got: amount.String(),
			}
		}
		v := r.reservation()
		v.Replay = true
		return v, nil
	}
	if more > 0 {
		return Reservation{}, &AmountError{ID: id, Call: "Refund", Amount: amount, Max: remains}
	}
	if err := e.add(r, -amount.Minor(), true); err != nil {
		return Reservation{}, err
	}
	if r.Refunds == nil {
		r.Refunds = map[string]int64{}
	}
	r.Refunds[refund] = amount.Minor()
	e.changedPayment(r)
	return r.reservation(), nil
}

// expireIfDue expires a reservation whose hold has ended, and reports whether it did.
func (e *entries) expireIfDue(r *record) (bool, error) {
	if !r.isDue(e.now) {
		return false, nil
	}
	err := e.endHold(r, Expired)
	return err == nil, err
}

// expire answers as a replay if there was nothing to expire.
func (e *entries) expire(id string) (Reservation, error) {
	r := e.payments[id]
	if r == nil {
		return Reservation{ID: id, Replay: true}, nil
	}
	expired, err := e.expireIfDue(r)
	v := r.reservation()
	v.Replay = !expired
	return v, err
}

func (e *entries) endHold(r *record, state State) error {
	if err := e.add(r, -r.Amount, false); err != nil {
		return err
	}
	r.State = state
	e.changedPayment(r)
	return nil
}

// add changes the totals that the record counts in, or only the refundable ones: all
// of them or, if one would be out of range, none. Totals that were deleted after
// Retention are left out. The caller updates the record's amounts after add has
// succeeded.
//
// A negative delta fails only where a total was changed from outside this package.
func (e *entries) add(r *record, delta int64, refundable bool) error {
	var buf [8]*total
	touched := buf[:0]
	for i := range r.Counts {
		c := &r.Counts[i]
		var t *total
		if c.Refundable || !refundable {
			t = e.total(c)
		}
		touched = append(touched, t)
		if t != nil {
			after, err := t.money(t.Used).Add(t.money(delta))
			if err != nil {
				return err
			}
			if after.Sign() < 0 {
				return fmt.Errorf("ledger: the total of %s is less than what payment %q counts in it: see Audit",
					clip(string(c.Counter)), clip(r.ID))
			}
		}
	}
	audit := e.audit.Load()
	audit.payment(r)
	for i, t := range touched {
		if t != nil {
			audit.total(t)
			t.Used += delta
			t.Seq++
			r.Counts[i].Used, r.Counts[i].Seq = t.Used, t.Seq
			e.changedTotal(t)
		}
	}
	return nil
}
