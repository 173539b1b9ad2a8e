package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
)

// speech is what a method's entries say to an order: which of them grants the
// method or speaks against it, its conditions that are not met, and the product.
type speech struct {
	entry   int // number in the catalog
	unmet   unmet
	excepts int // that match
	product int // of the entry's products; -1 if it has none, or none serves
}

func (sp speech) grants() bool { return sp.unmet == 0 && sp.excepts == 0 }

// count is how far the entry is from granting: what the nearest one has least of.
func (sp speech) count() int { return sp.unmet.len() + sp.excepts }

// table numbers values: functions are to numbers.
type table[T comparable] struct {
	all []T
	of  map[T]int32
}

// newTable is a table of which 0 is the zero value. Where a diagram is full, what was
// being worked out is 0 at once: so there has to be one.
func newTable[T comparable]() *table[T] {
	t := &table[T]{}
	var zero T
	t.number(zero)
	return t
}

func (t *table[T]) number(v T) int32 {
	n, ok := t.of[v]
	if !ok {
		if t.of == nil {
			t.of = map[T]int32{}
		}
		n = int32(len(t.all))
		t.of[v] = n
		t.all = append(t.all, v)
	}
	return n
}

// speaking returns what a method's entries on a platform say, as numbers of the
// table: the first entry that has the fewest unmet conditions speaks.
func (s *space) speaking(x *index, at place, said *table[speech]) ref {
	var best ref
	for i, n := range x.entries[at] {
		e := &x.catalog.Availability[n]
		f := s.withExcepts(s.unmetBy(&e.When), e.Except, at.platform)
		status := statusUnmet(e.Status)
		f = s.replace(f, func(v int32) int32 {
			u, matching := unpack(v)
			return said.number(speech{n, u | status, matching, -1})
		})
		if i == 0 {
			best = f
			continue
		}
		best = s.combine(best, f, func(a, b int32) int32 {
			if said.all[b].count() < said.all[a].count() {
				return b
			}
			return a
		})
	}
	return s.serving(x, best, said)
}

// serving adds the product for the surface: the first of the entry's that serves
// it.
func (s *space) serving(x *index, f ref, said *table[speech]) ref {
	if s.full {
		return f
	}
	any := true
	for _, v := range s.values(f) {
		any = any && len(x.productsOf(&x.catalog.Availability[said.all[v].entry])) == 0
	}
	if any {
		return f
	}
	return s.combine(f, s.spread(surfaceAxis), func(v, surface int32) int32 {
		sp := said.all[v]
		products := x.productsOf(&x.catalog.Availability[sp.entry])
		sp.product = slices.IndexFunc(products, func(p methods.Product) bool { return s.serves(&p, int(surface)) })
		switch {
		case len(products) == 0 || sp.product >= 0:
		case int(surface) == s.surfaceUnstated():
			sp.unmet |= unknownSurface
		default:
			sp.unmet |= noProduct
		}
		return said.number(sp)
	})
}

// serves reports whether a product can be used on a value of the surface axis.
func (s *space) serves(p *methods.Product, surface int) bool {
	return len(p.Surfaces) == 0 ||
		surface < len(s.surfaces) && slices.Contains(p.Surfaces, s.surfaces[surface])
}
