package analysis

import (
	"cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// comparison works out where two catalogs decide differently about methods of a
// platform, as functions of a space that has been cut at all that either names.
type comparison struct {
	*space
	d        *differ
	old, new *evaluator
	labels   *table[label]
	rules    *lists[string]
	caps     *capNumbers
	known    map[methods.ID]mdd.Ref
}

// label is how the decisions about a method differ. The zero label is that they do
// not.
type label struct {
	before, after bool // offered
	ahead         bool // of two methods that are reordered, the first now comes first
	kinds         kinds
	old, new      list // ids of the entries and limit rules that are responsible
}

func newComparison(d *differ, s *space, p pair) *comparison {
	c := &comparison{
		space: s, d: d, old: newEvaluator(s, d.old, p.old), new: newEvaluator(s, d.new, p.new),
		labels: newTable[label](), rules: newLists(cmp.Compare[string]), caps: &capNumbers{}, known: map[methods.ID]mdd.Ref{},
	}
	c.new.results = c.old.results // so that results that are the same have the same number
	return c
}

// because returns a label for which more rules are responsible.
func (c *comparison) because(l label, before, after list) label {
	l.old, l.new = c.rules.union(l.old, before), c.rules.union(l.new, after)
	return l
}

// rule returns the list of a single rule.
func (c *comparison) rule(id string) list { return c.rules.with(0, id) }

// of returns how the decisions about a method differ, as numbers of the labels.
func (c *comparison) of(m methods.ID) mdd.Ref {
	if f, ok := c.known[m]; ok {
		return f
	}
	v, w := c.old.listed(m), c.new.listed(m)
	f := c.Combine(c.old.offeredIfListed(v), c.new.offeredIfListed(w), func(before, after int32) int32 {
		return c.labels.number(label{before: before == 1, after: after == 1})
	})
	f = c.addEntries(f, v, w)
	f = c.addRules(f, v, w)
	f = c.addUnexamined(f, v, w)
	c.known[m] = f // for a method that is m's parent by one catalog and nested in m by the other
	f = c.addParents(f, v, w)
	f = c.Replace(f, func(n int32) int32 { return c.labels.number(c.labels.all[n].settled()) })
	c.known[m] = f
	return f
}

// settled is a label once everything has been added to it.
func (l label) settled() label {
	switch {
	case l.before && !l.after:
		l.kinds = lost | l.kinds&unread
	case !l.before && l.after:
		l.kinds = gained | l.kinds&unread
	case l.kinds == 0:
		return label{}
	case l.kinds == unread:
		return label{kinds: unread, old: l.old, new: l.new}
	case l.kinds&^(reasons|unread) != 0:
		l.kinds &^= reasons // the other kinds say why
	}
	return l
}

func (ev *evaluator) offeredIfListed(v *verdict) mdd.Ref {
	if v == nil {
		return mdd.Leaf(0)
	}
	return ev.Where(ev.status(v), func(status int32) bool { return status == offered })
}
