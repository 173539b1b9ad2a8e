package analysis

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// An order lies in a region of a change exactly when the two routers decide
// differently about the method, whatever has been paid, or put two methods in
// another order.
func TestDiffIsWhereTheRoutersDiffer(t *testing.T) { rapid.Check(t, diffIsWhereTheRoutersDiffer) }

func diffIsWhereTheRoutersDiffer(t *rapid.T) {
	before := catalogs().Draw(t, "old")
	after := changed(t, before)
	d, changes := diff(t, before, after)
	orders := rapid.OneOf(ordersOf(before), ordersOf(after))
	for range 20 {
		d.checkWhere(t, changes, plain(orders.Draw(t, "order")))
	}
}

// The same of methods that are nested in each other, whose totals become caps on a
// single payment and the reverse: a method may be undecided as its parent
// is.
func TestDiffIsWhereTheRoutersDifferAboutNestedMethods(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := towers().Draw(t, "old")
		after := before
		after.Limits = slices.Clone(before.Limits)
		for i := range after.Limits {
			if oneIn(t, 2, "other cap") {
				after.Limits[i].Limit = drawCap(t)
			}
		}
		d, changes := diff(t, before, after)
		orders := rapid.OneOf(ordersOf(before), ordersOf(after))
		for range 20 {
			d.checkWhere(t, changes, plain(orders.Draw(t, "order")))
		}
	})
}

// towers draws catalogs of methods that are each nested in the one before, with caps
// on some of them.
func towers() *rapid.Generator[routing.Catalog] {
	return rapid.Custom(func(t *rapid.T) routing.Catalog {
		evidence := methods.Evidence{Sources: []string{"s"}}
		c := routing.Catalog{Sources: []methods.Source{{ID: "s", Title: "source"}}, Platforms: []routing.PlatformInfo{{ID: "p0"}}}
		for i, id := range ids[:3] {
			c.Methods = append(c.Methods, methods.Method{ID: id})
			e := methods.Availability{ID: "of_" + string(id), Method: id, Status: methods.StatusLive, Evidence: evidence}
			if oneIn(t, 4, "on surfaces") {
				e.When.Surfaces = some(t, surfaces, "surfaces")
			}
			if i > 0 {
				e.Parent = ids[i-1]
			}
			c.Availability = append(c.Availability, e)
		}
		for i := range rapid.IntRange(1, 4).Draw(t, "rules") {
			rule := routing.LimitRule{ID: fmt.Sprintf("r%d", i), Limit: drawCap(t), Methods: some(t, ids[:3], "methods"), Evidence: evidence}
			if oneIn(t, 3, "in regions") {
				rule.When.Regions = some(t, regions, "regions")
			}
			c.Limits = append(c.Limits, rule)
		}
		return c
	})
}

// checkWhere fails unless an order lies in a change about each method about which
// the routers decide differently, and in no other.
func (d *differ) checkWhere(t *rapid.T, changes []Change, o routing.Order) {
	differ := d.differing(t, o)
	for _, m := range ids {
		got := slices.IndexFunc(changes, func(c Change) bool {
			return c.Method == m && !c.is(KindReordered) && c.Region.Contains(o)
		})
		if want := differ[m]; got >= 0 != want {
			v, w := d.route(t, o)
			t.Fatalf("about %s for %v: in change %d, differ %t:\n%v\n%v", m, o, got, want, v, w)
		}
		for _, other := range ids {
			got := slices.ContainsFunc(changes, func(c Change) bool {
				return c.Method == m && c.After == other && c.Region.Contains(o)
			})
			if want := d.overtakes(t, o, m, other); got != want {
				t.Fatalf("%s overtakes %s for %v: in a change %t, by the routers %t", m, other, o, got, want)
			}
		}
	}
}

// Each witness lies in its region and shows what its change says, and no other
// change of the method has its region.
func TestWitnessesShowTheirChanges(t *testing.T) { rapid.Check(t, witnessesShowTheirChanges) }

func witnessesShowTheirChanges(t *rapid.T) {
	before := catalogs().Draw(t, "old")
	after := changed(t, before)
	d, changes := diff(t, before, after)
	rivals := rivalsOf(changes)
	for i, c := range changes {
		o := c.Witness
		if !c.Region.Contains(o) {
			t.Fatalf("%v: its witness %v (buyer %q) lies outside", c.Region, o, o.Buyer)
		}
		if len(c.Old)+len(c.New) == 0 {
			t.Errorf("%v of %s in %v: nothing is responsible", c.Kinds, c.Method, c.Region)
		}
		for _, j := range rivals(i) {
			if other := changes[j]; i != j && other.Region.Contains(o) {
				t.Errorf("%v lies in two changes of %s:\n%v %v\n%v %v", o, c.Method, c.Kinds, c.Region, other.Kinds, other.Region)
			}
		}
		d.checkKinds(t, c)
	}
}

// rivalsOf returns a function from the place of a change to the places of those about the
// same whose regions have its witness's platform, surface and instant. There may be tens of
// thousands of changes, too many to compare all with all.
func rivalsOf(changes []Change) func(i int) []int {
	type subject struct{ method, after methods.ID }
	type corner struct {
		subject
		platform methods.Platform
		surface  methods.Surface
		at       int64
	}
	bySubject, known := map[subject][]int{}, map[corner][]int{}
	for i, c := range changes {
		about := subject{c.Method, c.After}
		bySubject[about] = append(bySubject[about], i)
	}
	return func(i int) []int {
		about, o := subject{changes[i].Method, changes[i].After}, changes[i].Witness
		at := corner{about, o.Platform, o.Surface, o.At.UnixNano()}
		if _, ok := known[at]; !ok {
			for _, j := range bySubject[about] {
				r := &changes[j].Region
				isThen := func(p methods.Period) bool { return p.Contains(o.At) }
				if slices.Contains(r.Platforms, o.Platform) && r.Surfaces.Contains(o.Surface) &&
					(len(r.Periods) == 0 || slices.ContainsFunc(r.Periods, isThen)) {
					known[at] = append(known[at], j)
				}
			}
		}
		return known[at]
	}
}

func (d *differ) checkKinds(t *rapid.T, c Change) {
	o := c.Witness
	for _, k := range c.Kinds {
		zero := o
		zero.Usage = unpaid(o)
		v, w := d.route(t, zero)
		_, before := v.Offer(c.Method)
		_, after := w.Offer(c.Method)
		var holds bool
		switch k {
		case KindGained:
			holds = !before && after
		case KindLost:
			holds = before && !after
		case KindReordered:
			holds = d.overtakes(t, o, c.Method, c.After)
		case KindProduct:
			holds = before && after && d.differ(t, o, c.Method)
		case KindHeadroom:
			holds = d.differOn(t, o, func(v, w *routing.Decision) bool { return otherRoom(v, w, c.Method) })
		case KindReasons:
			holds = before == after && d.differ(t, o, c.Method)
		}
		if !holds {
			t.Errorf("%s of %s does not hold for %v:\n%v\n%v", k, c.Method, o, v, w)
		}
	}
}

// unpaid is the totals of an order, of which nothing has been paid.
func unpaid(o routing.Order) limits.Usage {
	zero := limits.Usage{}
	for counter := range o.Usage {
		zero[counter] = counted{limits.CNY, true}.unpaid(o.Amount.Currency())
	}
	return zero
}

func diff(t *rapid.T, before, after routing.Catalog) (*differ, []Change) {
	changes, err := Diff(before, after)
	var bound *BoundError
	if errors.As(err, &bound) {
		t.Skip(err) // these catalogs have an answer for none
	}
	if err != nil {
		t.Fatal(err)
	}
	d, err := newDiffer(before, after, wideBounds)
	if err != nil {
		t.Fatal(err)
	}
	return d, changes
}

// plain is an order without lists of its own, of which nothing has been paid.
func plain(o routing.Order) routing.Order {
	o.Allow, o.Block, o.Tried, o.Down, o.Prefer = nil, nil, nil, nil, nil
	o.Usage = limits.Usage{}
	for _, counter := range counters() {
		o.Usage[counter] = counted{limits.CNY, true}.unpaid(o.Amount.Currency())
	}
	return o
}

func (d *differ) route(t *rapid.T, o routing.Order) (v, w routing.Decision) {
	v, err := d.old.decide(o)
	if err != nil {
		t.Fatal(err)
	}
	w, err = d.new.decide(o)
	if err != nil {
		t.Fatal(err)
	}
	return v, w
}

func (d *differ) differ(t *rapid.T, o routing.Order, m methods.ID) bool {
	return d.differOn(t, o, func(v, w *routing.Decision) bool { return !d.agree(v, w, m) })
}

// differOn reports whether for some usage the decisions differ.
func (d *differ) differOn(t *rapid.T, o routing.Order, differ func(v, w *routing.Decision) bool) bool {
	for usage := range usages(o, d.totals()) {
		o.Usage = usage
		if v, w := d.route(t, o); differ(&v, &w) {
			return true
		}
	}
	return false
}

// differing returns the methods about which the decisions differ for some usage.
func (d *differ) differing(t *rapid.T, o routing.Order) map[methods.ID]bool {
	differ := map[methods.ID]bool{}
	for usage := range usages(o, d.totals()) {
		o.Usage = usage
		v, w := d.route(t, o)
		for _, m := range ids {
			differ[m] = differ[m] || !d.agree(&v, &w, m)
		}
	}
	return differ
}

// totals returns the caps on totals of both catalogs, each once.
func (d *differ) totals() []limits.Cap {
	var caps []limits.Cap
	for _, c := range []routing.Catalog{d.old.catalog, d.new.catalog} {
		for _, rule := range c.Limits {
			limit := rule.Limit.(limits.Cap)
			if limit.IsTotal() && !slices.ContainsFunc(caps, func(known limits.Cap) bool { return sameCap(limit, known) }) {
				caps = append(caps, limit)
			}
		}
	}
	return caps
}

// otherRoom reports whether a method is offered for other amounts, or other totals
// count.
func otherRoom(v, w *routing.Decision, m methods.ID) bool {
	o, before := v.Offer(m)
	p, after := w.Offer(m)
	lacks := func(all []limits.Cap) func(limits.Cap) bool {
		return func(c limits.Cap) bool {
			return !slices.ContainsFunc(all, func(d limits.Cap) bool { return sameTotal(c, d) })
		}
	}
	return before != after || !sameRoom(o.Headroom, p.Headroom) ||
		slices.ContainsFunc(o.Caps, lacks(p.Caps)) || slices.ContainsFunc(p.Caps, lacks(o.Caps))
}

func (d *differ) overtakes(t *rapid.T, o routing.Order, m, other methods.ID) bool {
	v, w := d.route(t, o)
	return orderOf(&v, m, other) == secondFirst && orderOf(&w, m, other) == firstFirst
}
