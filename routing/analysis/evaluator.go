package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// evaluator works out what a catalog decides about methods of one platform, as
// functions of a space that has been cut at all that their rules name. Nothing has
// been paid yet: see the package comment for why that is enough.
type evaluator struct {
	*space
	x        *index
	platform methods.Platform

	conditions *table[conditions]
	outcomes   *table[outcome]
	results    *table[result]
	verdicts   map[methods.ID]*verdict
	serving    map[methods.ID]mdd.Ref // by method: see firstServing
}

func newEvaluator(s *space, x *index, p methods.Platform) *evaluator {
	return &evaluator{
		space: s, x: x, platform: p, conditions: newTable[conditions](), outcomes: newTable[outcome](), results: newTable[result](),
		verdicts: map[methods.ID]*verdict{}, serving: map[methods.ID]mdd.Ref{},
	}
}

// verdict is what is decided about a method that the platform lists. What is worked
// out is kept.
type verdict struct {
	method  methods.ID
	entries []int // in catalog order
	parents []methods.ID
	rules   []rule // in the order of their ids

	unmet     []mdd.Ref // of each entry: the conditions that are not met, its status apart
	holding   []mdd.Ref // of each entry: 1 where all its conditions hold, its status apart
	first     kept      // see evaluator.firstGranting
	doubtful  kept
	granting  kept
	nearest   kept
	offered   kept
	status    kept
	ownStatus kept
	applying  map[int]mdd.Ref
}

// rule is a limit rule that applies to some orders, and what it says of them.
type rule struct {
	number int     // in the catalog
	result mdd.Ref // numbers of evaluator.results
}

// listed returns the verdict about a method, or nil where the platform does not list
// it.
func (ev *evaluator) listed(m methods.ID) *verdict {
	if v, ok := ev.verdicts[m]; ok {
		return v
	}
	at := place{ev.platform, m}
	if len(ev.x.entries[at]) == 0 {
		return nil
	}
	v := &verdict{method: m, entries: ev.x.entries[at]}
	for _, n := range v.entries {
		e := ev.entry(n)
		unmet := ev.unmetEntry(e, ev.firstServing(e), ev.platform, ev.x)
		v.unmet = append(v.unmet, unmet)
		v.holding = append(v.holding, ev.Where(unmet, func(v int32) bool { return v == 0 }))
		if e.Parent != "" && !slices.Contains(v.parents, e.Parent) {
			v.parents = append(v.parents, e.Parent)
		}
	}
	for _, n := range ev.x.limitsFor(at) {
		if result := ev.result(ev.limit(n)); result != mdd.Leaf(0) {
			v.rules = append(v.rules, rule{n, result})
		}
	}
	ev.verdicts[m] = v
	return v
}

// entry returns an entry of the catalog.
func (ev *evaluator) entry(n int) *methods.Availability { return &ev.x.catalog.Availability[n] }

// limit returns a limit rule of the catalog.
func (ev *evaluator) limit(n int) *routing.LimitRule { return &ev.x.catalog.Limits[n] }

// offered is 1 where a method is offered.
func (ev *evaluator) offered(v *verdict) mdd.Ref {
	return v.offered.get(func() mdd.Ref {
		f := ev.granted(v)
		for _, r := range v.rules {
			f = ev.AndNot(f, ev.refusing(r))
		}
		return ev.And(f, ev.open(v))
	})
}

// granted is 1 where a method's entries grant it.
func (ev *evaluator) granted(v *verdict) mdd.Ref {
	return ev.Where(ev.granting(v), func(n int32) bool { return ev.outcomes.all[n].grants() })
}

// open is 1 where the method that the granting entry is nested in is offered, or where
// there is none.
func (ev *evaluator) open(v *verdict) mdd.Ref {
	f := mdd.Leaf(1)
	for _, parent := range v.parents {
		f = ev.AndNot(f, ev.AndNot(ev.grantedIn(v, parent), ev.offered(ev.listed(parent))))
	}
	return f
}

// grantedIn is 1 where the entry that grants a method is nested in the parent.
func (ev *evaluator) grantedIn(v *verdict, parent methods.ID) mdd.Ref {
	return ev.Where(ev.granting(v), func(n int32) bool {
		o := ev.outcomes.all[n]
		return o.exists && ev.parentOf(o) == parent
	})
}

// refusing is 1 where a limit rule refuses, or may for all that is known.
func (ev *evaluator) refusing(r rule) mdd.Ref {
	return ev.Where(r.result, func(n int32) bool { return ev.results.all[n].refuses() })
}

// The values of a method's status.
const (
	excluded int32 = iota
	offered
	undecided // excluded only because something is not known
)

// status returns the status of a method.
func (ev *evaluator) status(v *verdict) mdd.Ref {
	return v.status.get(func() mdd.Ref { return ev.statusOf(v, result.refuses, ev.status) })
}

// ownStatus returns the status of a method as far as what caps on totals have against
// the amount has no say in it: a method that only they exclude is undecided where
// the totals are missing.
func (ev *evaluator) ownStatus(v *verdict) mdd.Ref {
	return v.ownStatus.get(func() mdd.Ref {
		return ev.statusOf(v, func(r result) bool { return r.refuses() && (!r.total || r.fit == otherCurrency) }, ev.ownStatus)
	})
}

// statusOf is what the nearest entry says, then every limit rule, then the parent.
func (ev *evaluator) statusOf(v *verdict, refuses func(result) bool, parentStatus func(*verdict) mdd.Ref) mdd.Ref {
	status := ev.Replace(ev.nearest(v), func(n int32) int32 {
		switch o := ev.outcomes.all[n]; {
		case o.grants():
			return offered
		case o.isUndecided():
			return undecided
		}
		return excluded
	})
	for _, r := range v.rules {
		says := ev.Replace(r.result, func(n int32) int32 {
			switch r := ev.results.all[n]; {
			case !refuses(r):
				return offered
			case r.undecided():
				return undecided
			}
			return excluded
		})
		status = ev.worse(status, says)
	}
	for _, parent := range v.parents {
		status = ev.worse(status, ev.nested(v, parent, parentStatus(ev.listed(parent)), offered))
	}
	return status
}

// worse returns the status of a method that two things have a say in.
func (ev *evaluator) worse(f, g mdd.Ref) mdd.Ref {
	return ev.CombineKnowing(f, g, func(f, g mdd.Ref) (mdd.Ref, bool) {
		switch {
		case f == mdd.Leaf(excluded) || g == mdd.Leaf(offered):
			return f, true
		case g == mdd.Leaf(excluded) || f == mdd.Leaf(offered):
			return g, true
		}
		return 0, false
	}, func(_, _ int32) int32 { return undecided })
}

// nested returns f where the nearest entry is nested in the parent, and else the
// number.
func (ev *evaluator) nested(v *verdict, parent methods.ID, f mdd.Ref, otherwise int32) mdd.Ref {
	isNested := ev.Where(ev.nearest(v), func(n int32) bool { return ev.parentOf(ev.outcomes.all[n]) == parent })
	return ev.If(isNested, f, otherwise)
}
