package routing_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
)

// A period begins and ends at its very nanosecond, also where its bound lies before
// any order can, or so late that 32 bits do not count the seconds.
func TestPeriodsWithFarBounds(t *testing.T) {
	first := time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)
	last := time.Date(2200, 1, 1, 0, 0, 0, -1, time.UTC)
	full := first.Add((1<<32 - 1) * time.Second) // when 32 bits of seconds are used up
	bounds := []time.Time{
		time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC), first.Add(-1), first.Add(-time.Second), first, first.Add(1), first.Add(time.Second),
		full.Add(-2 * time.Second), full.Add(-time.Second), full.Add(-1), full, full.Add(1), full.Add(time.Second), full.Add(2 * time.Second),
		time.Date(2150, 6, 1, 0, 0, 0, 0, time.UTC), last.Add(1 - time.Second), last,
	}
	for _, bound := range bounds {
		t.Run(bound.Format(time.RFC3339Nano), func(t *testing.T) {
			for _, period := range []methods.Period{{From: bound}, {Until: bound}} {
				c, o := stall(), stallOrder()
				when(methods.Match{Period: period})(&c)
				r := compile(t, c)
				for _, at := range append([]time.Time{first, last, bound.Add(-time.Second), bound.Add(-1), bound.Add(1), bound.Add(time.Second)}, bounds...) {
					if at.Before(first) || at.After(last) {
						continue
					}
					o.At = at
					d := route(t, r, o)
					requireReference(t, c, o, d)
					var want []methods.ID
					if period.Contains(at) {
						want = []methods.ID{"wallet"}
					}
					if diff := cmp.Diff(want, offered(d)); diff != "" {
						t.Errorf("from %v until %v, at %v: offers (-want +got):\n%s", period.From, period.Until, at, diff)
					}
				}
			}
		})
	}
}
