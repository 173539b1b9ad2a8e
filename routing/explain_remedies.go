package routing

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

// isCurable reports whether a reason may have a remedy. None has where the entry is over,
// and nothing is said against the order's own lists.
func (x *explainer) isCurable(code reasonCode) bool {
	const ofLists = codeSet(1<<notAllowed | 1<<blocked | 1<<tried)
	return !x.nowOver && !(incurableCodes | ofLists).has(code)
}

// remedy is what cures a cause.
func (x *explainer) remedy(c cause) Remedy {
	switch {
	case !x.isCurable(c.code):
	case c.code == excepted:
		return x.exceptRemedy(&x.router.scopes[x.router.exceptRows[x.excepts[c.from].rule].scope])
	case c.isOfLimit():
		return x.limitRemedy(c)
	case c.code == unknownTrait:
		return x.stateEitherWay(x.missingOf())
	case c.code <= noProduct:
		return x.entryRemedy(c.code)
	case c.code == parentExcluded:
		return x.parentRemedy()
	case c.code == down:
		return x.downRemedy()
	}
	return Remedy{Do: ActionNone}
}

// entryRemedy is what cures a condition of an entry that is not met.
func (x *explainer) entryRemedy(code reasonCode) Remedy {
	r, when := x.router, &x.when
	switch code {
	case notStarted:
		return Remedy{Do: ActionWaitUntil, Until: r.instant(when.from)}
	case outsideHours:
		if at := r.opening(r.whos[when.who].hours, max(x.facts.now, when.from)); at < when.until {
			return Remedy{Do: ActionWaitUntil, Until: r.instant(at)}
		}
	case wrongSurface, noProduct:
		return moveTo(x.surfacesFor(when))
	case unknownSurface:
		return Remedy{Do: ActionState, Facts: x.fact("surface"), Surfaces: x.surfacesFor(when)}
	case unknownRegion:
		return Remedy{Do: ActionState, Facts: x.fact("region")}
	case unknownBuyer:
		return Remedy{Do: ActionState, Facts: x.fact("buyer")}
	case wrongCurrency:
		return Remedy{Do: ActionPayIn, Currencies: r.currencies.AppendIn(x.space.currencies[:0], when.currencies)}
	case wrongAudience:
		return x.state(x.missingTraits(when.who))
	}
	return Remedy{Do: ActionNone}
}

func moveTo(surfaces []methods.Surface) Remedy {
	if len(surfaces) == 0 {
		return Remedy{Do: ActionNone}
	}
	return Remedy{Do: ActionMoveTo, Surfaces: surfaces}
}

// fact lists one fact.
func (x *explainer) fact(name string) []string { return append(x.space.facts[:0], name) }

// surfacesFor returns the surfaces that an entry allows and that one of its
// products serves; nil if any will do.
func (x *explainer) surfacesFor(when *scope) []methods.Surface {
	r := x.router
	switch {
	case when.surfaces == names.AnySet && when.products == names.AnySet:
		return nil
	case when.surfaces == names.AnySet:
		return r.surfaces.AppendIn(x.space.surfaces[:0], when.products)
	}
	return slices.DeleteFunc(r.surfaces.AppendIn(x.space.surfaces[:0], when.surfaces), func(s methods.Surface) bool {
		return !r.surfaces.Sets.Has(when.products, r.surfaces.Value(s))
	})
}

// missingTraits returns the traits that are not stated of the set of an audience
// that lacks the fewest, the first on a tie, among those of which no trait is known not
// to hold. There may be none of these.
func (x *explainer) missingTraits(number uint32) []uint32 {
	r := x.router
	w := r.whos[number]
	fewest, least := (*traitSet)(nil), 0
	for i := w.sets; i < w.to; i++ {
		if set := &r.traitSets[i]; r.mayHold(set, &x.facts) {
			if n := len(x.traitsOf(x.space.values[:0], set, no, unknown)); fewest == nil || n < least {
				fewest, least = set, n
			}
		}
	}
	if fewest == nil {
		return nil
	}
	return x.traitsOf(x.space.values[:0], fewest, no, unknown)
}

// traitsOf appends the traits of a set of which the order says one of two things.
func (d *Decision) traitsOf(traits []uint32, set *traitSet, one, other truth) []uint32 {
	r, f := d.router, &d.facts
	for low := set.bits & (f.saying(one) | f.saying(other)); low != 0; low &= low - 1 {
		traits = append(traits, uint32(bits.TrailingZeros64(low)))
	}
	for _, value := range r.wideTraits[set.wide:set.to] {
		if is := r.trait(value, f); is == one || is == other {
			traits = append(traits, value)
		}
	}
	return traits
}

// unknownOf appends the traits that keep the sets of an audience from being decided.
func (d *Decision) unknownOf(traits []uint32, number uint32) []uint32 {
	r := d.router
	w := &r.whos[number]
	if r.audience(w, &d.facts) != unknown {
		return traits
	}
	for i := w.sets; i < w.to; i++ {
		if set := &r.traitSets[i]; r.set(set, &d.facts) == unknown {
			traits = d.traitsOf(traits, set, unknown, unknown)
		}
	}
	return traits
}

// missingOf returns the traits that are missing to decide about the entry: those of its
// When and of the recorded Excepts.
func (x *explainer) missingOf() []uint32 {
	traits := x.unknownOf(x.space.values[:0], x.when.who)
	for i := range x.excepts {
		if x.excepts[i].codes.has(unknownTrait) {
			traits = x.unknownOf(traits, x.router.scopes[x.router.exceptRows[x.excepts[i].rule].scope].who)
		}
	}
	return traits
}

// missingFor returns the traits that are missing to know whether a limit rule applies,
// of which there are these records.
func (x *explainer) missingFor(records []record) []uint32 {
	traits := x.space.values[:0]
	for i := range records {
		traits = x.unknownOf(traits, x.router.scopes[records[i].number].who)
	}
	return traits
}

// state asks to state traits.
func (x *explainer) state(traits []uint32) Remedy {
	if len(traits) == 0 {
		return Remedy{Do: ActionNone}
	}
	remedy := Remedy{Do: ActionState, Traits: x.space.traits[:0]}
	remedy.TraitNames = x.ask(traits)
	for _, value := range x.asked {
		remedy.Traits = append(remedy.Traits, x.router.traits.Name(value))
	}
	return remedy
}

// stateEitherWay asks whether traits hold or not.
func (x *explainer) stateEitherWay(traits []uint32) Remedy {
	remedy := Remedy{Do: ActionState, Facts: x.space.facts[:0]}
	remedy.TraitNames = x.ask(traits)
	for _, value := range x.asked {
		remedy.Facts = append(remedy.Facts, x.router.traitWords[value].fact)
	}
	return remedy
}

// ask sorts the traits to ask for, each once, and returns their names.
func (x *explainer) ask(traits []uint32) []methods.Text {
	if len(traits) > 1 {
		all := &x.router.traits
		slices.SortFunc(traits, func(a, b uint32) int { return cmp.Compare(all.Name(a), all.Name(b)) })
		traits = slices.Compact(traits)
	}
	x.asked = traits
	named := x.space.names[:0]
	for _, value := range traits {
		named = append(named, x.router.traitWords[value].name)
	}
	return named
}

// exceptRemedy is what takes the order out of an Except: waiting for its end, if
// the entry lasts longer; else going elsewhere.
func (x *explainer) exceptRemedy(except *scope) Remedy {
	if end := x.covered(except); end < x.when.until {
		return Remedy{Do: ActionWaitUntil, Until: x.router.instant(end)}
	}
	return x.elsewhere(except.surfaces, x.currenciesIn(except.currencies))
}

// currenciesIn lists the currencies of a condition, if it is one.
func (x *explainer) currenciesIn(set uint16) []string {
	if set == names.AnySet {
		return nil
	}
	return x.router.currencies.AppendIn(x.space.others[:0], set)
}

// elsewhere is another surface than those of a set, else another currency than the
// given ones, that the entry allows. Where it allows any, those count that the catalog
// names.
func (x *explainer) elsewhere(surfaces uint16, currencies []string) Remedy {
	r, when := x.router, &x.when
	if surfaces != names.AnySet {
		allowed := x.surfacesFor(when)
		if when.surfaces == names.AnySet && when.products == names.AnySet {
			allowed = r.surfaces.AppendIn(x.space.surfaces[:0], names.AnySet)
		}
		others := slices.DeleteFunc(allowed, func(s methods.Surface) bool {
			return r.surfaces.Sets.Has(surfaces, r.surfaces.Value(s))
		})
		if len(others) > 0 {
			return moveTo(others)
		}
	}
	if len(currencies) > 0 {
		others := slices.DeleteFunc(r.currencies.AppendIn(x.space.currencies[:0], when.currencies), func(code string) bool {
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
	if rule.kind&ownCurrency != 0 {
		currencies = append(x.space.others[:0], limits.Currency(rule.currency).String())
	} else {
		currencies = x.currenciesIn(s.currencies)
	}
	remedy := x.elsewhere(s.surfaces, currencies)
	if end := x.covered(s); remedy.Do == ActionNone && end < x.when.until {
		return Remedy{Do: ActionWaitUntil, Until: x.router.instant(end)}
	}
	return remedy
}

// parentRemedy is the parent's first one that helps.
func (x *explainer) parentRemedy() Remedy {
	var buffer [few]record
	parent := x.explainer(x.parent(x.verdict), buffer[:0], x.space)
	remedy := Remedy{Do: ActionNone}
	parent.each(func(c cause) bool {
		remedy = parent.remedy(c)
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

// limitRemedy is what cures the refusal of a limit rule: an amount, a reset or a fact, else
// to leave its When.
func (x *explainer) limitRemedy(of cause) Remedy {
	switch {
	case of.code == unknownTrait:
		return x.stateEitherWay(x.missingFor(x.results[of.from:of.to]))
	case unknownFacts.has(of.code):
		remedy := x.entryRemedy(of.code)
		remedy.Surfaces = nil // those are of the entry
		return remedy
	}
	r := &x.results[of.from]
	rule := &x.router.rules[r.rule]
	if remedy := x.remedyWithin(rule, r, of.code); remedy.Do != ActionNone {
		return remedy
	}
	return x.leave(rule)
}

// remedyWithin is what cures the refusal of a limit rule that leaves some room.
func (x *explainer) remedyWithin(rule *rule, r *record, code reasonCode) Remedy {
	room := x.room(r)
	c, isCap := x.router.capOf(rule)
	switch code {
	case belowMin:
		low, _ := room.Min()
		return Remedy{Do: ActionPayAtLeast, Amount: low}
	case aboveMax, capReached:
		return x.overRemedy(c, room, code)
	case countReached:
		if at := x.resets(c); !at.IsZero() {
			return Remedy{Do: ActionWaitUntil, Until: at}
		}
	case unknownUsage:
		if !isCap {
			return Remedy{Do: ActionState, Facts: x.fact(usageFactOf(limits.Counter(x.custom[r.number].note)))}
		}
		return Remedy{Do: ActionState, Facts: x.fact(x.router.usageFacts[c.Counter])}
	case limitCurrency:
		own := cmp.Or(c.Currency(), limits.Currency(rule.counter))
		switch {
		case isCap && (own == x.facts.currency || !own.IsValid()):
			// It is the usage that is in another currency.
			return Remedy{Do: ActionState, Facts: x.fact(x.router.usageFacts[c.Counter])}
		case isCap:
			return Remedy{Do: ActionPayIn, Currencies: append(x.space.currencies[:0], own.String())}
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
