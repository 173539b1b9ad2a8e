package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Change is a region of orders about which two catalogs decide differently as to a
// method, in the same way for all of them. The zero Change is none. Its JSON form has
// the fields of its parts' own; the witness is without the buyer, as every order's is.
type Change struct {
	Kinds  []Kind     `json:"kinds"` // at least one, in the order of [Kinds]
	Method methods.ID `json:"method"`

	// After is, for [KindReordered], the other method: the old catalog shows Method after it,
	// and the new one before it. It is empty for other kinds.
	After methods.ID `json:"after,omitempty"`

	Region Region `json:"region"`

	// Old and New are the ids of the entries and limit rules of each catalog that
	// make the difference, sorted.
	Old []string `json:"old,omitempty"`
	New []string `json:"new,omitempty"`

	// Witness is an order of the region, and OldDecision and NewDecision are what
	// the two routers decide about it if limits that are not a [limits.Cap] allow it.
	// The zero Decision stands for a platform that a catalog does not know.
	Witness     routing.Order    `json:"witness"`
	OldDecision routing.Decision `json:"old_decision,omitzero"`
	NewDecision routing.Decision `json:"new_decision,omitzero"`
}

func (c Change) is(k Kind) bool { return slices.Contains(c.Kinds, k) }
