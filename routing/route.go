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
// What is rare or needs more than numbers is in functions of its own.
func (r *Router) judge(d *Decision, o *Order, slots []slot) {
	f := &d.facts
	for i := range d.verdicts {
		v := verdict{record: uint32(len(d.records))}
		first, end := slots[i].row, slots[i+1].row
		var fewest int
		for k := first; k < end; k++ {
			w := &r.rows[k]
			unmet := codeSet(w.status) | r.unmet(&w.scope, f)
			count := unmet.len()
			if w.excepts != 0 {
				unmet, count = r.unmetWithExcepts(w, unmet, f)
			}
			if k == first || count < fewest {
				fewest, v.unmet, v.row = count, unmet, k
			}
			if count == 0 {
				break
			}
		}
		w := &r.rows[v.row]
		if v.unmet.has(excepted) {
			d.recordExcepts(w.excepts)
		}
		v.unmet |= r.lacks(w.products, f) << (f.badProduct & 31)

		limit := &r.bounds[w.bound]
		switch {
		case limit.hard || f.traits&limit.wake != 0:
			r.applyLimits(d, o, &slots[i], &slots[i+1], &v)
		case limit.currency == uint8(f.currency):
			v.said = codeSet(uint64(f.amount-limit.min)>>63)<<belowMin |
				codeSet(uint64(limit.max-max(f.amount, limit.min))>>63)<<aboveMax
		case !limit.own:
			r.applyLimits(d, o, &slots[i], &slots[i+1], &v)
		}
		v.records = uint32(len(d.records)) - v.record
		d.verdicts[i] = v
	}
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

// lacks is 1 if the set of a row's product surfaces does not have the order's.
func (r *Router) lacks(products uint16, f *facts) codeSet {
	if f.hard {
		return codeSet(b2u(!r.sets.has(products, f.surface)))
	}
	return codeSet(^r.sets.bits[products] >> (f.surface & 63) & 1)
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

// b2u is 1 for true.
func b2u(b bool) uint64 {
	if b {
		return 1
	}
	return 0
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
	if at := d.parent(i); at >= 0 && !d.verdicts[at].offered() {
		v.unmet |= parentExcluded.bit()
		v.parentUndecided = d.verdicts[at].undecided()
	}
}

// parent returns the index of the verdict about the method that a verdict's entry
// lives within, or -1.
func (d *Decision) parent(i int) int {
	w := &d.router.rows[d.verdicts[i].row]
	if w.nested == 0 {
		return -1
	}
	return d.find(d.router.origins[w.origin].within)
}
