package routing

import (
	"cmp"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// reason explains a cause.
func (x *explainer) reason(c cause) Reason {
	reason := Reason{Code: codes[c.code], Undecided: x.undecided(c), Rule: x.rule(c), Remedy: Remedy{Do: ActionNone}}
	switch {
	case c.code == excepted:
		x.except(&reason, &x.excepts[c.from])
	case c.isOfLimit():
		x.limit(&reason, c)
	case c.code <= noProduct:
		x.entry(&reason, c.code)
	case c.code == parentExcluded:
		x.parentReason(&reason)
	case c.code == down:
		reason.Remedy = x.downRemedy()
	}
	if x.nowOver {
		reason.Remedy = Remedy{Do: ActionNone}
	}
	return reason
}

// entry explains an unmet condition of the entry.
func (x *explainer) entry(reason *Reason, code reasonCode) {
	reason.restOn(&x.originOf(x.row).foundation)
	if code == unknownTrait {
		reason.Remedy = x.stateEitherWay(x.missingOf(&x.when, x.excepts))
		return
	}
	reason.Remedy = x.entryRemedy(&x.when, code)
	switch code {
	case notStarted:
		reason.At = x.router.instant(x.when.from)
	case ended:
		reason.At = x.router.instant(x.when.until)
	}
}

// restOn says what the rule of a reason rests on.
func (r *Reason) restOn(e *foundation) {
	r.Sources, r.Confidence, r.Conflict = slices.Clone(e.sources), e.confidence, e.conflict
}

// except explains an Except that matches.
func (x *explainer) except(reason *Reason, r *record) {
	reason.restOn(&x.originOf(x.row).foundation)
	at := &x.router.exceptRows[r.rule]
	reason.Except = cloneMatch(&x.router.exceptForms[at.form])
	reason.Except.Period = x.period(reason.Except.Period)
	for _, set := range reason.Except.Audience {
		reason.TraitNames = append(reason.TraitNames, x.router.namesOf(set)...)
	}
	reason.Remedy = x.exceptRemedy(&x.when, &x.router.scopes[at.scope])
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

// limit explains what a limit rule refuses.
func (x *explainer) limit(reason *Reason, of cause) {
	r, code := &x.results[of.from], of.code
	rule := &x.router.rules[r.rule]
	c, isCap := x.router.capOf(rule)
	reason.Counter = c.Counter
	reason.restOn(x.router.foundationOf(r))
	switch {
	case code == unknownTrait:
		reason.Remedy = x.stateEitherWay(x.missingFor(x.results[of.from:of.to]))
		return
	case unknownFacts.has(code):
		reason.Remedy = x.entryRemedy(&x.when, code)
		reason.Remedy.Surfaces = nil // those are of the entry
		return
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
}

// parentReason explains that the parent is excluded.
func (x *explainer) parentReason(reason *Reason) {
	origin := x.originOf(x.row)
	reason.restOn(&origin.foundation)
	reason.Parent = origin.parentID
	reason.ParentName = x.router.methods[origin.parent].Name
	reason.Remedy = x.parentRemedy()
}
