package byhand

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Answer is what is offered for an order, in the order to show it, and what is
// not.
type Answer struct {
	Offered  []methods.ID // by the forms that list ids
	Offers   []Offer      // by the forms that list more
	Excluded []Exclusion
}

// Offer is a method that is offered, the product to call, if it has any, and the amounts
// that it is good for, in fen. Max is shop.Unbounded if there is no bound.
type Offer struct {
	Method   methods.ID
	Product  string
	Min, Max int64
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
	Announced Code = iota
	Applied
	Withdrawn
	Absent
	Unreported
	NotStarted
	Ended
	Surface
	Currency
	Audience
	UnknownTrait
	Excepted
	NoProduct
	BelowMin
	AboveMax
	LimitCurrency
	Parent
)

// Codes are paymux's names of the codes.
var Codes = [...]routing.Code{
	Announced: routing.CodeAnnounced, Applied: routing.CodeApplied, Withdrawn: routing.CodeWithdrawn,
	Absent: routing.CodeAbsent, Unreported: routing.CodeUnreported,
	NotStarted: routing.CodeNotStarted, Ended: routing.CodeEnded, Surface: routing.CodeSurface,
	Currency: routing.CodeCurrency, Audience: routing.CodeAudience, UnknownTrait: routing.CodeUnknownTrait,
	Excepted: routing.CodeExcepted, NoProduct: routing.CodeNoProduct,
	BelowMin: routing.CodeBelowMin, AboveMax: routing.CodeAboveMax, LimitCurrency: routing.CodeLimitCurrency,
	Parent: routing.CodeParent,
}

// Routing returns paymux's name of the code.
func (c Code) Routing() routing.Code { return Codes[c] }
