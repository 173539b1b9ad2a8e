package routingtest

import (
	"errors"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// How many orders a search asks about at most, and of how many traits it takes
// every subset. Beyond that nothing is claimed.
const (
	mostOrders = 200_000
	mostTraits = 12
)

// payment is an amount and what has been paid before.
type payment struct {
	amount limits.Money
	usage  limits.Usage
}

// question asks whether something holds for any order for a method on a platform
// that a match selects.
type question struct {
	platform methods.Platform
	method   methods.ID
	when     *methods.Match
	payments func(*edges, limits.Currency) []payment
	holds    func(*routing.Decision) bool
}

// answer is what a search found. Where nothing was found and not all was asked,
// nothing is known.
type answer struct {
	found, all bool
	any        bool   // there was an order to ask about
	nearest    string // of the orders asked about: why it does not hold for one
	panics     error  // a limit of one's own did, which ended the search
}

// ask routes orders with every combination of facts that the rules for the method
// can tell apart, until one does.
func (s *subject) ask(q question) answer {
	e := &edges{learned: s.edges.learned}
	s.addRelevant(e, q.platform, q.method, map[methods.ID]bool{})
	facts, all := q.facts(e)
	a := answer{all: all && !e.own}
	near := nearest{method: q.method}
	var d routing.Decision
	asked := facts.each(func(o *routing.Order) bool {
		o.Platform, a.any = q.platform, true
		for _, p := range q.payments(e, o.Amount.Currency()) {
			o.Amount, o.Usage = p.amount, p.usage
			if err := s.routeInto(&d, s.router, o); err != nil {
				if errors.As(err, new(*panicError)) {
					a.panics = err
					return false
				}
				continue // cannot be: all facts are well-formed
			}
			if q.holds(&d) {
				a.found = true
				return false
			}
			near.see(o, &d)
		}
		return true
	})
	a.all, a.nearest = a.all && asked, near.String()
	return a
}

// addRelevant adds the edges of every rule that can have a say in a method on a
// platform, those of the methods it lives within included.
func (s *subject) addRelevant(e *edges, p methods.Platform, m methods.ID, seen map[methods.ID]bool) {
	if seen[m] {
		return
	}
	seen[m] = true
	for i := range s.catalog.Methods {
		if s.catalog.Methods[i].ID == m {
			e.addProducts(s.catalog.Methods[i].Products)
		}
	}
	for i := range s.catalog.Availability {
		if entry := &s.catalog.Availability[i]; entry.Method == m && isOn(entry.When, p) {
			e.addEntry(entry)
			if entry.Parent != "" {
				s.addRelevant(e, p, entry.Parent, seen)
			}
		}
	}
	for i := range s.catalog.Limits {
		if rule := &s.catalog.Limits[i]; isOn(rule.When, p) && isFor(rule, m) {
			e.addLimit(rule)
		}
	}
}

func isFor(rule *routing.LimitRule, m methods.ID) bool {
	return len(rule.Methods) == 0 || slices.Contains(rule.Methods, m)
}

// facts are the values of each fact that are to be combined.
type facts struct {
	surfaces   []methods.Surface
	regions    []methods.Region
	currencies []limits.Currency
	instants   []int64
	buyers     []string
	traits     [][]methods.Trait
}

// facts returns the values that the question's match selects, and whether they are
// all that can be told apart.
func (q *question) facts(e *edges) (f facts, all bool) {
	f.surfaces = q.when.Surfaces
	if len(f.surfaces) == 0 {
		f.surfaces = append(slices.Clone(e.surfaces.all), e.otherSurface(), "")
	}
	f.regions = q.when.Regions
	if len(f.regions) == 0 {
		f.regions = append(slices.Clone(e.regions.all), "")
		if r, ok := e.otherRegion(); ok {
			f.regions = append(f.regions, r)
		}
	}
	for _, code := range q.when.Currencies {
		if c, err := limits.ParseCurrency(code); err == nil {
			f.currencies = append(f.currencies, c)
		}
	}
	if len(q.when.Currencies) == 0 {
		f.currencies = slices.Clone(e.currencies.all)
		if c, ok := e.otherCurrency(); ok {
			f.currencies = append(f.currencies, c)
		}
	}
	for _, n := range append([]int64{firstInstant}, e.instants.all...) {
		if n >= firstInstant && n <= lastInstant && q.when.Period.Contains(instant(n)) {
			f.instants = append(f.instants, n)
		}
	}
	ids, allBuyers := buyers(e.rollouts.all)
	for _, id := range append([]string{""}, ids...) {
		if !q.when.Rollout.IsSet() || q.when.Rollout.Includes(id) {
			f.buyers = append(f.buyers, id)
		}
	}
	var allTraits bool
	f.traits, allTraits = traitSets(e.traits.all, q.when.Audience)
	return f, allBuyers && allTraits
}

// traitSets returns the sets of traits that meet an audience: every one if there
// are not too many traits, otherwise the plain ones.
func traitSets(traits []methods.Trait, audience [][]methods.Trait) (sets [][]methods.Trait, all bool) {
	meets := func(set []methods.Trait) bool {
		return len(audience) == 0 || slices.ContainsFunc(audience, func(wanted []methods.Trait) bool {
			return !slices.ContainsFunc(wanted, func(trait methods.Trait) bool { return !slices.Contains(set, trait) })
		})
	}
	if len(traits) > mostTraits {
		for _, set := range append(audience, nil, traits) {
			if meets(set) {
				sets = append(sets, set)
			}
		}
		return sets, false
	}
	for bits := range 1 << len(traits) {
		var set []methods.Trait
		for i, trait := range traits {
			if bits>>i&1 != 0 {
				set = append(set, trait)
			}
		}
		if meets(set) {
			sets = append(sets, set)
		}
	}
	return sets, true
}

// each calls ask with an order for every combination, until it returns false or
// there have been too many. It reports whether all were asked about.
func (f *facts) each(ask func(*routing.Order) bool) bool {
	sizes := []int{len(f.traits), len(f.instants), len(f.surfaces), len(f.currencies), len(f.regions), len(f.buyers)}
	total := 1
	for _, size := range sizes {
		total = min(total*size, mostOrders+1)
	}
	at := make([]int, len(sizes))
	for range min(total, mostOrders) {
		o := routing.Order{
			Traits: f.traits[at[0]], At: time.Unix(0, f.instants[at[1]]).UTC(), Surface: f.surfaces[at[2]],
			Amount: money(0, f.currencies[at[3]]), Region: f.regions[at[4]], Buyer: f.buyers[at[5]],
		}
		if !ask(&o) {
			return false
		}
		for i := range at {
			if at[i]++; at[i] < sizes[i] {
				break
			}
			at[i] = 0
		}
	}
	return total <= mostOrders
}
