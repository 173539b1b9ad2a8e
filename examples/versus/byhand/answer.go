package byhand

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Answer is what is offered for an order, in the order to show it, and what is
// not.
type Answer struct {
	Offered  []methods.ID
	Excluded []Exclusion
}

// Exclusion is a method that is not offered, and the first check that failed.
type Exclusion struct {
	Method methods.ID
	Code   Code
}

// Code names a check of a rule. The checks are made in this order.
type Code uint8

// The checks.
const (
	NotStarted Code = iota
	Ended
	Surface
	Currency
	Audience
	BelowMin
	AboveMax
)

// Routing returns paymux's name of the code.
func (c Code) Routing() routing.Code {
	return [...]routing.Code{
		NotStarted: routing.CodeNotStarted, Ended: routing.CodeEnded, Surface: routing.CodeSurface,
		Currency: routing.CodeCurrency, Audience: routing.CodeAudience,
		BelowMin: routing.CodeBelowMin, AboveMax: routing.CodeAboveMax,
	}[c]
}
