package analysis

import (
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
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

// Choice is a set of names that an order may state. The zero Choice has every
// name, and has orders that state none.
type Choice[S ~string] struct {
	Names    []S  `json:"names,omitempty"`
	Others   bool `json:"others,omitempty"`   // every name but Names, rather than these
	Unstated bool `json:"unstated,omitempty"` // orders that state none as well
}

// Amounts is a span of amounts, with both bounds. A Max that is not valid is no
// bound. If Min is not valid, it is every amount of every currency but NotIn.
type Amounts struct {
	Min   limits.Money      `json:"min,omitzero"`
	Max   limits.Money      `json:"max,omitzero"`
	NotIn []limits.Currency `json:"not_in,omitempty"`
}

// Buyer says whether an order has to state its buyer.
type Buyer string

// Whether the buyer is known.
const (
	BuyerAny     Buyer = ""
	BuyerKnown   Buyer = "known"
	BuyerUnknown Buyer = "unknown"
)

// Buckets are buyers by [methods.Bucket] for a salt: those from From (inclusive)
// until Until (exclusive), of [methods.Buckets].
type Buckets struct {
	Salt  string `json:"salt"`
	From  int    `json:"from"`
	Until int    `json:"until"`
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

// IsZero reports whether c has every name.
func (c Choice[S]) IsZero() bool { return len(c.Names) == 0 && !c.Others && !c.Unstated }

// Contains reports whether an order that states the name, or none if it is empty,
// is meant.
func (c Choice[S]) Contains(name S) bool {
	switch {
	case c.IsZero():
		return true
	case name == "":
		return c.Unstated
	}
	return slices.Contains(c.Names, name) != c.Others
}

// Contains reports whether an amount is in the span.
func (a Amounts) Contains(m limits.Money) bool {
	if !a.Min.IsValid() {
		return m.IsValid() && !slices.Contains(a.NotIn, m.Currency())
	}
	return m.Currency() == a.Min.Currency() && m.Minor() >= a.Min.Minor() &&
		(!a.Max.IsValid() || m.Minor() <= a.Max.Minor())
}

// region describes a box of a space.
func (s *space) region(b box, platforms []methods.Platform, zone *time.Location) Region {
	r := Region{Platforms: slices.Clone(platforms), Surfaces: s.surfaceChoice(b.sets[surfaceAxis]), Regions: s.regionChoice(b.sets[regionAxis])}
	r.Periods = s.periods(b.sets[timeAxis], zone)
	if set := b.sets[buyerAxis]; set != everything {
		r.Buyer = BuyerKnown
		if set.has(buyerUnknown) {
			r.Buyer = BuyerUnknown
		}
	}
	for i, salt := range s.salts {
		if set := b.sets[firstSalt+i]; set != everything {
			r.Buyer = BuyerKnown
			for _, run := range runs(set, len(s.cuts[i])) {
				r.Buckets = append(r.Buckets, Buckets{salt, s.cuts[i][run.from], s.bucketsEnd(i, run.to)})
			}
		}
	}
	for i, trait := range s.traits {
		if set := b.sets[s.firstTrait()+i]; set == everything {
			continue
		} else if set.has(traitStated) {
			r.Stated = append(r.Stated, trait)
		} else {
			r.Unstated = append(r.Unstated, trait)
		}
	}
	r.Amounts = s.spans(b.sets[s.amountAxis()])
	return r
}

// bucketsEnd is where the buckets of a value of a salt's axis end.
func (s *space) bucketsEnd(salt, value int) int {
	if value+1 < len(s.cuts[salt]) {
		return s.cuts[salt][value+1]
	}
	return methods.Buckets
}

// run is values that follow each other, both inclusive.
type run struct{ from, to int }

func runs(s set, size int) []run {
	var all []run
	for value := range size {
		switch {
		case !s.has(value):
		case len(all) > 0 && all[len(all)-1].to == value-1:
			all[len(all)-1].to = value
		default:
			all = append(all, run{value, value})
		}
	}
	return all
}

func (s *space) periods(times set, zone *time.Location) []methods.Period {
	if times == everything {
		return nil
	}
	var all []methods.Period
	for _, run := range runs(times, len(s.instants)) {
		var p methods.Period
		if run.from > 0 {
			p.From = time.Unix(0, s.instants[run.from]).In(zone)
		}
		if run.to+1 < len(s.instants) {
			p.Until = time.Unix(0, s.instants[run.to+1]).In(zone)
		}
		all = append(all, p)
	}
	return all
}

func (s *space) surfaceChoice(set set) Choice[methods.Surface] {
	return choose(s.surfaces, set, func(i int) int { return i }, s.surfaceOther(), s.surfaceUnstated())
}

func (s *space) regionChoice(set set) Choice[methods.Region] {
	other := -1
	if s.sizes[regionAxis] > len(s.regions)+1 {
		other = len(s.regions) + 1
	}
	return choose(s.regions, set, func(i int) int { return i + 1 }, other, regionUnstated)
}

// choose turns a set of values into names. other is the value of every name that
// is not among them, or -1.
func choose[S ~string](names []S, set set, valueOf func(int) int, other, unstated int) Choice[S] {
	var c Choice[S]
	if set == everything {
		return c
	}
	c.Others, c.Unstated = other >= 0 && set.has(other), set.has(unstated)
	for i, name := range names {
		if set.has(valueOf(i)) != c.Others {
			c.Names = append(c.Names, name)
		}
	}
	slices.Sort(c.Names)
	return c
}

func (s *space) spans(set set) []Amounts {
	if set == everything {
		return nil
	}
	var all []Amounts
	for value, p := range s.amounts {
		switch {
		case !set.has(value):
		case p.currency == 0:
			all = append(all, Amounts{NotIn: slices.Clone(s.currencies)})
		case value > 0 && set.has(value-1) && s.amounts[value-1].currency == p.currency:
			all[len(all)-1].Max = p.top()
		default:
			all = append(all, Amounts{Min: money(p.min, p.currency), Max: p.top()})
		}
	}
	return all
}

// top is a span's largest amount, which is not valid where there is none.
func (p span) top() limits.Money {
	if p.max == math.MaxInt64 {
		return limits.Money{}
	}
	return money(p.max, p.currency)
}

// money is an amount of a currency that a catalog names.
func money(n int64, c limits.Currency) limits.Money {
	m, err := limits.MoneyFromMinor(n, c)
	if err != nil {
		return limits.Money{}
	}
	return m
}
