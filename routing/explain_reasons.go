package routing

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// entry explains the unmet conditions of the entry.
func (x *explainer) entry(unmet codeSet, excepts []record) {
	for code := announced; code <= noProduct; code++ {
		if !unmet.has(code) {
			continue
		}
		reason := Reason{
			Code:      codes[code],
			Undecided: undecidedCodes.has(code),
			Rule:      x.router.entries[x.row.entry],
		}
		reason.restOn(&x.originOf(x.row).foundation)
		switch code {
		case excepted:
			x.excepts(reason, excepts)
			continue
		case unknownTrait:
			reason.Remedy = x.stateEitherWay(x.missingOf(&x.when, excepts))
		default:
			reason.Remedy = x.entryRemedy(&x.when, code)
		}
		switch code {
		case notStarted:
			reason.At = x.router.instant(x.when.from)
		case ended:
			reason.At = x.router.instant(x.when.until)
		}
		x.reasons = append(x.reasons, reason)
	}
}

// restOn says what the rule of a reason rests on.
func (r *Reason) restOn(e *foundation) {
	r.Sources, r.Confidence, r.Conflict = slices.Clone(e.sources), e.confidence, e.conflict
}

// excepts explains each Except that matches.
func (x *explainer) excepts(reason Reason, excepts []record) {
	for i := range excepts {
		if excepts[i].codes != excepted.bit() {
			continue
		}
		one := reason
		if i > 0 {
			one.Sources = slices.Clone(reason.Sources)
		}
		at := &x.router.exceptRows[excepts[i].rule]
		one.Except = cloneMatch(&x.router.exceptForms[at.form])
		one.Except.Period = x.period(one.Except.Period)
		for _, set := range one.Except.Audience {
			one.TraitNames = append(one.TraitNames, x.router.namesOf(set)...)
		}
		one.Remedy = x.exceptRemedy(&x.when, &x.router.scopes[at.scope])
		x.reasons = append(x.reasons, one)
	}
}

// period writes a period in the catalog's zone.
func (d *Decision) period(p methods.Period) methods.Period {
	if !p.From.IsZero() {
		p.From = p.From.In(d.router.zone)
	}
	if !p.Until.IsZero() {
		p.Until = p.Until.In(d.router.zone)
	}
	return p
}

// limits explains what limit rules refuse.
func (x *explainer) limits(results []record) {
	for i := 0; i < len(results); {
		next := i + 1
		for next < len(results) && results[next].rule == results[i].rule {
			next++
		}
		for set := results[i].codes; set != 0; set &= set - 1 {
			code := reasonCode(bits.TrailingZeros32(uint32(set)))
			reason := x.limitReason(&results[i], code)
			if code == unknownTrait {
				reason.Remedy = x.stateEitherWay(x.missingFor(results[i:next]))
			}
			x.reasons = append(x.reasons, reason)
		}
		i = next
	}
}

// limitReason explains a code of a limit rule's record.
func (x *explainer) limitReason(r *record, code reasonCode) Reason {
	rule := &x.router.rules[r.rule]
	c, isCap := x.router.capOf(rule)
	reason := Reason{
		Code:      codes[code],
		Undecided: undecidedCodes.has(code),
		Rule:      rule.id,
		Counter:   c.Counter,
	}
	reason.restOn(x.router.foundationOf(r))
	if unknownFacts.has(code) {
		reason.Remedy = x.entryRemedy(&x.when, code)
		reason.Remedy.Surfaces = nil // those are of the entry
		return reason
	}
	room := x.room(r)
	low, _ := room.Min()
	high, _ := room.Max()
	switch code {
	case belowMin:
		reason.Requested, reason.Limit = x.amount, low
		reason.Short = x.difference(low.Minor(), x.amount.Minor())
	case aboveMax, capReached:
		reason.Requested, reason.Limit = x.amount, high
		reason.Over = x.difference(max(x.amount.Minor(), low.Minor()), high.Minor())
		if isCap && c.IsTotal() {
			reason.Limit, reason.Used = c.Max, x.money(r.number)
		}
		if at, ok := room.Resets(); ok {
			reason.Resets = at.In(x.router.zone)
		}
	case countReached:
		reason.MaxCount, reason.Count, reason.Resets = c.MaxCount, r.count, x.resets(c)
	case unknownUsage:
		switch {
		case !isCap:
			reason.Counter = limits.Counter(x.custom[r.number].note)
		case r.count == notCounted:
			reason.MaxCount = c.MaxCount
		}
	case limitCurrency:
		if isCap && c.Currency() != x.facts.currency {
			reason.Limit = cmp.Or(c.Max, c.Min)
		}
	case limitError:
		reason.Detail = prose.Cut(x.custom[r.number].note, maxText)
	}
	reason.Remedy = x.limitRemedy(rule, r, room, code)
	if reason.Remedy.Do == ActionNone {
		reason.Remedy = x.leave(rule)
	}
	return reason
}

// order explains that the parent is excluded, and what the order's own lists exclude.
func (x *explainer) order(v *verdict) {
	for code := parentExcluded; code <= down; code++ {
		if !v.unmet.has(code) {
			continue
		}
		reason := Reason{Code: codes[code], Remedy: Remedy{Do: ActionNone}}
		switch code {
		case parentExcluded:
			origin := x.originOf(x.row)
			reason.Undecided = v.parentUndecided
			reason.Rule = x.router.entries[x.row.entry]
			reason.restOn(&origin.foundation)
			reason.Parent = origin.parentID
			reason.ParentName = x.router.methods[origin.parent].Name
			reason.Remedy = x.parentRemedy()
		case down:
			reason.Remedy = x.downRemedy()
		}
		x.reasons = append(x.reasons, reason)
	}
}
