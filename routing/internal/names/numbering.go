// Package names turns names into small numbers, and lists of names into sets of
// them.
//
// What comes in as text, such as the surface of an order, is looked up once; what
// is decided from there on compares integers. Numbers are given in the order in
// which names are added. Nothing here is safe for changes from several goroutines
// at once; looking things up is.
package names

import (
	"hash/maphash"
	"math/bits"
	"slices"
)

// Numbering numbers strings from 0 in the order in which they are added. The zero
// Numbering is empty.
type Numbering[S ~string] struct{ table nameTable }

// Add returns the number of a name, numbering it if it is new.
func (n *Numbering[S]) Add(name S) uint32 { return n.table.add(string(name)) }

// Find returns the number of a name, and false if it has none.
func (n *Numbering[S]) Find(name S) (uint32, bool) { return n.table.find(string(name)) }

// Has reports whether a name has a number.
func (n *Numbering[S]) Has(name S) bool {
	_, ok := n.table.find(string(name))
	return ok
}

// Settle makes finding faster, once there are more names to find than to add: a small
// Numbering gets room until no two names want the same place.
func (n *Numbering[S]) Settle() { n.table.settle() }

// Grow makes room for so many names at once.
func (n *Numbering[S]) Grow(count int) {
	n.table.all = slices.Grow(n.table.all, count)
	n.table.grow(len(n.table.all) + count)
}

// Len returns how many names there are.
func (n *Numbering[S]) Len() int { return len(n.table.all) }

// Name returns the name of a number.
func (n *Numbering[S]) Name(number uint32) S { return S(n.table.all[number]) }

// All returns the names in the order of their numbers. The slice is the caller's.
func (n *Numbering[S]) All() []S {
	all := make([]S, len(n.table.all))
	for i, name := range n.table.all {
		all[i] = S(name)
	}
	return all
}

// nameTable does what a map would, in half the time: an order has a platform, a
// surface and traits to look up, and hardly any name is longer than 32 bytes. A name of
// up to 16 bytes is two words, which are hashed by two multiplications and compared as
// they are. Of a name of up to 32 bytes the second word is made of the last three.
//
// Where a name is hashed to differs from process to process, so that no catalog can
// be made that collides; it shows nowhere.
type nameTable struct {
	all   []string
	table []numbered // open addressing, at most half full
	shift uint8      // to the bits of the hash that are an index
	mix   [4]uint64  // odd
	seed  maphash.Seed
}

// numbered is a name in the table: its words, and its number and one more.
type numbered struct {
	head, tail uint64
	length     uint32
	number     uint32
}

func (n *nameTable) add(name string) uint32 {
	if number, ok := n.find(name); ok {
		return number
	}
	n.all = append(n.all, name)
	if 2*len(n.all) > len(n.table) {
		n.grow(2 * len(n.all))
	} else {
		n.put(len(n.all) - 1)
	}
	return uint32(len(n.all) - 1)
}

// grow makes a table for so many names.
func (n *nameTable) grow(count int) {
	size := bits.Len(uint(max(8, count))) + 1
	n.table, n.shift = make([]numbered, 1<<size), uint8(64-size)
	n.fill()
}

// fill enters all names in an empty table, and reports whether none found its place taken.
func (n *nameTable) fill() (apart bool) {
	n.seed = maphash.MakeSeed()
	for i := range n.mix {
		n.mix[i] = maphash.Comparable(n.seed, i) | 1
	}
	apart = true
	for i := range n.all {
		apart = !n.put(i) && apart
	}
	return apart
}

// settle makes a small table four times as large and fills it until no two names want the
// same place, or a few times in vain.
func (n *nameTable) settle() {
	const (
		small = 256
		tries = 8
	)
	if len(n.all) == 0 || len(n.all) > small {
		return
	}
	n.grow(4 * len(n.all))
	for range tries {
		clear(n.table)
		if n.fill() {
			return
		}
	}
}

// put enters a name, and reports whether its place was taken.
func (n *nameTable) put(i int) (moved bool) {
	name := n.all[i]
	head, tail := n.words(name)
	at := n.start(head, tail)
	for n.table[at].number != 0 {
		at, moved = (at+1)&uint64(len(n.table)-1), true
	}
	n.table[at] = numbered{head, tail, uint32(len(name)), uint32(i + 1)}
	return moved
}

func (n *nameTable) find(name string) (uint32, bool) {
	if len(n.table) == 0 {
		return 0, false // and there is no seed
	}
	var head, tail uint64
	if l := len(name); l >= 8 && l <= longest { // as most of them
		head, tail = word8(name), word8(name[l-8:])
	} else {
		head, tail = n.words(name)
	}
	for at := n.start(head, tail); ; at = (at + 1) & uint64(len(n.table)-1) {
		e := &n.table[at]
		if e.number == 0 {
			return 0, false
		}
		if e.head == head && e.tail == tail && int(e.length) == len(name) && (len(name) <= longest || n.all[e.number-1] == name) {
			return e.number - 1, true
		}
	}
}

// start is where the search for a name begins.
func (n *nameTable) start(head, tail uint64) uint64 {
	return (head*n.mix[0] + bits.RotateLeft64(tail, 32)*n.mix[1]) >> (n.shift & 63)
}

// longest is the length of the longest names that two words hold.
const longest = 16

// words returns two words for a name. With its length they are the whole of one that is
// no longer than them; for one that is, they are its beginning and a hash of the rest.
func (n *nameTable) words(s string) (head, tail uint64) {
	l := len(s)
	switch {
	case l <= longest:
		return twoWords(s)
	case l <= 2*longest:
		rest := word8(s[8:])*n.mix[2] + bits.RotateLeft64(word8(s[l-16:]), 32)*n.mix[3]
		return word8(s), bits.RotateLeft64(rest, 32) ^ word8(s[l-8:])
	}
	return word8(s), maphash.String(n.seed, s)
}

// twoWords returns a short name as two words.
func twoWords(s string) (head, tail uint64) {
	switch l := len(s); {
	case l >= 8:
		return word8(s), word8(s[l-8:])
	case l >= 4:
		return word4(s), word4(s[l-4:])
	case l > 0:
		return uint64(s[0]) | uint64(s[l/2])<<8 | uint64(s[l-1])<<16, 0
	}
	return 0, 0
}

func word8(s string) uint64 {
	_ = s[7]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
		uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func word4(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}
