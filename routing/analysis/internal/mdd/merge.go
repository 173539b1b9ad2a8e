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
	alike := map[uint64][]int{} // by hash: the boxes that are kept
	more := map[int][]Set{}     // what boxes that are kept get on the axis
	kept := all[:0]
	for _, b := range all {
		own, ok := b.find(axis)
		if !ok { // it has all values: the others are disjoint from it
			kept = append(kept, b)
			continue
		}
		h := b.hashWithout(axis)
		at := slices.IndexFunc(alike[h], func(i int) bool { return kept[i].isLike(b, axis) })
		if at < 0 {
			alike[h] = append(alike[h], len(kept))
			kept = append(kept, b)
			continue
		}
		i := alike[h][at]
		more[i] = append(more[i], b.sides[own].set)
	}
	for i, sets := range more {
		b := &kept[i]
		own, _ := b.find(axis)
		if s := union(append(sets, b.sides[own].set), d.sizes[axis]); s.IsAll() {
			b.sides = slices.Delete(b.sides, own, own+1)
		} else {
			b.sides[own].set = s
		}
	}
	return kept
}

// hashWithout is a hash of a box but for an axis.
func (b Box) hashWithout(axis int) uint64 {
	h := uint64(b.Value)
	for _, s := range b.sides {
		if s.axis == axis {
			continue
		}
		h = mix(h, uint64(s.axis))
		for i := range len(s.set.spans) {
			h = (h ^ uint64(s.set.spans[i])) * 0x100000001b3
		}
	}
	return h
}

// isLike reports whether two boxes that have sides for an axis are the same but for it.
func (b Box) isLike(c Box, axis int) bool {
	return b.Value == c.Value && slices.EqualFunc(b.sides, c.sides, func(s, t side) bool {
		return s.axis == t.axis && (s.axis == axis || s.set == t.set)
	})
}
