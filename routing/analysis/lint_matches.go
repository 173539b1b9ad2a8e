package analysis

import (
	"fmt"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// reportMatches reports what is questionable about conditions by themselves.
func (l *linter) reportMatches(f Finding, when methods.Match, except []methods.Match, sources []string) {
	path := f.Path
	for i := -1; i < len(except); i++ {
		m := &when
		f.Path = path + ".when"
		if i >= 0 {
			m = &except[i]
			f.Path = fmt.Sprintf("%s.except[%d]", path, i)
		}
		on := l.common(when.Platforms, m.Platforms)
		l.reportDates(f, m, on, sources)
		if !m.Rollout.IsSet() && len(m.Hours) == 0 && !slices.ContainsFunc(m.Surfaces, l.isUnknown) {
			continue
		}
		s, err := l.newMatchSpace(m, on)
		if err != nil {
			l.fail(err)
			return
		}
		l.reportRollout(f, m, s)
		l.reportSurfaces(f, m, s)
		l.reportHours(f, m, s)
	}
}

// common returns the platforms that both of two lists name, if only by naming none.
func (l *linter) common(platforms, others []methods.Platform) []methods.Platform {
	return slices.DeleteFunc(slices.Clone(l.x.platformsOf(platforms)), func(p methods.Platform) bool {
		return len(others) > 0 && !slices.Contains(others, p)
	})
}

// matchSpace is the orders that a match can tell apart.
type matchSpace struct {
	*space
	on    []methods.Platform
	unmet mdd.Ref
}

// newMatchSpace returns the orders that a match can tell apart, cut at some times as well.
func (l *linter) newMatchSpace(m *methods.Match, on []methods.Platform, cuts ...methods.Period) (matchSpace, error) {
	s := newSpace(l.bounds, l.x.zone(), l.x.mustState)
	s.addMatch(l.x, m)
	for _, p := range cuts {
		s.times.add(p)
	}
	for i := range m.Hours {
		s.times.addWeek(spansOf(m.Hours[i:i+1], l.x.offset()))
	}
	for _, c := range l.currencies {
		s.amounts.add(c)
	}
	s.counters = l.counters // a witness states what has been paid
	if err := s.close("", ""); err != nil {
		return matchSpace{}, err
	}
	return matchSpace{s, on, s.unmetBy(m, l.x)}, nil
}

// matchWitness returns an order on the first platform that does not meet just the given
// conditions of the match, and for which a function is 1.
func (l *linter) matchWitness(s matchSpace, by unmet, f mdd.Ref) routing.Order {
	if len(s.on) == 0 {
		return routing.Order{}
	}
	fitting := s.Where(s.unmet, func(v int32) bool { return unmet(v) == by })
	return l.witness(s.first(s.And(fitting, f), s.on[0]))
}

// isUnknown reports whether a surface is likely to be misspelled: any word is a surface.
func (l *linter) isUnknown(s methods.Surface) bool { return !l.known[s] }

// reportSurfaces reports surfaces that are likely to be misspelled. What shows it is an
// order on such a surface that meets the match.
func (l *linter) reportSurfaces(f Finding, m *methods.Match, s matchSpace) {
	path := f.Path
	for i, name := range m.Surfaces {
		if !l.isUnknown(name) {
			continue
		}
		f.Code, f.Path = FindingUnknownSurface, fmt.Sprintf("%s.surfaces[%d]", path, i)
		isOn := s.Among(s.surfaces.axis, s.surfaces.values(m.Surfaces[i:i+1]), 1, 0)
		f.Witness = l.matchWitness(s, 0, isOn)
		l.report(f, "%s is no surface of package methods, and no product serves it", "%s 不是 methods 包定义的支付场景，也没有支付产品适用于它", name)
	}
}

// reportRollout reports a share that is none or all. What shows it is an order that
// meets the rest of the match, and is left out.
func (l *linter) reportRollout(f Finding, m *methods.Match, s matchSpace) {
	f.Path += ".rollout"
	switch r := m.Rollout; {
	case !r.IsSet():
	case r.BasisPoints == 0:
		f.Code, f.Witness = FindingRolloutToNobody, l.matchWitness(s, outsideRollout, mdd.Leaf(1))
		l.report(f, "a rollout to 0 %% of buyers selects nobody", "灰度比例为 0%%，不匹配任何买家")
	case r.BasisPoints == methods.Buckets:
		f.Code, f.Witness = FindingRolloutToAll, l.matchWitness(s, unknownBuyer, mdd.Leaf(1))
		l.report(f, "a rollout to 100 %% of buyers leaves out only orders that state no buyer", "灰度比例为 100%%，仅排除未注明买家标识的订单")
	}
}
