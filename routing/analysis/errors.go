package analysis

import (
	"fmt"

	"github.com/paymux/paymux/methods"
)

// Bounds on how much there may be to tell apart. Where one would be passed, the
// answer is a [*BoundError] and nothing else: part of an answer is never given for
// the whole.
const (
	// MaxNodes is how many different parts the behaviour of one method on one
	// platform, or with [Map] of one platform, may have. What counts are the traits,
	// instants, surfaces, regions, currencies, bounds and rollouts that depend on
	// each other: ten rules with a trait each take some dozens, one rule of which
	// every set of twenty traits has its own effect takes a million.
	MaxNodes = 1 << 20

	// MaxRegions is how many regions the changes of one method on one platform, or
	// what [Lint] finds about two rules or gaps there, may have. [Map] has any number:
	// this is how many it merges at once.
	MaxRegions = 100_000

	// MaxBuyers is how many made-up buyers are tried to find one that lies in the
	// buckets of a region: enough for a single bucket, or for two rollouts that
	// choose one buyer in a thousand each.
	MaxBuyers = 1 << 24
)

// BoundError reports that a bound would have been passed. It is always a pointer.
type BoundError struct {
	Platform methods.Platform
	Method   methods.ID // empty for all of the platform's
	Bound    string     // "MaxNodes", "MaxRegions" or "MaxBuyers"
	Most     int
}

// Error names the bound, the platform and, where it is of one, the method.
func (e *BoundError) Error() string {
	what := "platform " + fmt.Sprintf("%q", e.Platform)
	if e.Method != "" {
		what = fmt.Sprintf("%q on %s", e.Method, what)
	}
	if e.Bound == "MaxBuyers" {
		return fmt.Sprintf("analysis: of %s, %d, made-up buyers none lies in the rollouts that the rules for %s need at once", e.Bound, e.Most, what)
	}
	return fmt.Sprintf("analysis: the rules for %s depend on each other in too many ways: more than %s, %d", what, e.Bound, e.Most)
}

// LimitError reports a limit rule whose limit is not a [limits.Cap]: where it
// begins or ceases to refuse cannot be read from it. It is always a pointer.
type LimitError struct {
	Path string // such as "limits[3]"
	Rule string
	Type string // of the limit, such as "shop.WeekendLimit"
}

// Error names the rule, its place in the catalog and the type of its limit.
func (e *LimitError) Error() string {
	return fmt.Sprintf("analysis: %s (%s) is a %s: want a limits.Cap, whose bounds can be read", e.Path, e.Rule, e.Type)
}

// faultError reports a bug of this package: what it worked out is not what the
// router decides.
type faultError struct {
	claim string
	order string
}

func (e *faultError) Error() string {
	return "analysis: fault in this package: " + e.claim + " does not hold for " + e.order
}
