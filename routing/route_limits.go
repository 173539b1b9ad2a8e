package routing

import (
	"errors"
	"math"
	"time"

	"github.com/paymux/paymux/limits"
)

// applyLimits asks every limit rule for a method: those for all methods and for
// this one on any platform, then the platform's own.
func (r *Router) applyLimits(d *Decision, o *Order, s, end *slot, v *verdict) {
	b := r.blocks[d.facts.platform : d.facts.platform+2]
	v.firstApplied = uint32(len(d.applied))
	r.ask(d, o, r.limits[:r.everyRule], v)
	r.ask(d, o, r.limits[r.methodAt[s.method]:r.methodAt[s.method+1]], v)
	r.ask(d, o, r.limits[b[0].limits:b[1].limits], v)
	r.ask(d, o, r.limits[s.limits:end.limits], v)
	v.records = uint32(len(d.records)) - v.firstRecord
	v.applied = uint32(len(d.applied)) - v.firstApplied
}

// ask lets each limit rule that applies refuse the order, or cut the headroom.
func (r *Router) ask(d *Decision, o *Order, rows []limitRow, v *verdict) {
	for i := range rows {
		l := &rows[i]
		var unknown codeSet
		if l.scope != 0 {
			var applies bool
			if applies, unknown = r.applies(&r.scopes[l.scope], &d.facts, o); !applies {
				continue
			}
		}
		room, refused := r.room(d, o, l)
		switch {
		case refused == 0:
			v.narrow(room)
			d.applied = append(d.applied, l.rule)
		case unknown != 0:
			v.said |= unknown
			d.records = append(d.records, record{rule: l.rule, codes: unknown})
		default:
			v.said |= refused
			room.rule, room.codes = l.rule, refused
			d.records = append(d.records, room)
		}
	}
}

// applies reports whether a limit rule applies to the order. Where that is not
// known it does, and the missing facts are returned.
func (r *Router) applies(s *scope, f *facts, o *Order) (bool, codeSet) {
	unknown := r.unmet(s, f, o)
	if unknown&^unknownFacts != 0 {
		return false, 0
	}
	if s.excepts != 0 {
		facts, matching := r.excepting(s.excepts, f, o)
		if matching > 0 {
			return false, 0
		}
		unknown |= facts
	}
	return true, unknown
}

// room returns what a limit leaves, as a record of its numbers, and why it
// refuses the amount or cannot be decided.
func (r *Router) room(d *Decision, o *Order, l *limitRow) (record, codeSet) {
	if l.kind&isOwn != 0 {
		return r.roomOfOwn(d, o, l)
	}
	f := &d.facts
	room := record{kind: l.kind, min: l.min, max: l.max}
	if l.currency != uint8(f.currency) {
		return room, limitCurrency.bit()
	}
	if l.kind&isTotal != 0 {
		cap := r.rules[l.rule].Limit.(limits.Cap)
		used, ok := o.Usage[cap.Counter]
		if !ok {
			return room, unknownUsage.bit()
		}
		if used.Currency() != f.currency {
			return room, limitCurrency.bit()
		}
		room.used = used.Minor()
		room.max -= room.used
		if _, until := cap.Window.Span(o.At); !until.IsZero() {
			room.resets = until.UnixNano()
		}
	}
	return room, room.refuses(f.amount)
}

// roomOfOwn asks a limit that is not a Cap.
func (r *Router) roomOfOwn(d *Decision, o *Order, l *limitRow) (record, codeSet) {
	room := record{kind: l.kind}
	h, err := r.rules[l.rule].Limit.Headroom(limits.Query{Currency: d.facts.currency, At: o.At, Usage: o.Usage})
	if err != nil {
		var mismatch *limits.CurrencyMismatchError
		var usage *limits.UsageError
		switch {
		case errors.As(err, &mismatch):
			return room, limitCurrency.bit()
		case errors.As(err, &usage):
			room.detail = d.note(string(usage.Counter))
			return room, unknownUsage.bit()
		}
		room.detail = d.note(err.Error())
		return room, limitError.bit()
	}
	if h != (limits.Headroom{}) && h.Currency() != d.facts.currency {
		return room, limitCurrency.bit()
	}
	if low, ok := h.Min(); ok {
		room.min, room.kind = low.Minor(), room.kind|hasMin
	}
	if high, ok := h.Max(); ok {
		room.max, room.kind = high.Minor(), room.kind|hasMax
	}
	if at, ok := h.Resets(); ok && at.Unix() > 0 && at.Unix() < math.MaxInt64/int64(time.Second) {
		room.resets, room.kind = at.UnixNano(), room.kind|isTotal
	}
	return room, room.refuses(d.facts.amount)
}

// refuses returns why an amount is not within the room. A room that is empty,
// because what is left of a total is below the minimum, is always above the
// maximum as well: no amount would do.
func (room *record) refuses(amount int64) codeSet {
	var refused codeSet
	needed := amount
	if room.kind&hasMin != 0 && amount < room.min {
		refused = belowMin.bit()
		needed = room.min
	}
	if room.kind&hasMax != 0 && needed > room.max {
		if room.kind&isTotal != 0 {
			return refused | capReached.bit()
		}
		return refused | aboveMax.bit()
	}
	return refused
}
