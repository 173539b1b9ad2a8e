package routingtest

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/expanding"
)

// Coverage counts which rules of a catalog orders have touched: how often each entry
// granted its method and explained why not, each Except took an order out, each limit
// rule allowed an amount and refused one, and each reason code was given. Make one with
// [NewCoverage], and let it decide in place of the router: it is a [Router] for [Golden],
// and has a [Coverage.Property]. A limit rule that is for each of its methods apart counts
// as one a method. It is safe for concurrent use. The zero Coverage decides nothing: each
// Route is an error.
type Coverage struct {
	catalog routing.Catalog // written out: decisions name the rule of each method
	router  *routing.Router
	matches *routing.Router // see [probes]

	mu      sync.Mutex
	touched map[touch]int
}

// touch is one way in which a decision touches a part of a catalog.
type touch struct{ part, id, how string }

// NewCoverage returns the Coverage of a catalog that no order has touched yet. The error
// is that of [routing.Compile].
func NewCoverage(c routing.Catalog) (*Coverage, error) {
	r, err := routing.Compile(c)
	if err != nil {
		return nil, err
	}
	c = expanding.Catalog(c).(routing.Catalog)
	matches, err := routing.Compile(probes(c))
	if err != nil {
		return nil, fmt.Errorf("routingtest: fault in this package: %w", err)
	}
	return &Coverage{catalog: c, router: r, matches: matches, touched: map[touch]int{}}, nil
}

// Property is [Property] of the catalog, whose decisions are counted. Orders that rapid
// draws to find a smaller failure count too.
func (c *Coverage) Property(check func(*T)) func(*rapid.T) { return property(c.catalog, c, check) }

// Route decides about an order, and counts what decided. The error is that of
// [routing.Router.Route]; such an order counts nothing.
func (c *Coverage) Route(o routing.Order) (routing.Decision, error) {
	d, err := c.router.Route(o)
	if err != nil {
		return d, err
	}
	touched, err := c.touchedBy(o, &d)
	if err != nil {
		return d, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for t := range touched {
		c.touched[t]++
	}
	return d, nil
}

// touchedBy is what an order touches, each thing once.
func (c *Coverage) touchedBy(o routing.Order, d *routing.Decision) (map[touch]bool, error) {
	touched := map[touch]bool{}
	for _, offer := range d.Offers() {
		touched[touch{"entry", offer.Entry, "granted"}] = true
		for _, rule := range offer.Limits {
			touched[touch{"limit", rule, "allowed"}] = true
		}
	}
	for _, e := range d.Excluded() {
		for _, r := range e.Reasons {
			touched[touch{"code", string(r.Code), "given"}] = true
			touched[touch{"entry", r.Rule, "explained"}] = true
			if !r.Undecided {
				touched[touch{"limit", r.Rule, "refused"}] = true
			}
		}
	}
	excepts, err := c.exceptsOf(o)
	for id := range excepts {
		touched[touch{"except", id, "excepted"}] = true
	}
	return touched, err
}

// parts are what orders can touch, in the order of the catalog.
func (c *Coverage) parts() []touch {
	var all []touch
	for _, e := range c.catalog.Availability {
		if e.Status.Grants() {
			all = append(all, touch{"entry", e.ID, "granted"})
		} else {
			all = append(all, touch{"entry", e.ID, "explained"})
		}
	}
	for _, e := range c.catalog.Availability {
		for i := range e.Except {
			all = append(all, touch{"except", exceptID(e.ID, i), "excepted"})
		}
	}
	for _, r := range c.catalog.Limits {
		for i := range r.Except {
			all = append(all, touch{"except", exceptID(r.ID, i), "excepted"})
		}
	}
	for _, r := range c.catalog.Limits {
		all = append(all, touch{"limit", r.ID, "allowed"}, touch{"limit", r.ID, "refused"})
	}
	for _, code := range routing.Codes() {
		all = append(all, touch{"code", string(code), "given"})
	}
	return all
}

// exceptID names an Except by its place in a rule, as paths in a catalog do.
func exceptID(rule string, i int) string { return fmt.Sprintf("%s.except[%d]", rule, i) }

// exceptsOf returns the Excepts that take an order out: it meets both the When of their
// rule and themselves.
func (c *Coverage) exceptsOf(o routing.Order) (map[string]bool, error) {
	o.Allow, o.Block, o.Tried, o.Down, o.Prefer = nil, nil, nil, nil, nil
	d, err := c.matches.Route(o)
	if err != nil {
		return nil, err
	}
	met := map[methods.ID]bool{}
	for _, offer := range d.Offers() {
		met[offer.Method] = true
	}
	excepts := map[string]bool{}
	for when, m := range matchesOf(c.catalog) {
		for i := range m.except {
			if met[probeID(when, -1)] && met[probeID(when, i)] {
				excepts[exceptID(m.rule, i)] = true
			}
		}
	}
	return excepts, nil
}

// ruleMatch is the matches of an entry or a limit rule.
type ruleMatch struct {
	rule   string
	when   methods.Match
	except []methods.Match
}

// matchesOf returns the matches of the rules that have Excepts.
func matchesOf(c routing.Catalog) []ruleMatch {
	var all []ruleMatch
	for _, e := range c.Availability {
		all = append(all, ruleMatch{e.ID, e.When, e.Except})
	}
	for _, r := range c.Limits {
		all = append(all, ruleMatch{r.ID, r.When, r.Except})
	}
	return slices.DeleteFunc(all, func(m ruleMatch) bool { return len(m.except) == 0 })
}

// probes returns a catalog with a method for each When that has Excepts, and for each of
// these. It is offered to the orders that the match selects: so the router itself says
// which they are.
func probes(c routing.Catalog) routing.Catalog {
	p := routing.Catalog{Zone: c.Zone, Traits: c.Traits, Platforms: c.Platforms}
	p.Sources = []methods.Source{{ID: "probe", Title: "routingtest"}}
	add := func(id methods.ID, m methods.Match) {
		p.Methods = append(p.Methods, methods.Method{ID: id})
		p.Availability = append(p.Availability, methods.Availability{
			ID: string(id), Method: id, Status: methods.StatusLive, When: m, Evidence: methods.Evidence{Sources: []string{"probe"}},
		})
	}
	for n, m := range matchesOf(c) {
		add(probeID(n, -1), m.when)
		for i, except := range m.except {
			add(probeID(n, i), except)
		}
	}
	return p
}

// probeID is the method for the When of a rule, or for one of its Excepts.
func probeID(rule, except int) methods.ID {
	return methods.ID(fmt.Sprintf("rule%d.match%d", rule, except+1))
}

// Untouched says what no order has touched, a line each: entries that never granted, or
// explained if their status does not grant; Excepts that took no order out; limit rules
// that never allowed or never refused; and reason codes that were never given.
func (c *Coverage) Untouched() []string {
	c.mu.Lock()
	touched := maps.Clone(c.touched)
	c.mu.Unlock()
	var lines []string
	for _, p := range c.parts() {
		if touched[p] == 0 {
			lines = append(lines, fmt.Sprintf("%s %s never %s", p.part, p.id, p.how))
		}
	}
	return lines
}
