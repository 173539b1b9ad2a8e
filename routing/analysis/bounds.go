package analysis

import (
	"sync/atomic"

	"github.com/paymux/paymux/methods"
)

// bounds are how much an answer may take: see the package comment.
type bounds struct {
	steps   int // of what is worked out about one method on one platform, or about a platform
	nodes   int // that the functions of one method, or of a platform, may have
	regions int // that a list about one method, two rules or a platform may have
	buyers  int // made up, to find one that lies in some buckets

	perValue int // steps that each rule and each value that it names counts, at least 1

	taken *atomic.Int64 // counts the steps of all diagrams, unless it is nil
}

// The bounds of a whole catalog's analysis, and those of a single order's plan.
var (
	wideBounds = bounds{steps: 1 << 22, nodes: 1 << 20, regions: 100_000, buyers: 1 << 22}
	planBounds = bounds{steps: 1 << 20, nodes: 1 << 17, buyers: 1 << 17, perValue: 32}
)

// exceeded returns the error about one of the bounds.
func (b bounds) exceeded(bound string, p methods.Platform, m methods.ID) *BoundError {
	most := map[string]int{"steps": b.steps, "nodes": b.nodes, "regions": b.regions, "buyers": b.buyers}[bound]
	return &BoundError{Platform: p, Method: m, Bound: bound, Most: most}
}
