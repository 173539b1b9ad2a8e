package limits_test

import (
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
)

func TestOnlyRollingWindowsAreRolling(t *testing.T) {
	for w, want := range map[limits.Window]bool{
		{}:                            false,
		limits.Day(8 * time.Hour):     false,
		limits.Month(0):               false,
		limits.Year(0):                false,
		limits.Lifetime():             false,
		limits.Rolling(time.Hour):     true,
		limits.Rolling(0):             false, // not valid
		limits.Day(100 * time.Hour):   false, // not valid
		limits.Rolling(4 * time.Hour): true,
	} {
		if got := w.IsRolling(); got != want {
			t.Errorf("%q: IsRolling = %v, want %v", w, got, want)
		}
	}
}
