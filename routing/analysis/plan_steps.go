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
		case kind == stateTrait && len(o.Traits) > len(s.order.Traits):
			steps = append(steps, s.stateTraits(o.Traits[len(s.order.Traits):]))
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

func (s *search) stateTraits(traits []methods.Trait) routing.Remedy {
	names := make([]methods.Text, len(traits))
	for i, trait := range traits {
		of := func(t routing.TraitInfo) bool { return t.ID == trait }
		if at := slices.IndexFunc(s.x.catalog.Traits, of); at >= 0 {
			names[i] = s.x.catalog.Traits[at].Name
		}
	}
	return routing.Remedy{Do: routing.ActionState, Traits: slices.Clone(traits), TraitNames: names}
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
	for i, counter := range s.missing {
		if values[s.firstCounter()+i] == traitStated {
			state("usage."+string(counter), nil)
		}
	}
	return steps
}
