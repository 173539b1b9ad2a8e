package analysis

import (
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
)

// idleness is orders on the surface of a product that does not serve them.
type idleness struct {
	rank  int // how little they show: orders that are offered the method come first
	sight sight
}

// idleProducts learns which products serve no order here.
func (s *survey) idleProducts(j *judge, v *verdict, numbers []int, met []ref) {
	offers, anyMet := j.offers(v), leaf(0)
	for _, f := range met {
		anyMet = j.combine(anyMet, f, either)
	}
	for n := range s.x.methods[v.method].Products {
		s.idleProduct(j, productKey{method: v.method, entry: -1, n: n}, offers, anyMet)
	}
	for i, number := range numbers {
		speaks := j.where(v.says, func(n int32) bool { return j.speeches.all[n].entry == number })
		for n := range s.x.catalog.Availability[number].Products {
			s.idleProduct(j, productKey{entry: number, n: n}, j.both(offers, speaks), met[i])
		}
	}
}

// idleProduct looks for orders on a product's surface that show best that it does not
// serve: that are offered the method, or meet an entry's conditions.
func (s *survey) idleProduct(j *judge, key productKey, best ...ref) {
	if s.products[key] {
		return
	}
	p := s.x.product(key)
	on := j.among(surfaceAxis, func(surface int) bool { return j.serves(&p, surface) })
	for rank, f := range append(best, leaf(1)) {
		if o := s.show(j.space, j.both(f, on)); o.isSeen() {
			s.idle[key] = idleness{rank, o}
			return
		}
	}
}

func (x *index) product(key productKey) methods.Product {
	if key.entry >= 0 {
		return x.catalog.Availability[key.entry].Products[key.n]
	}
	return x.methods[key.method].Products[key.n]
}

// methods reports on methods and products.
func (l *linter) methods(all []survey) {
	offers := union(all, func(s *survey) map[int]sight { return s.offers })
	holds := union(all, func(s *survey) map[int]sight { return s.holds })
	for i := range l.x.catalog.Methods {
		m := &l.x.catalog.Methods[i]
		f := Finding{Path: fmt.Sprintf("methods[%d]", i), ID: string(m.ID)}
		var held sight
		isOffered := false
		for n := range l.x.catalog.Availability {
			e := &l.x.catalog.Availability[n]
			if e.Method != m.ID {
				continue
			}
			_, ok := offers[n]
			isOffered = isOffered || ok
			if !held.isSeen() && e.Status.Grants() {
				held = holds[n]
			}
		}
		if !isOffered {
			f.Code, f.Witness = FindingUnreachableMethod, l.witness(held)
			l.report(f, "no order can be offered it", "没有订单能获得该方式")
			continue
		}
		l.idleProducts(all, f, m.Products, productKey{method: m.ID, entry: -1})
	}
	for i := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[i]
		if _, ok := offers[i]; ok {
			f := Finding{Path: fmt.Sprintf("availability[%d]", i), ID: e.ID}
			l.idleProducts(all, f, e.Products, productKey{entry: i})
		}
	}
}

// idleProducts reports on products of which the key is the given one but for its
// number.
func (l *linter) idleProducts(all []survey, f Finding, products []methods.Product, key productKey) {
	path := f.Path
	for n, p := range products {
		key.n = n
		if slices.ContainsFunc(all, func(s survey) bool { return s.products[key] }) {
			continue
		}
		f.Code, f.Path = FindingUnusedProduct, fmt.Sprintf("%s.products[%d]", path, n)
		f.Witness = l.witness(mostTelling(all, key))
		l.report(f, "product %s serves no order: another one comes first on its surfaces, or the method is not offered there",
			"产品 %s 不服务任何订单：其界面上有更优先的产品，或该方式在那里不提供", p.ID)
	}
}

func mostTelling(all []survey, key productKey) sight {
	var best idleness
	for i := range all {
		if found, ok := all[i].idle[key]; ok && (!best.sight.isSeen() || found.rank < best.rank) {
			best = found
		}
	}
	return best.sight
}

// sources reports on sources that are old.
func (l *linter) sources() {
	if l.options.MaxAge <= 0 {
		return
	}
	for i, s := range l.x.catalog.Sources {
		last, ok := lastDay(s.Date)
		if !ok || l.options.Now.Sub(last) <= l.options.MaxAge {
			continue
		}
		l.report(Finding{Code: FindingOldSource, Path: fmt.Sprintf("sources[%d]", i), ID: s.ID},
			"its date is %s, which is more than %d days ago", "其日期为 %s，距今超过 %d 天",
			s.Date, int(l.options.MaxAge/(24*time.Hour)))
	}
}

// lastDay is the last day that a date as precise as known may mean.
func lastDay(date string) (time.Time, bool) {
	for _, form := range []struct {
		layout        string
		years, months int
	}{{time.DateOnly, 0, 0}, {"2006-01", 0, 1}, {"2006", 1, 0}} {
		if t, err := time.Parse(form.layout, date); err == nil {
			if form.years+form.months > 0 {
				t = t.AddDate(form.years, form.months, -1)
			}
			return t, true
		}
	}
	return time.Time{}, false
}
