package routing_test

import (
	"errors"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

// missingFact explains that it is not known whether a limit rule applies.
func (ref *reference) missingFact(rule routing.LimitRule, u condition) routing.Reason {
	remedy := ref.stateEitherWay(u.traits)
	switch u.code {
	case routing.CodeUnknownSurface:
		remedy.Facts = []string{"surface"}
	case routing.CodeUnknownRegion:
		remedy.Facts = []string{"region"}
	case routing.CodeUnknownBuyer:
		remedy.Facts = []string{"buyer"}
	}
	bound, _ := rule.Limit.(limits.Cap)
	return routing.Reason{
		Code: u.code, Undecided: true, Rule: rule.ID, Sources: rule.Sources, Confidence: rule.Confidence, Conflict: rule.Conflict, Counter: bound.Counter, Window: bound.Window,
		Remedy: remedy,
	}
}

// ask returns what a rule's limit leaves, and why it refuses the amount or cannot
// be decided.
func (ref *reference) ask(rule routing.LimitRule) (limits.Headroom, []routing.Reason) {
	o := ref.order
	query := limits.Query{Currency: o.Amount.Currency(), At: o.At, Usage: o.Usage}
	room, err := rule.Limit.Headroom(query)
	bound, isCap := rule.Limit.(limits.Cap)
	switch {
	case err != nil:
		return room, []routing.Reason{ref.undecided(rule, err)}
	case room != (limits.Headroom{}) && room.Currency() != o.Amount.Currency():
		return room, []routing.Reason{ref.undecided(rule, &limits.CurrencyMismatchError{})}
	case isCap && bound.CountReached(o.Usage[bound.Counter]):
		amounts := limits.Cap{Min: bound.Min}
		if bound.Max.IsValid() {
			amounts = bound
			amounts.MaxCount = 0
		}
		left, err := amounts.Headroom(query)
		if err != nil {
			panic(err) // the bound with its count has none
		}
		return room, append(ref.refusals(rule, left), ref.countReached(rule, bound))
	}
	return room, ref.refusals(rule, room)
}

// countReached explains that there are no more payments to be had.
func (ref *reference) countReached(rule routing.LimitRule, bound limits.Cap) routing.Reason {
	reason := limitReason(rule, routing.CodeCountReached)
	reason.Count, _ = ref.order.Usage[bound.Counter].Count()
	reason.MaxCount = bound.MaxCount
	if _, until := bound.Window.Span(ref.order.At); !until.IsZero() {
		reason.Resets = until
		reason.Remedy = routing.Remedy{Do: routing.ActionWaitUntil, Until: until}
	}
	return reason
}

// refusals are why what a rule leaves is too little for the amount.
func (ref *reference) refusals(rule routing.LimitRule, room limits.Headroom) []routing.Reason {
	o := ref.order
	if room.Allows(o.Amount) {
		return nil
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
	return reasons
}

func limitReason(rule routing.LimitRule, code routing.Code) routing.Reason {
	bound, _ := rule.Limit.(limits.Cap)
	return routing.Reason{
		Code: code, Undecided: code.IsUndecided(),
		Rule: rule.ID, Sources: rule.Sources, Confidence: rule.Confidence, Conflict: rule.Conflict, Counter: bound.Counter, Window: bound.Window,
		Remedy: routing.Remedy{Do: routing.ActionNone},
	}
}

// undecided explains that a limit cannot be decided.
func (ref *reference) undecided(rule routing.LimitRule, err error) routing.Reason {
	bound, isCap := rule.Limit.(limits.Cap)
	var mismatch *limits.CurrencyMismatchError
	var usage *limits.UsageError
	switch {
	case errors.As(err, &mismatch):
		reason := limitReason(rule, routing.CodeLimitCurrency)
		own := bound.Currency()
		if isCap && !own.IsValid() {
			own = counterCurrency(ref.catalog, bound.Counter)
		}
		switch {
		case isCap && (own == ref.order.Amount.Currency() || !own.IsValid()):
			reason.Remedy = routing.Remedy{Do: routing.ActionState, Facts: []string{"usage." + string(bound.Counter)}}
		case isCap:
			reason.Limit = bound.Max
			if !bound.Max.IsValid() {
				reason.Limit = bound.Min
			}
			reason.Remedy = routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{own.String()}}
		}
		return reason
	case errors.As(err, &usage):
		reason := limitReason(rule, routing.CodeUnknownUsage)
		reason.Counter = usage.Counter
		if isCap && usage.Field == "Count" {
			reason.MaxCount = bound.MaxCount
		}
		reason.Remedy = routing.Remedy{Do: routing.ActionState, Facts: []string{"usage." + string(usage.Counter)}}
		return reason
	}
	reason := limitReason(rule, routing.CodeLimitError)
	reason.Detail = err.Error()
	return reason
}

// counterCurrency is the currency of the caps that bound a counter's amount. It is not
// valid if none does.
func counterCurrency(c routing.Catalog, counter limits.Counter) limits.Currency {
	for _, rule := range c.Limits {
		if bound, ok := rule.Limit.(limits.Cap); ok && bound.Counter == counter && bound.Max.IsValid() {
			return bound.Max.Currency()
		}
	}
	return 0
}

// over explains that the amount, or the limit's own minimum if that is more, is
// above what a limit leaves.
func (ref *reference) over(rule routing.LimitRule, room limits.Headroom, high, needed limits.Money) routing.Reason {
	bound, isCap := rule.Limit.(limits.Cap)
	at, resets := room.Resets()
	isTotal := isCap && bound.IsTotal() || !isCap && resets
	reason := limitReason(rule, routing.CodeAboveMax)
	if isTotal {
		reason.Code = routing.CodeCapReached
	}
	reason.Requested, reason.Limit, reason.Over = ref.order.Amount, high, minus(needed, high)
	if isCap && isTotal {
		reason.Limit, reason.Used = bound.Max, ref.order.Usage[bound.Counter].Amount
	}
	if resets {
		reason.Resets = at
	}
	low, hasLow := room.Min()
	switch {
	case high.Sign() < 0, isTotal && high.Sign() == 0, hasLow && less(high, low):
		if resets {
			reason.Remedy = routing.Remedy{Do: routing.ActionWaitUntil, Until: at}
			if isCap && less(bound.Max, ref.order.Amount) {
				reason.Remedy.Amount = bound.Max
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
