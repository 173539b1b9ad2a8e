package analysis

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// traitAxes are whether each trait is stated.
type traitAxes struct {
	axis int // of the first trait
	names[methods.Trait]
}

// The values of a trait's axis.
const (
	traitUnstated = iota
	traitStated
)

func newTraitAxes() traitAxes { return traitAxes{names: newNames[methods.Trait]()} }

func (a *traitAxes) place(first int) []int {
	a.axis = first
	sizes := make([]int, len(a.all))
	for i := range sizes {
		sizes[i] = 2
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

// unmet is whether no set of an audience is wholly stated.
func (a *traitAxes) unmet(d *mdd.Diagram, audience [][]methods.Trait) mdd.Ref {
	lacking := make([]mdd.Ref, len(audience))
	for i, set := range audience {
		each := make([]mdd.Ref, len(set))
		for n, trait := range set {
			each[n] = d.Among(a.axis+a.of[trait], []int{traitStated}, 0, 1)
		}
		lacking[i] = d.Fold(each, mdd.Leaf(0), d.Or)
	}
	return d.If(d.Fold(lacking, mdd.Leaf(1), d.And), mdd.Leaf(int32(toAudience)), 0)
}

func (a *traitAxes) describe(r *Region, b mdd.Box) {
	for axis, set := range b.Sides() {
		trait, ok := a.traitAt(axis)
		switch {
		case !ok:
		case set.Has(traitStated):
			r.Stated = append(r.Stated, trait)
		default:
			r.Unstated = append(r.Unstated, trait)
		}
	}
}

func (a *traitAxes) choose(o *routing.Order, b mdd.Box) {
	for axis, set := range b.Sides() {
		if trait, ok := a.traitAt(axis); ok && !set.Has(traitUnstated) {
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
}
