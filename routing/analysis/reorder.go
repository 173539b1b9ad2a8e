package analysis

import (
	"cmp"
	"math"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// Which of two methods comes first where both are offered. The zero order is that
// not both are.
const (
	notBoth int32 = iota
	firstFirst
	secondFirst
)

// mayReorder reports whether some entry that grants one method stands otherwise to
// one that grants the other than some such entries do by the other catalog.
func (d *differ) mayReorder(p pair, m, other methods.ID) bool {
	before, after := false, false // whether some entry of the first method comes before one of the second, or after
	for _, side := range [...]struct {
		x *index
		p methods.Platform
	}{{d.old, p.old}, {d.new, p.new}} {
		a, b := side.x.ranksOf(place{side.p, m}), side.x.ranksOf(place{side.p, other})
		if len(a) > 0 && len(b) > 0 {
			before = before || a[0].compare(b[len(b)-1]) < 0
			after = after || a[len(a)-1].compare(b[0]) > 0
		}
	}
	return before && after && !(d.sameRules(place{p.old, m}, place{p.new, m}) &&
		d.sameRules(place{p.old, other}, place{p.new, other}) && d.sameRanks(p, m, other))
}

// ranked is an entry by its place among all offers.
type ranked struct{ rank, entry int }

func (r ranked) compare(s ranked) int {
	return cmp.Or(cmp.Compare(r.rank, s.rank), cmp.Compare(r.entry, s.entry))
}

// ranksOf returns the entries that can grant a method on a platform, in the order in
// which their offers come.
func (x *index) ranksOf(at place) []ranked {
	var all []ranked
	for _, n := range x.entries[at] {
		if x.catalog.Availability[n].Status.Grants() {
			all = append(all, ranked{x.rank(n), n})
		}
	}
	slices.SortFunc(all, ranked.compare)
	return all
}

// sameRanks reports whether all entries of two methods stand to each other as they
// do by the other catalog. Their ids are the same.
func (d *differ) sameRanks(p pair, m, other methods.ID) bool {
	old := func(r ranked) ranked {
		n := d.old.entryOf[d.new.catalog.Availability[r.entry].ID]
		return ranked{d.old.rank(n), n}
	}
	entries, others := d.new.ranksOf(place{p.new, m}), d.new.ranksOf(place{p.new, other})
	// The last of the other method's entries before each entry, and the first after it,
	// by the old catalog.
	first, last := ranked{math.MinInt, 0}, make([]ranked, len(others)+1)
	last[len(others)] = ranked{math.MaxInt, math.MaxInt}
	for i, r := range slices.Backward(others) {
		last[i] = slices.MinFunc([]ranked{last[i+1], old(r)}, ranked.compare)
	}
	next := 0
	for _, r := range entries {
		for ; next < len(others) && others[next].compare(r) < 0; next++ {
			first = slices.MaxFunc([]ranked{first, old(others[next])}, ranked.compare)
		}
		if first.compare(old(r)) > 0 || last[next].compare(old(r)) < 0 {
			return false
		}
	}
	return true
}

// reorder returns where both catalogs offer both methods, in another order.
func (d *differ) reorder(p pair, m, other methods.ID) ([]Change, error) {
	c, err := d.compare(p, m, other)
	if err != nil {
		return nil, err
	}
	both := newTable[precedence]()
	before, after := c.precedence(c.old, m, other, both), c.precedence(c.new, m, other, both)
	f := c.Combine(before, after, func(a, b int32) int32 {
		x, y := both.all[a], both.all[b]
		if x.first == y.first || x.first == notBoth || y.first == notBoth {
			return 0
		}
		l := label{before: true, after: true, kinds: reordered, ahead: y.first == firstFirst}
		return c.labels.number(c.because(l, x.entries, y.entries))
	})
	changes, err := d.changes(c, p, m, f, func(v, w *routing.Decision) bool {
		x, y := orderOf(v, m, other), orderOf(w, m, other)
		return x != y && x != notBoth && y != notBoth
	})
	for i := range changes {
		changes[i].After = other
		if orderOf(&changes[i].NewDecision, m, other) == secondFirst {
			changes[i].Method, changes[i].After = other, m
		}
	}
	return changes, err
}

// precedence is which of two methods comes first, and the entries that say so.
type precedence struct {
	first   int32
	entries list
}

// precedence returns which of two methods comes first, as numbers of the table.
func (c *comparison) precedence(ev *evaluator, m, other methods.ID, both *table[precedence]) mdd.Ref {
	v, w := ev.listed(m), ev.listed(other)
	if v == nil || w == nil {
		return mdd.Leaf(0)
	}
	return c.Combine(ev.offering(v), ev.offering(w), func(a, b int32) int32 {
		if a == 0 || b == 0 {
			return 0
		}
		x, y := int(a-1), int(b-1)
		s := precedence{first: firstFirst, entries: c.rules.with(c.rule(ev.entry(x).ID), ev.entry(y).ID)}
		if ev.x.compareRanks(x, y) > 0 {
			s.first = secondFirst
		}
		return both.number(s)
	})
}

// offering returns one more than the number of the entry that a method is offered
// by, and 0 where it is not.
func (ev *evaluator) offering(v *verdict) mdd.Ref {
	return ev.CombineKnowing(ev.offered(v), ev.granting(v), leftIsNone, func(_, granted int32) int32 {
		return int32(ev.outcomes.all[granted].entry) + 1
	})
}

// orderOf is which of two methods comes first in a decision.
func orderOf(d *routing.Decision, m, other methods.ID) int32 {
	first := notBoth
	for _, o := range d.Offers() {
		switch {
		case o.Method != m && o.Method != other:
		case first != notBoth:
			return first
		case o.Method == m:
			first = firstFirst
		default:
			first = secondFirst
		}
	}
	return notBoth
}
