package routing

import (
	"slices"

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
		d.reset() // of what has been read, the buyer among it
		return r.orderError(&o)
	}
	d.router, d.order, d.amount = r, o.ID, o.Amount
	b := r.blocks[d.facts.platform : d.facts.platform+2]
	slots := r.slots[b[0].slot : b[1].slot+1]
	d.grow(len(slots) - 1)
	for i := range d.verdicts {
		v := &d.verdicts[i]
		r.judge(d, &slots[i], &slots[i+1], v)
		r.applyLimits(d, &o, &slots[i], &slots[i+1], v)
	}
	if len(o.Allow)+len(o.Block)+len(o.Tried) > 0 {
		d.restrict(&o)
	}
	for _, s := range r.nested[b[0].nested:b[1].nested] {
		d.judgeNested(int(s - b[0].slot))
	}
	d.rank(&o)
	d.facts.buyer = ""
	return nil
}

// judge decides which entry grants a method or speaks for it, and whether one of
// its products serves the surface.
func (r *Router) judge(d *Decision, slot, end *slot, v *verdict) {
	f := &d.facts
	v.record = uint32(len(d.records))
	var fewest int
	for i := slot.row; i < end.row; i++ {
		w := &r.rows[i]
		unmet := codeSet(w.status) | r.unmet(&w.scope, f)
		count := unmet.len()
		if w.excepts != 0 {
			facts, matching := r.excepting(w.excepts, f)
			unmet |= facts
			count = unmet.len() + matching
			if matching > 0 {
				unmet |= excepted.bit()
			}
		}
		if i == slot.row || count < fewest {
			fewest, v.unmet, v.row = count, unmet, i
		}
		if count == 0 {
			break
		}
	}
	w := &r.rows[v.row]
	if v.unmet.has(excepted) {
		d.recordExcepts(w.excepts)
	}
	if w.products != anySet && !r.sets.has(w.products, f.surface) {
		v.unmet |= f.badProduct.bit()
	}
}

// unmet returns the conditions of a scope, its Excepts apart, that fail. It does
// not branch on any of them: which ones fail is what cannot be foreseen.
func (r *Router) unmet(s *scope, f *facts) codeSet {
	w := &r.whos[s.who]
	if w.hard || f.hard {
		return r.unmetHard(s, f)
	}
	bits := r.sets.bits
	// The differences do not overflow: see bounds.
	return codeSet(uint64(f.now-s.from)>>63)<<notStarted |
		codeSet(^uint64(f.now-s.until)>>63)<<ended |
		codeSet(^bits[s.surfaces]>>(f.surface&63)&1)<<(f.badSurface&31) |
		codeSet(^bits[s.currencies]>>(f.value&63)&1)<<inCurrency |
		codeSet(^bits[s.regions]>>(f.region&63)&1)<<(f.badRegion&31) |
		codeSet(nonzero(w.one&^f.traits)&nonzero(w.two&^f.traits))<<toAudience
}

// nonzero is 1 if x is not 0.
func nonzero(x uint64) uint64 { return (x | -x) >> 63 }

// unmetHard is unmet for what the bits cannot say: values from 64 on, audiences of
// many sets, and rollouts.
func (r *Router) unmetHard(s *scope, f *facts) codeSet {
	var failed codeSet
	for _, c := range [...]struct {
		fails bool
		code  reasonCode
	}{
		{f.now < s.from, notStarted},
		{f.now >= s.until, ended},
		{!r.sets.has(s.surfaces, f.surface), f.badSurface},
		{!r.sets.has(s.currencies, f.value), inCurrency},
		{!r.sets.has(s.regions, f.region), f.badRegion},
		{!r.inAudience(&r.whos[s.who], f), toAudience},
	} {
		if c.fails {
			failed |= c.code.bit()
		}
	}
	if w := &r.whos[s.who]; w.rollout {
		failed |= f.rolledOut(w)
	}
	return failed
}

func (r *Router) inAudience(w *who, f *facts) bool {
	return w.sets == w.to || slices.ContainsFunc(r.traitSets[w.sets:w.to], func(set traitSet) bool {
		return f.traits&set.bits == set.bits &&
			!slices.ContainsFunc(r.wideTraits[set.wide:set.to], func(trait uint32) bool {
				_, stated := slices.BinarySearch(f.wide, trait)
				return !stated
			})
	})
}

// rolledOut returns what keeps the buyer out of a rollout.
func (f *facts) rolledOut(w *who) codeSet {
	if f.buyer == "" {
		return unknownBuyer.bit()
	}
	if f.bucket < 0 || f.salt != w.salt {
		f.salt, f.bucket = w.salt, int32(w.salt.Bucket(f.buyer))
	}
	if f.bucket < w.points {
		return 0
	}
	return outsideRollout.bit()
}

// excepting asks every Except of a list. It returns how many match, and the facts
// that are missing to decide about others.
func (r *Router) excepting(list uint32, f *facts) (unknown codeSet, matching int) {
	for _, s := range r.exceptRows[r.exceptAt[list]:r.exceptAt[list+1]] {
		switch failed := r.unmet(&r.scopes[s], f); {
		case failed == 0:
			matching++
		case failed&^unknownFacts == 0:
			unknown |= failed
		}
	}
	return unknown, matching
}

// recordExcepts keeps which Excepts of a list match, while the buyer is at hand.
func (d *Decision) recordExcepts(list uint32) {
	r := d.router
	for _, s := range r.exceptRows[r.exceptAt[list]:r.exceptAt[list+1]] {
		if r.unmet(&r.scopes[s], &d.facts) == 0 {
			d.records = append(d.records, record{codes: excepted.bit(), rule: s})
		}
	}
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

// judgeNested excludes a method that lives within an excluded one. Parents have
// been judged before.
func (d *Decision) judgeNested(i int) {
	v := &d.verdicts[i]
	if parent := d.parent(v); parent != nil && !parent.offered() {
		v.unmet |= parentExcluded.bit()
		v.parentUndecided = parent.undecided()
	}
}

// parent returns the verdict about the method that a verdict's entry lives within,
// or nil.
func (d *Decision) parent(v *verdict) *verdict {
	w := &d.router.rows[v.row]
	if w.nested == 0 {
		return nil
	}
	return &d.verdicts[d.find(d.router.withinOf(w.entry))]
}
