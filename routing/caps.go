package routing

import (
	"slices"

	"github.com/paymux/paymux/limits"
)

// Caps returns the caps on totals that may apply to the order with any method, so that
// their usage can be looked up before routing: every [limits.Cap] on a total of a limit
// rule for a method of the platform whose conditions are met or not known. They are in the
// order of the rules' ids. The error is that of [Router.Route].
func (r *Router) Caps(o Order) ([]limits.Cap, error) {
	if !r.isCompiled() {
		return nil, errNotCompiled
	}
	var f facts
	if !r.read(&o, &f) {
		return nil, r.orderError(&o)
	}
	f.buyer, f.bucket = o.Buyer.Reveal(), -1
	var numbers []uint32
	add := func(rows []limitRow) {
		for _, l := range rows {
			if r.rules[l.rule].kind&isTotal == 0 {
				continue
			}
			if applies, _ := r.applies(l, &f); applies {
				numbers = append(numbers, l.rule)
			}
		}
	}
	b := r.blocks[f.platform : f.platform+2]
	for at := b[0].row; at < b[0].more; at++ {
		places := r.limitsFor(f.platform, at)
		if at > b[0].row {
			places[0], places[2] = nil, nil // those for every method have been looked at
		}
		for _, rows := range places {
			add(rows)
		}
	}
	slices.Sort(numbers)
	var caps []limits.Cap
	for _, n := range slices.Compact(numbers) {
		caps = append(caps, r.totalOf(&r.rules[n]))
	}
	return caps, nil
}

// totalOf returns the cap of a rule on a total as a ledger needs it. One that only counts
// payments, on a counter of which others bound the amount, gets the largest amount as its
// own bound, which refuses none: without the currency it would name another total.
func (r *Router) totalOf(l *rule) limits.Cap {
	c := r.given[l.limit].(limits.Cap)
	c.Per = slices.Clone(c.Per)
	if !c.Max.IsValid() && l.counter != 0 {
		c.Max, _ = limits.MoneyFromMinor(limits.MaxMinor, limits.Currency(l.counter))
	}
	return c
}
