package routing

import (
	"encoding/binary"
	"math/bits"
	"slices"

	"github.com/paymux/paymux/methods"
)

// The first values of every vocabulary: a fact that the order does not state, and
// one that no rule names. No list contains either.
const (
	missing = iota
	unnamed
	firstNamed
)

// vocabulary numbers the names that rules use, so that a fact of an order becomes
// a small number and a list of names a set.
type vocabulary[S ~string] struct {
	numbering[S]
	sets sets
}

// add returns the value of a name, numbering it if it is new.
func (v *vocabulary[S]) add(name S) uint32 {
	return firstNamed + v.numbering.add(name)
}

// name returns the name of a value, or "" if it has none.
func (v *vocabulary[S]) name(value uint32) S {
	if value < firstNamed {
		return ""
	}
	return S(v.all[value-firstNamed])
}

// of returns the value of a fact.
func (v *vocabulary[S]) of(name S) uint32 {
	if name == "" {
		return missing
	}
	if number, ok := v.find(name); ok {
		return firstNamed + number
	}
	return unnamed
}

// in returns the names of a set, sorted: the order in which they were numbered
// depends on the order of a catalog's entries, which must not matter.
func (v *vocabulary[S]) in(set uint16) []S {
	var names []S
	if set == anySet {
		for _, name := range v.all {
			names = append(names, S(name))
		}
	} else {
		wide := v.sets.wide[set]
		few := v.sets.bits[set]
		names = make([]S, 0, bits.OnesCount64(few)+int(wide[1]-wide[0]))
		for ; few != 0; few &= few - 1 {
			names = append(names, v.name(uint32(bits.TrailingZeros64(few))))
		}
		for _, value := range v.sets.value[wide[0]:wide[1]] {
			names = append(names, v.name(value))
		}
	}
	slices.Sort(names)
	return names
}

// sets interns lists of names, so that a row refers to one by a small number. A
// set is 64 bits; values from 64 on, which only large catalogs have, are kept as a
// sorted list beside it.
type sets struct {
	bits  []uint64
	wide  [][2]uint32 // by set: a range of values
	value []uint32

	known map[string]uint16
	few   map[uint64]uint16 // sets without wide values, by their bits
	key   []byte            // scratch
}

// anySet has every value, the missing and the unnamed included: no condition.
const anySet = 0

func newSets() sets {
	return sets{bits: []uint64{^uint64(0)}, wide: make([][2]uint32, 1), known: map[string]uint16{}, few: map[uint64]uint16{}}
}

func (s *sets) has(number uint16, value uint32) bool {
	if value < 64 {
		return s.bits[number]>>value&1 != 0
	}
	wide := s.wide[number]
	_, found := slices.BinarySearch(s.value[wide[0]:wide[1]], value)
	return found || number == anySet
}

// add returns the number of the set of the given values, which it sorts, and
// whether it is new. An empty list is no condition.
func (s *sets) add(values []uint32) (number uint16, isNew bool) {
	if len(values) == 0 {
		return anySet, false
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

// fewSets is how many sets of a vocabulary a row can refer to.
const fewSets = 256

// column tells what speaks against a value of a fact, by the number of the set that
// it must be in: nothing, or one code.
type column [fewSets]codeSet

// columns returns the columns of the values below 64. The code is that of another
// value than those in a set, or that of one that is not known.
func (s *sets) columns(values int, other, unknown reasonCode) []column {
	columns := make([]column, min(values, 64))
	for value := range columns {
		code := other
		if value == missing {
			code = unknown
		}
		for set, bits := range s.bits[:min(len(s.bits), fewSets)] {
			if bits>>value&1 == 0 {
				columns[value][set] = code.bit()
			}
		}
	}
	return columns
}

// regionIndex numbers the two-letter codes, AA to ZZ, without a map.
func regionIndex(r methods.Region) int { return int(r[0]-'A')*26 + int(r[1]-'A') }

// currencySpan is one more than the largest limits.Currency that can be.
const currencySpan = 256
