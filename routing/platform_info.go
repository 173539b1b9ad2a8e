package routing

import "github.com/paymux/paymux/methods"

// PlatformInfo is a shop or marketplace that orders are placed on. The zero PlatformInfo has
// no ID, which a catalog needs.
type PlatformInfo struct {
	ID      methods.Platform
	Name    methods.Text
	Aliases []methods.Platform // other ids for the same platform, accepted in orders
}
