package analysis

import (
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Change is a region of orders of which two catalogs decide differently about a
// method, in the same way for all of them. Its JSON form has the fields of its
// parts' own; the witness is without the buyer, as every order's is.
type Change struct {
	Kinds  []Kind     `json:"kinds"` // at least one, in the order of [Kinds]
	Method methods.ID `json:"method"`

	// After is the method that Method comes after by the old catalog and before by
	// the new one. It is empty but for [KindReordered].
	After methods.ID `json:"after,omitempty"`

	Region Region `json:"region"`

	// Old and New are the ids of the entries and limit rules of each catalog that
	// make the difference, sorted.
	Old []string `json:"old,omitempty"`
	New []string `json:"new,omitempty"`

	// Witness is an order of the region, and OldDecision and NewDecision are what
	// the two routers decide about it. The zero Decision stands for a platform that
	// a catalog does not know.
	Witness     routing.Order    `json:"witness"`
	OldDecision routing.Decision `json:"old_decision,omitzero"`
	NewDecision routing.Decision `json:"new_decision,omitzero"`
}

// Diff returns where two catalogs decide differently, in the order of the new
// catalog's platforms and methods and then of time. See the package comment for
// what counts as a difference. No changes means that there is no order, whatever
// its facts, about which they do.
//
// The error is that of [routing.Compile] for a catalog that cannot be compiled, or
// else a [*LimitError] or a [*BoundError]; then there are no changes. Diff uses as
// many goroutines as there are processors; what it returns does not depend on them.
func Diff(old, new routing.Catalog) ([]Change, error) {
	x, err := newIndex(old)
	if err != nil {
		return nil, err
	}
	y, err := newIndex(new)
	if err != nil {
		return nil, err
	}
	d := &differ{old: x, new: y, zone: y.zone()}
	pairs := d.pairs()
	changes, errs := make([][]Change, len(pairs)), make([]error, len(pairs))
	eachAtOnce(len(pairs), func(i int) { changes[i], errs[i] = d.platform(pairs[i]) })
	if err := firstOf(errs); err != nil {
		return nil, err
	}
	return slices.Concat(changes...), nil
}

// firstOf returns the first error, if there is one: of each of many platforms there
// may be the same one.
func firstOf(errs []error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// eachAtOnce calls do with each number below n, on all processors.
func eachAtOnce(n int, do func(i int)) {
	next := make(chan int)
	var workers sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		workers.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	workers.Wait()
}

type differ struct {
	old, new *index
	zone     *time.Location
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
	add := func(name methods.Platform) {
		ids := [2]methods.Platform{d.old.platforms[name], d.new.platforms[name]}
		i, ok := at[ids]
		if !ok {
			i = len(all)
			at[ids] = i
			all = append(all, pair{old: ids[0], new: ids[1]})
		}
		if !slices.Contains(all[i].names, name) {
			all[i].names = append(all[i].names, name)
		}
	}
	for _, x := range []*index{d.new, d.old} {
		for _, p := range x.catalog.Platforms {
			for _, name := range append([]methods.Platform{p.ID}, p.Aliases...) {
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
		if sameRules(d.old, d.new, place{p.old, m}, place{p.new, m}) {
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
		if !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	return all
}

// compare makes a comparison in a space that is cut at all that the rules for some
// methods name, those that they live within included.
func (d *differ) compare(p pair, ids ...methods.ID) (*comparison, error) {
	s := newSpace()
	at := [...]place{{platform: p.old}, {platform: p.new}}
	for n := 0; n < len(ids); n++ {
		for side, x := range [...]*index{d.old, d.new} {
			at[side].method = ids[n]
			if err := s.addMethod(x, at[side]); err != nil {
				return nil, err
			}
			for _, parent := range x.chain(at[side]) {
				if !slices.Contains(ids, parent) {
					ids = append(ids, parent)
				}
			}
		}
	}
	s.close(MaxNodes)
	return newComparison(s, newJudge(s, d.old, p.old), newJudge(s, d.new, p.new)), nil
}

// method returns where the decisions about a method differ.
func (d *differ) method(p pair, m methods.ID) ([]Change, error) {
	c, err := d.compare(p, m)
	if err != nil {
		return nil, err
	}
	return d.changes(c, p, m, c.of(m), func(v, w *routing.Decision) bool { return d.old.view(v, m) != d.new.view(w, m) })
}

// changes describes where a function that labels differences is not 0, each with
// a witness that both routers have been asked about.
func (d *differ) changes(c *comparison, p pair, m methods.ID, f ref, differ func(v, w *routing.Decision) bool) ([]Change, error) {
	if c.full {
		return nil, &BoundError{Platform: p.names[0], Method: m, Bound: "MaxNodes", Most: MaxNodes}
	}
	boxes, ok := c.boxes(f, MaxRegions)
	if !ok {
		return nil, &BoundError{Platform: p.names[0], Method: m, Bound: "MaxRegions", Most: MaxRegions}
	}
	var all []Change
	for _, b := range c.merge(boxes) {
		l := c.labels.all[b.value]
		change := Change{
			Kinds: l.kinds.list(), Method: m, Region: c.region(b, p.names, d.zone),
			Old: l.old.split(), New: l.new.split(),
		}
		order, ok := c.example(b, p.names[0], d.zone)
		if !ok {
			return nil, &BoundError{Platform: p.names[0], Method: m, Bound: "MaxBuyers", Most: MaxBuyers}
		}
		if err := d.witness(&change, order, c, differ); err != nil {
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

// witness routes an order of a change, and does so again with totals around the
// caps until the decisions differ.
func (d *differ) witness(change *Change, o routing.Order, c *comparison, differ func(v, w *routing.Decision) bool) error {
	for usage := range usages(o, c.caps) {
		o.Usage = usage
		v, err := d.old.decide(o)
		if err != nil {
			return err
		}
		w, err := d.new.decide(o)
		if err != nil {
			return err
		}
		if differ(&v, &w) {
			change.Witness, change.OldDecision, change.NewDecision = o, v, w
			return nil
		}
	}
	return &faultError{claim: "a difference about " + string(change.Method), order: o.String()}
}

// decide routes an order. A platform that the catalog does not know is not an
// error.
func (x *index) decide(o routing.Order) (routing.Decision, error) {
	if _, known := x.platforms[o.Platform]; !known {
		return routing.Decision{}, nil
	}
	return x.router.Route(o)
}

func (x *index) zone() *time.Location {
	return time.FixedZone("", int(x.catalog.Zone/time.Second))
}

func (c Change) is(k Kind) bool { return slices.Contains(c.Kinds, k) }
