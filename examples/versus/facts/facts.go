// Package facts is what the general engines are told about an order: the few
// scalars that rules compare. Amounts and instants are integers, because all the
// engines compare these fast and exactly. What is stated of the order is a name for each
// trait that holds, and another for each that is known not to.
package facts

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Facts are the facts of one order, its traits apart.
type Facts struct {
	At       int64  // Unix seconds: all rules begin and end on one
	Fen      int64  // minor units, of yuan if Currency says so
	Surface  string // of the order
	Currency string // its code
}

// The names of the facts in rules.
const (
	At       = "at"
	Fen      = "fen"
	Surface  = "surface"
	Currency = "currency"
)

// Of returns the facts of an order.
func Of(o *routing.Order) Facts {
	return Facts{
		At:       o.At.Unix(),
		Fen:      o.Amount.Minor(),
		Surface:  string(o.Surface),
		Currency: o.Amount.Currency().String(),
	}
}

// lacked begins the name of the fact that a trait is known not to hold.
const lacked = "lacks_"

// Holds returns the name of the fact that a trait is stated.
func Holds(t methods.Trait) string { return string(t) }

// Lacks returns the name of the fact that a trait is known not to hold.
func Lacks(t methods.Trait) string { return lacked + string(t) }

// Names returns the names of all facts about the traits.
func Names(traits []methods.Trait) []string {
	var names []string
	for _, t := range traits {
		names = append(names, Holds(t), Lacks(t))
	}
	return names
}

// Stated appends the names of the facts that hold of an order.
func Stated(names []string, o *routing.Order, lacks map[methods.Trait]string) []string {
	for _, t := range o.Traits {
		names = append(names, Holds(t))
	}
	for _, t := range o.Lacks {
		names = append(names, lacks[t])
	}
	return names
}

// LacksOf returns the names of the facts that traits are known not to hold, made once.
func LacksOf(traits []methods.Trait) map[methods.Trait]string {
	names := map[methods.Trait]string{}
	for _, t := range traits {
		names[t] = Lacks(t)
	}
	return names
}
