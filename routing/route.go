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
	d.records, d.prefer = d.records[:0], d.prefer[:0]
	if len(d.own) > 0 {
		clear(d.own)
		d.own = d.own[:0]
	}
	if !r.read(&o, &d.facts) {
		d.reset() // of what has been read, the buyer among it
		return r.orderError(&o)
	}
	d.router, d.order, d.amount = r, o.ID, o.Amount
	if r.rollouts {
		d.facts.buyer, d.facts.bucket = o.Buyer, -1
	}
	b := r.blocks[d.facts.platform : d.facts.platform+2]
	d.grow(int(b[1].row - b[0].row))
	r.judge(d, &o, b[0].row)
	if len(o.Allow)|len(o.Block)|len(o.Tried)|len(o.Prefer) != 0 {
		d.restrict(&o)
	}
	for _, at := range r.nested[b[0].nested:b[1].nested] {
		d.judgeNested(int(at - b[0].row))
	}
	if r.rollouts {
		d.facts.buyer = ""
	}
	return nil
}

// judge decides about each method: which entry grants it or speaks for it, whether
// one of its products serves the surface, and whether the limit rules leave room.
//
// It decides about simple rows itself, in one stretch of code that calls nothing and
// does not branch on what it finds, with the same formulas as unmet and refuses.
func (r *Router) judge(d *Decision, o *Order, first uint32) {
	f := &d.facts
	if f.hard {
		for i := range d.verdicts {
			r.judgeHard(d, o, first+uint32(i), &d.verdicts[i])
		}
		return
	}
	second, amount, traits, currency := f.second, f.amount, f.traits, uint8(f.currency)
	surfaceFails, productFails := r.surfaceFails[f.surface], r.productFails[f.surface]
	currencyFails, regionFails := r.currencyFails[f.value], r.regionFails[f.region]
	audiences, bounds := r.audiences, r.bounds
	verdicts := d.verdicts
	rows := r.rows[first:][:len(verdicts)]
	for i := range rows {
		w := &rows[i]
		b := &bounds[w.bound]
		if w.flags&simple == 0 || traits&b.wake != 0 || b.currency != currency && !b.own {
			r.judgeHard(d, o, first+uint32(i), &verdicts[i])
			continue
		}
		a := &audiences[w.who]
		unmet := codeSet(w.status) |
			less(int64(second), int64(w.from))<<notStarted |
			less(int64(w.until), int64(second)+1)<<ended |
			codeSet(nonzero(a.one&^traits)&nonzero(a.two&^traits))<<toAudience |
			surfaceFails[w.surfaces] | productFails[w.products] |
			currencyFails[w.currencies] | regionFails[w.regions]
		said := less(amount, b.min)<<belowMin | less(b.max, amount)<<aboveMax
		if b.currency != currency {
			said = 0
		}
		verdicts[i] = verdict{unmet: unmet, said: said, row: first + uint32(i)}
	}
}

// less is 1 if x is less than y. Neither is negative.
func less(x, y int64) codeSet { return codeSet(uint64(x-y) >> 63) }

// nonzero is 1 if x is not 0.
func nonzero(x uint64) uint64 { return (x | -x) >> 63 }

// judgeHard is judge for one method, whatever its entries and limits.
func (r *Router) judgeHard(d *Decision, o *Order, at uint32, v *verdict) {
	f := &d.facts
	*v = verdict{record: uint32(len(d.records))}
	w, unmet := r.speaker(at, f, v)
	if unmet.has(excepted) {
		d.recordExcepts(r.details[w.detail].excepts)
	}
	v.unmet = unmet
	if !r.surfaces.sets.has(w.products, f.surface) {
		if f.surface == missing {
			v.unmet |= unknownSurface.bit()
		} else {
			v.unmet |= noProduct.bit()
		}
	}
	b := &r.bounds[w.bound]
	switch {
	case b.hard || f.traits&b.wake != 0 || b.currency != uint8(f.currency) && !b.own:
		r.applyLimits(d, o, at, v)
	case b.currency == uint8(f.currency):
		v.said = refuses(f.amount, b.min, b.max, aboveMax)
	}
	v.records = uint32(len(d.records)) - v.record
}

// speaker returns the row that grants a method or is nearest to it, and which of
// its conditions are not met.
func (r *Router) speaker(first uint32, f *facts, v *verdict) (*row, codeSet) {
	w := &r.rows[first]
	unmet, fewest := r.unmetOf(w, f)
	v.row = first
	more := &r.details[w.detail]
	for i := more.more; i < more.to && fewest > 0; i++ {
		if codes, count := r.unmetOf(&r.rows[i], f); count < fewest {
			w, unmet, fewest, v.row = &r.rows[i], codes, count, i
		}
	}
	return w, unmet
}

// unmetOf returns which conditions of a row are not met, and how many they are.
func (r *Router) unmetOf(w *row, f *facts) (codeSet, int) {
	s := r.scope(w)
	unmet := codeSet(w.status) | r.unmet(&s, f)
	if s.excepts == 0 {
		return unmet, unmet.len()
	}
	facts, matching := r.excepting(s.excepts, f)
	unmet |= facts
	count := unmet.len() + matching
	if matching > 0 {
		unmet |= excepted.bit()
	}
	return unmet, count
}

// unmet returns the conditions of a scope, its Excepts apart, that fail.
func (r *Router) unmet(s *scope, f *facts) codeSet {
	if f.hard || r.whos[s.who].hard {
		return r.unmetHard(s, f)
	}
	a := &r.audiences[s.who]
	return less(f.now, s.from)<<notStarted | (1^less(f.now, s.until))<<ended |
		codeSet(nonzero(a.one&^f.traits)&nonzero(a.two&^f.traits))<<toAudience |
		r.surfaceFails[f.surface][s.surfaces] |
		r.currencyFails[f.value][s.currencies] |
		r.regionFails[f.region][s.regions]
}

// unmetHard is unmet for what the bits cannot say: values from 64 on, audiences of
// many sets, and rollouts.
func (r *Router) unmetHard(s *scope, f *facts) codeSet {
	onSurface, inRegion := onSurface, inRegion
	if f.surface == missing {
		onSurface = unknownSurface
	}
	if f.region == missing {
		inRegion = unknownRegion
	}
	var failed codeSet
	for _, c := range [...]struct {
		fails bool
		code  reasonCode
	}{
		{f.now < s.from, notStarted},
		{f.now >= s.until, ended},
		{!r.surfaces.sets.has(s.surfaces, f.surface), onSurface},
		{!r.currencies.sets.has(s.currencies, f.value), inCurrency},
		{!r.regions.sets.has(s.regions, f.region), inRegion},
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

// restrict applies Order.Allow, Block and Tried, and keeps what Prefer names.
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
	for _, id := range o.Prefer {
		if i := d.find(id); i >= 0 {
			if d.prefer == nil {
				d.prefer = make([]uint32, 0, len(o.Prefer))
			}
			d.prefer = append(d.prefer, uint32(i))
		}
	}
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
	r := d.router
	w := &r.rows[d.verdicts[i].row]
	if w.flags&nested == 0 {
		return -1
	}
	return d.verdictOn(r.origins[r.details[w.detail].origin].parent)
}
