package mdd

import "slices"

// Merge joins boxes of one value that differ on a single axis, until no two do. What
// they cover stays the same, and they stay disjoint. It keeps the order of the first
// of the boxes that it joins, and uses the slice. No steps are counted, so that it may
// be called at the same time as itself.
func (d *Diagram) Merge(all []Box) []Box {
	for {
		before := len(all)
		for axis := len(d.sizes) - 1; axis >= 0; axis-- {
			all = d.MergeOn(axis, all)
		}
		if len(all) == before {
			return all
		}
	}
}

// MergeOn joins boxes of one value that differ on the given axis alone: see
// [Diagram.Merge].
func (d *Diagram) MergeOn(axis int, all []Box) []Box {
	last := make(map[uint64]int, len(all)) // by hash: one more than the place of the last box that is kept
	before := make([]int, len(all))        // by box that is kept: the one before it with its hash
	more := map[int][]Set{}                // what boxes that are kept get on the axis
	kept := all[:0]
	for _, b := range all {
		own, ok := b.find(axis)
		if !ok { // it has all values: the others are disjoint from it
			kept = append(kept, b)
			continue
		}
		h := b.sum - b.sides[own].hash
		at := last[h]
		for at > 0 && !kept[at-1].isLike(b, axis) {
			at = before[at-1]
		}
		if at > 0 {
			more[at-1] = append(more[at-1], b.sides[own].set)
			continue
		}
		before[len(kept)] = last[h]
		kept = append(kept, b)
		last[h] = len(kept)
	}
	for i, sets := range more {
		b := &kept[i]
		own, _ := b.find(axis)
		b.replace(own, union(append(sets, b.sides[own].set), d.sizes[axis]))
	}
	return kept
}

// isLike reports whether two boxes that have sides for an axis are the same but for it.
func (b Box) isLike(c Box, axis int) bool {
	return b.Value == c.Value && slices.EqualFunc(b.sides, c.sides, func(s, t side) bool {
		return s.axis == t.axis && (s.axis == axis || s.set == t.set)
	})
}
