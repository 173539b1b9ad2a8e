package routing

import (
	"slices"

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
// that lacks the fewest, the first on a tie.
func (d *Decision) missingTraits(number uint32) []methods.Trait {
	r := d.router
	w := r.whos[number]
	var fewest []methods.Trait
	for i := w.sets; i < w.to; i++ {
		if lacking := d.lacking(&r.traitSets[i]); i == w.sets || len(lacking) < len(fewest) {
			fewest = lacking
		}
	}
	return fewest
}

func (d *Decision) lacking(set *traitSet) []methods.Trait {
	r := d.router
	var traits []methods.Trait
	for value := uint32(names.FirstNamed); value < 64; value++ {
		if (set.bits&^d.facts.traits)>>value&1 != 0 {
			traits = append(traits, r.traits.Name(value))
		}
	}
	for _, value := range r.wideTraits[set.wide:set.to] {
		if _, stated := slices.BinarySearch(d.facts.wide, value); !stated {
			traits = append(traits, r.traits.Name(value))
		}
	}
	slices.Sort(traits)
	return traits
}

// exceptRemedy is what takes the order out of an Except: waiting for its end, if
// the entry lasts longer; else another surface or currency, if the entry allows
// one that the Except does not name.
func (d *Decision) exceptRemedy(when, except *scope) Remedy {
	r := d.router
	if except.until != forever && except.until < when.until {
		return Remedy{Do: ActionWaitUntil, Until: r.instant(except.until)}
	}
	if except.surfaces != names.AnySet {
		elsewhere := slices.DeleteFunc(d.surfacesFor(when), func(s methods.Surface) bool {
			return r.surfaces.Sets.Has(except.surfaces, r.surfaces.Value(s))
		})
		if len(elsewhere) > 0 {
			return moveTo(elsewhere)
		}
	}
	if except.currencies != names.AnySet && when.currencies != names.AnySet {
		others := slices.DeleteFunc(r.currencies.In(when.currencies), func(code string) bool {
			return r.currencies.Sets.Has(except.currencies, r.currencies.Value(code))
		})
		if len(others) > 0 {
			return Remedy{Do: ActionPayIn, Currencies: others}
		}
	}
	return Remedy{Do: ActionNone}
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
	case unknownSurface:
		return Remedy{Do: ActionState, Facts: []string{"surface"}}
	case unknownRegion:
		return Remedy{Do: ActionState, Facts: []string{"region"}}
	case unknownBuyer:
		return Remedy{Do: ActionState, Facts: []string{"buyer"}}
	case unknownUsage:
		counter := string(c.Counter)
		if !isCap {
			counter = d.custom[r.number].note
		}
		return Remedy{Do: ActionState, Facts: []string{"usage." + counter}}
	case limitCurrency:
		switch {
		case isCap && c.Currency() == d.facts.currency:
			// It is the usage that is in another currency.
			return Remedy{Do: ActionState, Facts: []string{"usage." + string(c.Counter)}}
		case isCap:
			return Remedy{Do: ActionPayIn, Currencies: []string{c.Currency().String()}}
		}
	}
	return Remedy{Do: ActionNone}
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
