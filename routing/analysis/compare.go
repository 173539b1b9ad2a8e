package analysis

import (
	"cmp"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
)

// comparison works out where two catalogs decide differently about methods of a
// platform, as functions of a space that has been cut at all that either names.
type comparison struct {
	*space
	old, new *judge
	labels   *table[label]
	known    map[methods.ID]ref
}

// label is how the decisions about a method differ. The zero label is that they do
// not.
type label struct {
	before, after bool // offered
	ahead         bool // of two methods that are reordered, the first now comes first
	kinds         kinds
	old, new      rules // responsible
}

// rules are ids of entries and limit rules, each once and sorted, one a line.
type rules string

func (r rules) with(s rules) rules {
	switch {
	case s == "" || r == s:
		return r
	case r == "":
		return s
	}
	all := append(r.split(), s.split()...)
	slices.Sort(all)
	return rules(strings.Join(slices.Compact(all), "\n"))
}

func (r rules) split() []string {
	if r == "" {
		return nil
	}
	return strings.Split(string(r), "\n")
}

func (l label) because(old, new rules) label {
	l.old, l.new = l.old.with(old), l.new.with(new)
	return l
}

func newComparison(s *space, old, new *judge) *comparison {
	return &comparison{space: s, old: old, new: new, labels: newTable[label](), known: map[methods.ID]ref{}}
}

// of returns how the decisions about a method differ, as numbers of the labels.
func (c *comparison) of(m methods.ID) ref {
	if f, ok := c.known[m]; ok {
		return f
	}
	v, w := c.old.listed(m), c.new.listed(m)
	f := c.combine(c.old.offersIfListed(v), c.new.offersIfListed(w), func(before, after int32) int32 {
		return c.labels.number(label{before: before == 1, after: after == 1})
	})
	f = c.addEntries(f, v, w)
	f = c.addRules(f, v, w)
	c.known[m] = f // for a method that m lives within by one catalog and that lives within m by the other
	f = c.addParents(f, v, w)
	f = c.replace(f, func(n int32) int32 { return c.labels.number(c.labels.all[n].settled()) })
	c.known[m] = f
	return f
}

// settled is a label when everything has had its say.
func (l label) settled() label {
	switch {
	case l.before && !l.after:
		l.kinds = lost
	case !l.before && l.after:
		l.kinds = gained
	case l.kinds == 0:
		return label{}
	case l.kinds != reasons:
		l.kinds &^= reasons // the other kinds say why
	}
	return l
}

// listed returns the verdict about a method, or nil where the platform does not
// list it.
func (j *judge) listed(m methods.ID) *verdict {
	if len(j.x.entries[place{j.platform, m}]) == 0 {
		return nil
	}
	return j.about(m)
}

func (j *judge) offersIfListed(v *verdict) ref {
	if v == nil {
		return leaf(0)
	}
	return j.offers(v)
}

// entryDelta is how what the entries say differs.
type entryDelta struct {
	reasons  bool // the conditions that are not met, or whose they are
	grants   bool // whether an entry grants
	id       bool
	product  bool // what an offer is served by
	within   bool // the method that it lives within
	old, new rules
}

func (c *comparison) addEntries(f ref, v, w *verdict) ref {
	deltas := newTable[entryDelta]()
	var delta ref
	switch {
	case v == nil:
		delta = c.replace(w.says, func(n int32) int32 {
			return deltas.number(entryDelta{reasons: true, grants: true, new: c.new.ids(n)})
		})
	case w == nil:
		delta = c.replace(v.says, func(n int32) int32 {
			return deltas.number(entryDelta{reasons: true, grants: true, old: c.old.ids(n)})
		})
	default:
		delta = c.combine(v.says, w.says, func(a, b int32) int32 { return deltas.number(c.entryDelta(a, b)) })
	}
	return c.combine(f, delta, func(n, delta int32) int32 {
		l, d := c.labels.all[n], deltas.all[delta]
		switch {
		case l.before != l.after:
			if d.grants || d.within {
				l = l.because(d.old, d.new)
			}
		case l.before:
			if d.product {
				l.kinds |= product
			}
			if d.id {
				l.kinds |= reasons
			}
			if d.product || d.id {
				l = l.because(d.old, d.new)
			}
		case d.reasons:
			l.kinds |= reasons
			l = l.because(d.old, d.new)
		case d.within: // a reason where that method is excluded: see addParents
			l = l.because(d.old, d.new)
		}
		return c.labels.number(l)
	})
}

func (c *comparison) entryDelta(a, b int32) entryDelta {
	sp, tp := c.old.speeches.all[a], c.new.speeches.all[b]
	e, f := c.old.entry(a), c.new.entry(b)
	d := entryDelta{
		id:      e.ID != f.ID,
		grants:  sp.grants() != tp.grants(),
		product: c.old.service(a) != c.new.service(b),
		within:  e.Parent != f.Parent,
	}
	d.reasons = d.id && !sp.grants() || sp.unmet != tp.unmet || sp.excepts != tp.excepts
	if d.id || d.reasons || d.product {
		d.old, d.new = rules(e.ID), rules(f.ID)
	}
	return d
}

// ids is the entry of a speech.
func (j *judge) ids(n int32) rules { return rules(j.entry(n).ID) }

// service is what an offer is served by: what counts of it, so that it can be
// compared.
type service struct {
	id, api string
	flow    methods.Flow
	life    int64
	payer   methods.Payer
	within  methods.ID
}

func (j *judge) service(n int32) service {
	e, sp := j.entry(n), j.speeches.all[n]
	key := service{payer: cmp.Or(j.x.methods[e.Method].Payer, methods.PayerBuyer), within: e.Parent}
	if sp.product >= 0 {
		p := &j.x.productsOf(e)[sp.product]
		key.id, key.api, key.flow, key.life = p.ID, p.API, p.Flow, int64(p.LinkLife)
	}
	return key
}
