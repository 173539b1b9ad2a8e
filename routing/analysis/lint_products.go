package analysis

import (
	"fmt"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// productKey is a product of a method, or of an entry.
type productKey struct {
	method methods.ID // empty for an entry's own
	entry  int        // -1 for a method's
	n      int
}

func (x *index) productKey(entry, n int) productKey {
	e := &x.catalog.Availability[entry]
	if len(e.Products) > 0 {
		return productKey{entry: entry, n: n}
	}
	return productKey{method: e.Method, entry: -1, n: n}
}

// unused is orders on the surface of a product that does not serve them.
type unused struct {
	rank      int // how little they show: orders that are offered the method come first
	candidate candidate
}

// inspectProducts learns which products serve no order here.
func (in *inspection) inspectProducts(ev *evaluator, v *verdict, offering mdd.Ref) {
	for n, p := range in.x.methods[v.method].Products {
		if key := (productKey{method: v.method, entry: -1, n: n}); !in.serves[key] {
			anyHolds := ev.Fold(in.grantingHolds(ev, v), mdd.Leaf(0), ev.Or)
			in.inspectUnused(ev, key, &p, ev.offered(v), anyHolds)
		}
	}
	for i, number := range v.entries {
		for n, p := range ev.entry(number).Products {
			if key := (productKey{entry: number, n: n}); !in.serves[key] {
				offered := ev.own(v.holding[i], offering, number, func(outcome) int32 { return 1 })
				holds := mdd.Leaf(0)
				if ev.entry(number).Status.Grants() {
					holds = v.holding[i]
				}
				in.inspectUnused(ev, key, &p, offered, holds)
			}
		}
	}
}

// grantingHolds returns where the conditions of each entry hold that may grant.
func (in *inspection) grantingHolds(ev *evaluator, v *verdict) []mdd.Ref {
	var all []mdd.Ref
	for i, n := range v.entries {
		if ev.entry(n).Status.Grants() {
			all = append(all, v.holding[i])
		}
	}
	return all
}

// inspectUnused looks for orders on a product's surface that show best that it does not
// serve: that are offered the method, or meet an entry's conditions.
func (in *inspection) inspectUnused(ev *evaluator, key productKey, p *methods.Product, best ...mdd.Ref) {
	on := mdd.Leaf(1)
	if len(p.Surfaces) > 0 {
		on = ev.Among(ev.surfaces.axis, ev.surfaces.values(p.Surfaces), 1, 0)
	}
	for rank, f := range append(best, mdd.Leaf(1)) {
		if c := ev.first(ev.And(f, on), in.platform); c.exists() {
			in.unused[key] = unused{rank, c}
			return
		}
	}
}

// reportMethods reports on methods and products.
func (l *linter) reportMethods() {
	held, isOffered := map[methods.ID]candidate{}, map[methods.ID]bool{}
	for n := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[n]
		if _, ok := l.offers[n]; ok {
			isOffered[e.Method] = true
		}
		if holds, ok := l.holds[n]; ok && e.Status.Grants() {
			addMissing(held, map[methods.ID]candidate{e.Method: holds})
		}
	}
	for i := range l.x.catalog.Methods {
		m := &l.x.catalog.Methods[i]
		f := Finding{Path: fmt.Sprintf("methods[%d]", i), ID: string(m.ID)}
		if !isOffered[m.ID] {
			f.Code, f.Witness = FindingUnreachableMethod, l.witness(held[m.ID])
			l.report(f, "no order can be offered it", "该支付方式对任何订单都不可用")
			continue
		}
		l.reportProducts(f, m.Products, productKey{method: m.ID, entry: -1})
	}
	for i := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[i]
		if _, ok := l.offers[i]; ok {
			l.reportProducts(Finding{Path: fmt.Sprintf("availability[%d]", i), ID: e.ID}, e.Products, productKey{entry: i})
		}
	}
}

// reportProducts reports on products of which the key is the given one but for its
// number.
func (l *linter) reportProducts(f Finding, products []methods.Product, key productKey) {
	path := f.Path
	for n, p := range products {
		if key.n = n; l.serves[key] {
			continue
		}
		f.Code, f.Path = FindingUnusedProduct, fmt.Sprintf("%s.products[%d]", path, n)
		f.Witness = l.witness(l.unused[key].candidate)
		l.report(f, "product %s serves no order: another one comes first on its surfaces, or the method is not offered there",
			"支付产品 %s 不会被选用：其支付场景中另有优先的支付产品，或该支付方式在其中不可用", p.ID)
	}
}
