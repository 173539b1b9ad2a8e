package routing

import (
	"sort"

	"github.com/paymux/paymux/methods"
)

// Route decides which methods the order may be paid with. The error is an
// [*OrderError] if the order itself is malformed; that no method is offered is an
// ordinary decision.
func (r *Router) Route(o Order) (Decision, error) {
	var d Decision
	err := r.RouteInto(&d, o)
	return d, err
}

// RouteInto is [Router.Route] into a decision whose memory it reuses: once the
// decision has grown to the platform's size it does not allocate. Nothing of the
// earlier decision remains, and copies of it must not be used any more. After an
// error the decision is empty.
func (r *Router) RouteInto(d *Decision, o Order) error {
	d.reset()
	if !r.read(&o, &d.facts) {
		return r.orderError(&o)
	}
	d.router, d.order, d.amount = r, o.ID, o.Amount
	b := r.blocks[d.facts.platform : d.facts.platform+2]
	d.grow(int(b[1].slot - b[0].slot))
	for i := range d.verdicts {
		r.judge(d, &o, b[0].slot+uint32(i), &d.verdicts[i])
	}
	if len(o.Allow)+len(o.Block)+len(o.Tried) > 0 {
		d.restrict(&o)
	}
	for _, s := range r.nested[b[0].nested:b[1].nested] {
		r.judgeNested(d, s-b[0].slot)
	}
	d.rank(&o)
	return nil
}

// judge decides about one method: which entry grants it or speaks for it, whether
// a product serves the surface, and what the limit rules leave.
func (r *Router) judge(d *Decision, o *Order, s uint32, v *verdict) {
	f := &d.facts
	v.firstRecord = uint32(len(d.records))
	slot, end := &r.slots[s], &r.slots[s+1]
	var fewest int
	var unmet codeSet
	for i := slot.row; i < end.row; i++ {
		w := &r.rows[i]
		failed := codeSet(w.status) | r.unmet(&w.scope, f, o)
		count := failed.len()
		if w.excepts != 0 {
			facts, matching := r.excepting(w.excepts, f, o)
			failed |= facts
			count = failed.len() + matching
			if matching > 0 {
				failed |= excepted.bit()
			}
		}
		if i == slot.row || count < fewest {
			fewest, unmet, v.row = count, failed, i
			if count == 0 {
				break
			}
		}
	}
	w := &r.rows[v.row]
	if unmet.has(excepted) {
		d.recordExcepts(w.excepts, o)
	}
	v.unmet = unmet | codeSet(r.lacks(w.products, f.surface))<<f.badProduct
	r.applyLimits(d, o, slot, end, v)
}

// unmet returns the conditions of a scope, its Excepts apart, that fail.
func (r *Router) unmet(s *scope, f *facts, o *Order) codeSet {
	// The differences do not overflow: see bounds.
	failed := codeSet(uint64(f.now-s.from)>>63) << notStarted
	failed |= codeSet(1^uint64(f.now-s.until)>>63) << ended
	failed |= codeSet(r.lacks(s.surfaces, f.surface)) << f.badSurface
	failed |= codeSet(r.lacks(s.currencies, f.value)) << inCurrency
	failed |= codeSet(r.lacks(s.regions, f.region)) << f.badRegion
	if s.who != 0 {
		failed |= r.outside(s.who, f, o)
	}
	return failed
}

// lacks is 1 if the set does not have the value, and 0 if it does.
func (r *Router) lacks(set uint16, value uint32) uint32 {
	s := &r.sets.all[set]
	if value < 64 {
		return uint32(^s.bits >> value & 1)
	}
	if s.has(value, r.sets.wide) {
		return 0
	}
	return 1
}

// outside returns what keeps the order out of an audience and a rollout.
func (r *Router) outside(number uint32, f *facts, o *Order) codeSet {
	w := &r.whos[number]
	var failed codeSet
	if w.sets != w.to && !r.inAudience(w, f) {
		failed = toAudience.bit()
	}
	if w.rollout {
		failed |= rolledOut(w, f, o.Buyer)
	}
	return failed
}

func (r *Router) inAudience(w *who, f *facts) bool {
	for i := w.sets; i < w.to; i++ {
		if r.states(&r.traitSets[i], f) {
			return true
		}
	}
	return false
}

// states reports whether the order states every trait of the set.
func (r *Router) states(set *traitSet, f *facts) bool {
	if f.traits&set.bits != set.bits {
		return false
	}
	wide := r.wideTraits[set.wide:set.to]
	for _, trait := range wide {
		if i := sort.Search(len(f.wide), func(i int) bool { return f.wide[i] >= trait }); i == len(f.wide) || f.wide[i] != trait {
			return false
		}
	}
	return true
}

func rolledOut(w *who, f *facts, buyer string) codeSet {
	if buyer == "" {
		return unknownBuyer.bit()
	}
	if f.bucket < 0 || f.salt != w.salt {
		f.salt, f.bucket = w.salt, int32(w.salt.Bucket(buyer))
	}
	if f.bucket < w.points {
		return 0
	}
	return outsideRollout.bit()
}

// excepting asks every Except of a list. It returns how many match, and the facts
// that are missing to decide about others.
func (r *Router) excepting(list uint32, f *facts, o *Order) (unknown codeSet, matching int) {
	for _, s := range r.exceptRows[r.exceptAt[list]:r.exceptAt[list+1]] {
		switch failed := r.unmet(&r.scopes[s], f, o); {
		case failed == 0:
			matching++
		case failed&^unknownFacts == 0:
			unknown |= failed
		}
	}
	return unknown, matching
}

// judgeNested excludes a method whose parent is excluded, and otherwise cuts its
// headroom to the parent's. Parents have been judged before.
func (r *Router) judgeNested(d *Decision, i uint32) {
	v := &d.verdicts[i]
	w := &r.rows[v.row]
	if w.nested == 0 {
		return
	}
	s, _ := r.slotOf(d.facts.platform, r.methodOf[r.withinOf(w.entry)])
	parent := &d.verdicts[s-r.blocks[d.facts.platform].slot]
	if parent.offered() {
		v.cut(parent)
		return
	}
	v.unmet |= parentExcluded.bit()
	v.parentUndecided = parent.undecided()
}

// restrict applies Order.Allow, Block and Tried.
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
	if len(o.Allow) == 0 {
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
