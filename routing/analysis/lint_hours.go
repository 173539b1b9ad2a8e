package analysis

import (
	"fmt"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
	"github.com/paymux/paymux/routing/internal/prose"
)

// reportHours reports hours that overlap each other, that are all of the week, or that
// never come in the period beside them.
func (l *linter) reportHours(f Finding, m *methods.Match, s matchSpace) {
	if len(m.Hours) == 0 {
		return
	}
	l.reportOverlappingHours(f, m, s)
	f.Path += ".hours"
	outside := s.times.unmet(s.Diagram, m.Period, spansOf(m.Hours, l.x.offset()))
	switch {
	case slices.Equal(spansOf(m.Hours, 0), []weekSpan{{0, minutesOfWeek}}):
		f.Code, f.Witness = FindingHoursAlways, l.matchWitness(s, 0, mdd.Leaf(1))
		l.report(f, "its hours are the whole week: without them it selects the same orders", "时段覆盖整周：去掉后匹配的订单不变")
	case s.inTime(s.Not(s.Where(outside, isUnmet))) == mdd.Leaf(0):
		f.Code, f.Witness = FindingHoursNeverMet, l.matchWitness(s, outsideHours, mdd.Leaf(1))
		l.report(f, "its hours never fall within its period: it selects no order", "有效期内没有这些时段：不匹配任何订单")
	}
}

func isUnmet(v int32) bool { return v != 0 }

// reportOverlappingHours reports hours that have minutes of others before them. What
// shows it is an order at such a minute that meets the match.
func (l *linter) reportOverlappingHours(f Finding, m *methods.Match, s matchSpace) {
	path := f.Path
	outside := make([]mdd.Ref, len(m.Hours))
	for i := range m.Hours {
		outside[i] = s.times.unmet(s.Diagram, methods.Period{}, spansOf(m.Hours[i:i+1], l.x.offset()))
		for n := range i {
			both := s.Not(s.Where(s.Or(outside[n], outside[i]), isUnmet))
			if both == mdd.Leaf(0) {
				continue
			}
			f.Code, f.Path = FindingHoursOverlap, fmt.Sprintf("%s.hours[%d]", path, i)
			f.Witness = l.matchWitness(s, 0, both)
			l.reportText(f, methods.Text{
				EN: fmt.Sprintf("these hours overlap hours[%d] (%s)", n, hoursText(m.Hours[n:n+1], prose.English, prose.And)),
				ZH: fmt.Sprintf("与 hours[%d]（%s）重叠", n, hoursText(m.Hours[n:n+1], prose.Chinese, prose.And)),
			})
		}
	}
}
