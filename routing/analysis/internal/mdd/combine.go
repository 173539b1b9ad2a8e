package mdd

// Run is neighboring values of an axis on which a function is constant: from From
// up to the From of the next run, or the last value.
type Run struct {
	From  int
	Value int32
}

// Runs returns the function of a single axis that is constant on each of some runs,
// which are in order. The first begins at 0. A run of which the next one leaves
// nothing, or that begins beyond the last value, is none.
func (d *Diagram) Runs(axis int, runs ...Run) Ref {
	d.Spend(len(runs))
	kept := make([]Run, 0, len(runs))
	for _, r := range runs {
		if r.From >= d.sizes[axis] {
			break
		}
		if n := len(kept); n > 0 && kept[n-1].From == r.From {
			kept = kept[:n-1]
		}
		kept = append(kept, r)
	}
	return d.runs(d.levels[axis], d.levels[axis+1], kept, 0)
}

// runs builds the function of the values from a number on that the levels that are
// left tell apart. The first run has that number.
func (d *Diagram) runs(level, end int, runs []Run, from int) Ref {
	if len(runs) == 1 {
		return Leaf(runs[0].Value)
	}
	d.Spend(1)
	if d.exhausted {
		return Leaf(0)
	}
	middle := from + 1<<(end-level-1)
	low := 1
	for low < len(runs) && runs[low].From < middle {
		low++
	}
	up := low
	if up == len(runs) || runs[up].From > middle {
		up--
	}
	return d.join(level, d.runs(level+1, end, runs[:low], from), d.runs(level+1, end, runs[up:], middle))
}

// On returns the function of a single axis that is of(value). It looks at every
// value: where there may be many of them, [Diagram.Runs] and [Diagram.Among] do not.
func (d *Diagram) On(axis int, of func(value int) int32) Ref {
	d.Spend(d.sizes[axis])
	runs := []Run{{0, of(0)}}
	for value := 1; value < d.sizes[axis]; value++ {
		if v := of(value); v != runs[len(runs)-1].Value {
			runs = append(runs, Run{value, v})
		}
	}
	return d.Runs(axis, runs...)
}

// Among returns the function that is yes for some values of an axis, which are
// sorted and differ, and no for the others.
func (d *Diagram) Among(axis int, values []int, yes, no int32) Ref {
	var runs []Run
	next := 0
	for _, value := range values {
		if value > next || len(runs) == 0 {
			if value > 0 {
				runs = append(runs, Run{next, no})
			}
			runs = append(runs, Run{value, yes})
		}
		next = value + 1
	}
	if next < d.sizes[axis] {
		runs = append(runs, Run{next, no})
	}
	return d.Runs(axis, runs...)
}

// Combine returns the function that is of(a, b) where f is a and g is b.
func (d *Diagram) Combine(f, g Ref, of func(a, b int32) int32) Ref {
	return d.CombineKnowing(f, g, nothingKnown, of)
}

func nothingKnown(Ref, Ref) (Ref, bool) { return 0, false }

// CombineKnowing is [Diagram.Combine] where it may be known of whole functions what
// they come to: then known returns it, and they are not looked into. It is asked
// about parts of f and g as well, and must answer for all values of the parts.
func (d *Diagram) CombineKnowing(f, g Ref, known func(f, g Ref) (Ref, bool), of func(a, b int32) int32) Ref {
	if d.exhausted {
		return Leaf(0) // of may look up what is not there
	}
	d.known.clear()
	result := d.combine(f, g, known, of)
	if d.exhausted {
		return Leaf(0)
	}
	return result
}

func (d *Diagram) combine(f, g Ref, known func(f, g Ref) (Ref, bool), of func(a, b int32) int32) Ref {
	if result, ok := known(f, g); ok {
		return result
	}
	if f.IsLeaf() && g.IsLeaf() {
		return Leaf(of(f.Value(), g.Value()))
	}
	if result, ok := d.known.get(f, g); ok {
		return result
	}
	d.Spend(1)
	if d.exhausted {
		return Leaf(0)
	}
	level := min(d.level(f), d.level(g))
	fLow, fUp := d.halves(f, level)
	gLow, gUp := d.halves(g, level)
	low := d.combine(fLow, gLow, known, of)
	result := d.join(level, low, d.combine(fUp, gUp, known, of))
	if d.known.count >= d.maxNodes/2 {
		d.exhausted = true
	}
	if d.exhausted {
		return Leaf(0)
	}
	d.known.put(f, g, result)
	return result
}

// Replace returns the function that is of(v) where f is v.
func (d *Diagram) Replace(f Ref, of func(v int32) int32) Ref {
	return d.Combine(f, Leaf(0), func(v, _ int32) int32 { return of(v) })
}

// Where returns the function that is 1 where a function's value is one that counts,
// and else 0.
func (d *Diagram) Where(f Ref, counts func(v int32) bool) Ref {
	return d.Replace(f, func(v int32) int32 {
		if counts(v) {
			return 1
		}
		return 0
	})
}

// And returns the function that is 1 where f and g are, which are 0 or 1.
func (d *Diagram) And(f, g Ref) Ref {
	return d.CombineKnowing(f, g, func(f, g Ref) (Ref, bool) {
		switch {
		case f == Leaf(0) || g == Leaf(1) || f == g:
			return f, true
		case g == Leaf(0) || f == Leaf(1):
			return g, true
		}
		return 0, false
	}, func(a, b int32) int32 { return a & b })
}

// AndNot returns the function that is 1 where f is and g is not; both are 0 or 1.
func (d *Diagram) AndNot(f, g Ref) Ref {
	return d.CombineKnowing(f, g, func(f, g Ref) (Ref, bool) {
		switch {
		case f == Leaf(0) || g == Leaf(0):
			return f, true
		case g == Leaf(1) || f == g:
			return Leaf(0), true
		}
		return 0, false
	}, func(a, b int32) int32 { return a &^ b })
}

// Or returns the function that has the bits of f and those of g.
func (d *Diagram) Or(f, g Ref) Ref {
	return d.CombineKnowing(f, g, func(f, g Ref) (Ref, bool) {
		switch {
		case f == Leaf(0) || f == g:
			return g, true
		case g == Leaf(0):
			return f, true
		}
		return 0, false
	}, func(a, b int32) int32 { return a | b })
}

// Not returns the function that is 1 where f is 0, and 0 where it is 1.
func (d *Diagram) Not(f Ref) Ref {
	return d.Replace(f, func(v int32) int32 { return 1 - v })
}

// If returns f where the condition, which is 0 or 1, is 1, and else the number.
func (d *Diagram) If(condition, f Ref, otherwise int32) Ref {
	return d.CombineKnowing(condition, f, func(condition, f Ref) (Ref, bool) {
		switch condition {
		case Leaf(0):
			return Leaf(otherwise), true
		case Leaf(1):
			return f, true
		}
		return 0, false
	}, nil)
}

// Fold combines functions pairwise, neighbors first, so that none of them is combined
// more often than the number of functions has bits. The operation must be associative.
// Of no functions it returns empty.
func (d *Diagram) Fold(all []Ref, empty Ref, combine func(f, g Ref) Ref) Ref {
	switch len(all) {
	case 0:
		return empty
	case 1:
		return all[0]
	}
	half := len(all) / 2
	return combine(d.Fold(all[:half], empty, combine), d.Fold(all[half:], empty, combine))
}
