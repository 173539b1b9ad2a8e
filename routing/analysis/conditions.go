package analysis

import (
	"math"
	"math/bits"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// unmet is which conditions of an entry or a limit rule an order does not meet.
type unmet uint32

// The conditions, in the order of routing.Codes.
const (
	announced unmet = 1 << iota
	applied
	withdrawn
	absent
	notStarted
	ended
	onSurface
	unknownSurface
	inCurrency
	inRegion
	unknownRegion
	toAudience
	outsideRollout
	unknownBuyer
	noProduct

	unknownFacts = unknownSurface | unknownRegion | unknownBuyer
)

func (u unmet) len() int { return bits.OnesCount32(uint32(u)) }

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
	}
	return 0
}

// either is the conditions that one of two functions or both have.
func either(a, b int32) int32 { return a | b }

// unmetBy returns the conditions of a match, its platforms apart, that an order
// does not meet.
func (s *space) unmetBy(m *methods.Match) ref {
	f := leaf(0)
	add := func(g ref) { f = s.combine(f, g, either) }
	if !m.Period.IsZero() {
		add(s.unmetPeriod(m.Period))
	}
	if len(m.Surfaces) > 0 {
		add(s.unmetSurfaces(m.Surfaces))
	}
	if len(m.Regions) > 0 {
		add(s.unmetRegions(m.Regions))
	}
	if m.Rollout.IsSet() {
		add(s.unmetRollout(m.Rollout))
	}
	if len(m.Audience) > 0 {
		add(s.unmetAudience(m.Audience))
	}
	if len(m.Currencies) > 0 {
		add(s.unmetCurrencies(m.Currencies))
	}
	return f
}

func (s *space) unmetPeriod(p methods.Period) ref {
	from, until := int64(math.MinInt64), int64(math.MaxInt64)
	if !p.From.IsZero() {
		from = p.From.UnixNano()
	}
	if !p.Until.IsZero() {
		until = p.Until.UnixNano()
	}
	return s.on(timeAxis, func(value int) int32 {
		switch at := s.instants[value]; {
		case at < from:
			return int32(notStarted)
		case at >= until:
			return int32(ended)
		}
		return 0
	})
}

func (s *space) unmetSurfaces(surfaces []methods.Surface) ref {
	return s.on(surfaceAxis, func(value int) int32 {
		switch {
		case value == s.surfaceUnstated():
			return int32(unknownSurface)
		case value == s.surfaceOther() || !slices.Contains(surfaces, s.surfaces[value]):
			return int32(onSurface)
		}
		return 0
	})
}

func (s *space) unmetRegions(regions []methods.Region) ref {
	return s.on(regionAxis, func(value int) int32 {
		switch {
		case value == regionUnstated:
			return int32(unknownRegion)
		case value > len(s.regions) || !slices.Contains(regions, s.regions[value-1]):
			return int32(inRegion)
		}
		return 0
	})
}

func (s *space) unmetCurrencies(codes []string) ref {
	return s.on(s.amountAxis(), func(value int) int32 {
		if c := s.amounts[value].currency; c == 0 || !slices.Contains(codes, c.String()) {
			return int32(inCurrency)
		}
		return 0
	})
}

func (s *space) unmetRollout(r methods.Rollout) ref {
	salt := s.saltOf[r.Salt]
	known := s.on(firstSalt+salt, func(value int) int32 {
		if s.cuts[salt][value] < r.BasisPoints {
			return 0
		}
		return int32(outsideRollout)
	})
	buyer := s.on(buyerAxis, func(value int) int32 { return int32(value) })
	return s.combine(buyer, known, func(buyer, known int32) int32 {
		if buyer == buyerUnknown {
			return int32(unknownBuyer)
		}
		return known
	})
}

// unmetAudience is whether no set of an audience is wholly stated.
func (s *space) unmetAudience(audience [][]methods.Trait) ref {
	f := leaf(int32(toAudience))
	for _, set := range audience {
		lacking := leaf(0)
		for _, trait := range set {
			lacking = s.combine(lacking, s.lacking(trait), either)
		}
		f = s.combine(f, lacking, func(a, b int32) int32 { return a & b })
	}
	return f
}

func (s *space) lacking(trait methods.Trait) ref {
	return s.on(s.firstTrait()+s.traitOf[trait], func(value int) int32 {
		if value == traitStated {
			return 0
		}
		return int32(toAudience)
	})
}

// excepts are what the Excepts of an entry or a rule have against it: how many
// match, and which facts are missing to know about others.
type excepts struct {
	matching int32
	unknown  unmet
}

// pack makes a small number of what is not met: every condition that excepts adds
// counts once, each Except that matches by itself.
func (e excepts) pack(u unmet) int32 { return int32(u|e.unknown) | e.matching<<conditionBits }

const conditionBits = 15

func unpack(v int32) (u unmet, matching int) {
	return unmet(v) & (1<<conditionBits - 1), int(v >> conditionBits)
}

// withExcepts adds to the conditions of a When that are not met what its Excepts
// have against it on a platform.
func (s *space) withExcepts(f ref, except []methods.Match, p methods.Platform) ref {
	for i := range except {
		if !isOn(&except[i], p) {
			continue
		}
		f = s.combine(f, s.unmetBy(&except[i]), func(v, failed int32) int32 {
			u, matching := unpack(v)
			switch {
			case failed == 0:
				return excepts{matching: int32(matching) + 1}.pack(u)
			case unmet(failed)&^unknownFacts == 0:
				return excepts{int32(matching), unmet(failed)}.pack(u)
			}
			return v
		})
	}
	return f
}

// spread is an axis's own value.
func (s *space) spread(axis int) ref {
	return s.on(axis, func(value int) int32 { return int32(value) })
}

// isOwn reports whether a span's currency is a cap's.
func (p span) isOwn(cap limits.Cap) bool { return p.currency == cap.Currency() }
