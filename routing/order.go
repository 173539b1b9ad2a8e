package routing

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Order is what a decision is made about. Platform, Amount and At are required; whatever
// else is left empty is not known: see "What is not known" in the package comment.
type Order struct {
	ID       string // the shop's own, repeated in the decision; plain text in one line of at most 4,096 bytes
	Platform methods.Platform
	Surface  methods.Surface
	// Amount is what the buyer is to pay by the method, zero or more, with the fee that you
	// add and less the discount: see "An amount that the method changes" in the package
	// comment. A fee that the wallet adds itself, as for installments, is no part of it. An
	// amount of zero is legal, but needs no payment: do not route it.
	Amount limits.Money

	At     time.Time // from the year 2000 to 2199 in UTC, in any zone
	Region methods.Region
	Traits []methods.Trait // those that hold; traits that no rule uses are ignored
	Lacks  []methods.Trait // those that are known not to hold; none of Traits

	// Buyer and Merchant are the shop's ids. The buyer's decides rollouts.
	// Neither is ever printed, logged or marshaled, not even by fmt where it prints an
	// Order without calling its methods: in an unexported field, or for the verb %p.
	Buyer    limits.Hidden
	Merchant limits.Hidden

	// Usage is what has been paid so far, by counter: the amount, the number of payments,
	// or both; see [Router.Caps].
	Usage limits.Usage

	// Allow, if it is not nil, restricts the order to these methods: an empty list
	// allows none. Ids that the catalog does not know match nothing.
	Allow []methods.ID

	Block  []methods.ID // not these; an unknown id is a fault
	Tried  []methods.ID // not these: they have failed for this order; unknown ids match nothing
	Prefer []methods.ID // these first, in this order; unknown ids match nothing

	// Down names methods that are out of service, each until the time given; the
	// zero time: nobody knows until when. An unknown id is a fault.
	Down map[methods.ID]time.Time
}

// visible escapes what cannot be seen in a JSON document.
func visible(data []byte) string {
	var b strings.Builder
	b.Grow(len(data))
	for _, r := range string(data) {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}
