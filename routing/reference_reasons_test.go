package routing_test

import (
	"errors"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// entryReason explains a condition of the entry that is not met.
func (ref *reference) entryReason(f *finding, u condition) routing.Reason {
	reason := routing.Reason{
		Code: u.code, Undecided: u.code.IsUndecided(),
		Rule: f.entry.ID, Sources: f.entry.Sources, Confidence: f.entry.Confidence, Conflict: f.entry.Conflict,
		Remedy: ref.entryRemedy(f, u),
	}
	switch u.code {
	case routing.CodeNotStarted:
		reason.At = f.entry.When.Period.From
	case routing.CodeEnded:
		reason.At = f.entry.When.Period.Until
	case routing.CodeExcepted:
		reason.Except = u.except
		reason.TraitNames = ref.namesOf(slices.Concat(u.except.Audience...))
	}
	return reason
}

func (ref *reference) entryRemedy(f *finding, u condition) routing.Remedy {
	when := f.entry.When
	switch u.code {
	case routing.CodeNotStarted:
		return routing.Remedy{Do: routing.ActionWaitUntil, Until: when.Period.From}
	case routing.CodeOutsideHours:
		if at, ok := ref.opening(when); ok {
			return routing.Remedy{Do: routing.ActionWaitUntil, Until: at}
		}
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
	case routing.CodeUnknownTrait:
		return ref.stateEitherWay(u.traits)
	case routing.CodeExcepted:
		return ref.exceptRemedy(f, u.except)
	}
	return routing.Remedy{Do: routing.ActionNone}
}

// surfaces returns those that the entry allows and one of its products serves;
// none if any will do.
func (f *finding) surfaces() []methods.Surface {
	products, allowed := productsOf(f.method, f.entry), f.entry.When.Surfaces
	if len(allowed) == 0 {
		for _, p := range products {
			if len(p.Surfaces) == 0 {
				return nil
			}
			allowed = append(slices.Clip(allowed), p.Surfaces...)
		}
	}
	var served []methods.Surface
	for _, s := range sortedSet(allowed) {
		serves := func(p methods.Product) bool { return p.Serves(s) }
		if len(products) == 0 || slices.ContainsFunc(products, serves) {
			served = append(served, s)
		}
	}
	return served
}

// anySurface reports whether the entry allows every surface and one of its products
// serves it.
func (f *finding) anySurface() bool {
	products := productsOf(f.method, f.entry)
	return len(f.entry.When.Surfaces) == 0 && (len(products) == 0 ||
		slices.ContainsFunc(products, func(p methods.Product) bool { return len(p.Surfaces) == 0 }))
}

// otherSurfaces returns the surfaces that the entry allows and that are not among the
// given ones. Where it allows any, these are the surfaces that the catalog names.
func (ref *reference) otherSurfaces(f *finding, than []methods.Surface) []methods.Surface {
	if !f.anySurface() {
		return without(f.surfaces(), than)
	}
	var named []methods.Surface
	for _, m := range ref.matches() {
		named = append(named, m.Surfaces...)
	}
	for _, p := range ref.products() {
		named = append(named, p.Surfaces...)
	}
	return without(sortedSet(named), than)
}

// otherCurrencies is otherSurfaces for currencies.
func (ref *reference) otherCurrencies(f *finding, than []string) []string {
	named := f.entry.When.Currencies
	if len(named) == 0 {
		for _, m := range ref.matches() {
			named = append(slices.Clip(named), m.Currencies...)
		}
	}
	return without(sortedSet(named), than)
}

// matches returns every When and Except of the catalog.
func (ref *reference) matches() []methods.Match {
	var all []methods.Match
	for _, e := range ref.catalog.Availability {
		all = append(append(all, e.When), e.Except...)
	}
	for _, rule := range ref.catalog.Limits {
		all = append(append(all, rule.When), rule.Except...)
	}
	return all
}

// products returns every product of the catalog.
func (ref *reference) products() []methods.Product {
	var all []methods.Product
	for _, m := range ref.catalog.Methods {
		all = append(all, m.Products...)
	}
	for _, e := range ref.catalog.Availability {
		all = append(all, e.Products...)
	}
	return all
}

func sortedSet[S ~string](all []S) []S {
	all = slices.Clone(all)
	slices.Sort(all)
	return slices.Compact(all)
}

// stateTraits asks for the set of an audience that lacks the fewest traits, among
// those of which none is known not to hold.
func (ref *reference) stateTraits(audience [][]methods.Trait) routing.Remedy {
	var fewest []methods.Trait
	for _, set := range audience {
		if !ref.mayHold(set) {
			continue
		}
		if missing := unstated(set, ref.order); fewest == nil || len(missing) < len(fewest) {
			fewest = missing
		}
	}
	if fewest == nil {
		return routing.Remedy{Do: routing.ActionNone}
	}
	return routing.Remedy{Do: routing.ActionState, Traits: fewest, TraitNames: ref.namesOf(fewest)}
}

func (ref *reference) namesOf(traits []methods.Trait) []methods.Text {
	var names []methods.Text
	for _, trait := range traits {
		for _, t := range ref.catalog.Traits {
			if t.ID == trait {
				names = append(names, t.Name)
			}
		}
	}
	return names
}

// stateEitherWay asks whether traits hold or not.
func (ref *reference) stateEitherWay(traits []methods.Trait) routing.Remedy {
	remedy := routing.Remedy{Do: routing.ActionState, TraitNames: ref.namesOf(traits)}
	for _, trait := range traits {
		remedy.Facts = append(remedy.Facts, "trait."+string(trait))
	}
	return remedy
}

// exceptRemedy: wait for the end of the Except, if the entry lasts longer; else
// move to a surface, else pay in a currency, that the entry allows and the Except
// does not name.
func (ref *reference) exceptRemedy(f *finding, except methods.Match) routing.Remedy {
	if end := ref.closing(except); f.outlasts(end) {
		return routing.Remedy{Do: routing.ActionWaitUntil, Until: end}
	}
	return ref.elsewhere(f, except)
}

// outlasts reports whether there is an end, and the entry lasts longer.
func (f *finding) outlasts(end time.Time) bool {
	until := f.entry.When.Period.Until
	return !end.IsZero() && (until.IsZero() || end.Before(until))
}

// elsewhere: move to a surface, else pay in a currency, that the entry allows and a
// match does not select.
func (ref *reference) elsewhere(f *finding, m methods.Match) routing.Remedy {
	if len(m.Surfaces) > 0 {
		if others := ref.otherSurfaces(f, m.Surfaces); len(others) > 0 {
			return routing.Remedy{Do: routing.ActionMoveTo, Surfaces: others}
		}
	}
	if len(m.Currencies) > 0 {
		if others := ref.otherCurrencies(f, m.Currencies); len(others) > 0 {
			return routing.Remedy{Do: routing.ActionPayIn, Currencies: others}
		}
	}
	return routing.Remedy{Do: routing.ActionNone}
}

// leave cures a limit rule that neither an amount nor a reset cures: by another
// surface or currency than its When selects, or by the end of its hours or period.
func (ref *reference) leave(f *finding, rule routing.LimitRule) routing.Remedy {
	if remedy := ref.elsewhere(f, rule.When); remedy.Do != routing.ActionNone {
		return remedy
	}
	if end := ref.closing(rule.When); f.outlasts(end) {
		return routing.Remedy{Do: routing.ActionWaitUntil, Until: end}
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
		Code: u.code, Undecided: true, Rule: rule.ID, Sources: rule.Sources, Confidence: rule.Confidence, Conflict: rule.Conflict, Counter: bound.Counter,
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
		Rule: rule.ID, Sources: rule.Sources, Confidence: rule.Confidence, Conflict: rule.Conflict, Counter: bound.Counter,
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
