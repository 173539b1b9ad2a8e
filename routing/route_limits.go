package routing

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paymux/paymux/limits"
)

// evaluateOthers looks at what the loops leave out about a method: entries with another
// parent, Excepts, which are recorded, and limit rules that are not plain caps or caps in
// another currency than the block's.
func (r *Router) evaluateOthers(d *Decision, o *Order, b *block, i uint32) {
	f, v := &d.facts, &d.verdicts[i]
	first := b.row + i
	if r.rows[first].flags&rivals != 0 {
		r.chooseRival(f, first, v)
	}
	v.record = uint32(len(d.records))
	if w := d.row(int(i)); w.flags&hasExcepts != 0 && v.unmet&(excepted.bit()|unknownTrait.bit()) != 0 {
		d.recordExcepts(r.exceptsOf(w))
	}
	limit := &r.bounds[r.rows[first].bound]
	switch {
	case r.othersMayApply(limit, f):
		v.refused = 0
		r.applyLimits(d, o, first, v)
	case limit.currency != b.currency:
		v.refused = limit.refuses(f)
	}
	v.records = uint32(len(d.records)) - v.record
}

// refuses returns why the plain caps refuse an order, as evaluateAmounts does for the
// currency of the block.
func (b *bound) refuses(f *facts) codeSet {
	switch {
	case b.currency == uint8(f.currency):
		return refuses(f.amount, b.min, b.max, aboveMax)
	case b.foreign != 0:
		return limitCurrency.bit()
	}
	return 0
}

// othersMayApply reports whether limit rules beside the plain caps may apply.
func (r *Router) othersMayApply(b *bound, f *facts) bool {
	others := &r.occasions[b.others]
	return others.from <= f.second && f.second < others.until || (f.traits|f.unknown)&others.triggers != 0
}

// applyLimits evaluates every limit rule for a method and records the results.
func (r *Router) applyLimits(d *Decision, o *Order, first uint32, v *verdict) {
	v.recorded = true
	for _, rows := range r.limitsFor(d.facts.platform, first) {
		r.evaluateRules(d, o, rows, v)
	}
}

// evaluateRules records each limit rule that refuses the order, each that was asked what
// cannot be asked again, and, as long as nothing excludes the method, each that applies
// and leaves room.
func (r *Router) evaluateRules(d *Decision, o *Order, rows []limitRow, v *verdict) {
	possible := d.facts.traits | d.facts.unknown
	for _, l := range rows {
		if !r.maySelect(&r.scopes[l.scope], possible) {
			continue // as most rules beside the plain caps
		}
		if result, applies := r.evaluateRule(d, o, l); applies && (result.codes != 0 || v.offered() || r.rules[l.rule].kind&(isTotal|isCustom) != 0) {
			v.refused |= result.codes
			d.keep(result)
			if result.codes.has(unknownTrait) {
				d.recordMissing(l)
			}
		}
	}
}

// plainRecords appends what applyLimits would have recorded for a method whose bound
// was enough to decide: no rule applies but plain caps.
func (d *Decision) plainRecords(i int, records []record) []record {
	r := d.router
	for _, rows := range r.limitsFor(d.facts.platform, r.blocks[d.facts.platform].row+uint32(i)) {
		for _, l := range rows {
			if !r.plain(l) {
				continue
			}
			if result, applies := r.evaluateRule(d, nil, l); applies && (result.codes != 0 || d.verdicts[i].offered()) {
				records = append(records, result)
			}
		}
	}
	return records
}

// evaluateRule reports false if the rule does not apply. Where that is not known and
// the rule refuses, the missing facts are the result.
func (r *Router) evaluateRule(d *Decision, o *Order, l limitRow) (record, bool) {
	applies, missing := r.applies(l, &d.facts)
	if !applies {
		return record{}, false
	}
	result, rule := record{rule: l.rule}, &r.rules[l.rule]
	switch {
	case rule.kind&isCustom != 0:
		r.evaluateCustom(d, o, &result)
	case rule.currency != uint8(d.facts.currency) && rule.currency != 0: // 0 where only payments are counted
		result.codes = limitCurrency.bit()
	case rule.kind&isTotal != 0:
		r.evaluateTotal(d, o, &result)
	default:
		result.codes = refuses(d.facts.amount, rule.min, rule.max, aboveMax)
	}
	if result.codes != 0 && missing != 0 {
		result.codes, result.number = missing, int64(l.scope)
	}
	return result, true
}

// recordMissing keeps which Excepts of a limit rule depend on missing traits, while the
// buyer is at hand.
func (d *Decision) recordMissing(l limitRow) {
	r := d.router
	list := r.scopes[l.scope].excepts
	for _, w := range r.exceptRows[r.exceptAt[list]:r.exceptAt[list+1]] {
		if missing, ok := r.selects(&r.scopes[w.scope], &d.facts); ok && missing.has(unknownTrait) {
			d.keep(record{codes: unknownTrait.bit(), rule: l.rule, number: int64(w.scope)})
		}
	}
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
	missing, ok := r.selects(s, f)
	if !ok {
		return false, 0
	}
	if s.excepts != 0 {
		facts, matching := r.matchExcepts(s.excepts, f)
		if matching.all > 0 {
			return false, 0
		}
		missing |= facts
	}
	return true, missing
}

// evaluateTotal evaluates a cap on a total, as [limits.Cap.Headroom] does.
func (r *Router) evaluateTotal(d *Decision, o *Order, result *record) {
	rule := &r.rules[result.rule]
	c := r.given[rule.limit].(limits.Cap)
	used := o.Usage[c.Counter]
	count, counted := used.Count()
	bounded := rule.kind&hasMax != 0
	switch {
	case bounded && !used.Amount.IsValid():
		result.codes = unknownUsage.bit()
	case used.Amount.IsValid() && used.Amount.Currency() != d.facts.currency:
		result.codes = limitCurrency.bit()
	case c.MaxCount > 0 && !counted:
		result.codes, result.count = unknownUsage.bit(), notCounted
	default:
		left := rule.max
		if bounded {
			result.number = used.Amount.Minor()
			left -= result.number
		}
		result.codes, result.count = refuses(d.facts.amount, rule.min, left, capReached), count
		if c.MaxCount > 0 && count >= c.MaxCount {
			result.codes |= countReached.bit()
		}
	}
}

// evaluateCustom calls a custom limit and keeps what it returns.
func (r *Router) evaluateCustom(d *Decision, o *Order, result *record) {
	room, err := r.given[r.rules[result.rule].limit].Headroom(limits.Query{Currency: d.facts.currency, At: o.At, Usage: o.Usage})
	result.number = int64(len(d.custom))
	d.custom = append(d.custom, customResult{room: room})
	answer := &d.custom[result.number]
	if err != nil {
		var mismatch *limits.CurrencyMismatchError
		var usage *limits.UsageError
		switch {
		case hasNil(err): // fmt catches what the methods of a nil pointer do
			result.codes, answer.note = limitError.bit(), fmt.Sprint(err)
		case errors.As(err, &mismatch):
			result.codes = limitCurrency.bit()
		case errors.As(err, &usage):
			result.codes, answer.note = unknownUsage.bit(), string(usage.Counter)
		default:
			result.codes, answer.note = limitError.bit(), err.Error()
		}
		return
	}
	if room != (limits.Headroom{}) && room.Currency() != d.facts.currency {
		result.codes = limitCurrency.bit()
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
		result.codes = refuses(d.facts.amount, least, high.Minor(), over)
	} else if d.facts.amount < least {
		result.codes = belowMin.bit()
	}
}

// hasNil reports whether an error, or one that it wraps, is a nil pointer: neither
// errors.As nor its own Error method can be called then.
func hasNil(err error) bool {
	if isNil(err) {
		return true
	}
	switch wrapping := err.(type) {
	case interface{ Unwrap() error }:
		return hasNil(wrapping.Unwrap())
	case interface{ Unwrap() []error }:
		return slices.ContainsFunc(wrapping.Unwrap(), hasNil)
	}
	return false
}
