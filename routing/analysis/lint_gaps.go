package analysis

import (
	"fmt"
	"maps"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
	"github.com/paymux/paymux/routing/internal/prose"
)

// gap is orders that are offered nothing.
type gap struct {
	code      FindingCode
	regions   []Region
	candidate candidate
	rules     []string // limit rules that refuse there
	isPlain   bool     // see isPlain
}

// supply is where a platform offers any method at all: as far as entries grant it, if
// their parents are offered as well, and if limit rules allow it too.
type supply struct {
	granted, open, offered mdd.Ref
}

// findGaps looks for orders that are offered nothing, though each of their facts by
// itself is one with which something is.
func (in *inspection) findGaps() error {
	s := newSpace(in.bounds, in.x.zone(), in.x.mustState)
	for _, m := range in.x.methodsOn[in.platform] {
		s.addMethod(in.x, place{in.platform, m})
	}
	if err := s.close(in.platform, ""); err != nil {
		return err
	}
	ev := newEvaluator(s, in.x, in.platform)
	if all := ev.supply(); ev.inTime(all.granted) != mdd.Leaf(0) {
		in.findEntryGaps(ev, all)
		in.findLimitGap(ev, all)
	}
	return s.exceeded(in.platform, "")
}

func (ev *evaluator) supply() supply {
	var granted, open, offered []mdd.Ref
	for _, m := range ev.x.methodsOn[ev.platform] {
		v := ev.listed(m)
		granted = append(granted, ev.granted(v))
		open = append(open, ev.withoutLimits(v))
		offered = append(offered, ev.offered(v))
	}
	return supply{ev.Fold(granted, mdd.Leaf(0), ev.Or), ev.Fold(open, mdd.Leaf(0), ev.Or), ev.Fold(offered, mdd.Leaf(0), ev.Or)}
}

// withoutLimits is where a method would be offered if there were no limit rules.
func (ev *evaluator) withoutLimits(v *verdict) mdd.Ref {
	f := ev.granted(v)
	for _, parent := range v.parents {
		f = ev.AndNot(f, ev.AndNot(ev.grantedIn(v, parent), ev.withoutLimits(ev.listed(parent))))
	}
	return f
}

// findEntryGaps finds the orders for which there would be nothing without limit rules
// either. The platform's life is as long as entries grant anything, so that what
// ended with their parents is missing.
func (in *inspection) findEntryGaps(ev *evaluator, all supply) {
	f := ev.whileAlive(ev.Not(all.open), ev.inTime(all.granted))
	facts := ev.inTime(all.open)
	if facts == mdd.Leaf(0) {
		facts = ev.inTime(all.granted)
	}
	for _, axis := range []int{ev.surfaces.axis, ev.regions.axis, ev.amounts.axis} {
		f = ev.narrowed(f, axis, ev.supported(facts, axis))
	}
	f = ev.stated(f)
	boxes, ok := ev.Boxes(f, in.bounds.regions)
	if !ok {
		in.exceed("regions")
		return
	}
	for _, b := range ev.merge(boxes) {
		in.gaps = append(in.gaps, gap{
			code: FindingGap, regions: []Region{ev.region(b, in.names)}, candidate: ev.candidate(b, in.platform), isPlain: ev.isPlain(b),
		})
	}
}

// isPlain reports whether a box has orders that need no trait to lie in it, on a surface
// and in a region that rules name, where they name any. Whoever writes a rule for a
// trait, or for some surfaces, knows that others are without.
func (ev *evaluator) isPlain(b mdd.Box) bool {
	surfaces, regions := b.Set(ev.surfaces.axis), b.Set(ev.regions.axis)
	hasNamed := func(named int, set mdd.Set, first int) bool {
		for value := range named {
			if set.Has(first + value) {
				return true
			}
		}
		return named == 0
	}
	for i := range ev.traits.all {
		if set := b.Set(ev.traits.axis + i); !set.Has(traitUnstated) && !set.Has(traitLacked) {
			return false
		}
	}
	return hasNamed(len(ev.surfaces.all), surfaces, 0) && hasNamed(len(ev.regions.all), regions, regionUnstated+1)
}

// findLimitGap finds the orders for which limit rules leave nothing, though something
// is offered in their currency. An order of nothing needs no method.
func (in *inspection) findLimitGap(ev *evaluator, all supply) {
	f := ev.AndNot(all.open, all.offered)
	f = ev.narrowed(f, ev.amounts.axis, ev.paidWith(ev.inTime(all.offered)))
	f = ev.stated(f)
	if ev.inTime(f) == mdd.Leaf(0) {
		return
	}
	g := gap{code: FindingLimitGap, regions: in.regions(ev.space, f), candidate: ev.first(f, in.platform)}
	refusing := map[string]bool{}
	for _, m := range ev.x.methodsOn[in.platform] {
		for _, r := range ev.listed(m).rules {
			if ev.inTime(ev.And(ev.refusing(r), f)) != mdd.Leaf(0) {
				refusing[ev.limit(r.number).ID] = true
			}
		}
	}
	g.rules = slices.Sorted(maps.Keys(refusing))
	in.gaps = append(in.gaps, g)
}

// paidWith is 1 for amounts that are not zero, in the currencies of which a function
// is ever other than 0.
func (ev *evaluator) paidWith(f mdd.Ref) mdd.Ref {
	support, ok := ev.Support(f, ev.amounts.axis)
	if !ok {
		return mdd.Leaf(0)
	}
	var runs []mdd.Run
	for _, c := range append(slices.Clone(ev.amounts.currencies), 0) {
		b, exists := ev.amounts.block[c]
		if !exists {
			continue
		}
		isPaid := false
		for from, until := range support.Spans(len(ev.amounts.spans)) {
			isPaid = isPaid || from < b.until && b.from < until
		}
		runs = append(runs, mdd.Run{From: b.from})
		if isPaid && ev.amounts.spans[b.from].max == 0 {
			runs = append(runs, mdd.Run{From: b.from + 1, Value: 1})
		} else if isPaid {
			runs = append(runs, mdd.Run{From: b.from, Value: 1})
		}
	}
	return ev.Runs(ev.amounts.axis, runs...)
}

// whileAlive cuts off what lies before the first and after the last instant at which
// a function is not 0.
func (ev *evaluator) whileAlive(f, life mdd.Ref) mdd.Ref {
	times, ok := ev.Support(life, ev.times.axis)
	if !ok {
		return mdd.Leaf(0)
	}
	first, end := times.First(), 0
	for _, until := range times.Spans(len(ev.times.instants)) {
		end = until
	}
	return ev.narrowed(f, ev.times.axis, ev.Runs(ev.times.axis, mdd.Run{}, mdd.Run{From: first, Value: 1}, mdd.Run{From: end}))
}

// supported is 1 for the values of an axis with which a function is ever other than 0.
func (ev *evaluator) supported(f mdd.Ref, axis int) mdd.Ref {
	support, ok := ev.Support(f, axis)
	if !ok {
		return mdd.Leaf(0)
	}
	runs := []mdd.Run{{}}
	for from, until := range support.Spans(ev.Size(axis)) {
		runs = append(runs, mdd.Run{From: from, Value: 1}, mdd.Run{From: until})
	}
	return ev.Runs(axis, runs...)
}

// stated cuts off orders that leave out a fact that matters.
func (ev *evaluator) stated(f mdd.Ref) mdd.Ref {
	f = ev.narrowed(f, ev.buyers.axis, ev.buyers.isKnown(ev.Diagram))
	f = ev.narrowed(f, ev.surfaces.axis, ev.surfaces.isStated(ev.Diagram))
	for i, trait := range ev.traits.all {
		if ev.x.mustState[trait] {
			axis := ev.traits.axis + i
			f = ev.narrowed(f, axis, ev.traits.isTold(ev.Diagram, axis))
		}
	}
	return ev.narrowed(f, ev.regions.axis, ev.regions.isStated(ev.Diagram))
}

// narrowed cuts a function off but for some values of an axis, if it looks at it.
func (ev *evaluator) narrowed(f mdd.Ref, axis int, to mdd.Ref) mdd.Ref {
	if !ev.DependsOn(f, axis) {
		return f
	}
	return ev.And(f, to)
}

// reportGaps reports on orders on a platform that are offered nothing.
func (l *linter) reportGaps(i int, in *inspection) {
	for _, g := range in.gaps {
		f := Finding{
			Code: g.code, Path: fmt.Sprintf("platforms[%d]", i), ID: string(in.platform),
			Others: g.rules, Regions: g.regions, Witness: l.witness(g.candidate),
		}
		if g.code == FindingGap {
			if !g.isPlain || l.isPast(g.regions[0].Periods) {
				f.Severity = SeverityNote
			}
			l.reportText(f, gapText(g.regions[0].Hours))
		} else {
			l.report(f, "limit rules (%s) refuse every method that would otherwise be offered",
				"限额规则使本可提供的支付方式全部不可用（%s）", g.rules)
		}
	}
}

// isPast reports whether some periods, of which none is all time, have ended.
func (l *linter) isPast(all []methods.Period) bool {
	return len(all) > 0 && !slices.ContainsFunc(all, func(p methods.Period) bool {
		return p.Until.IsZero() || p.Until.After(l.options.Now)
	})
}

var (
	nothingLeft        = methods.Text{EN: "entries leave no method to offer", ZH: "没有任何条目提供支付方式"}
	nothingLeftAtHours = prose.Text{EN: "entries leave no method to offer {hours}", ZH: "{hours}没有任何条目提供支付方式"}
)

// gapText says when entries leave nothing to offer: always, of no hours.
func gapText(hours []methods.Hours) methods.Text {
	if len(hours) == 0 {
		return nothingLeft
	}
	in := func(l prose.Language) string {
		return string(prose.Fill(nil, l.Of(nothingLeftAtHours), func(string) string { return hoursText(hours, l, prose.And) }))
	}
	return methods.Text{EN: in(prose.English), ZH: in(prose.Chinese)}
}
