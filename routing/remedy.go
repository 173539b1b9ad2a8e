package routing

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// entryRemedy is what cures a condition of an entry that is not met.
func (d *Decision) entryRemedy(m *methods.Method, w *row, code reasonCode) Remedy {
	r := d.router
	switch code {
	case notStarted:
		return Remedy{Do: WaitUntil, Until: r.instant(w.from)}
	case onSurface, noProduct:
		return moveTo(d.surfacesFor(m, w))
	case unknownSurface:
		return Remedy{Do: State, Facts: []string{"surface"}, Surfaces: d.surfacesFor(m, w)}
	case unknownRegion:
		return Remedy{Do: State, Facts: []string{"region"}}
	case unknownBuyer:
		return Remedy{Do: State, Facts: []string{"buyer"}}
	case inCurrency:
		return Remedy{Do: PayIn, Currencies: r.currencies.all(r.sets.all[w.currencies], r.sets.wide)}
	case toAudience:
		traits := d.missingTraits(w.who)
		return Remedy{Do: State, Traits: traits, TraitNames: r.namesOf(traits)}
	}
	return Remedy{Do: None}
}

func moveTo(surfaces []methods.Surface) Remedy {
	if len(surfaces) == 0 {
		return Remedy{Do: None}
	}
	return Remedy{Do: MoveTo, Surfaces: surfaces}
}

// surfacesFor returns the surfaces that an entry allows and that one of its
// products serves; nil if any will do.
func (d *Decision) surfacesFor(m *methods.Method, w *row) []methods.Surface {
	r := d.router
	allowed, served := r.sets.all[w.surfaces], r.sets.all[w.products]
	if allowed == anySet {
		if served == anySet {
			return nil
		}
		return r.surfaces.all(served, r.sets.wide)
	}
	both := r.surfaces.all(allowed, r.sets.wide)
	return slices.DeleteFunc(both, func(s methods.Surface) bool {
		return !served.has(r.surfaces.of(s), r.sets.wide)
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

func (r *Router) namesOf(traits []methods.Trait) []methods.Text {
	names := make([]methods.Text, len(traits))
	for i, trait := range traits {
		names[i] = r.traitNames[trait]
	}
	return names
}

func (d *Decision) lacking(set *traitSet) []methods.Trait {
	r := d.router
	var traits []methods.Trait
	for value := uint32(firstNamed); value < 64; value++ {
		if (set.bits&^d.facts.traits)>>value&1 != 0 {
			traits = append(traits, r.traits.names[value])
		}
	}
	for _, value := range r.wideTraits[set.wide:set.to] {
		if _, stated := slices.BinarySearch(d.facts.wide, value); !stated {
			traits = append(traits, r.traits.names[value])
		}
	}
	slices.Sort(traits)
	return traits
}

// exceptRemedy is what takes the order out of an Except: waiting for its end, if
// the entry lasts longer; else another surface or currency, if the entry allows
// one that the Except does not name.
func (d *Decision) exceptRemedy(m *methods.Method, w *row, except *scope) Remedy {
	r := d.router
	if except.until != forever && except.until < w.until {
		return Remedy{Do: WaitUntil, Until: r.instant(except.until)}
	}
	if except.surfaces != 0 {
		elsewhere := slices.DeleteFunc(d.surfacesFor(m, w), func(s methods.Surface) bool {
			return r.sets.all[except.surfaces].has(r.surfaces.of(s), r.sets.wide)
		})
		if len(elsewhere) > 0 {
			return moveTo(elsewhere)
		}
	}
	if except.currencies != 0 && w.currencies != 0 {
		others := slices.DeleteFunc(r.currencies.all(r.sets.all[w.currencies], r.sets.wide), func(code string) bool {
			return r.sets.all[except.currencies].has(r.currencies.of(code), r.sets.wide)
		})
		if len(others) > 0 {
			return Remedy{Do: PayIn, Currencies: others}
		}
	}
	return Remedy{Do: None}
}

// limitRemedy is what cures the refusal of a limit rule.
func (d *Decision) limitRemedy(rule *LimitRule, r *record, code reasonCode) Remedy {
	cap, isCap := rule.Limit.(limits.Cap)
	switch code {
	case belowMin:
		return Remedy{Do: PayAtLeast, Amount: d.money(r.min)}
	case aboveMax, capReached:
		return d.overRemedy(cap, r)
	case unknownSurface:
		return Remedy{Do: State, Facts: []string{"surface"}}
	case unknownRegion:
		return Remedy{Do: State, Facts: []string{"region"}}
	case unknownBuyer:
		return Remedy{Do: State, Facts: []string{"buyer"}}
	case unknownUsage:
		counter := cap.Counter
		if !isCap {
			counter = limits.Counter(d.notes[r.detail-1])
		}
		return Remedy{Do: State, Facts: []string{"usage." + string(counter)}}
	case limitCurrency:
		switch {
		case isCap && cap.Currency() == d.facts.currency:
			// It is the usage that is in another currency.
			return Remedy{Do: State, Facts: []string{"usage." + string(cap.Counter)}}
		case isCap:
			return Remedy{Do: PayIn, Currencies: []string{cap.Currency().String()}}
		}
	}
	return Remedy{Do: None}
}

// overRemedy is to pay what is left, if that is an amount the limit allows; else
// to wait for the total to start anew, if it does.
func (d *Decision) overRemedy(cap limits.Cap, r *record) Remedy {
	lowest := int64(1)
	if r.kind&isTotal == 0 {
		lowest = 0
	}
	if r.kind&hasMin != 0 {
		lowest = max(lowest, r.min)
	}
	if r.max >= lowest {
		return Remedy{Do: PayAtMost, Amount: d.money(r.max)}
	}
	if r.resets == 0 {
		return Remedy{Do: None}
	}
	remedy := Remedy{Do: WaitUntil, Until: d.router.instant(r.resets)}
	if cap.Max.IsValid() && d.facts.amount > cap.Max.Minor() {
		remedy.Amount = cap.Max
	}
	return remedy
}
