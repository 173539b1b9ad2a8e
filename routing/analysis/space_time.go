package analysis

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// timeAxes are the instants of orders, then the minutes of the week, reckoned in UTC.
// Value i of the first is from instants[i], in Unix nanoseconds, until the next; value i
// of the second is from minutes[i] until the next. Not every combination has an instant:
// a single day has one day of the week. See possible.
type timeAxes struct {
	axis     int
	zone     *time.Location
	instants []int64
	minutes  []int

	// Once hours are told apart by the instants: those that were there before. See unroll.
	begins []int64
}

// The instants that an order may have, in Unix nanoseconds: the first inclusive,
// the last exclusive.
var (
	firstInstant = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	endInstant   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
)

func newTimeAxes(zone *time.Location) timeAxes {
	return timeAxes{zone: zone, instants: []int64{firstInstant}, minutes: []int{0}}
}

func (a *timeAxes) add(p methods.Period) {
	for _, t := range [...]time.Time{p.From, p.Until} {
		if !t.IsZero() {
			a.addInstant(t.UnixNano())
		}
	}
}

func (a *timeAxes) addInstant(n int64) {
	if n > firstInstant && n < endInstant {
		a.instants = append(a.instants, n)
	}
}

// addWeek cuts the week where spans begin and end.
func (a *timeAxes) addWeek(spans []weekSpan) {
	for _, s := range spans {
		a.minutes = append(a.minutes, s.from)
		if s.until < minutesOfWeek {
			a.minutes = append(a.minutes, s.until)
		}
	}
}

func (a *timeAxes) place(first int) []int {
	a.axis = first
	a.instants, a.minutes = sorted(a.instants), sorted(a.minutes)
	return []int{len(a.instants), len(a.minutes)}
}

// weekAxis is the axis of the minutes of the week.
func (a *timeAxes) weekAxis() int { return a.axis + 1 }

// unmet is whether an order comes before or after a period, or outside of spans of the
// week, of which there may be none to be within.
func (a *timeAxes) unmet(d *mdd.Diagram, p methods.Period, spans []weekSpan) mdd.Ref {
	if len(a.begins) > 0 && len(spans) > 0 {
		return a.unmetUnrolled(d, p, spans)
	}
	from, until := a.valuesOf(p)
	f := d.Runs(a.axis, mdd.Run{Value: int32(notStarted)}, mdd.Run{From: from}, mdd.Run{From: until, Value: int32(ended)})
	if len(spans) == 0 {
		return f
	}
	runs := []mdd.Run{{Value: int32(outsideHours)}}
	for _, s := range spans {
		begin, _ := slices.BinarySearch(a.minutes, s.from)
		end, _ := slices.BinarySearch(a.minutes, s.until)
		runs = append(runs, mdd.Run{From: begin}, mdd.Run{From: end, Value: int32(outsideHours)})
	}
	return d.Or(f, d.Runs(a.weekAxis(), runs...))
}

// valuesOf returns the values of the instants of a period: from from up to and without
// until.
func (a *timeAxes) valuesOf(p methods.Period) (from, until int) {
	from, until = 0, len(a.instants)
	if !p.From.IsZero() {
		from, _ = slices.BinarySearch(a.instants, p.From.UnixNano())
	}
	if !p.Until.IsZero() {
		until, _ = slices.BinarySearch(a.instants, p.Until.UnixNano())
	}
	return from, until
}

// end is the first instant that comes after the ones of a value, given the next value.
func (a *timeAxes) end(next int) int64 {
	if next < len(a.instants) {
		return a.instants[next]
	}
	return endInstant
}

// possible is 1 where there is an instant: where a value of the time is shorter than a
// week, at some of its minutes alone.
func (a *timeAxes) possible(d *mdd.Diagram) mdd.Ref {
	if len(a.minutes) == 1 {
		return mdd.Leaf(1)
	}
	var all []mdd.Ref
	runs := []mdd.Run{{}}
	for value, from := range a.instants {
		until := a.end(value + 1)
		if until-from >= int64(week) {
			runs = append(runs, mdd.Run{From: value, Value: 1}, mdd.Run{From: value + 1})
			continue
		}
		at := d.Runs(a.axis, mdd.Run{}, mdd.Run{From: value, Value: 1}, mdd.Run{From: value + 1})
		all = append(all, d.And(at, a.between(d, from, until)))
	}
	return d.Fold(append(all, d.Runs(a.axis, runs...)), mdd.Leaf(0), d.Or)
}

// between is 1 for the minutes of the week that instants of less than a week have.
func (a *timeAxes) between(d *mdd.Diagram, from, until int64) mdd.Ref {
	first, last := valueAt(a.minutes, minuteOfWeek(from)), valueAt(a.minutes, minuteOfWeek(until-1))
	if intoWeek(from) <= intoWeek(until-1) {
		return d.Runs(a.weekAxis(), mdd.Run{}, mdd.Run{From: first, Value: 1}, mdd.Run{From: last + 1})
	}
	if first <= last {
		return mdd.Leaf(1)
	}
	return d.Runs(a.weekAxis(), mdd.Run{Value: 1}, mdd.Run{From: last + 1}, mdd.Run{From: first, Value: 1})
}

// intoWeek is how long ago the week began, in nanoseconds.
func intoWeek(instant int64) int64 {
	const thursday = 3 * 24 * int64(time.Hour) // with which Unix time begins
	return (instant + thursday) % int64(week)
}

func minuteOfWeek(instant int64) int { return int(intoWeek(instant) / int64(time.Minute)) }

func (a *timeAxes) describe(r *Region, b mdd.Box) {
	if set := b.Set(a.axis); !set.IsAll() {
		for from, until := range set.Spans(len(a.instants)) {
			var p methods.Period
			if from > 0 {
				p.From = time.Unix(0, a.instants[from]).In(a.zone)
			}
			if until < len(a.instants) {
				p.Until = time.Unix(0, a.instants[until]).In(a.zone)
			}
			r.Periods = append(r.Periods, p)
		}
	}
	if set := b.Set(a.weekAxis()); !set.IsAll() {
		_, seconds := time.Time{}.In(a.zone).Zone()
		r.Zone = time.Duration(seconds) * time.Second
		r.Hours = hoursOf(a.spansIn(set), seconds/60)
	}
}

// spansIn returns the minutes of some values of the week.
func (a *timeAxes) spansIn(set mdd.Set) []weekSpan {
	var spans []weekSpan
	for from, until := range set.Spans(len(a.minutes)) {
		s := weekSpan{a.minutes[from], minutesOfWeek}
		if until < len(a.minutes) {
			s.until = a.minutes[until]
		}
		spans = append(spans, s)
	}
	return spans
}

func (a *timeAxes) choose(o *routing.Order, b mdd.Box) {
	if n, ok := a.instantIn(b); ok {
		o.At = time.Unix(0, n).In(a.zone)
	}
}

// instantIn returns the first instant of a box, or its last where it has no first one. It
// reports false if there is none.
func (a *timeAxes) instantIn(b mdd.Box) (int64, bool) {
	w := weekSet{a, b.Set(a.weekAxis())}
	for from, until := range b.Set(a.axis).Spans(len(a.instants)) {
		start, end := a.instants[from], a.end(until)
		if from == 0 && until == len(a.instants) {
			start = a.instants[until-1]
		}
		find := w.first
		if from == 0 && until < len(a.instants) {
			find = w.last
		}
		if n, ok := find(start, end); ok {
			return n, true
		}
	}
	return 0, false
}

// isBetween reports whether values of the time have no instant of a box's hours.
func (a *timeAxes) isBetween(b mdd.Box) func(from, until int) bool {
	w := weekSet{a, b.Set(a.weekAxis())}
	return func(from, until int) bool {
		_, ok := w.first(a.instants[from], a.end(until))
		return !ok
	}
}

func (a *timeAxes) locate(o *routing.Order, values []int) {
	n := o.At.UnixNano()
	values[a.axis], values[a.weekAxis()] = valueAt(a.instants, n), valueAt(a.minutes, minuteOfWeek(n))
}

// weekSet is some values of the week.
type weekSet struct {
	axes *timeAxes
	set  mdd.Set
}

func (w weekSet) has(instant int64) bool {
	return w.set.Has(valueAt(w.axes.minutes, minuteOfWeek(instant)))
}

// first returns the first instant of the set from start until end, if there is one.
func (w weekSet) first(start, end int64) (int64, bool) {
	if w.has(start) {
		return start, true
	}
	first := end
	for _, s := range w.axes.spansIn(w.set) {
		n := start - intoWeek(start) + int64(s.from)*int64(time.Minute)
		if n < start {
			n += int64(week)
		}
		first = min(first, n)
	}
	return first, first < end
}

// last returns the last instant of the set from start until end, if there is one.
func (w weekSet) last(start, end int64) (int64, bool) {
	if w.has(end - 1) {
		return end - 1, true
	}
	last := start - 1
	for _, s := range w.axes.spansIn(w.set) {
		n := end - intoWeek(end) + int64(s.until)*int64(time.Minute) - 1
		if n >= end {
			n -= int64(week)
		}
		last = max(last, n)
	}
	return last, last >= start
}

// valueAt is the value of an axis that begins its values at cuts, for a number.
func valueAt[N int | int64](cuts []N, n N) int {
	i, found := slices.BinarySearch(cuts, n)
	if !found {
		i--
	}
	return i
}
