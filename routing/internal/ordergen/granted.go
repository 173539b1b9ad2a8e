package ordergen

import (
	"math/rand/v2"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// How many orders are kept for an entry, how many are tried to find them, and how many
// methods may be nested in each other for it.
const (
	mostGranted = 6
	tries       = 1_000
	mostNesting = 8
)

// findGranted looks for orders that are offered a method by each entry. It tries facts
// that the entry selects, and the methods that it is nested in: by chance, but by the
// same for the same catalog.
func (s *Source) findGranted() {
	router, err := routing.Compile(s.catalog)
	if err != nil || len(s.platforms) == 0 {
		return
	}
	entries := map[methods.ID][]*methods.Availability{}
	for i := range s.catalog.Availability {
		if e := &s.catalog.Availability[i]; e.Status.Grants() {
			entries[e.Method] = append(entries[e.Method], e)
		}
	}
	for i := range s.catalog.Availability {
		if e := &s.catalog.Availability[i]; e.Status.Grants() {
			search := search{s, router, entries, rand.New(rand.NewPCG(0, uint64(i))), routing.Decision{}}
			if orders := search.granted(e); len(orders) > 0 {
				s.granted = append(s.granted, orders)
			}
		}
	}
}

type search struct {
	*Source
	router   *routing.Router
	entries  map[methods.ID][]*methods.Availability // that grant
	rng      *rand.Rand
	decision routing.Decision
}

func (s *search) granted(e *methods.Availability) []routing.Order {
	var found []routing.Order
	facts := s.factsOf(e)
	for range tries {
		o, ok := s.try(e, facts)
		if ok && s.offers(o, e) {
			if found = append(found, o); len(found) == mostGranted {
				break
			}
		}
	}
	return found
}

// offers reports whether an entry offers its method to an order. A custom limit that
// panics offers nothing.
func (s *search) offers(o routing.Order, e *methods.Availability) (ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	if s.router.RouteInto(&s.decision, o) != nil {
		return false
	}
	offer, ok := s.decision.Offer(e.Method)
	return ok && offer.Entry == e.ID
}

// facts are the values of each fact that an entry selects.
type facts struct {
	platforms  []methods.Platform
	surfaces   []methods.Surface
	regions    []methods.Region
	currencies []limits.Currency
	instants   []int64
	buyers     []string
}

func (s *search) factsOf(e *methods.Availability) facts {
	f := facts{
		platforms: or(e.When.Platforms, s.platforms),
		surfaces:  or(e.When.Surfaces, or(s.served(e), s.surfaces)),
		regions:   or(e.When.Regions, s.regions),
		buyers:    s.buyers,
	}
	for _, code := range e.When.Currencies {
		if c, err := limits.ParseCurrency(code); err == nil {
			f.currencies = append(f.currencies, c)
		}
	}
	f.currencies = or(f.currencies, s.currencies)
	for _, n := range append([]int64{ordinary, firstInstant}, s.edges.instants...) {
		if e.When.Period.Contains(s.at(n)) && n >= firstInstant && n <= lastInstant {
			f.instants = append(f.instants, s.open(&e.When, s.at(n)).UnixNano())
			f.instants = append(f.instants, s.afterExcepts(e, s.at(n))...)
		}
	}
	if e.When.Rollout.IsSet() {
		f.buyers = slices.DeleteFunc(slices.Clone(s.buyers), func(id string) bool { return !e.When.Rollout.Includes(id) })
	}
	return f
}

func or[T any](some, otherwise []T) []T {
	if len(some) > 0 {
		return some
	}
	return otherwise
}

// served are the surfaces that the products of an entry name.
func (s *search) served(e *methods.Availability) []methods.Surface {
	products := e.Products
	for i := range s.catalog.Methods {
		if m := &s.catalog.Methods[i]; m.ID == e.Method && len(products) == 0 {
			products = m.Products
		}
	}
	var surfaces []methods.Surface
	for _, p := range products {
		surfaces = append(surfaces, p.Surfaces...)
	}
	return surfaces
}

// try makes an order of facts of an entry, with the traits that it and an entry of each
// of its parents select; of the others, those that must be stated are lacking. It
// reports false if there are no such facts.
func (s *search) try(e *methods.Availability, f facts) (routing.Order, bool) {
	if len(f.instants) == 0 || len(f.buyers) == 0 {
		return routing.Order{}, false
	}
	currency := one(s.rng, f.currencies)
	o := routing.Order{
		ID:       "o1",
		Platform: one(s.rng, f.platforms),
		Surface:  one(s.rng, f.surfaces),
		Region:   one(s.rng, f.regions),
		Amount:   money(one(s.rng, s.amountsIn(currency)), currency),
		At:       s.at(one(s.rng, f.instants)),
		Buyer:    limits.Hide(one(s.rng, f.buyers)),
		Usage:    s.unused(currency),
	}
	for range mostNesting {
		if len(e.When.Audience) > 0 {
			State(&o, one(s.rng, e.When.Audience))
		}
		parents := s.entries[e.Parent]
		if len(parents) == 0 {
			break
		}
		e = one(s.rng, parents)
	}
	for _, trait := range s.edges.mustState {
		if !slices.Contains(o.Traits, trait) {
			o.Lacks = append(o.Lacks, trait)
		}
	}
	return o, true
}

func one[T any](rng *rand.Rand, all []T) T { return all[rng.IntN(len(all))] }
