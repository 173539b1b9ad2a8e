package routing

import (
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
// a small number and a list of names a set of bits.
type vocabulary[S ~string] struct {
	values map[S]uint32
	names  []S // by value
}

func newVocabulary[S ~string]() vocabulary[S] {
	return vocabulary[S]{values: map[S]uint32{}, names: make([]S, firstNamed)}
}

// add returns the value of a name, numbering it if it is new.
func (v *vocabulary[S]) add(name S) uint32 {
	value, ok := v.values[name]
	if !ok {
		value = uint32(len(v.names))
		v.values[name] = value
		v.names = append(v.names, name)
	}
	return value
}

// of returns the value of a fact.
func (v *vocabulary[S]) of(name S) uint32 {
	if name == "" {
		return missing
	}
	if value, ok := v.values[name]; ok {
		return value
	}
	return unnamed
}

// all returns the names of a set, sorted: the order in which they were numbered
// depends on the order of a catalog's entries, which must not matter.
func (v *vocabulary[S]) all(s set, wide []uint32) []S {
	var names []S
	for value := uint32(firstNamed); value < uint32(len(v.names)); value++ {
		if s.has(value, wide) {
			names = append(names, v.names[value])
		}
	}
	slices.Sort(names)
	return names
}

// set is a list of names as bits. Values from 64 on, which only large catalogs
// have, are kept as a sorted list beside it.
type set struct {
	bits     uint64
	wide, to uint32 // the range of the values from 64 on
}

// anySet has every value, the missing and the unnamed included: no condition.
var anySet = set{bits: ^uint64(0)}

func (s set) has(value uint32, wide []uint32) bool {
	if value < 64 {
		return s.bits>>value&1 != 0
	}
	if s == anySet {
		return true
	}
	_, found := slices.BinarySearch(wide[s.wide:s.to], value)
	return found
}

// sets interns lists of names, so that a row refers to one by a small number.
// Set 0 is anySet.
type sets struct {
	all   []set
	wide  []uint32
	known map[string]uint16
	key   []byte
	few   map[uint64]uint16 // sets without wide values, by their bits
}

func newSets() sets {
	return sets{all: []set{anySet}, known: map[string]uint16{}, few: map[uint64]uint16{}}
}

// add returns the number of the set of the given values, which it sorts. An empty
// list is no condition. It reports false when there are too many sets.
func (s *sets) add(values []uint32) (uint16, bool) {
	if len(values) == 0 {
		return 0, true
	}
	slices.Sort(values)
	values = slices.Compact(values)
	var bits uint64
	n := 0
	for n < len(values) && values[n] < 64 {
		bits |= 1 << values[n]
		n++
	}
	wide := values[n:]
	if len(wide) == 0 {
		if id, ok := s.few[bits]; ok {
			return id, true
		}
	}
	s.key = s.key[:0]
	for _, v := range values {
		s.key = append(s.key, byte(v), byte(v>>8), byte(v>>16), byte(v>>24))
	}
	if id, ok := s.known[string(s.key)]; ok {
		return id, true
	}
	if len(s.all) > MaxSets {
		return 0, false
	}
	id := uint16(len(s.all))
	from := uint32(len(s.wide))
	s.wide = append(s.wide, wide...)
	s.all = append(s.all, set{bits, from, uint32(len(s.wide))})
	if len(wide) == 0 {
		s.few[bits] = id
	} else {
		s.known[string(s.key)] = id
	}
	return id, true
}

// regionIndex numbers the two-letter codes, AA to ZZ, without a map.
func regionIndex(r methods.Region) int { return int(r[0]-'A')*26 + int(r[1]-'A') }

// currencySpan is one more than the largest limits.Currency that can be.
const currencySpan = 256
