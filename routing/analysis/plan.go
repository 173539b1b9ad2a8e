package analysis

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Plan is the cheapest change of an order for which a method is offered. The zero
// Plan is none.
type Plan struct {
	Method methods.ID

	// Steps are what to do, all of them, the cheapest kind first. There are none
	// if the method is offered for the order as it is. A step has one of these
	// forms:
	//
	//	pay_at_most   pay Amount instead of the order's, or less, as far down as Offer's headroom goes
	//	pay_at_least  pay Amount instead of the order's, or more, as far up as Offer's headroom goes
	//	move_to       check out on one of Surfaces: any of them will do
	//	wait_until    pay at Until
	//	state         one missing fact; or every one of Traits
	//	pay_in        pay in the currency, an amount in Offer's headroom
	Steps []routing.Remedy

	// Order is the order with all steps taken, and Offer what it is offered.
	// What a step leaves open is chosen: the first of the surfaces; the least
	// amount of another currency; and of a fact that was missing, a value that
	// will do: a region, a buyer that is made up, that nothing has been paid so far, or
	// that a trait holds or, in Order.Lacks, that it does not.
	Order routing.Order
	Offer routing.Offer

	// Unexamined are the ids of the limit rules whose limit is not a [limits.Cap] and
	// that apply to the order that all other rules would allow, of which at least one
	// refuses it. They are why there is no plan; with a plan there are none.
	Unexamined []string
}
