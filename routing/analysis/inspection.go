package analysis

import (
	"maps"

	"github.com/paymux/paymux/methods"
)

// inspection is what can be said about a platform's rules, or about those of all
// platforms taken together. Entries and limit rules are numbers in the catalog.
type inspection struct {
	x        *index
	platform methods.Platform
	names    []methods.Platform
	bounds   bounds

	// Of entries.
	holds    map[int]candidate       // orders that meet all its conditions
	explains map[int]bool            // it does not grant, and is the nearest one for some order
	offers   map[int]candidate       // orders that are offered the method by it
	decides  map[int]bool            // it comes before all others for some order that meets all its conditions
	earlier  map[int]map[string]bool // those that grant where its conditions are met
	open     map[int]bool            // it grants where its parent is offered, if it has one
	closed   map[int]candidate       // orders that it grants, if its parent is never offered there

	// Of products.
	serves map[productKey]bool   // it serves some order
	unused map[productKey]unused // it serves none here

	// Of limit rules.
	refuses   map[int]bool      // an amount in its currency is too much or too little for it
	foreign   map[int]candidate // orders that are excluded because of its currency
	vague     map[int]candidate // orders that are refused, if only because facts are missing
	overruled map[int]overruled // it refuses only what others refuse
	applies   map[int]candidate // orders that it applies to
	beside    map[[2]int]int    // of how many methods the second one applies wherever the first does
	applied   map[int]int       // to how many methods on platforms it applies

	entryOverlaps map[int][]overlap // by the later of two
	limitOverlaps map[int][]overlap // by the one that the finding is about
	gaps          []gap
	err           error // the first *BoundError
}

func newInspection(x *index, p methods.Platform, b bounds) *inspection {
	return &inspection{
		x: x, platform: p, bounds: b,
		holds: map[int]candidate{}, explains: map[int]bool{}, offers: map[int]candidate{}, decides: map[int]bool{},
		earlier: map[int]map[string]bool{}, open: map[int]bool{}, closed: map[int]candidate{},
		serves: map[productKey]bool{}, unused: map[productKey]unused{},
		refuses: map[int]bool{}, foreign: map[int]candidate{}, vague: map[int]candidate{}, overruled: map[int]overruled{}, applies: map[int]candidate{},
		beside: map[[2]int]int{}, applied: map[int]int{},
		entryOverlaps: map[int][]overlap{}, limitOverlaps: map[int][]overlap{},
	}
}

// inspect learns about a platform.
func inspect(x *index, p methods.Platform, b bounds) (*inspection, error) {
	in := newInspection(x, p, b)
	in.names = x.namesOf(p)
	for _, m := range x.methodsOn[p] {
		if err := in.method(m); err != nil {
			return nil, err
		}
	}
	if err := in.findGaps(); err != nil {
		return nil, err
	}
	return in, in.err
}

func (in *inspection) method(m methods.ID) error {
	s := newSpace(in.bounds, in.x.zone(), in.x.mustState)
	s.addChain(in.x, place{in.platform, m})
	s.addProducts(in.x.methods[m].Products) // also those that no entry here uses
	if err := s.close(in.platform, m); err != nil {
		return err
	}
	ev := newEvaluator(s, in.x, in.platform)
	v := ev.listed(m)
	in.inspectEntries(ev, v)
	in.inspectLimits(ev, v)
	return s.exceeded(in.platform, m)
}

// add takes what is known of another platform as well. Of an order that shows
// something, that of the first platform is kept.
func (in *inspection) add(other *inspection) {
	addMissing(in.holds, other.holds)
	addMissing(in.offers, other.offers)
	addMissing(in.closed, other.closed)
	addMissing(in.foreign, other.foreign)
	addMissing(in.vague, other.vague)
	addMissing(in.applies, other.applies)
	maps.Copy(in.explains, other.explains)
	maps.Copy(in.decides, other.decides)
	maps.Copy(in.open, other.open)
	maps.Copy(in.serves, other.serves)
	maps.Copy(in.refuses, other.refuses)
	for n, ids := range other.earlier {
		if in.earlier[n] == nil {
			in.earlier[n] = map[string]bool{}
		}
		maps.Copy(in.earlier[n], ids)
	}
	for key, u := range other.unused {
		if before, ok := in.unused[key]; !ok || u.rank < before.rank {
			in.unused[key] = u
		}
	}
	for n, o := range other.overruled {
		if before, ok := in.overruled[n]; ok {
			maps.Copy(before.others, o.others)
		} else {
			in.overruled[n] = o
		}
	}
	for pair, n := range other.beside {
		in.beside[pair] += n
	}
	for rule, n := range other.applied {
		in.applied[rule] += n
	}
	for n, all := range other.entryOverlaps {
		in.entryOverlaps[n] = append(in.entryOverlaps[n], all...)
	}
	for n, all := range other.limitOverlaps {
		in.limitOverlaps[n] = append(in.limitOverlaps[n], all...)
	}
}

func addMissing[K comparable, V any](to, from map[K]V) {
	for k, v := range from {
		if _, ok := to[k]; !ok {
			to[k] = v
		}
	}
}

func (in *inspection) exceed(bound string) {
	if in.err == nil {
		in.err = in.bounds.exceeded(bound, in.platform, "")
	}
}
