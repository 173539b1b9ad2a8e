package analysis

import (
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
	"github.com/paymux/paymux/routing/internal/prose"
)

// anyHours draws hours, of which some run past midnight.
func anyHours() *rapid.Generator[methods.Hours] {
	return rapid.Custom(func(t *rapid.T) methods.Hours {
		days := rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 0, 7, rapid.ID).Draw(t, "days")
		times := rapid.SampledFrom([]int{0, 1, 30, 6 * 60, 22 * 60, minutesOfDay - 1})
		h := methods.Hours{From: time.Duration(times.Draw(t, "from")) * time.Minute, Until: time.Duration(times.Draw(t, "until")) * time.Minute}
		for _, d := range days {
			h.Days = append(h.Days, time.Weekday(d))
		}
		if h.From == h.Until {
			h.From, h.Until = 0, 0
		}
		return h
	}).Filter(methods.Hours.IsValid)
}

// Spans of the week in UTC hold at the minutes at which hours do, and come back as hours
// that say the same.
func TestSpansAndHoursSayTheSame(t *testing.T) {
	monday := time.Date(2024, 6, 3, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		offset := rapid.SampledFrom([]int{0, 480, -720, 840, 345}).Draw(t, "offset")
		hours := rapid.SliceOfN(anyHours(), 1, 4).Draw(t, "hours")
		spans := spansOf(hours, offset)
		for i, s := range spans {
			if s.from >= s.until || i > 0 && spans[i-1].until >= s.from {
				t.Fatalf("%v of %v: want spans in order that do not touch", spans, hours)
			}
		}
		zone := time.FixedZone("", 60*offset)
		again := hoursOf(spans, offset)
		for minute := range minutesOfWeek {
			at := monday.Add(time.Duration(minute)*time.Minute + time.Second).In(zone)
			contain := func(h methods.Hours) bool { return h.Contain(at) }
			within := slices.ContainsFunc(spans, func(s weekSpan) bool { return s.from <= minute && minute < s.until })
			want := slices.ContainsFunc(hours, contain)
			if got := len(again) == 0 || slices.ContainsFunc(again, contain); within != want || got != want {
				t.Fatalf("%v at %v: within spans %t, within hours of spans %t, want %t", hours, at, within, got, want)
			}
		}
		for _, h := range again {
			if !h.IsValid() && len(spans) > 1 {
				t.Fatalf("%v of %v: %v is not valid", again, spans, h)
			}
		}
	})
}

func TestHoursOfSpans(t *testing.T) {
	day := func(n, from, until int) weekSpan { return weekSpan{n*minutesOfDay + from, n*minutesOfDay + until} }
	nights := []weekSpan{{0, 6 * 60}}
	for n := range 7 {
		nights = append(nights, day(n, 22*60, 30*60))
	}
	nights[7].until = minutesOfWeek
	for _, test := range []struct {
		name   string
		spans  []weekSpan
		offset int
		want   string
	}{
		{"an hour of a day", []weekSpan{day(6, 2*60, 4*60)}, 0, "on Sundays from 02:00 to 04:00"},
		{"by another clock", []weekSpan{day(6, 2*60, 4*60)}, -4 * 60, "on Saturdays from 22:00 to 24:00"},
		{"past midnight", []weekSpan{day(6, 2*60, 4*60)}, -3 * 60, "on Saturdays from 23:00 to 01:00"},
		{"past the end of the week", []weekSpan{day(0, 0, 60), day(6, 23*60, 24*60)}, 0, "on Sundays from 23:00 to 01:00"},
		{"every night", nights, 0, "from 22:00 to 06:00"},
		{"a weekend", []weekSpan{day(5, 0, 48*60)}, 0, "on Saturdays and Sundays"},
		{"a weekend from its eve on", []weekSpan{day(4, 18*60, 72*60)}, 0, "on Fridays from 18:00 to 24:00 or on Saturdays and Sundays"},
		{"a day from noon to noon", []weekSpan{day(2, 12*60, 36*60)}, 0, "on Wednesdays from 12:00 to 24:00 or on Thursdays from 00:00 to 12:00"},
		{"just under a day", []weekSpan{day(2, 12*60, 36*60-1)}, 0, "on Wednesdays from 12:00 to 11:59"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if diff := gocmp.Diff(test.want, hoursText(hoursOf(test.spans, test.offset), prose.English, prose.Or)); diff != "" {
				t.Errorf("hours (-want +got):\n%s", diff)
			}
		})
	}
}

// A combination of a time and of minutes of the week is possible exactly if there is an
// instant, and that is the first one, or the last where the time has no beginning.
func TestCombinationsThatHaveAnInstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := newTimeAxes(time.UTC)
		instants := []time.Duration{0, 1, time.Minute, time.Hour, 24 * time.Hour, 3 * 24 * time.Hour, week - time.Minute, week - 1, week, week + time.Hour}
		for range rapid.IntRange(0, 4).Draw(t, "instants") {
			a.addInstant(date(1).Add(pick(t, instants, "instant")).UnixNano())
		}
		a.addWeek(spansOf(rapid.SliceOfN(anyHours(), 1, 2).Draw(t, "hours"), 0))
		d := mdd.New(a.place(0), 1<<20, 1<<20)
		possible := a.possible(d)
		for value, from := range a.instants {
			for minute := range a.minutes {
				var first, last int64
				until := a.end(value + 1)
				for _, at := range edgeInstants(from, until) {
					if a.minutes[minute] <= minuteOfWeek(at) && (minute+1 == len(a.minutes) || minuteOfWeek(at) < a.minutes[minute+1]) {
						if first == 0 {
							first = at
						}
						last = at
					}
				}
				if got := d.At(possible, []int{value, minute}) == 1; got != (first > 0) {
					t.Fatalf("from %v until %v at minutes %d of %v: possible %t, want %t", time.Unix(0, from), time.Unix(0, until), minute, a.minutes, got, first > 0)
				}
				w := weekSet{&a, d.Around(d.And(d.Among(0, []int{value}, 1, 0), d.Among(1, []int{minute}, 1, 0)), []int{value, minute}).Set(1)}
				if got, ok := w.first(from, until); ok != (first > 0) || ok && got != first {
					t.Fatalf("the first instant from %v until %v at minutes %d of %v: %v, %t, want %v", time.Unix(0, from), time.Unix(0, until), minute, a.minutes, time.Unix(0, got), ok, time.Unix(0, first))
				}
				if got, ok := w.last(from, until); until-from < 3*int64(week) && (ok != (last > 0) || ok && got != last) {
					t.Fatalf("the last instant from %v until %v at minutes %d of %v: %v, %t, want %v", time.Unix(0, from), time.Unix(0, until), minute, a.minutes, time.Unix(0, got), ok, time.Unix(0, last))
				}
			}
		}
	})
}

// edgeInstants returns the first and the last instant of each minute from an instant
// until another, of the first three weeks.
func edgeInstants(from, until int64) []int64 {
	var all []int64
	for at := from; at < min(until, from+3*int64(week)); {
		next := at - at%int64(time.Minute) + int64(time.Minute)
		all = append(all, at, min(next, until)-1)
		at = next
	}
	return all
}
