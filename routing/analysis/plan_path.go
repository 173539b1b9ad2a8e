package analysis

import (
	"maps"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// way is the cheapest way from a node of a diagram to 1, if there is one.
type way struct {
	known bool
	open  bool
	cost  cost
	value int // of the node's axis
}

// wayFrom is the cheapest way from a node on. Where two values do equally well it
// takes the later one, so that of two traits the one that is named first is stated.
func (s *search) wayFrom(f ref) way {
	if f.isLeaf() {
		return way{open: f == leaf(1)}
	}
	if s.ways[f].known {
		return s.ways[f]
	}
	best := way{known: true}
	axis := s.top(f)
	for value, child := range s.children(f) {
		toll, on := s.tolls[axis][value], s.wayFrom(child)
		if !toll.open || !on.open {
			continue
		}
		sum := toll.cost.plus(on.cost)
		if !best.open || sum.compare(best.cost) <= 0 {
			best = way{true, true, sum, value}
		}
	}
	s.ways[f] = best
	return best
}

// cheapest is the changed order of the cheapest plan, as a value of each axis, and
// as the box of those that are as good.
func (s *search) cheapest() (values []int, alike box, ok bool) {
	f := s.offers(s.method)
	s.ways = make([]way, len(s.axis))
	if !s.wayFrom(f).open {
		return nil, box{}, false
	}
	values, alike.sets = slices.Clone(s.home), make([]set, len(s.sizes))
	for !f.isLeaf() {
		axis, value := s.top(f), s.wayFrom(f).value
		next := s.child(f, axis, value)
		values[axis] = value
		alike.sets[axis] = setOf(s.sizes[axis], func(other int) bool { return s.child(f, axis, other) == next })
		f = next
	}
	return values, alike, true
}

// take returns the order with all steps taken, and adds the buckets of a buyer that
// it makes up to the values. It reports false if no buyer was found.
func (s *search) take(values []int, alike box) (routing.Order, bool) {
	o := *s.order
	if values[buyerAxis] != s.home[buyerAxis] {
		buyer, ok := s.exampleBuyer(alike)
		if !ok {
			return o, false
		}
		o.Buyer = limits.Hide(buyer)
		s.locateBuyer(buyer, values)
	}
	o.Traits = slices.Clone(o.Traits)
	for i, trait := range s.traits {
		if axis := s.firstTrait() + i; values[axis] != s.home[axis] {
			o.Traits = append(o.Traits, trait)
		}
	}
	if values[timeAxis] != s.home[timeAxis] {
		o.At = time.Unix(0, s.instants[values[timeAxis]]).In(o.At.Location())
	}
	if values[surfaceAxis] != s.home[surfaceAxis] {
		o.Surface = s.surfacesLike(values)[0]
	}
	if values[regionAxis] != s.home[regionAxis] {
		o.Region = s.exampleRegion(alike.sets[regionAxis])
	}
	o.Amount = s.amountIn(values[s.amountAxis()])
	o.Usage = s.usageOf(&o, values)
	return o, true
}

// usageOf is what will have been paid at the plan's time.
func (s *search) usageOf(o *routing.Order, values []int) limits.Usage {
	usage := maps.Clone(s.order.Usage)
	for counter, used := range s.order.Usage {
		if until, ok := s.planner.resets(counter, s.order); ok && !o.At.Before(until) {
			usage[counter] = limits.Used{Amount: money(0, used.Amount.Currency())}
		}
	}
	for i, counter := range s.counters {
		if values[s.firstCounter()+i] == traitUnstated {
			continue
		}
		if usage == nil {
			usage = limits.Usage{}
		}
		usage[counter] = limits.Used{Amount: money(0, s.space.counters[counter])}
	}
	return usage
}

// surfacesLike returns the surfaces that a plan may move to, all else as it is.
func (s *search) surfacesLike(values []int) []methods.Surface {
	f, at := s.offers(s.method), slices.Clone(values)
	var all []methods.Surface
	for value, surface := range s.surfaces {
		at[surfaceAxis] = value
		if s.at(f, at) == 1 {
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
		_, named := s.surfaceOf[surface]
		return named
	})
	if len(all) > 0 {
		return all
	}
	return []methods.Surface{s.otherSurface()}
}
