package prose

import (
	"testing"
	"time"
)

// RFC 3339 is written as package time writes it, of years and zones that no order has as well.
func TestTimesInJSONAreThoseOfPackageTime(t *testing.T) {
	years := []int{-12345, -5, 0, 1, 33, 999, 1970, 2024, 9999, 10000, 123456}
	zones := []time.Duration{0, 8 * time.Hour, -3*time.Hour - 30*time.Minute, 14 * time.Hour, -time.Minute, 25 * time.Hour, 123 * time.Hour}
	for _, year := range years {
		for _, offset := range zones {
			for _, nanos := range []int{0, 1, 500_000_000, 120_000, 999_999_999} {
				at := time.Date(year, 2, 28, 23, 59, 7*nanos%60, nanos, time.FixedZone("", int(offset/time.Second)))
				if got, want := TimeJSON(at), at.Format(time.RFC3339Nano); got != want {
					t.Errorf("TimeJSON = %q, want %q", got, want)
				}
			}
		}
	}
}
