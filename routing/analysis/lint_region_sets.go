package analysis

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// reportRegionSets reports on region sets that no list of regions names.
func (l *linter) reportRegionSets(c *routing.Catalog) {
	unused := maps.Clone(c.RegionSets)
	use := func(when methods.Match, except []methods.Match) {
		for _, m := range append(slices.Clone(except), when) {
			for _, region := range m.Regions {
				delete(unused, string(region))
			}
		}
	}
	for i := range c.Availability {
		use(c.Availability[i].When, c.Availability[i].Except)
	}
	for i := range c.Limits {
		use(c.Limits[i].When, c.Limits[i].Except)
	}
	for _, name := range slices.Sorted(maps.Keys(unused)) {
		path := "region_sets." + name
		if strings.Contains(name, ".") {
			path = fmt.Sprintf("region_sets[%q]", name)
		}
		l.report(Finding{Code: FindingUnusedRegionSet, Path: path, ID: name},
			"no list of regions names it", "没有任何地区列表引用它")
	}
}
