package routing

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// publicRemedy returns what is all that keeps the buyer from a method, and the code of the
// first reason that it cures. If the only reason is a total whose cap has room for the order,
// resets is when that is free again, at the latest. It reports false if nothing is.
func (d *Decision) publicRemedy(i int) (code Code, remedy Remedy, resets time.Time, ok bool) {
	for at := i; at >= 0 && !d.verdicts[at].offered(); at = d.parent(at) {
		for _, reason := range d.exclusion(at).Reasons {
			if reason.Code == CodeParent {
				continue // the parent's own reasons come next
			}
			if reason.Undecided || d.isPrivateReason(&reason) || !remedy.join(&reason.Remedy) {
				return "", Remedy{}, time.Time{}, false
			}
			resets = time.Time{}
			if code == "" && reason.Code == CodeCapReached && reason.Requested.Minor() <= reason.Limit.Minor() {
				resets = reason.Resets
			}
			code = cmp.Or(code, reason.Code)
		}
	}
	remedy, ok = d.thatHelps(i, remedy)
	return code, remedy, resets, ok
}

// isPrivateReason reports whether a reason tells what a private rule leaves. A minimum is a
// bound on one payment, also where the rule is of a total.
func (d *Decision) isPrivateReason(r *Reason) bool {
	switch r.Code {
	case CodeAboveMax, CodeCapReached, CodeCountReached, CodeBelowMin:
	default:
		return false
	}
	at, _ := slices.BinarySearchFunc(d.router.rules, r.Rule, func(l rule, id string) int { return strings.Compare(l.id, id) })
	rule := &d.router.rules[at]
	return d.router.isPrivate(rule) && (r.Code != CodeBelowMin || rule.kind&isCustom != 0)
}

// join makes r the remedy that cures what both cure. It reports false if none does.
func (r *Remedy) join(other *Remedy) bool {
	switch {
	case r.Do == "":
		*r = Remedy{Do: other.Do, Amount: other.Amount, Until: other.Until, Surfaces: other.Surfaces, Currencies: other.Currencies}
		return r.Do != ActionNone && r.Do != ActionState
	case r.isAtMostOrLater() && other.isAtMostOrLater():
		r.Amount = smaller(r.Amount, other.Amount)
		if other.Until.After(r.Until) {
			r.Do, r.Until = ActionWaitUntil, other.Until
		}
		return true
	case r.Do != other.Do:
		return false
	case r.Do == ActionPayAtLeast:
		if smaller(r.Amount, other.Amount) == r.Amount {
			r.Amount = other.Amount
		}
		return true
	}
	r.Surfaces = slices.DeleteFunc(slices.Clone(r.Surfaces), func(s methods.Surface) bool { return !slices.Contains(other.Surfaces, s) })
	r.Currencies = slices.DeleteFunc(slices.Clone(r.Currencies), func(c string) bool { return !slices.Contains(other.Currencies, c) })
	return true
}

// isAtMostOrLater reports whether the remedy is to wait, to pay at most an amount, or both.
func (r *Remedy) isAtMostOrLater() bool { return r.Do == ActionWaitUntil || r.Do == ActionPayAtMost }

// smaller returns the smaller of two amounts of one currency, of which one may be missing.
func smaller(a, b limits.Money) limits.Money {
	if !a.IsValid() || b.IsValid() && b.Minor() < a.Minor() {
		return b
	}
	return a
}

// thatHelps returns as much of a remedy as brings a method back, and false if nothing of
// it does.
func (d *Decision) thatHelps(i int, remedy Remedy) (Remedy, bool) {
	switch remedy.Do {
	case ActionMoveTo:
		remedy.Surfaces = slices.DeleteFunc(slices.Clone(remedy.Surfaces), func(s methods.Surface) bool {
			x := d.whatIf()
			x.move(s)
			return !x.offers(i)
		})
		return remedy, len(remedy.Surfaces) > 0
	case ActionPayIn:
		remedy.Currencies = slices.DeleteFunc(slices.Clone(remedy.Currencies), func(code string) bool {
			x := d.whatIf()
			x.payIn(code)
			return !x.offers(i)
		})
		return remedy, len(remedy.Currencies) > 0
	}
	x := d.whatIf()
	if remedy.Amount.IsValid() {
		if remedy.Amount.Sign() == 0 {
			return Remedy{}, false // to pay nothing is not to pay
		}
		x.facts.amount = remedy.Amount.Minor()
	}
	isPossible := remedy.Do != ActionWaitUntil || x.wait(remedy.Until)
	return remedy, isPossible && x.offers(i)
}
