package ledger

import (
	"fmt"
	"maps"
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

	// Count is how many payments there are, if it has followed every change: Counted is
	// how many it has. Servers of an earlier version follow none.
	Count   int64 `json:"count"`
	Counted int64 `json:"counted"`

	Length int64  `json:"length,omitempty"` // of a rolling window, in seconds; otherwise zero
	slots  []slot // of a rolling window in a Memory, in the order of time
	first  int    // the first slot that is in the window

	audited int64 // the number of the latest audit that has counted it, or may skip it
}

// newTotal returns an empty total of a payment in the currency.
func newTotal(c *count, currency limits.Currency) *total {
	t := &total{Key: c.Key, Counter: c.Counter, Currency: c.currency(currency), From: c.From, Until: c.Until, Length: c.Length}
	if t.isRolling() { // both will move
		span := [2]time.Time{*c.From, *c.Until}
		t.From, t.Until = &span[0], &span[1]
	}
	return t
}

// isCounted reports whether Count is known.
func (t *total) isCounted() bool { return t.Counted == t.Seq }

func (t *total) reached() limits.Used { return usedOf(t.Currency, t.Used, t.Count, t.isCounted()) }

func (t *total) isPast(now time.Time) bool { return isPast(t.Until, now) }

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
		e.usage[counts[i].Counter] = e.used(&counts[i], q.amount.Currency())
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
		Counts:   counts,
		Made:     e.now,
		Expires:  e.now.Add(q.hold),
		audited:  e.audits,
	}
	r.Ends = endOf(r.Expires, counts)
	for i := range counts {
		c := &counts[i]
		t := e.total(c)
		if t == nil {
			t = newTotal(c, r.Currency)
			t.audited = e.audits
			e.totals[c.Key] = t
		}
		c.Key = t.Key // equal; stored once
		if !t.isRolling() {
			c.From, c.Until = t.From, t.Until
		}
	}
	reserved := *r
	reserved.State = Reserved
	if err := e.change(r, reserved); err != nil {
		return Reservation{}, err
	}
	e.payments[r.ID] = r
	if e.changes == nil {
		for i := range counts {
			if c := &counts[i]; c.isRolling() {
				c.total.place(slot{r, c})
			}
		}
	}
	return r.reservation(), nil
}

// total returns the total of a count, or nil if there is none.
func (e *entries) total(c *count) *total {
	if c.total == nil {
		c.total = e.totals[c.Key]
	}
	if t := c.total; t != nil && t.isRolling() && e.changes == nil {
		e.audit.Load().total(t)
		t.slide(e.now)
	}
	return c.total
}

// used returns what the total of a count has reached, of a payment in the currency.
func (e *entries) used(c *count, currency limits.Currency) limits.Used {
	if t := e.total(c); t != nil {
		return t.reached()
	}
	return usedOf(c.currency(currency), 0, 0, true)
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
		return Reservation{}, fmt.Errorf("ledger: Confirm of payment %q: %w", clip(id), err)
	} else if more > 0 {
		return Reservation{}, &AmountError{ID: id, Call: "Confirm", Amount: amount, Max: reserved}
	}
	// If expiring it fails, its room is still held, and is kept: the money has moved.
	late := r.isDue(e.now)
	_, _ = e.expireIfDue(r)
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
	case Released, Expired:
		late = true
	}
	confirmed := *r
	confirmed.State, confirmed.Confirmed, confirmed.Late = Confirmed, amount.Minor(), late
	if err := e.change(r, confirmed); err != nil {
		return Reservation{}, err
	}
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
		return Reservation{}, fmt.Errorf("ledger: Refund of payment %q: %w", clip(id), err)
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
	refunded := *r
	if refunded.Refunds = maps.Clone(r.Refunds); refunded.Refunds == nil {
		refunded.Refunds = map[string]int64{}
	}
	refunded.Refunds[refund] = amount.Minor()
	if err := e.change(r, refunded); err != nil {
		return Reservation{}, err
	}
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
	ended := *r
	ended.State = state
	return e.change(r, ended)
}

// change changes a record to what it is next, and the totals that its parts of change: all
// of them or, if one would be out of range, nothing. A late success is never out of range:
// the money has moved. It counts as far as its totals can. Totals that were deleted after
// Retention are left out, and those from whose rolling window the payment has dropped out.
//
// A total is less than a payment's part of it only where it was changed from outside this
// package.
func (e *entries) change(r *record, next record) error {
	var buf [8]*total
	touched := buf[:0]
	for i := range r.Counts {
		c := &r.Counts[i]
		var t *total
		before, after := r.part(c), next.part(c)
		if before != after {
			t = e.total(c)
		}
		if t != nil && !t.holds(r.Made) {
			t = nil
		}
		touched = append(touched, t)
		if t == nil {
			continue
		}
		delta := after.amount - before.amount
		if over := delta - (limits.MaxMinor - t.Used); over > 0 && next.Late {
			c.Uncounted, delta = over, delta-over
		} else if over > 0 {
			return &limits.RangeError{Amount: fmt.Sprintf("the total of %s", clip(string(c.Counter)))}
		}
		if t.Used+delta < 0 || t.isCounted() && t.Count+after.count < before.count {
			return fmt.Errorf("ledger: the total of %s is less than what payment %q counts in it: see Audit",
				clip(string(c.Counter)), clip(r.ID))
		}
	}
	audit := e.audit.Load()
	audit.payment(r)
	for i, t := range touched {
		if t != nil {
			audit.total(t)
			c := &r.Counts[i]
			before, after := r.part(c), next.part(c)
			t.add(part{after.amount - before.amount, after.count - before.count})
			c.Used, c.Count, c.Counted, c.Seq = t.Used, t.Count, t.isCounted(), t.Seq
			e.changedTotal(t)
		}
	}
	next.audited = r.audited
	*r = next
	e.changedPayment(r)
	return nil
}

// add makes one change of the total.
func (t *total) add(p part) {
	t.Used += p.amount
	t.Seq++
	t.Count += p.count
	t.Counted++
}
