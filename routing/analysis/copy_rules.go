package analysis

import (
	"maps"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// copyRules copies what decides about orders, so that a planner or a map outlives
// changes of the catalog that it was made from.
func copyRules(c routing.Catalog) routing.Catalog {
	c.Platforms, c.Traits = slices.Clone(c.Platforms), slices.Clone(c.Traits)
	c.Methods = slices.Clone(c.Methods)
	for i := range c.Methods {
		c.Methods[i].Products = copyProducts(c.Methods[i].Products)
	}
	c.Availability = slices.Clone(c.Availability)
	for i := range c.Availability {
		e := &c.Availability[i]
		e.When, e.Except, e.Products = copyMatch(e.When), copyMatches(e.Except), copyProducts(e.Products)
	}
	c.Limits = slices.Clone(c.Limits)
	for i := range c.Limits {
		rule := &c.Limits[i]
		rule.Methods = slices.Clone(rule.Methods)
		rule.When, rule.Except = copyMatch(rule.When), copyMatches(rule.Except)
	}
	return c
}

func copyProducts(products []methods.Product) []methods.Product {
	products = slices.Clone(products)
	for i := range products {
		products[i].Surfaces = slices.Clone(products[i].Surfaces)
		products[i].Params = maps.Clone(products[i].Params)
	}
	return products
}

func copyMatches(all []methods.Match) []methods.Match {
	all = slices.Clone(all)
	for i := range all {
		all[i] = copyMatch(all[i])
	}
	return all
}

func copyMatch(m methods.Match) methods.Match {
	m.Platforms, m.Surfaces = slices.Clone(m.Platforms), slices.Clone(m.Surfaces)
	m.Currencies, m.Regions = slices.Clone(m.Currencies), slices.Clone(m.Regions)
	m.Hours = slices.Clone(m.Hours)
	for i := range m.Hours {
		m.Hours[i].Days = slices.Clone(m.Hours[i].Days)
	}
	m.Audience = slices.Clone(m.Audience)
	for i := range m.Audience {
		m.Audience[i] = slices.Clone(m.Audience[i])
	}
	return m
}
