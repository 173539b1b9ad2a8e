package routing

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Catalog is everything a [Router] knows: methods, platforms, which methods are
// available where, when and for whom, and the limits that hold. It is plain data;
// build it in Go or read it with [ParseCatalog]. The zero Catalog is valid and
// knows no platform.
type Catalog struct {
	Name    string
	Version string

	// Zone is the offset east of UTC at which the JSON form reads and writes
	// dates and calendar windows, such as 8 * time.Hour, and at which reasons give
	// times. It changes no decision.
	Zone time.Duration

	Sources      []methods.Source
	Traits       []TraitInfo
	Methods      []methods.Method
	Platforms    []PlatformInfo
	Availability []methods.Availability
	Limits       []LimitRule
}

// Platform is a shop or marketplace that orders are placed on. The zero Platform has
// no ID, which a catalog wants.
type PlatformInfo struct {
	ID      methods.Platform
	Name    methods.Text
	Aliases []methods.Platform // other ids for the same platform, accepted in orders
}

// Trait names a trait that the catalog's rules use. The zero Trait has no ID, which a
// catalog wants.
type TraitInfo struct {
	ID   methods.Trait
	Name methods.Text
}

// LimitRule is a limit with the orders that it applies to: those that When
// matches and no Except does, for the given methods (any, if empty). Limit is a
// [limits.Cap] or a limit of your own; the JSON form knows caps only. The zero
// LimitRule has none, and a catalog refuses it: it wants an ID, a Limit and a source.
//
// What a limit of your own does with totals is its own business: [Router.Caps] and
// Offer.Caps do not have them, so a ledger is not asked about them. State a cap on a
// total as a rule of its own beside it. A limit that panics does so in [Router.Route].
type LimitRule struct {
	ID      string
	Methods []methods.ID
	When    methods.Match
	Except  []methods.Match
	Limit   limits.Limit

	methods.Evidence
}

// Bounds on what a catalog may hold. They are far above any real catalog. They keep
// memory in proportion to the input, and what one order costs bounded whatever the
// catalog.
const (
	// maxRows is the largest number of (platform, method, entry or limit rule)
	// combinations that a catalog may be laid out in. A limit rule that names no
	// platforms counts once for each method that it names, and one that names no
	// methods once for each platform: those are kept once.
	maxRows = 1 << 22

	// maxWork is the most comparisons that an order may cost on a platform beyond
	// what is in proportion to its entries and limit rules. A rule that applies to
	// several methods counts for each but one of them: one, and one more for every
	// source, trait and Except that it names. An Except of an entry counts one, and
	// one more for every source, surface and currency of the entry and surface of
	// its products. The sum is estimated from above: every entry is taken for that
	// of another method, as long as the catalog has so many.
	maxWork = 1 << 20

	// maxParents is how many methods a method may live within, one in the other.
	maxParents = 8

	// maxSets is the largest number of different surface lists, currency lists
	// and region lists, taken together.
	maxSets = 1<<16 - 1
)
