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
		limits.Week(time.Monday, 0):   false,
		limits.Quarter(0):             false,
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

// A rolling window holds the payments of (at - length, at]: one made exactly the length
// before is out, and all that it holds at an instant is out at the end of its span.
func TestRollingSpans(t *testing.T) {
	w := limits.Rolling(24 * time.Hour)
	at := instant(t, "2024-03-01T12:00:00+08:00")
	for _, tt := range []struct {
		paid  string
		holds bool
	}{
		{"2024-02-29T12:00:00+08:00", false},
		{"2024-02-29T12:00:00.000000001+08:00", true},
		{"2024-03-01T12:00:00+08:00", true},
		{"2024-03-01T12:00:00.000000001+08:00", false},
	} {
		paid := instant(t, tt.paid)
		from, _ := w.Span(at)
		if holds := paid.After(from) && !paid.After(at); holds != tt.holds {
			t.Errorf("holds a payment of %s: %v, want %v", tt.paid, holds, tt.holds)
		}
	}
	_, until := w.Span(at)
	if from, _ := w.Span(until); at.After(from) {
		t.Errorf("at %v a payment of %v still counts", until, at)
	}
	if from, _ := w.Span(until.Add(-1)); !at.After(from) {
		t.Errorf("just before %v a payment of %v counts no more", until, at)
	}
}
