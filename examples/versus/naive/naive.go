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

// Rule is a rule that can offer its method, with its bounds.
type Rule struct {
	Method     methods.ID
	Parent     methods.ID
	Period     period
	Surfaces   []methods.Surface
	Currencies []limits.Currency
	Audience   [][]methods.Trait
	Except     [][]methods.Trait
	Bounds     []bound
}

type period struct{ From, Until *time.Time }

// bound is what may be paid in yuan, in a period and by an audience.
type bound struct {
	Period   period
	Audience [][]methods.Trait
	Min, Max *decimal.Decimal
}

// Shop holds the rules of each platform, in the order in which offers are shown.
type Shop struct {
	rules      map[methods.Platform][]Rule
	isYuanOnly bool
	mustState  []methods.Trait
}

// New returns the rules of a shop.
func New(s *shop.Shop) *Shop {
	n := &Shop{map[methods.Platform][]Rule{}, s.IsYuanOnly, s.MustState}
	s.ByPlatform(func(platform methods.Platform, rules []shop.Rule) {
		for _, r := range shop.Offering(rules) {
			surfaces, _ := r.Served()
			rule := Rule{
				Method: r.Method, Parent: r.Parent,
				Period:     periodOf(r.From, r.Until),
				Surfaces:   surfaces,
				Currencies: r.Currencies,
				Audience:   r.Audience, Except: r.Except,
			}
			plain, others := s.BoundsOf(r)
			if plain.IsBound() {
				others = append(others, plain)
			}
			for _, b := range others {
				rule.Bounds = append(rule.Bounds, boundOf(&b))
			}
			n.rules[platform] = append(n.rules[platform], rule)
		}
	})
	return n
}

func periodOf(from, until time.Time) period {
	var p period
	if !from.IsZero() {
		p.From = &from
	}
	if !until.IsZero() {
		p.Until = &until
	}
	return p
}

func boundOf(b *shop.Bound) bound {
	out := bound{Period: periodOf(b.From, b.Until), Audience: b.Audience}
	if b.Min > 0 {
		least := decimal.New(b.Min, -2)
		out.Min = &least
	}
	if b.Max != shop.Unbounded {
		most := decimal.New(b.Max, -2)
		out.Max = &most
	}
	return out
}

// Offers returns what is offered for an order, in the order to show it.
func (n *Shop) Offers(o *routing.Order) []methods.ID {
	var accepted []*Rule
	amount := o.Amount.Decimal()
	for i := range n.rules[o.Platform] {
		if r := &n.rules[o.Platform][i]; n.accepts(r, o, amount) {
			accepted = append(accepted, r)
		}
	}
	var offered []methods.ID
	for _, r := range accepted {
		isOffered := r.Parent == "" ||
			slices.ContainsFunc(accepted, func(other *Rule) bool { return other.Method == r.Parent })
		if isOffered && !slices.Contains(offered, r.Method) {
			offered = append(offered, r.Method)
		}
	}
	return offered
}

func (n *Shop) accepts(r *Rule, o *routing.Order, amount decimal.Decimal) bool {
	return r.Period.begun(o) && !r.Period.over(o) && r.onSurface(o) && r.inCurrency(o) &&
		(len(r.Audience) == 0 || isStated(r.Audience, o.Traits)) && !n.mayState(o, r.Except) &&
		!slices.ContainsFunc(r.Bounds, func(b bound) bool { return n.refuses(&b, o, amount) })
}

// Reasons returns every check that fails, in their order, for each method of the
// platform that is not offered. It is for markets, which have one rule for a method.
func (n *Shop) Reasons(o *routing.Order) map[methods.ID][]routing.Code {
	reasons := map[methods.ID][]routing.Code{}
	amount := o.Amount.Decimal()
	for i := range n.rules[o.Platform] {
		r := &n.rules[o.Platform][i]
		for _, check := range []struct {
			code   routing.Code
			failed bool
		}{
			{routing.CodeNotStarted, !r.Period.begun(o)},
			{routing.CodeEnded, r.Period.over(o)},
			{routing.CodeSurface, !r.onSurface(o)},
			{routing.CodeCurrency, !r.inCurrency(o)},
			{routing.CodeAudience, len(r.Audience) > 0 && !isStated(r.Audience, o.Traits)},
			{routing.CodeBelowMin, slices.ContainsFunc(r.Bounds, func(b bound) bool { return isYuan(o) && b.below(amount) })},
			{routing.CodeAboveMax, slices.ContainsFunc(r.Bounds, func(b bound) bool { return isYuan(o) && b.above(amount) })},
		} {
			if check.failed {
				reasons[r.Method] = append(reasons[r.Method], check.code)
			}
		}
	}
	return reasons
}

func (p period) begun(o *routing.Order) bool { return p.From == nil || !o.At.Before(*p.From) }

func (p period) over(o *routing.Order) bool { return p.Until != nil && !o.At.Before(*p.Until) }

func (r *Rule) onSurface(o *routing.Order) bool {
	return len(r.Surfaces) == 0 || slices.Contains(r.Surfaces, o.Surface)
}

func (r *Rule) inCurrency(o *routing.Order) bool {
	return len(r.Currencies) == 0 || slices.Contains(r.Currencies, o.Amount.Currency())
}

// refuses reports whether a bound applies, or may, and refuses the amount.
func (n *Shop) refuses(b *bound, o *routing.Order, amount decimal.Decimal) bool {
	switch {
	case !b.Period.begun(o) || b.Period.over(o) || len(b.Audience) > 0 && !n.mayState(o, b.Audience):
		return false
	case !isYuan(o):
		return !n.isYuanOnly
	}
	return b.below(amount) || b.above(amount)
}

func isYuan(o *routing.Order) bool { return o.Amount.Currency() == limits.CNY }

func (b *bound) below(amount decimal.Decimal) bool { return b.Min != nil && amount.LessThan(*b.Min) }

func (b *bound) above(amount decimal.Decimal) bool { return b.Max != nil && amount.GreaterThan(*b.Max) }

// mayState reports whether an audience is met, or may be: a trait that must be stated one
// way or the other, and is not, may hold.
func (n *Shop) mayState(o *routing.Order, audience [][]methods.Trait) bool {
	stated := slices.Clone(o.Traits)
	for _, t := range n.mustState {
		if !slices.Contains(o.Lacks, t) {
			stated = append(stated, t)
		}
	}
	return isStated(audience, stated)
}

// isStated reports whether every trait of one of the sets is stated.
func isStated(audience [][]methods.Trait, stated []methods.Trait) bool {
	return slices.ContainsFunc(audience, func(set []methods.Trait) bool {
		return !slices.ContainsFunc(set, func(t methods.Trait) bool { return !slices.Contains(stated, t) })
	})
}
