package analysis

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// Every order that a finding brings as its witness shows, by what the router decides,
// what the finding says.
func TestWitnessesShowTheirFindings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := catalogs().Draw(t, "catalog")
		for i := range c.Availability {
			c.Availability[i].Confidence = pick(t, []methods.Confidence{methods.High, methods.Low}, "confidence")
		}
		for i := range c.Limits {
			c.Limits[i].Confidence = pick(t, []methods.Confidence{methods.High, methods.Low}, "confidence")
		}
		for _, f := range lint(t, c) {
			if err := shows(c, f); err != nil {
				t.Errorf("%s at %s (%s), %v: %v", f.Code, f.Path, f.ID, f.Others, err)
			}
		}
	})
}

// What a finding says of all orders, no order refutes; and whatever an order shows
// to be questionable is found.
func TestFindingsHoldForAllOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := catalogs().Draw(t, "catalog")
		l := newLinted(t, c)
		orders := make([]routing.Order, 40)
		for i := range orders {
			orders[i] = plain(routingtest.Orders(c).Draw(t, "order"))
			l.checkOffers(t, orders[i])
			l.checkReasons(t, orders[i])
			l.checkEntries(t, orders[i])
		}
		l.checkGaps(t, orders)
	})
}

func lint(t rapid.TB, c routing.Catalog) []Finding {
	t.Helper()
	findings, err := Lint(c, LintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return findings
}

// shows reports whether a finding's witness shows it. A finding without one has
// nothing to show.
func shows(c routing.Catalog, f Finding) error {
	o := f.Witness
	if o.Platform == "" {
		return nil
	}
	if len(f.Region.Platforms) > 0 && !f.Region.Contains(o) {
		return fmt.Errorf("%v lies outside of %v", o, f.Region)
	}
	d, err := route(c, o)
	if err != nil {
		return err
	}
	show := map[FindingCode]func() error{
		DeadEntry:      func() error { return showsDead(c, f, d) },
		ClosedParent:   func() error { return showsDead(c, f, d) },
		BlockedEntry:   func() error { return showsBlocked(c, f, d) },
		AmbiguousEntry: func() error { return bothGrant(c, f) },
		OpenPilot:      func() error { return offeredBy(c, f, d) },
		Gap:            func() error { return showsGap(c, o) },
		DeadLimit:      func() error { return applyTo(c, o, f.ID) },
		AmbiguousLimit: func() error { return applyTo(c, o, f.ID, f.Others[0]) },
		IdleCap:        func() error { return applyTo(c, o, f.ID, f.Others[0]) },
		NoAmount:       func() error { return showsNoAmount(c, f) },
		LowConfidence: func() error {
			if strings.HasPrefix(f.Path, "limits") {
				return applyTo(c, o, f.ID)
			}
			return offeredBy(c, f, d)
		},
	}[f.Code]
	if show == nil {
		return fmt.Errorf("an unexpected witness %v", o)
	}
	return show()
}

func route(c routing.Catalog, o routing.Order) (routing.Decision, error) {
	router, err := routing.Compile(c)
	if err != nil {
		return routing.Decision{}, err
	}
	return router.Route(o)
}

func entryOf(c routing.Catalog, id string) *methods.Availability {
	i := slices.IndexFunc(c.Availability, func(e methods.Availability) bool { return e.ID == id })
	return &c.Availability[i]
}

func offeredBy(c routing.Catalog, f Finding, d routing.Decision) error {
	if o, ok := d.Offer(entryOf(c, f.ID).Method); !ok || o.Entry != f.ID {
		return fmt.Errorf("%v is not offered by it: %v", f.Witness, d)
	}
	return nil
}

func showsDead(c routing.Catalog, f Finding, d routing.Decision) error {
	if offeredBy(c, f, d) == nil {
		return fmt.Errorf("%v is offered by it", f.Witness)
	}
	if !grants(c, f.ID, f.Witness) {
		return fmt.Errorf("%v does not meet its conditions", f.Witness)
	}
	return nil
}

// only returns a catalog in which a method has no entry but one, and no other method
// lives within it.
func only(c routing.Catalog, id string) routing.Catalog {
	m := entryOf(c, id).Method
	kept := c.Availability
	c.Availability = nil
	for _, e := range kept {
		if e.Within == m {
			e.Within = ""
		}
		if e.Method != m || e.ID == id {
			c.Availability = append(c.Availability, e)
		}
	}
	return c
}

// bare returns a catalog without limit rules, and without parents.
func bare(c routing.Catalog) routing.Catalog {
	c.Limits, c.Availability = nil, slices.Clone(c.Availability)
	for i := range c.Availability {
		c.Availability[i].Within = ""
	}
	return c
}

// grants reports whether an order meets all conditions of an entry.
func grants(c routing.Catalog, id string, o routing.Order) bool {
	m := entryOf(c, id).Method
	c = bare(only(c, id))
	for i := range c.Availability {
		c.Availability[i].Products = nil
	}
	c.Methods = slices.Clone(c.Methods)
	for i := range c.Methods {
		c.Methods[i].Products = nil
	}
	d, err := route(c, o)
	_, ok := d.Offer(m)
	return ok && err == nil
}

func showsBlocked(c routing.Catalog, f Finding, d routing.Decision) error {
	m := entryOf(c, f.ID).Method
	if o, ok := d.Offer(m); ok {
		return fmt.Errorf("%v is offered %s by %s", f.Witness, m, o.Entry)
	}
	without, err := route(only(c, f.ID), f.Witness)
	if err != nil {
		return err
	}
	if err := offeredBy(c, f, without); err != nil {
		return fmt.Errorf("without the others, %w", err)
	}
	return bothGrant(c, f)
}

func bothGrant(c routing.Catalog, f Finding) error {
	for _, id := range []string{f.ID, f.Others[0]} {
		if !grants(c, id, f.Witness) {
			return fmt.Errorf("%v does not meet the conditions of %s", f.Witness, id)
		}
	}
	return nil
}

func showsGap(c routing.Catalog, o routing.Order) error {
	d, err := route(bare(c), o)
	if err != nil {
		return err
	}
	if len(d.Offers()) > 0 {
		return fmt.Errorf("%v is offered something: %v", o, d)
	}
	return nil
}

// applyTo reports whether some limit rules all apply to a method that would be
// offered an order if no rule refused anything.
func applyTo(c routing.Catalog, o routing.Order, ids ...string) error {
	rules := c.Limits
	c.Limits = nil
	for _, rule := range rules {
		if slices.Contains(ids, rule.ID) {
			rule.Limit = limits.Cap{Min: money(0, rule.Limit.(limits.Cap).Currency())}
			c.Limits = append(c.Limits, rule)
		}
	}
	d, err := route(c, o)
	if err != nil {
		return err
	}
	for _, offer := range d.Offers() {
		if !slices.ContainsFunc(ids, func(id string) bool { return !slices.Contains(offer.Limits, id) }) {
			return nil
		}
	}
	return fmt.Errorf("%q do not all apply to %v: %v", ids, o, d)
}

func showsNoAmount(c routing.Catalog, f Finding) error {
	if err := applyTo(c, f.Witness, f.ID, f.Others[0]); err != nil {
		return err
	}
	var least, most limits.Money
	for _, rule := range c.Limits {
		switch rule.ID {
		case f.ID:
			least = rule.Limit.(limits.Cap).Min
		case f.Others[0]:
			most = rule.Limit.(limits.Cap).Max
		}
	}
	if least.Minor() <= most.Minor() {
		return fmt.Errorf("%s is not above %s", least, most)
	}
	return nil
}

// linted is a catalog and what has been found about it.
type linted struct {
	catalog  routing.Catalog
	router   *routing.Router
	findings []Finding
}

func newLinted(t rapid.TB, c routing.Catalog) *linted {
	router, err := routing.Compile(c)
	if err != nil {
		t.Fatal(err)
	}
	return &linted{c, router, lint(t, c)}
}

// has reports whether something has been found.
func (l *linted) has(id string, codes ...FindingCode) bool {
	return slices.ContainsFunc(l.findings, func(f Finding) bool { return f.ID == id && slices.Contains(codes, f.Code) })
}

func (l *linted) hasPair(code FindingCode, a, b string) bool {
	return slices.ContainsFunc(l.findings, func(f Finding) bool {
		return f.Code == code && (f.ID == a && f.Others[0] == b || f.ID == b && f.Others[0] == a)
	})
}

// checkOffers looks for what is offered though it is said never to be.
func (l *linted) checkOffers(t *rapid.T, o routing.Order) {
	d, err := l.router.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, offer := range d.Offers() {
		if l.has(offer.Entry, DeadEntry, ClosedParent) || l.has(string(offer.Method), NeverOffered) {
			t.Errorf("%v is offered %s by %s", o, offer.Method, offer.Entry)
		}
		for _, f := range l.findings {
			if f.Code == IdleProduct && strings.Contains(f.Text.EN, "product "+offer.Product.ID+" ") &&
				(f.ID == offer.Entry || f.ID == string(offer.Method) && len(entryOf(l.catalog, offer.Entry).Products) == 0) {
				t.Errorf("%v is served by %s of %s, which is said to be idle", o, offer.Product.ID, f.ID)
			}
		}
		if o.Surface != "" && o.Region != "" && o.Buyer != "" {
			l.checkRules(t, o, offer)
		}
	}
}

// checkRules looks at the limit rules that apply to an offer.
func (l *linted) checkRules(t *rapid.T, o routing.Order, offer routing.Offer) {
	var own []routing.LimitRule
	for _, rule := range l.catalog.Limits {
		isFor := len(rule.Methods) == 0 || slices.Contains(rule.Methods, offer.Method)
		if isFor && slices.Contains(offer.Limits, rule.ID) {
			own = append(own, rule)
		}
	}
	for _, r := range own {
		for _, s := range own {
			c, other := r.Limit.(limits.Cap), s.Limit.(limits.Cap)
			switch {
			case !c.IsTotal() || !other.IsTotal():
			case c.Counter == other.Counter && c.Max != other.Max && !l.hasPair(AmbiguousLimit, r.ID, s.ID):
				t.Errorf("%v is under %s and %s, which differ in the same total", o, r.ID, s.ID)
			case c.Counter == "day" && other.Counter == "life" && c.Max.Minor() > other.Max.Minor() && !l.hasPair(IdleCap, r.ID, s.ID):
				t.Errorf("%v is under %s of a day, which is above %s of all time", o, r.ID, s.ID)
			}
		}
	}
}

// checkReasons looks for reasons of rules that are said never to give any.
func (l *linted) checkReasons(t *rapid.T, o routing.Order) {
	d, err := l.router.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, why := range d.Excluded() {
		byLimits := !slices.ContainsFunc(why.Reasons, func(r routing.Reason) bool {
			return !slices.Contains([]routing.Code{routing.BelowMin, routing.AboveMax, routing.CapReached}, r.Code)
		})
		for _, r := range why.Reasons {
			if l.has(r.Rule, SilentEntry) {
				t.Errorf("%s speaks to %v: %s", r.Rule, o, r.Code)
			}
			if byLimits && !r.Undecided && l.has(r.Rule, DeadLimit) {
				t.Errorf("%s refuses %v: %s", r.Rule, o, r.Code)
			}
		}
	}
}

// checkEntries looks at the entries of each method of which an order meets all
// conditions.
func (l *linted) checkEntries(t *rapid.T, o routing.Order) {
	first := map[methods.ID]methods.Availability{}
	for _, e := range l.catalog.Availability {
		if !e.Status.Grants() || !grants(l.catalog, e.ID, o) {
			continue
		}
		before, ok := first[e.Method]
		if !ok {
			first[e.Method] = e
			continue
		}
		if (before.Rank != e.Rank || before.Within != e.Within) && !l.hasPair(AmbiguousEntry, before.ID, e.ID) {
			t.Errorf("%v is granted by %s and %s, which differ", o, before.ID, e.ID)
		}
		d, err := l.router.Route(o)
		if err != nil {
			t.Fatal(err)
		}
		alone, err := route(only(l.catalog, e.ID), o)
		if err != nil {
			t.Fatal(err)
		}
		_, offered := d.Offer(e.Method)
		if _, would := alone.Offer(e.Method); would && !offered && !l.hasPair(BlockedEntry, before.ID, e.ID) {
			t.Errorf("%v would be offered %s by %s, but for %s", o, e.Method, e.ID, before.ID)
		}
	}
}

// checkGaps looks at orders that no entry offers anything.
func (l *linted) checkGaps(t *rapid.T, orders []routing.Order) {
	served := func(p methods.Platform, has func(routing.Order) bool) bool {
		return slices.ContainsFunc(orders, func(o routing.Order) bool {
			return platformOf(o) == p && has(o) && showsGap(l.catalog, o) != nil
		})
	}
	for _, o := range orders {
		var in bool
		for _, f := range l.findings {
			in = in || f.Code == Gap && f.Region.Contains(o)
		}
		isGap, p := showsGap(l.catalog, o) == nil, platformOf(o)
		if in && !isGap {
			t.Errorf("%v lies in a gap, and is offered something", o)
		}
		if isGap && !in && o.Surface != "" && o.Region != "" && o.Buyer != "" &&
			served(p, func(other routing.Order) bool { return other.Surface == o.Surface }) &&
			served(p, func(other routing.Order) bool { return other.Region == o.Region }) &&
			served(p, func(other routing.Order) bool { return other.Amount.Currency() == o.Amount.Currency() }) &&
			served(p, func(other routing.Order) bool { return !other.At.After(o.At) }) &&
			served(p, func(other routing.Order) bool { return !other.At.Before(o.At) }) {
			t.Errorf("%v is offered nothing, and lies in no gap", o)
		}
	}
}

// platformOf is the platform of an order's alias.
func platformOf(o routing.Order) methods.Platform {
	p, _, _ := strings.Cut(string(o.Platform), "_")
	return methods.Platform(p)
}
