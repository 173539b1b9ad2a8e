package routing

import (
	"fmt"
	"log/slog"
)

// String is the order's JSON form, without the buyer and the merchant: read by
// [ParseOrder], it gives the same decision unless a rollout asks for the buyer. What
// cannot be seen, such as a mark that turns the direction of writing, is escaped.
func (o Order) String() string {
	data, err := o.MarshalJSON()
	if err != nil {
		return "order that has no JSON form: " + err.Error()
	}
	return visible(data)
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
