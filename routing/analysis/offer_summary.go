package analysis

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// OfferSummary is what counts of an offer, for whatever has been paid so far. The zero
// OfferSummary is of no method.
type OfferSummary struct {
	Method  methods.ID `json:"method"`
	Product string     `json:"product,omitempty"` // its id, or empty
	Parent  methods.ID `json:"within,omitempty"`

	// Min and Max are the headroom as long as nothing has been paid: both inclusive,
	// and no bound if not valid. Resets is whether Max is that of a total that
	// resets.
	Min    limits.Money `json:"min,omitzero"`
	Max    limits.Money `json:"max,omitzero"`
	Resets bool         `json:"resets,omitempty"`

	// Unexamined are the ids of the limit rules that apply and whose limit is not a
	// [limits.Cap], sorted. They may leave less, or refuse.
	Unexamined []string `json:"unexamined,omitempty"`
}
