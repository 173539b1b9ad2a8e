package analysis

import (
	"fmt"
	"maps"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// inspectEntries learns which of a method's entries explain, grant and offer, and
// which of them overlap.
func (in *inspection) inspectEntries(ev *evaluator, v *verdict) {
	isSilent := func(n int) bool { return !ev.entry(n).Status.Grants() }
	if slices.ContainsFunc(v.entries, isSilent) {
		for _, n := range ev.Values(ev.inTime(ev.nearest(v))) {
			if o := ev.outcomes.all[n]; o.exists && isSilent(o.entry) {
				in.explains[o.entry] = true
			}
		}
	}
	offering := ev.CombineKnowing(ev.offered(v), ev.granting(v), leftIsNone, func(_, granted int32) int32 { return granted })
	for i, n := range v.entries {
		remember(in.holds, n, ev.space, v.holding[i], in.platform)
		if !isSilent(n) {
			in.inspectEntry(ev, v, i, offering)
		}
	}
	in.inspectProducts(ev, v, offering)
	in.inspectOverlaps(ev, v)
}

// inspectEntry learns about an entry that may grant, from its place among the method's
// and from the outcomes by which the method is offered.
func (in *inspection) inspectEntry(ev *evaluator, v *verdict, i int, offering mdd.Ref) {
	n, holds := v.entries[i], ev.inTime(v.holding[i])
	for _, o := range ev.Values(ev.If(holds, ev.granting(v), 0)) {
		switch first := ev.outcomes.all[o].entry; {
		case o == 0:
		case first == n:
			in.decides[n] = true
		case in.earlier[n] == nil:
			in.earlier[n] = map[string]bool{ev.entry(first).ID: true}
		default:
			in.earlier[n][ev.entry(first).ID] = true
		}
	}
	served := ev.own(holds, offering, n, func(o outcome) int32 { return int32(o.product) + 2 })
	remember(in.offers, n, ev.space, ev.Where(served, func(v int32) bool { return v > 0 }), in.platform)
	for _, p := range ev.Values(served) {
		if p >= 2 {
			in.serves[in.x.productKey(n, int(p-2))] = true
		}
	}
	grants := ev.own(holds, ev.granting(v), n, func(o outcome) int32 { return bit(o.grants()) })
	if ev.And(grants, ev.opens(ev.entry(n).Parent)) != mdd.Leaf(0) {
		in.open[n] = true
	} else {
		remember(in.closed, n, ev.space, grants, in.platform)
	}
}

// own returns what counts of the outcomes of one entry, and else 0: the entry's
// conditions hold wherever one is its own.
func (ev *evaluator) own(holds, outcomes mdd.Ref, n int, of func(o outcome) int32) mdd.Ref {
	return ev.CombineKnowing(holds, outcomes, leftIsNone, func(_, number int32) int32 {
		if o := ev.outcomes.all[number]; o.exists && o.entry == n {
			return of(o)
		}
		return 0
	})
}

// opens is where a parent is offered: everywhere, if there is none.
func (ev *evaluator) opens(parent methods.ID) mdd.Ref {
	if parent == "" {
		return mdd.Leaf(1)
	}
	return ev.offered(ev.listed(parent))
}

// inspectOverlaps learns which entries grant the same orders.
func (in *inspection) inspectOverlaps(ev *evaluator, v *verdict) {
	classes := in.x.offerClasses(v.entries)
	blocked := in.blocked(ev, v)
	if blocked == mdd.Leaf(0) && len(classes) > 0 && !slices.ContainsFunc(classes, func(class int) bool { return class != classes[0] }) {
		return
	}
	for i, n := range v.entries {
		if !ev.entry(n).Status.Grants() {
			continue
		}
		before := ev.CombineKnowing(v.holding[i], ev.firstGranting(v), leftIsNone, func(_, number int32) int32 {
			if o := ev.outcomes.all[number]; o.exists && o.entry != n {
				return int32(o.entry) + 1
			}
			return 0
		})
		for _, first := range ev.Values(before) {
			if first == 0 {
				continue
			}
			f := ev.Where(before, func(v int32) bool { return v == first })
			if shadowed := ev.And(f, ev.And(blocked, ev.serves(n))); shadowed != mdd.Leaf(0) {
				shadowed = ev.And(shadowed, ev.opens(ev.entry(n).Parent))
				in.entryOverlaps[n] = in.overlap(in.entryOverlaps[n], ev, FindingShadowedEntry, int(first-1), shadowed)
			}
			if k, _ := slices.BinarySearch(v.entries, int(first-1)); classes[k] != classes[i] {
				in.entryOverlaps[n] = in.overlap(in.entryOverlaps[n], ev, FindingConflictingEntry, int(first-1), f)
			}
		}
	}
}

// blocked is where a method is not offered though an entry's conditions hold, and
// would be if that entry's parent were offered.
func (in *inspection) blocked(ev *evaluator, v *verdict) mdd.Ref {
	f := ev.Where(ev.granting(v), func(o int32) bool { return o != 0 })
	f = ev.AndNot(f, ev.offered(v))
	for _, r := range v.rules {
		f = ev.AndNot(f, ev.refusing(r))
	}
	return f
}

// serves is where one of an entry's products serves the surface, or it needs none.
func (ev *evaluator) serves(n int) mdd.Ref {
	e := ev.entry(n)
	products := ev.x.productsOf(e)
	if len(products) == 0 {
		return mdd.Leaf(1)
	}
	return ev.Where(ev.firstServing(e), func(v int32) bool { return v >= 2 })
}

// offerClasses numbers what entries of a method offer: two have the same number if
// their rank, their parent and their products come to the same.
func (x *index) offerClasses(entries []int) []int {
	type key struct {
		rank   int
		parent methods.ID
	}
	type class struct {
		products []methods.Product
		number   int
	}
	known, count := map[key][]class{}, 0
	classes := make([]int, len(entries))
	for i, n := range entries {
		e := &x.catalog.Availability[n]
		k, products := key{e.Rank, e.Parent}, x.productsOf(e)
		at := slices.IndexFunc(known[k], func(c class) bool { return sameProducts(c.products, products) })
		if at < 0 {
			at = len(known[k])
			known[k] = append(known[k], class{products, count})
			count++
		}
		classes[i] = known[k][at].number
	}
	return classes
}

func sameProducts(all, others []methods.Product) bool {
	return slices.EqualFunc(all, others, func(p, q methods.Product) bool {
		return sameProduct(&p, &q) && slices.Equal(p.Surfaces, q.Surfaces)
	})
}

// reportEntries reports on entries.
func (l *linter) reportEntries() {
	for i := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[i]
		f := Finding{Path: fmt.Sprintf("availability[%d]", i), ID: e.ID}
		offers, isOffered := l.offers[i]
		closed, isClosed := l.closed[i]
		switch {
		case !e.Status.Grants():
			if !l.explains[i] {
				f.Code, f.Witness = FindingRedundantEntry, l.witness(l.holds[i])
				l.report(f, "it does not grant, and another entry is nearer for every order: it explains nothing",
					"该条目不开放支付方式，且任何订单都有更匹配的条目：不可用原因不会取自该条目")
			}
		case isOffered:
			l.reportOffering(f, e, offers)
		case isClosed && !l.open[i]:
			f.Code, f.Witness = FindingUnreachableParent, l.witness(closed)
			l.report(f, "%s is nested in %s, which is never offered where this entry grants",
				"%s 须通过 %s 使用，但该条目开放时，后者始终不可用", e.Method, e.Parent)
		default:
			l.reportUnreachable(f, e, l.holds[i], i)
		}
		f.Witness = routing.Order{}
		l.reportMatches(f, e.When, e.Except, e.Sources)
		l.reportOverlaps(f, l.entryOverlaps[i], func(n int) string { return l.x.catalog.Availability[n].ID })
	}
}

// reportUnreachable reports an entry by which nothing is offered, though it may decide
// about orders that meet its conditions.
func (l *linter) reportUnreachable(f Finding, e *methods.Availability, holds candidate, n int) {
	earlier := slices.Sorted(maps.Keys(l.earlier[n]))
	f.Code, f.Witness, f.Others = FindingUnreachableEntry, l.witness(holds), earlier
	switch {
	case !holds.exists():
		l.report(f, "no order meets all its conditions on a surface that a product serves", "在有支付产品的支付场景中，没有订单满足其全部条件")
	case !l.decides[n]:
		l.report(f, "no order is offered %s by it: where its conditions are met, earlier entries decide (%s)",
			"没有订单能通过该条目使用 %s：条件满足时均由排在前面的条目决定（%s）", e.Method, earlier)
	default:
		l.report(f, "no order is offered %s by it: where it decides, limit rules or its parent refuse",
			"没有订单能通过该条目使用 %s：由该条目决定时，均被限额规则或父级支付方式拒绝", e.Method)
	}
}

// reportOffering reports what an entry that offers says by itself.
func (l *linter) reportOffering(f Finding, e *methods.Availability, offers candidate) {
	if e.Status == methods.StatusPilot && e.When.Period.Until.IsZero() {
		f.Code, f.Witness = FindingOpenPilot, l.witness(offers)
		l.report(f, "a pilot without an end", "试点没有结束日期")
	}
	if e.Confidence == methods.ConfidenceLow {
		f.Code, f.Witness = FindingLowConfidence, l.witness(offers)
		l.report(f, "its confidence is low, and orders are offered %s by it", "可信度低，却有订单通过该条目使用 %s", e.Method)
	}
}
