package analysis

import (
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
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

	totals   map[limits.Counter]total
	counters []limits.Counter // missing ones, in the order of their axes
	helpful  map[methods.Trait]bool
	offered  map[methods.ID]ref

	home  []int    // the order's value on each axis; 0 for the buckets of a buyer that is missing
	tolls [][]toll // by axis and value
	ways  []way    // by node
}

// total is what has been paid so far, of a counter that a rule names.
type total struct {
	used   int64
	resets int64 // the instant, in Unix nanoseconds
	axis   int   // that it is stated, if it is missing; else 0
	other  bool  // given in another currency than the caps': as it stays so, they always refuse
}

// search lays out the changes of an order and works out where they lead.
func (p *Planner) search(o *routing.Order, m methods.ID) (*search, error) {
	s := &search{
		space: newSpace(), planner: p, x: p.x, platform: p.x.platforms[o.Platform], method: m, order: o,
		totals: map[limits.Counter]total{}, helpful: map[methods.Trait]bool{}, offered: map[methods.ID]ref{},
	}
	for _, method := range p.x.chain(place{s.platform, m}) {
		if err := s.addMethod(p.x, place{s.platform, method}); err != nil {
			return nil, err
		}
		for _, n := range p.x.entries[place{s.platform, method}] {
			s.addHelpful(p.x.catalog.Availability[n].When)
			s.addHelpful(p.x.catalog.Availability[n].Except...)
		}
		for _, n := range p.x.limitsFor(place{s.platform, method}) {
			s.addHelpful(p.x.catalog.Limits[n].Except...)
			s.addTotal(capOf(&p.x.catalog.Limits[n]))
		}
	}
	s.close(MaxNodes)
	s.addCounters()
	s.locate()
	s.setTolls()
	s.offers(m)
	if s.full {
		return nil, s.exceeds("MaxNodes", MaxNodes)
	}
	return s, nil
}

func (s *search) exceeds(bound string, most int) error {
	return &BoundError{Platform: s.platform, Method: s.method, Bound: bound, Most: most}
}

// addTotal cuts the space at what a cap on a total leaves, and at the instant at
// which it starts anew.
func (s *search) addTotal(cap limits.Cap) {
	if !cap.IsTotal() {
		return
	}
	used, given := s.order.Usage[cap.Counter]
	switch {
	case !given:
		s.totals[cap.Counter] = total{axis: math.MaxInt}
		return
	case used.Amount.Currency() != cap.Currency():
		s.totals[cap.Counter] = total{other: true}
		return
	}
	t := total{used: used.Amount.Minor(), resets: math.MaxInt64}
	if until, ok := s.planner.resets(cap.Counter, s.order); ok && until.UnixNano() < endInstant {
		t.resets = until.UnixNano()
		s.instants = append(s.instants, t.resets)
	}
	s.totals[cap.Counter] = t
	if left := cap.Max.Minor() - t.used; left >= 0 && left < math.MaxInt64 {
		s.cutAmount(cap.Currency(), left+1)
	}
}

// addCounters adds an axis for each total that is missing, of the values of a
// trait's: unstated and stated.
func (s *search) addCounters() {
	sizes := s.sizes
	for counter, t := range s.totals {
		if t.axis > 0 {
			s.counters = append(s.counters, counter)
		}
	}
	slices.Sort(s.counters)
	for _, counter := range s.counters {
		s.totals[counter] = total{axis: len(sizes)}
		sizes = append(sizes, 2)
	}
	s.diagram = newDiagram(sizes, MaxNodes)
}

func (s *search) firstCounter() int { return s.amountAxis() + 1 }
