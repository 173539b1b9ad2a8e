package shop

import "github.com/paymux/paymux/methods"

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
var Traits = []methods.Trait{methods.NoBoundCard, methods.NoBalance, methods.Invited, methods.LatestApp}

// Audience returns the condition as sets of traits, of which one must be wholly
// stated. No sets are no condition.
func (b Buyer) Audience() [][]methods.Trait {
	return audiences[b]
}

var audiences = [Buyers][][]methods.Trait{
	Anybody:            nil,
	NoCard:             {{methods.NoBoundCard}},
	NoBalance:          {{methods.NoBalance}},
	NoCardOrNoBalance:  {{methods.NoBoundCard}, {methods.NoBalance}},
	NoCardAndNoBalance: {{methods.NoBoundCard, methods.NoBalance}},
	Invited:            {{methods.Invited}},
	LatestApp:          {{methods.LatestApp}},
	InvitedOnLatestApp: {{methods.Invited, methods.LatestApp}},
}
