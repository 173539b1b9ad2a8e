package mdd

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// tabled is a function by all its values, the slow and obvious way: the first axis
// varies fastest.
type tabled []int32

func drawTabled(t *rapid.T, sizes []int, most int32, label string) tabled {
	n := 1
	for _, size := range sizes {
		n *= size
	}
	return rapid.SliceOfN(rapid.Int32Range(0, most), n, n).Draw(t, label)
}

// eachPoint visits every combination of values and its place in a table.
func eachPoint(sizes []int, visit func(values []int, at int)) {
	values := make([]int, len(sizes))
	for at := 0; ; at++ {
		visit(slices.Clone(values), at)
		axis := 0
		for axis < len(sizes) && values[axis]+1 == sizes[axis] {
			values[axis] = 0
			axis++
		}
		if axis == len(sizes) {
			return
		}
		values[axis]++
	}
}

// of builds the diagram of a table, one point after the other.
func (d *Diagram) of(f tabled) Ref {
	sum := Leaf(0)
	eachPoint(d.sizes, func(values []int, at int) {
		point := Leaf(f[at])
		for axis, value := range values {
			point = d.If(d.Among(axis, []int{value}, 1, 0), point, 0)
		}
		sum = d.Or(sum, point)
	})
	return sum
}

func drawSizes(t *rapid.T) []int {
	return rapid.SliceOfN(rapid.IntRange(1, 5), 1, 4).Draw(t, "sizes")
}

func newUnbounded(sizes []int) *Diagram { return New(sizes, 1<<30, 1<<30) }

// checkTable fails unless a function has the values that want returns of its place in
// a table.
func (d *Diagram) checkTable(t *rapid.T, name string, f Ref, want func(at int) int32) {
	eachPoint(d.sizes, func(values []int, at int) {
		if got := d.At(f, values); got != want(at) {
			t.Errorf("%s at %v is %d, want %d", name, values, got, want(at))
		}
	})
}

func bit(is bool) int32 {
	if is {
		return 1
	}
	return 0
}

// A diagram is its table at every point, two tables are equal exactly when their
// diagrams are the same ref, and what is combined is combined at every point.
func functionsAreTheirTables(t *rapid.T) {
	sizes := drawSizes(t)
	d := newUnbounded(sizes)
	f, g := drawTabled(t, sizes, 2, "f"), drawTabled(t, sizes, 2, "g")
	if rapid.Bool().Draw(t, "equal") {
		g = slices.Clone(f)
	}
	x, y := d.of(f), d.of(g)
	if slices.Equal(f, g) != (x == y) {
		t.Errorf("tables %v and %v are functions %d and %d", f, g, x, y)
	}
	d.checkTable(t, "f", x, func(at int) int32 { return f[at] })
	minus := d.Combine(x, y, func(a, b int32) int32 { return 2 + a - b })
	d.checkTable(t, "2+f-g", minus, func(at int) int32 { return 2 + f[at] - g[at] })
	d.checkTable(t, "2f", d.Replace(x, func(v int32) int32 { return 2 * v }), func(at int) int32 { return 2 * f[at] })
	d.checkTable(t, "f or g", d.Or(x, y), func(at int) int32 { return f[at] | g[at] })

	first := func(f, g Ref) (Ref, bool) { return f, f.IsLeaf() && f != Leaf(0) }
	either := d.CombineKnowing(x, y, first, func(a, b int32) int32 {
		if a != 0 {
			return a
		}
		return b
	})
	d.checkTable(t, "f, else g", either, func(at int) int32 {
		if f[at] != 0 {
			return f[at]
		}
		return g[at]
	})

	isTwo, isOne := d.Where(x, func(v int32) bool { return v == 2 }), d.Where(y, func(v int32) bool { return v == 1 })
	d.checkTable(t, "f is 2", isTwo, func(at int) int32 { return bit(f[at] == 2) })
	d.checkTable(t, "f is not 2", d.Not(isTwo), func(at int) int32 { return bit(f[at] != 2) })
	d.checkTable(t, "f is 2 and g is 1", d.And(isTwo, isOne), func(at int) int32 { return bit(f[at] == 2 && g[at] == 1) })
	d.checkTable(t, "f is 2 and g is not 1", d.AndNot(isTwo, isOne), func(at int) int32 { return bit(f[at] == 2 && g[at] != 1) })
	d.checkTable(t, "g if f is 2", d.If(isTwo, y, 7), func(at int) int32 {
		if f[at] == 2 {
			return g[at]
		}
		return 7
	})
}

func TestFunctionsAreTheirTables(t *testing.T) { rapid.Check(t, functionsAreTheirTables) }

func FuzzFunctions(f *testing.F) { f.Fuzz(rapid.MakeFuzz(functionsAreTheirTables)) }

// What is said of a function as a whole is what its table says.
func TestFunctionsAreVisitedWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := drawSizes(t)
		d := newUnbounded(sizes)
		f := drawTabled(t, sizes, 2, "f")
		axis := rapid.IntRange(0, len(sizes)-1).Draw(t, "axis")
		if rapid.Bool().Draw(t, "flat") { // the same for all values of the axis
			eachPoint(sizes, func(values []int, at int) {
				stride := 1
				for _, size := range sizes[:axis] {
					stride *= size
				}
				f[at] = f[at-values[axis]*stride]
			})
		}
		x := d.of(f)
		found := slices.Clone(f)
		slices.Sort(found)
		if got := d.Values(x); !slices.Equal(got, slices.Compact(found)) {
			t.Errorf("values %v of %v", got, f)
		}
		support, depends := make([]bool, sizes[axis]), false
		eachPoint(sizes, func(values []int, at int) {
			support[values[axis]] = support[values[axis]] || f[at] != 0
			other := slices.Clone(values)
			for value := range sizes[axis] {
				other[axis] = value
				depends = depends || d.At(x, other) != f[at]
			}
		})
		if got := d.DependsOn(x, axis); got != depends {
			t.Errorf("depends on axis %d: %t, want %t", axis, got, depends)
		}
		got, ok := d.Support(x, axis)
		if ok != slices.Contains(support, true) {
			t.Errorf("has a support on axis %d: %t, of %v", axis, ok, support)
		}
		for value, want := range support {
			if ok && got.Has(value) != want {
				t.Errorf("support of axis %d has %d: %t, want %t", axis, value, !want, want)
			}
		}
		at := 0
		d.EachRun(x, func(axis, from, until int, part Ref) {
			if from != at || until <= from {
				t.Errorf("a run from %d until %d, want one from %d", from, until, at)
			}
			at = until
			if d.top(part) <= axis {
				t.Errorf("on values %d until %d of axis %d the function depends on it", from, until, axis)
			}
		})
		if !x.IsLeaf() && at != sizes[d.top(x)] {
			t.Errorf("runs until %d of %d values", at, sizes[d.top(x)])
		}
	})
}

// A function of a single axis is the same however it is made.
func TestFunctionsOfASingleAxis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 40).Draw(t, "size")
		d := newUnbounded([]int{3, size, 2})
		table := rapid.SliceOfN(rapid.Int32Range(0, 1), size, size).Draw(t, "values")
		runs, among := []Run{{0, table[0]}}, []int(nil)
		for value, v := range table {
			if v == 1 {
				among = append(among, value)
			}
			if v != runs[len(runs)-1].Value {
				runs = append(runs, Run{value, v})
			}
		}
		want := d.On(1, func(value int) int32 { return table[value] })
		for value := range size {
			if got := d.At(want, []int{0, value, 0}); got != table[value] {
				t.Errorf("at %d: %d of %v", value, got, table)
			}
		}
		if got := d.Runs(1, runs...); got != want {
			t.Errorf("Runs(%v) is not the function of %v", runs, table)
		}
		if got := d.Among(1, among, 1, 0); got != want {
			t.Errorf("Among(%v) is not the function of %v", among, table)
		}
	})
}

// However many functions are folded, the result is that of one after the other.
func TestFoldKeepsTheOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := drawSizes(t)
		d := newUnbounded(sizes)
		all := make([]Ref, rapid.IntRange(0, 6).Draw(t, "functions"))
		for i := range all {
			all[i] = d.of(drawTabled(t, sizes, 2, "f"))
		}
		first := func(f, g Ref) Ref {
			return d.Combine(f, g, func(a, b int32) int32 {
				if a != 0 {
					return a
				}
				return b
			})
		}
		want := Leaf(0)
		for _, f := range all {
			want = first(want, f)
		}
		if got := d.Fold(all, Leaf(0), first); got != want {
			t.Errorf("Fold is function %d, want %d", got, want)
		}
	})
}

// Two functions overlap where both are other than 0, and every such pair is found once.
func TestOverlaps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := drawSizes(t)
		d := newUnbounded(sizes)
		tables := make([]tabled, rapid.IntRange(0, 6).Draw(t, "functions"))
		all := make([]Ref, len(tables))
		for i := range tables {
			tables[i] = drawTabled(t, sizes, 2, "f")
			if rapid.Bool().Draw(t, "rare") {
				for at := range tables[i][1:] {
					tables[i][at] = 0
				}
			}
			all[i] = d.of(tables[i])
		}
		found := map[[2]int]int{}
		d.Overlaps(all, func(i, j int) { found[[2]int{i, j}]++ })
		for j := range tables {
			for i := range tables[:j] {
				want := 0
				for at := range tables[i] {
					if tables[i][at] != 0 && tables[j][at] != 0 {
						want = 1
					}
				}
				if got := found[[2]int{i, j}]; got != want {
					t.Errorf("%v and %v were found %d times, want %d", tables[i], tables[j], got, want)
				}
				delete(found, [2]int{i, j})
			}
		}
		if len(found) > 0 {
			t.Errorf("pairs that are none: %v", found)
		}
	})
}
