package analysis

import (
	"fmt"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// limits learns which limit rules apply to what would otherwise be offered, and
// which can refuse it.
func (s *survey) limits(j *judge, v *verdict) {
	open := j.where(v.says, func(n int32) bool { return j.speeches.all[n].grants() })
	for _, parent := range j.parents(v) {
		if j.listed(parent) != nil {
			open = j.both(open, j.within(v, parent, j.offers(j.about(parent)), 1))
		}
	}
	if open == leaf(0) {
		return
	}
	bites := make([]ref, len(v.rules))
	for i, r := range v.rules {
		applies := j.where(r.said, func(n int32) bool {
			a := j.answers.all[n]
			return a.applies && a.unknown == 0 && a.says != foreign
		})
		bites[i] = j.both(open, applies)
		if _, o, ok := s.show(j, bites[i]); ok {
			s.applies[r.rule] = o
		}
		if !s.refuses[r.rule] && j.both(open, s.refusing(j, v, i)) != leaf(0) {
			s.refuses[r.rule] = true
		}
	}
	for i, r := range v.rules {
		for k, other := range v.rules {
			if i == k {
				continue
			}
			code := contradiction(capOf(j.limit(r.rule)), capOf(j.limit(other.rule)))
			if code != "" && (code != AmbiguousLimit || r.rule > other.rule) {
				s.overlap(j, code, r.rule, other.rule, j.both(bites[i], bites[k]))
			}
		}
	}
}

// refusing is where one of a method's rules is known to refuse, if only for some
// usage, and no other rule is for another currency: then the method is not offered
// whatever the rule says.
func (s *survey) refusing(j *judge, v *verdict, rule int) ref {
	total := s.reachable(j, v, capOf(j.limit(v.rules[rule].rule)))
	f := j.combine(v.rules[rule].said, total, func(n, total int32) int32 {
		if a := j.answers.all[n]; a.applies && a.unknown == 0 && (a.says == allows && total == 1 || a.says == below || a.says == above) {
			return 1
		}
		return 0
	})
	for i, r := range v.rules {
		if i != rule {
			f = j.both(f, j.where(r.said, func(n int32) bool { return j.answers.all[n].says != foreign }))
		}
	}
	return f
}

// reachable is where a cap on a total can be reached: it can, unless the method lives
// within one with a cap on the same total that is no higher.
func (s *survey) reachable(j *judge, v *verdict, cap limits.Cap) ref {
	if !cap.IsTotal() || cap.Max.Minor() == math.MaxInt64 {
		return leaf(0)
	}
	f := leaf(1)
	for _, parent := range j.parents(v) {
		if j.listed(parent) == nil {
			continue
		}
		applying := j.applying(j.about(parent))
		for _, rule := range sortedKeys(applying) {
			if other := capOf(j.limit(rule)); other.IsTotal() && other.Counter == cap.Counter && other.Max.Minor() <= cap.Max.Minor() {
				capped := j.within(v, parent, applying[rule], 0)
				f = j.combine(f, capped, func(f, capped int32) int32 { return f &^ capped })
			}
		}
	}
	return f
}

// contradiction is what is questionable about a cap beside another one for the same
// orders, or empty.
func contradiction(c, other limits.Cap) FindingCode {
	switch {
	case c.Currency() != other.Currency():
		return ""
	case c.Min.IsValid() && other.Max.IsValid() && c.Min.Minor() > other.Max.Minor():
		return NoAmount
	case !c.IsTotal() || !other.IsTotal():
		return ""
	case c.Counter == other.Counter:
		if c.Max != other.Max {
			return AmbiguousLimit
		}
	case c.Max.Minor() > other.Max.Minor() && slices.Equal(c.Per, other.Per) && length(c.Window) < length(other.Window):
		return IdleCap
	}
	return ""
}

// length is about how long a window is: long enough to tell a longer one.
func length(w limits.Window) time.Duration {
	if w == limits.Lifetime() {
		return math.MaxInt64
	}
	from, until := w.Span(time.Date(2001, 1, 1, 12, 0, 0, 0, time.UTC))
	return until.Sub(from)
}

// limits reports on limit rules.
func (l *linter) limits(all []survey) {
	refuses := union(all, func(s *survey) map[int]bool { return s.refuses })
	applies := union(all, func(s *survey) map[int]routing.Order { return s.applies })
	for i := range l.x.catalog.Limits {
		r := &l.x.catalog.Limits[i]
		f := Finding{Path: fmt.Sprintf("limits[%d]", i), ID: r.ID}
		o, isApplied := applies[i]
		if !refuses[i] {
			f.Code, f.Witness = DeadLimit, o
			if isApplied {
				l.report(f, "it can never refuse: where it applies, it allows every amount that other rules allow",
					"它从不拒绝：适用时，它允许其他规则所允许的任何金额")
			} else {
				l.report(f, "it can never refuse: it applies to no order that would otherwise be offered one of its methods",
					"它从不拒绝：它不适用于任何本可使用其方式的订单")
			}
			f.Witness = routing.Order{}
		}
		if r.Confidence == methods.Low && isApplied {
			f.Code, f.Witness = LowConfidence, o
			l.report(f, "its confidence is low, and it decides how much may be paid", "可信度低，却决定可付金额")
			f.Witness = routing.Order{}
		}
		l.matches(f, r.When, r.Except)
		l.overlaps(all, i, f, AmbiguousLimit, IdleCap, NoAmount)
	}
}
