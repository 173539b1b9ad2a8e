package analysis

import (
	"cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// locate finds the order's value on each axis.
func (s *search) locate() {
	o := s.order
	s.home = make([]int, len(s.sizes))
	s.home[timeAxis] = valueAt(s.instants, o.At.UnixNano())
	s.home[surfaceAxis] = s.surfaceValue(o.Surface)
	s.home[regionAxis] = s.regionValue(o.Region)
	if o.Buyer.Reveal() == "" {
		s.home[buyerAxis] = buyerUnknown
	} else {
		s.locateBuyer(o.Buyer.Reveal(), s.home)
	}
	for _, trait := range o.Traits {
		if i, named := s.traitOf[trait]; named {
			s.home[s.firstTrait()+i] = traitStated
		}
	}
	s.home[s.amountAxis()] = s.amountValue(o.Amount)
}

func (s *search) surfaceValue(surface methods.Surface) int {
	if surface == "" {
		return s.surfaceUnstated()
	}
	if i, named := s.surfaceOf[surface]; named {
		return i
	}
	return s.surfaceOther()
}

func (s *search) regionValue(region methods.Region) int {
	if region == "" {
		return regionUnstated
	}
	if i, named := s.regionOf[region]; named {
		return i + 1
	}
	return len(s.regions) + 1
}

// locateBuyer finds the values of a buyer's buckets.
func (s *search) locateBuyer(buyer string, values []int) {
	values[buyerAxis] = buyerKnown
	for i, salt := range s.salts {
		values[firstSalt+i] = valueAt(s.cuts[i], methods.Bucket(salt, buyer))
	}
}

func (s *search) amountValue(amount limits.Money) int {
	currency := s.ownCurrency()
	value := 0
	for s.amounts[value].currency != currency || s.amounts[value].max < amount.Minor() {
		value++
	}
	return value
}

// ownCurrency is the order's currency, or zero if no rule names it.
func (s *search) ownCurrency() limits.Currency {
	if _, named := s.bounds[s.order.Amount.Currency()]; named {
		return s.order.Amount.Currency()
	}
	return 0
}

// setTolls says what the change to each value of each axis costs.
func (s *search) setTolls() {
	s.tolls = make([][]toll, len(s.sizes))
	for axis := range s.tolls {
		tolls := make([]toll, s.sizes[axis])
		for value := range tolls {
			if value == s.home[axis] {
				tolls[value].open = true
			} else {
				tolls[value] = s.leaving(axis, value)
			}
		}
		s.tolls[axis] = tolls
	}
}

// leaving is the toll for another value than the order's. A buyer that is made up
// may lie in any bucket.
func (s *search) leaving(axis, value int) toll {
	home := s.home[axis]
	p := s.planner.prices
	switch {
	case axis == timeAxis && value > home:
		return p.far(StepWait, s.instants[value]-s.order.At.UnixNano())
	case axis == surfaceAxis && home == s.surfaceUnstated():
		return p.nth(StepStateFact, value)
	case axis == surfaceAxis && value != s.surfaceUnstated():
		return p.nth(StepMove, value)
	case axis == regionAxis && home == regionUnstated:
		return p.nth(StepStateFact, value)
	case axis == buyerAxis && home == buyerUnknown:
		return p.of(StepStateFact)
	case axis >= firstSalt && axis < s.firstTrait() && s.order.Buyer.Reveal() == "":
		return toll{open: true}
	case axis >= s.firstTrait() && axis < s.amountAxis() && home == traitUnstated:
		return p.of(StepStateTrait)
	case axis == s.amountAxis():
		return s.paying(value)
	case axis >= s.firstCounter():
		return p.of(StepStateFact)
	}
	return toll{}
}

// paying is the toll for an amount in another span than the order's.
func (s *search) paying(value int) toll {
	span, p, amount := s.amounts[value], s.planner.prices, s.order.Amount.Minor()
	switch {
	case span.max == 0:
		return toll{}
	case span.currency != s.ownCurrency():
		return p.nth(StepPayIn, value)
	case span.max < amount:
		return p.far(StepPayLess, amount-span.max)
	}
	return p.far(StepPayMore, span.min-amount)
}

// amountIn is the amount of a plan that pays in a span.
func (s *search) amountIn(value int) limits.Money {
	span, amount := s.amounts[value], s.order.Amount.Minor()
	switch {
	case value == s.home[s.amountAxis()]:
		return s.order.Amount
	case span.currency != s.ownCurrency():
		other, _ := s.otherCurrency()
		return money(max(span.min, 1), cmp.Or(span.currency, other))
	case span.max < amount:
		return money(span.max, span.currency)
	}
	return money(span.min, span.currency)
}
