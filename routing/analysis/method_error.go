package analysis

import (
	"fmt"

	"github.com/paymux/paymux/methods"
)

// MethodError reports a method that the catalog does not have. It is always a
// pointer.
type MethodError struct {
	Method methods.ID
}

// Error quotes the method, clipped if long.
func (e *MethodError) Error() string {
	return fmt.Sprintf("analysis: %.40q is not a method of the catalog", e.Method)
}
