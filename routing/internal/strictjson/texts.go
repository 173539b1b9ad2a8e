package strictjson

import (
	"encoding/binary"
	"math/bits"
	"slices"
	"strings"
)

// texts copies strings out of a document.
type texts struct {
	size  int             // of the document
	block strings.Builder // that short strings share
	known []string        // names that came before, by their hash; its length is a power of 2
}

// release forgets all strings, and keeps memory for the names of another document.
func (t *texts) release() { *t = texts{known: reusable(t.known, mostKnown)} }

const (
	blockSize = 4 << 10

	// longShared is the longest string that shares a block: of a block at most an
	// eighth is left empty.
	longShared = blockSize / 8
)

// keep returns a copy, which may share its memory with other strings.
func (t *texts) keep(b []byte) string {
	if len(b) > longShared {
		return string(b)
	}
	if t.block.Cap()-t.block.Len() < len(b) {
		t.block = strings.Builder{}
		t.block.Grow(min(t.size, blockSize))
	}
	from := t.block.Len()
	t.block.Write(b)
	return t.block.String()[from:]
}

// A document of fewer bytes than smallest says few names twice.
const (
	smallest  = 1 << 10
	mostKnown = 1 << 12
)

// name is keep for what is likely to come again: it then returns the same copy, if no
// other name with the same place in the table came between.
func (t *texts) name(b []byte) string {
	if t.size < smallest || len(b) == 0 {
		return t.keep(b)
	}
	if len(t.known) == 0 {
		room := min(1<<bits.Len(uint(t.size/256)), mostKnown)
		t.known = slices.Grow(t.known, room)[:room]
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
