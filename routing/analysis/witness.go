package analysis

import (
	"iter"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// example returns an order of a box, of which nothing has been paid yet. It is as
// plain as the box allows: it states no more than it must, and lies at the box's
// first instant or, if that is open, at its last. It reports false if no buyer was
// found that lies in the box's buckets.
func (s *space) example(b box, p methods.Platform, zone *time.Location) (routing.Order, bool) {
	o := s.exampleButBuyer(b, p, zone)
	buyer, ok := s.exampleBuyer(b)
	o.Buyer = limits.Hide(buyer)
	return o, ok
}

func (s *space) exampleButBuyer(b box, p methods.Platform, zone *time.Location) routing.Order {
	o := routing.Order{
		Platform: p,
		Surface:  s.exampleSurface(b.sets[surfaceAxis]),
		Region:   s.exampleRegion(b.sets[regionAxis]),
		Amount:   s.exampleAmount(b.sets[s.amountAxis()]),
		At:       time.Unix(0, s.exampleInstant(b.sets[timeAxis])).In(zone),
	}
	for i, trait := range s.traits {
		if !b.sets[s.firstTrait()+i].has(traitUnstated) {
			o.Traits = append(o.Traits, trait)
		}
	}
	if len(s.counters) > 0 {
		o.Usage = limits.Usage{}
		for counter, c := range s.counters {
			o.Usage[counter] = limits.Used{Amount: money(0, c)}
		}
	}
	return o
}

func (s *space) exampleInstant(times set) int64 {
	switch run := runs(times, len(s.instants))[0]; {
	case run.from > 0:
		return s.instants[run.from]
	case run.to+1 < len(s.instants):
		return s.instants[run.to+1] - 1
	}
	return s.instants[len(s.instants)-1]
}

func (s *space) exampleSurface(surfaces set) methods.Surface {
	for i, surface := range s.surfaces {
		if surfaces.has(i) {
			return surface
		}
	}
	if surfaces.has(s.surfaceUnstated()) {
		return ""
	}
	return s.otherSurface()
}

func (s *space) exampleRegion(regions set) methods.Region {
	if regions.has(regionUnstated) {
		return ""
	}
	for i, region := range s.regions {
		if regions.has(i + 1) {
			return region
		}
	}
	region, _ := s.otherRegion()
	return region
}

// exampleAmount is the smallest amount of the first currency, but 1.00 rather than
// 0.00 where that will do.
func (s *space) exampleAmount(amounts set) limits.Money {
	for value := range s.amounts {
		if !amounts.has(value) {
			continue
		}
		p := s.amounts[value]
		for value++; value < len(s.amounts) && amounts.has(value) && s.amounts[value].currency == p.currency; value++ {
			p.max = s.amounts[value].max
		}
		if p.currency == 0 {
			p.currency, _ = s.otherCurrency()
		}
		return money(p.plain(), p.currency)
	}
	return limits.Money{}
}

// plain is an amount of a span: one major unit, if it lies in it.
func (p span) plain() int64 {
	unit := int64(1)
	for range p.currency.Digits() {
		unit *= 10
	}
	if p.min <= unit && unit <= p.max {
		return unit
	}
	if p.min == 0 && p.max > 0 {
		return 1
	}
	return p.min
}

// exampleBuyer tries made-up buyers until one lies in the box's buckets.
func (s *space) exampleBuyer(b box) (string, bool) {
	var salts []methods.SaltState
	var wanted []set
	var cuts [][]int
	for i, salt := range s.salts {
		if set := b.sets[firstSalt+i]; set != everything {
			salts, wanted, cuts = append(salts, methods.SaltOf(salt)), append(wanted, set), append(cuts, s.cuts[i])
		}
	}
	if len(salts) == 0 && b.sets[buyerAxis].has(buyerUnknown) {
		return "", true
	}
	name := []byte("buyer-")
	for n := range MaxBuyers {
		id := string(strconv.AppendInt(name, int64(n+1), 10))
		in := true
		for i := 0; i < len(salts) && in; i++ {
			in = wanted[i].has(valueAt(cuts[i], salts[i].Bucket(id)))
		}
		if in {
			return id, true
		}
	}
	return "", false
}

// valueAt is the value of an axis that begins its values at cuts, for a number.
func valueAt[N int | int64](cuts []N, n N) int {
	i, found := slices.BinarySearch(cuts, n)
	if !found {
		i--
	}
	return i
}

// usages yields totals at which decisions about an order may differ: those that the
// order states, then some around what each cap leaves; then the same with no other
// total stated, as one that is missing leaves a method undecided.
func usages(o routing.Order, caps []limits.Cap) iter.Seq[limits.Usage] {
	return func(yield func(limits.Usage) bool) {
		for _, others := range [...]limits.Usage{o.Usage, {}} {
			if !yield(others) {
				return
			}
			for usage := range around(others, o.Amount.Minor(), caps) {
				if !yield(usage) {
					return
				}
			}
			if len(caps) == 0 {
				return
			}
		}
	}
}

// around yields totals around what each cap leaves for an amount.
func around(others limits.Usage, amount int64, caps []limits.Cap) iter.Seq[limits.Usage] {
	return func(yield func(limits.Usage) bool) {
		for _, cap := range caps {
			most := cap.Max.Minor()
			for _, used := range [...]int64{most - amount, most - amount + 1, most, min(most, math.MaxInt64-1) + 1, limits.MaxMinor} {
				if used < 0 {
					continue
				}
				usage := maps.Clone(others)
				usage[cap.Counter] = limits.Used{Amount: money(used, cap.Currency())}
				if !yield(usage) {
					return
				}
			}
		}
	}
}
