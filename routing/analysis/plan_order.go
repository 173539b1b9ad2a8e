package analysis

import (
	"cmp"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// take returns the order with all steps taken, and adds the buckets of a buyer that
// it makes up to the values. It reports false if no buyer was found.
func (s *search) take(values []int) (routing.Order, bool) {
	o := *s.order
	alike := s.Around(s.offers(s.method), values)
	if values[s.buyers.axis] != s.home[s.buyers.axis] {
		buyer, ok := s.buyers.buyer(alike, s.bounds.buyers)
		if !ok {
			return o, false
		}
		o.Buyer = limits.Hide(buyer)
		s.buyers.locate(&o, values)
	}
	o.Traits, o.Lacks = slices.Clone(o.Traits), slices.Clone(o.Lacks)
	for trait, value := range s.answers(values) {
		if value == traitLacked {
			o.Lacks = append(o.Lacks, trait)
		} else {
			o.Traits = append(o.Traits, trait)
		}
	}
	if at := values[s.times.axis]; at != s.home[s.times.axis] {
		o.At = time.Unix(0, s.times.instants[at]).In(o.At.Location())
	}
	if values[s.surfaces.axis] != s.home[s.surfaces.axis] {
		o.Surface = s.surfacesLike(values)[0]
	}
	if values[s.regions.axis] != s.home[s.regions.axis] {
		s.regions.choose(&o, alike)
	}
	o.Amount = s.amountIn(values[s.amounts.axis])
	o.Usage = s.usageOf(&o, values)
	return o, true
}

// answers yields what a plan says of traits that the order says nothing of.
func (s *search) answers(values []int) iter.Seq2[methods.Trait, int] {
	return func(yield func(methods.Trait, int) bool) {
		for i, trait := range s.traits.all {
			axis := s.traits.axis + i
			if values[axis] != s.home[axis] && !yield(trait, values[axis]) {
				return
			}
		}
	}
}

// amountIn is the amount of a plan that pays in a span.
func (s *search) amountIn(value int) limits.Money {
	span, amount := s.amounts.spans[value], s.order.Amount.Minor()
	switch {
	case value == s.home[s.amounts.axis]:
		return s.order.Amount
	case span.currency != s.amounts.known(s.order.Amount.Currency()):
		return money(max(span.min, 1), cmp.Or(span.currency, s.amounts.another()))
	case span.max < amount:
		return money(span.max, span.currency)
	}
	return money(span.min, span.currency)
}

// usageOf is what will have been paid at the plan's time.
func (s *search) usageOf(o *routing.Order, values []int) limits.Usage {
	usage := maps.Clone(s.order.Usage)
	for counter, used := range s.order.Usage {
		if until, ok := s.planner.resets(counter, s.order); ok && !o.At.Before(until) {
			usage[counter] = reset(used)
		}
	}
	for i, counter := range s.missing {
		if values[s.firstCounter()+i] == traitUnstated {
			continue
		}
		if usage == nil {
			usage = limits.Usage{}
		}
		usage[counter] = stated(usage[counter], s.counters[counter].unpaid(o.Amount.Currency()))
	}
	return usage
}

// reset is what is used of a total once its window has ended: nothing of what it keeps.
func reset(used limits.Used) limits.Used {
	var amount limits.Money
	if used.Amount.IsValid() {
		amount = money(0, used.Amount.Currency())
	}
	if _, isCounted := used.Count(); isCounted {
		return limits.NewUsed(amount, 0)
	}
	return limits.Used{Amount: amount}
}

// stated is a total of which what is missing is stated as well.
func stated(used, missing limits.Used) limits.Used {
	amount := used.Amount
	if !amount.IsValid() {
		amount = missing.Amount
	}
	if n, isCounted := used.Count(); isCounted {
		return limits.NewUsed(amount, n)
	}
	if n, isCounted := missing.Count(); isCounted {
		return limits.NewUsed(amount, n)
	}
	return limits.Used{Amount: amount}
}

// surfacesLike returns the surfaces that a plan may move to, all else as it is.
func (s *search) surfacesLike(values []int) []methods.Surface {
	f, at := s.offers(s.method), slices.Clone(values)
	var all []methods.Surface
	for value, surface := range s.surfaces.all {
		at[s.surfaces.axis] = value
		if s.At(f, at) == 1 {
			all = append(all, surface)
		}
	}
	if len(all) > 0 {
		return all
	}
	return s.unnamedSurfaces()
}

// unnamedSurfaces returns the built-in surfaces that no rule names or, if there is
// none, another one that none does.
func (s *search) unnamedSurfaces() []methods.Surface {
	all := slices.DeleteFunc(methods.Surfaces(), func(surface methods.Surface) bool {
		_, named := s.surfaces.of[surface]
		return named
	})
	if len(all) > 0 {
		return all
	}
	return []methods.Surface{s.surfaces.another()}
}
