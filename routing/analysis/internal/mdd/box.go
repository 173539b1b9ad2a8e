package mdd

import (
	"encoding/binary"
	"iter"
	"slices"
)

// Box is a set of combinations that is a product: on each axis, any of some values.
// The zero Box has all combinations, and the value 0.
type Box struct {
	Value int32 // of the function in the box
	sides []side
	sum   uint64 // of the sides' hashes
}

// side is the values of an axis that a box has. A box has sides for the axes on which
// it has not all of them, in their order.
type side struct {
	axis int
	set  Set
	hash uint64
}

func newSide(axis int, s Set) side {
	h := uint64(axis) + 1
	for i := range len(s.spans) {
		h = (h ^ uint64(s.spans[i])) * 0x100000001b3
	}
	return side{axis, s, mix(h, uint64(axis)+1)}
}

// with returns a box with one side more, on a later axis than the others. It may share
// their memory.
func (b Box) with(s side) Box { return Box{b.Value, append(b.sides, s), b.sum + s.hash} }

// Set returns the values of an axis.
func (b Box) Set(axis int) Set {
	if at, ok := b.find(axis); ok {
		return b.sides[at].set
	}
	return Set{}
}

// find returns the place of an axis among the sides, and whether there is one.
func (b Box) find(axis int) (int, bool) {
	low, up := 0, len(b.sides)
	for low < up {
		if middle := (low + up) / 2; b.sides[middle].axis < axis {
			low = middle + 1
		} else {
			up = middle
		}
	}
	return low, low < len(b.sides) && b.sides[low].axis == axis
}

// Clone returns a box that shares nothing with b, with another value.
func (b Box) Clone(value int32) Box { return Box{value, slices.Clone(b.sides), b.sum} }

// Fill returns a box that has the values between two runs of those that it has on an axis
// as well, wherever fill reports true of them: from from up to and without until.
func (d *Diagram) Fill(b Box, axis int, fill func(from, until int) bool) Box {
	at, ok := b.find(axis)
	if !ok {
		return b
	}
	var spans []span
	for from, until := range b.sides[at].set.Spans(d.sizes[axis]) {
		if n := len(spans); n > 0 && fill(spans[n-1].until, from) {
			spans[n-1].until = until
		} else {
			spans = append(spans, span{from, until})
		}
	}
	filled := b.Clone(b.Value)
	filled.replace(at, setOf(spans, d.sizes[axis]))
	return filled
}

// replace gives a side another set.
func (b *Box) replace(at int, s Set) {
	old := b.sides[at]
	b.sum -= old.hash
	if s.IsAll() {
		b.sides = slices.Delete(b.sides, at, at+1)
		return
	}
	b.sides[at] = newSide(old.axis, s)
	b.sum += b.sides[at].hash
}

// Sides yields the axes on which the box has not all values, in order, with those
// that it has.
func (b Box) Sides() iter.Seq2[int, Set] {
	return func(yield func(axis int, s Set) bool) {
		for _, s := range b.sides {
			if !yield(s.axis, s.set) {
				return
			}
		}
	}
}

// part is values of an axis on which functions are alike.
type part struct {
	set       Set
	functions []Ref
}

// parts returns the parts of an axis in the order of their first values.
func (d *Diagram) parts(functions []Ref, axis int) []part {
	var spans [][]span
	var all []part
	at := map[string]int{}
	var key []byte
	d.eachRun(functions, axis, func(s span, on []Ref) {
		key = key[:0]
		for _, f := range on {
			key = binary.LittleEndian.AppendUint32(key, uint32(f))
		}
		i, ok := at[string(key)]
		if !ok {
			i = len(all)
			at[string(key)] = i
			all, spans = append(all, part{functions: on}), append(spans, nil)
		}
		spans[i] = append(spans[i], s)
	})
	for i := range all {
		all[i].set = setOf(spans[i], d.sizes[axis])
	}
	return all
}

// EachBox cuts all combinations into disjoint boxes in each of which every function is
// constant, and calls visit with the constants, until it returns false. It reports
// whether it has visited all boxes. What visit gets is only lent: see [Box.Clone].
// There is no bound on the boxes, and no steps are counted, so that it may be called
// at the same time as itself.
func (d *Diagram) EachBox(functions []Ref, visit func(leaves []Ref, b Box) bool) bool {
	var walk func(functions []Ref, b Box) bool
	walk = func(functions []Ref, b Box) bool {
		axis := len(d.sizes)
		for _, f := range functions {
			axis = min(axis, d.top(f))
		}
		if axis == len(d.sizes) {
			return visit(functions, b)
		}
		for _, p := range d.parts(functions, axis) {
			if !walk(p.functions, b.with(newSide(axis, p.set))) {
				return false
			}
		}
		return true
	}
	return walk(functions, Box{})
}

// Boxes returns where a function is not 0, as disjoint boxes of one value each. It
// reports false if there are more than most.
func (d *Diagram) Boxes(f Ref, most int) ([]Box, bool) {
	var all []Box
	var walk func(f Ref, b Box) bool
	walk = func(f Ref, b Box) bool {
		switch {
		case f == Leaf(0):
			return true
		case d.exhausted || f.IsLeaf() && len(all) == most:
			return false
		case f.IsLeaf():
			d.Spend(1 + len(b.sides))
			all = append(all, b.Clone(f.Value()))
			return true
		}
		axis := d.top(f)
		for _, p := range d.parts([]Ref{f}, axis) {
			if !walk(p.functions[0], b.with(newSide(axis, p.set))) {
				return false
			}
		}
		return true
	}
	return all, walk(f, Box{})
}

// First returns the first box where a function is not 0, in the order of the axes and
// their values, and reports whether there is one.
func (d *Diagram) First(f Ref) (Box, bool) {
	var b Box
	for !f.IsLeaf() {
		axis := d.top(f)
		all := d.parts([]Ref{f}, axis)
		at := slices.IndexFunc(all, func(p part) bool { return p.functions[0] != Leaf(0) })
		b = b.with(newSide(axis, all[at].set))
		f = all[at].functions[0]
	}
	b.Value = f.Value()
	return b, b.Value != 0
}

// Around returns a box that has a point, given by a value of every axis, and in which a
// function is constant.
func (d *Diagram) Around(f Ref, values []int) Box {
	var b Box
	for !f.IsLeaf() {
		axis := d.top(f)
		for _, p := range d.parts([]Ref{f}, axis) {
			if p.set.Has(values[axis]) {
				b = b.with(newSide(axis, p.set))
				f = p.functions[0]
				break
			}
		}
	}
	b.Value = f.Value()
	return b
}
