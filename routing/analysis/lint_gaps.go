package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
)

// gap is orders that are offered nothing.
type gap struct {
	code    FindingCode
	regions []Region
	sight   sight
	rules   []string // limit rules that refuse there
}

// supply is where a platform offers any method at all: by the word of entries alone,
// if the methods that they live within have theirs as well, and if limit rules have
// theirs.
type supply struct {
	granted, open, offered ref
}

// findGaps looks for orders that are offered nothing, though each of their facts by
// itself is one with which something is.
func (s *survey) findGaps() error {
	sp := newSpace()
	ids := s.x.methodsOn[s.platform]
	for _, m := range ids {
		if err := sp.addMethod(s.x, place{s.platform, m}); err != nil {
			return err
		}
	}
	sp.close(MaxNodes)
	j := newJudge(sp, s.x, s.platform)
	if all := j.supply(ids); all.granted != leaf(0) {
		s.entryGaps(j, all)
		s.limitGap(j, all)
	}
	if sp.full {
		return &BoundError{Platform: s.platform, Bound: "MaxNodes", Most: MaxNodes}
	}
	return nil
}

func (j *judge) supply(ids []methods.ID) supply {
	all := supply{leaf(0), leaf(0), leaf(0)}
	for _, m := range ids {
		v := j.about(m)
		all.granted = j.combine(all.granted, j.granted(v), either)
		all.open = j.combine(all.open, j.open(v), either)
		all.offered = j.combine(all.offered, j.offers(v), either)
	}
	return all
}

// granted is where a method's entries grant it.
func (j *judge) granted(v *verdict) ref {
	return j.where(v.says, func(n int32) bool { return j.speeches.all[n].grants() })
}

// open is where a method would be offered if there were no limit rules.
func (j *judge) open(v *verdict) ref {
	f := j.granted(v)
	for _, parent := range j.parents(v) {
		if p := j.listed(parent); p != nil {
			f = j.both(f, j.within(v, parent, j.open(p), 1))
		}
	}
	return f
}

// entryGaps finds the orders for which there would be nothing without limit rules
// either. The platform's life is as long as entries grant anything, so that what
// ended with the methods that they live within is missing.
func (s *survey) entryGaps(j *judge, all supply) {
	f := j.replace(all.open, func(open int32) int32 { return 1 - open })
	f = j.whileAlive(f, all.granted)
	facts := all.open
	if facts == leaf(0) {
		facts = all.granted
	}
	for _, axis := range []int{surfaceAxis, regionAxis, j.amountAxis()} {
		support := j.support(facts, axis)
		f = j.narrowed(f, axis, func(v int) bool { return support[v] })
	}
	f = j.stated(f)
	boxes, ok := j.boxes(f, MaxRegions)
	if !ok {
		s.fail("MaxRegions", MaxRegions)
		return
	}
	for _, b := range j.merge(boxes) {
		r := j.region(b, s.names, s.zone)
		s.gaps = append(s.gaps, gap{code: FindingGap, regions: []Region{r}, sight: s.sight(j.space, b)})
	}
}

// limitGap finds the orders for which limit rules leave nothing, though something is
// offered in their currency. An order of nothing needs no method.
func (s *survey) limitGap(j *judge, all supply) {
	f := j.combine(all.open, all.offered, func(open, offered int32) int32 { return open &^ offered })
	support := j.support(all.offered, j.amountAxis())
	f = j.narrowed(f, j.amountAxis(), func(v int) bool {
		p := j.amounts[v]
		return p.max > 0 && slices.ContainsFunc(j.amountsIn(p.currency), func(v int) bool { return support[v] })
	})
	f = j.stated(f)
	if f == leaf(0) {
		return
	}
	g := gap{code: FindingLimitGap, regions: s.regions(j.space, f), sight: s.show(j.space, f)}
	refusing := map[string]bool{}
	for _, m := range s.x.methodsOn[s.platform] {
		for _, r := range j.about(m).rules {
			if j.both(f, j.where(r.said, func(n int32) bool { return j.answers.all[n].refuses() })) != leaf(0) {
				refusing[j.limit(r.rule).ID] = true
			}
		}
	}
	g.rules = sortedKeys(refusing)
	s.gaps = append(s.gaps, g)
}

// whileAlive cuts off what lies before the first and after the last instant at which
// a function is not 0.
func (j *judge) whileAlive(f, life ref) ref {
	times := j.support(life, timeAxis)
	first, last := slices.Index(times, true), len(times)-1
	for ; last > 0 && !times[last]; last-- {
	}
	return j.narrowed(f, timeAxis, func(v int) bool { return first <= v && v <= last })
}

// stated cuts off orders that leave out a fact that matters.
func (j *judge) stated(f ref) ref {
	f = j.narrowed(f, buyerAxis, func(v int) bool { return v == buyerKnown })
	f = j.narrowed(f, surfaceAxis, func(v int) bool { return v != j.surfaceUnstated() })
	return j.narrowed(f, regionAxis, func(v int) bool { return v != regionUnstated })
}

// narrowed cuts a function off but for some values of an axis, if it looks at it.
func (j *judge) narrowed(f ref, axis int, has func(value int) bool) ref {
	if !j.dependsOn(f, axis) {
		return f
	}
	return j.both(f, j.among(axis, has))
}

// gaps reports on orders that are offered nothing.
func (l *linter) gaps(all []survey) {
	for i := range all {
		for _, g := range all[i].gaps {
			f := Finding{
				Code: g.code, Path: fmt.Sprintf("platforms[%d]", i), ID: string(all[i].platform),
				Others: g.rules, Regions: g.regions, Witness: l.witness(g.sight),
			}
			if g.code == FindingGap {
				l.report(f, "no entry offers any method", "没有任何条目提供支付方式")
			} else {
				l.report(f, "limit rules leave no method of those that would otherwise be offered (%s)",
					"限额规则使本可提供的支付方式全部不可用（%s）", strings.Join(g.rules, ", "))
			}
		}
	}
}
