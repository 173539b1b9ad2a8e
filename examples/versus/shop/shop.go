// Package shop holds the rules that every competitor states in its own language,
// and the orders that they are asked about.
//
// A rule offers a method on a platform for some time, on some surfaces, in some
// currencies, to some buyers and for some amounts. Every wallet has bounds of its
// own, which hold on every platform, and some rules narrow them. Bounds are
// inclusive, in yuan, and hold for orders in yuan: what another currency allows is
// for the wallet's bounds in that currency to say, and these shops have none.
package shop

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Shop is a set of rules.
type Shop struct {
	Name    string
	Wallets []Wallet // one for each method

	// Rules are grouped by platform, at most one for each method. Those of a
	// platform are in the order in which it shows its methods.
	Rules []Rule
}

// Wallet bounds a method on every platform, in fen.
type Wallet struct {
	Method   methods.ID
	Min, Max int64
}

// Rule offers a method on a platform. Its conditions are in the order in which
// they are checked where only the first that fails is told.
type Rule struct {
	Platform    methods.Platform
	Method      methods.ID
	From, Until time.Time         // half-open; a zero bound is open
	Surfaces    []methods.Surface // any, if empty
	Currencies  []limits.Currency // any, if empty
	Buyer       Buyer
	Min, Max    int64 // in fen, beside the wallet's; 0 is none
}

// Bounds returns the bounds of a rule and of its wallet together, in fen.
func (s *Shop) Bounds(r *Rule) (least, most int64) {
	for _, w := range s.Wallets {
		if w.Method == r.Method {
			least, most = w.Min, w.Max
		}
	}
	if r.Max != 0 {
		most = min(most, r.Max)
	}
	return max(least, r.Min), most
}

// TakesYuan reports whether an order in yuan can meet the rule: if not, its bounds
// never matter.
func (r *Rule) TakesYuan() bool {
	for _, c := range r.Currencies {
		if c == limits.CNY {
			return true
		}
	}
	return len(r.Currencies) == 0
}

// TakesOnlyYuan reports whether the bounds matter to every order that gets past
// the currency.
func (r *Rule) TakesOnlyYuan() bool {
	return len(r.Currencies) == 1 && r.TakesYuan()
}

// ByPlatform calls each for every platform with its rules.
func (s *Shop) ByPlatform(each func(platform methods.Platform, rules []Rule)) {
	for rules := s.Rules; len(rules) > 0; {
		n := 1
		for n < len(rules) && rules[n].Platform == rules[0].Platform {
			n++
		}
		each(rules[0].Platform, rules[:n])
		rules = rules[n:]
	}
}
