package routing

import (
	"slices"

	"github.com/paymux/paymux/methods"
)

// Expand returns the catalog with everything written out that it says once: regions in
// the place of the names of region sets, each once, and the default sources in the rules
// that name none. It decides as c does. Nothing in c is changed, and what is not written
// out is shared with it. Names of sets that c does not have stay as they are.
func (c Catalog) Expand() Catalog {
	if len(c.RegionSets) == 0 && len(c.DefaultSources) == 0 {
		return c
	}
	x := regionLists{sets: c.RegionSets}
	c.Availability = slices.Clone(c.Availability)
	for i := range c.Availability {
		e := &c.Availability[i]
		e.When, e.Except = x.match(e.When), x.matches(e.Except)
		if len(e.Sources) == 0 {
			e.Sources = c.DefaultSources
		}
	}
	c.Limits = slices.Clone(c.Limits)
	for i := range c.Limits {
		rule := &c.Limits[i]
		rule.When, rule.Except = x.match(rule.When), x.matches(rule.Except)
		if len(rule.Sources) == 0 {
			rule.Sources = c.DefaultSources
		}
	}
	c.RegionSets, c.DefaultSources = nil, nil
	return c
}

// regionLists writes out region sets. The same list is written out once, so that many
// short lists do not become as many long ones.
type regionLists struct {
	sets  map[string][]methods.Region
	lists map[string][]methods.Region // by what was given
	total int                         // how many regions the lists have
	key   []byte                      // scratch
	seen  map[methods.Region]bool     // scratch
}

func (x *regionLists) matches(given []methods.Match) []methods.Match {
	matches := slices.Clone(given)
	for i := range matches {
		matches[i] = x.match(matches[i])
	}
	return matches
}

func (x *regionLists) match(m methods.Match) methods.Match {
	m.Regions = x.regions(m.Regions)
	return m
}

func (x *regionLists) regions(given []methods.Region) []methods.Region {
	if len(x.sets) == 0 || !slices.ContainsFunc(given, x.isSet) {
		return given
	}
	x.key = x.key[:0]
	for _, region := range given {
		x.key = append(append(x.key, region...), ' ')
	}
	if all, ok := x.lists[string(x.key)]; ok {
		return all
	}
	if x.lists == nil {
		x.lists, x.seen = map[string][]methods.Region{}, map[methods.Region]bool{}
	}
	clear(x.seen)
	var all []methods.Region
	add := func(region methods.Region) {
		if !x.seen[region] {
			x.seen[region] = true
			all = append(all, region)
		}
	}
	for _, region := range given {
		if !x.isSet(region) {
			add(region)
			continue
		}
		for _, member := range x.sets[string(region)] {
			add(member)
		}
	}
	x.lists[string(x.key)] = all
	x.total += len(all)
	return all
}

func (x *regionLists) isSet(region methods.Region) bool {
	_, ok := x.sets[string(region)]
	return ok
}
