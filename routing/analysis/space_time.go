package analysis

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// timeAxis is the instants of orders. Value i is from instants[i], in Unix
// nanoseconds, until the next.
type timeAxis struct {
	axis     int
	zone     *time.Location
	instants []int64
}

// The instants that an order may have, in Unix nanoseconds: the first inclusive,
// the last exclusive.
var (
	firstInstant = time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
	endInstant   = time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC).UnixNano()
)

func newTimeAxis(zone *time.Location) timeAxis {
	return timeAxis{zone: zone, instants: []int64{firstInstant}}
}

func (a *timeAxis) add(p methods.Period) {
	for _, t := range [...]time.Time{p.From, p.Until} {
		if !t.IsZero() {
			a.addInstant(t.UnixNano())
		}
	}
}

func (a *timeAxis) addInstant(n int64) {
	if n > firstInstant && n < endInstant {
		a.instants = append(a.instants, n)
	}
}

func (a *timeAxis) place(first int) []int {
	a.axis = first
	slices.Sort(a.instants)
	a.instants = slices.Compact(a.instants)
	return []int{len(a.instants)}
}

// unmet is whether an order comes before or after a period.
func (a *timeAxis) unmet(d *mdd.Diagram, p methods.Period) mdd.Ref {
	from, until := 0, len(a.instants)
	if !p.From.IsZero() {
		from, _ = slices.BinarySearch(a.instants, p.From.UnixNano())
	}
	if !p.Until.IsZero() {
		until, _ = slices.BinarySearch(a.instants, p.Until.UnixNano())
	}
	return d.Runs(a.axis, mdd.Run{Value: int32(notStarted)}, mdd.Run{From: from}, mdd.Run{From: until, Value: int32(ended)})
}

func (a *timeAxis) describe(r *Region, b mdd.Box) {
	set := b.Set(a.axis)
	if set.IsAll() {
		return
	}
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

func (a *timeAxis) choose(o *routing.Order, b mdd.Box) {
	for from, until := range b.Set(a.axis).Spans(len(a.instants)) {
		n := a.instants[len(a.instants)-1]
		switch {
		case from > 0:
			n = a.instants[from]
		case until < len(a.instants):
			n = a.instants[until] - 1
		}
		o.At = time.Unix(0, n).In(a.zone)
		return
	}
}

func (a *timeAxis) locate(o *routing.Order, values []int) {
	values[a.axis] = valueAt(a.instants, o.At.UnixNano())
}

// valueAt is the value of an axis that begins its values at cuts, for a number.
func valueAt[N int | int64](cuts []N, n N) int {
	i, found := slices.BinarySearch(cuts, n)
	if !found {
		i--
	}
	return i
}
