package analysis

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Region is a set of orders: those on one of its platforms of which every other
// fact is one that it has. A field that is empty has every value, so the zero
// Region but for its platforms has all orders on them.
//
// What has been paid so far is not a fact of a region, and neither are the order's
// own lists (Allow, Block, Down, Tried and Prefer): an order lies in it whatever they
// are.
type Region struct {
	Platforms []methods.Platform // one platform: its id, then its aliases

	Periods  []methods.Period // one of these, in their order
	Hours    []methods.Hours  // one of these, on the clock of Zone
	Zone     time.Duration    // the offset east of UTC of Hours; zero if there are none
	Surfaces Choice[methods.Surface]
	Regions  Choice[methods.Region]
	Amounts  []Amounts // one of these

	Stated   []methods.Trait // all of these, in the order of the rules
	Unstated []methods.Trait // and none of these

	// Of traits that must be stated, it also matters whether they are known not to hold:
	// whether an order lacks them.
	Lacked   []methods.Trait // lacks all of these
	Unlacked []methods.Trait // and none of these
	Told     []methods.Trait // states or lacks each of these
	Untold   []methods.Trait // and neither states nor lacks any of these

	Buyer   Buyer
	Buckets []Buckets // for each salt: one of these
}

// Contains reports whether an order lies in the region.
func (r Region) Contains(o routing.Order) bool {
	return slices.Contains(r.Platforms, o.Platform) &&
		(len(r.Periods) == 0 || slices.ContainsFunc(r.Periods, func(p methods.Period) bool { return p.Contains(o.At) })) &&
		r.containsHours(o.At) &&
		r.Surfaces.Contains(o.Surface) &&
		r.Regions.Contains(assigned(o.Region)) &&
		(len(r.Amounts) == 0 || slices.ContainsFunc(r.Amounts, func(a Amounts) bool { return a.Contains(o.Amount) })) &&
		!slices.ContainsFunc(r.Stated, func(t methods.Trait) bool { return !slices.Contains(o.Traits, t) }) &&
		!slices.ContainsFunc(r.Unstated, func(t methods.Trait) bool { return slices.Contains(o.Traits, t) }) &&
		r.containsLacks(o) &&
		r.containsBuyer(o.Buyer.Reveal())
}

func (r *Region) containsHours(at time.Time) bool {
	at = at.In(time.FixedZone("", int(r.Zone/time.Second)))
	return len(r.Hours) == 0 || slices.ContainsFunc(r.Hours, func(h methods.Hours) bool { return h.Contain(at) })
}

// assigned returns a region, or none if it is one that ISO 3166-1 does not assign.
func assigned(r methods.Region) methods.Region {
	if !r.IsAssigned() {
		return ""
	}
	return r
}

func (r *Region) containsLacks(o routing.Order) bool {
	isLacked := func(t methods.Trait) bool { return slices.Contains(o.Lacks, t) }
	isUnlacked := func(t methods.Trait) bool { return !isLacked(t) }
	isTold := func(t methods.Trait) bool { return slices.Contains(o.Traits, t) || isLacked(t) }
	isUntold := func(t methods.Trait) bool { return !isTold(t) }
	return !slices.ContainsFunc(r.Lacked, isUnlacked) && !slices.ContainsFunc(r.Unlacked, isLacked) &&
		!slices.ContainsFunc(r.Told, isUntold) && !slices.ContainsFunc(r.Untold, isTold)
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
	return r.Buyer == s.Buyer && r.Zone == s.Zone && r.Surfaces.equal(s.Surfaces) && r.Regions.equal(s.Regions) &&
		slices.Equal(r.Platforms, s.Platforms) && slices.Equal(r.Stated, s.Stated) && slices.Equal(r.Unstated, s.Unstated) &&
		slices.Equal(r.Lacked, s.Lacked) && slices.Equal(r.Unlacked, s.Unlacked) &&
		slices.Equal(r.Told, s.Told) && slices.Equal(r.Untold, s.Untold) &&
		slices.EqualFunc(r.Periods, s.Periods, func(p, q methods.Period) bool { return p.From.Equal(q.From) && p.Until.Equal(q.Until) }) &&
		slices.EqualFunc(r.Hours, s.Hours, equalHours) &&
		slices.EqualFunc(r.Amounts, s.Amounts, Amounts.equal) && slices.Equal(r.Buckets, s.Buckets)
}

func equalHours(h, k methods.Hours) bool {
	return h.From == k.From && h.Until == k.Until && slices.Equal(h.Days, k.Days)
}
