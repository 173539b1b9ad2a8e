package analysis

import (
	"cmp"
	"maps"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// entryDelta is how what the nearest entries come to differs.
type entryDelta struct {
	reasons  bool // the conditions that are not met, or whose they are
	grants   bool // whether an entry grants
	id       bool
	service  bool // what an offer is served by
	parent   bool
	old, new list // the entries' ids
}

func (c *comparison) addEntries(f mdd.Ref, v, w *verdict) mdd.Ref {
	deltas := newTable[entryDelta]()
	var delta mdd.Ref
	switch {
	case v == nil:
		delta = c.Replace(c.new.nearest(w), func(n int32) int32 {
			return deltas.number(entryDelta{reasons: true, grants: true, new: c.rule(c.new.nearestEntry(n).ID)})
		})
	case w == nil:
		delta = c.Replace(c.old.nearest(v), func(n int32) int32 {
			return deltas.number(entryDelta{reasons: true, grants: true, old: c.rule(c.old.nearestEntry(n).ID)})
		})
	default:
		delta = c.Combine(c.old.nearest(v), c.new.nearest(w), func(a, b int32) int32 { return deltas.number(c.entryDelta(a, b)) })
		delta = c.addExcepts(delta, v, w, deltas)
	}
	return c.CombineKnowing(f, delta, rightIsNone, func(n, delta int32) int32 {
		l, d := c.labels.all[n], deltas.all[delta]
		switch {
		case l.before != l.after:
			if d.grants || d.parent {
				l = c.because(l, d.old, d.new)
			}
		case l.before:
			if d.service {
				l.kinds |= product
			}
			if d.id {
				l.kinds |= reasons
			}
			if d.service || d.id {
				l = c.because(l, d.old, d.new)
			}
		case d.reasons:
			l.kinds |= reasons
			l = c.because(l, d.old, d.new)
		case d.parent: // a reason where that method is excluded: see addParents
			l = c.because(l, d.old, d.new)
		}
		return c.labels.number(l)
	})
}

func (c *comparison) entryDelta(a, b int32) entryDelta {
	o, p := c.old.outcomes.all[a], c.new.outcomes.all[b]
	e, f := c.old.nearestEntry(a), c.new.nearestEntry(b)
	d := entryDelta{
		id:      e.ID != f.ID,
		grants:  o.grants() != p.grants(),
		service: c.old.service(a) != c.new.service(b) || !maps.Equal(c.old.params(a), c.new.params(b)),
		parent:  c.old.parentOf(o) != c.new.parentOf(p),
	}
	d.reasons = d.id && !o.grants() || o.unmet != p.unmet || o.excepts != p.excepts
	switch {
	case d.id || d.reasons || d.service:
		d.old, d.new = c.rule(e.ID), c.rule(f.ID)
	case d.parent && o.doubtful: // the entry is the same, and the doubt about it is gone
		d.old = c.rule(c.old.entry(o.later).ID)
	case d.parent && p.doubtful:
		d.new = c.rule(c.new.entry(p.later).ID)
	}
	return d
}

// addExcepts adds where an entry explains by both catalogs, but other Excepts match.
func (c *comparison) addExcepts(f mdd.Ref, v, w *verdict, deltas *table[entryDelta]) mdd.Ref {
	for _, n := range v.entries {
		e := c.old.entry(n)
		k, ok := c.d.new.entryOf[e.ID]
		if !ok || !slices.Contains(w.entries, k) {
			continue
		}
		differ := c.otherExcepts(e.Except, c.new.entry(k).Except)
		if differ == mdd.Leaf(0) {
			continue
		}
		explains := func(ev *evaluator, v *verdict, n int) mdd.Ref {
			return ev.Where(ev.nearest(v), func(o int32) bool { return ev.outcomes.all[o].entry == n })
		}
		differ = c.And(differ, c.And(explains(c.old, v, n), explains(c.new, w, k)))
		f = c.CombineKnowing(f, differ, rightIsNone, func(delta, _ int32) int32 {
			d := deltas.all[delta]
			d.reasons, d.old, d.new = true, c.rule(e.ID), c.rule(e.ID)
			return deltas.number(d)
		})
	}
	return f
}

// otherExcepts is 1 where not as many Excepts that select by the same match by both
// catalogs. Those that read alike count once.
func (c *comparison) otherExcepts(before, after []methods.Match) mdd.Ref {
	if slices.EqualFunc(exceptsOn(before, c.old.platform), exceptsOn(after, c.new.platform), c.d.sameMatch) {
		return mdd.Leaf(0)
	}
	x, y := c.old.matchingExcepts(before), c.new.matchingExcepts(after)
	differ := mdd.Leaf(0)
	for _, form := range idsOf(x, y) {
		differ = c.Or(differ, c.Combine(x[form], y[form], func(n, k int32) int32 { return bit(n != k) }))
	}
	return differ
}

// matchingExcepts returns how many Excepts match, by what they select by.
func (ev *evaluator) matchingExcepts(excepts []methods.Match) map[string]mdd.Ref {
	counts := map[string]mdd.Ref{}
	for _, alike := range exceptsAlike(excepts, ev.platform) {
		form := ev.x.sortedForm(*alike[0])
		matches := ev.Where(ev.anyExcepting(alike), func(u int32) bool { return unmet(u)&excepted != 0 })
		counts[form] = ev.Combine(counts[form], matches, func(n, one int32) int32 { return n + one })
	}
	return counts
}

// nearestEntry returns the entry of an outcome.
func (ev *evaluator) nearestEntry(n int32) *methods.Availability {
	return ev.entry(ev.outcomes.all[n].entry)
}

// service is what an offer is served by: what counts of it, so that it can be
// compared.
type service struct {
	id, api string
	flow    methods.Flow
	life    int64
	payer   methods.Payer
	parent  methods.ID
}

func (ev *evaluator) service(n int32) service {
	e, o := ev.nearestEntry(n), ev.outcomes.all[n]
	s := service{payer: cmp.Or(ev.x.methods[e.Method].Payer, methods.PayerBuyer), parent: e.Parent}
	if o.product >= 0 {
		p := &ev.x.productsOf(e)[o.product]
		s.id, s.api, s.flow, s.life = p.ID, p.API, p.Flow, int64(p.LinkLife)
	}
	return s
}

// params returns what the product of an outcome needs beside the order.
func (ev *evaluator) params(n int32) map[string]string {
	o := ev.outcomes.all[n]
	if o.product < 0 {
		return nil
	}
	return ev.x.productsOf(ev.nearestEntry(n))[o.product].Params
}
