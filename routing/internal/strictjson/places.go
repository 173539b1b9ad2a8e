package strictjson

import (
	"encoding/binary"
	"slices"
)

// places notes where each value begins, or its key if it has one, and how deep it is. The
// values are in the order of the text, so that they make a tree: a value's members or
// elements follow it, one deeper.
//
// A note is two bytes long for most values: one for the depth and the kind, and the
// distance from the value before as a varint.
type places struct {
	notes []byte
	count int
	last  int // where the last value begins
	kind  kind
	size  int // of the document
}

// release forgets all values, and keeps memory for those of another document.
func (p *places) release() {
	const most = 64 << 10
	if cap(p.notes) > most {
		p.notes = nil
	}
	*p = places{notes: p.notes[:0]}
}

// kind is what a value is in the one that holds it. The document's value is like an element.
type kind int

const (
	member kind = iota
	element
)

// note adds a value.
func (p *places) note(at, depth int, as kind) {
	if len(p.notes)+longestNote > cap(p.notes) {
		p.grow(at)
	}
	first, distance := byte(depth<<1|int(as)), uint64(at-p.last)
	if distance < 0x80 { // the varint is one byte
		p.notes = append(p.notes, first, byte(distance))
	} else {
		p.notes = binary.AppendUvarint(append(p.notes, first), distance)
	}
	p.last, p.kind = at, as
	p.count++
}

const longestNote = 1 + binary.MaxVarintLen64

// grow makes room for as many notes as the rest of the document needs if it is like what
// is before a position, but at most for three times as many as there are.
func (p *places) grow(at int) {
	n := len(p.notes)
	rest := int64(n) * int64(p.size-at) / int64(at+1)
	p.notes = slices.Grow(p.notes, longestNote+int(min(rest+rest/8, 3*int64(n))))
}

// place is what was noted of a value.
type place struct {
	at, depth int
	kind      kind
}

// memberAt reads the key that stands at a place, and returns where its value begins.
func (r *Reader) memberAt(p place) (key string, value int) {
	s := Reader{reading: reading{doc: r.doc, data: r.doc, pos: p.at}}
	b, _ := s.quoted()
	s.next()
	s.pos++ // the colon
	s.next()
	return string(b), s.pos
}

// valueAt returns where the value begins that has a place.
func (r *Reader) valueAt(p place) int {
	if p.kind == member {
		_, at := r.memberAt(p)
		return at
	}
	return p.at
}

// trail is the way from the document's value to one in it, by their depth.
type trail struct {
	places [MaxDepth + 1]place
	counts [MaxDepth + 2]int // the index of each in the value that holds it
}

// walk visits the places of all values that were read, in the order of their numbers. The
// trail ends at the one visited.
func (r *Reader) walk(visit func(number int, p place, t *trail)) {
	var t trail
	at := 0
	notes := r.places.notes
	for number := range r.places.count {
		first := int(notes[0])
		distance, size := binary.Uvarint(notes[1:])
		notes = notes[1+size:]
		at += int(distance)
		p := place{at: at, depth: first >> 1, kind: kind(first & 1)}
		t.places[p.depth] = p
		t.counts[p.depth]++
		t.counts[p.depth+1] = -1
		visit(number, p, &t)
	}
}

// path writes the path of the value at a depth of the trail.
func (t *trail) path(r *Reader, depth int) []byte {
	var path []byte
	for d := 1; d <= depth; d++ {
		if p := t.places[d]; p.kind == element {
			path = appendIndex(path, t.counts[d])
		} else {
			key, _ := r.memberAt(p)
			path = AppendKey(path, key)
		}
	}
	return path
}
