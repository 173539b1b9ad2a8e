package analysis

import (
	"math/bits"
	"slices"
)

// ref is a function of an order's facts to a small number: a node of a diagram,
// or the constant that leaf made it.
type ref int32

// leaf is the function that is v for every order. v is not negative.
func leaf(v int32) ref { return ref(^v) }

func (f ref) isLeaf() bool { return f < 0 }

func (f ref) value() int32 { return int32(^f) }

// diagram holds functions as decision diagrams over axes of several values each:
// a node looks at one axis and has a child for each of its values, axes come in
// one order on every path, a node whose children are all the same is its child,
// and two equal nodes are one. So a function has exactly one form, equal functions
// are the same ref, and the cost of combining two functions depends on how many
// different parts they have, not on how many orders there are.
type diagram struct {
	sizes []int // values of each axis

	axis  []int32 // by node
	first []int32 // by node: where its children begin
	kids  []ref
	table []int32 // node numbers and one more, by hash: open addressing, at most half full

	known   map[uint64]ref // what has been combined by the operation at hand
	scratch []ref

	most int
	full bool // there would have been more than most nodes: nothing holds any more
}

// nodeBound is how many nodes any diagram may have, whatever it asks for. Tests lower
// it, to see every stage run out of nodes.
var nodeBound = MaxNodes

func newDiagram(sizes []int, most int) *diagram {
	return &diagram{sizes: sizes, table: make([]int32, 64), known: map[uint64]ref{}, most: min(most, nodeBound)}
}

// node returns the function that is children[i] where the axis has value i.
func (d *diagram) node(axis int, children []ref) ref {
	if same(children) {
		return children[0]
	}
	at := hash(axis, children)
	for {
		at &= uint64(len(d.table) - 1)
		n := d.table[at] - 1
		if n < 0 {
			break
		}
		if d.axis[n] == int32(axis) && slices.Equal(d.children(ref(n)), children) {
			return ref(n)
		}
		at++
	}
	if len(d.axis) >= d.most {
		d.full = true
		return leaf(0)
	}
	d.axis = append(d.axis, int32(axis))
	d.first = append(d.first, int32(len(d.kids)))
	d.kids = append(d.kids, children...)
	d.table[at] = int32(len(d.axis))
	if 2*len(d.axis) > len(d.table) {
		d.grow()
	}
	return ref(len(d.axis) - 1)
}

func same(children []ref) bool {
	for _, child := range children[1:] {
		if child != children[0] {
			return false
		}
	}
	return true
}

func hash(axis int, children []ref) uint64 {
	h := uint64(axis) + 1
	for _, child := range children {
		h = bits.RotateLeft64(h, 5) ^ uint64(uint32(child))
		h *= 0x9e3779b97f4a7c15
	}
	return h ^ h>>29
}

func (d *diagram) grow() {
	d.table = make([]int32, 2*len(d.table))
	for n := range d.axis {
		at := hash(int(d.axis[n]), d.children(ref(n)))
		for at &= uint64(len(d.table) - 1); d.table[at] != 0; at = (at + 1) & uint64(len(d.table)-1) {
		}
		d.table[at] = int32(n + 1)
	}
}

func (d *diagram) children(f ref) []ref {
	from := d.first[f]
	return d.kids[from : int(from)+d.sizes[d.axis[f]]]
}

// top returns the first axis that a function depends on, and one past the last
// axis for a constant.
func (d *diagram) top(f ref) int {
	if f.isLeaf() {
		return len(d.sizes)
	}
	return int(d.axis[f])
}

// child returns a function where the axis, which none before its top is, has the
// value.
func (d *diagram) child(f ref, axis, value int) ref {
	if d.top(f) != axis {
		return f
	}
	return d.kids[int(d.first[f])+value]
}

// on returns the function of a single axis that is of(value).
func (d *diagram) on(axis int, of func(value int) int32) ref {
	from := len(d.scratch)
	for value := range d.sizes[axis] {
		d.scratch = append(d.scratch, leaf(of(value)))
	}
	f := d.node(axis, d.scratch[from:])
	d.scratch = d.scratch[:from]
	return f
}

// combine returns the function that is op of what f and g are.
func (d *diagram) combine(f, g ref, op func(a, b int32) int32) ref {
	if d.full {
		return leaf(0) // what op would look up may not be there
	}
	clear(d.known)
	return d.combined(f, g, op)
}

func (d *diagram) combined(f, g ref, op func(a, b int32) int32) ref {
	if f.isLeaf() && g.isLeaf() {
		return leaf(op(f.value(), g.value()))
	}
	key := uint64(uint32(f))<<32 | uint64(uint32(g))
	if known, ok := d.known[key]; ok {
		return known
	}
	axis, from := min(d.top(f), d.top(g)), len(d.scratch)
	for value := range d.sizes[axis] {
		if d.full {
			break
		}
		result := d.combined(d.child(f, axis, value), d.child(g, axis, value), op)
		d.scratch = append(d.scratch, result)
	}
	result := leaf(0)
	if !d.full {
		result = d.node(axis, d.scratch[from:])
	}
	d.scratch = d.scratch[:from]
	d.known[key] = result
	return result
}

// replace returns the function that is of(v) where f is v.
func (d *diagram) replace(f ref, of func(v int32) int32) ref {
	return d.combine(f, leaf(0), func(v, _ int32) int32 { return of(v) })
}

// at returns what a function is for the given value of every axis.
func (d *diagram) at(f ref, values []int) int32 {
	for !f.isLeaf() {
		f = d.child(f, d.top(f), values[d.top(f)])
	}
	return f.value()
}

// values returns what a function can be, sorted.
func (d *diagram) values(f ref) []int32 {
	seen, found := map[ref]bool{}, map[int32]bool{}
	var visit func(f ref)
	visit = func(f ref) {
		switch {
		case f.isLeaf():
			found[f.value()] = true
		case !seen[f]:
			seen[f] = true
			for _, child := range d.children(f) {
				visit(child)
			}
		}
	}
	visit(f)
	values := make([]int32, 0, len(found))
	for v := range found {
		values = append(values, v)
	}
	slices.Sort(values)
	return values
}
