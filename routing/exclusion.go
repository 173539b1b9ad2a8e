package routing

import "github.com/paymux/paymux/methods"

// Exclusion is a method that the order may not be paid with. The zero Exclusion is
// none: [Decision.Why] returns it with false.
type Exclusion struct {
	Method methods.ID
	Name   methods.Text

	// Undecided is true where no reason refuses outright: something is only not
	// known.
	Undecided bool

	Reasons []Reason // at least one
}
