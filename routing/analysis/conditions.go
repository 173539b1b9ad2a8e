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
	excepted // an Except matches
	noProduct

	unknownFacts = unknownSurface | unknownRegion | unknownBuyer
)

func (u unmet) len() int { return bits.OnesCount32(uint32(u)) }

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
	}
	return 0
}

// unmetBy returns the conditions of a match, its platforms apart, that an order does
// not meet.
func (s *space) unmetBy(m *methods.Match) mdd.Ref {
	var all []mdd.Ref
	if !m.Period.IsZero() {
		all = append(all, s.times.unmet(s.Diagram, m.Period))
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
		all = append(all, s.traits.unmet(s.Diagram, m.Audience))
	}
	if len(m.Currencies) > 0 {
		all = append(all, s.amounts.unmet(s.Diagram, m.Currencies))
	}
	return s.Fold(all, mdd.Leaf(0), s.Or)
}

// unmetWith returns the conditions of a When and of its Excepts on a platform that an
// order does not meet, those of all Excepts taken together.
func (s *space) unmetWith(when *methods.Match, except []methods.Match, p methods.Platform) mdd.Ref {
	all := []mdd.Ref{s.unmetBy(when)}
	for i := range except {
		if isOn(&except[i], p) {
			all = append(all, s.Replace(s.unmetBy(&except[i]), func(v int32) int32 { return int32(against(unmet(v))) }))
		}
	}
	return s.Fold(all, mdd.Leaf(0), s.Or)
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

// conditions are what stands between an order and a rule: conditions that are not met,
// which count once each, and Excepts that match, which count one by one. The zero
// conditions are none.
type conditions struct {
	unmet   unmet
	excepts int
}

func (c conditions) count() int { return c.unmet.len() + c.excepts }

func (c conditions) plus(d conditions) conditions {
	return conditions{c.unmet | d.unmet, c.excepts + d.excepts}
}

// between returns the conditions that stand between an order and a rule, as numbers of
// the table.
func (s *space) between(when *methods.Match, except []methods.Match, p methods.Platform, t *table[conditions]) mdd.Ref {
	all := []mdd.Ref{s.Replace(s.unmetBy(when), func(v int32) int32 { return t.number(conditions{unmet: unmet(v)}) })}
	for i := range except {
		if !isOn(&except[i], p) {
			continue
		}
		all = append(all, s.Replace(s.unmetBy(&except[i]), func(v int32) int32 {
			if u := against(unmet(v)); u != excepted {
				return t.number(conditions{unmet: u})
			}
			return t.number(conditions{excepts: 1})
		}))
	}
	return s.Fold(all, mdd.Leaf(0), func(f, g mdd.Ref) mdd.Ref {
		return s.CombineKnowing(f, g, noneOfBoth, func(a, b int32) int32 { return t.number(t.all[a].plus(t.all[b])) })
	})
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
