package shop

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/china"
)

// Buyer is a condition on what is stated about the buyer.
type Buyer uint8

// The conditions.
const (
	Anybody Buyer = iota
	NoCard
	NoBalance
	NoCardOrNoBalance
	NoCardAndNoBalance
	Invited
	LatestApp
	InvitedOnLatestApp
)

// Buyers is how many conditions there are.
const Buyers = 8

// Traits are the traits that the conditions are about.
var Traits = []methods.Trait{china.NoBoundCard, china.NoBalance, china.Invited, china.LatestApp}

// Audience returns the condition as sets of traits, of which one must be wholly
// stated. No sets are no condition.
func (b Buyer) Audience() [][]methods.Trait {
	return audiences[b]
}

var audiences = [Buyers][][]methods.Trait{
	Anybody:            nil,
	NoCard:             {{china.NoBoundCard}},
	NoBalance:          {{china.NoBalance}},
	NoCardOrNoBalance:  {{china.NoBoundCard}, {china.NoBalance}},
	NoCardAndNoBalance: {{china.NoBoundCard, china.NoBalance}},
	Invited:            {{china.Invited}},
	LatestApp:          {{china.LatestApp}},
	InvitedOnLatestApp: {{china.Invited, china.LatestApp}},
}
