package routing

import (
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
	b := &r.bounds[r.rows[first].bound]
	if b.currency != uint8(d.facts.currency) {
		return room // caps that apply to orders in another currency refuse
	}
	return d.between(b.kind, b.min, b.max)
}

// between is what bounds leave that a rule of some kind has.
func (d *Decision) between(kind uint8, least, most int64) limits.Headroom {
	switch kind & (hasMin | hasMax) {
	case hasMin:
		return limits.AtLeast(d.money(least))
	case hasMax:
		return limits.AtMost(d.money(most))
	case hasMin | hasMax:
		return limits.Between(d.money(least), d.money(most))
	}
	return limits.Headroom{}
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
	if rule.kind&isTotal == 0 {
		return d.between(rule.kind, rule.min, rule.max)
	}
	left := d.between(rule.kind, rule.min, rule.max-r.number) // less what has been paid
	return left.WithReset(d.resets(d.router.given[rule.limit].(limits.Cap)))
}
