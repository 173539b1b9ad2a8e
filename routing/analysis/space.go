package analysis

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// space is the orders that some rules can tell apart: an axis for each fact, cut
// at the values that the rules name. Two orders with the same value on every axis
// are the same to the rules.
//
// Axes come in this order: time, surface, region, whether the buyer is known, the
// buckets of each salt, each trait, and amount. Time is first, so that what is
// found comes in its order; amount is last, so that rules with traits of their own
// add up to the least of their bounds, of which there are few.
type space struct {
	*diagram

	instants []int64 // Unix nanoseconds: value i is from instants[i] until the next
	surfaces []methods.Surface
	regions  []methods.Region
	salts    []string
	cuts     [][]int // by salt: value i is the buckets from cuts[i] until the next
	traits   []methods.Trait
	amounts  []span

	surfaceOf map[methods.Surface]int
	regionOf  map[methods.Region]int
	saltOf    map[string]int
	traitOf   map[methods.Trait]int

	currencies []limits.Currency // that rules name
	bounds     map[limits.Currency][]int64
	counters   map[limits.Counter]limits.Currency
	caps       []limits.Cap // on totals
}

// span is a value of the amount axis: the amounts of a currency from min to max,
// both inclusive. The zero currency stands for every one that no rule names.
type span struct {
	currency limits.Currency
	min, max int64
}

// The axes that every space has, and where the salts begin.
const (
	timeAxis = iota
	surfaceAxis
	regionAxis
	buyerAxis
	firstSalt
)

// The values of the buyer axis.
const (
	buyerKnown = iota
	buyerUnknown
)

// The values of a trait's axis.
const (
	traitUnstated = iota
	traitStated
)

// The instants that an order may have, in Unix nanoseconds: the first inclusive,
// the last exclusive.
var (
	firstInstant = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	endInstant   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
)

func newSpace() *space {
	return &space{
		instants:  []int64{firstInstant},
		surfaceOf: map[methods.Surface]int{},
		regionOf:  map[methods.Region]int{},
		saltOf:    map[string]int{},
		traitOf:   map[methods.Trait]int{},
		bounds:    map[limits.Currency][]int64{},
		counters:  map[limits.Counter]limits.Currency{},
	}
}

// addMethod cuts the space at what the rules for a method on a platform name. The
// error is a [*LimitError].
func (s *space) addMethod(x *index, at place) error {
	s.addEntries(x, at)
	for _, n := range x.limitsFor(at) {
		rule := &x.catalog.Limits[n]
		cap, ok := rule.Limit.(limits.Cap)
		if !ok {
			return &LimitError{Path: fmt.Sprintf("limits[%d]", n), Rule: rule.ID, Type: fmt.Sprintf("%T", rule.Limit)}
		}
		s.addMatches(&rule.When, rule.Except, at.platform)
		s.addCap(cap)
	}
	return nil
}

func (s *space) addEntries(x *index, at place) {
	for _, n := range x.entries[at] {
		e := &x.catalog.Availability[n]
		s.addMatches(&e.When, e.Except, at.platform)
		s.addProducts(x.productsOf(e))
	}
}

func (s *space) addProducts(products []methods.Product) {
	for _, p := range products {
		s.addSurfaces(p.Surfaces)
	}
}

func (s *space) addMatches(when *methods.Match, except []methods.Match, p methods.Platform) {
	s.addMatch(when)
	for i := range except {
		if isOn(&except[i], p) {
			s.addMatch(&except[i])
		}
	}
}

func (s *space) addMatch(m *methods.Match) {
	for _, t := range [...]time.Time{m.Period.From, m.Period.Until} {
		if n := t.UnixNano(); !t.IsZero() && n > firstInstant && n < endInstant {
			s.instants = append(s.instants, n)
		}
	}
	s.addSurfaces(m.Surfaces)
	for _, r := range m.Regions {
		number(&s.regions, s.regionOf, r)
	}
	for _, code := range m.Currencies {
		if c, err := limits.ParseCurrency(code); err == nil {
			s.addCurrency(c)
		}
	}
	for _, set := range m.Audience {
		for _, trait := range set {
			number(&s.traits, s.traitOf, trait)
		}
	}
	if m.Rollout.IsSet() {
		i := number(&s.salts, s.saltOf, m.Rollout.Salt)
		if i == len(s.cuts) {
			s.cuts = append(s.cuts, []int{0})
		}
		if n := m.Rollout.BasisPoints; n > 0 && n < methods.Buckets {
			s.cuts[i] = append(s.cuts[i], n)
		}
	}
}

func (s *space) addSurfaces(surfaces []methods.Surface) {
	for _, surface := range surfaces {
		number(&s.surfaces, s.surfaceOf, surface)
	}
}

func (s *space) addCurrency(c limits.Currency) {
	if _, ok := s.bounds[c]; !ok {
		s.currencies = append(s.currencies, c)
		s.bounds[c] = []int64{0}
	}
}

// addCap cuts its currency's amounts at the bounds of a cap.
func (s *space) addCap(cap limits.Cap) {
	c := cap.Currency()
	s.addCurrency(c)
	if cap.Min.IsValid() {
		s.cutAmount(c, cap.Min.Minor())
	}
	if cap.Max.IsValid() && cap.Max.Minor() < math.MaxInt64 {
		s.cutAmount(c, cap.Max.Minor()+1)
	}
	if cap.IsTotal() {
		s.counters[cap.Counter] = c
		s.caps = append(s.caps, cap)
	}
}

// cutAmount makes a span of its currency's amounts begin at n.
func (s *space) cutAmount(c limits.Currency, n int64) {
	s.bounds[c] = append(s.bounds[c], n)
}

// number returns the number of a name, numbering it if it is new.
func number[S ~string](all *[]S, of map[S]int, name S) int {
	n, ok := of[name]
	if !ok {
		n = len(*all)
		of[name] = n
		*all = append(*all, name)
	}
	return n
}

// close ends the cutting: from here on there are functions of the space.
func (s *space) close(most int) {
	slices.Sort(s.instants)
	s.instants = slices.Compact(s.instants)
	for i := range s.cuts {
		slices.Sort(s.cuts[i])
		s.cuts[i] = slices.Compact(s.cuts[i])
	}
	slices.SortFunc(s.currencies, func(a, b limits.Currency) int { return cmp.Compare(a.String(), b.String()) })
	s.layOutAmounts()

	sizes := []int{len(s.instants), len(s.surfaces) + 2, len(s.regions) + 1, 2}
	if _, ok := s.otherRegion(); ok {
		sizes[regionAxis]++
	}
	for i := range s.cuts {
		sizes = append(sizes, len(s.cuts[i]))
	}
	for range s.traits {
		sizes = append(sizes, 2)
	}
	s.diagram = newDiagram(append(sizes, len(s.amounts)), most)
}

func (s *space) layOutAmounts() {
	for _, c := range s.currencies {
		from := s.bounds[c]
		slices.Sort(from)
		from = slices.Compact(from)
		for i, n := range from {
			to := int64(math.MaxInt64)
			if i+1 < len(from) {
				to = from[i+1] - 1
			}
			s.amounts = append(s.amounts, span{c, n, to})
		}
	}
	if _, ok := s.otherCurrency(); ok {
		s.amounts = append(s.amounts, span{max: math.MaxInt64})
	}
}

// amountsIn returns the values of the amount axis of a currency.
func (s *space) amountsIn(c limits.Currency) []int {
	var all []int
	for value, p := range s.amounts {
		if p.currency == c {
			all = append(all, value)
		}
	}
	return all
}

func (s *space) firstTrait() int { return firstSalt + len(s.salts) }

func (s *space) amountAxis() int { return firstSalt + len(s.salts) + len(s.traits) }

// The values of the surface axis after the named ones: another surface, and none
// stated. Those of the region axis begin with that none is stated, then the named
// ones, then another one if there is one.
func (s *space) surfaceOther() int { return len(s.surfaces) }

func (s *space) surfaceUnstated() int { return len(s.surfaces) + 1 }

const regionUnstated = 0

// otherSurface is a surface that no rule names.
func (s *space) otherSurface() methods.Surface {
	name := methods.Surface("another_surface")
	for _, taken := s.surfaceOf[name]; taken; _, taken = s.surfaceOf[name] {
		name += "_more"
	}
	return name
}

// otherRegion is a region that no rule names, if there is one.
func (s *space) otherRegion() (methods.Region, bool) {
	for a := byte('Z'); a >= 'A'; a-- {
		for b := byte('Z'); b >= 'A'; b-- {
			r := methods.Region([]byte{a, b})
			if _, taken := s.regionOf[r]; !taken {
				return r, true
			}
		}
	}
	return "", false
}

// otherCurrency is a currency that no rule names, if there is one.
func (s *space) otherCurrency() (limits.Currency, bool) {
	for c := range limits.Currencies() {
		if _, taken := s.bounds[c]; !taken {
			return c, true
		}
	}
	return 0, false
}
