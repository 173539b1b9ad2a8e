package routing_test

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// before orders offers: preferred ones, then by rank, then by the entry's place.
func (ref *reference) before(x, y *finding) int {
	last := len(ref.order.Prefer)
	preference := func(f *finding) int {
		if i := slices.Index(ref.order.Prefer, f.method.ID); i >= 0 {
			return i
		}
		return last
	}
	rank := func(f *finding) int {
		if f.entry.Rank == 0 {
			return methods.MaxRank + 1
		}
		return f.entry.Rank
	}
	if d := preference(x) - preference(y); d != 0 {
		return d
	}
	if d := rank(x) - rank(y); d != 0 {
		return d
	}
	return x.place - y.place
}

func (f *finding) offer(rules []routing.LimitRule) routing.Offer {
	o := routing.Offer{
		Method: f.method.ID, Name: f.method.Name, Payer: f.method.Payer,
		Product: f.product, Rank: f.entry.Rank, Parent: f.entry.Parent,
		Headroom: f.room, Entry: f.entry.ID, Confidence: f.entry.Confidence, Conflict: f.entry.Conflict,
	}
	if o.Payer == "" {
		o.Payer = methods.PayerBuyer
	}
	cite := func(sources []string) {
		for _, s := range sources {
			if !slices.Contains(o.Sources, s) {
				o.Sources = append(o.Sources, s)
			}
		}
	}
	cite(f.entry.Sources)
	for _, rule := range f.applied {
		o.Limits = append(o.Limits, rule.ID)
		cite(rule.Sources)
		if c, ok := rule.Limit.(limits.Cap); ok && c.IsTotal() {
			o.Caps = append(o.Caps, bounded(c, rules))
		}
	}
	return o
}

// bounded gives a cap that only counts the largest amount, if another rule bounds the
// amount of its counter.
func bounded(c limits.Cap, rules []routing.LimitRule) limits.Cap {
	for _, rule := range rules {
		other, ok := rule.Limit.(limits.Cap)
		if ok && !c.Max.IsValid() && other.Counter == c.Counter && other.Max.IsValid() {
			most, err := limits.MoneyFromMinor(limits.MaxMinor, other.Max.Currency())
			if err != nil {
				panic(err)
			}
			c.Max = most
		}
	}
	return c
}
