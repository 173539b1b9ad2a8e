package routing

import "github.com/paymux/paymux/routing/internal/names"

// incurable are the conditions that by their kind nothing cures. An audience, a surface
// and an Except may be incurable as well: see distance.
const incurable = codeSet(1<<announced | 1<<applied | 1<<withdrawn | 1<<absent | 1<<unreported |
	1<<ended | 1<<wrongRegion | 1<<outsideRollout)

// candidate is an entry that does not grant.
type candidate struct {
	row     uint32 // 0 for the method's first
	excepts uint32 // the list of its Excepts
	unmet   codeSet
	parent  uint32
}

// chooseEntry notes in the verdict which entry grants the method of a row or explains
// it, and its unmet conditions. It returns the list of the entry's Excepts.
func (r *Router) chooseEntry(first uint32, f *facts, v *verdict) (excepts uint32) {
	s := r.scope(&r.rows[first])
	unmet, matching := r.unmetBy(&r.rows[first], &s, f)
	more := &r.details[r.rows[first].detail]
	if unmet == 0 || more.more == more.to {
		v.unmet = unmet
		return s.excepts
	}
	nearest := candidate{excepts: s.excepts, unmet: unmet}
	least := r.distance(&r.rows[first], &s, f, unmet, matching)
	var open openEntries
	if unmet&^unknownFacts == 0 {
		open.add(candidate{excepts: s.excepts, unmet: unmet, parent: r.parentOf(first)})
	}
	for at := more.more; at < more.to; at++ {
		w := &r.rows[at]
		s := r.scope(w)
		unmet, matching := r.unmetBy(w, &s, f)
		if unmet == 0 {
			granting := candidate{row: at, excepts: s.excepts}
			if open.n > 0 {
				granting, v.unknownEntry = open.before(granting, r.parentOf(at))
			}
			v.row, v.unmet = granting.row, granting.unmet
			return granting.excepts
		}
		if unmet&^unknownFacts == 0 {
			open.add(candidate{row: at, excepts: s.excepts, unmet: unmet, parent: r.parentOf(at)})
		}
		if distance := r.distance(w, &s, f, unmet, matching); distance < least {
			nearest, least = candidate{row: at, excepts: s.excepts, unmet: unmet}, distance
		}
	}
	v.row, v.unmet = nearest.row, nearest.unmet
	return nearest.excepts
}

// openEntries are entries that nothing but missing facts keeps from granting: the
// first of them, and the first with another parent than that one.
type openEntries struct {
	entries [2]candidate
	n       int
}

func (o *openEntries) add(c candidate) {
	if o.n == 0 || o.n == 1 && o.entries[0].parent != c.parent {
		o.entries[o.n] = c
		o.n++
	}
}

// before returns the first of the entries that has another parent than the one that
// grants after them, and true; or else that one.
func (o *openEntries) before(granting candidate, parent uint32) (candidate, bool) {
	for _, c := range o.entries[:o.n] {
		if c.parent != parent {
			return c, true
		}
	}
	return granting, false
}

// parentOf returns the number of the parent of a row's entry, and one that no method
// has if there is none.
func (r *Router) parentOf(at uint32) uint32 {
	const none = ^uint32(0)
	w := &r.rows[at]
	if w.flags&hasParent == 0 {
		return none
	}
	return r.origins[r.details[w.detail].origin].parent
}

// matched is how many different Excepts match, and how many of these by their kind
// nothing cures.
type matched struct{ all, incurable int }

// distance orders entries that do not grant: the nearest has the least. It is led by
// the number of conditions that nothing cures; then comes the number of conditions,
// then whether the entry is in force. Before all others comes an entry of which only
// nobody has said that it grants.
func (r *Router) distance(w *row, s *scope, f *facts, unmet codeSet, excepts matched) uint64 {
	if unmet == unreported.bit() {
		return 0
	}
	fixed := (unmet & incurable).len() + excepts.incurable
	if w.flags&unserved != 0 && unmet&(wrongSurface.bit()|noProduct.bit()) != 0 {
		fixed++
	}
	if unmet.has(wrongAudience) && !r.mayBeInAudience(&r.whos[s.who], f) {
		fixed++
	}
	count := (unmet &^ excepted.bit()).len() + excepts.all
	distance := uint64(fixed)<<32 | uint64(count)<<1
	if unmet&(notStarted.bit()|ended.bit()) != 0 {
		distance |= 1
	}
	return distance
}

// mayBeInAudience reports whether some set of an audience has no trait that is known
// not to hold.
func (r *Router) mayBeInAudience(w *who, f *facts) bool {
	for i := w.sets; i < w.to; i++ {
		if r.mayHold(&r.traitSets[i], f) {
			return true
		}
	}
	return false
}

// unmetBy returns which conditions of a row are not met, and which of its Excepts
// match. One cause has one code: a surface that the entry refuses need not be served.
func (r *Router) unmetBy(w *row, s *scope, f *facts) (codeSet, matched) {
	unmet := codeSet(w.status) | r.unmet(s, f) | r.unservedBy(s, f)
	if unmet.has(wrongSurface) {
		unmet &^= noProduct.bit()
	}
	if s.excepts == 0 {
		return unmet, matched{}
	}
	missing, matching := r.matchExcepts(s.excepts, f)
	unmet |= missing
	if matching.all > 0 {
		unmet |= excepted.bit()
	}
	return unmet, matching
}

// unservedBy returns what there is against the surface for want of a product.
func (r *Router) unservedBy(s *scope, f *facts) codeSet {
	if !f.isWide && s.products < fewSets {
		return r.productFails[f.surface][s.products]
	}
	switch {
	case r.surfaces.Sets.Has(s.products, f.surface):
		return 0
	case f.surface == names.Missing:
		return unknownSurface.bit()
	}
	return noProduct.bit()
}

// matchExcepts tries every Except of a list. It returns which match, those that read
// alike once, and the facts that are missing to decide about others.
func (r *Router) matchExcepts(list uint32, f *facts) (missing codeSet, matching matched) {
	for i := r.exceptAt[list]; i < r.exceptAt[list+1]; i++ {
		s := &r.scopes[r.exceptRows[i].scope]
		switch failed := r.unmet(s, f); {
		case failed == 0:
			if r.isRepeated(i, f) {
				continue
			}
			matching.all++
			if s.until == forever && r.whos[s.who].hours == 0 && s.surfaces == names.AnySet && s.currencies == names.AnySet {
				matching.incurable++
			}
		case failed&^unknownFacts == 0:
			missing |= failed
		}
	}
	return missing, matching
}

// isRepeated reports whether an Except that matches reads like one before it in its
// list that matches as well.
func (r *Router) isRepeated(i uint32, f *facts) bool {
	for r.exceptRows[i].back > 0 {
		i -= r.exceptRows[i].back
		if r.unmet(&r.scopes[r.exceptRows[i].scope], f) == 0 {
			return true
		}
	}
	return false
}

// recordExcepts keeps which Excepts of a list match, or may match for want of traits,
// while the buyer is at hand.
func (d *Decision) recordExcepts(list uint32) {
	r, f := d.router, &d.facts
	for i := r.exceptAt[list]; i < r.exceptAt[list+1]; i++ {
		switch failed := r.unmet(&r.scopes[r.exceptRows[i].scope], f); {
		case failed == 0 && !r.isRepeated(i, f):
			d.keep(record{codes: excepted.bit(), rule: i})
		case failed&^unknownFacts == 0 && failed.has(unknownTrait):
			d.keep(record{codes: excepted.bit() | unknownTrait.bit(), rule: i})
		}
	}
}
