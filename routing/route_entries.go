package routing

import (
	"math"

	"github.com/paymux/paymux/routing/internal/names"
)

// incurable are the conditions that by their kind nothing cures. An audience, a surface
// and an Except may be incurable as well: see distance.
const incurable = codeSet(1<<announced | 1<<applied | 1<<withdrawn | 1<<absent | 1<<unreported |
	1<<ended | 1<<wrongRegion | 1<<outsideRollout)

// chooseEntry notes in the verdict about a method which of its entries grants it or
// explains it, and that one's unmet conditions. The method is the one whose first row is
// the at-th of those of a platform, which begin at base; the verdicts are theirs, and
// have what the loops have found.
func (r *Router) chooseEntry(f *facts, base, at uint32, verdicts []verdict) {
	first := &r.rows[base+at]
	more := &r.details[first.detail]
	chosen, least := at, farthest
	for i, next := at, more.more; ; i, next = next-base, next+1 {
		w, v := &r.rows[base+i], &verdicts[i]
		var d uint64
		if f.isWide || w.flags&(special|hasExcepts) != 0 {
			if least == 0 {
				break // an entry grants: the others need not be looked at
			}
			d = r.weigh(f, w, &v.unmet)
		} else {
			d = distance(v.unmet, w.flags, r.audiences[w.who].isLacked(f.lacks))
		}
		if d < least {
			chosen, least = i, d
		}
		if next == more.to {
			break
		}
	}
	v := &verdicts[at]
	if least == 0 && first.flags&rivals != 0 {
		chosen, v.unknownEntry = r.firstRival(base, at, chosen, verdicts)
	}
	if chosen != at {
		v.unmet, v.row = verdicts[chosen].unmet, base+chosen
	}
	v.excepts = r.rows[base+chosen].flags&hasExcepts != 0 && v.unmet&(excepted.bit()|unknownTrait.bit()) != 0
}

// firstRival returns the first of the entries before the one that grants that nothing
// but missing facts keep from granting and that has another parent, and true; or else
// the one that grants.
func (r *Router) firstRival(base, at, granting uint32, verdicts []verdict) (uint32, bool) {
	mayGrant := func(i uint32) bool {
		return verdicts[i].unmet&^unknownFacts == 0 && r.parentOf(base+i) != r.parentOf(base+granting)
	}
	if granting == at {
		return granting, false
	}
	if mayGrant(at) {
		return at, true
	}
	for i := r.details[r.rows[base+at].detail].more - base; i < granting; i++ {
		if mayGrant(i) {
			return i, true
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

// weigh adds to what the loops have found about a row what they cannot say, and returns
// how far the entry is from granting.
func (r *Router) weigh(f *facts, w *row, unmet *codeSet) uint64 {
	s := r.scope(w)
	if f.isWide || w.flags&special != 0 {
		*unmet = codeSet(w.status) | r.unmet(&s, f) | r.serves(s.surfaces, s.products, f.surface)
	}
	matching := r.addExcepts(unmet, s.excepts, f)
	lacked := uint64(0)
	if unmet.has(wrongAudience) && !r.mayBeInAudience(&r.whos[w.who], f) {
		lacked = 1
	}
	d := distance(*unmet, w.flags, lacked)
	if matching.all > 0 { // which is one condition for each of them
		d += uint64(matching.incurable)<<32 + uint64(matching.all-1)<<1
	}
	return d
}

// isLacked is 1 if each set of the audience has a trait that is known not to hold.
func (a *audience) isLacked(lacks uint64) uint64 { return nonzero(min(a.one&lacks, a.two&lacks)) }

// matched is how many different Excepts match, and how many of these by their kind
// nothing cures.
type matched struct{ all, incurable int }

// farthest is more than the distance of any entry.
const farthest = uint64(math.MaxUint64)

// distance orders entries: one that grants has 0, and of the others the nearest has the
// least. It is led by the number of conditions that nothing cures; then comes the
// number of conditions, then whether the entry is in force. Before all others that do not
// grant comes an entry of which only nobody has said that it grants. Lacked is 1 if an
// audience that is not met cannot be.
func distance(unmet codeSet, flags uint8, lacked uint64) uint64 {
	never := incurable | unservable[flags&unserved]
	fixed := uint64((unmet & never).len()) + lacked&uint64(unmet>>wrongAudience)
	notInForce := uint64((unmet>>notStarted | unmet>>ended) & 1)
	d := fixed<<32 | uint64(unmet.len())<<1 | notInForce
	if unmet == unreported.bit() {
		d = 1
	}
	return d
}

// unservable are the conditions that nothing cures of an entry that is unserved, and
// those of others.
var unservable = [unserved + 1]codeSet{unserved: 1<<wrongSurface | 1<<noProduct}

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

// unmetBy returns which conditions of a row are not met.
func (r *Router) unmetBy(w *row, f *facts) codeSet {
	s := r.scope(w)
	unmet := codeSet(w.status) | r.unmet(&s, f) | r.serves(s.surfaces, s.products, f.surface)
	r.addExcepts(&unmet, s.excepts, f)
	return unmet
}

// addExcepts adds to the unmet conditions of an entry what its Excepts do, and returns
// which of them match.
func (r *Router) addExcepts(unmet *codeSet, list uint32, f *facts) matched {
	missing, matching := r.matchExcepts(list, f)
	*unmet |= missing
	if matching.all > 0 {
		*unmet |= excepted.bit()
	}
	return matching
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
