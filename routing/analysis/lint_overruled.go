package analysis

import (
	"cmp"
	"slices"

	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// overruling finds which of a method's limit rules refuse where another one does too.
type overruling struct {
	ev          *evaluator
	rules       []rule
	first, last kept // one more than the place of the first and of the last rule that refuses
}

// of returns rules of which one refuses each order that the rule at a place refuses beside
// others, stricter ones rather than others.
func (o *overruling) of(place int, refusing mdd.Ref) []rule {
	first := o.first.get(func() mdd.Ref { return o.most(func(a, b int32) int32 { return min(a, b) }) })
	last := o.last.get(func() mdd.Ref { return o.most(func(a, b int32) int32 { return max(a, b) }) })
	own := int32(place) + 1
	isFirst := o.ev.Where(first, func(v int32) bool { return v == own })
	places := o.ev.Values(o.ev.If(o.ev.AndNot(refusing, isFirst), first, 0))
	places = append(places, o.ev.Values(o.ev.If(o.ev.And(refusing, isFirst), last, 0))...)
	slices.Sort(places)
	places = slices.DeleteFunc(slices.Compact(places), func(v int32) bool { return v == 0 || v == own })
	slices.SortStableFunc(places, func(v, w int32) int { return o.compareStrictness(place, int(v-1), int(w-1)) })
	var rules []rule
	for _, v := range places {
		r := o.rules[v-1]
		left := o.ev.AndNot(refusing, o.ev.refusing(r))
		if left != refusing {
			rules = append(rules, r)
		}
		refusing = left
	}
	return rules
}

// compareStrictness compares two rules by the bound that another one has.
func (o *overruling) compareStrictness(place, a, b int) int {
	c, d := capOf(o.ev.limit(o.rules[a].number)), capOf(o.ev.limit(o.rules[b].number))
	if !capOf(o.ev.limit(o.rules[place].number)).Max.IsValid() {
		return cmp.Compare(d.Min.Minor(), c.Min.Minor())
	}
	return cmp.Compare(boundsOf(c)[0], boundsOf(d)[0])
}

func (o *overruling) most(of func(a, b int32) int32) mdd.Ref {
	all := make([]mdd.Ref, len(o.rules))
	for i, r := range o.rules {
		all[i] = o.ev.Replace(r.result, func(n int32) int32 { return bit(o.ev.results.all[n].refuses()) * int32(i+1) })
	}
	return o.ev.Fold(all, mdd.Leaf(0), func(f, g mdd.Ref) mdd.Ref { return o.ev.CombineKnowing(f, g, noneOfBoth, of) })
}

// overruled is a limit rule that refuses nothing which others do not.
type overruled struct {
	candidate candidate
	others    map[int]bool
}

// inspectOverruled learns that a rule refuses some orders of a method, all of which
// others refuse as well.
func (in *inspection) inspectOverruled(o *overruling, place int, refusing mdd.Ref) {
	n := o.rules[place].number
	known, ok := in.overruled[n]
	if !ok {
		known = overruled{o.ev.first(refusing, in.platform), map[int]bool{}}
	}
	for _, r := range o.of(place, refusing) {
		known.others[r.number] = true
	}
	in.overruled[n] = known
}

// reportOverruled reports a rule that decides nothing, as stricter ones decide all that it
// does. It says nothing where one of them is as strict, as two may state one bound, and
// where a total is the stricter one, which a [FindingRedundantCap] says. Totals are
// compared as rules: see [linter.overlapsOf].
func (l *linter) reportOverruled(f Finding, rule int) {
	c, o := capOf(&l.x.catalog.Limits[rule]), l.overruled[rule]
	isSaid := func(o overlap) bool { return o.code == FindingRedundantCap && o.severity == "" }
	if c.IsTotal() || len(o.others) == 0 || slices.ContainsFunc(l.overlapsOf(rule), isSaid) {
		return
	}
	for n := range o.others {
		other := capOf(&l.x.catalog.Limits[n])
		if !other.IsTotal() && other.Min == c.Min && other.Max == c.Max {
			return
		}
		f.Others = append(f.Others, l.x.catalog.Limits[n].ID)
	}
	slices.Sort(f.Others)
	f.Code, f.Witness = FindingOverruledLimit, l.witness(o.candidate)
	l.report(f, "it decides nothing: every order that it refuses is also refused by %[1]s, and of several rules the strictest holds, not the most specific",
		"该规则不起作用：其拒绝的订单均已被 %[1]s 拒绝；多条规则并存时，以最严者为准，而非最具体者", f.Others)
}
