package analysis

import (
	"cmp"

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
		service: c.old.service(a) != c.new.service(b),
		parent:  e.Parent != f.Parent,
	}
	d.reasons = d.id && !o.grants() || o.unmet|o.unserved != p.unmet|p.unserved || o.excepts != p.excepts
	if d.id || d.reasons || d.service {
		d.old, d.new = c.rule(e.ID), c.rule(f.ID)
	}
	return d
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
