package analysis

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// unroll cuts the instants from the given one on wherever hours begin or end, so that the
// week needs no axis of its own: what an order waits for is one instant. Within each
// value so far it does so for a week, after which the hours come again, later. It reports
// false, and stops, if there are more values than most.
func (a *timeAxes) unroll(since int64, most int) bool {
	if a.minutes = sorted(a.minutes); len(a.minutes) == 1 {
		return true
	}
	a.addInstant(since)
	cuts := sorted(a.instants)
	all := make([]int64, 0, len(cuts))
	for i, from := range cuts {
		all = append(all, from)
		until := endInstant
		if i+1 < len(cuts) {
			until = cuts[i+1]
		}
		if from < since {
			continue
		}
		for _, n := range a.edges(from, until) {
			if all = append(all, n); len(all) > most {
				return false
			}
		}
	}
	first, _ := slices.BinarySearch(cuts, since)
	a.instants, a.minutes, a.begins = all, []int{0}, cuts[first:]
	return true
}

// edges returns the instants between two at which hours begin or end, those of the first
// week, in order.
func (a *timeAxes) edges(from, until int64) []int64 {
	into := intoWeek(from)
	first, _ := slices.BinarySearchFunc(a.minutes, into, func(minute int, into int64) int {
		if int64(minute)*int64(time.Minute) <= into {
			return -1
		}
		return 1
	})
	var all []int64
	for i := range a.minutes {
		at := first + i
		n := from - into + int64(at/len(a.minutes))*int64(week) + int64(a.minutes[at%len(a.minutes)])*int64(time.Minute)
		if n >= until {
			break
		}
		all = append(all, n)
	}
	return all
}

// unmetUnrolled is whether an order comes before or after a period or, within it, outside
// of spans of the week.
func (a *timeAxes) unmetUnrolled(d *mdd.Diagram, p methods.Period, spans []weekSpan) mdd.Ref {
	first, end := a.valuesOf(p)
	runs := []mdd.Run{{Value: int32(notStarted)}, {From: first, Value: int32(outsideHours)}}
	from, _ := slices.BinarySearch(a.begins, a.instants[first])
	for i := from; i < len(a.begins) && a.begins[i] < a.end(end) && !d.Exhausted(); i++ {
		for _, w := range a.within(i, spans) {
			runs = append(runs, mdd.Run{From: w.from}, mdd.Run{From: w.until, Value: int32(outsideHours)})
		}
		d.Spend(len(spans))
	}
	return d.Runs(a.axis, append(runs, mdd.Run{From: end, Value: int32(ended)})...)
}

// within returns the values that are within spans of the week, in order, from the
// instant of a number on until the next.
func (a *timeAxes) within(begin int, spans []weekSpan) []block {
	from, until := a.begins[begin], endInstant
	if begin+1 < len(a.begins) {
		until = a.begins[begin+1]
	}
	monday := from - intoWeek(from)
	var all []block
	for _, start := range [...]int64{monday, monday + int64(week)} {
		for _, s := range spans {
			opens := max(from, start+int64(s.from)*int64(time.Minute))
			closes := min(until, start+int64(s.until)*int64(time.Minute))
			if opens < closes {
				first, _ := slices.BinarySearch(a.instants, opens)
				end, _ := slices.BinarySearch(a.instants, closes)
				all = append(all, block{first, end})
			}
		}
	}
	return all
}
