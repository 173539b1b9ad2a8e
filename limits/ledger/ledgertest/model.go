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
	expired       bool // at some time

	// swept says that a ledger, too, must have given back what has expired.
	swept bool

	// changes is how often its totals must have been changed for it, but by refunds.
	changes int64
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

// capOn returns the place of the first cap that counts a total, or less than zero.
func (p *paid) capOn(total string) int {
	return slices.IndexFunc(p.Caps, func(c limits.Cap) bool {
		return c.IsTotal() && totalOf(c, p.Subjects, p.made) == total
	})
}

// mayBeHeld reports whether the hold is over, but perhaps not yet given back.
func (p *paid) mayBeHeld(now time.Time) bool {
	return p.isDue(now) || p.state == ledger.Expired && !p.swept
}

// counts is what a payment has in a total, at least and at most: what has expired
// may be included until it is swept.
func (p *paid) counts(total string, now time.Time) (least, most int64) {
	i := p.capOn(total)
	if i < 0 {
		return 0, 0
	}
	switch {
	case p.mayBeHeld(now):
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

// numbers is how often a total has been changed, at least and at most.
func (m *model) numbers(total string) (least, most int64) {
	for _, p := range m.paid {
		i := p.capOn(total)
		if i < 0 {
			continue
		}
		least += p.changes
		if slices.Contains(p.GiveBack, p.Caps[i].Counter) {
			least += int64(len(p.refunds))
		}
		if p.mayBeHeld(m.now) {
			most++
		}
	}
	return least, least + most
}

// settle expires a payment whose hold is over.
func (p *paid) settle(now time.Time) {
	if p.isDue(now) {
		p.state, p.expired = ledger.Expired, true
	}
}

// givenBack notes that what has expired was given back for certain.
func (p *paid) givenBack() {
	if p.state == ledger.Expired && !p.swept {
		p.swept = true
		p.changes++
	}
}

// confirm reports whether it changes the payment's totals.
func (p *paid) confirm(amount int64) bool {
	p.givenBack()
	p.late = p.state != ledger.Reserved
	before := p.Amount.Minor()
	if p.late {
		before = 0
	}
	p.state, p.confirmed = ledger.Confirmed, amount
	if amount == before {
		return false
	}
	p.changes++
	return true
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
	made := &paid{Payment: p, made: m.now, expires: m.now.Add(p.Hold), state: ledger.Reserved, refunds: map[string]int64{}, changes: 1}
	m.paid = append(m.paid, made)
	return made, nil, nil
}
