package china

import (
	_ "embed"
	"time"

	"github.com/paymux/paymux/routing"
)

//go:embed catalog.json
var catalogJSON string

// Catalog returns the built-in catalog. It reads the embedded file anew each time,
// so that what it returns is the caller's to change; compile it once and keep the
// router.
func Catalog() routing.Catalog {
	// There is no error: a test reads the embedded file. With one, the catalog would
	// be empty and offer nothing.
	catalog, _ := routing.ParseCatalog(JSON())
	return catalog
}

// JSON returns the built-in catalog in the form that [routing.ParseCatalog] reads,
// as a start for a catalog of one's own. The slice is the caller's.
func JSON() []byte { return []byte(catalogJSON) }

// AsOf returns the day on which every row was last checked against its sources: midnight
// in Beijing. It is the catalog's version, as a time; what has changed since is not in
// it.
func AsOf() time.Time {
	return time.Date(2026, time.November, 27, 0, 0, 0, 0, time.FixedZone("", 8*60*60))
}
