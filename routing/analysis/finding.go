package analysis

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Finding is something about a catalog's rules that its author would want to know. The
// zero Finding is none.
type Finding struct {
	Code     FindingCode  `json:"code"`
	Severity Severity     `json:"severity"`
	Path     string       `json:"path"`             // in the catalog, such as "availability[3]"
	ID       string       `json:"id"`               // of what is at the path
	Others   []string     `json:"others,omitempty"` // ids of the entries or limit rules that it collides with
	Text     methods.Text `json:"text"`

	// Regions are the orders that a gap or an overlap is about: one of these, which
	// for an overlap may have orders in common. There is none where the finding is
	// not about a region.
	Regions []Region `json:"regions,omitempty"`

	// Witness is an order that shows the finding. It has no platform where no order
	// could show it: one about no orders, such as about a source, a trait or conditions
	// that exclude each other.
	Witness routing.Order `json:"witness,omitzero"`
}
