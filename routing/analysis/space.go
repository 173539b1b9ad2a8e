package analysis

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// space is the orders that some rules can tell apart: axes for each kind of fact, cut
// at the values that the rules name. Two orders with the same value on every axis
// are the same to the rules.
//
// Time comes first, so that what is found comes in its order. The amount comes last,
// so that rules with traits of their own add up to the least of their bounds, of
// which there are few.
type space struct {
	*mdd.Diagram
	bounds bounds

	times    timeAxes
	surfaces surfaceAxis
	regions  regionAxis
	buyers   buyerAxes
	traits   traitAxes
	amounts  amountAxis

	counters map[limits.Counter]counted // of caps on totals
	caps     []limits.Cap               // on totals
	possible kept                       // see inTime
	prepared int                        // steps for what rules name: see name
	counted  int                        // steps that bounds.taken has
}

// axes are what a space knows of one kind of fact, on one axis or on several that
// follow each other. A new kind of fact is a type that is axes, a place in
// [space.kinds], and what the match of a rule says about it in [space.addMatch] and
// [space.unmetBy].
type axes interface {
	// place ends the cutting, and takes the axes from the given number on. It returns
	// how many values each has.
	place(first int) (sizes []int)

	// describe says in a region which values a box has.
	describe(r *Region, b mdd.Box)

	// choose gives an order the plainest value that a box has.
	choose(o *routing.Order, b mdd.Box)

	// locate writes the values of an order.
	locate(o *routing.Order, values []int)
}

// kinds returns all axes, in their order.
func (s *space) kinds() []axes {
	return []axes{&s.times, &s.surfaces, &s.regions, &s.buyers, &s.traits, &s.amounts}
}

// newSpace returns a space that is to be cut by rules, then closed. Regions and orders
// have times in the zone. A trait that must be stated by any of the given has three values.
func newSpace(b bounds, zone *time.Location, must ...mustState) *space {
	return &space{
		bounds: b, times: newTimeAxes(zone), surfaces: newSurfaceAxis(), regions: newRegionAxis(),
		buyers: newBuyerAxes(), traits: newTraitAxes(must), amounts: newAmountAxis(),
		counters: map[limits.Counter]counted{},
	}
}

// addMethod cuts the space at what the rules for a method on a platform name.
func (s *space) addMethod(x *index, at place) {
	s.addEntries(x, at)
	for _, n := range x.limitsFor(at) {
		rule := &x.catalog.Limits[n]
		s.addMatches(x, &rule.When, rule.Except, at.platform)
		s.addCap(capOf(rule))
	}
}

// addChain does so for a method and those that it may be nested in.
func (s *space) addChain(x *index, at place) {
	for _, m := range x.chain(at) {
		s.addMethod(x, place{at.platform, m})
	}
}

func (s *space) addEntries(x *index, at place) {
	for _, n := range x.entries[at] {
		e := &x.catalog.Availability[n]
		s.addMatches(x, &e.When, e.Except, at.platform)
		s.addProducts(x.productsOf(e))
	}
}

func (s *space) addProducts(products []methods.Product) {
	for _, p := range products {
		s.addSurfaces(p.Surfaces)
	}
}

func (s *space) addMatches(x *index, when *methods.Match, except []methods.Match, p methods.Platform) {
	s.addMatch(x, when)
	for i := range except {
		if isOn(&except[i], p) {
			s.addMatch(x, &except[i])
		}
	}
}

func (s *space) addMatch(x *index, m *methods.Match) {
	if !s.name(1 + len(m.Hours) + len(m.Regions) + len(m.Currencies) + len(m.Audience)) {
		return
	}
	s.times.add(m.Period)
	s.times.addWeek(spansOf(m.Hours, x.offset()))
	s.addSurfaces(m.Surfaces)
	for _, r := range m.Regions {
		s.regions.add(r)
	}
	for _, code := range m.Currencies {
		if c, err := limits.ParseCurrency(code); err == nil {
			s.amounts.add(c)
		}
	}
	for _, set := range m.Audience {
		if !s.name(len(set)) {
			return
		}
		for _, trait := range set {
			s.traits.add(trait)
		}
	}
	if m.Rollout.IsSet() {
		s.buyers.add(m.Rollout)
	}
}

// name counts steps for values that rules name. It reports false if there are too many:
// then the space is not cut any more, and close will say so.
func (s *space) name(values int) bool {
	s.prepared += values * max(1, s.bounds.perValue)
	return s.prepared <= s.bounds.steps
}

func (s *space) addSurfaces(surfaces []methods.Surface) {
	if !s.name(len(surfaces)) {
		return
	}
	for _, surface := range surfaces {
		s.surfaces.add(surface)
	}
}

// addCap cuts its currency's amounts at the bounds of a cap. One that only counts
// payments has none.
func (s *space) addCap(c limits.Cap) {
	if c.Currency() != 0 {
		s.amounts.addCap(c)
	}
	if c.IsTotal() {
		s.counters[c.Counter] = s.counters[c.Counter].with(c)
		s.caps = append(s.caps, c)
	}
}

// close ends the cutting: from here on there are functions of the space. The error is
// that the rules for a method, or for a platform if it is empty, name too much for that.
func (s *space) close(p methods.Platform, m methods.ID) error {
	s.open(s.sizes())
	return s.exceeded(p, m)
}

// sizes ends the cutting, and returns how many values each axis has.
func (s *space) sizes() []int {
	var sizes []int
	for _, a := range s.kinds() {
		sizes = append(sizes, a.place(len(sizes))...)
	}
	return sizes
}

// open makes the diagram.
func (s *space) open(sizes []int) {
	s.Diagram = mdd.New(sizes, s.bounds.steps, s.bounds.nodes)
	s.Spend(s.prepared + len(sizes))
}

// exceeded returns the error about what was worked out for a method, or for a platform
// if it is empty, if there is one.
func (s *space) exceeded(p methods.Platform, m methods.ID) error {
	if s.bounds.taken != nil {
		s.bounds.taken.Add(int64(s.Steps() - s.counted))
		s.counted = s.Steps()
	}
	switch {
	case !s.Exhausted():
		return nil
	case s.Steps() > s.bounds.steps:
		return s.bounds.exceeded("steps", p, m)
	}
	return s.bounds.exceeded("nodes", p, m)
}

// region describes a box.
func (s *space) region(b mdd.Box, platforms []methods.Platform) Region {
	r := Region{Platforms: append([]methods.Platform(nil), platforms...)}
	for _, a := range s.kinds() {
		a.describe(&r, b)
	}
	return r
}

// inTime is a function where there is an instant, and else 0: see [timeAxes.possible].
func (s *space) inTime(f mdd.Ref) mdd.Ref {
	possible := s.possible.get(func() mdd.Ref { return s.times.possible(s.Diagram) })
	return s.If(possible, f, 0)
}

// merge drops the boxes that have no instant, and joins the others. Between two times of a
// box it adds those that have no instant of its hours.
func (s *space) merge(all []mdd.Box) []mdd.Box {
	timely := all[:0]
	for _, b := range all {
		if _, ok := s.times.instantIn(b); ok {
			timely = append(timely, s.Fill(b, s.times.axis, s.times.isBetween(b)))
		}
	}
	return s.Merge(timely)
}

// plainOrder returns an order of a box but for its buyer and its usage. It is as plain
// as the box allows: it states no more than it must, and lies at the box's first
// instant or, if that is open, at its last.
func (s *space) plainOrder(b mdd.Box, p methods.Platform) routing.Order {
	o := routing.Order{Platform: p}
	for _, a := range s.kinds() {
		a.choose(&o, b)
	}
	return o
}

// order returns an order of a box for which nothing has been paid yet. It reports false
// if none of the made-up buyers that may be tried lies in the box.
func (s *space) order(b mdd.Box, p methods.Platform) (routing.Order, bool) {
	o := s.plainOrder(b, p)
	buyer, ok := s.buyers.buyer(b, s.bounds.buyers)
	o.Buyer, o.Usage = limits.Hide(buyer), nothingPaid(s.counters, o.Amount.Currency())
	return o, ok
}

// names numbers names in the order in which rules name them.
type names[S ~string] struct {
	all []S
	of  map[S]int
}

func newNames[S ~string]() names[S] { return names[S]{of: map[S]int{}} }

// add returns the number of a name, numbering it if it is new.
func (n *names[S]) add(name S) int {
	i, ok := n.of[name]
	if !ok {
		i = len(n.all)
		n.of[name] = i
		n.all = append(n.all, name)
	}
	return i
}
