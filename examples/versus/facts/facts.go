// Package facts is what the general engines are told about an order: the few
// scalars that rules compare. Amounts and instants are integers, because all the
// engines compare these fast and exactly, and what is stated about the buyer is a
// boolean for each trait.
package facts

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// Facts are the facts of one order.
type Facts struct {
	At        int64  // Unix seconds: all rules begin and end on one
	Fen       int64  // minor units, of yuan if Currency says so
	Surface   string // of the order
	Currency  string // its code
	NoCard    bool
	NoBalance bool
	Invited   bool
	LatestApp bool
}

// The names of the facts in rules.
const (
	At        = "at"
	Fen       = "fen"
	Surface   = "surface"
	Currency  = "currency"
	NoCard    = "no_card"
	NoBalance = "no_balance"
	Invited   = "invited"
	LatestApp = "latest_app"
)

// Of returns the facts of an order.
func Of(o *routing.Order) Facts {
	f := Facts{
		At:       o.At.Unix(),
		Fen:      o.Amount.Minor(),
		Surface:  string(o.Surface),
		Currency: o.Amount.Currency().String(),
	}
	for _, t := range o.Traits {
		switch t {
		case china.NoBoundCard:
			f.NoCard = true
		case china.NoBalance:
			f.NoBalance = true
		case china.Invited:
			f.Invited = true
		case china.LatestApp:
			f.LatestApp = true
		}
	}
	return f
}

// Name returns the name of the fact that a trait is stated.
func Name(t methods.Trait) string {
	switch t {
	case china.NoBoundCard:
		return NoCard
	case china.NoBalance:
		return NoBalance
	case china.Invited:
		return Invited
	}
	return LatestApp
}
