package limits_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
)

const china = 8 * time.Hour

func instant(t fataler, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// Each row is a window that holds its first and its last nanosecond and neither of
// those beside them.
func TestCalendarSpans(t *testing.T) {
	for _, tt := range []struct {
		name        string
		window      limits.Window
		from, until string
	}{
		{"a day in China", limits.Day(china), "2023-12-15T00:00:00+08:00", "2023-12-16T00:00:00+08:00"},
		{"a day in UTC", limits.Day(0), "2023-12-15T00:00:00Z", "2023-12-16T00:00:00Z"},
		{"the leap day", limits.Day(china), "2024-02-29T00:00:00+08:00", "2024-03-01T00:00:00+08:00"},
		{"the day before the leap day", limits.Day(china), "2024-02-28T00:00:00+08:00", "2024-02-29T00:00:00+08:00"},
		{"the last of February in a common year", limits.Day(china), "2023-02-28T00:00:00+08:00", "2023-03-01T00:00:00+08:00"},
		{"the last of February in 2100", limits.Day(china), "2100-02-28T00:00:00+08:00", "2100-03-01T00:00:00+08:00"},
		{"the leap day of 2000", limits.Day(china), "2000-02-29T00:00:00+08:00", "2000-03-01T00:00:00+08:00"},
		{"the last day of a year", limits.Day(china), "2023-12-31T00:00:00+08:00", "2024-01-01T00:00:00+08:00"},
		{"a day west of Greenwich", limits.Day(-(9*time.Hour + 30*time.Minute)), "2023-12-31T00:00:00-09:30", "2024-01-01T00:00:00-09:30"},
		{"a day at the largest offset", limits.Day(24*time.Hour - time.Minute), "2024-02-29T00:00:00+23:59", "2024-03-01T00:00:00+23:59"},
		{"a day at the smallest offset", limits.Day(time.Minute - 24*time.Hour), "2024-02-29T00:00:00-23:59", "2024-03-01T00:00:00-23:59"},
		{"a month of 31 days", limits.Month(china), "2024-01-01T00:00:00+08:00", "2024-02-01T00:00:00+08:00"},
		{"a month of 30 days", limits.Month(china), "2024-09-01T00:00:00+08:00", "2024-10-01T00:00:00+08:00"},
		{"February of a leap year", limits.Month(china), "2024-02-01T00:00:00+08:00", "2024-03-01T00:00:00+08:00"},
		{"February of a common year", limits.Month(china), "2023-02-01T00:00:00+08:00", "2023-03-01T00:00:00+08:00"},
		{"December", limits.Month(china), "2023-12-01T00:00:00+08:00", "2024-01-01T00:00:00+08:00"},
		{"a month west of Greenwich", limits.Month(-12 * time.Hour), "2024-02-01T00:00:00-12:00", "2024-03-01T00:00:00-12:00"},
		{"a week from Monday", limits.Week(time.Monday, china), "2024-02-26T00:00:00+08:00", "2024-03-04T00:00:00+08:00"},
		{"a week from Sunday", limits.Week(time.Sunday, china), "2024-02-25T00:00:00+08:00", "2024-03-03T00:00:00+08:00"},
		{"a week from Saturday", limits.Week(time.Saturday, china), "2024-02-24T00:00:00+08:00", "2024-03-02T00:00:00+08:00"},
		{"a week across the new year", limits.Week(time.Monday, china), "2024-12-30T00:00:00+08:00", "2025-01-06T00:00:00+08:00"},
		{"a week west of the date line", limits.Week(time.Monday, -12*time.Hour), "2023-12-25T00:00:00-12:00", "2024-01-01T00:00:00-12:00"},
		{"a week east of the date line", limits.Week(time.Tuesday, 14*time.Hour), "2024-02-27T00:00:00+14:00", "2024-03-05T00:00:00+14:00"},
		{"the first quarter of a leap year", limits.Quarter(china), "2024-01-01T00:00:00+08:00", "2024-04-01T00:00:00+08:00"},
		{"the second quarter", limits.Quarter(0), "2024-04-01T00:00:00Z", "2024-07-01T00:00:00Z"},
		{"the third quarter", limits.Quarter(14 * time.Hour), "2024-07-01T00:00:00+14:00", "2024-10-01T00:00:00+14:00"},
		{"the fourth quarter", limits.Quarter(-12 * time.Hour), "2023-10-01T00:00:00-12:00", "2024-01-01T00:00:00-12:00"},
		{"a leap year", limits.Year(china), "2024-01-01T00:00:00+08:00", "2025-01-01T00:00:00+08:00"},
		{"a common year", limits.Year(china), "2023-01-01T00:00:00+08:00", "2024-01-01T00:00:00+08:00"},
		{"a year west of Greenwich", limits.Year(-5 * time.Hour), "2023-01-01T00:00:00-05:00", "2024-01-01T00:00:00-05:00"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			from, until := instant(t, tt.from), instant(t, tt.until)
			for _, at := range []time.Time{from, from.Add(1), from.Add(until.Sub(from) / 2), until.Add(-1)} {
				gotFrom, gotUntil := tt.window.Span(at)
				if gotFrom != from.UTC() || gotUntil != until.UTC() {
					t.Errorf("of %v: %v to %v, want %v to %v", at, gotFrom, gotUntil, from.UTC(), until.UTC())
				}
			}
			if _, got := tt.window.Span(from.Add(-1)); got != from.UTC() {
				t.Errorf("the window before ends at %v, want %v", got, from.UTC())
			}
			if got, _ := tt.window.Span(until); got != until.UTC() {
				t.Errorf("the window after begins at %v, want %v", got, until.UTC())
			}
		})
	}
}

func TestOtherSpans(t *testing.T) {
	at := instant(t, "2024-02-29T23:59:59.999999999+08:00")
	for _, tt := range []struct {
		name        string
		window      limits.Window
		from, until time.Time
	}{
		{"one payment", limits.Window{}, at.UTC(), at.UTC()},
		{"a day that moves", limits.Rolling(24 * time.Hour), at.UTC().Add(-24 * time.Hour), at.UTC().Add(24 * time.Hour)},
		{"a second that moves", limits.Rolling(time.Second), at.UTC().Add(-time.Second), at.UTC().Add(time.Second)},
		{"all time", limits.Lifetime(), time.Time{}, time.Time{}},
		{"not valid", limits.Rolling(0), time.Time{}, time.Time{}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if from, until := tt.window.Span(at); from != tt.from || until != tt.until {
				t.Errorf("%v to %v, want %v to %v", from, until, tt.from, tt.until)
			}
		})
	}
}

// Spans compare with ==, whatever zone or clock the instant came from.
func TestSpansAreInUTC(t *testing.T) {
	at := instant(t, "2024-02-29T16:00:00Z")
	for _, w := range []limits.Window{{}, limits.Day(china), limits.Rolling(time.Hour)} {
		from, until := w.Span(at)
		elsewhere := at.In(time.FixedZone("elsewhere", -3*3600))
		if f, u := w.Span(elsewhere); f != from || u != until {
			t.Errorf("%q: %v to %v, want %v to %v", w, f, u, from, until)
		}
	}
}

func TestWindowText(t *testing.T) {
	for _, tt := range []struct {
		text   string
		window limits.Window
	}{
		{"", limits.Window{}},
		{"day+08:00", limits.Day(china)},
		{"month+08:00", limits.Month(china)},
		{"year+08:00", limits.Year(china)},
		{"day+00:00", limits.Day(0)},
		{"day-00:30", limits.Day(-30 * time.Minute)},
		{"month-09:30", limits.Month(-(9*time.Hour + 30*time.Minute))},
		{"week+08:00", limits.Week(time.Monday, china)},
		{"week:sun+08:00", limits.Week(time.Sunday, china)},
		{"week:tue-09:30", limits.Week(time.Tuesday, -(9*time.Hour + 30*time.Minute))},
		{"week:wed+00:00", limits.Week(time.Wednesday, 0)},
		{"week:thu-12:00", limits.Week(time.Thursday, -12*time.Hour)},
		{"week:fri+14:00", limits.Week(time.Friday, 14*time.Hour)},
		{"week:sat+08:00", limits.Week(time.Saturday, china)},
		{"quarter+08:00", limits.Quarter(china)},
		{"quarter-12:00", limits.Quarter(-12 * time.Hour)},
		{"year+23:59", limits.Year(24*time.Hour - time.Minute)},
		{"year-23:59", limits.Year(time.Minute - 24*time.Hour)},
		{"rolling:24h", limits.Rolling(24 * time.Hour)},
		{"rolling:1h30m", limits.Rolling(90 * time.Minute)},
		{"rolling:1h1s", limits.Rolling(time.Hour + time.Second)},
		{"rolling:1s", limits.Rolling(time.Second)},
		{"rolling:437999h59m59s", limits.Rolling(50*365*24*time.Hour - time.Second)},
		{"rolling:438000h", limits.Rolling(50 * 365 * 24 * time.Hour)},
		{"lifetime", limits.Lifetime()},
	} {
		t.Run("window "+tt.text, func(t *testing.T) {
			if got := tt.window.String(); got != tt.text {
				t.Errorf("String: %q", got)
			}
			read, err := limits.ParseWindow(tt.text)
			if err != nil || !read.Equal(tt.window) || !read.IsValid() || read.IsZero() != (tt.text == "") {
				t.Errorf("ParseWindow: %#v, %v, want %#v", read, err, tt.window)
			}
			text, err := tt.window.MarshalText()
			if err != nil || string(text) != tt.text {
				t.Errorf("MarshalText: %q, %v", text, err)
			}
			read = limits.Lifetime()
			if err := read.UnmarshalText(text); err != nil || read != tt.window {
				t.Errorf("UnmarshalText: %#v, %v, want %#v", read, err, tt.window)
			}
		})
	}
}

func TestParseWindowRefuses(t *testing.T) {
	for _, text := range []string{
		"day", "month", "year", "week", "week:sun", "week:mon+08:00", "week:Sun+08:00", "week:sunday+08:00", "week:+08:00", "weeksun+08:00", "week: sun+08:00", "week:sun+24:00", "quarter", "quarter:jan+08:00", "quarters+08:00", "hour+08:00", "Day+08:00", "day +08:00", "day+08:00 ", " day+08:00",
		"day+8:00", "day+0800", "day+08", "day08:00", "dayZ", "day-00:00", "day+24:00", "day-24:00",
		"day+08:60", "day+08:00:00", "day+ 8:00", "day++8:00", "day+0x:00", "day+08-00", "day+08:-1", "day+０８:00",
		"rolling", "rolling:", "rolling:0s", "rolling:-1h", "rolling:+24h", "rolling:24", "rolling:24h0m0s",
		"rolling:1440m", "rolling:1d", "rolling:0.5h", "rolling:1ms", "rolling:1500ms", "rolling:60s",
		"rolling:438000h1s", "rolling:2562047h47m17s", "rolling:9999999999h", "rolling:9999999999999999999h",
		"lifetime ", "Lifetime", "lifetime+08:00", "one", "null", "\x00", "invalid window",
		"rolling:0000000000000000000000000000000000000000000001h",
	} {
		t.Run("window "+text, func(t *testing.T) {
			if w, err := limits.ParseWindow(text); kind(err) != "syntax" || w != (limits.Window{}) {
				t.Errorf("got %#v, %v, want a SyntaxError", w, err)
			}
			kept := limits.Lifetime()
			if err := kept.UnmarshalText([]byte(text)); kind(err) != "syntax" || kept != limits.Lifetime() {
				t.Errorf("UnmarshalText: %#v, %v, want a SyntaxError", kept, err)
			}
		})
	}
}

func TestWhatIsWantedInsteadOfAWindow(t *testing.T) {
	for text, want := range map[string]string{
		"day":             "a zone",
		"week:sun":        "a zone",
		"day+24:00":       "a zone",
		"month-8:00":      "a zone",
		"rolling:1d":      "in their shortest form",
		"rolling:999999h": "in their shortest form",
		"hour+08:00":      "(one payment)",
		"daily":           "(one payment)",
	} {
		if _, err := limits.ParseWindow(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseWindow(%q): %v, want one that says %q", text, err, want)
		}
	}
}

func TestInvalidWindows(t *testing.T) {
	for _, tt := range []struct {
		name   string
		window limits.Window
		call   string // in the errors that it is in
	}{
		{"offset of a day", limits.Day(24 * time.Hour), "Day(24h0m0s)"},
		{"offset of minus a day", limits.Month(-24 * time.Hour), "Month(-24h0m0s)"},
		{"offset with seconds", limits.Year(8*time.Hour + time.Second), "Year(8h0m1s)"},
		{"offset with nanoseconds", limits.Day(1), "Day(1ns)"},
		{"a week with an offset of a day", limits.Week(time.Monday, 24*time.Hour), "Week(Monday, 24h0m0s)"},
		{"a week before Sunday", limits.Week(-1, 0), "Week(255, 0s)"},
		{"a week after Saturday", limits.Week(7, 0), "Week(7, 0s)"},
		{"a week on another weekday modulo 256", limits.Week(257, 0), "Week(255, 0s)"},
		{"a quarter with an offset of a day", limits.Quarter(-24 * time.Hour), "Quarter(-24h0m0s)"},
		{"no length", limits.Rolling(0), "Rolling(0s)"},
		{"negative length", limits.Rolling(-time.Hour), "Rolling(-1h0m0s)"},
		{"length with nanoseconds", limits.Rolling(time.Second + 1), "Rolling(1.000000001s)"},
		{"more than fifty years", limits.Rolling(50*365*24*time.Hour + time.Second), "Rolling(438000h0m1s)"},
		{"largest duration", limits.Rolling(math.MaxInt64), "Rolling(2562047h47m16.854775807s)"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.window.IsValid() || tt.window.IsZero() || tt.window.String() != "invalid window" {
				t.Errorf("%#v is valid: %q", tt.window, tt.window)
			}
			text, err := tt.window.MarshalText()
			if syntax := (*limits.SyntaxError)(nil); !errors.As(err, &syntax) || syntax.Text != tt.call {
				t.Errorf("MarshalText: %q, %v, want a SyntaxError of %s", text, err, tt.call)
			}
		})
	}
}

func TestWindowsAreComparable(t *testing.T) {
	names := map[limits.Window]string{
		{}:                             "one payment",
		limits.Day(0):                  "day",
		limits.Day(china):              "day in China",
		limits.Week(time.Monday, 0):    "week",
		limits.Week(time.Sunday, 0):    "week from Sunday",
		limits.Quarter(china):          "quarter",
		limits.Month(china):            "month",
		limits.Year(china):             "year",
		limits.Rolling(8 * time.Hour):  "eight hours",
		limits.Rolling(24 * time.Hour): "a day's length",
		limits.Lifetime():              "lifetime",
	}
	if diff := cmp.Diff(11, len(names)); diff != "" {
		t.Errorf("distinct windows (-want +got):\n%s", diff)
	}
}
