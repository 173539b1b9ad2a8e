package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// path is the cheapest path from a function to 1, if there is one.
type path struct {
	isOpen bool
	cost   cost
	axis   int
	value  int // of the axis
	next   mdd.Ref
}

// nodesPerPath is about how many nodes take the memory of a path.
const nodesPerPath = 16

// pathFrom returns the cheapest path from a function on. Where two values do equally
// well it takes the later one, so that of two traits the one that is named first is
// stated.
func (s *search) pathFrom(f mdd.Ref) path {
	if f.IsLeaf() {
		return path{isOpen: f == mdd.Leaf(1)}
	}
	if p, ok := s.paths[f]; ok {
		return *p
	}
	s.isFull = s.isFull || len(s.paths) >= s.bounds.nodes/nodesPerPath
	if s.isFull {
		return path{}
	}
	best := &path{}
	s.paths[f] = best
	s.EachRun(f, func(axis, from, until int, part mdd.Ref) {
		rest := s.pathFrom(part)
		if !rest.isOpen {
			return
		}
		value, step, ok := s.cheapestIn(axis, from, until)
		if !ok {
			return
		}
		total := step.plus(rest.cost)
		if !best.isOpen || total.compare(&best.cost) <= 0 {
			*best = path{true, total, axis, value, part}
		}
	})
	return *best
}

// cheapest returns the changed order of the cheapest plan, as a value of each axis.
func (s *search) cheapest() (values []int, ok bool) {
	f := s.offers(s.method)
	values = slices.Clone(s.home)
	for !f.IsLeaf() {
		p := s.pathFrom(f)
		if !p.isOpen {
			return nil, false
		}
		values[p.axis] = p.value
		f = p.next
	}
	return values, f == mdd.Leaf(1)
}

// cheapestIn returns the value that it costs least to change to, of those from from up
// to and without until, and what it costs. It reports false if an order may get to
// none of them.
func (s *search) cheapestIn(axis, from, until int) (value int, c cost, ok bool) {
	home := s.home[axis]
	if from <= home && home < until {
		return home, cost{}, true
	}
	buyers, salts := s.buyers.axis, s.buyers.axis+1+len(s.buyers.cuts)
	trait, isTrait := s.traits.traitAt(axis)
	switch {
	case axis == s.times.axis && from > home:
		return from, costOf(wait, s.times.instants[from]-s.order.At.UnixNano(), 0), true
	case axis == s.surfaces.axis && home == s.surfaces.unstated():
		return from, costOf(stateFact, 0, from), true
	case axis == s.surfaces.axis && from != s.surfaces.unstated():
		return from, costOf(move, 0, from), true
	case axis == s.regions.axis && home == regionUnstated:
		return from, costOf(stateFact, 0, from), true
	case axis == buyers && home == buyerUnknown:
		return from, costOf(stateFact, 0, 0), true
	case axis > buyers && axis < salts && s.order.Buyer.Reveal() == "": // a buyer that is made up may lie in any bucket
		return from, cost{}, true
	case isTrait:
		return s.cheapestTrait(trait, home, until)
	case axis == s.amounts.axis:
		return s.cheapestAmount(from, until)
	case axis >= s.firstCounter():
		return from, costOf(stateFact, 0, 0), true
	}
	return 0, cost{}, false
}

// cheapestTrait is cheapestIn for a trait that the order does not state yet. Of one that
// must be stated either answer will do, preferably that it does not hold; one that is
// known not to hold is never stated.
func (s *search) cheapestTrait(trait methods.Trait, home, until int) (value int, c cost, ok bool) {
	switch {
	case home != traitUnstated:
		return 0, cost{}, false
	case !s.x.mustState[trait]:
		return traitStated, costOf(stateTrait, 0, 0), !slices.Contains(s.order.Lacks, trait)
	case until == traitValues:
		return traitLacked, costOf(stateFact, 0, 0), true
	}
	return traitStated, costOf(stateFact, 0, 1), true
}

// cheapestAmount is cheapestIn for amounts: the largest that is less, the smallest that
// is more, or the first of another currency.
func (s *search) cheapestAmount(from, until int) (value int, c cost, ok bool) {
	home := s.home[s.amounts.axis]
	consider := func(v int) {
		if v < from || v >= until || s.amounts.spans[v].max == 0 {
			return
		}
		if step := s.paying(v); !ok || step.compare(&c) < 0 {
			value, c, ok = v, step, true
		}
	}
	if until <= home {
		consider(until - 1)
	}
	consider(max(from, home+1))
	// Another currency is never cheaper than the order's own. The first amount of one may be
	// nothing alone.
	consider(from)
	consider(from + 1)
	return value, c, ok
}

// paying is the cost of an amount in another span than the order's.
func (s *search) paying(value int) cost {
	span, amount := s.amounts.spans[value], s.order.Amount.Minor()
	switch {
	case span.currency != s.amounts.known(s.order.Amount.Currency()):
		return costOf(payIn, 0, value)
	case span.max < amount:
		return costOf(payLess, amount-span.max, 0)
	}
	return costOf(payMore, span.min-amount, 0)
}
