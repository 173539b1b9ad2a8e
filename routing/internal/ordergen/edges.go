package ordergen

import (
	"slices"
	"strconv"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// edges are the values that a catalog's rules name. An order's decision depends only
// on which of them each of its facts is, and on which side of which instant, bound and
// share it lies.
type edges struct {
	surfaces   []methods.Surface
	currencies []limits.Currency
	regions    []methods.Region
	traits     []methods.Trait
	mustState  []methods.Trait // of traits
	instants   []int64         // Unix nanoseconds
	minutes    []int           // of the week from Monday on, in the catalog's zone, at which hours begin or end
	rollouts   []methods.Rollout
	caps       []limits.Cap
	counted    map[limits.Counter]limits.Currency // of caps that bound amounts
	counters   []limits.Counter                   // of custom limits
	bounds     []limits.Money                     // of custom limits
	custom     map[string]bool                    // rules with a custom limit, whose edges are only sampled
}

func edgesOf(c *routing.Catalog) *edges {
	e := &edges{custom: map[string]bool{}, counted: map[limits.Counter]limits.Currency{}}
	for i := range c.Methods {
		e.addProducts(c.Methods[i].Products)
	}
	for i := range c.Availability {
		entry := &c.Availability[i]
		e.addMatches(entry.When, entry.Except)
		e.addProducts(entry.Products)
	}
	for i := range c.Limits {
		rule := &c.Limits[i]
		e.addMatches(rule.When, rule.Except)
		e.addLimit(rule)
	}
	e.surfaces, e.currencies = distinct(e.surfaces), distinct(e.currencies)
	e.regions, e.traits = distinct(e.regions), distinct(e.traits)
	e.instants, e.rollouts = distinct(e.instants), distinct(e.rollouts)
	e.minutes = distinct(e.minutes)
	e.counters, e.bounds = distinct(e.counters), distinct(e.bounds)
	for _, trait := range c.Traits {
		if trait.MustState && slices.Contains(e.traits, trait.ID) {
			e.mustState = append(e.mustState, trait.ID)
		}
	}
	return e
}

// distinct returns the first of each value, in their order.
func distinct[T comparable](all []T) []T {
	seen := map[T]bool{}
	return slices.DeleteFunc(all, func(v T) bool {
		again := seen[v]
		seen[v] = true
		return again
	})
}

func (e *edges) addLimit(rule *routing.LimitRule) {
	if bound, ok := rule.Limit.(limits.Cap); ok {
		e.caps = append(e.caps, bound)
		if bound.Max.IsValid() {
			e.counted[bound.Counter] = bound.Max.Currency()
		}
		if bound.Currency().IsValid() {
			e.currencies = append(e.currencies, bound.Currency())
		}
		return
	}
	e.custom[rule.ID] = true
	learned := learn(rule.Limit)
	e.currencies = append(e.currencies, learned.currencies...)
	e.counters = append(e.counters, learned.counters...)
	e.bounds = append(e.bounds, learned.bounds...)
}

func (e *edges) addProducts(products []methods.Product) {
	for _, p := range products {
		e.surfaces = append(e.surfaces, p.Surfaces...)
	}
}

func (e *edges) addMatches(when methods.Match, except []methods.Match) {
	for _, m := range append([]methods.Match{when}, except...) {
		e.surfaces = append(e.surfaces, m.Surfaces...)
		e.regions = append(e.regions, m.Regions...)
		for _, code := range m.Currencies {
			if c, err := limits.ParseCurrency(code); err == nil {
				e.currencies = append(e.currencies, c)
			}
		}
		for _, set := range m.Audience {
			e.traits = append(e.traits, set...)
		}
		for _, t := range []time.Time{m.Period.From, m.Period.Until} {
			if !t.IsZero() {
				e.instants = append(e.instants, t.UnixNano())
			}
		}
		e.addHours(m.Hours)
		if m.Rollout.IsSet() {
			e.rollouts = append(e.rollouts, m.Rollout)
		}
	}
}

// unnamed returns a name that no rule has.
func unnamed[S ~string](all []S, name S) S {
	for slices.Contains(all, name) {
		name += "_more"
	}
	return name
}

// otherRegion is a region that no rule names, if there is one.
func (e *edges) otherRegion() (methods.Region, bool) {
	for a := byte('A'); a <= 'Z'; a++ {
		for b := byte('A'); b <= 'Z'; b++ {
			if r := methods.Region([]byte{a, b}); r.IsAssigned() && !slices.Contains(e.regions, r) {
				return r, true
			}
		}
	}
	return "", false
}

// otherCurrency is a currency that no rule names, if there is one.
func (e *edges) otherCurrency() (limits.Currency, bool) {
	for c := range limits.Currencies() {
		if !slices.Contains(e.currencies, c) {
			return c, true
		}
	}
	return 0, false
}

// The instants that an order may have, in Unix nanoseconds, both inclusive.
var (
	firstInstant = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	lastInstant  = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano() - 1
)

// buyersOf returns a buyer inside of a rollout and one outside of it, if there are
// such. A rollout of one buyer in 10,000 is missed once in 10⁸ salts.
func buyersOf(r methods.Rollout) []string {
	const most = 200_000 // ids that are tried
	var found []string
	seen := map[bool]bool{}
	for n := 0; n < most && len(found) < 2; n++ {
		buyer := "buyer" + strconv.Itoa(n)
		if in := r.Includes(buyer); !seen[in] {
			seen[in] = true
			found = append(found, buyer)
		}
		if r.BasisPoints <= 0 || r.BasisPoints >= methods.Buckets {
			break
		}
	}
	return found
}
