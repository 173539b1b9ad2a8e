package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// shows reports whether a finding's witness shows it. A finding without one has
// nothing to show.
func shows(c routing.Catalog, f Finding) error {
	o := f.Witness
	if o.Platform == "" {
		return nil
	}
	if len(f.Regions) > 0 && !contains(f, o) {
		return fmt.Errorf("%v lies outside of %v", o, f.Regions)
	}
	d, err := route(c, o)
	if err != nil {
		return err
	}
	show := map[FindingCode]func() error{
		FindingUnreachableEntry:  func() error { return showsDead(c, f, d) },
		FindingUnreachableParent: func() error { return showsDead(c, f, d) },
		FindingShadowedEntry:     func() error { return showsBlocked(c, f, d) },
		FindingConflictingEntry:  func() error { return bothGrant(c, f) },
		FindingOpenPilot:         func() error { return offeredBy(c, f, d) },
		FindingGap:               func() error { return showsGap(c, o) },
		FindingLimitGap:          func() error { return showsLimitGap(c, o) },
		FindingRedundantEntry:    func() error { return showsSilent(c, f, d) },
		FindingUnreachableMethod: func() error { return isNotServed(c, f, d) },
		FindingUnusedProduct:     func() error { return isNotServed(c, f, d) },
		FindingRedundantLimit: func() error {
			if strings.Contains(f.Text.EN, "leaves undecided those") {
				return showsRemoval(c, f)
			}
			return applyTo(c, o, f.ID)
		},
		FindingOverruledLimit:   func() error { return showsOverruled(c, f, d) },
		FindingUnusedLimit:      func() error { return showsRemoval(c, f) },
		FindingUnexaminedLimit:  func() error { return applyTo(c, o, f.ID) },
		FindingConflictingLimit: func() error { return applyTo(c, o, f.ID, f.Others[0]) },
		FindingRedundantCap:     func() error { return applyTo(c, o, f.ID, f.Others[0]) },
		FindingTotalWithoutPer:  func() error { return applyTo(c, o, f.ID) },
		FindingSharedCounter:    func() error { return applyTo(c, o, f.ID) },
		FindingSharedSalt:       func() error { return showsSalt(c, f) },
		FindingSimilarName:      func() error { return showsName(c, f) },
		FindingNoAmount:         func() error { return showsNoAmount(c, f) },
		FindingLowConfidence: func() error {
			if strings.HasPrefix(f.Path, "limits") {
				return applyTo(c, o, f.ID)
			}
			return offeredBy(c, f, d)
		},
		FindingUnknownSurface:  func() error { return showsMatch(c, f, o, o) },
		FindingHoursOverlap:    func() error { return showsMatch(c, f, o, o) },
		FindingHoursAlways:     func() error { return showsMatch(c, f, o, o) },
		FindingHoursNeverMet:   func() error { return showsNoHours(c, f) },
		FindingEndedPilot:      func() error { return showsBound(c, f) },
		FindingExclusiveUntil:  func() error { return showsBound(c, f) },
		FindingFarDate:         func() error { return showsBound(c, f) },
		FindingOtherOffset:     func() error { return showsBound(c, f) },
		FindingUntoldTime:      func() error { return showsUntold(c, f) },
		FindingRolloutToNobody: func() error { return showsRollout(c, f) },
		FindingRolloutToAll:    func() error { return showsRollout(c, f) },
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
// is nested in it.
func only(c routing.Catalog, id string) routing.Catalog {
	m := entryOf(c, id).Method
	kept := c.Availability
	c.Availability = nil
	for _, e := range kept {
		if e.Parent == m {
			e.Parent = ""
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
		c.Availability[i].Parent = ""
	}
	return c
}

// grants reports whether an order meets all conditions of an entry.
func grants(c routing.Catalog, id string, o routing.Order) bool {
	m := entryOf(c, id).Method
	c = bare(only(c, id))
	for i := range c.Availability {
		c.Availability[i].Status = methods.StatusLive
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

// applyTo reports whether some limit rules all apply to a method that would be
// offered an order if no rule refused anything.
func applyTo(c routing.Catalog, o routing.Order, ids ...string) error {
	rules := c.Limits
	c.Limits = nil
	for _, rule := range rules {
		if slices.Contains(ids, rule.ID) {
			rule.Limit = limits.Cap{Min: money(0, o.Amount.Currency())}
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

// isNotServed reports whether an order is not offered a method, or another product of
// it than the one that the finding is about.
func isNotServed(c routing.Catalog, f Finding, d routing.Decision) error {
	m := methods.ID(f.ID)
	if strings.HasPrefix(f.Path, "availability") {
		m = entryOf(c, f.ID).Method
	}
	o, ok := d.Offer(m)
	if f.Code == FindingUnreachableMethod {
		if ok {
			return fmt.Errorf("%v is offered it", f.Witness)
		}
		return nil
	}
	p := productAt(c, f.Path)
	if len(p.Surfaces) > 0 && !slices.Contains(p.Surfaces, f.Witness.Surface) {
		return fmt.Errorf("%v is not on its surfaces, %q", f.Witness, p.Surfaces)
	}
	isOwn := strings.HasPrefix(f.Path, "availability")
	if ok && o.Product.ID == p.ID && (isOwn && o.Entry == f.ID || !isOwn && len(entryOf(c, o.Entry).Products) == 0) {
		return fmt.Errorf("%v is served by it", f.Witness)
	}
	return nil
}

func productAt(c routing.Catalog, path string) methods.Product {
	var i, n int
	if _, err := fmt.Sscanf(path, "methods[%d].products[%d]", &i, &n); err == nil {
		return c.Methods[i].Products[n]
	}
	if _, err := fmt.Sscanf(path, "availability[%d].products[%d]", &i, &n); err != nil {
		panic(err)
	}
	return c.Availability[i].Products[n]
}

func showsSilent(c routing.Catalog, f Finding, d routing.Decision) error {
	e := entryOf(c, f.ID)
	if !grants(c, f.ID, f.Witness) {
		return fmt.Errorf("%v does not meet its conditions", f.Witness)
	}
	why, _ := d.Why(e.Method)
	for _, r := range why.Reasons {
		if r.Rule == f.ID {
			return fmt.Errorf("it speaks to %v", f.Witness)
		}
	}
	return nil
}

// showsRemoval reports whether an order would be offered more without a limit rule, for
// some usage.
func showsRemoval(c routing.Catalog, f Finding) error {
	i := slices.IndexFunc(c.Limits, func(r routing.LimitRule) bool { return r.ID == f.ID })
	var caps []limits.Cap
	if limit := capOf(&c.Limits[i]); limit.IsTotal() {
		caps = append(caps, limit)
	}
	o := f.Witness
	for usage := range usages(o, caps) {
		o.Usage = usage
		d, err := route(c, o)
		if err != nil {
			return err
		}
		without, err := route(withoutRule(c, f.ID), o)
		if err != nil {
			return err
		}
		for _, offer := range without.Offers() {
			if _, ok := d.Offer(offer.Method); !ok {
				return nil
			}
		}
	}
	return fmt.Errorf("%v is offered the same without it", o)
}

// showsOverruled reports whether a limit rule refuses an order of a method, and so does
// another one that the finding names: itself, or by refusing a parent. Where the rule
// refuses and none of them does, the method is not offered anyway.
func showsOverruled(c routing.Catalog, f Finding, d routing.Decision) error {
	isShown := false
	for _, why := range d.Excluded() {
		rules := refusers(d, why)
		if !rules[f.ID] {
			continue
		}
		if slices.ContainsFunc(f.Others, func(id string) bool { _, ok := rules[id]; return ok }) {
			isShown = true
		} else if !isRefusedAnyway(c, why) {
			return fmt.Errorf("%v is refused %s by it, and by none of %q", f.Witness, why.Method, f.Others)
		}
	}
	if !isShown {
		return fmt.Errorf("%v is not refused by it and another one: %v", f.Witness, d)
	}
	return nil
}

func withoutRule(c routing.Catalog, id string) routing.Catalog {
	c.Limits = slices.DeleteFunc(slices.Clone(c.Limits), func(r routing.LimitRule) bool { return r.ID == id })
	return c
}

// isRefusedAnyway reports whether a method's entry refuses, or its parent: that reason has
// the entry's id as well.
func isRefusedAnyway(c routing.Catalog, why routing.Exclusion) bool {
	return slices.ContainsFunc(why.Reasons, func(r routing.Reason) bool {
		return slices.ContainsFunc(c.Availability, func(e methods.Availability) bool { return e.ID == r.Rule })
	})
}

// refusers returns the rules that speak against a method or its parents, and whether they
// refuse outright.
func refusers(d routing.Decision, why routing.Exclusion) map[string]bool {
	rules := map[string]bool{}
	for _, r := range why.Reasons {
		if r.Code != routing.CodeParent {
			rules[r.Rule] = !r.Undecided
		} else if parent, excluded := d.Why(r.Parent); excluded {
			for rule, refuses := range refusers(d, parent) {
				rules[rule] = rules[rule] || refuses
			}
		}
	}
	return rules
}
