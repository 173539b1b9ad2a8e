package routing

import "github.com/paymux/paymux/routing/internal/names"

// selects reports whether a limit rule's scope, or that of an Except, selects the order as
// far as is known, its own Excepts apart, and which facts are missing to be certain.
func (r *Router) selects(s *scope, f *facts) (missing codeSet, ok bool) {
	if !r.maySelect(s, f.traits|f.unknown) {
		return 0, false
	}
	failed := r.unmet(s, f)
	return failed, failed&^unknownFacts == 0
}

// maySelect reports whether some set of a scope's audience can be met, by the traits that hold
// or may: of most scopes that is all there is to see.
func (r *Router) maySelect(s *scope, possible uint64) bool {
	a := &r.audiences[s.who]
	return a.one&^possible == 0 || a.two&^possible == 0
}

// unmet returns the conditions of a scope, its Excepts apart, that fail.
func (r *Router) unmet(s *scope, f *facts) codeSet {
	if f.isWide || r.whos[s.who].hasMore || max(s.surfaces, s.currencies, s.regions) >= fewSets {
		return r.unmetWide(s, f)
	}
	a := &r.audiences[s.who]
	return less(f.now, s.from)<<notStarted | (1^less(f.now, s.until))<<ended |
		a.finding(f).unmet() |
		(r.surfaceFails[f.surface][s.surfaces] |
			r.currencyFails[f.value][s.currencies] |
			r.regionFails[f.region][s.regions]).unmet()
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
