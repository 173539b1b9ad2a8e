package routing

import (
	"cmp"
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
)

// weekSpan is minutes of the week, half-open, from Monday 00:00 on the clock of the
// catalog's zone.
type weekSpan struct{ from, until uint16 }

const (
	minutesOfDay  = 24 * 60
	minutesOfWeek = 7 * minutesOfDay
	secondsOfWeek = minutesOfWeek * 60
)

// spansOf writes hours out over the days of a week.
func spansOf(all []methods.Hours) []weekSpan {
	var spans []weekSpan
	for _, h := range all {
		length := h.Until - h.From
		if length <= 0 {
			length += 24 * time.Hour
		}
		for day := range 7 {
			if len(h.Days) > 0 && !slices.Contains(h.Days, time.Weekday((day+1)%7)) {
				continue
			}
			from := day*minutesOfDay + int(h.From/time.Minute)
			until := from + int(length/time.Minute)
			spans = append(spans, weekSpan{uint16(from), uint16(min(until, minutesOfWeek))})
			if until > minutesOfWeek {
				spans = append(spans, weekSpan{0, uint16(until - minutesOfWeek)})
			}
		}
	}
	slices.SortFunc(spans, func(s, t weekSpan) int { return cmp.Compare(s.from, t.from) })
	joined := spans[:1]
	for _, s := range spans[1:] {
		if last := &joined[len(joined)-1]; s.from <= last.until {
			last.until = max(last.until, s.until)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

// spans returns the spans of hours by their number, which is not 0.
func (r *Router) spans(hours uint32) []weekSpan {
	return r.weekSpans[r.hoursAt[hours]:r.hoursAt[hours+1]]
}

// intoWeek returns the seconds since the last Monday 00:00 in the catalog's zone.
func (r *Router) intoWeek(unix int64) int64 {
	const fromMonday = 3 * minutesOfDay * 60 // to the Thursday that Unix time begins with
	return (unix + fromMonday + r.offset) % secondsOfWeek
}

// notOver returns the first span that ends after a minute of the week, or their number.
func notOver(spans []weekSpan, minute uint16) int {
	i, _ := slices.BinarySearchFunc(spans, minute, func(s weekSpan, minute uint16) int {
		if s.until <= minute {
			return -1
		}
		return 1
	})
	return i
}

// isOpen reports whether a minute of the week is within hours.
func (r *Router) isOpen(hours uint32, minute uint16) bool {
	if hours == 0 {
		return true
	}
	spans := r.spans(hours)
	i := notOver(spans, minute)
	return i < len(spans) && spans[i].from <= minute
}

// opening returns the first instant from another one on that is within hours, in Unix
// nanoseconds.
func (r *Router) opening(hours uint32, at int64) int64 {
	if hours == 0 {
		return at
	}
	unix := at / int64(time.Second)
	into := r.intoWeek(unix)
	spans, minute := r.spans(hours), uint16(into/60)
	from := int64(spans[0].from) + minutesOfWeek // of the next week, if none of this one is left
	if i := notOver(spans, minute); i < len(spans) {
		from = int64(spans[i].from)
	}
	if from <= int64(minute) {
		return at
	}
	return (unix - into + from*60) * int64(time.Second)
}

// closing returns the end of the hours that hold at an instant, or forever.
func (r *Router) closing(hours uint32, at int64) int64 {
	if hours == 0 {
		return forever
	}
	unix := at / int64(time.Second)
	into := r.intoWeek(unix)
	spans := r.spans(hours)
	until := int64(spans[notOver(spans, uint16(into/60))].until)
	if until == minutesOfWeek && spans[0].from == 0 { // they go on next week
		if spans[0].until == minutesOfWeek {
			return forever
		}
		until += int64(spans[0].until)
	}
	return (unix - into + until*60) * int64(time.Second)
}
