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
	d.records, d.offers = d.records[:0], 0
	if len(d.own) > 0 {
		clear(d.own)
		d.own = d.own[:0]
	}
	if !r.read(&o, &d.facts) {
		d.reset() // of what has been read, the buyer among it
		return r.orderError(&o)
	}
	d.router, d.order, d.amount = r, o.ID, o.Amount
	b := r.blocks[d.facts.platform : d.facts.platform+2]
	slots := r.slots[b[0].slot : b[1].slot+1]
	d.grow(len(slots) - 1)
	r.judge(d, &o, slots)
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

// judge decides about each method: which entry grants it or speaks for it, whether
// one of its products serves the surface, and whether the limit rules leave room.
//
// Most methods have a single entry and plain limits. They are decided here, in one
// stretch of code that calls nothing and hardly branches, with the same formulas as
// unmet and judgeSlot.
func (r *Router) judge(d *Decision, o *Order, slots []slot) {
	f := &d.facts
	now, amount, traits, currency := f.now, f.amount, f.traits, uint8(f.currency)
	surface, value, region := f.surface&63, f.value&63, f.region&63
	badSurface, badRegion, badProduct := f.badSurface&31, f.badRegion&31, f.badProduct&31
	rows, bits, whos, bounds := r.rows, r.sets.bits, r.whos, r.bounds
	for i := range d.verdicts {
		v := &d.verdicts[i]
		w := &rows[slots[i].row]
		b := &bounds[w.bound]
		if w.flags&simple == 0 || f.hard || traits&b.wake != 0 || b.currency != currency && !b.own {
			r.judgeSlot(d, o, &slots[i], &slots[i+1], v)
			continue
		}
		a := &whos[w.who]
		unmet := codeSet(w.status) |
			codeSet(uint64(now-w.from)>>63)<<notStarted |
			codeSet(^uint64(now-w.until)>>63)<<ended |
			codeSet(^bits[w.surfaces]>>surface&1)<<badSurface |
			codeSet(^bits[w.currencies]>>value&1)<<inCurrency |
			codeSet(^bits[w.regions]>>region&1)<<badRegion |
			codeSet(nonzero(a.one&^traits)&nonzero(a.two&^traits))<<toAudience |
			codeSet(^bits[w.products]>>surface&1)<<badProduct
		said := codeSet(uint64(amount-b.min)>>63)<<belowMin |
			codeSet(uint64(b.max-max(amount, b.min))>>63)<<aboveMax
		if b.currency != currency {
			said = 0
		}
		v.row, v.unmet, v.said = slots[i].row, unmet, said
		v.record, v.records = uint32(len(d.records)), 0
		v.preferred, v.asked, v.parentUndecided = 0, false, false
	}
}

// judgeSlot is judge for one method, whatever its entries and limits.
func (r *Router) judgeSlot(d *Decision, o *Order, s, end *slot, v *verdict) {
	f := &d.facts
	*v = verdict{record: uint32(len(d.records)), nth: v.nth}
	w, unmet := r.speaker(s.row, end.row, f, v)
	if unmet.has(excepted) {
		d.recordExcepts(w.excepts)
	}
	v.unmet = unmet
	if !r.sets.has(w.products, f.surface) {
		v.unmet |= f.badProduct.bit()
	}
	b := &r.bounds[w.bound]
	switch {
	case b.hard || f.traits&b.wake != 0 || b.currency != uint8(f.currency) && !b.own:
		r.applyLimits(d, o, s, end, v)
	case b.currency == uint8(f.currency):
		l := limitRow{min: b.min}
		v.said = l.refuses(f.amount, b.max, aboveMax)
	}
	v.records = uint32(len(d.records)) - v.record
}

// speaker returns the row that grants a method or is nearest to it, and which of
// its conditions are not met.
func (r *Router) speaker(from, to uint32, f *facts, v *verdict) (*row, codeSet) {
	rows := r.rows[from:to]
	w := &rows[0]
	unmet, fewest := r.unmetOf(w, f)
	v.row = from
	for i := 1; i < len(rows) && fewest > 0; i++ {
		if codes, count := r.unmetOf(&rows[i], f); count < fewest {
			w, unmet, fewest, v.row = &rows[i], codes, count, from+uint32(i)
		}
	}
	return w, unmet
}

// unmetOf returns which conditions of a row are not met, and how many they are.
func (r *Router) unmetOf(w *row, f *facts) (codeSet, int) {
	unmet := codeSet(w.status) | r.unmet(&w.scope, f)
	if w.excepts != 0 {
		return r.unmetWithExcepts(w, unmet, f)
	}
	return unmet, unmet.len()
}

// unmetWithExcepts adds what the Excepts of a row have against it to what its own
// conditions have, and counts.
func (r *Router) unmetWithExcepts(w *row, unmet codeSet, f *facts) (codeSet, int) {
	facts, matching := r.excepting(w.excepts, f)
	unmet |= facts
	count := unmet.len() + matching
	if matching > 0 {
		unmet |= excepted.bit()
	}
	return unmet, count
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
			d.keep(record{codes: excepted.bit(), rule: s})
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
	if at := d.parent(i); at >= 0 && !d.verdicts[at].offered() {
		v.unmet |= parentExcluded.bit()
		v.parentUndecided = d.verdicts[at].undecided()
	}
}

// parent returns the index of the verdict about the method that a verdict's entry
// lives within, or -1.
func (d *Decision) parent(i int) int {
	w := &d.router.rows[d.verdicts[i].row]
	if w.flags&nested == 0 {
		return -1
	}
	return d.find(d.router.origins[w.origin].within)
}
