package routing

import (
	"hash/maphash"
	"iter"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

// idFault checks the form of an id and, where ids must differ, that it is new: first is
// the path of the one before, or empty.
func idFault[S ~string](s S, first string) (problem string) {
	switch {
	case s == "":
		return "is missing: want an id, " + wantID
	case !methods.ValidID(string(s)):
		return "is not an id: want " + wantID // even if it is there twice: one fault is enough
	case first != "":
		return "is there twice, first as " + first + ": want unique ids"
	}
	return ""
}

// uniqueIDs are ids of a catalog that must differ.
type uniqueIDs[S ~string] struct {
	known  *names.Numbering[S]
	all    iter.Seq2[S, owner]
	places map[S]owner // where each came first; made when one comes again, which is seldom
}

// idsOf yields the ids of a list of the catalog, each with its place.
func idsOf[S ~string, T any](list string, all []T, id func(*T) S) iter.Seq2[S, owner] {
	return func(yield func(S, owner) bool) {
		for i := range all {
			if !yield(id(&all[i]), owner{list: list, index: i, inner: ".id"}) {
				return
			}
		}
	}
}

// fault adds an id to those that are known, and says what is wrong with it.
func (u *uniqueIDs[S]) fault(id S) (problem string) {
	before := u.known.Len()
	u.known.Add(id)
	if u.known.Len() > before {
		return idFault(id, "")
	}
	return idFault(id, u.first(id))
}

// first returns the path of the first of some equal ids.
func (u *uniqueIDs[S]) first(id S) string {
	if u.places == nil {
		u.places = map[S]owner{}
		for id, at := range u.all {
			if _, again := u.places[id]; !again {
				u.places[id] = at
			}
		}
	}
	return u.places[id].String()
}

// repeats finds what is in a list twice.
type repeats[V comparable] struct {
	list []V
	seen map[V]int // where each came first; nil for a short list, which is searched as it is
}

// before returns where the i-th element has been before, and false if it is new. All
// before it must have been asked for.
func (r *repeats[V]) before(i int) (first int, again bool) {
	const few = 16
	if len(r.list) <= few {
		first = slices.Index(r.list, r.list[i])
		return first, first < i
	}
	if r.seen == nil {
		r.seen = make(map[V]int, len(r.list))
	}
	first, again = r.seen[r.list[i]]
	if !again {
		r.seen[r.list[i]] = i
	}
	return first, again
}

// entryIDFault is what is wrong with the id of an entry or a limit rule: they share
// their ids, since a reason names its rule by one.
func (k *checker) entryIDFault(id string, at owner) (problem string) {
	if k.entries == nil {
		return idFault(id, "")
	}
	if first, again := k.entries[id]; again {
		return idFault(id, first.String()+".id")
	}
	k.entries[id] = at
	return idFault(id, "")
}

// differ reports whether the ids of all entries and limit rules differ. It looks
// at hashes in a table that is far smaller than a map of the ids. On a rare
// collision it reports false as well.
func differ(c *Catalog) bool {
	size := 16
	for size < 2*(len(c.Availability)+len(c.Limits)) {
		size *= 2
	}
	table, seed := make([]uint32, size), maphash.MakeSeed()
	isNew := func(id string) bool {
		h := maphash.String(seed, id)
		mark, at := uint32(h>>32)|1, h // 0 is an empty place
		for ; table[at&uint64(size-1)] != 0; at++ {
			if table[at&uint64(size-1)] == mark {
				return false
			}
		}
		table[at&uint64(size-1)] = mark
		return true
	}
	for i := range c.Availability {
		if !isNew(c.Availability[i].ID) {
			return false
		}
	}
	for i := range c.Limits {
		if !isNew(c.Limits[i].ID) {
			return false
		}
	}
	return true
}
