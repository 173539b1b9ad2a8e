package ledger

import (
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
)

// record is what both ledgers store of a payment. The names of its JSON form are the
// columns in PostgreSQL.
type record struct {
	ID        string           `json:"id"`
	Currency  limits.Currency  `json:"currency"`
	Amount    int64            `json:"amount"`
	State     State            `json:"state"`
	Late      bool             `json:"late"`
	Confirmed int64            `json:"confirmed"`
	Refunds   map[string]int64 `json:"refunds"`
	Counts    []count          `json:"counts"`
	Made      time.Time        `json:"made_at"`
	Expires   time.Time        `json:"expires_at"`

	// Ends is the end of the hold or of the last window that it counts in, whichever
	// is later: nil if that never ends.
	Ends *time.Time `json:"ends_at"`

	audited int64 // the number of the latest audit that has counted it, or may skip it
}

// count is a total that a payment counts in, as the payment's latest change left it.
type count struct {
	Key        string         `json:"key"`
	Counter    limits.Counter `json:"counter"`
	From       *time.Time     `json:"since"` // both nil for a lifetime
	Until      *time.Time     `json:"until"`
	Max        int64          `json:"max"`
	Refundable bool           `json:"refundable"`
	Used       int64          `json:"used"`
	Seq        int64          `json:"seq"`

	total *total // cached by entries.total
}

// isPast reports whether the total is past Retention: it may have been deleted.
func (c *count) isPast(now time.Time) bool { return isPast(c.Until, now) }

func isPast(until *time.Time, now time.Time) bool {
	return until != nil && !now.Before(until.Add(Retention))
}

// endOf is record.Ends of a hold and the counts.
func endOf(expires time.Time, counts []count) *time.Time {
	last := &expires
	for i := range counts {
		until := counts[i].Until
		if until == nil {
			return nil
		}
		if until.After(*last) {
			last = until
		}
	}
	return last
}

// deletableAt returns when the record may be deleted, and false if never.
func (r *record) deletableAt() (time.Time, bool) {
	if r.Ends == nil {
		return time.Time{}, false
	}
	return r.Ends.Add(Retention), true
}

// isDue reports whether its hold has ended but its room has not been freed.
func (r *record) isDue(now time.Time) bool { return r.State == Reserved && !now.Before(r.Expires) }

func (r *record) refunded() int64 {
	var sum int64
	for _, amount := range r.Refunds {
		sum += amount // of at most Confirmed in all
	}
	return sum
}

func (r *record) isRefundable() bool {
	return slices.ContainsFunc(r.Counts, func(c count) bool { return c.Refundable })
}

// counted is the record's part of a total that it counts in.
func (r *record) counted(c *count) int64 {
	switch r.State {
	case Reserved:
		return r.Amount
	case Confirmed:
		if c.Refundable {
			return r.Confirmed - r.refunded()
		}
		return r.Confirmed
	}
	return 0
}

// differs returns a *MismatchError that names the field in which a repeated request
// differs from the one that made the record, or nil.
func (r *record) differs(q *request) error {
	if amount := r.money(r.Amount); amount != q.amount {
		return &MismatchError{ID: r.ID, Field: "Amount", Known: amount.String(), Got: q.amount.String()}
	}
	if field := diffCounts(r.Counts, q.scopes); field != "" {
		return &MismatchError{ID: r.ID, Field: field}
	}
	return nil
}

// diffCounts returns the field of a Payment in which the scopes differ from the counts,
// or "". Neither has a counter twice. Their orders may differ, as the order of keys
// depends on the ids of subjects.
func diffCounts(counts []count, scopes []scope) string {
	if len(counts) != len(scopes) {
		return "Caps"
	}
	field := ""
	for i := range counts {
		c := &counts[i]
		j := slices.IndexFunc(scopes, func(s scope) bool { return s.counter == c.Counter })
		switch {
		case j < 0 || withoutIDs(c.prefix()) != withoutIDs(scopes[j].prefix):
			return "Caps"
		case c.prefix() != scopes[j].prefix:
			field = "Subjects"
		case c.Refundable != scopes[j].refundable && field == "":
			field = "Refundable"
		}
	}
	return field
}

// money returns an amount in the record's currency. Amounts were checked to be in range
// before they were recorded.
func (r *record) money(minor int64) limits.Money {
	m, _ := limits.MoneyFromMinor(minor, r.Currency)
	return m
}

// reservation returns the record as callers see it, without shared memory.
func (r *record) reservation() Reservation {
	v := Reservation{
		ID:        r.ID,
		State:     r.State,
		Amount:    r.money(r.Amount),
		Confirmed: r.money(r.Confirmed),
		Refunded:  r.money(r.refunded()),
		Made:      r.Made.UTC(),
		Expires:   r.Expires.UTC(),
		Late:      r.Late,
	}
	if len(r.Counts) > 0 {
		v.Totals = make([]Total, len(r.Counts))
	}
	for i, c := range r.Counts {
		v.Totals[i] = Total{Counter: c.Counter, Max: r.money(c.Max), Used: r.money(c.Used), Seq: c.Seq}
		if c.From != nil {
			v.Totals[i].From, v.Totals[i].Until = c.From.UTC(), c.Until.UTC()
		}
	}
	return v
}
