package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// outcome is what an entry comes to for an order. The zero outcome is that there is
// none.
type outcome struct {
	exists bool
	entry  int // number in the catalog
	conditions
	product int // of the entry's products; -1 if it has none, or none serves

	// doubtful is true where a later entry grants, and only facts that are missing keep
	// this one, which has another parent, from doing so first.
	doubtful bool
	later    int // the entry that grants then
}

func (o outcome) grants() bool { return o.exists && o.unmet == 0 && o.excepts == 0 }

// parentOf returns the method in whose cashier an outcome leaves another one: none
// where it is not known.
func (ev *evaluator) parentOf(o outcome) methods.ID {
	if o.doubtful {
		return ""
	}
	return ev.entry(o.entry).Parent
}

// distance is how far an entry is from granting: first come the conditions that nothing
// cures, then all conditions, then whether it is in force. What grants comes before what
// only nobody has said to grant, and that before all else.
func (o outcome) distance() uint64 {
	switch {
	case o.grants():
		return 0
	case o.unmet == unreported && o.excepts == 0:
		return 1
	}
	distance := uint64(o.fixed)<<32 | uint64(o.unmet.len()+o.excepts)<<1
	if o.unmet&(notStarted|ended) != 0 {
		distance |= 1
	}
	return distance
}

// firstGranting returns the outcome of the first entry that grants, and 0 where there
// is none.
func (ev *evaluator) firstGranting(v *verdict) mdd.Ref {
	return v.first.get(func() mdd.Ref {
		var all []mdd.Ref
		for i, n := range v.entries {
			if !ev.entry(n).Status.Grants() {
				continue
			}
			all = append(all, ev.CombineKnowing(v.holding[i], ev.firstServing(ev.entry(n)), leftIsNone, func(_, serving int32) int32 {
				return ev.outcomes.number(outcome{exists: true, entry: n, product: ev.served(n, serving)})
			}))
		}
		return ev.firstOf(all)
	})
}

// firstOf returns the first of some functions that is not 0.
func (ev *evaluator) firstOf(all []mdd.Ref) mdd.Ref {
	return ev.Fold(all, mdd.Leaf(0), func(f, g mdd.Ref) mdd.Ref {
		return ev.CombineKnowing(f, g, noneOfBoth, func(a, _ int32) int32 { return a })
	})
}

// doubtful returns the outcome of the first entry that only missing facts keep from
// granting where a later one with another parent grants, and 0 where there is none.
func (ev *evaluator) doubtful(v *verdict) mdd.Ref {
	return v.doubtful.get(func() mdd.Ref {
		if len(v.entries) == 0 || !slices.ContainsFunc(v.entries, func(n int) bool {
			return ev.entry(n).Parent != ev.entry(v.entries[0]).Parent
		}) {
			return mdd.Leaf(0)
		}
		var all []mdd.Ref
		for i, n := range v.entries {
			e := ev.entry(n)
			if !e.Status.Grants() {
				continue
			}
			all = append(all, ev.CombineKnowing(ev.firstGranting(v), v.unmet[i], leftIsNone, func(granting, u int32) int32 {
				o := ev.outcomes.all[granting]
				if o.entry <= n || ev.entry(o.entry).Parent == e.Parent || u == 0 || !unmet(u).isUnknown() {
					return 0
				}
				return ev.outcomes.number(outcome{
					exists: true, entry: n, conditions: conditions{unmet: unmet(u)}, product: -1, doubtful: true, later: o.entry,
				})
			}))
		}
		return ev.firstOf(all)
	})
}

// granting returns the outcome of the entry that grants, and 0 where none does or it is
// not known which of two with different parents.
func (ev *evaluator) granting(v *verdict) mdd.Ref {
	return v.granting.get(func() mdd.Ref {
		return ev.CombineKnowing(ev.firstGranting(v), ev.doubtful(v), rightIsNone, func(_, _ int32) int32 { return 0 })
	})
}

// nearest returns the outcome of the entry that grants or, where none does, of the one
// that explains: the first of those that are nearest to granting.
func (ev *evaluator) nearest(v *verdict) mdd.Ref {
	return v.nearest.get(func() mdd.Ref {
		all := make([]mdd.Ref, len(v.entries))
		for i, n := range v.entries {
			all[i] = ev.explaining(n)
		}
		nearest := ev.Fold(all, mdd.Leaf(0), func(f, g mdd.Ref) mdd.Ref {
			return ev.CombineKnowing(f, g, func(f, g mdd.Ref) (mdd.Ref, bool) {
				return f, f.IsLeaf() && ev.outcomes.all[f.Value()].distance() == 0
			}, func(a, b int32) int32 {
				if ev.outcomes.all[b].distance() < ev.outcomes.all[a].distance() {
					return b
				}
				return a
			})
		})
		return ev.firstOf([]mdd.Ref{ev.doubtful(v), nearest})
	})
}

// explaining returns the outcomes of an entry.
func (ev *evaluator) explaining(n int) mdd.Ref {
	e := ev.entry(n)
	status, isServed := statusUnmet(e.Status), ev.mayBeServed(e)
	return ev.Combine(ev.between(e), ev.firstServing(e), func(v, serving int32) int32 {
		c := ev.conditions.all[v]
		c.unmet = unserved(c.unmet|status, serving)
		c.fixed += (c.unmet & incurable).len()
		if c.unmet&toNobody != 0 {
			c.fixed++
		}
		if c.unmet&(onSurface|noProduct) != 0 && !isServed {
			c.fixed++
		}
		c.unmet &^= toNobody
		o := outcome{exists: true, entry: n, conditions: c, product: -1}
		if o.grants() {
			o.product = ev.served(n, serving)
		}
		return ev.outcomes.number(o)
	})
}

// mayBeServed reports whether a product serves some surface that an entry allows.
func (ev *evaluator) mayBeServed(e *methods.Availability) bool {
	products := ev.x.productsOf(e)
	return len(e.When.Surfaces) == 0 || len(products) == 0 || slices.ContainsFunc(products, func(p methods.Product) bool {
		return len(p.Surfaces) == 0 || slices.ContainsFunc(p.Surfaces, func(s methods.Surface) bool {
			return slices.Contains(e.When.Surfaces, s)
		})
	})
}

// served is the product of an entry that serves, from what firstServing says: -1 if it
// has none.
func (ev *evaluator) served(n int, serving int32) int {
	if len(ev.x.productsOf(ev.entry(n))) == 0 {
		return -1
	}
	return int(serving) - 2
}

// firstServing returns which of an entry's products serves, as
// [surfaceAxis.firstServing] does. Where it has none, none need serve.
func (ev *evaluator) firstServing(e *methods.Availability) mdd.Ref {
	if len(e.Products) > 0 {
		return ev.surfaces.firstServing(ev.Diagram, e.Products)
	}
	f, ok := ev.serving[e.Method]
	if !ok {
		f = ev.surfaces.firstServing(ev.Diagram, ev.x.methods[e.Method].Products)
		ev.serving[e.Method] = f
	}
	return f
}

// between returns the conditions of an entry's When and of its Excepts that stand
// between it and an order, as numbers of the table.
func (ev *evaluator) between(e *methods.Availability) mdd.Ref {
	all := []mdd.Ref{ev.Replace(ev.unmetBy(&e.When, ev.x), func(v int32) int32 {
		return ev.conditions.number(conditions{unmet: unmet(v)})
	})}
	for _, alike := range exceptsAlike(e.Except, ev.platform) {
		all = append(all, ev.Replace(ev.anyExcepting(alike), func(v int32) int32 {
			u := unmet(v)
			c := conditions{unmet: u &^ excepted}
			if u&excepted != 0 {
				c.excepts, c.fixed = 1, int(bit(isIncurable(alike[0])))
			}
			return ev.conditions.number(c)
		}))
	}
	return ev.Fold(all, mdd.Leaf(0), func(f, g mdd.Ref) mdd.Ref {
		return ev.CombineKnowing(f, g, noneOfBoth, func(a, b int32) int32 {
			return ev.conditions.number(ev.conditions.all[a].plus(ev.conditions.all[b]))
		})
	})
}

// anyExcepting is what Excepts that read alike have against an order.
func (ev *evaluator) anyExcepting(alike []*methods.Match) mdd.Ref {
	each := make([]mdd.Ref, len(alike))
	for i, m := range alike {
		each[i] = ev.excepting(m, ev.x)
	}
	return ev.Fold(each, mdd.Leaf(0), ev.Or)
}
