package routing

import (
	"slices"

	"github.com/paymux/paymux/limits"
)

// Caps returns the caps on totals that may apply to the order with any method, so
// that their usage can be looked up before routing: every cap of a limit rule for
// a method of the platform whose conditions are met or not known. They are in the
// order of the rules' ids. The error is that of [Router.Route].
func (r *Router) Caps(o Order) ([]limits.Cap, error) {
	var f facts
	if !r.read(&o, &f) {
		return nil, r.orderError(&o)
	}
	var numbers []uint32
	add := func(rows []limitRow) {
		for i := range rows {
			if rows[i].kind&isTotal == 0 {
				continue
			}
			if applies, _ := r.applies(&rows[i], &f); applies {
				numbers = append(numbers, rows[i].rule)
			}
		}
	}
	b := r.blocks[f.platform : f.platform+2]
	if b[0].slot == b[1].slot {
		return nil, nil // a platform without methods
	}
	add(r.limits[:r.everyRule])
	add(r.limits[b[0].limits:b[1].limits])
	for s := b[0].slot; s < b[1].slot; s++ {
		m := r.slots[s].method
		add(r.limits[r.methodAt[m]:r.methodAt[m+1]])
		add(r.limits[r.slots[s].limits:r.slots[s+1].limits])
	}
	slices.Sort(numbers)
	var caps []limits.Cap
	for _, n := range slices.Compact(numbers) {
		cap := r.rules[n].limit.(limits.Cap)
		cap.Per = slices.Clone(cap.Per)
		caps = append(caps, cap)
	}
	return caps, nil
}
