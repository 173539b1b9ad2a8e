package analysis

import (
	"maps"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// result is what a limit rule says to an order for which nothing has been paid yet.
// The zero result is that it does not apply.
type result struct {
	applies bool
	total   bool  // the cap bounds a total
	unknown unmet // facts that are missing to know whether it applies
	fit     fit   // always fits, if the limit is not examined
}

// refuses reports whether the rule excludes a method.
func (r result) refuses() bool { return r.applies && r.fit != fits }

// undecided reports whether a refusal is only that something is not known.
func (r result) undecided() bool { return r.unknown != 0 || r.fit == otherCurrency }

// result returns what a rule says, as numbers of the table, of which 0 is that it does
// not apply.
func (ev *evaluator) result(l *routing.LimitRule) mdd.Ref {
	c := capOf(l)
	applies := ev.Replace(ev.unmetWith(&l.When, l.Except, ev.platform, ev.x), func(v int32) int32 {
		if u := unmet(v); u.isUnknown() {
			return ev.results.number(result{applies: true, total: c.IsTotal(), unknown: u})
		}
		return 0
	})
	if !isExamined(l) {
		return applies
	}
	return ev.CombineKnowing(applies, ev.amounts.fit(ev.Diagram, c), leftIsNone, func(n, f int32) int32 {
		r := ev.results.all[n]
		r.fit = fit(f)
		return ev.results.number(r)
	})
}

// leftIsNone is what is known where the first function is nothing, and the result is
// nothing then.
func leftIsNone(f, _ mdd.Ref) (mdd.Ref, bool) { return f, f == mdd.Leaf(0) }

// rightIsNone is what is known where the second function is nothing, and the first one
// stays what it is then.
func rightIsNone(f, g mdd.Ref) (mdd.Ref, bool) { return f, g == mdd.Leaf(0) }

// applying returns where each rule applies to a method or to those that it is nested
// in, as far as it is granted. An offer carries these rules.
func (ev *evaluator) applying(v *verdict) map[int]mdd.Ref {
	if v.applying != nil {
		return v.applying
	}
	v.applying = map[int]mdd.Ref{}
	for _, r := range v.rules {
		v.applying[r.number] = ev.Where(r.result, func(n int32) bool { return ev.results.all[n].applies })
	}
	for _, parent := range v.parents {
		granted := ev.grantedIn(v, parent)
		for rule, f := range ev.applying(ev.listed(parent)) {
			v.applying[rule] = ev.Or(v.applying[rule], ev.And(granted, f))
		}
	}
	return v.applying
}

// room is the headroom of an offer for which nothing has been paid yet. The zero
// room is that of a method that is not offered.
type room struct {
	offered        bool
	hasMin, hasMax bool
	resets         bool // the upper bound resets
	min, max       int64
}

// cut is what is left of a room by a cap of the order's currency.
func (r room) cut(c limits.Cap) room {
	if c.Min.IsValid() && (!r.hasMin || c.Min.Minor() > r.min) {
		r.hasMin, r.min = true, c.Min.Minor()
	}
	if c.Max.IsValid() {
		resets := c.IsTotal() && c.Window != limits.Lifetime()
		switch n := c.Max.Minor(); {
		case !r.hasMax || n < r.max:
			r.hasMax, r.max, r.resets = true, n, resets
		case n == r.max:
			r.resets = r.resets && resets
		}
	}
	return r
}

// roomOf returns the headroom of a method where it is offered, as numbers of the
// table, from where each rule applies.
func (ev *evaluator) roomOf(offered mdd.Ref, applying map[int]mdd.Ref, rooms *table[room]) mdd.Ref {
	f := ev.If(offered, mdd.Leaf(rooms.number(room{offered: true})), rooms.number(room{}))
	for _, rule := range slices.Sorted(maps.Keys(applying)) {
		if !isExamined(ev.limit(rule)) {
			continue
		}
		c := capOf(ev.limit(rule))
		f = ev.CombineKnowing(f, applying[rule], rightIsNone, func(n, _ int32) int32 {
			if r := rooms.all[n]; r.offered {
				return rooms.number(r.cut(c))
			}
			return n
		})
	}
	return f
}
