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
		r.audienceTraits |= r.audiences[s.who].one | r.audiences[s.who].two
		serving := b.serving(s.surfaces, s.products)
		more := detail{method: method, origin: b.origin(e)}
		b.place(e.When.Platforms, e.Except, &s.excepts, func(platform uint32) {
			more.scope, w.flags = 0, w.flags&^(special|hasExcepts)
			if s.excepts != 0 {
				w.flags |= hasExcepts
			}
			if !w.setConditions(&s, serving, e.When.Period) || r.whos[s.who].hasMore {
				w.flags |= special
			}
			if w.flags&(special|hasExcepts) != 0 {
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

// serving interns a serving.
func (b *builder) serving(surfaces, products uint16) uint32 {
	key := uint32(surfaces)<<16 | uint32(products)
	number, ok := b.servingOf[key]
	if !ok {
		number = uint32(len(b.router.servings))
		b.router.servings = append(b.router.servings, serving{surfaces, products})
		b.servingOf[key] = number
	}
	return number
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
// each, and puts the first of each method of a platform before its further ones.
func (b *builder) layOut(all placement) {
	r := b.router
	all.sort(len(b.catalog.Platforms))
	r.rows = all.rows
	r.blocks = make([]block, len(b.catalog.Platforms)+1)
	var further []row // scratch
	end := 0
	for p := range b.catalog.Platforms {
		from := end
		for end < len(all.at) && all.at[end].platform() == uint32(p) {
			end++
		}
		r.blocks[p].row = uint32(from)
		r.blocks[p].more = uint32(from + len(slices.Compact(all.at[from:end])))
		if int(r.blocks[p].more) < end {
			further = b.splitEntries(r.rows[from:end], &r.blocks[p], further)
		}
	}
	r.blocks[len(r.blocks)-1].row = uint32(end)
}

// splitEntries puts the first rows of the methods of a block before the further ones,
// and tells each where those of its method are. It returns its scratch, for the next one.
func (b *builder) splitEntries(rows []row, to *block, further []row) []row {
	r := b.router
	further = further[:0]
	firsts := 0
	for i := 0; i < len(rows); {
		next := i + 1
		method := r.details[rows[i].detail].method
		for next < len(rows) && r.details[rows[next].detail].method == method {
			next++
		}
		first := rows[i]
		if others := rows[i+1 : next]; len(others) > 0 {
			more := r.details[first.detail]
			more.more = to.more + uint32(len(further))
			more.to = more.more + uint32(len(others))
			first.detail = uint32(len(r.details))
			r.details = append(r.details, more)
			for j := range others {
				others[j].bound = uint32(firsts) // see row.first
			}
			further = append(further, others...)
		}
		rows[firsts] = first
		firsts++
		i = next
	}
	copy(rows[firsts:], further)
	return further
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

// listChildren lists, for each platform, the entries that have a parent, in an order in
// which those of parents come first.
func (b *builder) listChildren() {
	r := b.router
	if !slices.ContainsFunc(r.rows, func(w row) bool { return w.flags&hasParent != 0 }) {
		return
	}
	for p := range r.blocks[:len(r.blocks)-1] {
		base := r.blocks[p].row
		r.blocks[p].children = uint32(len(r.children))
		done := map[uint32]bool{}
		var visit func(at uint32)
		visit = func(at uint32) {
			if done[at] {
				return
			}
			done[at] = true
			var entries []child
			r.eachEntry(at, func(i uint32) {
				parent, ok := r.rowOf(uint32(p), r.parentOf(i))
				if !ok {
					return
				}
				visit(parent)
				c := child{verdict: at - base, row: i, parent: parent - base}
				if i == at {
					c.row = 0
				}
				entries = append(entries, c)
			})
			r.children = append(r.children, entries...)
		}
		for at := base; at < r.blocks[p].more; at++ {
			visit(at)
		}
	}
	r.blocks[len(r.blocks)-1].children = uint32(len(r.children))
}

// addSpecials lists, for each platform, the places of rows about which the loops do not
// find out everything, and notes which methods have rivals.
func (b *builder) addSpecials() {
	r := b.router
	for p := range r.blocks[:len(r.blocks)-1] {
		to, end := &r.blocks[p], r.blocks[p+1].row
		to.specials = uint32(len(r.specials))
		for at := to.row; at < end; at++ {
			w := &r.rows[at]
			if w.flags&(special|hasExcepts) != 0 {
				r.specials = append(r.specials, at-to.row)
			}
			if at < to.more {
				b.addNeeds(at)
				to.hasOthers = to.hasOthers || w.flags&needsMore != 0
			}
		}
	}
	r.blocks[len(r.blocks)-1].specials = uint32(len(r.specials))
}

// addNeeds notes whether the method of a row has rivals or Excepts.
func (b *builder) addNeeds(first uint32) {
	r := b.router
	w := &r.rows[first]
	excepts := w.flags & hasExcepts
	if more := &r.details[w.detail]; more.more != more.to {
		for _, entry := range r.rows[more.more:more.to] {
			excepts |= entry.flags & hasExcepts
		}
		if r.hasRivals(first) {
			w.flags |= rivals | needsMore
		}
	}
	if excepts != 0 {
		w.flags |= needsMore
	}
}

// hasRivals reports whether entries of the method of a row that may grant it have
// different parents.
func (r *Router) hasRivals(first uint32) bool {
	var parent uint32
	granting, different := false, false
	r.eachEntry(first, func(at uint32) {
		if r.rows[at].status != 0 {
			return
		}
		different = different || granting && r.parentOf(at) != parent
		parent, granting = r.parentOf(at), true
	})
	return different
}
