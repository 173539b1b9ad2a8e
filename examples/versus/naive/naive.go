// Package naive checks rules as one first writes them: a list for each platform,
// with lists of names, times and decimals in it, read from top to bottom.
//
// It is so plain that the test compares all others with it.
package naive

import (
	"slices"
	"time"

	"github.com/shopspring/decimal"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/shop"
)

// Rule is a rule with its wallet's bounds.
type Rule struct {
	Method      methods.ID
	From, Until *time.Time
	Surfaces    []methods.Surface
	Currencies  []limits.Currency
	Audience    [][]methods.Trait
	Min, Max    decimal.Decimal // of orders in yuan
}

// Shop holds the rules of each platform.
type Shop struct {
	rules map[methods.Platform][]Rule
}

// New returns the rules of a shop.
func New(s *shop.Shop) *Shop {
	n := &Shop{rules: map[methods.Platform][]Rule{}}
	for i := range s.Rules {
		r := &s.Rules[i]
		least, most := s.Bounds(r)
		rule := Rule{
			Method:     r.Method,
			Surfaces:   r.Surfaces,
			Currencies: r.Currencies,
			Audience:   r.Buyer.Audience(),
			Min:        decimal.New(least, -2),
			Max:        decimal.New(most, -2),
		}
		if !r.From.IsZero() {
			rule.From = &r.From
		}
		if !r.Until.IsZero() {
			rule.Until = &r.Until
		}
		n.rules[r.Platform] = append(n.rules[r.Platform], rule)
	}
	return n
}

// Offers returns what is offered for an order, in the order to show it.
func (n *Shop) Offers(o *routing.Order) []methods.ID {
	var offered []methods.ID
	amount := o.Amount.Decimal()
	for i := range n.rules[o.Platform] {
		if r := &n.rules[o.Platform][i]; r.accepts(o, amount) {
			offered = append(offered, r.Method)
		}
	}
	return offered
}

func (r *Rule) accepts(o *routing.Order, amount decimal.Decimal) bool {
	return r.started(o) && !r.ended(o) && r.onSurface(o) && r.inCurrency(o) && r.forBuyer(o) &&
		!r.belowMin(o, amount) && !r.aboveMax(o, amount)
}

// Reasons returns every check that fails, in their order, for each method of the
// platform that is not offered.
func (n *Shop) Reasons(o *routing.Order) map[methods.ID][]routing.Code {
	reasons := map[methods.ID][]routing.Code{}
	amount := o.Amount.Decimal()
	for i := range n.rules[o.Platform] {
		r := &n.rules[o.Platform][i]
		for _, check := range []struct {
			code   routing.Code
			failed bool
		}{
			{routing.CodeNotStarted, !r.started(o)},
			{routing.CodeEnded, r.ended(o)},
			{routing.CodeSurface, !r.onSurface(o)},
			{routing.CodeCurrency, !r.inCurrency(o)},
			{routing.CodeAudience, !r.forBuyer(o)},
			{routing.CodeBelowMin, r.belowMin(o, amount)},
			{routing.CodeAboveMax, r.aboveMax(o, amount)},
		} {
			if check.failed {
				reasons[r.Method] = append(reasons[r.Method], check.code)
			}
		}
	}
	return reasons
}

func (r *Rule) started(o *routing.Order) bool { return r.From == nil || !o.At.Before(*r.From) }

func (r *Rule) ended(o *routing.Order) bool { return r.Until != nil && !o.At.Before(*r.Until) }

func (r *Rule) onSurface(o *routing.Order) bool {
	return len(r.Surfaces) == 0 || slices.Contains(r.Surfaces, o.Surface)
}

func (r *Rule) inCurrency(o *routing.Order) bool {
	return len(r.Currencies) == 0 || slices.Contains(r.Currencies, o.Amount.Currency())
}

func (r *Rule) forBuyer(o *routing.Order) bool {
	return len(r.Audience) == 0 ||
		slices.ContainsFunc(r.Audience, func(set []methods.Trait) bool { return states(o, set) })
}

func (r *Rule) belowMin(o *routing.Order, amount decimal.Decimal) bool {
	return o.Amount.Currency() == limits.CNY && amount.LessThan(r.Min)
}

func (r *Rule) aboveMax(o *routing.Order, amount decimal.Decimal) bool {
	return o.Amount.Currency() == limits.CNY && amount.GreaterThan(r.Max)
}

// states reports whether the order states every trait of a set.
func states(o *routing.Order, set []methods.Trait) bool {
	for _, t := range set {
		if !slices.Contains(o.Traits, t) {
			return false
		}
	}
	return true
}
