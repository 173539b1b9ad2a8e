package routing

import (
	"errors"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

var (
	errNoDecision  = errors.New("routing: the decision to route into is nil")
	errNotCompiled = errors.New("routing: the router is nil or zero: make one with Compile")
	errReused      = errors.New("routing: a copy of a decision is used whose memory RouteInto has reused")
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
	b := r.blocks[d.facts.platform : d.facts.platform+2]
	d.grow(int(b[1].row - b[0].row))
	if len(o.Down) > 0 && d.records == nil {
		d.reserveRecords(len(o.Down))
	}
	r.evaluate(d, o, &b[0])
	if isRestricted(o) {
		d.restrict(o)
	}
	for _, at := range r.children[b[0].children:b[1].children] {
		d.applyParent(int(at - b[0].row))
	}
	if r.rollouts {
		d.facts.buyer = ""
	}
	return nil
}

// evaluate decides about each method: which entry grants it or is nearest, whether
// one of its products serves the surface, and whether the limit rules leave room.
func (r *Router) evaluate(d *Decision, o *Order, b *block) {
	f := &d.facts
	foreign := uint8(f.currency) != b.currency
	if !f.isWide {
		rows := r.rows[b.row:][:len(d.verdicts)]
		clear(d.verdicts)
		r.evaluateEntries(f, rows, d.verdicts)
		r.evaluateAudiences(f, rows, d.verdicts)
		if !foreign {
			r.evaluateAmounts(f.amount, rows, d.verdicts)
		}
		if !b.isMixed && !(foreign && b.foreign) {
			return
		}
	}
	for i := range d.verdicts {
		at := b.row + uint32(i)
		if f.isWide || r.rows[at].flags&simple == 0 || r.bounds[r.rows[at].bound].othersMayApply(f) {
			r.evaluateMethod(d, o, at, &d.verdicts[i])
		}
	}
}

// evaluateEntries, evaluateAudiences and evaluateAmounts decide about all rows as if they were
// simple. They call nothing and do not branch on what they find; the formulas are
// those of unmet and refuses. There are three loops because what each needs fits
// into a processor's registers.
func (r *Router) evaluateEntries(f *facts, rows []row, verdicts []verdict) {
	surfaceFails, productFails := &r.surfaceFails[f.surface], &r.productFails[f.surface]
	currencyFails, regionFails := &r.currencyFails[f.value], &r.regionFails[f.region]
	second := int64(f.second)
	verdicts = verdicts[:len(rows)]
	for i := range rows {
		w := &rows[i]
		verdicts[i].unmet = codeSet(w.status) |
			less(second, int64(w.from))<<notStarted | less(int64(w.until), second+1)<<ended |
			surfaceFails[w.surfaces] | productFails[w.products] |
			currencyFails[w.currencies] | regionFails[w.regions]
	}
}

func (r *Router) evaluateAudiences(f *facts, rows []row, verdicts []verdict) {
	audiences, unstated := r.audiences, ^f.traits
	verdicts = verdicts[:len(rows)]
	if f.unknown != 0 {
		for i := range rows {
			verdicts[i].unmet |= audiences[rows[i].who].fails(f.traits, f.traits|f.unknown)
		}
		return
	}
	for i := range rows {
		a := &audiences[rows[i].who]
		verdicts[i].unmet |= codeSet(nonzero(min(a.one&unstated, a.two&unstated))) << wrongAudience
	}
}

// fails returns the code against an order that states some traits, and of which others
// may hold as well: an audience that may be met is not known to be.
func (a *audience) fails(stated, possible uint64) codeSet {
	unmet := nonzero(min(a.one&^stated, a.two&^stated))
	never := nonzero(min(a.one&^possible, a.two&^possible))
	return codeSet(unmet^never)<<unknownTrait | codeSet(never)<<wrongAudience
}

func (r *Router) evaluateAmounts(amount int64, rows []row, verdicts []verdict) {
	bounds := r.bounds
	verdicts = verdicts[:len(rows)]
	for i := range rows {
		b := &bounds[rows[i].bound]
		verdicts[i].refused = less(amount, b.min)<<belowMin | less(b.max, amount)<<aboveMax
	}
}

// othersMayApply reports whether limit rules beside the plain caps may apply.
func (b *bound) othersMayApply(f *facts) bool {
	return b.others || (f.traits|f.unknown)&b.triggers != 0 || (b.currency^uint8(f.currency))&b.foreign != 0
}

// less is 1 if x is less than y. Neither is negative, but for -1.
func less(x, y int64) codeSet { return codeSet(uint64(x-y) >> 63) }

// nonzero is 1 if x is not 0.
func nonzero(x uint64) uint64 { return (x | -x) >> 63 }

// evaluateMethod is evaluate for one method, whatever its entries and limits.
func (r *Router) evaluateMethod(d *Decision, o *Order, at uint32, v *verdict) {
	f := &d.facts
	*v = verdict{record: uint32(len(d.records))}
	excepts := r.chooseEntry(at, f, v)
	if excepts != 0 && v.unmet&(excepted.bit()|unknownTrait.bit()) != 0 {
		d.recordExcepts(excepts)
	}
	b := &r.bounds[r.rows[at].bound]
	switch {
	case b.othersMayApply(f):
		r.applyLimits(d, o, at, v)
	case b.currency == uint8(f.currency):
		v.refused = refuses(f.amount, b.min, b.max, aboveMax)
	}
	v.records = uint32(len(d.records)) - v.record
}

// unmet returns the conditions of a scope, its Excepts apart, that fail.
func (r *Router) unmet(s *scope, f *facts) codeSet {
	if f.isWide || r.whos[s.who].hasMore || max(s.surfaces, s.currencies, s.regions) >= fewSets {
		return r.unmetWide(s, f)
	}
	a := &r.audiences[s.who]
	return less(f.now, s.from)<<notStarted | (1^less(f.now, s.until))<<ended |
		a.fails(f.traits, f.traits|f.unknown) |
		r.surfaceFails[f.surface][s.surfaces] |
		r.currencyFails[f.value][s.currencies] |
		r.regionFails[f.region][s.regions]
}

// unmetWide is unmet for what the bits cannot say: values from 64 on, audiences of
// many sets, rollouts and hours.
func (r *Router) unmetWide(s *scope, f *facts) codeSet {
	onSurface, inRegion := wrongSurface, wrongRegion
	if f.surface == names.Missing {
		onSurface = unknownSurface
	}
	if f.region == names.Missing {
		inRegion = unknownRegion
	}
	w := &r.whos[s.who]
	audience := r.audience(w, f)
	var failed codeSet
	for _, c := range [...]struct {
		fails bool
		code  reasonCode
	}{
		{f.now < s.from, notStarted},
		{f.now >= s.until, ended},
		{!r.isOpen(w.hours, f.minute), outsideHours},
		{!r.surfaces.Sets.Has(s.surfaces, f.surface), onSurface},
		{!r.currencies.Sets.Has(s.currencies, f.value), wrongCurrency},
		{!r.regions.Sets.Has(s.regions, f.region), inRegion},
		{audience == no, wrongAudience},
		{audience == unknown, unknownTrait},
	} {
		if c.fails {
			failed |= c.code.bit()
		}
	}
	if w.rollout {
		failed |= f.rolledOut(w)
	}
	return failed
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

// applyParent excludes a method whose parent is excluded. Parents have been decided
// about before.
func (d *Decision) applyParent(i int) {
	v := &d.verdicts[i]
	if v.unknownEntry {
		return // nor is its parent known
	}
	if at := d.parent(i); at >= 0 && !d.verdicts[at].offered() {
		v.unmet |= parentExcluded.bit()
		v.parentUndecided = d.verdicts[at].undecided()
	}
}
