package analysis

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// Diff returns where two catalogs decide differently, in the order of the new
// catalog's platforms and methods and then of time. See the package comment for
// what counts as a difference. No changes means that there is no order, whatever
// its facts, about which they do.
//
// A limit that is not a [limits.Cap] is taken to allow every amount. Where it is not
// deeply equal in both catalogs, or does not apply to the same orders, there is a
// change of [KindUnexamined] that names its rule. A function is equal to no other one.
//
// The error is that of [routing.Compile] for a catalog that cannot be compiled, or
// else a [*BoundError]; then there are no changes. Diff uses as many goroutines as
// there are processors; what it returns does not depend on them.
func Diff(before, after routing.Catalog) ([]Change, error) {
	return diffWithin(before, after, wideBounds)
}

func diffWithin(before, after routing.Catalog, b bounds) ([]Change, error) {
	d, err := newDiffer(before, after, b)
	if err != nil {
		return nil, err
	}
	pairs := d.pairs()
	changes := make([][]Change, len(pairs))
	err = eachAtOnce(len(pairs), func(i int) (err error) {
		changes[i], err = d.platform(pairs[i])
		return err
	})
	if err != nil {
		return nil, err
	}
	return slices.Concat(changes...), nil
}

type differ struct {
	old, new *index
	bounds   bounds
	zone     *time.Location
}

func newDiffer(before, after routing.Catalog, b bounds) (*differ, error) {
	x, err := newIndex(before)
	if err != nil {
		return nil, err
	}
	y, err := newIndex(after)
	if err != nil {
		return nil, err
	}
	return &differ{old: x, new: y, bounds: b, zone: y.zone()}, nil
}

// pair is the names of one platform, and its id in each catalog: empty where the
// catalog does not know it.
type pair struct {
	names    []methods.Platform
	old, new methods.Platform
}

// pairs returns every name of a platform in just one pair.
func (d *differ) pairs() []pair {
	var all []pair
	at := map[[2]methods.Platform]int{}
	known := map[methods.Platform]bool{}
	add := func(name methods.Platform) {
		if known[name] {
			return
		}
		known[name] = true
		ids := [2]methods.Platform{d.old.platforms[name], d.new.platforms[name]}
		i, ok := at[ids]
		if !ok {
			i = len(all)
			at[ids] = i
			all = append(all, pair{old: ids[0], new: ids[1]})
		}
		all[i].names = append(all[i].names, name)
	}
	for _, x := range []*index{d.new, d.old} {
		for _, p := range x.catalog.Platforms {
			add(p.ID)
			for _, name := range p.Aliases {
				add(name)
			}
		}
	}
	return all
}

// platform compares what is decided about each method, then about the order of
// each two.
func (d *differ) platform(p pair) ([]Change, error) {
	var all []Change
	ids := d.methodsOn(p)
	for _, m := range ids {
		if d.sameRules(place{p.old, m}, place{p.new, m}) {
			continue
		}
		changes, err := d.method(p, m)
		if err != nil {
			return nil, err
		}
		all = append(all, changes...)
	}
	for i, m := range ids {
		for _, other := range ids[i+1:] {
			if !d.mayReorder(p, m, other) {
				continue
			}
			changes, err := d.reorder(p, m, other)
			if err != nil {
				return nil, err
			}
			all = append(all, changes...)
		}
	}
	return all, nil
}

// methodsOn returns the methods that either catalog lists on a platform, those of
// the new one first.
func (d *differ) methodsOn(p pair) []methods.ID {
	all := slices.Clone(d.new.methodsOn[p.new])
	for _, m := range d.old.methodsOn[p.old] {
		if len(d.new.entries[place{p.new, m}]) == 0 {
			all = append(all, m)
		}
	}
	return all
}

// compare makes a comparison in a space that is cut at all that the rules for some
// methods name, their parents by either catalog included.
func (d *differ) compare(p pair, ids ...methods.ID) (*comparison, error) {
	m := ids[0]
	s := newSpace(d.bounds, d.zone, d.old.mustState, d.new.mustState)
	for n := 0; n < len(ids); n++ {
		for _, side := range [...]struct {
			x *index
			p methods.Platform
		}{{d.old, p.old}, {d.new, p.new}} {
			at := place{side.p, ids[n]}
			s.addMethod(side.x, at)
			for _, parent := range side.x.chain(at) {
				if !slices.Contains(ids, parent) {
					ids = append(ids, parent)
				}
			}
		}
	}
	if err := s.close(p.names[0], m); err != nil {
		return nil, err
	}
	return newComparison(d, s, p), nil
}

// method returns where the decisions about a method differ.
func (d *differ) method(p pair, m methods.ID) ([]Change, error) {
	c, err := d.compare(p, m)
	if err != nil {
		return nil, err
	}
	return d.changes(c, p, m, c.of(m), func(v, w *routing.Decision) bool { return !d.agree(v, w, m) })
}

// changes describes where a function that labels differences is not 0, each with
// a witness that both routers have decided about.
func (d *differ) changes(c *comparison, p pair, m methods.ID, f mdd.Ref, differ func(v, w *routing.Decision) bool) ([]Change, error) {
	boxes, ok := c.Boxes(f, d.bounds.regions)
	if err := c.exceeded(p.names[0], m); err != nil {
		return nil, err
	}
	if !ok {
		return nil, d.bounds.exceeded("regions", p.names[0], m)
	}
	var all []Change
	for _, b := range c.merge(boxes) {
		l := c.labels.all[b.Value]
		change := Change{
			Kinds: l.kinds.list(), Method: m, Region: c.region(b, p.names),
			Old: c.rules.values(l.old), New: c.rules.values(l.new),
		}
		if change.Witness, ok = c.order(b, p.names[0]); !ok {
			return nil, d.bounds.exceeded("buyers", p.names[0], m)
		}
		if l.kinds == unread {
			differ = func(v, w *routing.Decision) bool { return true }
		}
		if err := d.witness(&change, c, differ); err != nil {
			return nil, err
		}
		all = append(all, change)
	}
	slices.SortStableFunc(all, func(a, b Change) int { return compareStarts(a.Region, b.Region) })
	return all, nil
}

// compareStarts compares when two regions begin.
func compareStarts(r, s Region) int {
	start := func(r Region) time.Time {
		if len(r.Periods) == 0 {
			return time.Time{}
		}
		return r.Periods[0].From
	}
	return start(r).Compare(start(s))
}

// decide routes an order. A platform that the catalog does not know is not an
// error.
func (x *index) decide(o routing.Order) (routing.Decision, error) {
	if _, known := x.platforms[o.Platform]; !known {
		return routing.Decision{}, nil
	}
	return x.router.Route(o)
}
