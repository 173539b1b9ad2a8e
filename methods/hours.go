package methods

import (
	"slices"
	"time"
)

// Hours are times of the week at which something recurs, on the clock of a catalog's
// zone: from From until Until, half-open, on each of the days. Hours that run past
// midnight belong to the day on which they begin: Saturday 22:00 to 06:00 ends on
// Sunday at 06:00. The zero Hours is all the time, which a catalog refuses.
type Hours struct {
	Days []time.Weekday // none: every day

	// From and Until are times of day: whole minutes since midnight, from zero to
	// less than 24 hours. Zero is midnight: for From the one at which the day begins,
	// for Until the one at which it ends. They may not be equal but where both are
	// zero, which is the whole day.
	From, Until time.Duration
}

const day = 24 * time.Hour

// IsZero reports whether h is all the time.
func (h Hours) IsZero() bool { return len(h.Days) == 0 && h.From == 0 && h.Until == 0 }

// IsValid reports whether h has times of day, in whole minutes, that differ or are
// both zero, known days, each once, and is not zero.
func (h Hours) IsValid() bool {
	if h.IsZero() || !isTimeOfDay(h.From) || !isTimeOfDay(h.Until) || h.From == h.Until && h.From != 0 {
		return false
	}
	for i, d := range h.Days {
		if d < time.Sunday || d > time.Saturday || slices.Contains(h.Days[:i], d) {
			return false
		}
	}
	return true
}

func isTimeOfDay(d time.Duration) bool { return d >= 0 && d < day && d%time.Minute == 0 }

// Contain reports whether an instant is within h on the clock of the instant's own
// location. An invalid h contains none.
func (h Hours) Contain(at time.Time) bool {
	if !h.IsValid() && !h.IsZero() {
		return false
	}
	hour, minute, second := at.Clock()
	since := time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute +
		time.Duration(second)*time.Second + time.Duration(at.Nanosecond())
	length := h.Until - h.From
	if length <= 0 {
		length += day
	}
	began := since - h.From // today
	return h.on(at.Weekday()) && began >= 0 && began < length ||
		h.on((at.Weekday()+6)%7) && began+day < length // yesterday
}

func (h Hours) on(d time.Weekday) bool { return len(h.Days) == 0 || slices.Contains(h.Days, d) }
