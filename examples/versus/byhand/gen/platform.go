package main

import (
	"slices"

	"github.com/paymux/paymux/methods"

	"github.com/paymux/paymux/examples/versus/shop"
)

// platform is what the switch says of one platform.
type platform struct {
	id      methods.Platform
	rules   []shop.Rule
	methods []methods.ID // in the order in which they are decided: parents first

	// late is true if the order of the offers depends on which rules offer: then they are
	// listed when all are known.
	late    bool
	parents []methods.ID
}

func newPlatform(s *shop.Shop, id methods.Platform, rules []shop.Rule) *platform {
	p := &platform{id: id, rules: rules}
	var shown []methods.ID // as their first rules are
	last := methods.ID("")
	for _, r := range shop.Offering(rules) {
		if r.Method != last && slices.Contains(shown, r.Method) {
			p.late = true
		}
		if last = r.Method; !slices.Contains(shown, last) {
			shown = append(shown, last)
		}
	}
	for i := range rules {
		if parent := rules[i].Parent; parent != "" && !slices.Contains(p.parents, parent) {
			p.parents = append(p.parents, parent)
		}
	}
	p.methods = slices.Clone(shown)
	for _, method := range shop.MethodsOf(rules) {
		if !slices.Contains(p.methods, method) {
			p.methods = append(p.methods, method)
		}
	}
	for _, parent := range p.parents {
		for i := range rules {
			child := rules[i].Method
			if rules[i].Parent == parent && slices.Index(p.methods, child) < slices.Index(p.methods, parent) {
				// The child is shown first, and is decided after its parent.
				p.late = true
			}
		}
	}
	if p.late {
		p.methods = shop.MethodsOf(rules)
	}
	return p
}

// place returns the place of a rule among those about its method, from 1.
func (p *platform) place(r *shop.Rule) int {
	return 1 + slices.Index(shop.OfMethod(p.rules, r.Method), r)
}
