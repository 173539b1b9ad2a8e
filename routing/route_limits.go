package routing

import (
	"errors"

	"github.com/paymux/paymux/limits"
)

// applyLimits asks every limit rule for a method: those for all methods and for
// this one on any platform, then the platform's own.
func (r *Router) applyLimits(d *Decision, o *Order, s, end *slot, v *verdict) {
	b := r.blocks[d.facts.platform : d.facts.platform+2]
	r.ask(d, o, r.limits[:r.everyRule], v)
	r.ask(d, o, r.limits[r.methodAt[s.method]:r.methodAt[s.method+1]], v)
	r.ask(d, o, r.limits[b[0].limits:b[1].limits], v)
	r.ask(d, o, r.limits[s.limits:end.limits], v)
	v.records = uint32(len(d.records)) - v.record
}

// ask records each limit rule that refuses the order, and, as long as nothing
// speaks against the method, each that applies and leaves room.
func (r *Router) ask(d *Decision, o *Order, rows []limitRow, v *verdict) {
	amount, currency := d.facts.amount, uint8(d.facts.currency)
	for i := range rows {
		l := &rows[i]
		var said record
		switch {
		case l.currency != currency || l.scope != 0 || l.kind&^ownCurrency != 0:
			var applies bool
			if said, applies = r.askHard(d, o, l); !applies {
				continue
			}
		default:
			said = record{rule: l.rule, codes: l.refuses(amount, l.max, aboveMax)}
		}
		if said.codes != 0 || v.offered() {
			v.said |= said.codes
			d.records = append(d.records, said)
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
	used, ok := o.Usage[r.rules[l.rule].Limit.(limits.Cap).Counter]
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
	room, err := r.rules[said.rule].Limit.Headroom(limits.Query{Currency: d.facts.currency, At: o.At, Usage: o.Usage})
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
