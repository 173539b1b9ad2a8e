package routing

import (
	"cmp"
	"slices"

	"github.com/paymux/paymux/methods"
)

// placement is rows on their way to their platforms and methods.
type placement struct {
	rows []row
	at   []place // of each row
}

// place is a platform and a method, in the order in which rows are laid out.
type place uint64

func placeOf(platform, method uint32) place { return place(platform)<<32 | place(method) }

func (p place) platform() uint32 { return uint32(p >> 32) }

// addAvailability lays out blocks and rows.
func (b *builder) addAvailability() {
	r, c := b.router, b.catalog
	var all placement
	if n := len(c.Availability); n > 0 {
		all = placement{make([]row, 0, n), make([]place, 0, n)}
	}
	r.entries = make([]string, len(c.Availability))
	productSets := make([]uint16, len(c.Methods))
	for i := range c.Methods {
		productSets[i] = b.productSet(c.Methods[i].Products)
	}
	for i := range c.Availability {
		e := &c.Availability[i]
		r.entries[i] = e.ID
		method, _ := r.methodOf.Find(e.Method)
		w := row{entry: uint32(i), rank: int16(e.Rank), status: statusBit(e.Status)}
		if e.Parent != "" {
			w.flags |= hasParent
		}
		s := b.scope(&e.When)
		s.products = productSets[method]
		if len(e.Products) > 0 {
			s.products = b.productSet(e.Products)
		}
		w.who = s.who
		if !r.surfaces.Sets.Meet(s.surfaces, s.products) {
			w.flags |= unserved
		}
		more := detail{method: method, origin: b.origin(e)}
		b.place(e.When.Platforms, e.Except, &s.excepts, func(platform uint32) {
			more.scope = 0
			if !w.setConditions(&s, e.When.Period) {
				more.scope = b.share(s)
			}
			w.detail = b.detail(more)
			all.rows = append(all.rows, w)
			all.at = append(all.at, placeOf(platform, method))
		})
	}
	b.layOut(all)
	b.listChildren()
}

// detail stores a detail, unless it is the last one of its method.
func (b *builder) detail(d detail) uint32 {
	r := b.router
	last := &b.details[d.method]
	if int(*last) < len(r.details) && r.details[*last] == d {
		return *last
	}
	*last = uint32(len(r.details))
	r.details = append(r.details, d)
	return *last
}

// place calls put for every platform of a When, after setting the list of Excepts
// that can match there.
func (b *builder) place(platforms []methods.Platform, except []methods.Match, list *uint32, put func(uint32)) {
	var named []map[methods.Platform]bool
	first, perPlatform := b.exceptScopes(except), onPlatforms(except)
	if perPlatform {
		named = platformSets(except)
	} else {
		*list = b.excepts(except, first, nil, "")
	}
	each := func(number uint32) {
		if perPlatform {
			*list = b.excepts(except, first, named, b.catalog.Platforms[number].ID)
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
		number, _ := b.router.platforms.Find(p)
		each(number)
	}
}

// statusBit is the reason of a status that does not grant, as a bit.
func statusBit(s methods.Status) uint8 {
	switch s {
	case methods.StatusAnnounced:
		return 1 << announced
	case methods.StatusApplied:
		return 1 << applied
	case methods.StatusWithdrawn:
		return 1 << withdrawn
	case methods.StatusAbsent:
		return 1 << absent
	case methods.StatusUnreported:
		return 1 << unreported
	}
	return 0
}

// layOut sorts rows by platform and method, keeping the catalog's order within
// each, and puts the first of each place before all further ones.
func (b *builder) layOut(all placement) {
	r := b.router
	all.sort(len(b.catalog.Platforms))
	r.blocks = make([]block, len(b.catalog.Platforms)+1)
	isFirst := func(i int) bool { return i == 0 || all.at[i-1] != all.at[i] }
	places := 0
	for i := range all.at {
		if isFirst(i) {
			r.blocks[all.at[i].platform()+1].row++
			places++
		}
	}
	for p := range b.catalog.Platforms {
		r.blocks[p+1].row += r.blocks[p].row
	}
	if places == len(all.rows) {
		r.rows = all.rows
		return
	}
	r.rows = make([]row, 0, len(all.rows))
	var further []row
	for i := range all.rows {
		if !isFirst(i) {
			further = append(further, all.rows[i])
			continue
		}
		w := all.rows[i]
		next := i + 1
		for next < len(all.rows) && !isFirst(next) {
			next++
		}
		if others := next - i - 1; others > 0 {
			more := r.details[w.detail]
			more.more = uint32(places + len(further))
			more.to = more.more + uint32(others)
			w.detail = uint32(len(r.details))
			r.details = append(r.details, more)
		}
		r.rows = append(r.rows, w)
	}
	r.rows = append(r.rows, further...)
}

// sort sorts by place and keeps the order within each. A large catalog is usually
// sorted by platform, if not by method as well.
func (p *placement) sort(platforms int) {
	if slices.IsSorted(p.at) {
		return
	}
	next := make([]uint32, platforms+1)
	for _, at := range p.at {
		next[at.platform()+1]++
	}
	for i := range platforms {
		next[i+1] += next[i]
	}
	begins := slices.Clone(next)
	order := make([]uint32, len(p.at))
	for i, at := range p.at {
		order[next[at.platform()]] = uint32(i)
		next[at.platform()]++
	}
	for i := range platforms {
		slices.SortStableFunc(order[begins[i]:begins[i+1]], func(x, y uint32) int { return cmp.Compare(p.at[x], p.at[y]) })
	}
	sorted := placement{make([]row, len(p.rows)), make([]place, len(p.at))}
	for i, from := range order {
		sorted.rows[i], sorted.at[i] = p.rows[from], p.at[from]
	}
	*p = sorted
}

// listChildren lists, for each platform, the rows of methods that have a parent, in
// an order in which parents come first.
func (b *builder) listChildren() {
	r := b.router
	if !slices.ContainsFunc(r.rows, func(w row) bool { return w.flags&hasParent != 0 }) {
		return
	}
	for p := range r.blocks[:len(r.blocks)-1] {
		r.blocks[p].children = uint32(len(r.children))
		done := map[uint32]bool{}
		var visit func(at uint32)
		visit = func(at uint32) {
			if done[at] {
				return
			}
			done[at] = true
			isChild := false
			r.eachEntry(at, func(w *row) {
				if w.flags&hasParent != 0 {
					isChild = true
					if parent, ok := r.rowOf(uint32(p), r.origins[r.details[w.detail].origin].parent); ok {
						visit(parent)
					}
				}
			})
			if isChild {
				r.children = append(r.children, at)
			}
		}
		for at := r.blocks[p].row; at < r.blocks[p+1].row; at++ {
			visit(at)
		}
	}
	r.blocks[len(r.blocks)-1].children = uint32(len(r.children))
}
