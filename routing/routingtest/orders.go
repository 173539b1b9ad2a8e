package routingtest

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Orders generates orders for a catalog that lean to its own edges: platforms by id
// and alias; amounts at each bound and one minor unit beside it; instants at each
// date and one nanosecond before and after it; any of the traits that its rules
// name, and one that none does; each surface, region and currency, one that no rule
// names, and none; buyers on both sides of each rollout; totals that leave all of a
// cap, a little, exactly nothing or less. A limit of your own is asked once in each
// currency: orders are in those that it decides, with the totals that it asks for, at
// the bounds that it answers with. Half of the orders are made to meet an
// entry's conditions, as facts drawn one by one hardly ever meet several.
//
// None of the orders is malformed. A catalog without a platform has no orders: the
// draw fails.
func Orders(c routing.Catalog) *rapid.Generator[routing.Order] {
	return newDrawer(c, edgesOf(&c)).orders()
}

func (d *drawer) orders() *rapid.Generator[routing.Order] { return rapid.Custom(d.order) }

// drawer draws orders for a catalog.
type drawer struct {
	catalog    routing.Catalog
	edges      *edges
	platforms  []methods.Platform
	surfaces   []methods.Surface
	regions    []methods.Region
	currencies []limits.Currency
	traits     []methods.Trait
	buyers     []string
	methods    []methods.ID
}

func newDrawer(c routing.Catalog, e *edges) *drawer {
	d := &drawer{
		catalog:    c,
		edges:      e,
		surfaces:   append(slices.Clone(e.surfaces.all), e.otherSurface(), ""),
		regions:    append(slices.Clone(e.regions.all), ""),
		currencies: slices.Clone(e.currencies.all),
		traits:     append(slices.Clone(e.traits.all), e.otherTrait()),
		buyers:     []string{""},
	}
	for _, p := range c.Platforms {
		d.platforms = append(append(d.platforms, p.ID), p.Aliases...)
	}
	for _, m := range c.Methods {
		d.methods = append(d.methods, m.ID)
	}
	if r, ok := e.otherRegion(); ok {
		d.regions = append(d.regions, r)
	}
	if currency, ok := e.otherCurrency(); ok {
		d.currencies = append(d.currencies, currency)
	}
	for _, r := range e.rollouts.all {
		ids, _ := buyers([]methods.Rollout{r}) // one on each side, if there are two
		d.buyers = append(d.buyers, ids...)
	}
	if len(d.buyers) == 1 {
		d.buyers = append(d.buyers, "buyer")
	}
	return d
}

func (d *drawer) order(t *rapid.T) routing.Order {
	if len(d.platforms) == 0 {
		t.Fatalf("the catalog has no platform to place an order on")
	}
	o := routing.Order{
		ID:       "o1",
		Platform: rapid.SampledFrom(d.platforms).Draw(t, "platform"),
		Surface:  rapid.SampledFrom(d.surfaces).Draw(t, "surface"),
		Region:   rapid.SampledFrom(d.regions).Draw(t, "region"),
		Buyer:    rapid.SampledFrom(d.buyers).Draw(t, "buyer"),
		At:       d.instant(t),
	}
	for _, trait := range d.traits {
		if rapid.Bool().Draw(t, "trait "+string(trait)) {
			o.Traits = append(o.Traits, trait)
		}
	}
	currency := rapid.SampledFrom(d.currencies).Draw(t, "currency")
	if len(d.catalog.Availability) > 0 && rapid.Bool().Draw(t, "meet an entry") {
		e := rapid.SampledFrom(d.catalog.Availability).Draw(t, "entry")
		currency = d.meet(t, &o, &e.When, currency)
	}
	o.Amount = d.amount(t, currency)
	o.Usage = d.usage(t, currency)
	o.Allow = d.some(t, 16, "allow")
	o.Block = d.some(t, 16, "block")
	o.Tried = d.some(t, 16, "tried")
	o.Prefer = d.some(t, 4, "prefer")
	return o
}

// meet changes facts to ones that a match selects, its rollout now and then apart.
func (d *drawer) meet(t *rapid.T, o *routing.Order, m *methods.Match, currency limits.Currency) limits.Currency {
	if len(m.Platforms) > 0 {
		o.Platform = rapid.SampledFrom(m.Platforms).Draw(t, "platform of entry")
	}
	if len(m.Surfaces) > 0 {
		o.Surface = rapid.SampledFrom(m.Surfaces).Draw(t, "surface of entry")
	}
	if len(m.Regions) > 0 {
		o.Region = rapid.SampledFrom(m.Regions).Draw(t, "region of entry")
	}
	if len(m.Currencies) > 0 {
		if c, err := limits.ParseCurrency(rapid.SampledFrom(m.Currencies).Draw(t, "currency of entry")); err == nil {
			currency = c
		}
	}
	if len(m.Audience) > 0 {
		for _, trait := range rapid.SampledFrom(m.Audience).Draw(t, "audience of entry") {
			if !slices.Contains(o.Traits, trait) {
				o.Traits = append(o.Traits, trait)
			}
		}
	}
	if m.Rollout.IsSet() && rapid.Bool().Draw(t, "in the rollout") {
		if i := slices.IndexFunc(d.buyers, m.Rollout.Includes); i >= 0 {
			o.Buyer = d.buyers[i]
		}
	}
	if !m.Period.Contains(o.At) {
		if at := m.Period.From; !at.IsZero() && at.UnixNano() >= firstInstant {
			o.At = at
		} else if at := m.Period.Until; !at.IsZero() && at.UnixNano() > firstInstant {
			o.At = at.Add(-1)
		}
	}
	return currency
}

func (d *drawer) instant(t *rapid.T) time.Time {
	around := append([]int64{time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC).UnixNano()}, d.edges.instants.all...)
	n := rapid.SampledFrom(around).Draw(t, "instant")
	n += rapid.SampledFrom([]int64{0, -1, 1, int64(time.Hour), -int64(36 * time.Hour)}).Draw(t, "beside")
	return time.Unix(0, min(max(n, firstInstant), lastInstant)).In(time.FixedZone("", int(d.catalog.Zone/time.Second)))
}

// amount draws an amount at a bound in the currency, or one minor unit beside it.
func (d *drawer) amount(t *rapid.T, currency limits.Currency) limits.Money {
	around := []int64{100, 0}
	bounds := slices.Clone(d.edges.bounds.all)
	for _, cap := range d.edges.caps {
		bounds = append(bounds, cap.Min, cap.Max)
	}
	for _, bound := range bounds {
		if bound.IsValid() && bound.Currency() == currency {
			around = append(around, bound.Minor())
		}
	}
	return d.beside(t, rapid.SampledFrom(around).Draw(t, "amount"), currency)
}

// beside draws an amount at or one minor unit beside another, from zero up.
func (d *drawer) beside(t *rapid.T, n int64, currency limits.Currency) limits.Money {
	switch rapid.SampledFrom([]int{0, -1, 1}).Draw(t, "beside") {
	case -1:
		n = max(n-1, 0)
	case 1:
		n = max(n, n+1) // n, where n+1 overflows
	}
	return money(n, currency)
}

// money is an amount that Money can hold.
func money(minor int64, currency limits.Currency) limits.Money {
	m, err := limits.MoneyFromMinor(minor, currency)
	if err != nil {
		panic(err) // the currencies are those of valid caps and of limits.Currencies
	}
	return m
}

// usage draws a total for each counter, which now and then is not given.
func (d *drawer) usage(t *rapid.T, currency limits.Currency) limits.Usage {
	usage := d.ownUsage(t, currency)
	for _, cap := range d.edges.caps {
		if !cap.IsTotal() || rapid.IntRange(0, 7).Draw(t, "not given") == 7 {
			continue
		}
		most := cap.Max.Minor()
		n := rapid.SampledFrom([]int64{0, most / 2, most}).Draw(t, "used of "+string(cap.Counter))
		usage[cap.Counter] = d.beside(t, n, cap.Max.Currency())
	}
	return usage
}

// ownUsage draws the totals that limits of one's own ask for and no cap does.
func (d *drawer) ownUsage(t *rapid.T, currency limits.Currency) limits.Usage {
	usage := limits.Usage{}
	for _, counter := range d.edges.counters.all {
		counts := func(cap limits.Cap) bool { return cap.Counter == counter }
		if slices.ContainsFunc(d.edges.caps, counts) || rapid.IntRange(0, 7).Draw(t, "not given") == 7 {
			continue
		}
		around := []int64{0}
		for _, bound := range d.edges.bounds.all {
			if bound.Currency() == currency {
				around = append(around, bound.Minor()/2, bound.Minor())
			}
		}
		n := rapid.SampledFrom(around).Draw(t, "used of "+string(counter))
		usage[counter] = d.beside(t, n, currency)
	}
	return usage
}

// some draws a few methods, once in n times.
func (d *drawer) some(t *rapid.T, n int, label string) []methods.ID {
	if len(d.methods) == 0 || rapid.IntRange(1, n).Draw(t, label) < n {
		return nil
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(d.methods), 1, min(2, len(d.methods)), rapid.ID[methods.ID]).Draw(t, label)
}
