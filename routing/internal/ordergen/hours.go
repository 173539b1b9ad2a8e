package ordergen

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
)

const (
	minutesOfDay  = 24 * 60
	minutesOfWeek = 7 * minutesOfDay
)

// addHours adds the minutes of the week, from Monday on, at which hours begin or end.
func (e *edges) addHours(all []methods.Hours) {
	for _, h := range all {
		for day := range 7 {
			if len(h.Days) > 0 && !slices.Contains(h.Days, time.Weekday((day+1)%7)) {
				continue
			}
			from, until := int(h.From/time.Minute), int(h.Until/time.Minute)
			if until <= from {
				until += minutesOfDay
			}
			e.minutes = append(e.minutes, day*minutesOfDay+from, (day*minutesOfDay+until)%minutesOfWeek)
		}
	}
}

// hour returns the instant of a minute of the week in the week of an instant.
func (s *Source) hour(at time.Time, minute int) time.Time {
	at = s.at(at.UnixNano())
	monday := at.Day() - (int(at.Weekday())+6)%7
	return time.Date(at.Year(), at.Month(), monday, 0, minute, 0, 0, at.Location())
}

// hoursAround narrows a span of instants, in Unix nanoseconds, around one to that in which
// no hours begin or end but at its first instant.
func (s *Source) hoursAround(at time.Time, from, until int64) (first, last int64) {
	for _, minute := range s.edges.minutes {
		for _, weeks := range []int{-1, 0, 1} {
			n := s.hour(at, minute+weeks*minutesOfWeek).UnixNano()
			if n <= at.UnixNano() {
				from = max(from, n)
			} else {
				until = min(until, n)
			}
		}
	}
	return from, until
}

// open returns an instant within the hours and the period of a match: the given one, or
// else the next at which its hours begin, or the last before they end.
func (s *Source) open(m *methods.Match, at time.Time) time.Time {
	isOpen := func(t time.Time) bool {
		return m.Period.Contains(t) && (len(m.Hours) == 0 || slices.ContainsFunc(m.Hours, func(h methods.Hours) bool { return h.Contain(t) }))
	}
	if at = s.at(at.UnixNano()); isOpen(at) {
		return at
	}
	var e edges
	e.addHours(m.Hours)
	for _, minute := range e.minutes {
		for _, weeks := range []int{0, 1, -1} {
			edge := s.hour(at, minute+weeks*minutesOfWeek)
			for _, t := range []time.Time{edge, edge.Add(-1)} {
				if n := t.UnixNano(); isOpen(t) && n >= firstInstant && n <= lastInstant {
					return t
				}
			}
		}
	}
	return at
}

// afterExcepts returns instants at which an entry's hours hold, and at which those of its
// Excepts end: an entry may be closed at any other.
func (s *Source) afterExcepts(entry *methods.Availability, at time.Time) []int64 {
	var e edges
	for _, except := range entry.Except {
		e.addHours(except.Hours)
	}
	var instants []int64
	for _, minute := range distinct(e.minutes) {
		if t := s.hour(at, minute); s.open(&entry.When, t).Equal(t) && t.UnixNano() >= firstInstant && t.UnixNano() <= lastInstant {
			instants = append(instants, t.UnixNano())
		}
	}
	return instants
}
