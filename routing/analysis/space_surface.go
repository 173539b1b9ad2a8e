package analysis

import (
	"maps"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// surfaceAxis is the surfaces that rules name, then another one, then none stated.
type surfaceAxis struct {
	axis int
	names[methods.Surface]
}

func newSurfaceAxis() surfaceAxis { return surfaceAxis{names: newNames[methods.Surface]()} }

func (a *surfaceAxis) other() int { return len(a.all) }

func (a *surfaceAxis) unstated() int { return len(a.all) + 1 }

func (a *surfaceAxis) place(first int) []int {
	a.axis = first
	return []int{len(a.all) + 2}
}

// values returns the values of some surfaces, sorted.
func (a *surfaceAxis) values(surfaces []methods.Surface) []int {
	values := make([]int, len(surfaces))
	for i, surface := range surfaces {
		values[i] = a.of[surface]
	}
	slices.Sort(values)
	return slices.Compact(values)
}

// unmet is whether an order is on none of some surfaces.
func (a *surfaceAxis) unmet(d *mdd.Diagram, surfaces []methods.Surface) mdd.Ref {
	on := d.Among(a.axis, a.values(surfaces), 0, int32(onSurface))
	unstated := d.Runs(a.axis, mdd.Run{Value: 1}, mdd.Run{From: a.unstated()})
	return d.If(unstated, on, int32(unknownSurface))
}

// isStated is 1 where an order states its surface.
func (a *surfaceAxis) isStated(d *mdd.Diagram) mdd.Ref {
	return d.Runs(a.axis, mdd.Run{Value: 1}, mdd.Run{From: a.unstated()})
}

// firstServing returns, for an order's surface, 2 more than the number of the first of
// some products that serves it. Where none does it is 1 if the surface is stated, and
// else 0. Where there are no products it is 2.
func (a *surfaceAxis) firstServing(d *mdd.Diagram, products []methods.Product) mdd.Ref {
	if len(products) == 0 {
		return mdd.Leaf(2)
	}
	anywhere := slices.IndexFunc(products, func(p methods.Product) bool { return len(p.Surfaces) == 0 })
	if anywhere < 0 {
		anywhere = len(products)
	}
	first := map[int]int{}
	for i, p := range products[:anywhere] {
		for _, surface := range p.Surfaces {
			if value := a.of[surface]; first[value] == 0 {
				first[value] = i + 2
			}
		}
	}
	otherwise, unstated := int32(1), int32(0)
	if anywhere < len(products) {
		otherwise, unstated = int32(anywhere)+2, int32(anywhere)+2
	}
	runs := []mdd.Run{{Value: otherwise}}
	for _, value := range slices.Sorted(maps.Keys(first)) {
		runs = append(runs, mdd.Run{From: value, Value: int32(first[value])}, mdd.Run{From: value + 1, Value: otherwise})
	}
	return d.Runs(a.axis, append(runs, mdd.Run{From: a.unstated(), Value: unstated})...)
}

func (a *surfaceAxis) describe(r *Region, b mdd.Box) {
	r.Surfaces = choose(a.all, b.Set(a.axis), 0, a.other(), a.unstated())
}

func (a *surfaceAxis) choose(o *routing.Order, b mdd.Box) {
	switch value := b.Set(a.axis).First(); {
	case value < len(a.all):
		o.Surface = a.all[value]
	case b.Set(a.axis).Has(a.unstated()):
		o.Surface = ""
	default:
		o.Surface = a.another()
	}
}

func (a *surfaceAxis) locate(o *routing.Order, values []int) {
	value, isNamed := a.of[o.Surface]
	switch {
	case o.Surface == "":
		value = a.unstated()
	case !isNamed:
		value = a.other()
	}
	values[a.axis] = value
}

// another is a surface that no rule names.
func (a *surfaceAxis) another() methods.Surface {
	name := methods.Surface("another_surface")
	for _, taken := a.of[name]; taken; _, taken = a.of[name] {
		name += "_more"
	}
	return name
}

// choose turns a set of values into names, of which the first has the given value.
// other is the value of every name that is not among them, or -1.
func choose[S ~string](names []S, set mdd.Set, first, other, unstated int) Choice[S] {
	var c Choice[S]
	if set.IsAll() {
		return c
	}
	c.Others, c.Unstated = other >= 0 && set.Has(other), set.Has(unstated)
	for i, name := range names {
		if set.Has(first+i) != c.Others {
			c.Names = append(c.Names, name)
		}
	}
	slices.Sort(c.Names)
	return c
}
