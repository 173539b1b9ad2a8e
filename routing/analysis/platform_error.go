package analysis

import (
	"fmt"

	"github.com/paymux/paymux/methods"
)

// PlatformError reports a platform that the catalog does not know. It is always a
// pointer.
type PlatformError struct{ Platform methods.Platform }

// Error quotes the platform, clipped if long.
func (e *PlatformError) Error() string {
	return fmt.Sprintf("analysis: the catalog has no platform %.40q", e.Platform)
}
