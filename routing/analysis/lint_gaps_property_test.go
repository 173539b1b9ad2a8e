package analysis

import (
	"fmt"
	"slices"
	"strings"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// isOffered reports whether an order is offered anything.
func isOffered(c routing.Catalog, o routing.Order) bool {
	d, err := route(c, o)
	return err == nil && len(d.Offers()) > 0
}

func withoutLimits(c routing.Catalog) routing.Catalog {
	c.Limits = nil
	return c
}

func showsGap(c routing.Catalog, o routing.Order) error {
	if isOffered(withoutLimits(c), o) {
		return fmt.Errorf("%v is offered something", o)
	}
	return nil
}

func showsLimitGap(c routing.Catalog, o routing.Order) error {
	switch {
	case isOffered(c, o):
		return fmt.Errorf("%v is offered something", o)
	case !isOffered(withoutLimits(c), o):
		return fmt.Errorf("%v is offered nothing even without limit rules", o)
	}
	return nil
}

func contains(f Finding, o routing.Order) bool {
	return slices.ContainsFunc(f.Regions, func(r Region) bool { return r.Contains(o) })
}

// checkGaps looks at orders that are offered nothing.
func (l *linted) checkGaps(t *rapid.T, orders []routing.Order) {
	in := func(code FindingCode, o routing.Order) bool {
		return slices.ContainsFunc(l.findings, func(f Finding) bool { return f.Code == code && contains(f, o) })
	}
	some := func(c routing.Catalog, p methods.Platform, has func(routing.Order) bool) bool {
		return slices.ContainsFunc(orders, func(o routing.Order) bool { return platformOf(o) == p && has(o) && isOffered(c, o) })
	}
	open, granted := withoutLimits(l.catalog), bare(l.catalog)
	for _, o := range orders {
		isGap, isLimitGap := showsGap(l.catalog, o) == nil, showsLimitGap(l.catalog, o) == nil
		if in(FindingGap, o) && !isGap || in(FindingLimitGap, o) && !isLimitGap {
			t.Errorf("%v lies in a gap, and is offered something", o)
		}
		if l.isVague(o) {
			continue
		}
		p := platformOf(o)
		sameCurrency := func(other routing.Order) bool { return other.Amount.Currency() == o.Amount.Currency() }
		if isGap && !in(FindingGap, o) && some(open, p, sameCurrency) &&
			some(open, p, func(other routing.Order) bool { return other.Surface == o.Surface }) &&
			some(open, p, func(other routing.Order) bool { return other.Region == o.Region }) &&
			some(granted, p, func(other routing.Order) bool { return !other.At.After(o.At) }) &&
			some(granted, p, func(other routing.Order) bool { return !other.At.Before(o.At) }) {
			t.Errorf("%v is offered nothing, and lies in no gap", o)
		}
		if isLimitGap && !in(FindingLimitGap, o) && o.Amount.Minor() > 0 && some(l.catalog, p, sameCurrency) {
			t.Errorf("limit rules leave nothing for %v, which lies in no gap", o)
		}
	}
}

// isVague reports whether an order leaves out a fact that a rule may ask for.
func (l *linted) isVague(o routing.Order) bool {
	return o.Surface == "" || assigned(o.Region) == "" || o.Buyer.Reveal() == "" ||
		slices.ContainsFunc(l.catalog.Traits, func(t routing.TraitInfo) bool {
			return t.MustState && !slices.Contains(o.Traits, t.ID) && !slices.Contains(o.Lacks, t.ID)
		})
}

// platformOf is the platform of an order's alias.
func platformOf(o routing.Order) methods.Platform {
	p, _, _ := strings.Cut(string(o.Platform), "_")
	return methods.Platform(p)
}

// checkRemoval looks for offers that depend on a limit rule of which it is said that
// none does, or none in its currency.
func (l *linted) checkRemoval(t *rapid.T, o routing.Order) {
	var caps []limits.Cap
	for i := range l.catalog.Limits {
		if limit := capOf(&l.catalog.Limits[i]); limit.IsTotal() {
			caps = append(caps, limit)
		}
	}
	for _, f := range l.findings {
		if !slices.Contains([]FindingCode{FindingRedundantLimit, FindingUnusedLimit, FindingOverruledLimit}, f.Code) {
			continue
		}
		i := slices.IndexFunc(l.catalog.Limits, func(r routing.LimitRule) bool { return r.ID == f.ID })
		isVague := l.isVague(o)
		if f.Code == FindingRedundantLimit && isVague && strings.Contains(f.Text.EN, "leaves undecided those") {
			continue
		}
		if f.Code == FindingUnusedLimit && isVague || f.Code == FindingUnusedLimit && o.Amount.Currency() != capOf(&l.catalog.Limits[i]).Currency() {
			continue
		}
		without, err := routing.Compile(withoutRule(l.catalog, f.ID))
		if err != nil {
			t.Fatal(err)
		}
		for usage := range usages(o, caps) {
			o.Usage = usage
			l.sameOffers(t, f, o, without)
		}
	}
}

func (l *linted) sameOffers(t *rapid.T, f Finding, o routing.Order, without *routing.Router) {
	d, err := l.router.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	e, err := without.Route(o)
	if err != nil {
		t.Fatal(err)
	}
	for _, offer := range e.Offers() {
		if _, ok := d.Offer(offer.Method); !ok {
			t.Errorf("%s about %s: without it %v of %v is offered %s", f.Code, f.ID, o, o.Usage, offer.Method)
		}
	}
}
