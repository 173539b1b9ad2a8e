package mdd

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func (b Box) contains(values []int) bool {
	for axis, value := range values {
		if !b.Set(axis).Has(value) {
			return false
		}
	}
	return true
}

// checkBoxes fails unless boxes have every point at which a function is not 0 just
// once, with its value.
func checkBoxes(t *rapid.T, sizes []int, f tabled, all []Box) {
	eachPoint(sizes, func(values []int, at int) {
		var has []int32
		for _, b := range all {
			if b.contains(values) {
				has = append(has, b.Value)
			}
		}
		if want := f[at]; want == 0 && len(has) > 0 || want != 0 && !slices.Equal(has, []int32{want}) {
			t.Errorf("at %v: boxes of %v, want %d", values, has, want)
		}
	})
}

func TestBoxesCoverWhatIsNotZeroOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := drawSizes(t)
		d := newUnbounded(sizes)
		f := drawTabled(t, sizes, 2, "f")
		x := d.of(f)
		all, ok := d.Boxes(x, 1<<20)
		if !ok {
			t.Fatal("too many boxes")
		}
		checkBoxes(t, sizes, f, all)
		first, ok := d.First(x)
		if ok != (len(all) > 0) || ok && (first.Value != all[0].Value || !slices.Equal(first.sides, all[0].sides)) {
			t.Errorf("the first box is %v, %t; want that of %v", first, ok, all)
		}
		if len(all) > 1 {
			if few, ok := d.Boxes(x, len(all)-1); ok {
				t.Errorf("%d boxes, want more than the %d that are allowed", len(few), len(all)-1)
			}
		}
	})
}

// Merged boxes cover the same, and no two of them could be one.
func TestMergedBoxesCoverTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := drawSizes(t)
		d := newUnbounded(sizes)
		f := drawTabled(t, sizes, 2, "f")
		all, _ := d.Boxes(d.of(f), 1<<20)
		all = d.Merge(all)
		checkBoxes(t, sizes, f, all)
		for i, b := range all {
			for _, c := range all[:i] {
				for axis := range sizes {
					if _, ok := b.find(axis); ok && len(b.sides) == len(c.sides) && b.isLike(c, axis) {
						t.Errorf("%v and %v differ on axis %d alone", c, b, axis)
					}
				}
			}
		}
	})
}

// The boxes of several functions cover all points once, with the values of each.
func TestEachBoxIsWhereAllFunctionsAreConstant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := drawSizes(t)
		d := newUnbounded(sizes)
		f, g := drawTabled(t, sizes, 2, "f"), drawTabled(t, sizes, 1, "g")
		pairs := slices.Clone(f) // as numbers from 1 on
		for at := range pairs {
			pairs[at] = 1 + f[at] + 3*g[at]
		}
		var all []Box
		whole := d.EachBox([]Ref{d.of(f), d.of(g)}, func(leaves []Ref, b Box) bool {
			all = append(all, b.Clone(1+leaves[0].Value()+3*leaves[1].Value()))
			return true
		})
		if !whole {
			t.Error("not all boxes were visited")
		}
		checkBoxes(t, sizes, pairs, all)
		visited := 0
		whole = d.EachBox([]Ref{d.of(f), d.of(g)}, func([]Ref, Box) bool { visited++; return false })
		if whole || visited != 1 {
			t.Errorf("%d boxes were visited, want to stop after the first", visited)
		}
	})
}

// The box around a point has it, and the function is constant in it.
func TestAround(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sizes := drawSizes(t)
		d := newUnbounded(sizes)
		f := drawTabled(t, sizes, 2, "f")
		x := d.of(f)
		eachPoint(sizes, func(values []int, at int) {
			b := d.Around(x, values)
			if !b.contains(values) || b.Value != f[at] {
				t.Errorf("around %v, where the function is %d: a box of %d that contains it: %t", values, f[at], b.Value, b.contains(values))
			}
			eachPoint(sizes, func(others []int, at int) {
				if b.contains(others) && f[at] != b.Value {
					t.Errorf("around %v: at %v in its box the function is %d, want %d", values, others, f[at], b.Value)
				}
			})
		})
	})
}

func TestSets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const size = 20
		draw := func(label string) (Set, []bool) {
			has := rapid.SliceOfN(rapid.Bool(), size, size).Draw(t, label)
			has[rapid.IntRange(0, size-1).Draw(t, "one")] = true
			var spans []span
			for value, is := range has {
				if is {
					spans = append(spans, span{value, value + 1})
				}
			}
			return setOf(spans, size), has
		}
		s, has := draw("s")
		u, also := draw("u")
		both := union([]Set{s, u}, size)
		last := -1
		for from, until := range both.Spans(size) {
			if from <= last || until <= from {
				t.Errorf("a span from %d until %d after one until %d", from, until, last)
			}
			last = until
			for value := from; value < until; value++ {
				if !both.Has(value) {
					t.Errorf("%d is in a span and not in the set", value)
				}
			}
		}
		for value := range size {
			if s.Has(value) != has[value] || both.Has(value) != (has[value] || also[value]) {
				t.Errorf("%d: in the set %t, in the union %t; want %t and %t", value, s.Has(value), both.Has(value), has[value], has[value] || also[value])
			}
		}
		if got, want := s.First(), slices.Index(has, true); got != want {
			t.Errorf("the first value is %d, want %d", got, want)
		}
		if s.IsAll() == slices.Contains(has, false) {
			t.Errorf("all values: %t, of %v", s.IsAll(), has)
		}
		if (s == u) != slices.Equal(has, also) {
			t.Errorf("sets of %v and %v are equal: %t", has, also, s == u)
		}
	})
}
