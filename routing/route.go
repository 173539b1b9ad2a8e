package routing

import (
	"errors"

	"github.com/paymux/paymux/methods"
)

var (
	errNoDecision  = errors.New("routing: the decision to route into is nil: give RouteInto the address of one")
	errNotCompiled = errors.New("routing: the router is nil or zero: make one with Compile")
	errReused      = errors.New("routing: RouteInto has reused the memory of this copy of a decision: route the order again")
)

// isCompiled reports whether the router was made by Compile.
func (r *Router) isCompiled() bool { return r != nil && r.blocks != nil }

// Route decides which methods the order may be paid with. The error is an
// [*OrderError] if the order itself is malformed; that no method is offered is an
// ordinary decision. A nil or zero router, which no catalog was compiled to, is an error.
func (r *Router) Route(o Order) (Decision, error) {
	var d Decision
	err := r.RouteInto(&d, o)
	return d, err
}

// RouteInto is [Router.Route] into a decision whose memory it reuses: once the
// decision has grown to the platform's size it does not allocate. Nothing of the
// earlier decision remains: copies of it are empty from then on, and say so. After an
// error the decision is empty, and so it is after a custom limit has panicked. A nil
// decision is an error.
func (r *Router) RouteInto(d *Decision, o Order) error {
	if d == nil {
		return errNoDecision
	}
	if !r.isCompiled() {
		d.begin()
		d.reset()
		return errNotCompiled
	}
	if r.hasCustom {
		return r.routeGuarded(d, &o)
	}
	return r.route(d, &o)
}

// routeGuarded is route for a router with limits that are not caps: where one panics,
// it leaves nothing of an order that is only half decided, the buyer least of all.
func (r *Router) routeGuarded(d *Decision, o *Order) error {
	decided := false
	defer func() {
		if !decided {
			d.reset()
		}
	}()
	err := r.route(d, o)
	decided = true
	return err
}

func (r *Router) route(d *Decision, o *Order) error {
	d.begin()
	if len(o.Prefer) > 0 && d.prefer == nil {
		d.reserve(o)
	}
	d.records, d.prefer = d.records[:0], d.prefer[:0]
	if len(d.custom) > 0 {
		clear(d.custom)
		d.custom = d.custom[:0]
	}
	if !r.read(o, &d.facts) {
		d.reset() // of what has been read, the buyer among it
		return r.orderError(o)
	}
	d.router, d.order, d.surface, d.amount = r, o.ID, o.Surface, o.Amount
	if r.rollouts {
		d.facts.buyer, d.facts.bucket = o.Buyer.Reveal(), -1
	}
	b, next := &r.blocks[d.facts.platform], &r.blocks[d.facts.platform+1]
	d.grow(int(b.more-b.row), int(next.row-b.row))
	if len(o.Down) > 0 && d.records == nil {
		d.reserveRecords(len(o.Down))
	}
	r.evaluate(d, o, b, next)
	if isRestricted(o) {
		d.restrict(o)
	}
	d.applyParents(r.children[b.children:next.children])
	if r.rollouts {
		d.facts.buyer = ""
	}
	return nil
}

// evaluate decides about each method: which entry grants it or is nearest, whether
// one of its products serves the surface, and whether the limit rules leave room. The
// loops come first, then what only few methods need.
func (r *Router) evaluate(d *Decision, o *Order, b *block, next *block) {
	f, rows := &d.facts, r.rows[b.row:next.row]
	verdicts := d.verdicts[:len(rows)] // behind those of the methods, room for further entries
	if f.isWide {
		for i := range rows {
			verdicts[i].found = r.addExcepts(f, &rows[i], r.evaluateEntry(f, &rows[i]))
		}
	} else {
		r.evaluateEntries(f, rows, verdicts)
		r.evaluateAudiences(f, rows, verdicts)
		for _, i := range r.specials[b.specials:next.specials] {
			if rows[i].flags&special != 0 {
				verdicts[i].found = r.evaluateEntry(f, &rows[i])
			}
			verdicts[i].found = r.addExcepts(f, &rows[i], verdicts[i].found)
		}
	}
	nearestEntries(rows, b.row, len(d.verdicts), verdicts)
	r.evaluateAmounts(f, b, rows, d.verdicts)
	if b.hasOthers || (f.traits|f.unknown)&b.triggers != 0 {
		for i := range d.verdicts {
			if rows[i].flags&needsMore != 0 || r.othersMayApply(&r.bounds[rows[i].bound], f) {
				r.evaluateOthers(d, o, b, uint32(i))
			}
		}
	}
}

// isRestricted reports whether an order names methods.
func isRestricted(o *Order) bool {
	return o.Allow != nil || len(o.Block)|len(o.Tried)|len(o.Prefer)|len(o.Down) != 0
}

// restrict applies Order.Allow, Block, Tried and Down, and keeps what Prefer names.
func (d *Decision) restrict(o *Order) {
	exclude := func(ids []methods.ID, code reasonCode) {
		for _, id := range ids {
			if i := d.find(id); i >= 0 {
				d.verdicts[i].unmet |= code.bit()
			}
		}
	}
	exclude(o.Block, blocked)
	exclude(o.Tried, tried)
	for id, until := range o.Down {
		if i := d.find(id); i >= 0 && (until.IsZero() || o.At.Before(until)) {
			d.verdicts[i].unmet |= down.bit()
			end := record{codes: down.bit(), rule: uint32(i)}
			if !until.IsZero() {
				end.number = until.UnixNano()
			}
			d.keep(end)
		}
	}
	for _, id := range o.Prefer {
		if i := d.find(id); i >= 0 {
			d.prefer = append(d.prefer, uint32(i))
		}
	}
	if o.Allow == nil {
		return
	}
	for i := range d.verdicts {
		d.verdicts[i].unmet |= notAllowed.bit()
	}
	for _, id := range o.Allow {
		if i := d.find(id); i >= 0 {
			d.verdicts[i].unmet &^= notAllowed.bit()
		}
	}
}

// applyParents excludes the methods whose parent is excluded. Parents come before
// their children.
func (d *Decision) applyParents(children []child) {
	for _, c := range children {
		v := &d.verdicts[c.verdict]
		if v.row != c.row || v.unknownEntry {
			continue // another entry grants or explains, or it is not known which
		}
		if parent := &d.verdicts[c.parent]; !parent.offered() {
			v.unmet |= parentExcluded.bit()
			v.parentUndecided = parent.undecided()
		}
	}
}
