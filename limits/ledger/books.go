package ledger

import (
	"fmt"
	"sync/atomic"
	"time"

	"github.com/paymux/paymux/limits"
)

// books are the totals and payments that a call needs, all of them in memory or
// those that a transaction has locked. Every rule of what a call does stands here,
// once for all ledgers of this package.
//
// What a method changes is right by itself, also where it returns an error.
type books struct {
	now      time.Time
	totals   map[string]*total // by key
	payments map[string]*record

	// changes, if not nil, collects what has to be written back.
	changes *changes

	audits int64                 // how many have begun
	audit  atomic.Pointer[audit] // the one that is under way, or nil

	usage limits.Usage // of one decision; kept for its memory
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

	audited int64 // the number of the latest audit that has seen it, or need not
}

func newTotal(c *count, currency limits.Currency) *total {
	return &total{Key: c.Key, Counter: c.Counter, Currency: currency, From: c.From, Until: c.Until}
}

func (t *total) isPast(now time.Time) bool { return isPast(t.Until, now) }

func (t *total) money(minor int64) limits.Money {
	m, _ := limits.MoneyFromMinor(minor, t.Currency)
	return m
}

func (b *books) changedTotal(t *total) {
	if b.changes != nil {
		b.changes.totals[t.Key] = t
	}
}

func (b *books) changedPayment(r *record) {
	if b.changes != nil {
		b.changes.payments[r.ID] = r
	}
}

// reserve is [Ledger.Reserve], but that it expires nothing but the payment itself.
func (b *books) reserve(q *request) (Reservation, error) {
	if r := b.payments[q.id]; r != nil {
		return b.replay(r, q)
	}
	counts := q.counts(b.now)
	if b.usage == nil {
		b.usage = limits.Usage{}
	}
	clear(b.usage)
	for i := range counts {
		b.usage[counts[i].Counter] = b.used(&counts[i], q.amount.Currency())
	}
	refusals, err := limits.Fit(q.amount, b.now, b.usage, q.caps...)
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
		Made:     b.now,
		Expires:  b.now.Add(q.hold),
		audited:  b.audits,
	}
	r.Ends = endOf(r.Expires, counts)
	for i := range counts {
		c := &counts[i]
		if t := b.total(c); t != nil {
			c.Key, c.From, c.Until = t.Key, t.From, t.Until // equal; kept once
		} else {
			t = newTotal(c, r.Currency)
			t.audited = b.audits
			b.totals[c.Key] = t
		}
	}
	if err := b.add(r, r.Amount, false); err != nil {
		return Reservation{}, err
	}
	b.payments[r.ID] = r
	b.changedPayment(r)
	return r.reservation(), nil
}

// total returns the total of a count, or nil if there is none.
func (b *books) total(c *count) *total {
	if c.total == nil {
		c.total = b.totals[c.Key]
	}
	return c.total
}

func (b *books) used(c *count, currency limits.Currency) limits.Money {
	if t := b.total(c); t != nil {
		return t.money(t.Used)
	}
	zero, _ := limits.MoneyFromMinor(0, currency)
	return zero
}

// replay answers a Reserve of an id that is known.
func (b *books) replay(r *record, q *request) (Reservation, error) {
	if err := r.differs(q); err != nil {
		return Reservation{}, err
	}
	if _, err := b.expireIfDue(r); err != nil {
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
func (b *books) confirm(id string, amount limits.Money) (Reservation, error) {
	r := b.payments[id]
	if r == nil {
		return Reservation{}, &UnknownPaymentError{ID: id}
	}
	reserved := r.money(r.Amount)
	if more, err := amount.Compare(reserved); err != nil {
		return Reservation{}, err
	} else if more > 0 {
		return Reservation{}, &AmountError{ID: id, Call: "Confirm", Amount: amount, Most: reserved}
	}
	// Where its room cannot be given back it is still held, and kept: the money has moved.
	late := r.isDue(b.now)
	_, _ = b.expireIfDue(r)
	delta := amount.Minor()
	switch r.State {
	case Confirmed:
		if r.Confirmed != amount.Minor() {
			return Reservation{}, &MismatchError{
				ID: id, Field: "Confirm of", Known: r.money(r.Confirmed).String(), Got: amount.String(),
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
		if err := b.add(r, delta, false); err != nil {
			return Reservation{}, err
		}
	}
	r.State, r.Confirmed, r.Late = Confirmed, amount.Minor(), late
	b.changedPayment(r)
	return r.reservation(), nil
}

// release is [Ledger.Release].
func (b *books) release(id string) (Reservation, error) {
	r := b.payments[id]
	if r == nil {
		return Reservation{}, &UnknownPaymentError{ID: id}
	}
	if _, err := b.expireIfDue(r); err != nil {
		return Reservation{}, err
	}
	switch r.State {
	case Confirmed:
		return r.reservation(), &StateError{ID: id, Call: "Release", State: r.State}
	case Reserved:
		if err := b.giveUp(r, Released); err != nil {
			return Reservation{}, err
		}
		return r.reservation(), nil
	}
	v := r.reservation()
	v.Replay = true
	return v, nil
}

// refund is [Ledger.Refund].
func (b *books) refund(id, refund string, amount limits.Money) (Reservation, error) {
	r := b.payments[id]
	if r == nil {
		return Reservation{}, &UnknownPaymentError{ID: id}
	}
	if _, err := b.expireIfDue(r); err != nil {
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
				ID: id, Field: "refund " + clip(refund) + " of", Known: r.money(known).String(), Got: amount.String(),
			}
		}
		v := r.reservation()
		v.Replay = true
		return v, nil
	}
	if more > 0 {
		return Reservation{}, &AmountError{ID: id, Call: "Refund", Amount: amount, Most: remains}
	}
	if err := b.add(r, -amount.Minor(), true); err != nil {
		return Reservation{}, err
	}
	if r.Refunds == nil {
		r.Refunds = map[string]int64{}
	}
	r.Refunds[refund] = amount.Minor()
	b.changedPayment(r)
	return r.reservation(), nil
}

// expireIfDue gives the room of a reservation back whose hold is over, and reports
// whether it did.
func (b *books) expireIfDue(r *record) (bool, error) {
	if !r.isDue(b.now) {
		return false, nil
	}
	err := b.giveUp(r, Expired)
	return err == nil, err
}

// expire answers as a replay if there was nothing to expire.
func (b *books) expire(id string) (Reservation, error) {
	r := b.payments[id]
	if r == nil {
		return Reservation{ID: id, Replay: true}, nil
	}
	expired, err := b.expireIfDue(r)
	v := r.reservation()
	v.Replay = !expired
	return v, err
}

func (b *books) giveUp(r *record, state State) error {
	if err := b.add(r, -r.Amount, false); err != nil {
		return err
	}
	r.State = state
	b.changedPayment(r)
	return nil
}

// add changes the totals that the record counts in, or only those that it gives
// back to: all of them or, where one would be out of range, none. Totals past
// Retention are gone or about to go. What a record counts changes only together with
// a call of add, after it.
//
// What was counted can be taken away again, unless a total was changed by other hands.
func (b *books) add(r *record, delta int64, givenBack bool) error {
	var few [8]*total
	touched := few[:0]
	for i := range r.Counts {
		c := &r.Counts[i]
		var t *total
		if !c.isPast(b.now) && (c.GivesBack || !givenBack) {
			t = b.total(c)
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
	audit := b.audit.Load()
	audit.payment(r)
	for i, t := range touched {
		if t != nil {
			audit.total(t)
			t.Used += delta
			t.Seq++
			r.Counts[i].Used, r.Counts[i].Seq = t.Used, t.Seq
			b.changedTotal(t)
		}
	}
	return nil
}
