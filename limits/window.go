package limits

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Window says which payments add up to one total: those of a calendar day, month
// or year in a zone of fixed offset, those of a trailing length of time, or all
// of them. The zero Window is one payment by itself. Windows are comparable
// with ==.
//
// Zones have a fixed offset because a total must mean the same on a machine
// without zone files; China has had +08:00 without change since 1991.
type Window struct {
	kind   windowKind
	length int64 // seconds: the offset of a calendar window, the length of a rolling one
}

type windowKind uint8

const (
	onePayment windowKind = iota
	day
	month
	year
	rolling
	lifetime
	invalidWindow
)

// Day is the calendar day in the zone offset east of UTC, from midnight
// (inclusive) to midnight (exclusive). The offset is a whole number of minutes
// of less than 24 hours in size; with any other the Window is not valid.
func Day(offset time.Duration) Window { return calendar(day, offset) }

// Month is the calendar month in the zone offset east of UTC; see [Day].
func Month(offset time.Duration) Window { return calendar(month, offset) }

// Year is the calendar year in the zone offset east of UTC; see [Day].
func Year(offset time.Duration) Window { return calendar(year, offset) }

const maxRolling = 50 * 365 * 24 * time.Hour

func calendar(kind windowKind, offset time.Duration) Window {
	if offset%time.Minute != 0 || offset <= -24*time.Hour || offset >= 24*time.Hour {
		return Window{kind: invalidWindow}
	}
	return Window{kind, int64(offset / time.Second)}
}

// Rolling is the trailing length of time that ends with the payment, such as the
// last 24 hours. The length is a positive whole number of seconds of at most 50
// years of 365 days; with any other the Window is not valid.
func Rolling(length time.Duration) Window {
	if length <= 0 || length > maxRolling || length%time.Second != 0 {
		return Window{kind: invalidWindow}
	}
	return Window{rolling, int64(length / time.Second)}
}

// Lifetime is all time: the total never starts anew.
func Lifetime() Window { return Window{kind: lifetime} }

// IsValid reports whether w was made with arguments that its constructor allows.
// The zero Window, one payment, is valid.
func (w Window) IsValid() bool { return w.kind < invalidWindow }

// IsZero reports whether w is the zero Window: one payment by itself.
func (w Window) IsZero() bool { return w == Window{} }

// Span returns the window that holds the instant at, as a half-open interval
// [from, until) in UTC.
//
// A calendar window's until is when its total starts anew. A rolling window moves
// with the payment: its from is at less the length, and its until is at plus the
// length, when all that counts at the instant at has certainly dropped out. For
// one payment both are at; for a lifetime, and for a Window that is not valid,
// both are the zero Time, which stands for no bound.
func (w Window) Span(at time.Time) (from, until time.Time) {
	at = at.UTC()
	length := time.Duration(w.length) * time.Second
	local := at.Add(length)
	y, m, d := local.Date()
	switch w.kind {
	case onePayment:
		return at, at
	case day:
		from, until = date(y, m, d), date(y, m, d+1)
	case month:
		from, until = date(y, m, 1), date(y, m+1, 1)
	case year:
		from, until = date(y, 1, 1), date(y+1, 1, 1)
	case rolling:
		return at.Add(-length), at.Add(length)
	default:
		return time.Time{}, time.Time{}
	}
	return from.Add(-length), until.Add(-length)
}

func date(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

const wantWindow = `"" (one payment), "day+08:00", "month+08:00", "year+08:00", "rolling:24h" or "lifetime"`

// String returns the text that [ParseWindow] reads: "" for one payment,
// "day+08:00", "month+08:00", "year+08:00", "rolling:24h" or "lifetime". A Window
// that is not valid is "invalid window".
func (w Window) String() string {
	switch w.kind {
	case onePayment:
		return ""
	case day:
		return "day" + zone(w.length)
	case month:
		return "month" + zone(w.length)
	case year:
		return "year" + zone(w.length)
	case rolling:
		return "rolling:" + span(w.length)
	case lifetime:
		return "lifetime"
	}
	return "invalid window"
}

// zone writes an offset in seconds as RFC 3339 does.
func zone(seconds int64) string {
	sign := '+'
	if seconds < 0 {
		sign, seconds = '-', -seconds
	}
	return fmt.Sprintf("%c%02d:%02d", sign, seconds/3600, seconds/60%60)
}

// span writes a length in seconds as time.Duration does, but without the parts
// that are zero: "24h" rather than "24h0m0s".
func span(seconds int64) string {
	var b []byte
	for _, unit := range []struct {
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
	if w := parseWindow(s); w.IsValid() && w.String() == s {
		return w, nil
	}
	return Window{}, &SyntaxError{Text: clip(s), Want: wantWindow}
}

func parseWindow(s string) Window {
	const maxText = 32
	if len(s) > maxText {
		return Window{kind: invalidWindow}
	}
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
	for _, c := range []struct {
		name   string
		window func(time.Duration) Window
	}{{"day", Day}, {"month", Month}, {"year", Year}} {
		if offset, ok := strings.CutPrefix(s, c.name); ok {
			at, err := time.Parse("-07:00", offset)
			if err != nil {
				return Window{kind: invalidWindow}
			}
			_, seconds := at.Zone()
			return c.window(time.Duration(seconds) * time.Second)
		}
	}
	return Window{kind: invalidWindow}
}

// MarshalText returns the text of [Window.String]. A Window that is not valid is
// an error.
func (w Window) MarshalText() ([]byte, error) {
	if !w.IsValid() {
		return nil, &SyntaxError{Text: w.String(), Want: wantWindow}
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

// Equal reports whether w and v are the same window. It is the same as w == v,
// for packages that look for the method.
func (w Window) Equal(v Window) bool { return w == v }
