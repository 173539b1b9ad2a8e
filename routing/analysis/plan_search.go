package analysis

import (
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// search is all changes of an order that the rules for a method can tell apart: a
// space, in which the order is one point, and what it costs to leave that point on
// each axis.
//
// Where the method is offered is a function of the space. A path through its
// diagram fixes the axes on which the offer depends, one after the other; the cost
// of a path is the sum of what its axes cost, and an axis that it does not visit
// stays where the order is, for nothing. So the cheapest plan is the shortest path
// to 1, and if no path that may be taken leads there, there is no plan.
type search struct {
	*space
	planner  *Planner
	x        *index
	platform methods.Platform
	method   methods.ID
	order    *routing.Order

	totals  map[limits.Counter]total
	missing []limits.Counter // totals, in the order of their axes, which come last
	helpful map[methods.Trait]bool
	offered map[methods.ID]mdd.Ref

	home   []int // the order's value on each axis; 0 for the buckets of a buyer that is missing
	paths  map[mdd.Ref]*path
	isFull bool // there would have been more paths than nodes take memory
}

// total is what has been paid so far, of a counter that a rule names.
type total struct {
	used   limits.Used
	resets int64 // the instant, in Unix nanoseconds
	axis   int   // that it is stated, if a part of it is missing that a cap bounds; else 0
}

// lacks reports whether a part of a total is missing that a cap bounds.
func (t *total) lacks(c limits.Cap) bool {
	_, isCounted := t.used.Count()
	return c.Max.IsValid() && !t.used.Amount.IsValid() || c.MaxCount > 0 && !isCounted
}

// search lays out the changes of an order and works out where they lead.
func (p *Planner) search(o *routing.Order, m methods.ID) (*search, error) {
	s := &search{
		space: newSpace(p.bounds, p.x.zone(), p.x.mustState), planner: p, x: p.x, platform: p.x.platforms[o.Platform], method: m, order: o,
		totals: map[limits.Counter]total{}, helpful: map[methods.Trait]bool{}, offered: map[methods.ID]mdd.Ref{}, paths: map[mdd.Ref]*path{},
	}
	chain := p.x.chain(place{s.platform, m})
	for _, method := range chain {
		if !s.name(p.x.rulesFor(place{s.platform, method})) { // before there is memory for them
			return nil, p.bounds.exceeded("steps", s.platform, m)
		}
	}
	for _, method := range chain {
		s.addRules(place{s.platform, method})
		if until := o.Down[method]; until.After(o.At) {
			s.times.addInstant(until.UnixNano())
		}
	}
	if !s.times.unroll(o.At.UnixNano(), (s.bounds.steps-s.prepared)/max(1, s.bounds.perValue)) || !s.name(len(s.times.instants)) {
		return nil, p.bounds.exceeded("steps", s.platform, m)
	}
	s.addCounters()
	if err := s.exceeded(s.platform, m); err != nil {
		return nil, err
	}
	s.locate()
	s.offers(m)
	return s, s.exceeded(s.platform, m)
}

// addRules cuts the space at what the rules for a method name.
func (s *search) addRules(at place) {
	for _, n := range s.x.entries[at] {
		e := &s.x.catalog.Availability[n]
		if s.isOver(&e.When) {
			continue
		}
		s.addMatches(s.x, &e.When, e.Except, at.platform)
		s.addProducts(s.x.productsOf(e))
		s.addHelpful(e.When)
		s.addHelpful(e.Except...)
	}
	for _, n := range s.x.limitsFor(at) {
		l := &s.x.catalog.Limits[n]
		if s.isOver(&l.When) {
			continue
		}
		s.addMatches(s.x, &l.When, l.Except, at.platform)
		s.addCap(capOf(l))
		s.addHelpful(l.Except...)
		s.addTotal(capOf(l))
	}
}

// isOver reports whether a match selects no order from the order's time on.
func (s *search) isOver(m *methods.Match) bool {
	return !m.Period.Until.IsZero() && !m.Period.Until.After(s.order.At)
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

// addTotal cuts the space at what a cap on a total leaves, and at the instant at
// which it resets.
func (s *search) addTotal(c limits.Cap) {
	if !c.IsTotal() {
		return
	}
	t, known := s.totals[c.Counter]
	if !known {
		t = total{used: s.order.Usage[c.Counter], resets: math.MaxInt64}
		if until, ok := s.planner.resets(c.Counter, s.order); ok && until.UnixNano() < endInstant {
			t.resets = until.UnixNano()
			s.times.addInstant(t.resets)
		}
	}
	if t.lacks(c) {
		t.axis = math.MaxInt
	}
	s.totals[c.Counter] = t
	switch used := t.used.Amount; {
	case !used.IsValid():
	case used.Currency() != c.Max.Currency():
		s.amounts.add(used.Currency())
	default:
		if left := c.Max.Minor() - used.Minor(); left >= 0 && left < math.MaxInt64 {
			s.amounts.cut(c.Currency(), left+1)
		}
	}
}

// addCounters closes the space, with an axis more for each total that is missing, of
// the values of a trait's: unstated and stated.
func (s *search) addCounters() {
	for counter, t := range s.totals {
		if t.axis > 0 {
			s.missing = append(s.missing, counter)
		}
	}
	slices.Sort(s.missing)
	sizes := s.sizes()
	for _, counter := range s.missing {
		t := s.totals[counter]
		t.axis = len(sizes)
		s.totals[counter] = t
		sizes = append(sizes, 2)
	}
	s.open(sizes)
}

func (s *search) firstCounter() int { return s.Axes() - len(s.missing) }

// locate finds the order's value on each axis.
func (s *search) locate() {
	s.home = make([]int, s.Axes())
	for _, a := range s.kinds() {
		a.locate(s.order, s.home)
	}
}
