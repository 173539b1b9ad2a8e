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
	From       *time.Time     `json:"since"` // limits.Window.Span of when the payment was made; both nil for a lifetime
	Until      *time.Time     `json:"until"`
	Length     int64          `json:"length,omitempty"` // of a rolling window, in seconds; otherwise zero
	Max        int64          `json:"max"`
	MaxCount   int64          `json:"max_count"`  // zero for none
	CountOnly  bool           `json:"count_only"` // whether it counts payments in all currencies, and no amounts
	Refundable bool           `json:"refundable"`
	Used       int64          `json:"used"`
	Count      int64          `json:"count"`
	Counted    bool           `json:"counted"` // whether Count is known
	Seq        int64          `json:"seq"`

	// Uncounted is what of a late success the total could not hold: it ends at the largest
	// amount.
	Uncounted int64 `json:"uncounted,omitempty"`

	total *total // cached by entries.total
}

// currency returns the currency of the total, given that of the payment: none if it only
// counts.
func (c *count) currency(of limits.Currency) limits.Currency {
	if c.CountOnly {
		return 0
	}
	return of
}

// usedOf returns what a total has reached. Without a currency it is a count alone.
func usedOf(currency limits.Currency, minor, count int64, counted bool) limits.Used {
	amount, _ := limits.MoneyFromMinor(minor, currency)
	switch {
	case !counted:
		return limits.Used{Amount: amount}
	case !currency.IsValid():
		return limits.CountOnly(count)
	}
	return limits.NewUsed(amount, count)
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

// part is what a payment adds to a total.
type part struct {
	amount int64
	count  int64 // of payments: 1 or 0
}

// remains returns what a total keeps of the confirmed amount.
func (r *record) remains(c *count) int64 {
	if c.Refundable {
		return r.Confirmed - r.refunded()
	}
	return r.Confirmed
}

// max returns the larger amount and the larger count.
func (p part) max(q part) part { return part{max(p.amount, q.amount), max(p.count, q.count)} }

// part is the record's part of a total that it counts in. A payment counts as one, whatever
// its amount, until nothing remains of it.
func (r *record) part(c *count) part {
	p := part{count: 1}
	switch r.State {
	case Reserved:
		p.amount = r.Amount
	case Confirmed:
		p.amount = r.remains(c)
		if p.amount == 0 && c.Refundable && len(r.Refunds) > 0 {
			return part{}
		}
		p.amount = max(p.amount-c.Uncounted, 0)
	default:
		return part{}
	}
	if c.CountOnly {
		p.amount = 0
	}
	return p
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
		currency := c.currency(r.Currency)
		v.Totals[i] = Total{
			Counter: c.Counter, MaxCount: c.MaxCount, Seq: c.Seq,
			Used: usedOf(currency, c.Used, c.Count, c.Counted),
		}
		v.Totals[i].Max, _ = limits.MoneyFromMinor(c.Max, currency) // none where there is no currency
		v.Totals[i].Uncounted, _ = limits.MoneyFromMinor(min(c.Uncounted, r.remains(&c)), currency)
		if c.From != nil {
			v.Totals[i].From, v.Totals[i].Until = c.From.UTC(), c.Until.UTC()
		}
	}
	return v
}
