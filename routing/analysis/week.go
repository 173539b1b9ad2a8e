package analysis

import (
	"cmp"
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
)

// weekSpan is minutes of the week, half-open, from Monday 00:00 on.
type weekSpan struct{ from, until int }

const (
	minutesOfDay  = 24 * 60
	minutesOfWeek = 7 * minutesOfDay
	week          = 7 * 24 * time.Hour
)

// spansOf returns the minutes of the week in UTC at which hours on a clock that is so
// many minutes east of it hold: sorted, and apart from each other.
func spansOf(hours []methods.Hours, offset int) []weekSpan {
	var spans []weekSpan
	for _, h := range hours {
		length := int((h.Until - h.From) / time.Minute)
		if length <= 0 {
			length += minutesOfDay
		}
		for day := range 7 {
			if len(h.Days) > 0 && !slices.Contains(h.Days, weekday(day)) {
				continue
			}
			from := inWeek(day*minutesOfDay + int(h.From/time.Minute) - offset)
			spans = append(spans, turned(weekSpan{from, from + length})...)
		}
	}
	return joinSpans(spans)
}

// weekday is a day of the week by its number from Monday on.
func weekday(n int) time.Weekday { return time.Weekday((n + 1) % 7) }

// inWeek is a minute of the week, of one that may lie in another week.
func inWeek(minute int) int { return (minute%minutesOfWeek + minutesOfWeek) % minutesOfWeek }

// turned splits a span that runs on into the next week.
func turned(s weekSpan) []weekSpan {
	if s.until <= minutesOfWeek {
		return []weekSpan{s}
	}
	return []weekSpan{{s.from, minutesOfWeek}, {0, s.until - minutesOfWeek}}
}

// joinSpans sorts spans, and joins those that overlap or touch.
func joinSpans(spans []weekSpan) []weekSpan {
	slices.SortFunc(spans, func(s, t weekSpan) int { return cmp.Compare(s.from, t.from) })
	joined := spans[:min(1, len(spans))]
	for _, s := range spans[len(joined):] {
		if last := &joined[len(joined)-1]; s.from <= last.until {
			last.until = max(last.until, s.until)
		} else {
			joined = append(joined, s)
		}
	}
	return joined
}

// hoursOf writes spans of the week in UTC as hours on a clock that is so many minutes
// east of it: those of the same times together, and what runs past midnight as one.
func hoursOf(spans []weekSpan, offset int) []methods.Hours {
	var local []weekSpan
	for _, s := range spans {
		from := inWeek(s.from + offset)
		local = append(local, turned(weekSpan{from, from + s.until - s.from})...)
	}
	var all []methods.Hours
	for day, times := range byDay(joinSpans(local)) {
		for _, s := range times {
			all = addDay(all, weekday(day), s)
		}
	}
	for i := range all {
		if len(all[i].Days) == 7 {
			all[i].Days = nil
		}
	}
	return all
}

// byDay cuts spans at each midnight, and joins across it what ends there with what
// begins there, where the two are less than a day. A span of a day is in minutes since
// that day began.
func byDay(spans []weekSpan) [7][]weekSpan {
	var days [7][]weekSpan
	for _, s := range spans {
		for s.from < s.until {
			day := s.from / minutesOfDay
			midnight := (day + 1) * minutesOfDay
			until := min(s.until, midnight)
			days[day] = append(days[day], weekSpan{s.from - day*minutesOfDay, until - day*minutesOfDay})
			s.from = until
		}
	}
	cut := days
	for day, next := 6, 0; day >= 0; day, next = day-1, day {
		n := len(cut[day])
		if n == 0 || len(cut[next]) == 0 {
			continue
		}
		last, first := cut[day][n-1], cut[next][0]
		if last.until < minutesOfDay || first.from > 0 || last.from <= first.until {
			continue
		}
		days[day][len(days[day])-1].until += first.until
		days[next] = days[next][1:]
	}
	return days
}

// addDay adds a day on which hours hold at some times of it.
func addDay(all []methods.Hours, day time.Weekday, s weekSpan) []methods.Hours {
	from := time.Duration(s.from) * time.Minute
	until := time.Duration(s.until%minutesOfDay) * time.Minute
	at := slices.IndexFunc(all, func(h methods.Hours) bool { return h.From == from && h.Until == until })
	if at < 0 {
		return append(all, methods.Hours{Days: []time.Weekday{day}, From: from, Until: until})
	}
	all[at].Days = append(all[at].Days, day)
	return all
}
