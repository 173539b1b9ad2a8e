package routing

import (
	"cmp"
	"slices"

	"github.com/paymux/paymux/methods"
)

// placed is a row on its way to its platform and method.
type placed struct {
	platform, method uint32
	row              row
}

// addAvailability lays out blocks, slots and rows.
func (b *builder) addAvailability() {
	r, c := b.router, b.catalog
	var all []placed
	if n := len(c.Availability); n > 0 {
		all = make([]placed, 0, n)
	}
	r.entries = make([]string, 0, len(c.Availability))
	productSets := make([]uint16, len(c.Methods))
	for i := range c.Methods {
		productSets[i] = b.productSet(c.Methods[i].Products)
	}
	for i := range c.Availability {
		e := &c.Availability[i]
		r.entries = append(r.entries, e.ID)
		method := r.methodOf[e.Method]
		proto := row{scope: b.scope(e.When), entry: uint32(i), origin: b.origin(e), rank: int16(e.Rank), status: statusBit(e.Status)}
		proto.products = productSets[method]
		if len(e.Products) > 0 {
			proto.products = b.productSet(e.Products)
		}
		if e.Within != "" {
			proto.flags |= nested
		}
		b.place(e.When.Platforms, e.Except, &proto.scope, func(platform uint32) {
			all = append(all, placed{platform, method, proto})
		})
	}
	b.layOut(all)
	b.nest()
}

// place calls put for every platform of a When, with the list of Excepts that can
// match there.
func (b *builder) place(platforms []methods.Platform, except []methods.Match, s *scope, put func(uint32)) {
	var named []map[methods.Platform]bool
	perPlatform := onPlatforms(except)
	if perPlatform {
		named = platformSets(except)
	} else {
		s.excepts = b.excepts(except, nil, "")
	}
	each := func(number uint32) {
		if perPlatform {
			s.excepts = b.excepts(except, named, b.catalog.Platforms[number].ID)
		}
		put(number)
	}
	if len(platforms) == 0 {
		for i := range b.catalog.Platforms {
			each(uint32(i))
		}
		return
	}
	for _, p := range platforms {
		number, _ := b.router.platforms.find(p)
		each(number)
	}
}

// statusBit is the reason of a status that does not grant, as a bit.
func statusBit(s methods.Status) uint8 {
	switch s {
	case methods.Announced:
		return 1 << announced
	case methods.Applied:
		return 1 << applied
	case methods.Withdrawn:
		return 1 << withdrawn
	case methods.Absent:
		return 1 << absent
	}
	return 0
}

// layOut sorts rows by platform and method, keeping the catalog's order within
// each, and cuts them into slots and blocks.
func (b *builder) layOut(all []placed) {
	r := b.router
	byPlace := func(x, y placed) int {
		return cmp.Or(cmp.Compare(x.platform, y.platform), cmp.Compare(x.method, y.method))
	}
	// A large catalog is usually sorted already.
	if !slices.IsSortedFunc(all, byPlace) {
		slices.SortStableFunc(all, byPlace)
	}
	r.rows = make([]row, 0, len(all))
	r.blocks = make([]block, len(b.catalog.Platforms)+1)
	platform := uint32(0)
	for i, p := range all {
		for ; platform < p.platform; platform++ {
			r.blocks[platform+1].slot = uint32(len(r.slots))
		}
		if i == 0 || byPlace(all[i-1], p) != 0 {
			r.slots = append(r.slots, slot{method: p.method, row: uint32(i)})
		}
		r.rows = append(r.rows, p.row)
	}
	for ; int(platform) < len(b.catalog.Platforms); platform++ {
		r.blocks[platform+1].slot = uint32(len(r.slots))
	}
	r.slots = append(slices.Clip(r.slots), slot{row: uint32(len(r.rows))})
}

// nest lists, for each platform with methods within others, its slots in an order
// in which parents come first.
func (b *builder) nest() {
	r := b.router
	if !slices.ContainsFunc(r.rows, func(w row) bool { return w.flags&nested != 0 }) {
		return
	}
	for p := range r.blocks[:len(r.blocks)-1] {
		r.blocks[p].nested = uint32(len(r.nested))
		done := map[uint32]bool{}
		var visit func(s uint32)
		visit = func(s uint32) {
			if done[s] {
				return
			}
			done[s] = true
			isNested := false
			for _, w := range r.rows[r.slots[s].row:r.slots[s+1].row] {
				if w.flags&nested != 0 {
					isNested = true
					if parent, ok := r.slotOf(uint32(p), r.methodOf[r.origins[w.origin].within]); ok {
						visit(parent)
					}
				}
			}
			if isNested {
				r.nested = append(r.nested, s)
			}
		}
		for s := r.blocks[p].slot; s < r.blocks[p+1].slot; s++ {
			visit(s)
		}
	}
	r.blocks[len(r.blocks)-1].nested = uint32(len(r.nested))
}

// slotOf finds the slot of a method on a platform.
func (r *Router) slotOf(platform, method uint32) (uint32, bool) {
	from, to := r.blocks[platform].slot, r.blocks[platform+1].slot
	i, found := slices.BinarySearchFunc(r.slots[from:to], method, func(s slot, method uint32) int {
		return cmp.Compare(s.method, method)
	})
	return from + uint32(i), found
}
