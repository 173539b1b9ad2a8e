package routing

import (
	"fmt"
	"log/slog"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/prose"
)

// Order is what a decision is made about. Platform, Amount and At are required;
// whatever else is left empty is not known, and what is not known never opens a
// method.
type Order struct {
	ID       string // the shop's own, repeated in the decision
	Platform methods.Platform
	Surface  methods.Surface
	Amount   limits.Money // zero or more
	At       time.Time    // from the year 2000 to 2199
	Region   methods.Region
	Traits   []methods.Trait // those that hold; traits that no rule uses are ignored

	// Buyer and Merchant are the shop's ids. The buyer's decides rollouts.
	// Neither is ever printed, logged or marshaled, not even by fmt where it prints an
	// Order without calling its methods: in an unexported field, or for the verb %p.
	Buyer    limits.Hidden
	Merchant limits.Hidden

	// Usage is what has been paid so far, by counter; see [Router.Caps].
	Usage limits.Usage

	Allow  []methods.ID // if not empty, only these methods
	Block  []methods.ID // not these
	Tried  []methods.ID // not these: they have failed for this order
	Prefer []methods.ID // these first, in this order
}

// String describes the order in one line, without the buyer and the merchant. What
// cannot be seen, such as a line break in a malformed name, becomes a space.
func (o Order) String() string {
	var b strings.Builder
	b.WriteString(prose.Plain(string(o.Platform)))
	if o.Surface != "" {
		b.WriteString(" " + prose.Plain(string(o.Surface)))
	}
	b.WriteString(" " + o.Amount.String() + " " + o.At.Format(time.RFC3339Nano))
	for _, trait := range o.Traits {
		b.WriteString(" +" + prose.Plain(string(trait)))
	}
	return b.String()
}

// GoString is [Order.String].
func (o Order) GoString() string { return o.String() }

// Format writes [Order.String] for every verb of package fmt, so that the buyer and
// the merchant stay out of %#v and %d as well.
func (o Order) Format(f fmt.State, _ rune) { fmt.Fprint(f, o.String()) }

// LogValue is the order as a group of attributes, without the buyer and the
// merchant.
func (o Order) LogValue() slog.Value {
	return slog.GroupValue(
		slog.String("id", o.ID),
		slog.String("platform", string(o.Platform)),
		slog.String("surface", string(o.Surface)),
		slog.String("amount", o.Amount.String()),
		slog.Time("at", o.At),
	)
}
