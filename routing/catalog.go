package routing

import (
	"time"

	"github.com/paymux/paymux/methods"
)

// Catalog is everything a [Router] knows: methods, platforms, which methods are
// available where, when and for whom, and the limits that hold. It is plain data;
// build it in Go or read it with [ParseCatalog]. The zero Catalog is valid and
// knows no platform.
//
// # Changing the rules
//
// Adding a limit rule, narrowing a When, adding or widening an Except, and blocking a method
// or taking it out of service never add an offer, as long as the entries of a method on a
// platform have the same parent. (An entry that no longer grants hands over to the next,
// which another parent may allow.)
//
// The order of limit rules never matters. The order of a method's entries matters if more
// than one can grant or is equally near to granting, and for offers of equal rank.
type Catalog struct {
	Name    string
	Version string

	// Zone is the offset east of UTC at which the JSON form reads and writes
	// dates and calendar windows, such as 8 * time.Hour, and at which reasons give
	// times. [methods.Hours] are on its clock; nothing else about a decision depends on it.
	// It is whole minutes, of less than 24 hours.
	Zone time.Duration

	Sources []methods.Source

	// DefaultSources are the sources of the entries and limit rules that name none.
	DefaultSources []string

	// RegionSets are regions under a name, such as "eea", which is an id. In the list of
	// regions of a [methods.Match] the name stands for all of them. A set has regions
	// and no names of other sets.
	RegionSets map[string][]methods.Region

	Traits       []TraitInfo
	Methods      []methods.Method
	Platforms    []PlatformInfo
	Availability []methods.Availability
	Limits       []LimitRule

	// Accept are findings of analysis.Lint that are meant. They change no decision.
	Accept []Acceptance
}
