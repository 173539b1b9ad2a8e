package analysis

import (
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// offers is 1 where the method is offered to the order's buyer, with what has been
// paid so far. It is all that a plan needs to know, and simpler than a verdict:
// which entry is nearest does not matter where none grants, and neither does what is
// over.
func (s *search) offers(m methods.ID) mdd.Ref {
	if f, ok := s.offered[m]; ok {
		return f
	}
	f := mdd.Leaf(0)
	if !s.restricted(m) {
		f = s.And(s.up(m), s.granted(m))
	}
	for _, n := range s.x.limitsFor(place{s.platform, m}) {
		if f == mdd.Leaf(0) {
			break
		}
		f = s.AndNot(f, s.refuses(&s.x.catalog.Limits[n]))
	}
	s.offered[m] = f
	return f
}

// restricted reports whether the order's own lists exclude the method.
func (s *search) restricted(m methods.ID) bool {
	o := s.order
	until, isDown := o.Down[m]
	return o.Allow != nil && !slices.Contains(o.Allow, m) || slices.Contains(o.Block, m) || slices.Contains(o.Tried, m) ||
		isDown && until.IsZero()
}

// up is 1 from when a method is in service again.
func (s *search) up(m methods.ID) mdd.Ref {
	until, isDown := s.order.Down[m]
	if !isDown || !until.After(s.order.At) {
		return mdd.Leaf(1)
	}
	if until.UnixNano() >= endInstant {
		return mdd.Leaf(0)
	}
	from, _ := slices.BinarySearch(s.times.instants, until.UnixNano())
	return s.Runs(s.times.axis, mdd.Run{}, mdd.Run{From: from, Value: 1})
}

// granted is 1 where an entry grants the method and its parent is offered. The first
// entry that grants decides: the others do not stand in for it. Where only missing facts
// keep an earlier entry with another parent from granting, the method is undecided.
func (s *search) granted(m methods.ID) mdd.Ref {
	granted, decided := mdd.Leaf(0), mdd.Leaf(0)
	doubtful := map[methods.ID]mdd.Ref{} // by parent: where an earlier entry may grant
	for _, n := range s.x.entries[place{s.platform, m}] {
		e := &s.x.catalog.Availability[n]
		if s.Exhausted() {
			break
		}
		if !e.Status.Grants() || s.isOver(&e.When) {
			continue
		}
		serving := s.surfaces.firstServing(s.Diagram, s.x.productsOf(e))
		unmet := s.unmetEntry(e, serving, s.platform, s.x)
		holds := s.Where(unmet, func(v int32) bool { return v == 0 })
		first := s.AndNot(holds, decided)
		decided = s.Or(decided, holds)
		for parent, f := range doubtful {
			if parent != e.Parent {
				first = s.AndNot(first, f)
			}
		}
		doubtful[e.Parent] = s.Or(doubtful[e.Parent], s.Where(unmet, isInDoubt))
		if e.Parent != "" && first != mdd.Leaf(0) {
			first = s.And(first, s.offers(e.Parent))
		}
		granted = s.Or(granted, first)
	}
	return granted
}

// isInDoubt reports whether missing facts and nothing else are in the way.
func isInDoubt(v int32) bool { return v != 0 && unmet(v).isUnknown() }

// refuses is 1 where a limit rule applies, or may apply for all that is known, and
// refuses.
func (s *search) refuses(l *routing.LimitRule) mdd.Ref {
	if !isExamined(l) || s.isOver(&l.When) || s.isIdle(l) {
		return mdd.Leaf(0)
	}
	applies := s.Where(s.unmetWith(&l.When, l.Except, s.platform, s.x), func(v int32) bool { return unmet(v).isUnknown() })
	c := capOf(l)
	refusing := s.Where(s.amounts.fit(s.Diagram, c), func(v int32) bool { return fit(v) != fits })
	if c.IsTotal() {
		refusing = s.Or(refusing, s.overspends(c))
	}
	return s.And(applies, refusing)
}

// isIdle reports whether a rule applies only where traits are stated that no plan
// needs to state: no order is offered more for stating what only limit rules name. Of
// traits that must be stated, silence does not keep a rule from applying.
func (s *search) isIdle(l *routing.LimitRule) bool {
	audience := l.When.Audience
	return len(audience) > 0 && !slices.ContainsFunc(audience, func(set []methods.Trait) bool {
		return !slices.ContainsFunc(set, func(trait methods.Trait) bool {
			return !s.helpful[trait] && !s.x.mustState[trait] && !slices.Contains(s.order.Traits, trait)
		})
	})
}

// overspends is 1 where a total that has not been reset leaves too little or no payment, or
// a part of it is missing, or it is not in the order's currency.
func (s *search) overspends(c limits.Cap) mdd.Ref {
	t := s.totals[c.Counter]
	f := mdd.Leaf(0)
	if used := t.used.Amount; used.IsValid() {
		f = s.notIn(used.Currency())
		if c.Max.IsValid() && used.Currency() == c.Max.Currency() {
			f = s.Or(f, s.And(s.above(c.Max, used), s.before(t.resets)))
		}
	}
	if c.CountReached(t.used) {
		f = s.Or(f, s.before(t.resets))
	}
	if t.lacks(c) {
		f = s.Or(f, s.Among(t.axis, []int{traitUnstated}, 1, 0))
	}
	return f
}

// notIn is 1 where the order is not in a currency.
func (s *search) notIn(c limits.Currency) mdd.Ref {
	b := s.amounts.block[c]
	return s.Runs(s.amounts.axis, mdd.Run{Value: 1}, mdd.Run{From: b.from}, mdd.Run{From: b.until, Value: 1})
}

// above is 1 for amounts of the currency of a total that are more than is left of it.
func (s *search) above(most, used limits.Money) mdd.Ref {
	b := s.amounts.block[most.Currency()]
	first := b.from
	if left := most.Minor() - used.Minor(); left == math.MaxInt64 {
		first = b.until
	} else if left >= 0 {
		first = s.amounts.find(b, left+1)
	}
	return s.Runs(s.amounts.axis, mdd.Run{}, mdd.Run{From: first, Value: 1}, mdd.Run{From: b.until})
}

// before is 1 before a total resets.
func (s *search) before(resets int64) mdd.Ref {
	reset, _ := slices.BinarySearch(s.times.instants, resets)
	return s.Runs(s.times.axis, mdd.Run{Value: 1}, mdd.Run{From: reset})
}
