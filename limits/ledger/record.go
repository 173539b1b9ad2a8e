package ledger

import (
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
)

// record is what is kept of a payment, by every ledger of this package; the names
// of its JSON form are those of the columns of PostgreSQL.
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
	// is later: nil where that never ends.
	Ends *time.Time `json:"ends_at"`

	audited int64 // the number of the latest audit that has seen it, or need not
}

// count is a total that a payment counts in, as its latest change left it.
type count struct {
	Key       string         `json:"key"`
	Counter   limits.Counter `json:"counter"`
	From      *time.Time     `json:"since"` // both nil for a lifetime
	Until     *time.Time     `json:"until"`
	Max       int64          `json:"max"`
	GivesBack bool           `json:"gives_back"`
	Used      int64          `json:"used"`
	Seq       int64          `json:"seq"`

	total *total // once books.total has found it
}

// isPast reports whether the total is past Retention, and is touched no more.
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

// forgotten reports when the record may be forgotten, and false if never.
func (r *record) forgotten() (time.Time, bool) {
	if r.Ends == nil {
		return time.Time{}, false
	}
	return r.Ends.Add(Retention), true
}

// isDue reports whether its room is held though its hold is over.
func (r *record) isDue(now time.Time) bool { return r.State == Reserved && !now.Before(r.Expires) }

func (r *record) refunded() int64 {
	var sum int64
	for _, amount := range r.Refunds {
		sum += amount // of at most Confirmed in all
	}
	return sum
}

func (r *record) givesBack() bool {
	return slices.ContainsFunc(r.Counts, func(c count) bool { return c.GivesBack })
}

// counted is what the record has in a total of its own.
func (r *record) counted(c *count) int64 {
	switch r.State {
	case Reserved:
		return r.Amount
	case Confirmed:
		if c.GivesBack {
			return r.Confirmed - r.refunded()
		}
		return r.Confirmed
	}
	return 0
}

// differs says in which field a repeated request is not the one that made the
// record, and returns nil where it is.
func (r *record) differs(q *request) error {
	if amount := r.money(r.Amount); amount != q.amount {
		return &MismatchError{ID: r.ID, Field: "Amount", Known: amount.String(), Got: q.amount.String()}
	}
	if field := differentCounts(r.Counts, q.scopes); field != "" {
		return &MismatchError{ID: r.ID, Field: field}
	}
	return nil
}

// differentCounts returns the field of a Payment in which scopes are not those of the
// counts, or "". Neither has a counter twice, and their orders may differ: that of keys
// depends on the values of subjects.
func differentCounts(counts []count, scopes []scope) string {
	if len(counts) != len(scopes) {
		return "Caps"
	}
	field := ""
	for i := range counts {
		c := &counts[i]
		j := slices.IndexFunc(scopes, func(s scope) bool { return s.counter == c.Counter })
		switch {
		case j < 0 || withoutValues(c.prefix()) != withoutValues(scopes[j].prefix):
			return "Caps"
		case c.prefix() != scopes[j].prefix:
			field = "Subjects"
		case c.GivesBack != scopes[j].givesBack && field == "":
			field = "GiveBack"
		}
	}
	return field
}

// money is an amount in the record's currency, which is valid and was found to be
// in range before it was recorded.
func (r *record) money(minor int64) limits.Money {
	m, _ := limits.MoneyFromMinor(minor, r.Currency)
	return m
}

// reservation is the record as callers see it. It shares no memory with it.
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
