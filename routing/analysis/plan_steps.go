package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// steps says how to get from the order to the plan's, the cheapest kind of step
// first.
func (s *search) steps(values []int, o *routing.Order) []routing.Remedy {
	var steps []routing.Remedy
	moved := values[s.surfaces.axis] != s.home[s.surfaces.axis]
	for kind := range stepKinds {
		switch {
		case kind == payLess && s.isPaying(values) && o.Amount.Minor() < s.order.Amount.Minor():
			steps = append(steps, routing.Remedy{Do: routing.ActionPayAtMost, Amount: o.Amount})
		case kind == payMore && s.isPaying(values) && o.Amount.Minor() > s.order.Amount.Minor():
			steps = append(steps, routing.Remedy{Do: routing.ActionPayAtLeast, Amount: o.Amount})
		case kind == payIn && o.Amount.Currency() != s.order.Amount.Currency():
			steps = append(steps, routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{o.Amount.Currency().String()}})
		case kind == move && moved && s.order.Surface != "":
			steps = append(steps, routing.Remedy{Do: routing.ActionMoveTo, Surfaces: s.surfacesLike(values)})
		case kind == wait && values[s.times.axis] != s.home[s.times.axis]:
			steps = append(steps, routing.Remedy{Do: routing.ActionWaitUntil, Until: o.At.In(s.times.zone)})
		case kind == stateTrait:
			steps = append(steps, s.stateTraits(values)...)
		case kind == stateFact:
			steps = append(steps, s.stateFacts(values)...)
		}
	}
	return steps
}

// isPaying reports whether the order stays in its currency.
func (s *search) isPaying(values []int) bool {
	return s.amounts.spans[values[s.amounts.axis]].currency == s.amounts.known(s.order.Amount.Currency())
}

// stateTraits is a step for all traits that are stated, those apart of which silence is
// a missing fact.
func (s *search) stateTraits(values []int) []routing.Remedy {
	step := routing.Remedy{Do: routing.ActionState}
	for trait := range s.answers(values) {
		if !s.x.mustState[trait] {
			step.Traits, step.TraitNames = append(step.Traits, trait), append(step.TraitNames, s.nameOf(trait))
		}
	}
	if len(step.Traits) == 0 {
		return nil
	}
	return []routing.Remedy{step}
}

func (s *search) nameOf(trait methods.Trait) methods.Text {
	of := func(t routing.TraitInfo) bool { return t.ID == trait }
	if at := slices.IndexFunc(s.x.catalog.Traits, of); at >= 0 {
		return s.x.catalog.Traits[at].Name
	}
	return methods.Text{}
}

// stateFacts is a step for each missing fact that is stated.
func (s *search) stateFacts(values []int) []routing.Remedy {
	var steps []routing.Remedy
	state := func(fact string, surfaces []methods.Surface) {
		steps = append(steps, routing.Remedy{Do: routing.ActionState, Facts: []string{fact}, Surfaces: surfaces})
	}
	if values[s.surfaces.axis] != s.home[s.surfaces.axis] && s.order.Surface == "" {
		state("surface", s.surfacesLike(values))
	}
	if values[s.regions.axis] != s.home[s.regions.axis] {
		state("region", nil)
	}
	if values[s.buyers.axis] != s.home[s.buyers.axis] {
		state("buyer", nil)
	}
	for trait := range s.answers(values) {
		if s.x.mustState[trait] {
			state("trait."+string(trait), nil)
			steps[len(steps)-1].TraitNames = []methods.Text{s.nameOf(trait)}
		}
	}
	for i, counter := range s.missing {
		if values[s.firstCounter()+i] == traitStated {
			state("usage."+string(counter), nil)
		}
	}
	return steps
}
