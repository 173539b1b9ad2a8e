package analysis

import (
	"fmt"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// matches reports what is questionable about conditions by themselves.
func (l *linter) matches(f Finding, when methods.Match, except []methods.Match) {
	path := f.Path
	for i, m := range append([]methods.Match{when}, except...) {
		f.Path = path + ".when"
		if i > 0 {
			f.Path = fmt.Sprintf("%s.except[%d]", path, i-1)
		}
		on := l.common(when.Platforms, m.Platforms)
		l.rollout(f, &m, on)
		l.surfaces(f, &m, on)
	}
}

// common returns the platforms that both of two lists name, if only by naming none.
func (l *linter) common(platforms, others []methods.Platform) []methods.Platform {
	return slices.DeleteFunc(slices.Clone(l.x.platformsOf(platforms)), func(p methods.Platform) bool {
		return len(others) > 0 && !slices.Contains(others, p)
	})
}

// surfaces reports names that are likely to be misspelt: any word is a surface. What
// shows it is an order on such a surface that meets the match.
func (l *linter) surfaces(f Finding, m *methods.Match, on []methods.Platform) {
	path := f.Path
	for i, name := range m.Surfaces {
		if slices.Contains(methods.Surfaces(), name) || l.x.isServed(name) {
			continue
		}
		f.Code, f.Path = FindingUnknownSurface, fmt.Sprintf("%s.surfaces[%d]", path, i)
		f.Witness = l.whatFits(on, m, func(s *space) ref {
			isOn := s.among(surfaceAxis, func(v int) bool { return v == s.surfaceOf[name] })
			return s.both(isOn, s.unmetOnly(m, 0))
		})
		l.report(f, "%s is no surface of package methods, and no product serves it", "%s 不是 methods 包中的界面，也没有产品服务于它", name)
	}
}

// unmetOnly is where just the given conditions of a match are not met.
func (s *space) unmetOnly(m *methods.Match, u unmet) ref {
	return s.where(s.unmetBy(m), func(v int32) bool { return unmet(v) == u })
}

// isServed reports whether any product names the surface.
func (x *index) isServed(s methods.Surface) bool {
	serves := func(p methods.Product) bool { return slices.Contains(p.Surfaces, s) }
	return slices.ContainsFunc(x.catalog.Methods, func(m methods.Method) bool { return slices.ContainsFunc(m.Products, serves) }) ||
		slices.ContainsFunc(x.catalog.Availability, func(e methods.Availability) bool { return slices.ContainsFunc(e.Products, serves) })
}

// rollout reports a share that is none or all. What shows it is an order that meets
// the rest of the match, and is left out.
func (l *linter) rollout(f Finding, m *methods.Match, on []methods.Platform) {
	f.Path += ".rollout"
	leftOut := func(by unmet) routing.Order {
		return l.whatFits(on, m, func(s *space) ref { return s.unmetOnly(m, by) })
	}
	switch r := m.Rollout; {
	case !r.IsSet():
	case r.BasisPoints == 0:
		f.Code, f.Witness = FindingRolloutToNobody, leftOut(outsideRollout)
		l.report(f, "a rollout to 0 %% of buyers selects nobody", "灰度比例为 0%%，不选中任何买家")
	case r.BasisPoints == methods.Buckets:
		f.Code, f.Witness = FindingRolloutToAll, leftOut(unknownBuyer)
		l.report(f, "a rollout to 100 %% of buyers leaves out only those who are not known", "灰度比例为 100%%，仅未知买家不在其中")
	}
}
