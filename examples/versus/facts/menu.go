package facts

import (
	"slices"

	"github.com/paymux/paymux/methods"

	"github.com/paymux/paymux/examples/versus/shop"
)

// Menu lists the rules of a platform that can offer a method, in the order in which
// offers are shown. It makes the offers of what an engine says of each rule: a method
// that several rules offer is offered once, and one with a parent where that is offered.
type Menu struct {
	Rules []*shop.Rule

	hasMore bool // some method has several rules or a parent
}

// NewMenu returns the menu of a platform's rules.
func NewMenu(rules []shop.Rule) Menu {
	m := Menu{Rules: shop.Offering(rules)}
	for i, r := range m.Rules {
		again := slices.ContainsFunc(m.Rules[:i], func(other *shop.Rule) bool { return other.Method == r.Method })
		m.hasMore = m.hasMore || again || r.Parent != ""
	}
	return m
}

// Append appends the methods that are offered, by which rules accept the order.
func (m *Menu) Append(offered []methods.ID, accepts []bool) []methods.ID {
	for i, r := range m.Rules {
		if !accepts[i] || m.hasMore && (m.isAccepted(r.Method, accepts[:i]) || r.Parent != "" && !m.isAccepted(r.Parent, accepts)) {
			continue
		}
		offered = append(offered, r.Method)
	}
	return offered
}

// isAccepted reports whether one of the first rules offers a method.
func (m *Menu) isAccepted(method methods.ID, accepts []bool) bool {
	for i := range accepts {
		if accepts[i] && m.Rules[i].Method == method {
			return true
		}
	}
	return false
}
