package routing

import (
	"cmp"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

// entryRemedy is what cures a condition of an entry that is not met.
func (d *Decision) entryRemedy(when *scope, code reasonCode) Remedy {
	r := d.router
	switch code {
	case notStarted:
		return Remedy{Do: ActionWaitUntil, Until: r.instant(when.from)}
	case outsideHours:
		if at := r.opening(r.whos[when.who].hours, max(d.facts.now, when.from)); at < when.until {
			return Remedy{Do: ActionWaitUntil, Until: r.instant(at)}
		}
	case wrongSurface, noProduct:
		return moveTo(d.surfacesFor(when))
	case unknownSurface:
		return Remedy{Do: ActionState, Facts: []string{"surface"}, Surfaces: d.surfacesFor(when)}
	case unknownRegion:
		return Remedy{Do: ActionState, Facts: []string{"region"}}
	case unknownBuyer:
		return Remedy{Do: ActionState, Facts: []string{"buyer"}}
	case wrongCurrency:
		return Remedy{Do: ActionPayIn, Currencies: r.currencies.In(when.currencies)}
	case wrongAudience:
		traits := d.missingTraits(when.who)
		if len(traits) == 0 {
			return Remedy{Do: ActionNone}
		}
		return Remedy{Do: ActionState, Traits: traits, TraitNames: r.namesOf(traits)}
	}
	return Remedy{Do: ActionNone}
}

func moveTo(surfaces []methods.Surface) Remedy {
	if len(surfaces) == 0 {
		return Remedy{Do: ActionNone}
	}
	return Remedy{Do: ActionMoveTo, Surfaces: surfaces}
}

// surfacesFor returns the surfaces that an entry allows and that one of its
// products serves; nil if any will do.
func (d *Decision) surfacesFor(when *scope) []methods.Surface {
	r := d.router
	switch {
	case when.surfaces == names.AnySet && when.products == names.AnySet:
		return nil
	case when.surfaces == names.AnySet:
		return r.surfaces.In(when.products)
	}
	return slices.DeleteFunc(r.surfaces.In(when.surfaces), func(s methods.Surface) bool {
		return !r.surfaces.Sets.Has(when.products, r.surfaces.Value(s))
	})
}

// missingTraits returns the traits that are not stated of the set of an audience
// that lacks the fewest, the first on a tie, among those of which no trait is known not
// to hold. There may be none of these.
func (d *Decision) missingTraits(number uint32) []methods.Trait {
	r := d.router
	w := r.whos[number]
	var fewest []methods.Trait
	for i := w.sets; i < w.to; i++ {
		if set := &r.traitSets[i]; r.mayHold(set, &d.facts) {
			if missing := d.traitsOf(set, no, unknown); fewest == nil || len(missing) < len(fewest) {
				fewest = missing
			}
		}
	}
	return fewest
}

// traitsOf returns the traits of a set of which the order says one of two things,
// sorted.
func (d *Decision) traitsOf(set *traitSet, one, other truth) []methods.Trait {
	r := d.router
	var traits []methods.Trait
	r.eachTrait(set, func(value uint32) {
		if is := r.trait(value, &d.facts); is == one || is == other {
			traits = append(traits, r.traits.Name(value))
		}
	})
	slices.Sort(traits)
	return traits
}

// unknownOf returns the traits that keep the sets of an audience from being decided.
func (d *Decision) unknownOf(number uint32) []methods.Trait {
	r := d.router
	w := &r.whos[number]
	if r.audience(w, &d.facts) != unknown {
		return nil
	}
	var traits []methods.Trait
	for i := w.sets; i < w.to; i++ {
		if set := &r.traitSets[i]; r.set(set, &d.facts) == unknown {
			traits = append(traits, d.traitsOf(set, unknown, unknown)...)
		}
	}
	return traits
}

// missingOf returns the traits that are missing to decide about an entry: those of its
// When and of the recorded Excepts.
func (d *Decision) missingOf(when *scope, excepts []record) []methods.Trait {
	traits := d.unknownOf(when.who)
	for i := range excepts {
		if excepts[i].codes.has(unknownTrait) {
			traits = append(traits, d.unknownOf(d.router.scopes[d.router.exceptRows[excepts[i].rule].scope].who)...)
		}
	}
	return traits
}

// missingFor returns the traits that are missing to know whether a limit rule applies,
// of which there are these records.
func (d *Decision) missingFor(records []record) []methods.Trait {
	var traits []methods.Trait
	for i := range records {
		traits = append(traits, d.unknownOf(d.router.scopes[records[i].number].who)...)
	}
	return traits
}

// stateEitherWay asks whether traits hold or not.
func (d *Decision) stateEitherWay(traits []methods.Trait) Remedy {
	slices.Sort(traits)
	traits = slices.Compact(traits)
	remedy := Remedy{Do: ActionState, TraitNames: d.router.namesOf(traits)}
	for _, trait := range traits {
		remedy.Facts = append(remedy.Facts, traitFact+string(trait))
	}
	return remedy
}

// exceptRemedy is what takes the order out of an Except: waiting for its end, if
// the entry lasts longer; else going elsewhere.
func (d *Decision) exceptRemedy(when, except *scope) Remedy {
	if end := d.covered(except); end < when.until {
		return Remedy{Do: ActionWaitUntil, Until: d.router.instant(end)}
	}
	var currencies []string
	if except.currencies != names.AnySet {
		currencies = d.router.currencies.In(except.currencies)
	}
	return d.elsewhere(when, except.surfaces, currencies)
}

// elsewhere is another surface than those of a set, else another currency than the
// given ones, that the entry allows. Where it allows any, those count that the catalog
// names.
func (d *Decision) elsewhere(when *scope, surfaces uint16, currencies []string) Remedy {
	r := d.router
	if surfaces != names.AnySet {
		allowed := d.surfacesFor(when)
		if when.surfaces == names.AnySet && when.products == names.AnySet {
			allowed = r.surfaces.In(names.AnySet)
		}
		others := slices.DeleteFunc(allowed, func(s methods.Surface) bool {
			return r.surfaces.Sets.Has(surfaces, r.surfaces.Value(s))
		})
		if len(others) > 0 {
			return moveTo(others)
		}
	}
	if len(currencies) > 0 {
		others := slices.DeleteFunc(r.currencies.In(when.currencies), func(code string) bool {
			return slices.Contains(currencies, code)
		})
		if len(others) > 0 {
			return Remedy{Do: ActionPayIn, Currencies: others}
		}
	}
	return Remedy{Do: ActionNone}
}

// leave is what takes the order out of the When of a limit rule that neither an amount
// nor a reset cures: going elsewhere, or waiting for its end, if the entry lasts longer.
func (x *explainer) leave(rule *rule) Remedy {
	s := &x.router.scopes[rule.scope]
	var currencies []string
	switch {
	case rule.kind&ownCurrency != 0:
		currencies = []string{limits.Currency(rule.currency).String()}
	case s.currencies != names.AnySet:
		currencies = x.router.currencies.In(s.currencies)
	}
	remedy := x.elsewhere(&x.when, s.surfaces, currencies)
	if end := x.covered(s); remedy.Do == ActionNone && end < x.when.until {
		return Remedy{Do: ActionWaitUntil, Until: x.router.instant(end)}
	}
	return remedy
}

// parentRemedy is the parent's first one that helps.
func (x *explainer) parentRemedy() Remedy {
	var buffer [few]record
	parent := x.explainer(x.parent(x.verdict), buffer[:0])
	remedy := Remedy{Do: ActionNone}
	parent.each(func(c cause) bool {
		remedy = parent.reason(c).Remedy
		return remedy.Do == ActionNone
	})
	return remedy
}

// downRemedy is to wait for the end of an outage, if that is known.
func (x *explainer) downRemedy() Remedy {
	if until := x.downUntil(x.verdict); until != 0 {
		return Remedy{Do: ActionWaitUntil, Until: x.router.instant(until)}
	}
	return Remedy{Do: ActionNone}
}

// downUntil returns until when a method is down that is, and 0 if that is not known.
func (d *Decision) downUntil(i int) int64 {
	at := slices.IndexFunc(d.records, func(r record) bool { return r.codes == down.bit() && int(r.rule) == i })
	return d.records[at].number
}

// limitRemedy is what cures the refusal of a limit rule that leaves some room.
func (d *Decision) limitRemedy(rule *rule, r *record, room limits.Headroom, code reasonCode) Remedy {
	c, isCap := d.router.capOf(rule)
	switch code {
	case belowMin:
		low, _ := room.Min()
		return Remedy{Do: ActionPayAtLeast, Amount: low}
	case aboveMax, capReached:
		return d.overRemedy(c, room, code)
	case countReached:
		if at := d.resets(c); !at.IsZero() {
			return Remedy{Do: ActionWaitUntil, Until: at}
		}
	case unknownUsage:
		counter := string(c.Counter)
		if !isCap {
			counter = d.custom[r.number].note
		}
		return Remedy{Do: ActionState, Facts: []string{"usage." + counter}}
	case limitCurrency:
		own := cmp.Or(c.Currency(), limits.Currency(rule.counter))
		switch {
		case isCap && (own == d.facts.currency || !own.IsValid()):
			// It is the usage that is in another currency.
			return Remedy{Do: ActionState, Facts: []string{"usage." + string(c.Counter)}}
		case isCap:
			return Remedy{Do: ActionPayIn, Currencies: []string{own.String()}}
		}
	}
	return Remedy{Do: ActionNone}
}

// resets returns when the window of a cap on a total ends, and the zero Time if it does
// not.
func (d *Decision) resets(c limits.Cap) time.Time {
	now := d.router.instant(d.facts.now)
	if _, until := c.Window.Span(now); until.After(now) {
		return until.In(d.router.zone)
	}
	return time.Time{}
}

// overRemedy is to pay what is left, if that is an amount the limit allows; else
// to wait for the total to reset, if it does. Nothing is left of a total that
// has none left: a payment of zero would not be one.
func (d *Decision) overRemedy(c limits.Cap, room limits.Headroom, code reasonCode) Remedy {
	left, _ := room.Max()
	if !room.IsEmpty() && (left.Sign() > 0 || code == aboveMax) {
		return Remedy{Do: ActionPayAtMost, Amount: left}
	}
	at, ok := room.Resets()
	if !ok {
		return Remedy{Do: ActionNone}
	}
	remedy := Remedy{Do: ActionWaitUntil, Until: at.In(d.router.zone)}
	if c.Max.IsValid() && d.amount.Minor() > c.Max.Minor() {
		remedy.Amount = c.Max
	}
	return remedy
}
