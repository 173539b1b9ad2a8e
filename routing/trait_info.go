package routing

import "github.com/paymux/paymux/methods"

// Trait names a trait that the catalog's rules use. The zero Trait has no ID, which a
// catalog wants.
type TraitInfo struct {
	ID   methods.Trait
	Name methods.Text
}
