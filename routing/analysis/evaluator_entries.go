package analysis

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// outcome is what an entry comes to for an order. The zero outcome is that there is
// none.
type outcome struct {
	exists bool
	entry  int // number in the catalog
	conditions
	product  int   // of the entry's products; -1 if it has none, or none serves
	unserved unmet // why no product serves
}

func (o outcome) grants() bool { return o.exists && o.unmet|o.unserved == 0 && o.excepts == 0 }

// granting returns the outcome of the first entry of which all conditions hold, its
// products apart, and 0 where there is none.
func (ev *evaluator) granting(v *verdict) mdd.Ref {
	return v.granting.get(func() mdd.Ref {
		var all []mdd.Ref
		for i, n := range v.entries {
			if ev.entry(n).Status.Grants() {
				all = append(all, ev.withProduct(n, v.holding[i], func(holds int32) (conditions, bool) { return conditions{}, holds == 1 }))
			}
		}
		return ev.Fold(all, mdd.Leaf(0), func(f, g mdd.Ref) mdd.Ref {
			return ev.CombineKnowing(f, g, noneOfBoth, func(a, _ int32) int32 { return a })
		})
	})
}

// nearest returns the outcome of the entry that is nearest to granting: the first that
// has the fewest unmet conditions, its products apart.
func (ev *evaluator) nearest(v *verdict) mdd.Ref {
	return v.nearest.get(func() mdd.Ref {
		all := make([]mdd.Ref, len(v.entries))
		for i, n := range v.entries {
			e := ev.entry(n)
			status := statusUnmet(e.Status)
			between := ev.between(&e.When, e.Except, ev.platform, ev.conditions)
			all[i] = ev.withProduct(n, between, func(c int32) (conditions, bool) {
				return ev.conditions.all[c].plus(conditions{unmet: status}), true
			})
		}
		return ev.Fold(all, mdd.Leaf(0), func(f, g mdd.Ref) mdd.Ref {
			return ev.CombineKnowing(f, g, func(f, g mdd.Ref) (mdd.Ref, bool) {
				return f, f.IsLeaf() && ev.outcomes.all[f.Value()].count() == 0
			}, func(a, b int32) int32 {
				if ev.outcomes.all[b].count() < ev.outcomes.all[a].count() {
					return b
				}
				return a
			})
		})
	})
}

// withProduct returns the outcomes of an entry, from a function of what conditions are
// not met, where there is one, and with the product for the surface.
func (ev *evaluator) withProduct(n int, f mdd.Ref, of func(v int32) (conditions, bool)) mdd.Ref {
	products := ev.x.productsOf(ev.entry(n))
	serving := mdd.Leaf(0)
	if len(products) > 0 {
		serving = ev.firstServing(ev.entry(n), products)
	}
	return ev.CombineKnowing(f, serving, func(f, _ mdd.Ref) (mdd.Ref, bool) {
		if !f.IsLeaf() {
			return 0, false
		}
		_, exists := of(f.Value())
		return mdd.Leaf(0), !exists
	}, func(v, serving int32) int32 {
		c, _ := of(v)
		o := outcome{exists: true, entry: n, conditions: c, product: int(serving) - 2}
		switch {
		case len(products) == 0:
			o.product = -1
		case serving == 0:
			o.product, o.unserved = -1, unknownSurface
		case serving == 1:
			o.unserved = noProduct
		}
		return ev.outcomes.number(o)
	})
}

// firstServing returns which of an entry's products serves, as
// [surfaceAxis.firstServing] does.
func (ev *evaluator) firstServing(e *methods.Availability, products []methods.Product) mdd.Ref {
	if len(e.Products) > 0 {
		return ev.surfaces.firstServing(ev.Diagram, products)
	}
	f, ok := ev.serving[e.Method]
	if !ok {
		f = ev.surfaces.firstServing(ev.Diagram, products)
		ev.serving[e.Method] = f
	}
	return f
}
