package routing

import (
	"time"

	"github.com/paymux/paymux/routing/internal/prose"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

// readInstant reads an RFC 3339 time.
func readInstant(r *strictjson.Reader, to *time.Time) {
	b, ok := r.Bytes()
	if !ok {
		return
	}
	t, ok := parseInstant(b)
	if !ok {
		r.Fault(string(b), "is not a time: want RFC 3339, such as 2024-09-12T00:00:00+08:00")
		return
	}
	*to = t
}

func writeInstant(w *strictjson.Writer, from *time.Time) { w.Text(prose.TimeJSON(*from)) }

// readDate reads "2024-09-12", the start of that day in the catalog's zone, or an
// RFC 3339 time.
func readDate(r *strictjson.Reader) time.Time {
	b, ok := r.Bytes()
	if !ok {
		return time.Time{}
	}
	var t time.Time
	if year, month, day, isDay := parseDay(b); isDay {
		t = time.Date(year, month, day, 0, 0, 0, 0, zoneOf(r).dates(r, b))
	} else if t, ok = parseInstant(b); !ok {
		r.Fault(string(b), "is not a date: want 2024-09-12 or RFC 3339, such as 2024-09-12T00:00:00+08:00")
		return time.Time{}
	}
	if t.Year() <= 1 {
		// The zero time would mean that there is no bound.
		r.Fault(string(b), dateOutOfRange)
		return time.Time{}
	}
	return t
}

// writeDate writes the start of a day in the catalog's zone as a date, and any other
// instant in full.
func writeDate(w *strictjson.Writer, t time.Time) {
	t = t.In(w.Context.(*time.Location))
	if hour, minute, second := t.Clock(); hour+minute+second+t.Nanosecond() == 0 {
		w.Text(t.Format(time.DateOnly))
		return
	}
	w.Text(t.Format(time.RFC3339Nano))
}

// parseInstant reads an RFC 3339 time, keeping its offset. It is as strict as the
// standard, where time.Parse takes "T1:00:00Z", a comma before the fraction and offsets
// of 24 hours, and refuses fractions finer than nanoseconds, which time.Parse cuts.
func parseInstant(b []byte) (time.Time, bool) {
	const toSeconds = len("2006-01-02T15:04:05")
	if len(b) <= toSeconds || b[10] != 'T' || b[13] != ':' || b[16] != ':' {
		return time.Time{}, false
	}
	year, month, day, ok := parseDay(b[:10])
	hour, isHour := digits(b[11:13])
	minute, isMinute := digits(b[14:16])
	second, isSecond := digits(b[17:toSeconds])
	if !ok || !isHour || !isMinute || !isSecond || hour > 23 || minute > 59 || second > 59 {
		return time.Time{}, false
	}
	nanosecond, zone, ok := parseFraction(b[toSeconds:])
	if !ok {
		return time.Time{}, false
	}
	offset := 0
	if string(zone) != "Z" && string(zone) != "-00:00" {
		if offset, ok = parseOffset(zone); !ok {
			return time.Time{}, false
		}
	}
	return time.Date(year, month, day, hour, minute, second, nanosecond, time.FixedZone("", offset)), true
}

// parseFraction reads the fraction of a second, of up to nine digits, if there is one,
// and returns what follows it.
func parseFraction(b []byte) (nanoseconds int, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '.' {
		return 0, b, true
	}
	end := 1
	for end < len(b) && b[end] >= '0' && b[end] <= '9' {
		end++
	}
	nanoseconds, ok = digits(b[1:end])
	for range len("999999999") - (end - 1) {
		nanoseconds *= 10
	}
	return nanoseconds, b[end:], ok
}
