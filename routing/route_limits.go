package routing

import (
	"errors"

	"github.com/paymux/paymux/limits"
)

// applyLimits asks every limit rule for a method and records what it says.
func (r *Router) applyLimits(d *Decision, o *Order, first uint32, v *verdict) {
	v.asked = true
	for _, rows := range r.limitsFor(d.facts.platform, first) {
		r.ask(d, o, rows, v)
	}
}

// ask records each limit rule that refuses the order, and, as long as nothing
// speaks against the method, each that applies and leaves room.
func (r *Router) ask(d *Decision, o *Order, rows []limitRow, v *verdict) {
	for _, l := range rows {
		if said, applies := r.askOne(d, o, l); applies && (said.codes != 0 || v.offered()) {
			v.said |= said.codes
			d.keep(said)
		}
	}
}

// askOne asks a limit rule. It reports false if the rule does not apply. Where that
// is not known and the rule refuses, the missing facts are what it says.
func (r *Router) askOne(d *Decision, o *Order, l limitRow) (record, bool) {
	applies, unknown := r.applies(l, &d.facts)
	if !applies {
		return record{}, false
	}
	said, rule := record{rule: l.rule}, &r.rules[l.rule]
	switch {
	case rule.kind&isOwn != 0:
		r.askOwn(d, o, &said)
	case rule.currency != uint8(d.facts.currency):
		said.codes = limitCurrency.bit()
	case rule.kind&isTotal != 0:
		r.askTotal(d, o, &said)
	default:
		said.codes = refuses(d.facts.amount, rule.min, rule.max, aboveMax)
	}
	if said.codes != 0 && unknown != 0 {
		said.codes = unknown
	}
	return said, true
}

// applies reports whether a limit rule applies to the order. Where that is not
// known it does, and the missing facts are returned.
func (r *Router) applies(l limitRow, f *facts) (bool, codeSet) {
	rule := &r.rules[l.rule]
	if rule.kind&ownCurrency != 0 && rule.currency != uint8(f.currency) {
		return false, 0
	}
	if l.scope == 0 {
		return true, 0
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
func (r *Router) askTotal(d *Decision, o *Order, said *record) {
	rule := &r.rules[said.rule]
	used, ok := o.Usage[r.given[rule.limit].(limits.Cap).Counter]
	switch {
	case !ok:
		said.codes = unknownUsage.bit()
	case used.Amount.Currency() != d.facts.currency:
		said.codes = limitCurrency.bit()
	default:
		said.number = used.Amount.Minor()
		said.codes = refuses(d.facts.amount, rule.min, rule.max-used.Amount.Minor(), capReached)
	}
}

// askOwn asks a limit that is not a Cap, and keeps its answer.
func (r *Router) askOwn(d *Decision, o *Order, said *record) {
	room, err := r.given[r.rules[said.rule].limit].Headroom(limits.Query{Currency: d.facts.currency, At: o.At, Usage: o.Usage})
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
	var least int64
	if low, ok := room.Min(); ok {
		least = low.Minor()
	}
	if high, ok := room.Max(); ok {
		over := aboveMax
		if _, resets := room.Resets(); resets {
			over = capReached
		}
		said.codes = refuses(d.facts.amount, least, high.Minor(), over)
	} else if d.facts.amount < least {
		said.codes = belowMin.bit()
	}
}
