package ordergen

import (
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/expanding"
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
	targets    []target
	granted    [][]routing.Order // by each entry that was found to grant some
}

// NewSource returns the source for a catalog that compiles.
func NewSource(c routing.Catalog) *Source {
	c = expanding.Catalog(c).(routing.Catalog)
	e := edgesOf(&c)
	s := &Source{
		catalog:    c,
		edges:      e,
		surfaces:   append(slices.Clone(e.surfaces), unnamed(e.surfaces, "another_surface"), ""),
		regions:    append(slices.Clone(e.regions), ""),
		currencies: slices.Clone(e.currencies),
		traits:     append(slices.Clone(e.traits), unnamed(e.traits, "another_trait")),
		buyers:     []string{""},
		targets:    targetsOf(&c),
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
	s.findGranted()
	return s
}

// Orders generates orders, none of them malformed. If the catalog has no platform,
// there are none: the draw fails.
func (s *Source) Orders() *rapid.Generator[routing.Order] { return rapid.Custom(s.order) }

// Orders generates orders for one catalog: see [Source.Orders].
func Orders(c routing.Catalog) *rapid.Generator[routing.Order] { return NewSource(c).Orders() }

// HasCustomLimits reports whether the catalog has a limit that is not a [limits.Cap].
func (s *Source) HasCustomLimits() bool { return len(s.edges.custom) > 0 }

// MustState returns the traits of rules that an order must state or lack. Read only.
func (s *Source) MustState() []methods.Trait { return s.edges.mustState }

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
	from, until = s.hoursAround(at, from, until)
	return time.Unix(0, from).UTC(), time.Unix(0, until-1).UTC()
}
