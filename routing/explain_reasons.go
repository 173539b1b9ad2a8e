package routing

import (
	"cmp"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/internal/prose"
)

// reason explains a cause.
func (x *explainer) reason(c cause) Reason {
	reason := Reason{Code: codes[c.code], Undecided: x.undecided(c), Rule: x.rule(c), At: x.at(c.code), Remedy: x.remedy(c)}
	if f := x.foundation(c); f != nil {
		reason.Sources, reason.Confidence, reason.Conflict = f.sources, f.confidence, f.conflict
		if !x.space.lends {
			reason.Sources = slices.Clone(f.sources)
		}
	}
	switch {
	case c.code == excepted:
		reason.Except = x.router.exceptForms[x.router.exceptRows[x.excepts[c.from].rule].form]
		if !x.space.lends {
			reason.Except = cloneMatch(&reason.Except)
		}
		reason.TraitNames = x.router.exceptNames(&reason.Except, x.space.exceptNames[:0])
	case c.isOfLimit():
		x.limit(&reason, c)
	case c.code == parentExcluded:
		parent := &x.router.methods[x.originOf(x.row).parent]
		reason.Parent, reason.ParentName = parent.ID, parent.Name
	}
	return reason
}

// at is when the entry begins or ends, for the reasons that say so.
func (x *explainer) at(code reasonCode) time.Time {
	switch code {
	case notStarted:
		return x.router.instant(x.when.from)
	case ended:
		return x.router.instant(x.when.until)
	}
	return time.Time{}
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
	reason.Counter, reason.Window = c.Counter, c.Window
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
