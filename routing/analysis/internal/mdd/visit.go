package mdd

import (
	"maps"
	"slices"
)

// Values returns what a function can be, sorted.
func (d *Diagram) Values(f Ref) []int32 {
	found := map[int32]bool{}
	d.each(f, func(f Ref) bool {
		if f.IsLeaf() {
			found[f.Value()] = true
		}
		return true
	})
	return slices.Sorted(maps.Keys(found))
}

// each visits a function and all its parts, each once. It does not look into those of
// which visit returns false.
func (d *Diagram) each(f Ref, visit func(f Ref) bool) {
	seen := map[Ref]bool{}
	var walk func(f Ref)
	walk = func(f Ref) {
		if seen[f] {
			return
		}
		d.Spend(1)
		seen[f] = true
		if visit(f) && !f.IsLeaf() {
			n := d.node(f)
			walk(n.low)
			walk(n.up)
		}
	}
	walk(f)
}

// DependsOn reports whether a function looks at an axis.
func (d *Diagram) DependsOn(f Ref, axis int) bool {
	depends := false
	d.each(f, func(f Ref) bool {
		depends = depends || d.top(f) == axis
		return !depends && d.top(f) < axis
	})
	return depends
}

// Support returns the values of an axis with which a function is ever other than 0:
// of no values there is none, and ok is false.
func (d *Diagram) Support(f Ref, axis int) (support Set, ok bool) {
	var spans []span
	d.each(f, func(f Ref) bool {
		switch top := d.top(f); {
		case f == Leaf(0):
		case top < axis:
			return true
		default:
			d.eachRun([]Ref{f}, axis, func(s span, parts []Ref) {
				d.Spend(1)
				if parts[0] != Leaf(0) {
					spans = append(spans, s)
				}
			})
		}
		return false
	})
	if len(spans) == 0 {
		return Set{}, false
	}
	return setOf(spans, d.sizes[axis]), true
}

// eachRun visits runs of values of an axis, in order, with what functions that look
// at no axis before it are on them. Neighboring runs may be alike. It changes nothing.
func (d *Diagram) eachRun(functions []Ref, axis int, visit func(s span, parts []Ref)) {
	end := d.levels[axis+1]
	var walk func(functions []Ref, level, from int)
	walk = func(functions []Ref, level, from int) {
		if from >= d.sizes[axis] {
			return
		}
		if !slices.ContainsFunc(functions, func(f Ref) bool { return d.level(f) < end }) {
			visit(span{from, min(from+1<<(end-level), d.sizes[axis])}, functions)
			return
		}
		low, up := make([]Ref, len(functions)), make([]Ref, len(functions))
		for i, f := range functions {
			low[i], up[i] = d.halves(f, level)
		}
		walk(low, level+1, from)
		walk(up, level+1, from+1<<(end-level-1))
	}
	walk(functions, d.levels[axis], 0)
}

// EachRun visits runs of values of the first axis that a function depends on, in
// order, from from up to and without until, with what the function is on them. It
// visits nothing if the function is constant.
func (d *Diagram) EachRun(f Ref, visit func(axis, from, until int, part Ref)) {
	if f.IsLeaf() {
		return
	}
	axis := d.top(f)
	d.eachRun([]Ref{f}, axis, func(s span, parts []Ref) { visit(axis, s.from, s.until, parts[0]) })
}
