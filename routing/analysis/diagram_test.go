package analysis

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// tabled is a function by all its values, the slow and obvious way: the first axis
// varies fastest.
type tabled []int32

func drawTabled(t *rapid.T, sizes []int, label string) tabled {
	n := 1
	for _, size := range sizes {
		n *= size
	}
	return rapid.SliceOfN(rapid.Int32Range(0, 2), n, n).Draw(t, label)
}

// eachPoint visits every combination of values and its place in a table.
func eachPoint(sizes []int, visit func(values []int, at int)) {
	s := &space{diagram: &diagram{sizes: sizes}}
	at := 0
	s.eachCell(func(b box) {
		values := make([]int, len(sizes))
		for axis := range values {
			for !b.sets[axis].has(values[axis]) {
				values[axis]++
			}
		}
		visit(values, at)
		at++
	})
}

// of builds the diagram of a table, one point after the other.
func (d *diagram) of(f tabled) ref {
	sum := leaf(0)
	eachPoint(d.sizes, func(values []int, at int) {
		point := leaf(f[at])
		for axis, value := range values {
			here := d.on(axis, func(v int) int32 {
				if v == value {
					return 1
				}
				return 0
			})
			point = d.combine(point, here, func(a, b int32) int32 { return a * b })
		}
		sum = d.combine(sum, point, either)
	})
	return sum
}

func drawSizes(t *rapid.T) []int {
	return rapid.SliceOfN(rapid.IntRange(1, 3), 1, 4).Draw(t, "sizes")
}

// A diagram is its table at every point; two tables are equal exactly when their
// diagrams are the same ref; and what is combined is combined at every point.
func TestDiagramsAreTheirTables(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := drawSizes(t)
		d := newDiagram(sizes, MaxNodes)
		f, g := drawTabled(t, sizes, "f"), drawTabled(t, sizes, "g")
		if rapid.Bool().Draw(t, "equal") {
			g = slices.Clone(f)
		}
		x, y := d.of(f), d.of(g)
		if slices.Equal(f, g) != (x == y) {
			t.Errorf("tables %v and %v are diagrams %d and %d", f, g, x, y)
		}
		minus := d.combine(x, y, func(a, b int32) int32 { return 2 + a - b })
		twice := d.replace(x, func(v int32) int32 { return 2 * v })
		eachPoint(sizes, func(values []int, at int) {
			if d.at(x, values) != f[at] || d.at(minus, values) != 2+f[at]-g[at] || d.at(twice, values) != 2*f[at] {
				t.Errorf("at %v: %d, %d and %d of %d and %d", values, d.at(x, values), d.at(minus, values), d.at(twice, values), f[at], g[at])
			}
		})
		found := slices.Clone(f)
		slices.Sort(found)
		if got := d.values(x); !slices.Equal(got, slices.Compact(found)) {
			t.Errorf("values %v of %v", got, f)
		}
	})
}

// Boxes have every point at which a function is not 0 just once, with its value,
// and so have merged boxes, which are no more.
func TestBoxesCoverWhatIsNotZeroOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := drawSizes(t)
		d := newDiagram(sizes, MaxNodes)
		f := drawTabled(t, sizes, "f")
		all, ok := d.boxes(d.of(f), MaxRegions)
		if !ok {
			t.Fatal("too many boxes")
		}
		check := func(all []box) {
			eachPoint(sizes, func(values []int, at int) {
				var has []int32
				for _, b := range all {
					if b.contains(values) {
						has = append(has, b.value)
					}
				}
				if want := f[at]; want == 0 && len(has) > 0 || want != 0 && !slices.Equal(has, []int32{want}) {
					t.Errorf("at %v: boxes of %v, want %d", values, has, want)
				}
			})
		}
		check(all)
		before := len(all)
		if all = d.merge(all); len(all) > before {
			t.Errorf("%d boxes were merged to %d", before, len(all))
		}
		check(all)
	})
}

func (b box) contains(values []int) bool {
	for axis, value := range values {
		if !b.sets[axis].has(value) {
			return false
		}
	}
	return true
}

// A function that cannot be held is reported, and so are too many boxes.
func TestADiagramThatIsFull(t *testing.T) {
	d := newDiagram([]int{2, 2, 2}, 2)
	parity := leaf(0)
	for axis := range 3 {
		parity = d.combine(parity, d.on(axis, func(v int) int32 { return int32(v) }), func(a, b int32) int32 { return a ^ b })
	}
	if !d.full {
		t.Error("two nodes hold the parity of three values")
	}
	d = newDiagram([]int{2, 2}, 10)
	f := d.combine(d.on(0, func(v int) int32 { return int32(v) }), d.on(1, func(v int) int32 { return int32(v) }), func(a, b int32) int32 { return a ^ b })
	if all, ok := d.boxes(f, 1); ok {
		t.Errorf("%d boxes, want more than the one that is allowed", len(all))
	}
	if all, ok := d.boxes(f, 2); !ok || len(all) != 2 {
		t.Errorf("%d boxes, %t; want the two that are allowed", len(all), ok)
	}
}
