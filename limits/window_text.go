package limits

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// What a text that is no window should have been.
const (
	wantWindow  = `"" (one payment), "day+08:00" (also week, week:sun, month, quarter or year), "rolling:24h" or "lifetime"`
	wantZone    = `a zone of hours and minutes after it, from -23:59 to +23:59, such as "day+08:00"`
	wantRolling = `hours, minutes and seconds in their shortest form, from "rolling:1s" to "rolling:438000h", such as "rolling:24h"`
)

// constructors are the functions that make windows, by the kind that they make.
var constructors = [...]string{day: "Day", week: "Week", month: "Month", quarter: "Quarter", year: "Year", rolling: "Rolling"}

// asMade returns how a Window that is not valid was made, and what its constructor allows.
func (w Window) asMade() (call, want string) {
	kind := w.kind - invalidWindow
	if kind == onePayment {
		return w.String(), wantWindow
	}
	argument := time.Duration(w.length)
	call = constructors[kind] + "(" + argument.String() + ")"
	if kind == week {
		call = "Week(" + w.firstDay("") + ", " + argument.String() + ")"
	}
	switch {
	case kind == rolling:
		want = "whole seconds, from 1s to " + span(int64(maxRolling/time.Second))
	case kind == week && calendar(day, argument).IsValid():
		want = "a weekday from time.Sunday to time.Saturday"
	default:
		want = "an offset of whole minutes, less than 24 hours in size, such as 8*time.Hour"
	}
	return call, want
}

// firstDay names the weekday on which a week begins, after the name of a package and a
// point, or else writes the number that is none.
func (w Window) firstDay(qualifier string) string {
	first := time.Weekday(w.first)
	if first > time.Saturday {
		return strconv.Itoa(int(first))
	}
	return qualifier + first.String()
}

// String returns the text that [ParseWindow] reads: "" for one payment,
// "day+08:00", "week+08:00" (from Monday), "week:sun+08:00" (from Sunday),
// "month+08:00", "quarter+08:00", "year+08:00", "rolling:24h" or "lifetime". A
// catalog in JSON leaves its own zone out. A Window that is not valid is "invalid
// window".
func (w Window) String() string {
	switch w.kind {
	case onePayment:
		return ""
	case day:
		return "day" + zone(w.length)
	case week:
		return "week" + weekSuffix(time.Weekday(w.first)) + zone(w.length)
	case month:
		return "month" + zone(w.length)
	case quarter:
		return "quarter" + zone(w.length)
	case year:
		return "year" + zone(w.length)
	case rolling:
		return "rolling:" + span(w.length)
	case lifetime:
		return "lifetime"
	}
	return "invalid window"
}

// weekSuffix is how the text of a week says on which day it begins: on Monday,
// unless it says otherwise.
func weekSuffix(first time.Weekday) string {
	if first == time.Monday {
		return ""
	}
	return ":" + strings.ToLower(first.String()[:3])
}

// zone writes an offset in seconds as RFC 3339 does.
func zone(seconds int64) string {
	sign := byte('+')
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	h, m := byte(seconds/3600), byte(seconds/60%60)
	return string([]byte{sign, '0' + h/10, '0' + h%10, ':', '0' + m/10, '0' + m%10})
}

// span writes a length in seconds as time.Duration does, but without the parts
// that are zero: "24h" rather than "24h0m0s".
func span(seconds int64) string {
	var b []byte
	for _, unit := range [...]struct {
		seconds int64
		name    byte
	}{{3600, 'h'}, {60, 'm'}, {1, 's'}} {
		if n := seconds / unit.seconds; n > 0 {
			b = append(strconv.AppendInt(b, n, 10), unit.name)
			seconds %= unit.seconds
		}
	}
	return string(b)
}

// ParseWindow reads what [Window.String] writes, and nothing else: a calendar
// window needs its zone, a rolling one the shortest form of its length. The error
// is a [*SyntaxError].
func ParseWindow(s string) (Window, error) {
	const longest = len("rolling:437999h59m59s")
	if len(s) <= longest {
		if w := parseWindow(s); w.IsValid() && w.String() == s {
			return w, nil
		}
	}
	return Window{}, &SyntaxError{Text: clip(s), Want: wantOfWindow(s)}
}

// wantOfWindow returns what is wanted instead of a text that is no window, by how it begins.
func wantOfWindow(s string) string {
	if strings.HasPrefix(s, "rolling:") {
		return wantRolling
	}
	name := strings.TrimRight(s, "+-:0123456789")
	name, _, _ = strings.Cut(name, ":")
	if slices.Contains([]string{"day", "week", "month", "quarter", "year"}, name) {
		return wantZone
	}
	return wantWindow
}

// parseWindow reads more forms than are canonical, such as "rolling:1440m";
// ParseWindow refuses those.
func parseWindow(s string) Window {
	switch s {
	case "":
		return Window{}
	case "lifetime":
		return Lifetime()
	}
	if length, ok := strings.CutPrefix(s, "rolling:"); ok {
		d, err := time.ParseDuration(length)
		if err != nil {
			return Window{kind: invalidWindow}
		}
		return Rolling(d)
	}
	for _, c := range [...]struct {
		name   string
		window func(time.Duration) Window
	}{{"day", Day}, {"month", Month}, {"quarter", Quarter}, {"year", Year}} {
		if offset, ok := strings.CutPrefix(s, c.name); ok {
			return c.window(parseZone(offset))
		}
	}
	if rest, ok := strings.CutPrefix(s, "week"); ok {
		return parseWeek(rest)
	}
	return Window{kind: invalidWindow}
}

// parseWeek reads what follows "week": the day on which it begins, unless that is
// Monday, and the offset.
func parseWeek(s string) Window {
	at := max(len(s)-len("+08:00"), 0)
	for first := time.Sunday; first <= time.Saturday; first++ {
		if s[:at] == weekSuffix(first) {
			return Week(first, parseZone(s[at:]))
		}
	}
	return Window{kind: invalidWindow}
}

// parseZone reads an offset such as "+08:00". What is no offset comes back as one
// that no calendar window accepts.
func parseZone(s string) time.Duration {
	const invalid = 24 * time.Hour
	if len(s) != len("+08:00") || (s[0] != '+' && s[0] != '-') || s[3] != ':' {
		return invalid
	}
	hours, errHours := strconv.ParseUint(s[1:3], 10, 8)
	minutes, errMinutes := strconv.ParseUint(s[4:6], 10, 8)
	if errHours != nil || errMinutes != nil || minutes > 59 {
		return invalid
	}
	offset := time.Duration(hours)*time.Hour + time.Duration(minutes)*time.Minute
	if s[0] == '-' {
		return -offset
	}
	return offset
}

// MarshalText returns the text of [Window.String]. A Window that is not valid is
// a [*SyntaxError].
func (w Window) MarshalText() ([]byte, error) {
	if !w.IsValid() {
		call, want := w.asMade()
		return nil, &SyntaxError{Text: call, Want: want}
	}
	return []byte(w.String()), nil
}

// UnmarshalText reads what [Window.MarshalText] returns, with the error of
// [ParseWindow].
func (w *Window) UnmarshalText(text []byte) error {
	parsed, err := ParseWindow(string(text))
	if err != nil {
		return err
	}
	*w = parsed
	return nil
}
