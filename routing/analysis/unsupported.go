package analysis

import (
	"fmt"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// requireSupported returns an error that names the first condition of a catalog that
// the analysis cannot judge: hours, and a bound on the number of payments.
func requireSupported(c *routing.Catalog) error {
	for i := range c.Availability {
		if e := &c.Availability[i]; hasHours(&e.When, e.Except) {
			return fmt.Errorf("analysis: availability[%d] (%s): hours cannot be analyzed", i, e.ID)
		}
	}
	for i := range c.Limits {
		rule := &c.Limits[i]
		if hasHours(&rule.When, rule.Except) {
			return fmt.Errorf("analysis: limits[%d] (%s): hours cannot be analyzed", i, rule.ID)
		}
		if c, ok := rule.Limit.(limits.Cap); ok && c.MaxCount > 0 {
			return fmt.Errorf("analysis: limits[%d] (%s): max_count cannot be analyzed", i, rule.ID)
		}
	}
	return nil
}

func hasHours(when *methods.Match, except []methods.Match) bool {
	for _, m := range except {
		if len(m.Hours) > 0 {
			return true
		}
	}
	return len(when.Hours) > 0
}
