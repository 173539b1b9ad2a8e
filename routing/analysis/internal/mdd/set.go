package mdd

import (
	"cmp"
	"encoding/binary"
	"iter"
	"slices"
)

// Set is some values of an axis, at least one. It can be compared. The zero Set is
// all values.
type Set struct {
	spans string // each 8 bytes, in order and apart from each other
}

// span is values from from (inclusive) until until (exclusive).
type span struct{ from, until int }

const spanSize = 8

// IsAll reports whether the set is that of all values.
func (s Set) IsAll() bool { return s.spans == "" }

// Has reports whether a value is in the set.
func (s Set) Has(value int) bool {
	if s.IsAll() {
		return true
	}
	low, up := 0, len(s.spans)/spanSize
	for low < up {
		middle := (low + up) / 2
		switch at := s.span(middle); {
		case value < at.from:
			up = middle
		case value >= at.until:
			low = middle + 1
		default:
			return true
		}
	}
	return false
}

// First returns the smallest value.
func (s Set) First() int {
	if s.IsAll() {
		return 0
	}
	return s.span(0).from
}

// Spans yields the neighboring values of a set, in order: from from up to and without
// until. The size is that of the axis.
func (s Set) Spans(size int) iter.Seq2[int, int] {
	return func(yield func(from, until int) bool) {
		if s.IsAll() {
			yield(0, size)
			return
		}
		for i := range len(s.spans) / spanSize {
			if at := s.span(i); !yield(at.from, at.until) {
				return
			}
		}
	}
}

func (s Set) span(i int) span {
	b := []byte(s.spans[spanSize*i : spanSize*(i+1)])
	return span{int(binary.LittleEndian.Uint32(b)), int(binary.LittleEndian.Uint32(b[4:]))}
}

// setOf returns the set of values that lie in any of some spans, at least one, of an
// axis of the given size. It sorts the spans.
func setOf(spans []span, size int) Set {
	slices.SortFunc(spans, func(s, t span) int { return cmp.Compare(s.from, t.from) })
	joined := spans[:1]
	for _, s := range spans[1:] {
		last := &joined[len(joined)-1]
		if s.from > last.until {
			joined = append(joined, s)
		} else {
			last.until = max(last.until, s.until)
		}
	}
	if joined[0] == (span{0, size}) {
		return Set{}
	}
	b := make([]byte, 0, spanSize*len(joined))
	for _, s := range joined {
		b = binary.LittleEndian.AppendUint32(b, uint32(s.from))
		b = binary.LittleEndian.AppendUint32(b, uint32(s.until))
	}
	return Set{string(b)}
}

// union returns the values that are in any of some sets, of an axis of the given size.
func union(all []Set, size int) Set {
	var spans []span
	for _, s := range all {
		for from, until := range s.Spans(size) {
			spans = append(spans, span{from, until})
		}
	}
	return setOf(spans, size)
}
