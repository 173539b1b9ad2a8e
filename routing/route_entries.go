package routing

import "github.com/paymux/paymux/routing/internal/names"

// evaluateEntry finds out about one row, whatever its conditions, all that the loops do
// and what they cannot say; its Excepts apart.
func (r *Router) evaluateEntry(f *facts, w *row) finding {
	s := r.scope(w)
	on := serving{s.surfaces, s.products}
	found := findingOf(codeSet(w.status) | r.unmet(&s, f) | r.serves(on, f.surface))
	if found.unmet()&(wrongSurface.bit()|noProduct.bit()) != 0 && r.isUnserved(on) {
		found += incurable
	}
	if found.unmet().has(wrongAudience) && !r.mayBeInAudience(&r.whos[w.who], f) {
		found += incurable
	}
	return found
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

// addExcepts adds to what has been found about a row what its Excepts do.
func (r *Router) addExcepts(f *facts, w *row, found finding) finding {
	list := r.exceptsOf(w)
	if list == 0 {
		return found
	}
	missing, matching := r.matchExcepts(list, f)
	found += findingOf(missing &^ found.unmet())
	if matching.all > 0 {
		found += finding(excepted.bit()) + finding(matching.all)*condition + finding(matching.incurable)*incurable
	}
	return found
}

// exceptsOf returns the list of the Excepts of a row.
func (r *Router) exceptsOf(w *row) uint32 { return r.scopes[r.details[w.detail].scope].excepts }

// matched is how many different Excepts match, and how many of these by their kind
// nothing cures.
type matched struct{ all, incurable int }

// chooseRival changes the verdict about the method of a row where facts are missing to
// tell which of two entries grants it: the one that was chosen, or one before it with
// another parent that nothing but these facts keeps from granting.
func (r *Router) chooseRival(f *facts, first uint32, v *verdict) {
	granting := v.row
	if granting == 0 || v.unmet != 0 {
		return // the first entry grants, or none does
	}
	isRival := func(at uint32) bool {
		if r.parentOf(at) == r.parentOf(granting) {
			return false
		}
		w := &r.rows[at]
		unmet := r.addExcepts(f, w, r.evaluateEntry(f, w)).unmet()
		if unmet&^unknownFacts != 0 {
			return false
		}
		v.unmet, v.row, v.unknownEntry = unmet, at, true
		return true
	}
	if isRival(first) {
		v.row = 0
		return
	}
	for at := r.details[r.rows[first].detail].more; at < granting && !isRival(at); at++ {
	}
}

// matchExcepts tries every Except of a list. It returns which match, those that read
// alike once, and the facts that are missing to decide about others.
func (r *Router) matchExcepts(list uint32, f *facts) (missing codeSet, matching matched) {
	for i := r.exceptAt[list]; i < r.exceptAt[list+1]; i++ {
		s := &r.scopes[r.exceptRows[i].scope]
		switch facts, ok := r.selects(s, f); {
		case !ok:
		case facts != 0:
			missing |= facts
		case !r.isRepeated(i, f):
			matching.all++
			if s.until == forever && r.whos[s.who].hours == 0 && s.surfaces == names.AnySet && s.currencies == names.AnySet {
				matching.incurable++
			}
		}
	}
	return missing, matching
}

// isRepeated reports whether an Except that matches reads like one before it in its
// list that matches as well.
func (r *Router) isRepeated(i uint32, f *facts) bool {
	for r.exceptRows[i].back > 0 {
		i -= r.exceptRows[i].back
		if missing, ok := r.selects(&r.scopes[r.exceptRows[i].scope], f); ok && missing == 0 {
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
		switch missing, ok := r.selects(&r.scopes[r.exceptRows[i].scope], f); {
		case ok && missing == 0 && !r.isRepeated(i, f):
			d.keep(record{codes: excepted.bit(), rule: i})
		case ok && missing.has(unknownTrait):
			d.keep(record{codes: excepted.bit() | unknownTrait.bit(), rule: i})
		}
	}
}
