package analysis

import (
	"cmp"
	"math"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// compareRanks compares which of two entries' offers comes first.
func (x *index) compareRanks(a, b int) int {
	rank := func(n int) int {
		if r := x.catalog.Availability[n].Rank; r > 0 {
			return r
		}
		return math.MaxInt // unranked entries come last
	}
	return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a, b))
}

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
	seen := 0
	for _, side := range []struct {
		x *index
		p methods.Platform
	}{{d.old, p.old}, {d.new, p.new}} {
		for _, a := range side.x.granting(place{side.p, m}) {
			for _, b := range side.x.granting(place{side.p, other}) {
				seen |= 1 << (side.x.compareRanks(a, b) + 1)
			}
		}
	}
	return seen == 1|1<<2 && !(sameRules(d.old, d.new, place{p.old, m}, place{p.new, m}) &&
		sameRules(d.old, d.new, place{p.old, other}, place{p.new, other}) && d.sameRanks(p, m, other))
}

// sameRanks reports whether all entries of two methods stand to each other as they
// do by the other catalog. Their ids are the same.
func (d *differ) sameRanks(p pair, m, other methods.ID) bool {
	for _, a := range d.new.granting(place{p.new, m}) {
		for _, b := range d.new.granting(place{p.new, other}) {
			v := d.old.entryOf[d.new.catalog.Availability[a].ID]
			w := d.old.entryOf[d.new.catalog.Availability[b].ID]
			if d.old.compareRanks(v, w) != d.new.compareRanks(a, b) {
				return false
			}
		}
	}
	return true
}

// granting returns the entries that can grant a method on a platform.
func (x *index) granting(at place) []int {
	var all []int
	for _, n := range x.entries[at] {
		if x.catalog.Availability[n].Status.Grants() {
			all = append(all, n)
		}
	}
	return all
}

// reorder returns where both catalogs offer both methods, in another order.
func (d *differ) reorder(p pair, m, other methods.ID) ([]Change, error) {
	c, err := d.compare(p, m, other)
	if err != nil {
		return nil, err
	}
	both := newTable[standing]()
	old, new := c.old.standings(m, other, both), c.new.standings(m, other, both)
	f := c.combine(old, new, func(a, b int32) int32 {
		x, y := both.all[a], both.all[b]
		if x.first == y.first || x.first == notBoth || y.first == notBoth {
			return 0
		}
		l := label{before: true, after: true, kinds: reordered, ahead: y.first == firstFirst}
		return c.labels.number(l.because(x.entries, y.entries))
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

// standing is how two methods stand to each other, and the entries that say so.
type standing struct {
	first   int32
	entries rules
}

// standings returns how two methods stand to each other, as numbers of the table.
func (j *judge) standings(m, other methods.ID, both *table[standing]) ref {
	v, w := j.listed(m), j.listed(other)
	if v == nil || w == nil {
		return leaf(0)
	}
	f, g := j.offering(v), j.offering(w)
	return j.combine(f, g, func(a, b int32) int32 {
		if a == 0 || b == 0 {
			return 0
		}
		x, y := int(a-1), int(b-1)
		s := standing{first: firstFirst, entries: rules(j.x.catalog.Availability[x].ID).with(rules(j.x.catalog.Availability[y].ID))}
		if j.x.compareRanks(x, y) > 0 {
			s.first = secondFirst
		}
		return both.number(s)
	})
}

// offering returns one more than the number of the entry that a method is offered
// by, and 0 where it is not.
func (j *judge) offering(v *verdict) ref {
	return j.combine(j.offers(v), v.says, func(offered, said int32) int32 {
		if offered == 0 {
			return 0
		}
		return int32(j.speeches.all[said].entry) + 1
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
