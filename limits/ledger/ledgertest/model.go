package ledgertest

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// model is the rules of a ledger, read word by word: it keeps no totals but adds up
// all payments whenever one is asked for.
type model struct {
	now  time.Time
	paid []*paid
}

// paid is a payment that was not refused.
type paid struct {
	ledger.Payment
	made, expires time.Time
	state         ledger.State
	confirmed     int64
	refunds       map[string]int64
	late          bool

	// swept says that a ledger, too, must have given back what has expired.
	swept bool
}

func (m *model) find(id string) *paid {
	for _, p := range m.paid {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// totalOf names the total of a cap at an instant.
func totalOf(c limits.Cap, subjects map[limits.Subject]string, at time.Time) string {
	from, until := c.Window.Span(at)
	of := map[limits.Subject]string{}
	for _, subject := range c.Per {
		of[subject] = subjects[subject]
	}
	return fmt.Sprintf("%q %q %v %v %v", of, c.Counter, c.Currency(), from, until)
}

// counts is what a payment has in a total, at least and at most: what has expired
// may be included until it is swept.
func (p *paid) counts(total string, now time.Time) (least, most int64) {
	i := slices.IndexFunc(p.Caps, func(c limits.Cap) bool {
		return c.IsTotal() && totalOf(c, p.Subjects, p.made) == total
	})
	if i < 0 {
		return 0, 0
	}
	switch {
	case p.isDue(now), p.state == ledger.Expired && !p.swept:
		return 0, p.Amount.Minor()
	case p.state == ledger.Reserved:
		return p.Amount.Minor(), p.Amount.Minor()
	case p.state != ledger.Confirmed:
		return 0, 0
	case slices.Contains(p.GiveBack, p.Caps[i].Counter):
		return p.confirmed - p.refunded(), p.confirmed - p.refunded()
	}
	return p.confirmed, p.confirmed
}

func (p *paid) refunded() (sum int64) {
	for _, amount := range p.refunds {
		sum += amount
	}
	return sum
}

// used is what a total has reached, at least and at most.
func (m *model) used(total string) (least, most int64) {
	for _, p := range m.paid {
		l, h := p.counts(total, m.now)
		least += l
		if most > math.MaxInt64-h {
			most = math.MaxInt64
		} else {
			most += h
		}
	}
	return least, most
}

func (p *paid) isDue(now time.Time) bool {
	return p.state == ledger.Reserved && !now.Before(p.expires)
}

// settle expires a payment whose hold is over.
func (p *paid) settle(now time.Time) {
	if p.isDue(now) {
		p.state = ledger.Expired
	}
}

// reserve returns the payment, or the refusals.
func (m *model) reserve(p ledger.Payment) (*paid, []limits.Refusal, error) {
	usage := limits.Usage{}
	for _, c := range p.Caps {
		if c.IsTotal() {
			used, _ := m.used(totalOf(c, p.Subjects, m.now))
			usage[c.Counter] = fen(used)
		}
	}
	refusals, err := limits.Fit(p.Amount, m.now, usage, p.Caps...)
	if err != nil || len(refusals) > 0 {
		return nil, refusals, err
	}
	made := &paid{Payment: p, made: m.now, expires: m.now.Add(p.Hold), state: ledger.Reserved, refunds: map[string]int64{}}
	m.paid = append(m.paid, made)
	return made, nil, nil
}
