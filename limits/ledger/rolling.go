package ledger

import (
	"slices"
	"time"
)

// slot is a payment in a total over a rolling window, at the instant at which it was made.
type slot struct {
	payment *record
	count   *count // of the payment
}

func (s slot) made() time.Time { return s.payment.Made }

// isRolling reports whether the window trails: it then holds the payments made after From,
// which moves with the clock.
func (t *total) isRolling() bool { return t.Length > 0 }

func (c *count) isRolling() bool { return c.Length > 0 }

// length is that of a rolling window.
func length(seconds int64) time.Duration { return time.Duration(seconds) * time.Second }

// holds reports whether a payment made at an instant is in the window.
func (t *total) holds(made time.Time) bool { return !t.isRolling() || made.After(*t.From) }

// slide moves a rolling window to where it is at an instant, which may be earlier: payments
// drop out, or come back. Only a Memory needs it, which has slots: PostgreSQL slides totals
// when it locks them.
func (t *total) slide(now time.Time) {
	*t.From = now.Add(-length(t.Length))
	for ; t.first < len(t.slots) && !t.holds(t.slots[t.first].made()); t.first++ {
		p := t.slots[t.first].part()
		t.Used -= p.amount
		t.Count -= p.count
	}
	for ; t.first > 0 && t.holds(t.slots[t.first-1].made()); t.first-- {
		p := t.slots[t.first-1].part()
		t.Used += p.amount
		t.Count += p.count
	}
}

func (s slot) part() part { return s.payment.part(s.count) }

// place adds the slot of a new payment, which is in the window.
func (t *total) place(s slot) {
	at := len(t.slots)
	for at > t.first && t.slots[at-1].made().After(s.made()) { // the clock went back
		at--
	}
	t.slots = slices.Insert(t.slots, at, s)
	if until := s.made().Add(length(t.Length)); until.After(*t.Until) {
		*t.Until = until
	}
}

// trim forgets the slots that are past Retention.
func (t *total) trim(now time.Time) {
	kept := now.Add(-Retention - length(t.Length))
	n := 0
	for n < t.first && !t.slots[n].made().After(kept) {
		n++
	}
	clear(t.slots[:n])
	t.slots, t.first = t.slots[n:], t.first-n
}

// slotRow is a slot in PostgreSQL. The names are those of the columns.
type slotRow struct {
	Key    string    `json:"key"`
	Made   time.Time `json:"made_at"`
	ID     string    `json:"id"`
	Amount int64     `json:"amount"`
	Count  int64     `json:"count"`
}

// slots returns the slots of a payment.
func (r *record) slots() []slotRow {
	var rows []slotRow
	for i := range r.Counts {
		if c := &r.Counts[i]; c.isRolling() {
			p := r.part(c)
			rows = append(rows, slotRow{c.Key, r.Made, r.ID, p.amount, p.count})
		}
	}
	return rows
}
