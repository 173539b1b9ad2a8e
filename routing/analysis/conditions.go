package analysis

import (
	"math/bits"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// unmet is which conditions of an entry or a limit rule an order does not meet.
type unmet uint32

// The conditions, in the order of routing.Codes.
const (
	announced unmet = 1 << iota
	applied
	withdrawn
	absent
	unreported
	notStarted
	ended
	outsideHours
	onSurface
	unknownSurface
	inCurrency
	inRegion
	unknownRegion
	toAudience
	unknownTrait
	outsideRollout
	unknownBuyer
	excepted // an Except matches
	noProduct

	// toNobody goes with toAudience: a trait of each set is known not to hold. It is no
	// condition of its own.
	toNobody

	unknownFacts = unknownSurface | unknownRegion | unknownTrait | unknownBuyer

	// incurable are the conditions that by their kind nothing cures. A surface, an
	// audience and an Except may be incurable as well.
	incurable = announced | applied | withdrawn | absent | unreported | ended | inRegion | outsideRollout
)

func (u unmet) len() int { return bits.OnesCount32(uint32(u &^ toNobody)) }

// isUnknown reports whether only missing facts stand in the way, or nothing.
func (u unmet) isUnknown() bool { return u&^unknownFacts == 0 }

// statusUnmet is what a status that does not grant has against every order.
func statusUnmet(s methods.Status) unmet {
	switch s {
	case methods.StatusAnnounced:
		return announced
	case methods.StatusApplied:
		return applied
	case methods.StatusWithdrawn:
		return withdrawn
	case methods.StatusAbsent:
		return absent
	case methods.StatusUnreported:
		return unreported
	}
	return 0
}

// unmetBy returns the conditions of a match, its platforms apart, that an order does
// not meet, by a catalog.
func (s *space) unmetBy(m *methods.Match, x *index) mdd.Ref {
	var all []mdd.Ref
	if !m.Period.IsZero() || len(m.Hours) > 0 {
		all = append(all, s.times.unmet(s.Diagram, m.Period, spansOf(m.Hours, x.offset())))
	}
	if len(m.Surfaces) > 0 {
		all = append(all, s.surfaces.unmet(s.Diagram, m.Surfaces))
	}
	if len(m.Regions) > 0 {
		all = append(all, s.regions.unmet(s.Diagram, m.Regions))
	}
	if m.Rollout.IsSet() {
		all = append(all, s.buyers.unmet(s.Diagram, m.Rollout))
	}
	if len(m.Audience) > 0 {
		all = append(all, s.traits.unmet(s.Diagram, m.Audience, x.mustState))
	}
	if len(m.Currencies) > 0 {
		all = append(all, s.amounts.unmet(s.Diagram, m.Currencies))
	}
	return s.Fold(all, mdd.Leaf(0), s.Or)
}

// unmetWith returns the conditions of a When and of its Excepts on a platform that an
// order does not meet, those of all Excepts taken together.
func (s *space) unmetWith(when *methods.Match, except []methods.Match, p methods.Platform, x *index) mdd.Ref {
	all := []mdd.Ref{s.unmetBy(when, x)}
	for i := range except {
		if isOn(&except[i], p) {
			all = append(all, s.excepting(&except[i], x))
		}
	}
	return s.Fold(all, mdd.Leaf(0), s.Or)
}

// excepting is what an Except has against an order.
func (s *space) excepting(except *methods.Match, x *index) mdd.Ref {
	return s.Replace(s.unmetBy(except, x), func(v int32) int32 { return int32(against(unmet(v))) })
}

// unserved adds that no product serves the surface to conditions that are not met, from
// what firstServing says. A surface that is refused anyway need not be served.
func unserved(u unmet, serving int32) unmet {
	switch {
	case serving == 0:
		return u | unknownSurface
	case serving == 1 && u&onSurface == 0:
		return u | noProduct
	}
	return u
}

// unmetEntry returns the conditions of an entry that an order does not meet, its status
// apart, from which of its products serves the surface.
func (s *space) unmetEntry(e *methods.Availability, serving mdd.Ref, p methods.Platform, x *index) mdd.Ref {
	f := s.unmetWith(&e.When, e.Except, p, x)
	return s.Combine(f, serving, func(u, serving int32) int32 { return int32(unserved(unmet(u), serving)) })
}

// against is what an Except has against an order that does not meet some of its
// conditions.
func against(u unmet) unmet {
	switch {
	case u == 0:
		return excepted
	case u.isUnknown():
		return u
	}
	return 0
}

// conditions are what stands between an order and an entry: conditions that are not
// met, which count once each, and Excepts that match, which count one by one unless they
// read alike. The zero conditions are none.
type conditions struct {
	unmet   unmet
	excepts int
	fixed   int // of the Excepts, those that by their kind nothing cures
}

func (c conditions) plus(d conditions) conditions {
	return conditions{c.unmet | d.unmet, c.excepts + d.excepts, c.fixed + d.fixed}
}

// isUndecided reports whether nothing refuses outright.
func (c conditions) isUndecided() bool {
	return c.excepts == 0 && c.unmet&^(unknownFacts|unreported) == 0
}

// isIncurable reports whether an Except selects by nothing that somebody could change.
func isIncurable(m *methods.Match) bool {
	return m.Period.Until.IsZero() && len(m.Hours) == 0 && len(m.Surfaces) == 0 && len(m.Currencies) == 0
}

// noneOfBoth is what is known of functions that are to be added to each other, where
// one of them is nothing.
func noneOfBoth(f, g mdd.Ref) (mdd.Ref, bool) {
	switch {
	case f == mdd.Leaf(0):
		return g, true
	case g == mdd.Leaf(0):
		return f, true
	}
	return 0, false
}

func bit(is bool) int32 {
	if is {
		return 1
	}
	return 0
}
