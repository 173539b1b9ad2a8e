package analysis

import (
	"cmp"
	"maps"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// addParents adds where a method's parents make a difference.
func (c *comparison) addParents(f mdd.Ref, v, w *verdict) mdd.Ref {
	var parents []methods.ID
	for _, v := range []*verdict{v, w} {
		if v != nil {
			parents = append(parents, v.parents...)
		}
	}
	slices.Sort(parents)
	if len(parents) == 0 {
		return f
	}
	counters := c.changedTotals(cmp.Or(v, w).method)
	for _, parent := range slices.Compact(parents) {
		states := newParentStates()
		before, after := c.old.parentState(v, parent, counters, states), c.new.parentState(w, parent, counters, states)
		differ := c.Combine(before, after, func(a, b int32) int32 { return bit(a != b) })
		if differ == mdd.Leaf(0) {
			continue
		}
		// One more than the label that says why the parent differs.
		why := c.CombineKnowing(differ, c.of(parent), leftIsNone, func(_, n int32) int32 { return n + 1 })
		f = c.CombineKnowing(f, why, rightIsNone, func(n, why int32) int32 {
			l, cause := c.labels.all[n], c.labels.all[why-1]
			if l.before == l.after { // offered by both, some totals exclude only one parent
				l.kinds |= reasons
			}
			return c.labels.number(c.because(l, cause.old, cause.new))
		})
	}
	return f
}

// changedTotals returns the counters of which the rules for a method, or for one
// that it may be nested in, are not the same in both catalogs. What the others say
// is the same in both.
func (c *comparison) changedTotals(m methods.ID) map[limits.Counter]bool {
	at, to := place{c.old.platform, m}, place{c.new.platform, m}
	chain := c.d.old.chain(at)
	sameNesting := slices.Equal(chain, c.d.new.chain(to))
	for _, id := range chain {
		sameNesting = sameNesting && c.d.sameEntries(place{at.platform, id}, place{to.platform, id})
	}
	counters := map[limits.Counter]bool{}
	type ruleFor struct {
		method methods.ID
		rule   string
	}
	same := map[ruleFor]bool{}
	for _, id := range chain {
		others := map[string]int{}
		for _, k := range c.d.new.limitsFor(place{to.platform, id}) {
			others[c.new.limit(k).ID] = k
		}
		for _, n := range c.d.old.limitsFor(place{at.platform, id}) {
			k, ok := others[c.old.limit(n).ID]
			if ok && sameNesting && c.d.sameRule(n, k, at.platform, to.platform) {
				same[ruleFor{id, c.old.limit(n).ID}] = true
			}
		}
	}
	for _, ev := range []*evaluator{c.old, c.new} {
		for _, id := range ev.x.chain(place{ev.platform, m}) {
			for _, n := range ev.x.limitsFor(place{ev.platform, id}) {
				if l := ev.limit(n); !same[ruleFor{id, l.ID}] {
					counters[capOf(l).Counter] = true
				}
			}
		}
	}
	return counters
}

// parentState is what a parent has against the methods that are nested in it: its
// status but for totals, and the totals that may worsen it. Where a total refuses
// whatever has been paid, the status is undecided at best: the total is exceeded, or
// it is missing.
type parentState struct {
	status int32
	totals list // empty if the parent is excluded anyway
}

// parentStates numbers states, of which 0 is that nothing stands against a method.
type parentStates struct {
	table[parentState]
	totals lists[parentTotal]
}

func newParentStates() *parentStates {
	states := &parentStates{}
	states.number(parentState{status: offered})
	return states
}

// parentState returns what a parent has against a method where it is nested in it, as
// numbers of the states. Of the totals, only those of the given counters are told
// apart.
func (ev *evaluator) parentState(v *verdict, parent methods.ID, counters map[limits.Counter]bool, states *parentStates) mdd.Ref {
	if v == nil || ev.listed(parent) == nil {
		return mdd.Leaf(0)
	}
	p := ev.listed(parent)
	status, applying := ev.ownStatus(p), ev.applyingTotals(p)
	for _, rule := range slices.Sorted(maps.Keys(applying)) {
		exceeded := ev.Replace(applying[rule], func(applies int32) int32 {
			if applies&applyExceeded != 0 {
				return undecided
			}
			return offered
		})
		status = ev.worse(status, exceeded)
	}
	f := ev.Replace(status, func(status int32) int32 { return states.number(parentState{status: status}) })
	for _, rule := range slices.Sorted(maps.Keys(applying)) {
		total := capOf(ev.limit(rule))
		if !counters[total.Counter] {
			continue
		}
		f = ev.CombineKnowing(f, applying[rule], rightIsNone, func(n, applies int32) int32 {
			s := states.all[n]
			if s.status == excluded || s.status == undecided && applies&applySurely == 0 {
				return n
			}
			s.totals = states.withTotal(s.totals, total, applies)
			return states.number(s)
		})
	}
	return ev.nested(v, parent, f, 0)
}

// Whether a cap on a total applies: surely, perhaps, or not at all.
const (
	applySurely int32 = 1 << iota
	applyPerhaps
	applyExceeded // as well: the cap refuses though nothing has been paid
)

// applyingTotals returns where each cap on a total applies to a method or to those
// that it is nested in.
func (ev *evaluator) applyingTotals(v *verdict) map[int]mdd.Ref {
	all := map[int]mdd.Ref{}
	for _, r := range v.rules {
		if !capOf(ev.limit(r.number)).IsTotal() {
			continue
		}
		all[r.number] = ev.Replace(r.result, func(n int32) int32 {
			r, applies := ev.results.all[n], applySurely
			if !r.applies || r.fit == otherCurrency {
				return 0
			}
			if r.unknown != 0 {
				applies = applyPerhaps
			}
			if r.refuses() {
				applies |= applyExceeded
			}
			return applies
		})
	}
	for _, parent := range v.parents {
		for rule, f := range ev.applyingTotals(ev.listed(parent)) {
			all[rule] = ev.CombineKnowing(all[rule], ev.nested(v, parent, f, 0), noneOfBoth, func(a, b int32) int32 {
				if a&applySurely != 0 || b&applySurely != 0 {
					return (a | b) &^ applyPerhaps
				}
				return a | b
			})
		}
	}
	return all
}
