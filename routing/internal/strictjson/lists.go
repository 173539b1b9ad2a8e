package strictjson

import (
	"maps"
	"slices"
)

// ReadNames reads an array of names. An element that is a fault is empty. After a fault
// of the array itself *to is nil; of an array with nothing in it, it is empty and not nil.
func ReadNames[S ~string](r *Reader, to *[]S) {
	*to = nil
	if !r.open('[', "an array") {
		return
	}
	self, lists := r.current, listsOf[S](r)
	all := lists.block[:0]
	for first := true; r.element(first); first = false {
		if len(all) == cap(all) {
			const few = 2
			all = moved(all, lists.size.next(max(2*len(all), few)))
		}
		all = append(all, S(r.Name()))
	}
	r.leave(self)
	lists.block = all[len(all):cap(all)]
	if *to = all[:len(all):len(all)]; len(all) == 0 {
		*to = []S{}
	}
}

// WriteNames writes an array of names.
func WriteNames[S ~string](w *Writer, from *[]S) {
	start := w.open('[')
	for _, name := range *from {
		w.comma(start)
		w.Text(string(name))
	}
	w.close(']')
}

// ReadList reads an array whose elements read reads. An element that is a fault is as
// read leaves it. Of an array with nothing in it *to is nil.
func ReadList[V any](r *Reader, to *[]V, read func(*Reader, *V)) {
	*to = nil
	if !r.open('[', "an array") {
		return
	}
	self, from, lists := r.current, r.pos, listsOf[V](r)
	all := lists.open
	lists.open = nil // a list within an element needs another
	for first := true; r.element(first); first = false {
		if len(all) == cap(all) {
			all = moved(all, len(all)+r.growth(len(all), from))
		}
		all = all[:len(all)+1] // which is zero
		read(r, &all[len(all)-1])
	}
	r.leave(self)
	switch n := len(all); {
	case n == 0:
	case n > mostShared && n >= cap(all)/2:
		*to = all
		return
	case n > mostShared/8:
		*to = moved(all, n)
	default:
		*to = append(cut(lists, n), all...)
	}
	if len(all) <= mostShared {
		clear(all)
		lists.open = all[:0]
	}
}

// growth returns for how many more elements a list needs room that has n and began at a
// position: three times as many, but no more than the rest of the document can hold. What
// is no longer than mostShared is kept for the lists of other documents.
func (r *Reader) growth(n, from int) int {
	if n == 0 {
		return 2
	}
	more := 3 * n
	if n < mostShared {
		more = min(more, mostShared-n)
	}
	left := (len(r.doc) - r.pos) / ((r.pos - from) / n)
	return min(left+1, more)
}

// WriteList writes an array whose elements write writes.
func WriteList[V any](w *Writer, from *[]V, write func(*Writer, *V)) {
	start := w.open('[')
	for i := range *from {
		w.comma(start)
		write(w, &(*from)[i])
	}
	w.close(']')
}

// ReadMap reads an object whose keys are the caller's own, each at most once: entry is
// what faults call one, such as "counter". A value that is a fault is as read leaves it.
// After a fault of the object itself *to is nil; of an object with nothing in it, it is
// empty and not nil.
func ReadMap[M ~map[K]V, K ~string, V any](r *Reader, entry string, to *M, read func(*Reader, *V)) {
	*to = nil
	if !r.open('{', "an object") {
		return
	}
	self, all, lists := r.current, M{}, listsOf[V](r)
	room := slices.Grow(lists.open, 1)[:1]
	lists.open = nil // a value may hold more of its type
	value := &room[0]
	for first := true; r.member(first); first = false {
		key := K(r.texts.name(r.key))
		if _, again := all[key]; again {
			r.refuseKey("is there twice: want each " + entry + " once")
			continue
		}
		r.begin(r.keyAt, member)
		r.entry = entry
		read(r, value)
		all[key], *value = *value, *new(V)
		r.current = self
	}
	r.leave(self)
	lists.open = room[:0]
	r.entry = ""
	*to = all
}

// WriteMap writes a map as an object, in the order of its keys.
func WriteMap[M ~map[K]V, K ~string, V any](w *Writer, from *M, write func(*Writer, *V)) {
	start := w.open('{')
	var value V
	for _, key := range slices.Sorted(maps.Keys(*from)) {
		w.comma(start)
		w.Text(string(key))
		w.buf = append(w.buf, ':')
		value = (*from)[key]
		write(w, &value)
	}
	w.close('}')
}

// lists is the memory of a Reader's lists of one type.
type lists[V any] struct {
	open []V // room, all zero, for the elements of a list while it is read

	// A block from which lists are cut, and the size that it had.
	block []V
	size  blockLength
}

// memory is a lists of any type.
type memory interface{ release() }

// release forgets all lists, and keeps memory for those of another document.
func (l *lists[V]) release() {
	if l.block, l.size = nil, 0; cap(l.open) > mostShared {
		l.open = nil
	}
}

// mostShared is the longest block of lists.
const mostShared = 256

// listsOf returns the Reader's memory for lists of a type. There are few types, which come
// in the same order again and again: the search begins behind the type before.
func listsOf[V any](r *Reader) *lists[V] {
	for range r.lists {
		if r.list == len(r.lists) {
			r.list = 0
		}
		l, ok := r.lists[r.list].(*lists[V])
		r.list++
		if ok {
			return l
		}
	}
	l := &lists[V]{}
	r.lists = append(r.lists, l)
	return l
}

// cut returns an empty list with room for so few elements and for no more, which shares a
// block with other lists. It is no method, like moved, as those of a type that is kept as
// memory are compiled for every type of element, used or not.
func cut[V any](l *lists[V], room int) []V {
	if len(l.block) < room {
		l.block = make([]V, l.size.next(room))
	}
	list := l.block[:0:room]
	l.block = l.block[room:]
	return list
}

// moved returns a list in memory of its own with room for so many elements.
func moved[V any](list []V, room int) []V { return append(make([]V, 0, room), list...) }

// blockLength is how long the last block was.
type blockLength int

// next returns how long the next block is, of which so much is needed: the first has room
// for one list, the next for more.
func (n *blockLength) next(needed int) int {
	*n = blockLength(max(needed, min(2*int(*n), mostShared)))
	return int(*n)
}
