package routing

import (
	"fmt"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

// countLists numbers every list of a catalog, as compiling it would.
func (b *builder) countLists() {
	match := func(m *methods.Match) {
		b.surfaceSet(m.Surfaces)
		b.currencySet(m.Currencies)
		b.regionSet(m.Regions)
	}
	matches := func(when *methods.Match, except []methods.Match) {
		match(when)
		for i := range except {
			match(&except[i])
		}
	}
	for i := range b.catalog.Methods {
		b.productSet(b.catalog.Methods[i].Products)
	}
	for i := range b.catalog.Availability {
		e := &b.catalog.Availability[i]
		matches(&e.When, e.Except)
		b.productSet(e.Products)
	}
	for i := range b.catalog.Limits {
		rule := &b.catalog.Limits[i]
		when := whenOf(rule)
		matches(&when, rule.Except)
	}
}

// set numbers the list of b.values.
func (b *builder) set(s *names.Sets) uint16 {
	number, isNew := s.Add(b.values)
	if isNew {
		b.sets++
	}
	if b.sets > maxSets && len(b.faults) == 0 {
		b.faults = append(b.faults, Fault{
			Path:    "availability",
			Problem: fmt.Sprintf("has too many different lists of surfaces, currencies and regions: at most %d", maxSets),
		})
	}
	return number
}

func (b *builder) surfaceSet(surfaces []methods.Surface) uint16 {
	if len(surfaces) == 0 {
		return names.AnySet
	}
	b.values = b.values[:0]
	for _, s := range surfaces {
		b.values = append(b.values, b.router.surfaces.Add(s))
	}
	return b.set(&b.router.surfaces.Sets)
}

func (b *builder) currencySet(codes []string) uint16 {
	if len(codes) == 0 {
		return names.AnySet
	}
	b.values = b.values[:0]
	for _, code := range codes {
		b.values = append(b.values, b.currency(code))
	}
	return b.set(&b.router.currencies.Sets)
}

// currency returns the value of a currency.
func (b *builder) currency(code string) uint32 {
	r := b.router
	known := r.currencies.Len()
	value := r.currencies.Add(code)
	if r.currencies.Len() > known {
		if c, err := limits.ParseCurrency(code); err == nil {
			r.currencyOf[c] = uint16(value)
		}
	}
	return value
}

func (b *builder) regionSet(regions []methods.Region) uint16 {
	if len(regions) == 0 {
		return names.AnySet
	}
	r := b.router
	b.values = b.values[:0]
	for _, region := range regions {
		value := r.regions.Add(region)
		r.regionOf[regionIndex(region)] = uint16(value)
		b.values = append(b.values, value)
	}
	return b.set(&r.regions.Sets)
}

// productSet is the set of surfaces that some of the products serves. Without
// products, or with one for any surface, every surface will do; the surfaces of the
// others are still among those that the catalog names.
func (b *builder) productSet(products []methods.Product) uint16 {
	b.values = b.values[:0]
	servesAny := false
	for _, p := range products {
		servesAny = servesAny || len(p.Surfaces) == 0
		for _, s := range p.Surfaces {
			b.values = append(b.values, b.router.surfaces.Add(s))
		}
	}
	if servesAny {
		return names.AnySet
	}
	return b.set(&b.router.surfaces.Sets)
}

// checkAll returns every fault of a catalog, that of too many lists among them, which
// compiling finds by itself.
func checkAll(c Catalog) []Fault {
	faults := check(c)
	if len(faults) > 0 || listsOf(&c) <= maxSets {
		return faults
	}
	b := newBuilder(writeOut(c))
	b.countLists()
	return b.faults
}

// listsOf is how many lists of surfaces, currencies and regions a catalog has: at least
// as many as differ, also once the catalog is written out.
func listsOf(c *Catalog) int {
	lists := len(c.Methods) + len(c.Availability) // of surfaces that products serve
	add := func(m *methods.Match) {
		lists += min(len(m.Surfaces), 1) + min(len(m.Currencies), 1) + min(len(m.Regions), 1)
	}
	for i := range c.Availability {
		e := &c.Availability[i]
		add(&e.When)
		for j := range e.Except {
			add(&e.Except[j])
		}
	}
	for i := range c.Limits {
		rule := &c.Limits[i]
		add(&rule.When)
		for j := range rule.Except {
			add(&rule.Except[j])
		}
	}
	return lists
}
