package routing

import "github.com/paymux/paymux/methods"

// TraitInfo names a trait that the catalog's rules use. The zero TraitInfo has no ID, which a
// catalog wants.
type TraitInfo struct {
	ID   methods.Trait
	Name methods.Text
}
