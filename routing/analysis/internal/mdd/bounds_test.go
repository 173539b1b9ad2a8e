package mdd

import (
	"testing"
)

// parity is 1 where an odd number of axes of two values have the second one.
func parity(d *Diagram) Ref {
	f := Leaf(0)
	for axis := range d.Axes() {
		f = d.Combine(f, d.On(axis, func(v int) int32 { return int32(v) }), func(a, b int32) int32 { return a ^ b })
	}
	return f
}

func sizesOfTwo(axes int) []int {
	sizes := make([]int, axes)
	for axis := range sizes {
		sizes[axis] = 2
	}
	return sizes
}

func TestADiagramGivesUp(t *testing.T) {
	for name, d := range map[string]*Diagram{
		"too few nodes": New(sizesOfTwo(3), 1<<20, 2),
		"too few steps": New(sizesOfTwo(3), 5, 1<<20),
	} {
		t.Run(name, func(t *testing.T) {
			if f := parity(d); f != Leaf(0) || !d.Exhausted() {
				t.Errorf("function %d, exhausted %t; want 0 and true", f, d.Exhausted())
			}
			if f := d.Not(Leaf(0)); f != Leaf(0) {
				t.Errorf("after that a function is %d, want 0", f)
			}
		})
	}
	d := New(sizesOfTwo(3), 1<<20, 1<<20)
	if f := parity(d); d.Exhausted() || d.At(f, []int{1, 1, 1}) != 1 {
		t.Errorf("the parity of three ones is %d, exhausted %t", d.At(f, []int{1, 1, 1}), d.Exhausted())
	}
	if d.Spend(1 << 20); !d.Exhausted() {
		t.Error("steps that are spent do not count")
	}
}

// A run of values in a large function costs steps by its bounds, not by the values or
// by the function.
func TestAChangeInOnePlaceIsCheap(t *testing.T) {
	const size = 1 << 16
	d := New([]int{size}, 1<<30, 1<<30)
	sum := Leaf(0)
	most := 0
	for day := range 1_000 {
		before := d.Steps()
		at := 60 * day
		sum = d.Or(sum, d.Runs(0, Run{0, 0}, Run{at + 1, int32(1 + day)}, Run{at + 31, 0}))
		most = max(most, d.Steps()-before)
	}
	if bound := 16 * 8; most > bound {
		t.Errorf("one run took %d steps, want at most %d", most, bound)
	}
	if got := d.At(sum, []int{60*777 + 12}); got != 778 {
		t.Errorf("in the run of day 777 the sum is %d, want 778", got)
	}
}

// Functions that are combined are remembered for one operation only, however often.
func TestOperationsDoNotRememberEachOther(t *testing.T) {
	d := New([]int{2, 2}, 1<<30, 1<<30)
	x, y := d.On(0, func(v int) int32 { return int32(v) }), d.On(1, func(v int) int32 { return int32(v) })
	d.known.round = ^uint32(0) - 3
	for i := range int32(8) {
		f := d.Combine(x, y, func(a, b int32) int32 { return a + b + i })
		if got := d.At(f, []int{1, 1}); got != 2+i {
			t.Errorf("1+1+%d is %d", i, got)
		}
	}
}
