package mdd

// Overlaps calls visit with each two of some functions that are both other than 0
// somewhere: their places, the smaller one first. Functions that do not overlap cost it
// little, however many they are.
func (d *Diagram) Overlaps(all []Ref, visit func(i, j int)) {
	if len(all) > 1 {
		d.overlaps(d.group(all, 0), visit)
	}
}

// group is neighboring functions and where any of them is other than 0.
type group struct {
	at     int // the place of the first
	any    Ref
	halves []group // none, for a single function
}

func (d *Diagram) group(all []Ref, at int) group {
	if len(all) == 1 {
		return group{at: at, any: d.Where(all[0], func(v int32) bool { return v != 0 })}
	}
	half := len(all) / 2
	low, up := d.group(all[:half], at), d.group(all[half:], at+half)
	return group{at, d.Or(low.any, up.any), []group{low, up}}
}

// overlaps visits the pairs inside of a group.
func (d *Diagram) overlaps(g group, visit func(i, j int)) {
	if len(g.halves) > 0 {
		d.overlaps(g.halves[0], visit)
		d.overlaps(g.halves[1], visit)
		d.across(g.halves[0], g.halves[1], visit)
	}
}

// across visits the pairs of a function of one group and one of another.
func (d *Diagram) across(g, h group, visit func(i, j int)) {
	switch {
	case d.And(g.any, h.any) == Leaf(0):
	case len(g.halves) > 0:
		d.across(g.halves[0], h, visit)
		d.across(g.halves[1], h, visit)
	case len(h.halves) > 0:
		d.across(g, h.halves[0], visit)
		d.across(g, h.halves[1], visit)
	default:
		visit(g.at, h.at)
	}
}
