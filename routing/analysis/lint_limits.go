package analysis

import (
	"fmt"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// limits learns which limit rules apply to what would otherwise be offered, which can
// refuse it, and which contradict each other.
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
	bites := make([]bite, len(v.rules))
	for i, r := range v.rules {
		bites[i] = bite{r.rule, true, j.both(open, j.knownToApply(r))}
		if o := s.show(j.space, bites[i].where); o.isSeen() {
			s.applies[r.rule] = o
		}
		s.refusals(j, v, i, open)
	}
	s.contradictions(j, append(bites, s.parentBites(j, v, open)...))
}

// knownToApply is where a rule applies to orders in its currency.
func (j *judge) knownToApply(r ruled) ref {
	return j.where(r.said, func(n int32) bool {
		a := j.answers.all[n]
		return a.applies && a.unknown == 0 && a.says != foreign
	})
}

// refusals learns what one of a method's rules refuses.
func (s *survey) refusals(j *judge, v *verdict, i int, open ref) {
	rule := v.rules[i].rule
	refusing, foreign := j.both(open, s.refusing(j, v, i)), j.both(open, j.refusedAsForeign(v, i))
	known := j.where(v.rules[i].said, func(n int32) bool { return j.answers.all[n].unknown == 0 })
	if j.both(refusing, known) != leaf(0) {
		s.refuses[rule] = true
	}
	if o := s.show(j.space, j.both(foreign, known)); o.isSeen() {
		s.foreign[rule] = o
	}
	if o := s.show(j.space, j.combine(j.alone(v, i, refusing), foreign, either)); o.isSeen() {
		s.vague[rule] = o
	}
}

// alone is where one of a method's rules refuses what no other rule does.
func (j *judge) alone(v *verdict, rule int, refusing ref) ref {
	cap := capOf(j.limit(v.rules[rule].rule))
	f := j.both(refusing, j.othersSay(v, rule, func(a answer) bool { return !a.refuses() }))
	for i, r := range v.rules {
		other := capOf(j.limit(r.rule))
		if i != rule && cap.IsTotal() && other.IsTotal() && other.Counter == cap.Counter && other.Max.Minor() <= cap.Max.Minor() {
			f = j.both(f, j.where(r.said, func(n int32) bool { return !j.answers.all[n].applies }))
		}
	}
	return f
}

// refusing is where one of a method's rules refuses, if only for some usage, and no
// other rule is for another currency: then the method is not offered whatever the rule
// says.
func (s *survey) refusing(j *judge, v *verdict, rule int) ref {
	total := s.reachable(j, v, capOf(j.limit(v.rules[rule].rule)))
	f := j.combine(v.rules[rule].said, total, func(n, total int32) int32 {
		if a := j.answers.all[n]; a.applies && (a.says == allows && total == 1 || a.says == below || a.says == above) {
			return 1
		}
		return 0
	})
	return j.both(f, j.othersSay(v, rule, func(a answer) bool { return a.says != foreign }))
}

// refusedAsForeign is where one of a method's rules excludes orders because they are
// in another currency, and no other rule excludes them.
func (j *judge) refusedAsForeign(v *verdict, rule int) ref {
	f := j.where(v.rules[rule].said, func(n int32) bool {
		a := j.answers.all[n]
		return a.applies && a.says == foreign
	})
	return j.both(f, j.othersSay(v, rule, func(a answer) bool { return !a.refuses() }))
}

// othersSay is where all of a method's rules but one say what counts.
func (j *judge) othersSay(v *verdict, rule int, counts func(answer) bool) ref {
	f := leaf(1)
	for i, r := range v.rules {
		if i != rule {
			f = j.both(f, j.where(r.said, func(n int32) bool { return counts(j.answers.all[n]) }))
		}
	}
	return f
}

// reachable is where a cap on a total can be reached: it can, unless the method lives
// within one with a cap on the same total that is no higher.
func (s *survey) reachable(j *judge, v *verdict, cap limits.Cap) ref {
	if !cap.IsTotal() {
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

// limits reports on limit rules.
func (l *linter) limits(all []survey) {
	refuses := union(all, func(s *survey) map[int]bool { return s.refuses })
	foreign := union(all, func(s *survey) map[int]sight { return s.foreign })
	vague := union(all, func(s *survey) map[int]sight { return s.vague })
	applies := union(all, func(s *survey) map[int]sight { return s.applies })
	for i := range l.x.catalog.Limits {
		r := &l.x.catalog.Limits[i]
		f := Finding{Path: fmt.Sprintf("limits[%d]", i), ID: r.ID}
		_, isApplied := applies[i]
		switch o, isForeign := foreign[i]; {
		case refuses[i]:
		case isForeign:
			l.foreign(f, capOf(r), o)
		default:
			l.deadLimit(f, applies[i], vague[i])
		}
		if r.Confidence == methods.ConfidenceLow && isApplied {
			low := f
			low.Code, low.Witness = FindingLowConfidence, l.witness(applies[i])
			l.report(low, "its confidence is low, and it decides how much may be paid", "可信度低，却决定可付金额")
		}
		l.matches(f, r.When, r.Except)
		l.overlaps(all, i, f, FindingConflictingLimit, FindingRedundantCap, FindingNoAmount)
	}
}

func (l *linter) foreign(f Finding, cap limits.Cap, o sight) {
	f.Code, f.Witness = FindingUnusedLimit, l.witness(o)
	l.report(f, "it excludes every order in another currency than %[1]s, whatever its amount, and refuses none in %[1]s that would otherwise be offered",
		"它排除 %[1]s 以外币种的所有订单（不论金额），却不拒绝任何本可提供的 %[1]s 订单", cap.Currency())
}

// deadLimit reports a rule that refuses no order which states its facts.
func (l *linter) deadLimit(f Finding, applies, vague sight) {
	f.Code = FindingRedundantLimit
	switch {
	case vague.isSeen():
		f.Witness = l.witness(vague)
		l.report(f, "it can never refuse an order that states its surface, region and buyer: it only keeps back those that do not",
			"它从不拒绝写明界面、地区和买家的订单：只拦住未写明的订单")
	case applies.isSeen():
		f.Witness = l.witness(applies)
		l.report(f, "it can never refuse: where it applies, it allows every amount that other rules allow",
			"它从不拒绝：适用时，它允许其他规则所允许的任何金额")
	default:
		l.report(f, "it can never refuse: it applies to no order that would otherwise be offered one of its methods",
			"它从不拒绝：它不适用于任何本可使用其方式的订单")
	}
}
