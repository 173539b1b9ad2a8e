package routingtest

import (
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// nearest keeps the order that the fewest reasons keep from a method. Where that is a
// bound, it keeps a second one, at another rule's bound: of two that leave nothing
// between them neither alone is why.
type nearest struct {
	method  methods.ID
	fewest  int
	said    []string
	reasons []routing.Reason // of the first
}

func (n *nearest) see(o *routing.Order, d *routing.Decision) {
	why, _ := d.Why(n.method)
	switch count := len(why.Reasons); {
	case len(n.said) == 0 || count < n.fewest:
		n.fewest, n.reasons = count, slices.Clone(why.Reasons)
		n.said = []string{describe(o, d, n.method)}
	case count == n.fewest && len(n.said) == 1 && otherBound(n.reasons, why.Reasons):
		n.said = append(n.said, describe(o, d, n.method))
	}
}

func (n *nearest) String() string { return strings.Join(n.said, "; and ") }

// otherBound reports whether a refuses by bounds alone, and so does b, by another one.
func otherBound(a, b []routing.Reason) bool {
	if len(a) == 0 || slices.ContainsFunc(slices.Concat(a, b), func(r routing.Reason) bool { return !isBound(r.Code) }) {
		return false
	}
	return slices.ContainsFunc(b, func(r routing.Reason) bool {
		return !slices.ContainsFunc(a, func(s routing.Reason) bool { return r.Rule == s.Rule && r.Code == s.Code })
	})
}

// isBound reports whether a reason is that of a limit rule that refuses an amount.
func isBound(c routing.Code) bool {
	return c == routing.CodeBelowMin || c == routing.CodeAboveMax || c == routing.CodeCapReached
}

// describe says what was decided about a method for an order.
func describe(o *routing.Order, d *routing.Decision, m methods.ID) string {
	if offer, ok := d.Offer(m); ok {
		s := "for " + o.String() + " entry " + offer.Entry + " grants it"
		if len(offer.Limits) > 0 {
			s += "; limits that leave room: " + strings.Join(offer.Limits, ", ")
		}
		return s
	}
	why, _ := d.Why(m)
	var all []string
	for _, r := range why.Reasons {
		said := r.Text().EN
		if r.Rule != "" {
			said += " (" + r.Rule + ")"
		}
		all = append(all, said)
	}
	return "for " + o.String() + " it is excluded: " + strings.Join(all, "; ")
}
