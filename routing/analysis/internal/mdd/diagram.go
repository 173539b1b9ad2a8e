package mdd

import (
	"math/bits"
	"slices"
)

// Ref is a function: a node of a diagram, or the constant that [Leaf] made. It is
// one of the diagram that returned it, and means nothing to another one, unless it
// is a constant. The zero Ref is 0 everywhere.
type Ref int32

// Leaf returns the function that is v everywhere. v must not be negative.
func Leaf(v int32) Ref { return Ref(-v) }

// IsLeaf reports whether f is constant.
func (f Ref) IsLeaf() bool { return f <= 0 }

// Value returns what a constant function is.
func (f Ref) Value() int32 { return int32(-f) }

// Diagram holds functions over its axes. It is not safe for concurrent use. The zero
// Diagram has no axes, and is exhausted: make one with [New].
type Diagram struct {
	sizes  []int   // values of each axis
	levels []int   // where the bits of each axis begin, and one more
	axisOf []int32 // by level

	pages [][]node
	count int   // nodes
	table []Ref // nodes by hash: open addressing, at most half full

	known memo // what the operation at hand has combined
	steps int

	maxSteps, maxNodes int
	exhausted          bool
}

// node tells two halves apart by one bit of a value.
type node struct {
	level   int32
	low, up Ref
}

// Nodes lie on pages, so that a diagram that grows copies none.
const (
	pageBits = 10
	pageSize = 1 << pageBits
)

// New returns a diagram over axes with the given numbers of values, each at least 1.
// It takes at most the given number of steps, and has at most the given number of nodes;
// no operation looks at more than half as many pairs of them. So its memory is bounded.
func New(sizes []int, maxSteps, maxNodes int) *Diagram {
	d := &Diagram{sizes: slices.Clone(sizes), table: make([]Ref, 64), maxSteps: maxSteps, maxNodes: maxNodes}
	for axis, size := range sizes {
		d.levels = append(d.levels, len(d.axisOf))
		for range bits.Len(uint(size - 1)) {
			d.axisOf = append(d.axisOf, int32(axis))
		}
	}
	d.levels = append(d.levels, len(d.axisOf))
	return d
}

// Axes returns the number of axes.
func (d *Diagram) Axes() int { return len(d.sizes) }

// Size returns the number of values of an axis.
func (d *Diagram) Size(axis int) int { return d.sizes[axis] }

// Steps returns how many steps have been taken. It depends on the functions alone,
// not on the machine.
func (d *Diagram) Steps() int { return d.steps }

// Spend counts steps that are taken on behalf of the diagram, such as those that
// prepare its functions.
func (d *Diagram) Spend(steps int) {
	d.steps += steps
	d.exhausted = d.exhausted || d.steps > d.maxSteps
}

// Exhausted reports whether more steps or nodes would have been needed than are
// allowed. From then on every function is 0, and nothing that was worked out holds.
func (d *Diagram) Exhausted() bool { return d.exhausted }

// node returns the node of a function, which are counted from 1.
func (d *Diagram) node(f Ref) *node { return &d.pages[(f-1)>>pageBits][(f-1)&(pageSize-1)] }

// level returns the first level that a function depends on, and one past the last
// for a constant.
func (d *Diagram) level(f Ref) int {
	if f.IsLeaf() {
		return len(d.axisOf)
	}
	return int(d.node(f).level)
}

// top returns the first axis that a function depends on, and one past the last for a
// constant.
func (d *Diagram) top(f Ref) int {
	if f.IsLeaf() {
		return len(d.sizes)
	}
	return int(d.axisOf[d.node(f).level])
}

// halves returns a function where the bit of a level, none before its own, is 0, and
// where it is 1.
func (d *Diagram) halves(f Ref, level int) (low, up Ref) {
	if f.IsLeaf() {
		return f, f
	}
	if n := d.node(f); int(n.level) == level {
		return n.low, n.up
	}
	return f, f
}

// join returns the function that is low where the bit of a level is 0, and up where
// it is 1.
func (d *Diagram) join(level int, low, up Ref) Ref {
	if low == up {
		return low
	}
	at := hash(level, low, up)
	for {
		at &= uint64(len(d.table) - 1)
		f := d.table[at]
		if f == 0 {
			break
		}
		if *d.node(f) == (node{int32(level), low, up}) {
			return f
		}
		at++
	}
	if d.count >= d.maxNodes {
		d.exhausted = true
		return Leaf(0)
	}
	if d.count>>pageBits == len(d.pages) {
		d.pages = append(d.pages, make([]node, 0, pageSize))
	}
	page := &d.pages[d.count>>pageBits]
	*page = append(*page, node{int32(level), low, up})
	d.count++
	d.table[at] = Ref(d.count)
	if 2*d.count > len(d.table) {
		d.rehash()
	}
	return Ref(d.count)
}

func (d *Diagram) rehash() {
	d.table = make([]Ref, 2*len(d.table))
	for f := Ref(1); int(f) <= d.count; f++ {
		n := d.node(f)
		at := hash(int(n.level), n.low, n.up)
		for at &= uint64(len(d.table) - 1); d.table[at] != 0; at = (at + 1) & uint64(len(d.table)-1) {
		}
		d.table[at] = f
	}
}

func hash(level int, low, up Ref) uint64 {
	return mix(uint64(uint32(low))<<32|uint64(uint32(up)), uint64(level)+1)
}

// mix spreads a key over all bits.
func mix(key, seed uint64) uint64 {
	high, low := bits.Mul64(key^0x9e3779b97f4a7c15, seed*0xbf58476d1ce4e5b9|1)
	h := high ^ low
	return h ^ h>>29
}

// At returns what a function is for the given value of every axis.
func (d *Diagram) At(f Ref, values []int) int32 {
	for !f.IsLeaf() {
		n := d.node(f)
		axis := d.axisOf[n.level]
		if bit := d.levels[axis+1] - 1 - int(n.level); values[axis]>>bit&1 == 0 {
			f = n.low
		} else {
			f = n.up
		}
	}
	return f.Value()
}
