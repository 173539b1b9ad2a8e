package analysis

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// box is a set of orders that is a product: on each axis any of some values. Boxes
// that are made from one function are disjoint.
type box struct {
	value int32 // of the function
	sets  []set // by axis
}

// set is a set of values of an axis, as a string of bits, so that it can be
// compared and be part of a map's key. The empty string is all values.
type set string

const everything set = ""

// setOf is the set of the values that has reports.
func setOf(size int, has func(value int) bool) set {
	words := make([]byte, (size+7)/8)
	all := true
	for value := range size {
		if has(value) {
			words[value/8] |= 1 << (value % 8)
		} else {
			all = false
		}
	}
	if all {
		return everything
	}
	return set(words)
}

func (s set) has(value int) bool { return s == everything || s[value/8]>>(value%8)&1 != 0 }

// union is the values of either set, of an axis of the given size.
func (s set) union(t set, size int) set {
	if s == everything || t == everything {
		return everything
	}
	count, all := 0, make([]byte, len(s))
	for i := range all {
		all[i] = s[i] | t[i]
		count += bits.OnesCount8(all[i])
	}
	if count == size {
		return everything
	}
	return set(all)
}

// boxes returns where a function is not 0, as disjoint boxes of one value each. It
// reports false if there are more than most.
func (d *diagram) boxes(f ref, most int) ([]box, bool) {
	var all []box
	sets := make([]set, len(d.sizes))
	ok := d.eachBox([]ref{f}, sets, func(leaves []ref) bool {
		if v := leaves[0].value(); v != 0 {
			if len(all) == most {
				return false
			}
			all = append(all, box{v, slices.Clone(sets)})
		}
		return true
	})
	return all, ok
}

// eachBox cuts all orders into disjoint boxes in each of which every function is
// constant, writes each box to sets, and calls visit with the constants, until it
// returns false.
func (d *diagram) eachBox(functions []ref, sets []set, visit func(leaves []ref) bool) bool {
	axis := len(d.sizes)
	for _, f := range functions {
		axis = min(axis, d.top(f))
	}
	if axis == len(d.sizes) {
		return visit(functions)
	}
	groups := make([][]ref, 0, d.sizes[axis]) // by value: the functions where the axis has it
	for value := range d.sizes[axis] {
		group := make([]ref, len(functions))
		for i, f := range functions {
			group[i] = d.child(f, axis, value)
		}
		groups = append(groups, group)
	}
	for value, group := range groups {
		isSame := func(other int) bool { return slices.Equal(groups[other], group) }
		if slices.ContainsFunc(groups[:value], func(before []ref) bool { return slices.Equal(before, group) }) {
			continue
		}
		sets[axis] = setOf(d.sizes[axis], isSame)
		if !d.eachBox(group, sets, visit) {
			return false
		}
	}
	sets[axis] = everything
	return true
}

// merge joins boxes of one value that differ on a single axis, until no two do.
// What they cover stays the same, and they stay disjoint.
func (d *diagram) merge(all []box) []box {
	for {
		before := len(all)
		for axis := len(d.sizes) - 1; axis >= 0; axis-- {
			all = d.mergeOn(axis, all)
		}
		if len(all) == before {
			return all
		}
	}
}

func (d *diagram) mergeOn(axis int, all []box) []box {
	first := make(map[string]int, len(all))
	kept := all[:0]
	var key []byte
	for _, b := range all {
		if b.sets[axis] == everything { // the others are disjoint from it
			kept = append(kept, b)
			continue
		}
		key = binary.LittleEndian.AppendUint32(key[:0], uint32(b.value))
		for i, s := range b.sets {
			if i != axis && s != everything { // all other sets of an axis are of one length
				key = append(binary.LittleEndian.AppendUint32(key, uint32(i)), s...)
			}
		}
		if at, ok := first[string(key)]; ok {
			kept[at].sets[axis] = kept[at].sets[axis].union(b.sets[axis], d.sizes[axis])
			continue
		}
		first[string(key)] = len(kept)
		kept = append(kept, b)
	}
	return kept
}
