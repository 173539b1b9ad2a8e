package routing_test

import (
	"slices"
	"time"

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
