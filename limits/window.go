package limits

import (
	"math"
	"time"
)

// Window says which payments add up to one total. The zero Window is one payment by
// itself. Windows are comparable with ==.
//
//	TEXT            MADE BY                         WHAT ADDS UP
//	                Window{}                        nothing: one payment by itself
//	day+08:00       Day(8*time.Hour)                a day, from midnight to midnight
//	week+08:00      Week(time.Monday, 8*time.Hour)  seven days from a Monday on
//	week:sun+08:00  Week(time.Sunday, 8*time.Hour)  seven days from a Sunday on
//	month+08:00     Month(8*time.Hour)              a calendar month
//	quarter+08:00   Quarter(8*time.Hour)            three months, from January, April, July or October
//	year+08:00      Year(8*time.Hour)               a calendar year
//	rolling:24h     Rolling(24*time.Hour)           the 24 hours up to the payment
//	lifetime        Lifetime()                      all time: the total never resets
//
// The text is that of [Window.String] and [ParseWindow]; a catalog in JSON leaves the zone
// out. Zones have a fixed offset because a total must mean the same on a machine without
// zone files. China has had +08:00 without change since 1991.
type Window struct {
	kind   windowKind
	first  uint8 // the weekday on which a week begins, as in package time
	length int64 // seconds: the offset of a calendar window, the length of a rolling one; nanoseconds if not valid
}

type windowKind uint8

const (
	onePayment windowKind = iota
	day
	week
	month
	quarter
	year
	rolling
	lifetime
	invalidWindow // and the kind that was asked for, if there was one
)

// Day is the calendar day in the zone offset east of UTC, from midnight
// (inclusive) to midnight (exclusive). The offset is a whole number of minutes
// of less than 24 hours in size; with any other the Window is not valid.
func Day(offset time.Duration) Window { return calendar(day, offset) }

// Week is seven calendar days in the zone offset east of UTC, of which first is the
// first; see [Day]. ISO 8601 weeks begin on [time.Monday]. With a first that is no
// weekday the Window is not valid.
func Week(first time.Weekday, offset time.Duration) Window {
	w := calendar(week, offset)
	if w.IsValid() && (first < time.Sunday || first > time.Saturday) {
		w = invalid(week, offset)
	}
	w.first = uint8(min(uint(first), math.MaxUint8))
	return w
}

// Month is the calendar month in the zone offset east of UTC; see [Day].
func Month(offset time.Duration) Window { return calendar(month, offset) }

// Quarter is three calendar months, which begin with January, April, July or October,
// in the zone offset east of UTC; see [Day].
func Quarter(offset time.Duration) Window { return calendar(quarter, offset) }

// Year is the calendar year in the zone offset east of UTC; see [Day].
func Year(offset time.Duration) Window { return calendar(year, offset) }

func calendar(kind windowKind, offset time.Duration) Window {
	if offset%time.Minute != 0 || offset <= -24*time.Hour || offset >= 24*time.Hour {
		return invalid(kind, offset)
	}
	return Window{kind: kind, length: int64(offset / time.Second)}
}

// invalid keeps the argument for the errors that a Window which is not valid is in.
func invalid(kind windowKind, argument time.Duration) Window {
	return Window{kind: invalidWindow + kind, length: int64(argument)}
}

const maxRolling = 50 * 365 * 24 * time.Hour

// Rolling is the trailing length of time that ends with the payment, such as the
// last 24 hours: a payment that was made exactly the length before counts no more.
// The length is a positive whole number of seconds of at most 50
// years of 365 days; with any other the Window is not valid.
func Rolling(length time.Duration) Window {
	if length <= 0 || length > maxRolling || length%time.Second != 0 {
		return invalid(rolling, length)
	}
	return Window{kind: rolling, length: int64(length / time.Second)}
}

// Lifetime is all time: the total never resets.
func Lifetime() Window { return Window{kind: lifetime} }

// IsValid reports whether w was made with arguments that its constructor allows.
// The zero Window, one payment, is valid.
func (w Window) IsValid() bool { return w.kind < invalidWindow }

// IsZero reports whether w is the zero Window: one payment by itself.
func (w Window) IsZero() bool { return w == Window{} }

// IsRolling reports whether w is a trailing length of time; see [Rolling].
func (w Window) IsRolling() bool { return w.kind == rolling }

// Equal reports whether w and v are the same window. It is the same as w == v,
// for packages that look for the method.
func (w Window) Equal(v Window) bool { return w == v }

// Span returns the window that holds the instant at, in UTC: when it begins, and by when
// all that counts at that instant has dropped out.
//
// Payments in a calendar window are those of [from, until), and until is when the total
// resets. A rolling window moves with the payment: the payments that count are those of
// (from, at], from is the window's length before at, and until is its length after at. For
// one payment both are at; for a lifetime, and for a Window that is not valid, both are the
// zero Time, which stands for no bound.
func (w Window) Span(at time.Time) (from, until time.Time) {
	at = at.UTC().Round(0) // no monotonic reading, so that spans compare with ==
	switch w.kind {
	case onePayment:
		return at, at
	case day, week, month, quarter, year:
		return w.calendarSpan(at)
	case rolling:
		length := time.Duration(w.length) * time.Second
		return at.Add(-length), at.Add(length)
	}
	return time.Time{}, time.Time{}
}

// calendarSpan reckons in UTC shifted by the offset, where local midnight is
// midnight.
func (w Window) calendarSpan(at time.Time) (from, until time.Time) {
	offset := time.Duration(w.length) * time.Second
	at = at.Add(offset)
	y, m, d := at.Date()
	switch w.kind {
	case day:
		from, until = midnight(y, m, d), midnight(y, m, d+1)
	case week:
		d -= (int(at.Weekday()) - int(w.first) + 7) % 7
		from, until = midnight(y, m, d), midnight(y, m, d+7)
	case month:
		from, until = midnight(y, m, 1), midnight(y, m+1, 1)
	case quarter:
		m -= (m - time.January) % 3
		from, until = midnight(y, m, 1), midnight(y, m+3, 1)
	default:
		from, until = midnight(y, time.January, 1), midnight(y+1, time.January, 1)
	}
	return from.Add(-offset), until.Add(-offset)
}

func midnight(y int, m time.Month, d int) time.Time {
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}
