package names

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// The first values of every vocabulary: a fact that the order does not state, and
// one that no rule names. No list contains either.
const (
	Missing = iota
	Unnamed
	FirstNamed
)

// Vocabulary gives values to the names that rules use, so that a fact of an order
// becomes a small number and a list of names a set.
type Vocabulary[S ~string] struct {
	Sets Sets

	names Numbering[S]
}

// NewVocabulary returns an empty vocabulary.
func NewVocabulary[S ~string]() Vocabulary[S] { return Vocabulary[S]{Sets: newSets()} }

// Add returns the value of a name, which is new or not.
func (v *Vocabulary[S]) Add(name S) uint32 { return FirstNamed + v.names.Add(name) }

// Settle is [Numbering.Settle].
func (v *Vocabulary[S]) Settle() { v.names.Settle() }

// Len returns how many values there are: one more than the largest.
func (v *Vocabulary[S]) Len() int { return FirstNamed + v.names.Len() }

// Name returns the name of a value, or "" if it has none.
func (v *Vocabulary[S]) Name(value uint32) S {
	if value < FirstNamed {
		return ""
	}
	return v.names.Name(value - FirstNamed)
}

// Value returns the value of a fact, such as the surface of an order: Missing if it
// is empty, Unnamed if no rule names it.
func (v *Vocabulary[S]) Value(name S) uint32 {
	if name == "" {
		return Missing
	}
	if number, ok := v.names.Find(name); ok {
		return FirstNamed + number
	}
	return Unnamed
}

// In returns the names of a set, sorted: the order in which they were added
// depends on the order of a catalog's entries, which must not matter. AnySet has
// all of them.
func (v *Vocabulary[S]) In(set uint16) []S { return v.AppendIn(nil, set) }

// AppendIn appends the names of a set, sorted.
func (v *Vocabulary[S]) AppendIn(names []S, set uint16) []S {
	start := len(names)
	if set == AnySet {
		names = append(names, v.names.All()...)
	} else {
		for few := v.Sets.bits[set]; few != 0; few &= few - 1 {
			names = append(names, v.Name(uint32(bits.TrailingZeros64(few))))
		}
		wide := v.Sets.wide[set]
		for _, value := range v.Sets.value[wide[0]:wide[1]] {
			names = append(names, v.Name(value))
		}
	}
	slices.Sort(names[start:])
	return names
}

// Sets interns lists of values, so that a rule refers to one by a small number. A
// set is 64 bits; values from 64 on, which only large catalogs have, are kept as a
// sorted list beside it.
type Sets struct {
	bits  []uint64
	wide  [][2]uint32 // by set: a range of values
	value []uint32

	known map[string]uint16
	few   map[uint64]uint16 // sets without wide values, by their bits
	key   []byte            // scratch
}

// AnySet has every value, the missing and the unnamed included: no condition.
const AnySet = 0

func newSets() Sets {
	return Sets{bits: []uint64{^uint64(0)}, wide: make([][2]uint32, 1), known: map[string]uint16{}, few: map[uint64]uint16{}}
}

// Has reports whether a set has a value.
func (s *Sets) Has(number uint16, value uint32) bool {
	if value < 64 {
		return s.bits[number]>>value&1 != 0
	}
	wide := s.wide[number]
	_, found := slices.BinarySearch(s.value[wide[0]:wide[1]], value)
	return found || number == AnySet
}

// Meet reports whether two sets have a value in common.
func (s *Sets) Meet(a, b uint16) bool {
	if a == AnySet || b == AnySet || s.bits[a]&s.bits[b] != 0 {
		return true
	}
	wide := s.wide[a]
	return slices.ContainsFunc(s.value[wide[0]:wide[1]], func(value uint32) bool { return s.Has(b, value) })
}

// Len returns how many sets there are, AnySet included.
func (s *Sets) Len() int { return len(s.bits) }

// Add returns the number of the set of the given values, which it sorts, and
// whether it is new. An empty list is no condition. There is room for 65,536 sets:
// whoever adds lists from outside counts those that are new.
func (s *Sets) Add(values []uint32) (number uint16, isNew bool) {
	if len(values) == 0 {
		return AnySet, false
	}
	slices.Sort(values)
	values = slices.Compact(values)
	var bits uint64
	n := 0
	for ; n < len(values) && values[n] < 64; n++ {
		bits |= 1 << values[n]
	}
	narrow := n == len(values)
	if narrow {
		if number, ok := s.few[bits]; ok {
			return number, false
		}
	}
	s.key = s.key[:0]
	for _, v := range values {
		s.key = binary.LittleEndian.AppendUint32(s.key, v)
	}
	if number, ok := s.known[string(s.key)]; ok {
		return number, false
	}
	number = uint16(len(s.bits))
	from := uint32(len(s.value))
	s.value = append(s.value, values[n:]...)
	s.bits = append(s.bits, bits)
	s.wide = append(s.wide, [2]uint32{from, uint32(len(s.value))})
	if narrow {
		s.few[bits] = number
	} else {
		s.known[string(s.key)] = number
	}
	return number, true
}
