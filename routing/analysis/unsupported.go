package analysis

import (
	"fmt"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

// requireSupported returns an error that names the first rule of a catalog that the
// analysis cannot judge: a bound on the number of payments.
func requireSupported(c *routing.Catalog) error {
	for i := range c.Limits {
		rule := &c.Limits[i]
		if c, ok := rule.Limit.(limits.Cap); ok && c.MaxCount > 0 {
			return fmt.Errorf("analysis: limits[%d] (%s): max_count cannot be analyzed", i, rule.ID)
		}
	}
	return nil
}
