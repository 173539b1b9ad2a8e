package analysis

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// matchAt returns the match at a path, such as "availability[3].except[0].rollout".
func matchAt(c routing.Catalog, path string) (when, m methods.Match) {
	var i, n int
	var except []methods.Match
	if _, err := fmt.Sscanf(path, "availability[%d]", &i); err == nil {
		when, except = c.Availability[i].When, c.Availability[i].Except
	} else if _, err := fmt.Sscanf(path, "limits[%d]", &i); err == nil {
		when, except = c.Limits[i].When, c.Limits[i].Except
	}
	if _, after, ok := strings.Cut(path, ".except"); ok {
		if _, err := fmt.Sscanf(after, "[%d]", &n); err != nil {
			panic(err)
		}
		return when, except[n]
	}
	return when, when
}

// showsMatch reports whether an order meets a match, or does after a change of it.
func showsMatch(c routing.Catalog, f Finding, o, changed routing.Order) error {
	_, m := matchAt(c, f.Path)
	if f.Code == FindingUnknownSurface && (o.Surface == "" || !strings.Contains(f.Text.EN, string(o.Surface)+" ")) {
		return fmt.Errorf("%v is on another surface", o)
	}
	for i := range c.Methods {
		c.Methods = slices.Clone(c.Methods)
		c.Methods[i].Products = nil
	}
	c.Limits, c.Availability = nil, []methods.Availability{{ID: "only", Method: c.Methods[0].ID, Status: methods.StatusLive,
		When: m, Evidence: methods.Evidence{Sources: []string{c.Sources[0].ID}}}}
	d, err := route(c, changed)
	if err == nil && len(d.Offers()) == 0 {
		err = fmt.Errorf("%v does not meet the match", changed)
	}
	return err
}

// showsNoHours reports whether an order does not meet a match, and would at all hours.
func showsNoHours(c routing.Catalog, f Finding) error {
	return showsMissed(c, f, func(m *methods.Match) { m.Hours = nil })
}

// showsBound reports whether an order meets a match that begins at the path, or comes too
// late for one that ends there and meets the rest of it.
func showsBound(c routing.Catalog, f Finding) error {
	if strings.HasSuffix(f.Path, ".from") {
		return showsMatch(c, f, f.Witness, f.Witness)
	}
	return showsMissed(c, f, func(m *methods.Match) { m.Period.Until = time.Time{} })
}

// showsUntold reports whether an order comes before an entry of which it meets the rest,
// when no entry of the method is in force on its platform.
func showsUntold(c routing.Catalog, f Finding) error {
	m := entryOf(c, f.ID).Method
	for _, e := range c.Availability {
		if e.Method == m && isOn(&e.When, f.Witness.Platform) && e.When.Period.Contains(f.Witness.At) {
			return fmt.Errorf("%s is in force for %v", e.ID, f.Witness)
		}
	}
	return showsMissed(c, f, func(m *methods.Match) { m.Period.From = time.Time{} })
}

// showsMissed reports whether an order does not meet a match, and would after a change of
// it.
func showsMissed(c routing.Catalog, f Finding, change func(*methods.Match)) error {
	if showsMatch(c, f, f.Witness, f.Witness) == nil {
		return fmt.Errorf("%v meets the match", f.Witness)
	}
	c = copyRules(c)
	for i := range c.Availability {
		change(&c.Availability[i].When)
		for n := range c.Availability[i].Except {
			change(&c.Availability[i].Except[n])
		}
	}
	for i := range c.Limits {
		change(&c.Limits[i].When)
		for n := range c.Limits[i].Except {
			change(&c.Limits[i].Except[n])
		}
	}
	return showsMatch(c, f, f.Witness, f.Witness)
}

// showsRollout reports whether a buyer is left out only by a rollout to nobody, or
// because it is not known.
func showsRollout(c routing.Catalog, f Finding) error {
	o := f.Witness
	if (o.Buyer.Reveal() == "") != (f.Code == FindingRolloutToAll) {
		return fmt.Errorf("the buyer of %v is %q", o, o.Buyer)
	}
	if showsMatch(c, f, o, o) == nil {
		return fmt.Errorf("%v is not left out", o)
	}
	if o.Buyer.Reveal() == "" {
		o.Buyer = limits.Hide("somebody")
		return showsMatch(c, f, o, o)
	}
	return nil
}

// showsSalt reports whether an order meets an entry, and its buyer is one of those that
// another method is rolled out to.
func showsSalt(c routing.Catalog, f Finding) error {
	e, other := entryOf(c, f.ID), entryOf(c, f.Others[0])
	r := other.When.Rollout
	if e.Method == other.Method || e.When.Rollout.Salt != r.Salt || methods.Bucket(r.Salt, f.Witness.Buyer.Reveal()) >= r.BasisPoints {
		return fmt.Errorf("the buyer of %v is not among those of %s", f.Witness, other.ID)
	}
	return showsMatch(c, f, f.Witness, f.Witness)
}

// showsName reports whether an order has a name, and not the one that it is similar to.
func showsName(c routing.Catalog, f Finding) error {
	names := []string{string(f.Witness.Surface)}
	for _, t := range f.Witness.Traits {
		names = append(names, string(t))
	}
	if strings.HasPrefix(f.Path, "limits") { // whose subjects are no fact of an order
		return showsMatch(c, f, f.Witness, f.Witness)
	}
	if slices.Contains(names, f.Others[0]) || !slices.Contains(names, strings.Fields(f.Text.EN)[0]) {
		return fmt.Errorf("%v does not have it, or has %s", f.Witness, f.Others[0])
	}
	return nil
}
