package routing

import (
	"errors"

	"github.com/paymux/paymux/limits"
)

// applyLimits asks every limit rule for a method and records what it says.
func (r *Router) applyLimits(d *Decision, o *Order, s, end *slot, v *verdict) {
	v.asked = true
	for _, rows := range r.limitsOf(d.facts.platform, s, end) {
		r.ask(d, o, rows, v)
	}
}

// limitsOf returns the rows of the limit rules for a method on a platform: those
// for all methods and for this one on any platform, and the platform's own.
func (r *Router) limitsOf(platform uint32, s, end *slot) [4][]limitRow {
	b := r.blocks[platform : platform+2]
	return [4][]limitRow{
		r.limits[:r.everyRule],
		r.limits[r.methodAt[s.method]:r.methodAt[s.method+1]],
		r.limits[b[0].limits:b[1].limits],
		r.limits[s.limits:end.limits],
	}
}

// plainRecords is what applyLimits would have recorded for a method whose bound
// was enough to decide: no rule applies but plain caps.
func (d *Decision) plainRecords(i int) []record {
	var records []record
	r := d.router
	s := r.blocks[d.facts.platform].slot + uint32(i)
	for _, rows := range r.limitsOf(d.facts.platform, &r.slots[s], &r.slots[s+1]) {
		for j := range rows {
			if l := &rows[j]; l.plain() && l.currency == uint8(d.facts.currency) {
				if codes := l.refuses(d.facts.amount, l.max, aboveMax); codes != 0 || d.verdicts[i].offered() {
					records = append(records, record{rule: l.rule, codes: codes})
				}
			}
		}
	}
	return records
}

// ask records each limit rule that refuses the order, and, as long as nothing
// speaks against the method, each that applies and leaves room.
func (r *Router) ask(d *Decision, o *Order, rows []limitRow, v *verdict) {
	amount, currency := d.facts.amount, uint8(d.facts.currency)
	for i := range rows {
		l := &rows[i]
		var said record
		switch {
		case l.currency != currency || !l.plain():
			var applies bool
			if said, applies = r.askHard(d, o, l); !applies {
				continue
			}
		default:
			said = record{rule: l.rule, codes: l.refuses(amount, l.max, aboveMax)}
		}
		if said.codes != 0 || v.offered() {
			v.said |= said.codes
			d.keep(said)
		}
	}
}

// refuses returns why an amount is not within a row's bounds, of which what is
// left of the upper one is given. Bounds that leave no room for any amount, because
// what is left of a total is below the minimum, always refuse with the upper one.
func (l *limitRow) refuses(amount, left int64, over reasonCode) codeSet {
	var refused codeSet
	if amount < l.min {
		refused, amount = belowMin.bit(), l.min
	}
	if amount > left {
		refused |= over.bit()
	}
	return refused
}

// askHard asks a limit rule that has conditions, is in another currency, bounds a
// total, or is not a Cap. It reports false if the rule does not apply. Where that
// is not known and the rule refuses, the missing facts are what it says.
func (r *Router) askHard(d *Decision, o *Order, l *limitRow) (record, bool) {
	applies, unknown := r.applies(l, &d.facts)
	if !applies {
		return record{}, false
	}
	said := record{rule: l.rule}
	switch {
	case l.kind&isOwn != 0:
		r.askOwn(d, o, &said)
	case l.currency != uint8(d.facts.currency):
		said.codes = limitCurrency.bit()
	case l.kind&isTotal != 0:
		r.askTotal(d, o, l, &said)
	default:
		said.codes = l.refuses(d.facts.amount, l.max, aboveMax)
	}
	if said.codes != 0 && unknown != 0 {
		said.codes = unknown
	}
	return said, true
}

// applies reports whether a limit rule applies to the order. Where that is not
// known it does, and the missing facts are returned.
func (r *Router) applies(l *limitRow, f *facts) (bool, codeSet) {
	if l.kind&ownCurrency != 0 && l.currency != uint8(f.currency) {
		return false, 0
	}
	s := &r.scopes[l.scope]
	unknown := r.unmet(s, f)
	if unknown&^unknownFacts != 0 {
		return false, 0
	}
	if s.excepts != 0 {
		facts, matching := r.excepting(s.excepts, f)
		if matching > 0 {
			return false, 0
		}
		unknown |= facts
	}
	return true, unknown
}

// askTotal asks a cap on a total.
func (r *Router) askTotal(d *Decision, o *Order, l *limitRow, said *record) {
	used, ok := o.Usage[r.rules[l.rule].limit.(limits.Cap).Counter]
	switch {
	case !ok:
		said.codes = unknownUsage.bit()
	case used.Currency() != d.facts.currency:
		said.codes = limitCurrency.bit()
	default:
		said.number = used.Minor()
		said.codes = l.refuses(d.facts.amount, l.max-used.Minor(), capReached)
	}
}

// askOwn asks a limit that is not a Cap, and keeps its answer.
func (r *Router) askOwn(d *Decision, o *Order, said *record) {
	room, err := r.rules[said.rule].limit.Headroom(limits.Query{Currency: d.facts.currency, At: o.At, Usage: o.Usage})
	said.number = int64(len(d.own))
	d.own = append(d.own, ownAnswer{room: room})
	answer := &d.own[said.number]
	if err != nil {
		var mismatch *limits.CurrencyMismatchError
		var usage *limits.UsageError
		switch {
		case errors.As(err, &mismatch):
			said.codes = limitCurrency.bit()
		case errors.As(err, &usage):
			said.codes, answer.note = unknownUsage.bit(), string(usage.Counter)
		default:
			said.codes, answer.note = limitError.bit(), err.Error()
		}
		return
	}
	if room != (limits.Headroom{}) && room.Currency() != d.facts.currency {
		said.codes = limitCurrency.bit()
		return
	}
	l := limitRow{}
	if low, ok := room.Min(); ok {
		l.min = low.Minor()
	}
	if high, ok := room.Max(); ok {
		over := aboveMax
		if _, resets := room.Resets(); resets {
			over = capReached
		}
		said.codes = l.refuses(d.facts.amount, high.Minor(), over)
	} else if d.facts.amount < l.min {
		said.codes = belowMin.bit()
	}
}
