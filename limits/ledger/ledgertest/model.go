package ledgertest

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// model implements the rules of a ledger literally: it keeps no totals but adds up
// all payments whenever a total is needed.
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
	expired       bool // at any time

	// swept reports that the ledger must have freed the room after expiration.
	swept bool

	// changes is how often it has changed its totals, without refunds.
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

// totalOf identifies the total of a cap at an instant.
func totalOf(c limits.Cap, subjects map[limits.Subject]limits.Hidden, at time.Time) string {
	from, until := c.Window.Span(at)
	of := map[limits.Subject]string{}
	for _, subject := range c.Per {
		of[subject] = subjects[subject].Reveal()
	}
	return fmt.Sprintf("%q %q %v %v %v", of, c.Counter, c.Currency(), from, until)
}

// capOn returns the index of the first cap on a total, or -1.
func (p *paid) capOn(total string) int {
	return slices.IndexFunc(p.Caps, func(c limits.Cap) bool {
		return c.IsTotal() && totalOf(c, p.Subjects, p.made) == total
	})
}

// mayBeHeld reports whether the hold has ended, but its room may not be freed yet.
func (p *paid) mayBeHeld(now time.Time) bool {
	return p.isDue(now) || p.state == ledger.Expired && !p.swept
}

// counts returns the bounds of a payment's part of a total: what has expired
// may be included until it is swept.
func (p *paid) counts(total string, now time.Time) (low, high int64) {
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
	case slices.Contains(p.Refundable, p.Caps[i].Counter):
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

// used returns the bounds of what a total has reached.
func (m *model) used(total string) (low, high int64) {
	for _, p := range m.paid {
		l, h := p.counts(total, m.now)
		low += l
		if high > math.MaxInt64-h {
			high = math.MaxInt64
		} else {
			high += h
		}
	}
	return low, high
}

func (p *paid) isDue(now time.Time) bool {
	return p.state == ledger.Reserved && !now.Before(p.expires)
}

// numbers returns the bounds of how often a total has changed.
func (m *model) numbers(total string) (low, high int64) {
	for _, p := range m.paid {
		i := p.capOn(total)
		if i < 0 {
			continue
		}
		low += p.changes
		if slices.Contains(p.Refundable, p.Caps[i].Counter) {
			low += int64(len(p.refunds))
		}
		if p.mayBeHeld(m.now) {
			high++
		}
	}
	return low, low + high
}

// settle expires a payment whose hold has ended.
func (p *paid) settle(now time.Time) {
	if p.isDue(now) {
		p.state, p.expired = ledger.Expired, true
	}
}

// markSwept records that the ledger must have freed the room of an expired payment.
func (p *paid) markSwept() {
	if p.state == ledger.Expired && !p.swept {
		p.swept = true
		p.changes++
	}
}

// confirm confirms the payment, and reports whether its totals change.
func (p *paid) confirm(amount int64) bool {
	p.markSwept()
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

// reserve returns the new payment, or the refusals.
func (m *model) reserve(p ledger.Payment) (*paid, []limits.Refusal, error) {
	usage := limits.Usage{}
	for _, c := range p.Caps {
		if c.IsTotal() {
			used, _ := m.used(totalOf(c, p.Subjects, m.now))
			usage[c.Counter] = limits.Used{Amount: fen(used)}
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
