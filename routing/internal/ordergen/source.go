package ordergen

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Source draws orders for one catalog. Make one with [NewSource]. It is immutable
// and safe for concurrent use: nothing is kept from one draw to the next.
type Source struct {
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

// NewSource returns the source for a catalog that compiles.
func NewSource(c routing.Catalog) *Source {
	e := edgesOf(&c)
	s := &Source{
		catalog:    c,
		edges:      e,
		surfaces:   append(slices.Clone(e.surfaces), unnamed(e.surfaces, "another_surface"), ""),
		regions:    append(slices.Clone(e.regions), ""),
		currencies: slices.Clone(e.currencies),
		traits:     append(slices.Clone(e.traits), unnamed(e.traits, "another_trait")),
		buyers:     []string{""},
	}
	for _, p := range c.Platforms {
		s.platforms = append(append(s.platforms, p.ID), p.Aliases...)
	}
	for _, m := range c.Methods {
		s.methods = append(s.methods, m.ID)
	}
	if r, ok := e.otherRegion(); ok {
		s.regions = append(s.regions, r)
	}
	if currency, ok := e.otherCurrency(); ok {
		s.currencies = append(s.currencies, currency)
	}
	for _, r := range e.rollouts {
		s.buyers = append(s.buyers, buyersOf(r)...)
	}
	if len(s.buyers) == 1 {
		s.buyers = append(s.buyers, "buyer")
	}
	return s
}

// Orders generates orders, none of them malformed. If the catalog has no platform,
// there are none: the draw fails.
func (s *Source) Orders() *rapid.Generator[routing.Order] { return rapid.Custom(s.order) }

// Orders generates orders for one catalog: see [Source.Orders].
func Orders(c routing.Catalog) *rapid.Generator[routing.Order] { return NewSource(c).Orders() }

// HasCustomLimits reports whether the catalog has a limit that is not a [limits.Cap].
func (s *Source) HasCustomLimits() bool { return len(s.edges.custom) > 0 }

// IsCustom reports whether a limit rule's limit is not a [limits.Cap].
func (s *Source) IsCustom(rule string) bool { return s.edges.custom[rule] }

// Around returns the span of instants around one, both inclusive, in which the
// catalog's rules name no instant but its first.
func (s *Source) Around(at time.Time) (first, last time.Time) {
	from, until := firstInstant, lastInstant+1
	for _, n := range s.edges.instants {
		if n <= at.UnixNano() {
			from = max(from, n)
		} else {
			until = min(until, n)
		}
	}
	return instant(from), instant(until - 1)
}

func (s *Source) order(t *rapid.T) routing.Order {
	if len(s.platforms) == 0 {
		t.Fatalf("the catalog has no platform to place an order on")
	}
	o := routing.Order{
		ID:       "o1",
		Platform: rapid.SampledFrom(s.platforms).Draw(t, "platform"),
		Surface:  rapid.SampledFrom(s.surfaces).Draw(t, "surface"),
		Region:   rapid.SampledFrom(s.regions).Draw(t, "region"),
		Buyer:    limits.Hide(rapid.SampledFrom(s.buyers).Draw(t, "buyer")),
		At:       s.instant(t),
	}
	for _, trait := range s.traits {
		if rapid.Bool().Draw(t, "trait "+string(trait)) {
			o.Traits = append(o.Traits, trait)
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

// meet changes facts to ones that a match selects, its rollout now and then apart.
func (s *Source) meet(t *rapid.T, o *routing.Order, m *methods.Match, currency limits.Currency) limits.Currency {
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
	return currency
}

func (s *Source) instant(t *rapid.T) time.Time {
	around := append([]int64{time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC).UnixNano()}, s.edges.instants...)
	n := rapid.SampledFrom(around).Draw(t, "instant")
	n += rapid.SampledFrom([]int64{0, -1, 1, int64(time.Hour), -int64(36 * time.Hour)}).Draw(t, "beside")
	return instant(min(max(n, firstInstant), lastInstant)).In(time.FixedZone("", int(s.catalog.Zone/time.Second)))
}

func instant(n int64) time.Time { return time.Unix(0, n).UTC() }

// amount draws an amount at a bound in the currency, or one minor unit beside it.
func (s *Source) amount(t *rapid.T, currency limits.Currency) limits.Money {
	around := []int64{100, 0}
	bounds := slices.Clone(s.edges.bounds)
	for _, c := range s.edges.caps {
		bounds = append(bounds, c.Min, c.Max)
	}
	for _, bound := range bounds {
		if bound.IsValid() && bound.Currency() == currency {
			around = append(around, bound.Minor())
		}
	}
	return beside(t, rapid.SampledFrom(around).Draw(t, "amount"), currency)
}

// beside draws an amount at or one minor unit beside another, from zero up.
func beside(t *rapid.T, n int64, currency limits.Currency) limits.Money {
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
func (s *Source) usage(t *rapid.T, currency limits.Currency) limits.Usage {
	usage := s.customUsage(t, currency)
	for _, c := range s.edges.caps {
		if !c.IsTotal() || rapid.IntRange(0, 7).Draw(t, "not given") == 7 {
			continue
		}
		most := c.Max.Minor()
		n := rapid.SampledFrom([]int64{0, most / 2, most}).Draw(t, "used of "+string(c.Counter))
		usage[c.Counter] = limits.Used{Amount: beside(t, n, c.Max.Currency())}
	}
	return usage
}

// customUsage draws the totals that custom limits ask for and no cap does.
func (s *Source) customUsage(t *rapid.T, currency limits.Currency) limits.Usage {
	usage := limits.Usage{}
	for _, counter := range s.edges.counters {
		counts := func(c limits.Cap) bool { return c.Counter == counter }
		if slices.ContainsFunc(s.edges.caps, counts) || rapid.IntRange(0, 7).Draw(t, "not given") == 7 {
			continue
		}
		around := []int64{0}
		for _, bound := range s.edges.bounds {
			if bound.Currency() == currency {
				around = append(around, bound.Minor()/2, bound.Minor())
			}
		}
		n := rapid.SampledFrom(around).Draw(t, "used of "+string(counter))
		usage[counter] = limits.Used{Amount: beside(t, n, currency)}
	}
	return usage
}

// some draws a few methods, once in n times.
func (s *Source) some(t *rapid.T, n int, label string) []methods.ID {
	if len(s.methods) == 0 || rapid.IntRange(1, n).Draw(t, label) < n {
		return nil
	}
	return rapid.SliceOfNDistinct(rapid.SampledFrom(s.methods), 1, min(2, len(s.methods)), rapid.ID[methods.ID]).Draw(t, label)
}
