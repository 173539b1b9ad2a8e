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

	changes map[limits.Counter]int64 // how often it has changed each of its totals
	maybe   map[limits.Counter]int64 // how often it has changed them, or dropped out before
	changed map[limits.Counter]bool  // those that the latest call changed

	uncounted map[limits.Counter]int64 // what of a late success its totals could not hold
}

// part is what a payment adds to a total.
type part struct{ amount, count int64 }

func (m *model) find(id string) *paid {
	for _, p := range m.paid {
		if p.ID == id {
			return p
		}
	}
	return nil
}

// currencyOf returns the currency of a counter's total: none if no cap has a Max.
func currencyOf(counter limits.Counter, caps []limits.Cap) limits.Currency {
	for _, c := range caps {
		if c.Counter == counter && c.Max.IsValid() {
			return c.Max.Currency()
		}
	}
	return limits.Money{}.Currency()
}

// totalOf identifies the total of one of the caps of a call at an instant.
func totalOf(c limits.Cap, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden, at time.Time) string {
	from, _ := c.Window.Span(at)
	if c.Window.IsRolling() {
		from = time.Time{} // one total, whose window moves
	}
	of := map[limits.Subject]string{}
	for _, subject := range c.Per {
		of[subject] = subjects[subject].Reveal()
	}
	return fmt.Sprintf("%q %q %v %v %v", of, c.Counter, currencyOf(c.Counter, caps), c.Window, from)
}

// capOn returns the index of the first cap on a total, or -1.
func (p *paid) capOn(total string) int {
	return slices.IndexFunc(p.Caps, func(c limits.Cap) bool {
		return c.IsTotal() && totalOf(c, p.Caps, p.Subjects, p.made) == total
	})
}

// mayBeHeld reports whether the hold has ended, but its room may not be freed yet.
func (p *paid) mayBeHeld(now time.Time) bool {
	return p.isDue(now) || p.state == ledger.Expired && !p.swept
}

// part returns what the payment adds to the total of a counter: one payment, whatever its
// amount, until nothing remains of it.
func (p *paid) part(counter limits.Counter) part {
	var adds part
	switch p.state {
	case ledger.Reserved:
		adds = part{p.Amount.Minor(), 1}
	case ledger.Confirmed:
		adds = part{p.confirmed, 1}
		if len(p.refunds) > 0 && slices.Contains(p.Refundable, counter) {
			adds.amount -= p.refunded()
			adds.count = min(adds.amount, 1)
		}
		adds.amount = max(adds.amount-p.uncounted[counter], 0)
	}
	if !currencyOf(counter, p.Caps).IsValid() {
		adds.amount = 0
	}
	return adds
}

// holds reports whether the window of a total holds the payment at an instant: a rolling
// one those made after its beginning.
func (p *paid) holds(counter limits.Counter, now time.Time) bool {
	for _, c := range p.Caps {
		if c.Counter == counter && c.Window.IsRolling() {
			from, _ := c.Window.Span(now)
			return p.made.After(from)
		}
	}
	return true
}

// beyond returns what of the payment the total of a counter could not hold.
func (p *paid) beyond(counter limits.Counter) int64 {
	if p.state != ledger.Confirmed {
		return 0
	}
	remains := p.confirmed
	if slices.Contains(p.Refundable, counter) {
		remains -= p.refunded()
	}
	return min(p.uncounted[counter], remains)
}

// bounds returns the bounds of a payment's part of a total: what has expired may be
// included until it is swept.
func (p *paid) bounds(total string, now time.Time) (low, high part) {
	i := p.capOn(total)
	if i < 0 || !p.holds(p.Caps[i].Counter, now) {
		return part{}, part{}
	}
	adds := p.part(p.Caps[i].Counter)
	if p.mayBeHeld(now) {
		held := *p
		held.state = ledger.Reserved
		return part{}, held.part(p.Caps[i].Counter)
	}
	return adds, adds
}

// change makes a change of the payment, and notes the totals that it changes.
func (p *paid) change(now time.Time, do func()) {
	before := map[limits.Counter]part{}
	for _, counter := range counters(p.Caps) {
		before[counter] = p.part(counter)
	}
	do()
	p.changed = map[limits.Counter]bool{}
	for counter, part := range before {
		if p.part(counter) != part && p.holds(counter, now) {
			p.changes[counter]++
			p.changed[counter] = true
		}
	}
}

func (p *paid) refunded() (sum int64) {
	for _, amount := range p.refunds {
		sum += amount
	}
	return sum
}

// used returns the bounds of what a total has reached.
func (m *model) used(total string) (low, high part) {
	for _, p := range m.paid {
		l, h := p.bounds(total, m.now)
		low.amount += l.amount
		low.count += l.count
		high.count += h.count
		if high.amount > math.MaxInt64-h.amount {
			high.amount = math.MaxInt64
		} else {
			high.amount += h.amount
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
		low += p.changes[p.Caps[i].Counter]
		high += p.maybe[p.Caps[i].Counter]
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

// markSwept records that the ledger must have freed the room of an expired payment. If its
// payment has dropped out of a window, it may have done so before.
func (p *paid) markSwept(now time.Time) {
	if p.state == ledger.Expired && !p.swept {
		p.swept = true
		for _, counter := range counters(p.Caps) {
			if p.holds(counter, now) {
				p.changes[counter]++
			} else {
				p.maybe[counter]++
			}
		}
	}
}

func (p *paid) confirm(now time.Time, amount int64) {
	p.markSwept(now)
	p.late = p.state != ledger.Reserved
	p.change(now, func() { p.state, p.confirmed = ledger.Confirmed, amount })
}

// usedOf is what a total has reached, as a ledger reports it.
func usedOf(currency limits.Currency, sum part) limits.Used {
	if !currency.IsValid() {
		return limits.CountOnly(sum.count)
	}
	return limits.NewUsed(fen(sum.amount), sum.count)
}

// reserve returns the new payment, or the refusals.
func (m *model) reserve(p ledger.Payment) (*paid, []limits.Refusal, error) {
	usage := limits.Usage{}
	for _, c := range p.Caps {
		if c.IsTotal() {
			used, _ := m.used(totalOf(c, p.Caps, p.Subjects, m.now))
			usage[c.Counter] = usedOf(currencyOf(c.Counter, p.Caps), used)
		}
	}
	refusals, err := limits.Fit(p.Amount, m.now, usage, p.Caps...)
	if err != nil || len(refusals) > 0 {
		return nil, refusals, err
	}
	made := &paid{
		Payment: p, made: m.now, expires: m.now.Add(p.Hold),
		refunds: map[string]int64{}, changes: map[limits.Counter]int64{}, maybe: map[limits.Counter]int64{},
		uncounted: map[limits.Counter]int64{},
	}
	made.change(m.now, func() { made.state = ledger.Reserved })
	m.paid = append(m.paid, made)
	return made, nil, nil
}
