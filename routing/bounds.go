package routing

import (
	"fmt"
	"time"
)

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

	// maxParents is how many parents a method may have, each the parent of the next.
	maxParents = 8

	// maxSets is the largest number of different surface lists, currency lists
	// and region lists, taken together.
	maxSets = 1<<16 - 1

	// maxSetRegions is how many regions all different lists that name a region set may
	// come to, taken together.
	maxSetRegions = 1 << 22
)

// An order's time lies in the years 2000 to 2199, and a date of a catalog in 1970 to
// 2199. In Unix seconds; the first is inclusive, the last exclusive.
const (
	firstSecond = 946684800  // 2000-01-01T00:00:00Z
	lastSecond  = 7258118400 // 2200-01-01T00:00:00Z
)

// yearsFrom names the years from that of an instant to the last one allowed.
func yearsFrom(second int64) string {
	year := func(second int64) int { return time.Unix(second, 0).UTC().Year() }
	return fmt.Sprintf("the years %d to %d", year(second), year(lastSecond)-1)
}

// maxText is the longest text for people that a catalog may have, such as a name
// or a quote, in bytes.
const maxText = 4096
