package strictjson

import (
	"encoding/binary"
	"math/bits"
	"strings"
)

// texts copies strings out of a document.
type texts struct {
	size  int             // of the document
	room  int             // for the names of the document
	block strings.Builder // that short strings of a long document share
	known []string        // names that came before, by their hash; its length is a power of 2
}

const (
	blockSize = 4 << 10

	// longShared is the longest string that shares a block: of a block at most an
	// eighth is left empty.
	longShared = blockSize / 8

	// Of names, texts knows at least fewKnown and at most mostKnown, none of which is longer
	// than longKnown.
	fewKnown  = 1 << 8
	mostKnown = 1 << 12
	longKnown = 1 << 6
)

// begin expects the names of a document.
func (t *texts) begin(size int) {
	t.size, t.room = size, min(max(fewKnown, 1<<bits.Len(uint(size/256))), mostKnown)
}

// isLong reports whether the document's strings share blocks.
func (t *texts) isLong() bool { return t.size >= blockSize }

// release forgets the document, but not the names of a short one: the next is likely to have
// the same. Those of a long one would keep their blocks.
func (t *texts) release() {
	if t.isLong() {
		clear(t.known)
	}
	t.size, t.block = 0, strings.Builder{}
}

// keep returns a copy, which in a long document may share its memory with other strings.
func (t *texts) keep(b []byte) string {
	if !t.isLong() || len(b) > longShared {
		return string(b)
	}
	if t.block.Cap()-t.block.Len() < len(b) {
		t.block = strings.Builder{}
		t.block.Grow(blockSize)
	}
	from := t.block.Len()
	t.block.Write(b)
	return t.block.String()[from:]
}

// name is keep for what is likely to come again: it then returns the same copy, if no
// other name with the same place in the table came between.
func (t *texts) name(b []byte) string {
	if len(b) == 0 || len(b) > longKnown {
		return t.keep(b)
	}
	if len(t.known) < t.room {
		t.known = make([]string, t.room)
	}
	known := &t.known[hash(b)>>(64-bits.TrailingZeros(uint(len(t.known))))]
	if *known != string(b) {
		*known = t.keep(b)
	}
	return *known
}

// hash mixes the length with the first and the last eight bytes. Where long names
// differ only in between, they are copied each time, no more.
func hash(b []byte) uint64 {
	var first, last uint64
	switch n := len(b); {
	case n >= 8:
		first, last = binary.LittleEndian.Uint64(b), binary.LittleEndian.Uint64(b[n-8:])
	case n >= 4:
		first, last = uint64(binary.LittleEndian.Uint32(b)), uint64(binary.LittleEndian.Uint32(b[n-4:]))
	default:
		first, last = uint64(b[0]), uint64(b[n/2])<<8|uint64(b[n-1])
	}
	// Odd numbers without a pattern: the fractions of the golden ratio and of pi.
	return (first^bits.RotateLeft64(last, 29)^uint64(len(b)))*0x9e3779b97f4a7c15 ^ last*0x243f6a8885a308d3
}
