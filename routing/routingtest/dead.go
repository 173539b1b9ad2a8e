package routingtest

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// findings are what a shop would want to know of its catalog: what is proved to be
// useless or panics, and what could not be decided.
type findings struct{ useless, undecided []string }

const noOrder = "no order can meet its When"

// entry asks whether any order at all is served by an entry. It asks once.
func (s *subject) entry(e *methods.Availability) answer {
	a, asked := s.served[e.ID]
	if !asked {
		a = s.askEntry(e)
		s.served[e.ID] = a
	}
	return a
}

func (s *subject) askEntry(e *methods.Availability) answer {
	total := answer{all: true, nearest: "the catalog has no platform for it"}
	for _, p := range s.catalog.Platforms {
		if !isOn(e.When, p.ID) {
			continue
		}
		a := s.ask(question{
			platform: p.ID, method: e.Method, when: &e.When,
			payments: leastPayments,
			holds: func(d *routing.Decision) bool {
				offer, ok := d.Offer(e.Method)
				return ok && offer.Entry == e.ID
			},
		})
		if a.found || a.panics != nil {
			return a
		}
		if before := s.always(e, p.ID); before != "" && !a.all {
			a.all = true
			a.nearest = fmt.Sprintf("entry %s, which comes before it, grants it to every order on %s", before, p.ID)
		}
		total.all = total.all && a.all
		if a.nearest == "" {
			a.nearest = noOrder
		}
		total.nearest = a.nearest
	}
	return total
}

// always returns the entry that grants every order on a platform its method and comes
// before e, or "". However many facts e itself asks about, no order is left for it.
func (s *subject) always(e *methods.Availability, p methods.Platform) string {
	for _, before := range grants(&s.catalog, e.Method) {
		if before.ID == e.ID {
			break
		}
		rest := before.When
		rest.Platforms = nil
		if isOn(before.When, p) && rest.IsZero() && len(before.Except) == 0 {
			return before.ID
		}
	}
	return ""
}

// leastPayments are those for which a cap leaves room if it does for any: nothing
// has been paid before, and the amount is zero or the least that some cap allows.
func leastPayments(e *edges, c limits.Currency) []payment {
	usage := unused(e, c)
	all := []payment{{money(0, c), usage}}
	for _, cap := range e.caps {
		if cap.Min.IsValid() && cap.Min.Currency() == c {
			all = append(all, payment{cap.Min, usage})
		}
	}
	if e.own {
		all = append(all, payment{money(1, c), usage}, payment{money(100, c), usage}, payment{money(10_000, c), usage})
	}
	for _, bound := range e.bounds.all {
		if bound.Currency() == c {
			all = append(all, payment{bound, usage})
		}
	}
	return all
}

// unused is a usage in which every counter is at zero; those of limits of one's own are
// in the currency of the order.
func unused(e *edges, c limits.Currency) limits.Usage {
	usage := limits.Usage{}
	for _, counter := range e.counters.all {
		usage[counter] = money(0, c)
	}
	for _, cap := range e.caps {
		if cap.IsTotal() {
			usage[cap.Counter] = money(0, cap.Max.Currency())
		}
	}
	return usage
}

// entries looks for entries that could grant their method and never do.
func (s *subject) entries() findings {
	var f findings
	for i := range s.catalog.Availability {
		e := &s.catalog.Availability[i]
		if !e.Status.Grants() {
			continue // it only explains
		}
		f.add(s.entry(e), fmt.Sprintf("entry %s: no order can ever be offered %s by it", e.ID, e.Method))
	}
	return f
}

func (f *findings) add(a answer, problem string) {
	switch {
	case a.panics != nil:
		if said := a.panics.Error(); !slices.Contains(f.useless, said) {
			f.useless = append(f.useless, said)
		}
	case a.found:
	case a.all:
		f.useless = append(f.useless, problem+"; "+a.nearest)
	default:
		f.undecided = append(f.undecided, problem+"?")
	}
}

// methods looks for methods that are never offered.
func (s *subject) methods() findings {
	var f findings
	for _, m := range s.catalog.Methods {
		problem := fmt.Sprintf("method %s: it can never be offered", m.ID)
		granting := grants(&s.catalog, m.ID)
		if len(granting) == 0 {
			f.useless = append(f.useless, problem+"; "+s.stated(m.ID))
			continue
		}
		total := answer{all: true}
		for _, e := range granting {
			a := s.entry(e)
			total.found = total.found || a.found
			total.all = total.all && a.all
			total.nearest = a.nearest
			if a.panics != nil {
				total.panics = a.panics
			}
		}
		f.add(total, problem)
	}
	return f
}

// stated says what the entries of a method are that none of them grants.
func (s *subject) stated(m methods.ID) string {
	var all []string
	for _, e := range s.catalog.Availability {
		if status := string(e.Status); e.Method == m && !slices.Contains(all, status) {
			all = append(all, status)
		}
	}
	if len(all) == 0 {
		return "it has no entry"
	}
	return "its entries are only " + strings.Join(all, ", ")
}

// limits looks for limit rules that never refuse an order that limit rules alone keep
// from a method. A rule that only ever refuses beside a stricter one is not looked for.
func (s *subject) limits() findings {
	var f findings
	for i := range s.catalog.Limits {
		rule := &s.catalog.Limits[i]
		f.add(s.limit(rule), fmt.Sprintf("limit %s: it can never refuse", rule.ID))
	}
	return f
}

func (s *subject) limit(rule *routing.LimitRule) answer {
	total := answer{all: true, nearest: "no method that it is for has an entry where it applies"}
	for _, p := range s.catalog.Platforms {
		for _, m := range s.catalog.Methods {
			if !isOn(rule.When, p.ID) || !isFor(rule, m.ID) || !s.isListed(p.ID, m.ID) {
				continue
			}
			a := s.ask(question{
				platform: p.ID, method: m.ID, when: &rule.When,
				payments: refusedPayments(rule.Limit),
				holds:    func(d *routing.Decision) bool { return refusesOnly(d, m.ID, rule.ID) },
			})
			if a.found || a.panics != nil {
				return a
			}
			total.all = total.all && a.all
			switch {
			case !a.any:
				a.nearest = noOrder
			case a.nearest == "":
				a.nearest = idle(rule)
			}
			total.nearest = a.nearest
		}
	}
	return total
}

// idle says why there is no payment that a rule's cap could refuse.
func idle(rule *routing.LimitRule) string {
	cap, _ := rule.Limit.(limits.Cap)
	if c := cap.Currency(); c.IsValid() && len(rule.When.Currencies) > 0 && !slices.Contains(rule.When.Currencies, c.String()) {
		return fmt.Sprintf("it is for orders in %s, which its bounds in %s leave undecided, and so not offered",
			strings.Join(rule.When.Currencies, ", "), c)
	}
	return "its bounds allow every amount of every order that it applies to"
}

// isListed reports whether a platform has an entry that can grant a method.
func (s *subject) isListed(p methods.Platform, m methods.ID) bool {
	return slices.ContainsFunc(grants(&s.catalog, m), func(e *methods.Availability) bool { return isOn(e.When, p) })
}

// refusedPayments are those that a cap refuses if it refuses any. Of a limit of
// one's own they are guesses.
func refusedPayments(limit limits.Limit) func(*edges, limits.Currency) []payment {
	return func(e *edges, c limits.Currency) []payment {
		usage := unused(e, c)
		cap, isCap := limit.(limits.Cap)
		if !isCap {
			return append(leastPayments(e, c), payment{money(limits.MaxMinor, c), usage})
		}
		if cap.Currency() != c {
			return nil // it does not refuse, it cannot be decided
		}
		hasMax := cap.IsTotal() || cap.Max.IsValid() && cap.Max.Minor() < limits.MaxMinor
		if cap.Min.Minor() == 0 && !hasMax {
			return nil
		}
		all := append(leastPayments(e, c), payment{money(1, c), usage})
		if cap.Min.Minor() > 0 {
			all = append(all, payment{money(cap.Min.Minor()-1, c), usage})
		}
		if hasMax && cap.Max.Minor() < limits.MaxMinor {
			all = append(all, payment{money(cap.Max.Minor()+1, c), usage})
		}
		if cap.IsTotal() {
			all = append(all, usedUp(cap, all)...)
		}
		return all
	}
}

// usedUp returns the payments with just so much paid before that a cap on a total
// refuses them.
func usedUp(cap limits.Cap, payments []payment) []payment {
	var all []payment
	for _, p := range payments {
		left := p.amount.Minor() - 1
		if cap.Max.Minor() == limits.MaxMinor {
			left = max(left, 0) // more than that cannot have been paid
		}
		usage := maps.Clone(p.usage)
		usage[cap.Counter] = money(max(cap.Max.Minor()-left, 0), cap.Max.Currency())
		all = append(all, payment{p.amount, usage})
	}
	return all
}

// refusesOnly reports whether a method is excluded by limits alone, a given rule
// outright among them.
func refusesOnly(d *routing.Decision, m methods.ID, rule string) bool {
	why, _ := d.Why(m)
	among := false
	for _, r := range why.Reasons {
		if !isBound(r.Code) {
			return false
		}
		among = among || r.Rule == rule && !r.Undecided
	}
	return among
}
