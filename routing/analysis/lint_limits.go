package analysis

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// inspectLimits learns which limit rules apply to what would otherwise be offered,
// which can refuse it, and which contradict each other.
func (in *inspection) inspectLimits(ev *evaluator, v *verdict) {
	open := ev.And(ev.granted(v), ev.open(v))
	if open == mdd.Leaf(0) {
		return
	}
	own := make([]application, len(v.rules))
	for i, r := range v.rules {
		own[i] = application{r.number, true, ev.And(ev.knownToApply(r), open)}
		remember(in.applies, r.number, ev.space, own[i].where, in.platform)
		if ev.inTime(own[i].where) != mdd.Leaf(0) {
			in.applied[r.number]++
		}
	}
	in.inspectRefusals(ev, v, open)
	in.inspectContradictions(ev, append(own, ev.ofParents(v, open)...))
}

// knownToApply is where a rule applies to orders in its currency.
func (ev *evaluator) knownToApply(r rule) mdd.Ref {
	return ev.Where(r.result, func(n int32) bool {
		r := ev.results.all[n]
		return r.applies && r.unknown == 0 && r.fit != otherCurrency
	})
}

// inspectRefusals learns what each of a method's rules refuses.
func (in *inspection) inspectRefusals(ev *evaluator, v *verdict, open mdd.Ref) {
	refusers := ev.sole(v.rules, result.refuses)
	foreigners := ev.sole(v.rules, func(r result) bool { return r.applies && r.fit == otherCurrency })
	lower := ev.noHigherTotals(v)
	overruling := &overruling{ev: ev, rules: v.rules}
	for i, r := range v.rules {
		if !isExamined(ev.limit(r.number)) {
			continue
		}
		refusing := ev.onlyBy(i, ev.And(ev.refusable(v, r), open), foreigners)
		foreign := ev.Where(r.result, func(n int32) bool { r := ev.results.all[n]; return r.applies && r.fit == otherCurrency })
		foreign = ev.onlyBy(i, ev.And(foreign, open), refusers)
		known := ev.Where(r.result, func(n int32) bool { return ev.results.all[n].unknown == 0 })
		refuses := ev.inTime(ev.And(refusing, known))
		if refuses != mdd.Leaf(0) {
			in.refuses[r.number] = true
		}
		remember(in.foreign, r.number, ev.space, ev.And(foreign, known), in.platform)
		alone := ev.onlyBy(i, ev.onlyBy(i, refusing, refusers), lower[i])
		remember(in.vague, r.number, ev.space, ev.Or(alone, foreign), in.platform)
		if refuses != mdd.Leaf(0) && !in.vague[r.number].exists() {
			in.inspectOverruled(overruling, i, refuses)
		}
	}
}

// several is more than one of some rules: see sole.
const several = math.MaxInt32

// sole returns which of some rules is the only one that has a result that counts: one
// more than its place among them, or several, or 0 if there is none.
func (ev *evaluator) sole(rules []rule, counts func(r result) bool) mdd.Ref {
	all := make([]mdd.Ref, len(rules))
	for i, r := range rules {
		all[i] = ev.Replace(r.result, func(n int32) int32 {
			if counts(ev.results.all[n]) {
				return int32(i) + 1
			}
			return 0
		})
	}
	return ev.Fold(all, mdd.Leaf(0), ev.severally)
}

// severally returns which of the rules of two functions is the only one.
func (ev *evaluator) severally(f, g mdd.Ref) mdd.Ref {
	return ev.CombineKnowing(f, g, noneOfBoth, func(_, _ int32) int32 { return several })
}

// onlyBy is 1 where a function is and no other rule than the one at a place is the
// only one, or one of several.
func (ev *evaluator) onlyBy(i int, f, sole mdd.Ref) mdd.Ref {
	return ev.CombineKnowing(f, sole, leftIsNone, func(_, only int32) int32 { return bit(only == 0 || only == int32(i)+1) })
}

// noHigherTotals returns, by the place of each rule for a total, which of the rules for
// that total whose cap covers that rule's is the only one that applies.
func (ev *evaluator) noHigherTotals(v *verdict) []mdd.Ref {
	byCounter := map[limits.Counter][]int{}
	for i, r := range v.rules {
		if c := capOf(ev.limit(r.number)); c.IsTotal() {
			byCounter[c.Counter] = append(byCounter[c.Counter], i)
		}
	}
	lower := make([]mdd.Ref, len(v.rules))
	for _, places := range byCounter {
		ev.addCovering(lower, v.rules, places)
	}
	return lower
}

// addCovering sets, for each of some rules for one total, which of them that cover it is
// the only one. They are taken in the order of their amounts; those of no higher count are
// found in a Fenwick tree over the counts, as every pair would be too many.
func (ev *evaluator) addCovering(lower []mdd.Ref, rules []rule, places []int) {
	bounds := make(map[int][2]int64, len(places))
	counts := make([]int64, len(places))
	for n, i := range places {
		bounds[i] = boundsOf(capOf(ev.limit(rules[i].number)))
		counts[n] = bounds[i][1]
	}
	counts = sorted(counts)
	slices.SortStableFunc(places, func(i, k int) int { return cmp.Compare(bounds[i][0], bounds[k][0]) })
	rank := func(i int) int {
		n, _ := slices.BinarySearch(counts, bounds[i][1])
		return n + 1
	}
	tree := make([]mdd.Ref, len(counts)+1) // the zero Ref is 0 everywhere
	for next, n := 0, 0; n < len(places); n++ {
		for ; next < len(places) && bounds[places[next]][0] == bounds[places[n]][0]; next++ {
			i := places[next]
			own := ev.Replace(rules[i].result, func(n int32) int32 { return bit(ev.results.all[n].applies) * int32(i+1) })
			for k := rank(i); k < len(tree); k += k & -k {
				tree[k] = ev.severally(tree[k], own)
			}
		}
		sole := mdd.Leaf(0)
		for k := rank(places[n]); k > 0; k -= k & -k {
			sole = ev.severally(sole, tree[k])
		}
		lower[places[n]] = sole
	}
}

// refusable is where a rule refuses, if only for some usage.
func (ev *evaluator) refusable(v *verdict, r rule) mdd.Ref {
	return ev.CombineKnowing(r.result, ev.reachable(v, capOf(ev.limit(r.number))), leftIsNone, func(n, total int32) int32 {
		r := ev.results.all[n]
		return bit(r.applies && (r.fit == fits && total == 1 || r.fit == belowMin || r.fit == aboveMax))
	})
}

// reachable is where a cap on a total can be reached: it can, unless the method is
// nested in one with a cap on the same total that is no higher.
func (ev *evaluator) reachable(v *verdict, c limits.Cap) mdd.Ref {
	if !c.IsTotal() {
		return mdd.Leaf(0)
	}
	f := mdd.Leaf(1)
	for _, parent := range v.parents {
		applying := ev.applying(ev.listed(parent))
		for _, rule := range slices.Sorted(maps.Keys(applying)) {
			if other := capOf(ev.limit(rule)); other.IsTotal() && other.Counter == c.Counter && covers(other, c) {
				f = ev.AndNot(f, ev.And(ev.grantedIn(v, parent), applying[rule]))
			}
		}
	}
	return f
}

// reportLimits reports on limit rules.
func (l *linter) reportLimits() {
	shared := l.sharedCounters()
	for i := range l.x.catalog.Limits {
		r := &l.x.catalog.Limits[i]
		f := Finding{Path: fmt.Sprintf("limits[%d]", l.x.given[i].number), ID: r.ID}
		applies, isApplied := l.applies[i]
		foreign, isForeign := l.foreign[i]
		switch {
		case !isExamined(r):
			f.Code, f.Witness = FindingUnexaminedLimit, l.witness(applies)
			l.report(f, "its limit is of type %[1]T, not limits.Cap: what it refuses is not examined, and it is taken to allow every amount",
				"限额类型为 %[1]T，而非 limits.Cap：未检查其拒绝条件，视为允许任何金额", l.x.given[i].limit)
		case l.refuses[i] && !l.vague[i].exists():
			l.reportOverruled(f, i)
		case l.refuses[i]:
		case isForeign:
			f.Code, f.Witness = FindingUnusedLimit, l.witness(foreign)
			l.report(f, "it excludes every order in another currency than %[1]s, whatever its amount, and refuses none in %[1]s that would otherwise be offered",
				"该规则排除 %[1]s 以外币种的所有订单（不论金额），却不拒绝任何本可支付的 %[1]s 订单", capOf(r).Currency())
		default:
			l.reportRedundant(f, applies, l.vague[i])
		}
		if r.Confidence == methods.ConfidenceLow && isApplied {
			f.Code, f.Witness = FindingLowConfidence, l.witness(applies)
			l.report(f, "its confidence is low, and it decides how much may be paid", "可信度低，却决定可付金额")
		}
		f.Witness = routing.Order{}
		other, isShared := shared[i]
		if !isShared {
			other = -1
		}
		l.reportTotal(f, capOf(r), applies, other)
		l.reportMatches(f, r.When, r.Except, r.Sources)
		overlaps := l.overlapsOf(i)
		l.reportOverlaps(f, overlaps, func(n int) string { return l.x.catalog.Limits[n].ID })
	}
}

// overlapsOf returns the overlaps of a rule. That a lower total over a longer time is
// beside it for some of its orders is only to be known of a total. It is not worth a word
// of a bound on single payments, which is usually a general one, nor where both are over
// the same time: one rule is for these orders, and one for those.
func (l *linter) overlapsOf(rule int) []overlap {
	var overlaps []overlap
	c := capOf(&l.x.catalog.Limits[rule])
	for _, o := range l.limitOverlaps[rule] {
		if o.code == FindingRedundantCap && !l.isEverywhere(o.other, rule) {
			if !c.IsTotal() || c.Window == capOf(&l.x.catalog.Limits[o.other]).Window {
				continue
			}
			o.severity = SeverityNote
		}
		overlaps = append(overlaps, o)
	}
	return overlaps
}

// reportRedundant reports a rule that refuses no order which states its facts.
func (l *linter) reportRedundant(f Finding, applies, vague candidate) {
	f.Code = FindingRedundantLimit
	switch {
	case vague.exists():
		f.Witness = l.witness(vague)
		l.report(f, "it never refuses an order that states its surface, region, buyer and every must_state trait: it only leaves undecided those that do not",
			"该规则不会拒绝已注明支付场景、地区、买家标识及全部必填标签的订单：只会使缺少这些信息的订单无法判定")
	case applies.exists():
		f.Witness = l.witness(applies)
		l.report(f, "it can never refuse: where it applies, it allows every amount that other rules allow",
			"该规则不会拒绝任何订单：适用时，允许其他规则所允许的任何金额")
	default:
		l.report(f, "it can never refuse: it applies to no order that would otherwise be offered one of its methods",
			"该规则不会拒绝任何订单：不适用于任何本可使用其支付方式的订单")
	}
}
