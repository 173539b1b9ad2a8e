package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Region is a set of orders: those on one of its platforms of which every other
// fact is one that it has. A field that is empty has every value, so the zero
// Region but for its platforms has all orders on them.
//
// What has been paid so far is not a fact of a region, and neither are the order's
// own lists (Allow, Block, Tried and Prefer): an order lies in it whatever they
// are.
type Region struct {
	Platforms []methods.Platform // one platform: its id, then its aliases

	Periods  []methods.Period // one of these, in their order
	Surfaces Choice[methods.Surface]
	Regions  Choice[methods.Region]
	Amounts  []Amounts // one of these

	Stated   []methods.Trait // all of these, in the order of the rules
	Unstated []methods.Trait // and none of these

	Buyer   Buyer
	Buckets []Buckets // for each salt: one of these
}

// Contains reports whether an order lies in the region.
func (r Region) Contains(o routing.Order) bool {
	return slices.Contains(r.Platforms, o.Platform) &&
		(len(r.Periods) == 0 || slices.ContainsFunc(r.Periods, func(p methods.Period) bool { return p.Contains(o.At) })) &&
		r.Surfaces.Contains(o.Surface) &&
		r.Regions.Contains(o.Region) &&
		(len(r.Amounts) == 0 || slices.ContainsFunc(r.Amounts, func(a Amounts) bool { return a.Contains(o.Amount) })) &&
		!slices.ContainsFunc(r.Stated, func(t methods.Trait) bool { return !slices.Contains(o.Traits, t) }) &&
		!slices.ContainsFunc(r.Unstated, func(t methods.Trait) bool { return slices.Contains(o.Traits, t) }) &&
		r.containsBuyer(o.Buyer.Reveal())
}

func (r *Region) containsBuyer(buyer string) bool {
	switch {
	case buyer == "" && r.Buyer == BuyerKnown, buyer != "" && r.Buyer == BuyerUnknown:
		return false
	case len(r.Buckets) == 0:
		return true
	case buyer == "":
		return false
	}
	in := map[string]bool{}
	for _, b := range r.Buckets {
		n := methods.Bucket(b.Salt, buyer)
		in[b.Salt] = in[b.Salt] || n >= b.From && n < b.Until
	}
	for _, ok := range in {
		if !ok {
			return false
		}
	}
	return true
}

// equal reports whether two regions have the same facts.
func (r *Region) equal(s *Region) bool {
	return r.Buyer == s.Buyer && r.Surfaces.equal(s.Surfaces) && r.Regions.equal(s.Regions) &&
		slices.Equal(r.Platforms, s.Platforms) && slices.Equal(r.Stated, s.Stated) && slices.Equal(r.Unstated, s.Unstated) &&
		slices.EqualFunc(r.Periods, s.Periods, func(p, q methods.Period) bool { return p.From.Equal(q.From) && p.Until.Equal(q.Until) }) &&
		slices.EqualFunc(r.Amounts, s.Amounts, Amounts.equal) && slices.Equal(r.Buckets, s.Buckets)
}
