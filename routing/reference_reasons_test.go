package routing_test

import (
	"errors"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// entryReason explains a condition of the entry that is not met.
func (ref *reference) entryReason(f *finding, u condition) routing.Reason {
	reason := routing.Reason{
		Code: u.code, Undecided: u.code.IsUndecided(),
		Rule: f.entry.ID, Sources: f.entry.Sources,
		Remedy: ref.entryRemedy(f, u),
	}
	switch u.code {
	case routing.CodeNotStarted:
		reason.At = f.entry.When.Period.From
	case routing.CodeEnded:
		reason.At = f.entry.When.Period.Until
	}
	return reason
}

func (ref *reference) entryRemedy(f *finding, u condition) routing.Remedy {
	when := f.entry.When
	switch u.code {
	case routing.CodeNotStarted:
		return routing.Remedy{Do: routing.ActionWaitUntil, Until: when.Period.From}
	case routing.CodeSurface, routing.CodeNoProduct:
		if surfaces := f.surfaces(); len(surfaces) > 0 {
			return routing.Remedy{Do: routing.ActionMoveTo, Surfaces: surfaces}
		}
	case routing.CodeUnknownSurface:
		return routing.Remedy{Do: routing.ActionState, Facts: []string{"surface"}, Surfaces: f.surfaces()}
	case routing.CodeUnknownRegion:
		return routing.Remedy{Do: routing.ActionState, Facts: []string{"region"}}
	case routing.CodeUnknownBuyer:
		return routing.Remedy{Do: routing.ActionState, Facts: []string{"buyer"}}
	case routing.CodeCurrency:
		return routing.Remedy{Do: routing.ActionPayIn, Currencies: sortedSet(when.Currencies)}
	case routing.CodeAudience:
		return ref.stateTraits(when.Audience)
	case routing.CodeExcepted:
		return f.exceptRemedy(u.except)
	}
	return routing.Remedy{Do: routing.ActionNone}
}

// surfaces returns those that the entry allows and one of its products serves;
// none if any will do.
func (f *finding) surfaces() []methods.Surface {
	allowed := f.entry.When.Surfaces
	if len(allowed) == 0 {
		for _, p := range f.products() {
			if len(p.Surfaces) == 0 {
				return nil
			}
			allowed = append(slices.Clip(allowed), p.Surfaces...)
		}
	}
	var served []methods.Surface
	for _, s := range sortedSet(allowed) {
		serves := func(p methods.Product) bool { return p.Serves(s) }
		if len(f.products()) == 0 || slices.ContainsFunc(f.products(), serves) {
			served = append(served, s)
		}
	}
	return served
}

func sortedSet[S ~string](all []S) []S {
	all = slices.Clone(all)
	slices.Sort(all)
	return slices.Compact(all)
}

// stateTraits asks for the set of an audience that lacks the fewest traits.
func (ref *reference) stateTraits(audience [][]methods.Trait) routing.Remedy {
	fewest := unstated(audience[0], ref.order)
	for _, set := range audience {
		if missing := unstated(set, ref.order); len(missing) < len(fewest) {
			fewest = missing
		}
	}
	remedy := routing.Remedy{Do: routing.ActionState, Traits: fewest}
	for _, trait := range fewest {
		for _, t := range ref.catalog.Traits {
			if t.ID == trait {
				remedy.TraitNames = append(remedy.TraitNames, t.Name)
			}
		}
	}
	return remedy
}

// exceptRemedy: wait for the end of the Except, if the entry lasts longer; else
// move to a surface, else pay in a currency, that the entry allows and the Except
// does not name.
func (f *finding) exceptRemedy(except methods.Match) routing.Remedy {
	when, end := f.entry.When, except.Period.Until
	if !end.IsZero() && (when.Period.Until.IsZero() || end.Before(when.Period.Until)) {
		return routing.Remedy{Do: routing.ActionWaitUntil, Until: end}
	}
	if len(except.Surfaces) > 0 {
		elsewhere := without(f.surfaces(), except.Surfaces)
		if len(elsewhere) > 0 {
			return routing.Remedy{Do: routing.ActionMoveTo, Surfaces: elsewhere}
		}
	}
	if len(except.Currencies) > 0 {
		others := without(sortedSet(when.Currencies), except.Currencies)
		if len(others) > 0 {
			return routing.Remedy{Do: routing.ActionPayIn, Currencies: others}
		}
	}
	return routing.Remedy{Do: routing.ActionNone}
}

func without[S ~string](all, some []S) []S {
	var rest []S
	for _, s := range all {
		if !slices.Contains(some, s) {
			rest = append(rest, s)
		}
	}
	return rest
}

// missingFact explains that it is not known whether a limit rule applies.
func missingFact(rule routing.LimitRule, code routing.Code) routing.Reason {
	fact := map[routing.Code]string{
		routing.CodeUnknownSurface: "surface", routing.CodeUnknownRegion: "region", routing.CodeUnknownBuyer: "buyer",
	}[code]
	c, _ := rule.Limit.(limits.Cap)
	return routing.Reason{
		Code: code, Undecided: true, Rule: rule.ID, Sources: rule.Sources, Counter: c.Counter,
		Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{fact}},
	}
}

// ask returns what a rule's limit leaves, and why it refuses the amount or cannot
// be decided.
func (ref *reference) ask(rule routing.LimitRule) (limits.Headroom, []routing.Reason) {
	o := ref.order
	room, err := rule.Limit.Headroom(limits.Query{Currency: o.Amount.Currency(), At: o.At, Usage: o.Usage})
	switch {
	case err != nil:
		return room, []routing.Reason{ref.undecided(rule, err)}
	case room != (limits.Headroom{}) && room.Currency() != o.Amount.Currency():
		return room, []routing.Reason{ref.undecided(rule, &limits.CurrencyMismatchError{})}
	case room.Allows(o.Amount):
		return room, nil
	}
	var reasons []routing.Reason
	needed := o.Amount
	if low, ok := room.Min(); ok && less(o.Amount, low) {
		needed = low
		reason := limitReason(rule, routing.CodeBelowMin)
		reason.Requested, reason.Limit, reason.Short = o.Amount, low, minus(low, o.Amount)
		reason.Remedy = routing.Remedy{Do: routing.ActionPayAtLeast, Amount: low}
		reasons = append(reasons, reason)
	}
	if high, ok := room.Max(); ok && less(high, needed) {
		reasons = append(reasons, ref.over(rule, room, high, needed))
	}
	return room, reasons
}

func limitReason(rule routing.LimitRule, code routing.Code) routing.Reason {
	c, _ := rule.Limit.(limits.Cap)
	return routing.Reason{
		Code: code, Undecided: code.IsUndecided(),
		Rule: rule.ID, Sources: rule.Sources, Counter: c.Counter,
		Remedy: routing.Remedy{Do: routing.ActionNone},
	}
}

// undecided explains that a limit cannot be decided.
func (ref *reference) undecided(rule routing.LimitRule, err error) routing.Reason {
	c, isCap := rule.Limit.(limits.Cap)
	var mismatch *limits.CurrencyMismatchError
	var usage *limits.UsageError
	switch {
	case errors.As(err, &mismatch):
		reason := limitReason(rule, routing.CodeLimitCurrency)
		switch {
		case isCap && c.Currency() == ref.order.Amount.Currency():
			reason.Remedy = routing.Remedy{Do: routing.ActionState, Facts: []string{"usage." + string(c.Counter)}}
		case isCap:
			reason.Limit = c.Max
			if !c.Max.IsValid() {
				reason.Limit = c.Min
			}
			reason.Remedy = routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{c.Currency().String()}}
		}
		return reason
	case errors.As(err, &usage):
		reason := limitReason(rule, routing.CodeUnknownUsage)
		reason.Counter = usage.Counter
		reason.Remedy = routing.Remedy{Do: routing.ActionState, Facts: []string{"usage." + string(usage.Counter)}}
		return reason
	}
	reason := limitReason(rule, routing.CodeLimitError)
	reason.Detail = err.Error()
	return reason
}

// over explains that the amount, or the limit's own minimum if that is more, is
// above what a limit leaves.
func (ref *reference) over(rule routing.LimitRule, room limits.Headroom, high, needed limits.Money) routing.Reason {
	c, isCap := rule.Limit.(limits.Cap)
	at, resets := room.Resets()
	isTotal := isCap && c.IsTotal() || !isCap && resets
	reason := limitReason(rule, routing.CodeAboveMax)
	if isTotal {
		reason.Code = routing.CodeCapReached
	}
	reason.Requested, reason.Limit, reason.Over = ref.order.Amount, high, minus(needed, high)
	if isCap && isTotal {
		reason.Limit, reason.Used = c.Max, ref.order.Usage[c.Counter].Amount
	}
	if resets {
		reason.Resets = at
	}
	low, hasLow := room.Min()
	switch {
	case high.Sign() < 0, isTotal && high.Sign() == 0, hasLow && less(high, low):
		if resets {
			reason.Remedy = routing.Remedy{Do: routing.ActionWaitUntil, Until: at}
			if isCap && less(c.Max, ref.order.Amount) {
				reason.Remedy.Amount = c.Max
			}
		}
	default:
		reason.Remedy = routing.Remedy{Do: routing.ActionPayAtMost, Amount: high}
	}
	return reason
}

func less(a, b limits.Money) bool { return a.Minor() < b.Minor() }

// minus is a - b, or the zero Money where that is more than Money holds.
func minus(a, b limits.Money) limits.Money {
	d, err := a.Sub(b)
	if err != nil {
		return limits.Money{}
	}
	return d
}
