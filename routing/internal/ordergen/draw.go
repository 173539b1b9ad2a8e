package ordergen

import (
	"maps"
	"slices"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// order draws one of three kinds: an order that an entry is known to grant, such an
// order with a fact or two changed, and one whose facts are drawn one by one.
func (s *Source) order(t *rapid.T) routing.Order {
	if len(s.platforms) == 0 {
		t.Fatalf("the catalog has no platform to place an order on")
	}
	kind := rapid.IntRange(0, 7).Draw(t, "kind")
	if len(s.granted) == 0 || kind == 7 {
		return s.anyOrder(t)
	}
	o := rapid.SampledFrom(rapid.SampledFrom(s.granted).Draw(t, "entry")).Draw(t, "order that it grants")
	o.Traits, o.Lacks, o.Usage = slices.Clone(o.Traits), slices.Clone(o.Lacks), maps.Clone(o.Usage)
	if kind >= 4 {
		for range rapid.IntRange(1, 2).Draw(t, "changes") {
			s.change(t, &o)
		}
	}
	o.Prefer = s.some(t, 4, "prefer")
	return o
}

// change changes one fact, or those that an Except or a limit rule is about.
func (s *Source) change(t *rapid.T, o *routing.Order) {
	currency := o.Amount.Currency()
	switch rapid.IntRange(0, 11).Draw(t, "change") {
	case 0:
		o.Amount = s.amount(t, currency)
	case 1:
		o.Usage = s.usage(t, currency)
	case 2:
		s.aim(t, o)
	case 3:
		o.At = s.instant(t)
	case 4:
		o.Surface = rapid.SampledFrom(s.surfaces).Draw(t, "surface")
	case 5:
		o.Region = rapid.SampledFrom(s.regions).Draw(t, "region")
	case 6:
		o.Buyer = s.buyer(t)
	case 7:
		s.turn(o, rapid.SampledFrom(s.traits).Draw(t, "trait"))
	case 8:
		o.Platform = rapid.SampledFrom(s.platforms).Draw(t, "platform")
	case 9:
		currency = rapid.SampledFrom(s.currencies).Draw(t, "currency")
		o.Amount, o.Usage = s.amount(t, currency), s.usage(t, currency)
	case 10:
		lists := []*[]methods.ID{&o.Allow, &o.Block, &o.Tried}
		*rapid.SampledFrom(lists).Draw(t, "list") = s.some(t, 1, "methods")
	case 11:
		o.Down = s.outage(t, o.At)
	}
}

// turn states a trait, or no longer does. One that must be stated goes from stated to
// lacking to not known.
func (s *Source) turn(o *routing.Order, trait methods.Trait) {
	switch {
	case slices.Contains(o.Lacks, trait):
		o.Lacks = without(o.Lacks, trait)
	case !slices.Contains(o.Traits, trait):
		o.Traits = append(o.Traits, trait)
	default:
		o.Traits = without(o.Traits, trait)
		if slices.Contains(s.edges.mustState, trait) {
			o.Lacks = append(o.Lacks, trait)
		}
	}
}

func without(traits []methods.Trait, trait methods.Trait) []methods.Trait {
	return slices.DeleteFunc(slices.Clone(traits), func(t methods.Trait) bool { return t == trait })
}

// target is what a rule is about: orders that a match selects, and amounts near the
// bounds of a cap, if it has any.
type target struct {
	match methods.Match
	bound limits.Cap
}

// targetsOf returns the Excepts of a catalog, and its limit rules.
func targetsOf(c *routing.Catalog) []target {
	var all []target
	for i := range c.Availability {
		for _, except := range c.Availability[i].Except {
			all = append(all, target{match: except})
		}
	}
	for i := range c.Limits {
		rule := &c.Limits[i]
		bound, _ := rule.Limit.(limits.Cap)
		all = append(all, target{rule.When, bound})
		for _, except := range rule.Except {
			all = append(all, target{except, bound})
		}
	}
	return all
}

// aim changes an order to one that an Except or a limit rule is about.
func (s *Source) aim(t *rapid.T, o *routing.Order) {
	if len(s.targets) == 0 {
		return
	}
	target := rapid.SampledFrom(s.targets).Draw(t, "rule")
	currency := s.meet(t, o, &target.match, o.Amount.Currency())
	bounds := []limits.Money{target.bound.Min, target.bound.Max}
	bounds = slices.DeleteFunc(bounds, func(m limits.Money) bool { return !m.IsValid() || m.Currency() != currency })
	o.Amount = money(o.Amount.Minor(), currency)
	if len(bounds) > 0 {
		o.Amount = beside(t, rapid.SampledFrom(bounds).Draw(t, "bound").Minor(), currency)
	}
	if target.bound.IsTotal() {
		o.Usage[target.bound.Counter] = s.used(t, target.bound)
	}
}

// anyOrder draws the facts one by one; half of the orders are made to meet the When of
// an entry.
func (s *Source) anyOrder(t *rapid.T) routing.Order {
	o := routing.Order{
		ID:       "o1",
		Platform: rapid.SampledFrom(s.platforms).Draw(t, "platform"),
		Surface:  rapid.SampledFrom(s.surfaces).Draw(t, "surface"),
		Region:   rapid.SampledFrom(s.regions).Draw(t, "region"),
		Buyer:    s.buyer(t),
		At:       s.instant(t),
	}
	for _, trait := range s.traits {
		for range rapid.IntRange(0, 2).Draw(t, "trait "+string(trait)) {
			s.turn(&o, trait)
		}
	}
	currency := rapid.SampledFrom(s.currencies).Draw(t, "currency")
	if len(s.catalog.Availability) > 0 && rapid.Bool().Draw(t, "meet an entry") {
		e := rapid.SampledFrom(s.catalog.Availability).Draw(t, "entry")
		currency = s.meet(t, &o, &e.When, currency)
	}
	o.Amount = s.amount(t, currency)
	o.Usage = s.usage(t, currency)
	o.Allow = s.some(t, 16, "allow")
	o.Block = s.some(t, 16, "block")
	o.Tried = s.some(t, 16, "tried")
	o.Prefer = s.some(t, 4, "prefer")
	return o
}

// meet changes facts to ones that a match selects, its rollout now and then apart. Those
// that it selects already stay. It returns the currency that the amount is to be in.
func (s *Source) meet(t *rapid.T, o *routing.Order, m *methods.Match, currency limits.Currency) limits.Currency {
	if len(m.Platforms) > 0 && !slices.Contains(m.Platforms, o.Platform) {
		o.Platform = rapid.SampledFrom(m.Platforms).Draw(t, "platform of the rule")
	}
	if len(m.Surfaces) > 0 && !slices.Contains(m.Surfaces, o.Surface) {
		o.Surface = rapid.SampledFrom(m.Surfaces).Draw(t, "surface of the rule")
	}
	if len(m.Regions) > 0 && !slices.Contains(m.Regions, o.Region) {
		o.Region = rapid.SampledFrom(m.Regions).Draw(t, "region of the rule")
	}
	if len(m.Currencies) > 0 && !slices.Contains(m.Currencies, currency.String()) {
		if c, err := limits.ParseCurrency(rapid.SampledFrom(m.Currencies).Draw(t, "currency of the rule")); err == nil {
			currency = c
		}
	}
	if len(m.Audience) > 0 {
		State(o, rapid.SampledFrom(m.Audience).Draw(t, "audience of the rule"))
	}
	if m.Rollout.IsSet() && rapid.Bool().Draw(t, "in the rollout") {
		if i := slices.IndexFunc(s.buyers, m.Rollout.Includes); i >= 0 {
			o.Buyer = limits.Hide(s.buyers[i])
		}
	}
	if !m.Period.Contains(o.At) {
		if at := m.Period.From; !at.IsZero() && at.UnixNano() >= firstInstant {
			o.At = at
		} else if at := m.Period.Until; !at.IsZero() && at.UnixNano() > firstInstant {
			o.At = at.Add(-1)
		}
	}
	o.At = s.open(m, o.At)
	return currency
}

// State states the traits of a set, and no longer that the order lacks them.
func State(o *routing.Order, set []methods.Trait) {
	o.Traits, o.Lacks = slices.Clip(o.Traits), slices.Clone(o.Lacks)
	for _, trait := range set {
		if !slices.Contains(o.Traits, trait) {
			o.Traits = append(o.Traits, trait)
		}
		o.Lacks = without(o.Lacks, trait)
	}
}
