package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// traitAxes are whether each trait is stated. Of a trait that must be stated it also
// matters whether it is known not to hold.
type traitAxes struct {
	axis int // of the first trait
	must []mustState
	names[methods.Trait]
}

// The values of a trait's axis. Only a trait that must be stated has the last.
const (
	traitUnstated = iota
	traitStated
	traitLacked
	traitValues
)

func newTraitAxes(must []mustState) traitAxes {
	return traitAxes{must: must, names: newNames[methods.Trait]()}
}

// mayBeLacked reports whether a trait's axis has all three values.
func (a *traitAxes) mayBeLacked(trait methods.Trait) bool {
	return slices.ContainsFunc(a.must, func(must mustState) bool { return must[trait] })
}

func (a *traitAxes) place(first int) []int {
	a.axis = first
	sizes := make([]int, len(a.all))
	for i, trait := range a.all {
		sizes[i] = traitStated + 1
		if a.mayBeLacked(trait) {
			sizes[i] = traitValues
		}
	}
	return sizes
}

// traitAt returns the trait of an axis, if it is one of a trait.
func (a *traitAxes) traitAt(axis int) (methods.Trait, bool) {
	if i := axis - a.axis; i >= 0 && i < len(a.all) {
		return a.all[i], true
	}
	return "", false
}

// What an order says of a set of traits, or of an audience. Each has the bits of those
// before it, so that of all traits of a set what has most bits decides, and of all sets
// of an audience what has fewest.
const (
	holds   int32 = 0
	mayHold int32 = 1 // some trait is not known
	fails   int32 = 3
	barred  int32 = 7 // some trait is known not to hold
)

// unmet is whether no set of an audience is wholly stated, by a catalog in which some
// traits must be stated.
func (a *traitAxes) unmet(d *mdd.Diagram, audience [][]methods.Trait, must mustState) mdd.Ref {
	sets := make([]mdd.Ref, len(audience))
	for i, set := range audience {
		each := make([]mdd.Ref, len(set))
		for n, trait := range set {
			each[n] = a.says(d, trait, must)
		}
		sets[i] = d.Fold(each, mdd.Leaf(holds), d.Or)
	}
	least := d.Fold(sets, mdd.Leaf(barred), func(f, g mdd.Ref) mdd.Ref {
		return d.CombineKnowing(f, g, leastKnown, func(a, b int32) int32 { return a & b })
	})
	return d.Replace(least, func(v int32) int32 {
		switch v {
		case mayHold:
			return int32(unknownTrait)
		case fails:
			return int32(toAudience)
		case barred:
			return int32(toAudience | toNobody)
		}
		return 0
	})
}

// leastKnown is what is known of the less of two functions.
func leastKnown(f, g mdd.Ref) (mdd.Ref, bool) {
	switch {
	case f == mdd.Leaf(holds) || g == mdd.Leaf(barred) || f == g:
		return f, true
	case g == mdd.Leaf(holds) || f == mdd.Leaf(barred):
		return g, true
	}
	return 0, false
}

// says is what an order says of a trait.
func (a *traitAxes) says(d *mdd.Diagram, trait methods.Trait, must mustState) mdd.Ref {
	axis, silent := a.axis+a.of[trait], fails
	if must[trait] {
		silent = mayHold
	}
	runs := []mdd.Run{{Value: silent}, {From: traitStated, Value: holds}}
	if a.mayBeLacked(trait) {
		runs = append(runs, mdd.Run{From: traitLacked, Value: barred})
	}
	return d.Runs(axis, runs...)
}

// isTold is 1 where a trait is stated or known not to hold.
func (a *traitAxes) isTold(d *mdd.Diagram, axis int) mdd.Ref {
	return d.Runs(axis, mdd.Run{}, mdd.Run{From: traitStated, Value: 1})
}

func (a *traitAxes) describe(r *Region, b mdd.Box) {
	for axis, set := range b.Sides() {
		trait, ok := a.traitAt(axis)
		if !ok {
			continue
		}
		unstated, stated, lacked := set.Has(traitUnstated), set.Has(traitStated), set.Has(traitLacked)
		switch {
		case stated && lacked:
			r.Told = append(r.Told, trait)
		case stated && unstated:
			r.Unlacked = append(r.Unlacked, trait)
		case stated:
			r.Stated = append(r.Stated, trait)
		case !unstated:
			r.Lacked = append(r.Lacked, trait)
		case a.mayBeLacked(trait) && !lacked:
			r.Untold = append(r.Untold, trait)
		default:
			r.Unstated = append(r.Unstated, trait)
		}
	}
}

func (a *traitAxes) choose(o *routing.Order, b mdd.Box) {
	for axis, set := range b.Sides() {
		switch trait, ok := a.traitAt(axis); {
		case !ok || set.Has(traitUnstated):
		case set.Has(traitLacked):
			o.Lacks = append(o.Lacks, trait)
		default:
			o.Traits = append(o.Traits, trait)
		}
	}
}

func (a *traitAxes) locate(o *routing.Order, values []int) {
	for _, trait := range o.Traits {
		if i, isNamed := a.of[trait]; isNamed {
			values[a.axis+i] = traitStated
		}
	}
	for _, trait := range o.Lacks {
		if i, isNamed := a.of[trait]; isNamed && a.mayBeLacked(trait) {
			values[a.axis+i] = traitLacked
		}
	}
}
