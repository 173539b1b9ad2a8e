package analysis

import (
	"slices"

	"github.com/paymux/paymux/limits"
)

// Amounts is a span of amounts, with both bounds. A Max that is not valid is no
// bound. If Min is not valid, it is every amount of every currency but NotIn, so the zero
// Amounts is every amount.
type Amounts struct {
	Min   limits.Money      `json:"min,omitzero"`
	Max   limits.Money      `json:"max,omitzero"`
	NotIn []limits.Currency `json:"not_in,omitempty"`
}

// Contains reports whether an amount is in the span.
func (a Amounts) Contains(m limits.Money) bool {
	if !a.Min.IsValid() {
		return m.IsValid() && !slices.Contains(a.NotIn, m.Currency())
	}
	return m.Currency() == a.Min.Currency() && m.Minor() >= a.Min.Minor() &&
		(!a.Max.IsValid() || m.Minor() <= a.Max.Minor())
}

func (a Amounts) equal(b Amounts) bool {
	return a.Min == b.Min && a.Max == b.Max && slices.Equal(a.NotIn, b.NotIn)
}
