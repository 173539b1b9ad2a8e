package analysis

import (
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// regionAxis begins with that no region is stated, so that examples state none. Then
// come the regions that rules name, then another one, if there is one. One that ISO
// 3166-1 does not assign is as good as none.
type regionAxis struct {
	axis int
	names[methods.Region]
	other methods.Region // empty if there is none
}

const regionUnstated = 0

func newRegionAxis() regionAxis { return regionAxis{names: newNames[methods.Region]()} }

func (a *regionAxis) place(first int) []int {
	a.axis, a.other = first, a.another()
	if a.other == "" {
		return []int{len(a.all) + 1}
	}
	return []int{len(a.all) + 2}
}

// another is a region that no rule names, or empty if there is none.
func (a *regionAxis) another() methods.Region {
	for first := byte('Z'); first >= 'A'; first-- {
		for second := byte('Z'); second >= 'A'; second-- {
			r := methods.Region([]byte{first, second})
			if _, taken := a.of[r]; !taken && r.IsAssigned() {
				return r
			}
		}
	}
	return ""
}

// unmet is whether an order is in none of some regions.
func (a *regionAxis) unmet(d *mdd.Diagram, regions []methods.Region) mdd.Ref {
	values := make([]int, len(regions))
	for i, r := range regions {
		values[i] = a.of[r] + 1
	}
	slices.Sort(values)
	in := d.Among(a.axis, slices.Compact(values), 0, int32(inRegion))
	return d.If(a.isStated(d), in, int32(unknownRegion))
}

// isStated is 1 where an order states its region.
func (a *regionAxis) isStated(d *mdd.Diagram) mdd.Ref {
	return d.Runs(a.axis, mdd.Run{}, mdd.Run{From: regionUnstated + 1, Value: 1})
}

func (a *regionAxis) describe(r *Region, b mdd.Box) {
	other := -1
	if a.other != "" {
		other = len(a.all) + 1
	}
	r.Regions = choose(a.all, b.Set(a.axis), 1, other, regionUnstated)
}

func (a *regionAxis) choose(o *routing.Order, b mdd.Box) {
	switch value := b.Set(a.axis).First(); {
	case value == regionUnstated:
		o.Region = ""
	case value <= len(a.all):
		o.Region = a.all[value-1]
	default:
		o.Region = a.other
	}
}

func (a *regionAxis) locate(o *routing.Order, values []int) {
	value, isNamed := a.of[o.Region]
	switch {
	case !o.Region.IsAssigned():
		value = regionUnstated
	case isNamed:
		value++
	default:
		value = len(a.all) + 1
	}
	values[a.axis] = value
}
