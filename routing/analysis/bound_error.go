package analysis

import (
	"fmt"

	"github.com/paymux/paymux/methods"
)

// BoundError reports that an answer would take more than one of the bounds in the
// package comment. It is always a pointer.
type BoundError struct {
	Platform methods.Platform
	Method   methods.ID // empty where it is about all of the platform's
	Bound    string     // "steps", "nodes", "regions" or "buyers"
	Most     int        // how many there may be
}

// Error names the bound, the platform and, where it is about one, the method.
func (e *BoundError) Error() string {
	what := fmt.Sprintf("platform %q", e.Platform)
	if e.Method != "" {
		what = fmt.Sprintf("%q on %s", e.Method, what)
	}
	if e.Bound == "buyers" {
		return fmt.Sprintf("analysis: of %d made-up buyers none lies in all the rollouts that the rules for %s need", e.Most, what)
	}
	return fmt.Sprintf("analysis: the rules for %s depend on each other in too many ways: more than %d %s", what, e.Most, e.Bound)
}
