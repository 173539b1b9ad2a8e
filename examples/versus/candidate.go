package versus

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus/byhand"
	"github.com/paymux/paymux/examples/versus/shop"
)

// Candidate is one way to decide a shop's orders. It uses its memory again, so its
// functions serve one goroutine, but for Decide where Concurrent is set.
type Candidate struct {
	Name string

	// Decide decides n orders, taken in turn from the list. The loop calls the
	// candidate directly, so that nothing but deciding is measured.
	Decide     func(orders []routing.Order, n int) error
	Concurrent bool

	// Offers returns what is offered for an order, in the order to show it. It is nil for
	// a candidate that Details is set for.
	Offers func(o *routing.Order) ([]methods.ID, error)

	// Details returns the offers with their products and amounts.
	Details func(o *routing.Order) ([]byhand.Offer, error)

	// Reasons returns, for each method of the platform that is not offered, the
	// checks that failed, in their order: all of them if AllReasons is set, else
	// the first. It is nil for a candidate that keeps no reasons.
	Reasons    func(o *routing.Order) (map[methods.ID][]routing.Code, error)
	AllReasons bool
}

// Builder makes candidates for the rules of a shop that share what they compile.
type Builder func(*shop.Shop) ([]Candidate, error)

// Size is a shop, and what takes part in it.
type Size struct {
	Name     string
	Shop     func() *shop.Shop
	Builders []Builder // the first candidate is what the others are measured by
}

// Sizes are the shops that are compared. Only the code written by hand and paymux
// take part in the largest: two million rules of an engine take minutes to compile
// and gigabytes to keep.
func Sizes() []Size {
	engines := []Builder{
		celPerRule, celPerPlatform, exprPerRule, exprPerPlatform, cedarPolicies, opaPolicies, opaData,
	}
	return []Size{
		{"builtin", shop.BuiltIn, append([]Builder{handSwitch, paymuxBuiltIn, naiveRules}, engines...)},
		{"medium", func() *shop.Shop { return shop.Market(1_000, 20) }, append([]Builder{handTable, paymuxMarket, naiveRules}, engines...)},
		{"large", func() *shop.Shop { return shop.Market(100_000, 20) }, []Builder{handTable, paymuxMarket}},
	}
}

// each calls decide for n orders, taken in turn from the list.
func each(orders []routing.Order, n int, decide func(*routing.Order) error) error {
	for i, next := 0, 0; i < n; i++ {
		if err := decide(&orders[next]); err != nil {
			return err
		}
		if next++; next == len(orders) {
			next = 0
		}
	}
	return nil
}
