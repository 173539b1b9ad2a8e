package routing

import (
	"cmp"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/internal/prose"
)

// reason explains a cause.
func (x *explainer) reason(c cause) Reason {
	reason := Reason{Code: codes[c.code], Undecided: x.undecided(c), Rule: x.rule(c), Remedy: Remedy{Do: ActionNone}}
	if f := x.foundation(c); f != nil {
		reason.Sources, reason.Confidence, reason.Conflict = f.sources, f.confidence, f.conflict
		if !x.space.lends {
			reason.Sources = slices.Clone(f.sources)
		}
	}
	switch {
	case c.code == excepted:
		at := &x.router.exceptRows[x.excepts[c.from].rule]
		reason.Except = x.router.exceptForms[at.form]
		if !x.space.lends {
			reason.Except = cloneMatch(&reason.Except)
		}
		reason.TraitNames = x.router.exceptNames(&reason.Except, x.space.exceptNames[:0])
		reason.Remedy = x.exceptRemedy(&x.router.scopes[at.scope])
	case c.isOfLimit():
		x.limit(&reason, c)
		reason.Remedy = x.limitRemedy(c)
	case c.code == notStarted:
		reason.At = x.router.instant(x.when.from)
		reason.Remedy = x.entryRemedy(c.code)
	case c.code == ended:
		reason.At = x.router.instant(x.when.until)
	case c.code == unknownTrait:
		reason.Remedy = x.stateEitherWay(x.missingOf())
	case c.code <= noProduct:
		reason.Remedy = x.entryRemedy(c.code)
	case c.code == parentExcluded:
		parent := &x.router.methods[x.originOf(x.row).parent]
		reason.Parent, reason.ParentName = parent.ID, parent.Name
		reason.Remedy = x.parentRemedy()
	case c.code == down:
		reason.Remedy = x.downRemedy()
	}
	if x.nowOver { // nothing helps where the entry is over
		reason.Remedy = Remedy{Do: ActionNone}
	}
	return reason
}

// foundation is what the rule of a cause rests on, and nil for the order's own lists.
func (x *explainer) foundation(c cause) *foundation {
	switch {
	case c.isOfLimit():
		return x.router.foundationOf(&x.results[c.from])
	case c.code <= noProduct || c.code == parentExcluded:
		return &x.originOf(x.row).foundation
	}
	return nil
}

// limit tells the numbers of a limit rule that refuses.
func (x *explainer) limit(reason *Reason, of cause) {
	r, code := &x.results[of.from], of.code
	rule := &x.router.rules[r.rule]
	c, isCap := x.router.capOf(rule)
	reason.Counter = c.Counter
	if unknownFacts.has(code) {
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
}
