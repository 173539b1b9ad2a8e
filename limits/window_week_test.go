package limits_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// Weeks and quarters are those that a walk through the calendar finds, day by day.
func TestWeeksAndQuartersByTheCalendar(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		offset := time.Duration(rapid.IntRange(-12*60, 14*60).Draw(t, "offset")) * time.Minute
		first := time.Weekday(rapid.IntRange(0, 6).Draw(t, "first"))
		at := nearMidnights(offset).Draw(t, "at")
		checkWalk(t, limits.Week(first, offset), at, offset, func(day time.Time) bool { return day.Weekday() == first })
		checkWalk(t, limits.Quarter(offset), at, offset, func(day time.Time) bool {
			return day.Day() == 1 && (day.Month()-time.January)%3 == 0
		})
	})
}

// nearMidnights generates instants beside local midnights, those around month ends
// and leap days more often than others.
func nearMidnights(offset time.Duration) *rapid.Generator[time.Time] {
	return rapid.Custom(func(t *rapid.T) time.Time {
		zone := time.FixedZone("", int(offset/time.Second))
		year := rapid.SampledFrom([]int{2000, 2023, 2024, 2025, 2100, 2199}).Draw(t, "year")
		month := time.Month(rapid.IntRange(1, 12).Draw(t, "month"))
		day := rapid.OneOf(rapid.SampledFrom([]int{1, 28, 29, 30, 31}), rapid.IntRange(1, 31)).Draw(t, "day")
		beside := rapid.SampledFrom([]time.Duration{-1, 0, 1, 12 * time.Hour}).Draw(t, "beside")
		return time.Date(year, month, day, 0, 0, 0, 0, zone).Add(beside)
	})
}

// checkWalk compares a window's span with the last day up to an instant that begins
// one, and the first day after it that does.
func checkWalk(t *rapid.T, w limits.Window, at time.Time, offset time.Duration, begins func(time.Time) bool) {
	t.Helper()
	local := at.In(time.FixedZone("", int(offset/time.Second)))
	today := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, local.Location())
	from, until := today, today.AddDate(0, 0, 1)
	for !begins(from) {
		from = from.AddDate(0, 0, -1)
	}
	for !begins(until) {
		until = until.AddDate(0, 0, 1)
	}
	gotFrom, gotUntil := w.Span(at)
	if !gotFrom.Equal(from) || !gotUntil.Equal(until) {
		t.Errorf("%v of %v: %v to %v, want %v to %v", w, at, gotFrom, gotUntil, from.UTC(), until.UTC())
	}
}

const day = "Mon Jan 2 15:04"

// A week from Monday in Beijing: Sunday's last nanosecond is of the week before.
func ExampleWeek() {
	monday := time.Date(2024, 3, 3, 16, 0, 0, 0, time.UTC)
	for _, at := range []time.Time{monday.Add(-1), monday} {
		from, until := limits.Week(time.Monday, 8*time.Hour).Span(at)
		fmt.Println(from.Format(day), "to", until.Format(day))
	}
	// Output:
	// Sun Feb 25 16:00 to Sun Mar 3 16:00
	// Sun Mar 3 16:00 to Sun Mar 10 16:00
}

func ExampleQuarter() {
	from, until := limits.Quarter(0).Span(time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC))
	fmt.Println(from.Format(day), "to", until.Format(day))
	// Output: Mon Jan 1 00:00 to Mon Apr 1 00:00
}
