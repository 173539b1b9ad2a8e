package analysis

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// offers is 1 where the method is offered to the order's buyer, with what has been
// paid so far. It is all that a plan needs to know, and simpler than a verdict:
// which entry is nearest does not matter where none grants.
func (s *search) offers(m methods.ID) ref {
	if f, ok := s.offered[m]; ok {
		return f
	}
	f := leaf(0)
	if !s.restricted(m) {
		f = s.granted(m)
	}
	for _, n := range s.x.limitsFor(place{s.platform, m}) {
		if f == leaf(0) {
			break
		}
		f = s.unless(f, s.refuses(&s.x.catalog.Limits[n]))
	}
	s.offered[m] = f
	return f
}

// restricted reports whether the order's own lists exclude the method.
func (s *search) restricted(m methods.ID) bool {
	o := s.order
	return len(o.Allow) > 0 && !slices.Contains(o.Allow, m) || slices.Contains(o.Block, m) || slices.Contains(o.Tried, m)
}

// granted is 1 where an entry grants the method, one of that entry's products
// serves the surface, and the method that it lives within is offered. The first
// entry that grants decides: the others do not stand in for it.
func (s *search) granted(m methods.ID) ref {
	at := place{s.platform, m}
	granted, taken := leaf(0), leaf(0)
	for _, n := range s.x.entries[at] {
		e := &s.x.catalog.Availability[n]
		if !e.Status.Grants() {
			continue
		}
		met := s.withExcepts(s.unmetBy(&e.When), e.Except, s.platform)
		met = s.replace(met, func(v int32) int32 { return bit(v == 0) })
		first := s.unless(met, taken)
		taken = s.combine(taken, met, either)
		first = s.where(first, s.served(s.x.productsOf(e)))
		if e.Parent != "" && first != leaf(0) {
			first = s.where(first, s.offers(e.Parent))
		}
		granted = s.combine(granted, first, either)
	}
	return granted
}

// served is 1 where one of the products can be used; none at all need none.
func (s *search) served(products []methods.Product) ref {
	if len(products) == 0 {
		return leaf(1)
	}
	return s.on(surfaceAxis, func(surface int) int32 {
		return bit(slices.ContainsFunc(products, func(p methods.Product) bool { return s.serves(&p, surface) }))
	})
}

// refuses is 1 where a limit rule applies, or may apply for all that is known, and
// refuses.
func (s *search) refuses(rule *routing.LimitRule) ref {
	if s.isIdle(rule) {
		return leaf(0)
	}
	applies := s.withExcepts(s.unmetBy(&rule.When), rule.Except, s.platform)
	applies = s.replace(applies, func(v int32) int32 {
		u, matching := unpack(v)
		return bit(matching == 0 && u&^unknownFacts == 0)
	})
	if applies == leaf(0) {
		return applies
	}
	cap := capOf(rule)
	tight := s.on(s.amountAxis(), func(value int) int32 { return bit(s.says(cap, s.amounts[value]) != allows) })
	if cap.IsTotal() {
		tight = s.combine(tight, s.overspends(cap), either)
	}
	return s.where(applies, tight)
}

// isIdle reports whether a rule applies only where traits are stated that no plan
// needs to state: no order is offered more for stating what only limit rules ask
// for.
func (s *search) isIdle(rule *routing.LimitRule) bool {
	audience := rule.When.Audience
	return len(audience) > 0 && !slices.ContainsFunc(audience, func(set []methods.Trait) bool {
		return !slices.ContainsFunc(set, func(trait methods.Trait) bool {
			return !s.helpful[trait] && !slices.Contains(s.order.Traits, trait)
		})
	})
}

// addHelpful notes the traits that a plan may have to state: those that an entry
// names, be it in an Except, as the next entry may then grant the method, and those
// that take an order out of a limit rule.
func (s *search) addHelpful(matches ...methods.Match) {
	for _, m := range matches {
		for _, set := range m.Audience {
			for _, trait := range set {
				s.helpful[trait] = true
			}
		}
	}
}

// overspends is 1 where a total that has not started anew leaves too little, is
// missing, or is not in the cap's currency.
func (s *search) overspends(cap limits.Cap) ref {
	t := s.totals[cap.Counter]
	switch {
	case t.other:
		return leaf(1)
	case t.axis > 0:
		return s.on(t.axis, func(stated int) int32 { return bit(stated == traitUnstated) })
	}
	left := cap.Max.Minor() - t.used
	tight := s.on(s.amountAxis(), func(value int) int32 {
		p := s.amounts[value]
		return bit(p.isOwn(cap) && p.min > left)
	})
	counts := s.on(timeAxis, func(value int) int32 { return bit(s.instants[value] < t.resets) })
	return s.where(tight, counts)
}

// where is f where the condition is 1, and else 0.
func (s *search) where(f, condition ref) ref {
	return s.combine(f, condition, func(a, b int32) int32 { return a & b })
}

// unless is f where the condition is 0, and else 0.
func (s *search) unless(f, condition ref) ref {
	return s.combine(f, condition, func(a, b int32) int32 { return a &^ b })
}

func bit(is bool) int32 {
	if is {
		return 1
	}
	return 0
}
