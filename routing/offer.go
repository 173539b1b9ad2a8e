package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Offer is a method that the order may be paid with. The zero Offer is none:
// [Decision.Offer] returns it with false.
type Offer struct {
	Method  methods.ID
	Name    methods.Text
	Payer   methods.Payer
	Product methods.Product // zero if the method has none
	Rank    int             // of the entry; 0 is unranked
	Parent  methods.ID      // the method whose cashier it is in, or empty

	// Headroom is what this order may amount to with this method. It contains the
	// order's amount, and any other amount in it would be offered as well. A missing bound
	// means that no rule has one. With credit it is never what the buyer's credit line has
	// left, which only the wallet knows.
	Headroom limits.Headroom

	Entry   string   // id of the availability entry that grants the method
	Limits  []string // ids of the limit rules that apply, sorted; with those of its parents
	Sources []string // ids of the sources of the entry and the limit rules

	Confidence methods.Confidence // of the entry; empty: not assessed
	Conflict   string             // what other sources say against the entry

	// Caps are the caps on totals among the limit rules, as a ledger needs them to
	// reserve the payment. One that only counts payments has the largest amount as its Max
	// if other rules bound the amount of its counter.
	Caps []limits.Cap
}
