package routing

import (
	"math"

	"github.com/paymux/paymux/limits"
)

// headroom is what the limit rules for an offered method and its parents leave.
func (d *Decision) headroom(i int) limits.Headroom {
	room := d.ownRoom(i)
	for i = d.parent(i); i >= 0; i = d.parent(i) {
		room = both(room, d.ownRoom(i))
	}
	return room
}

// both is what two headrooms leave. No rule has refused, so they are in the order's
// currency.
func both(a, b limits.Headroom) limits.Headroom {
	room, _ := limits.Intersect(a, b)
	return room
}

// ownRoom is what the limit rules for an offered method leave.
func (d *Decision) ownRoom(i int) limits.Headroom {
	v, r := &d.verdicts[i], d.router
	var room limits.Headroom
	if v.recorded {
		records := d.records[v.record : v.record+v.records]
		for j := range records {
			room = both(room, d.room(&records[j]))
		}
		return room
	}
	first := r.blocks[d.facts.platform].row + uint32(i)
	if b := &r.bounds[r.rows[first].bound]; b.currency == uint8(d.facts.currency) && b.min > 0 && b.max < math.MaxInt64 {
		return both(limits.AtLeast(d.money(b.min)), limits.AtMost(d.money(b.max)))
	}
	var buffer [few]record
	for _, plain := range d.plainRecords(i, buffer[:0]) {
		room = both(room, d.room(&plain))
	}
	return room
}

// room is what a limit rule leaves by itself, whatever the number of payments: that
// refuses all amounts or none.
func (d *Decision) room(r *record) limits.Headroom {
	rule := &d.router.rules[r.rule]
	if rule.kind&isCustom != 0 {
		return d.custom[r.number].room
	}
	if rule.currency != uint8(d.facts.currency) {
		return limits.Headroom{} // it has no bounds in the order's currency
	}
	var low, high limits.Headroom
	if rule.kind&hasMin != 0 {
		low = limits.AtLeast(d.money(rule.min))
	}
	if rule.kind&hasMax != 0 {
		most := rule.max
		if rule.kind&isTotal != 0 {
			most -= r.number // what has been paid
		}
		high = limits.AtMost(d.money(most))
		if rule.kind&isTotal != 0 {
			high = high.WithReset(d.resets(d.router.given[rule.limit].(limits.Cap)))
		}
	}
	return both(low, high)
}
