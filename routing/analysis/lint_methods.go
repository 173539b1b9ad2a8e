package analysis

import (
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// methods reports on methods and products.
func (l *linter) methods(all []survey) {
	offers := union(all, func(s *survey) map[int]routing.Order { return s.offers })
	isUsed := func(key productKey) bool {
		return slices.ContainsFunc(all, func(s survey) bool { return s.products[key] })
	}
	for i := range l.x.catalog.Methods {
		m := &l.x.catalog.Methods[i]
		f := Finding{Path: fmt.Sprintf("methods[%d]", i), ID: string(m.ID)}
		isOffered := false
		for n := range l.x.catalog.Availability {
			_, ok := offers[n]
			isOffered = isOffered || ok && l.x.catalog.Availability[n].Method == m.ID
		}
		if !isOffered {
			f.Code = NeverOffered
			l.report(f, "no order can be offered it", "没有订单能获得该方式")
			continue
		}
		l.idleProducts(f, m.Products, func(n int) bool { return isUsed(productKey{method: m.ID, entry: -1, n: n}) })
	}
	for i := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[i]
		if _, ok := offers[i]; ok {
			f := Finding{Path: fmt.Sprintf("availability[%d]", i), ID: e.ID}
			l.idleProducts(f, e.Products, func(n int) bool { return isUsed(productKey{entry: i, n: n}) })
		}
	}
}

func (l *linter) idleProducts(f Finding, products []methods.Product, isUsed func(n int) bool) {
	path := f.Path
	for n, p := range products {
		if isUsed(n) {
			continue
		}
		f.Code, f.Path = IdleProduct, fmt.Sprintf("%s.products[%d]", path, n)
		l.report(f, "product %s serves no order: another one comes first on its surfaces, or the method is not offered there",
			"产品 %s 不服务任何订单：其界面上有更优先的产品，或该方式在那里不提供", p.ID)
	}
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
		l.report(Finding{Code: OldSource, Path: fmt.Sprintf("sources[%d]", i), ID: s.ID},
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
