package analysis

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// An order lies in a region of a change exactly when the two routers decide
// differently about the method, whatever has been paid, or put two methods in
// another order.
func TestDiffIsWhereTheRoutersDiffer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := catalogs().Draw(t, "old")
		new := changed(t, old)
		d, changes := diff(t, old, new)
		for range 20 {
			from := pick(t, []routing.Catalog{old, new}, "orders of")
			o := plain(routingtest.Orders(from).Draw(t, "order"))
			for _, m := range ids {
				got := slices.IndexFunc(changes, func(c Change) bool {
					return c.Method == m && !c.is(Reordered) && c.Region.Contains(o)
				})
				if want := d.differ(t, o, m); got >= 0 != want {
					v, w := d.route(t, o)
					t.Fatalf("about %s for %v: in change %d, differ %t:\n%s\n%s", m, o, got, want, d.old.view(&v, m), d.new.view(&w, m))
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
	})
}

// Each witness lies in its region and shows what its change says, and no other
// change of the method has its region.
func TestWitnessesShowTheirChanges(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := catalogs().Draw(t, "old")
		new := changed(t, old)
		d, changes := diff(t, old, new)
		for i, c := range changes {
			o := c.Witness
			if !c.Region.Contains(o) {
				t.Fatalf("%v: its witness %v (buyer %q) lies outside", c.Region, o, o.Buyer)
			}
			if len(c.Old)+len(c.New) == 0 {
				t.Errorf("%v of %s in %v: nothing is responsible", c.Kinds, c.Method, c.Region)
			}
			for j, other := range changes {
				if i != j && c.Method == other.Method && c.After == other.After && other.Region.Contains(o) {
					t.Errorf("%v lies in two changes of %s:\n%v %v\n%v %v", o, c.Method, c.Kinds, c.Region, other.Kinds, other.Region)
				}
			}
			d.checkKinds(t, c)
		}
	})
}

func (d *differ) checkKinds(t *rapid.T, c Change) {
	o := c.Witness
	for _, k := range c.Kinds {
		zero := o
		zero.Usage = unpaid(d, o.Usage)
		v, w := d.route(t, zero)
		_, before := v.Offer(c.Method)
		_, after := w.Offer(c.Method)
		var holds bool
		switch k {
		case Gained:
			holds = !before && after
		case Lost:
			holds = before && !after
		case Reordered:
			holds = d.overtakes(t, o, c.Method, c.After)
		case ProductChanged, HeadroomChanged:
			holds = before && after && d.differ(t, o, c.Method)
		case ReasonsChanged:
			holds = before == after && d.differ(t, o, c.Method)
		}
		if !holds {
			t.Errorf("%s of %s does not hold for %v:\n%v\n%v", k, c.Method, o, v, w)
		}
	}
}

func unpaid(d *differ, usage limits.Usage) limits.Usage {
	zero := limits.Usage{}
	for counter, used := range usage {
		zero[counter] = money(0, used.Currency())
	}
	return zero
}

func diff(t *rapid.T, old, new routing.Catalog) (*differ, []Change) {
	changes, err := Diff(old, new)
	if err != nil {
		t.Fatal(err)
	}
	x, err := newIndex(old)
	if err != nil {
		t.Fatal(err)
	}
	y, err := newIndex(new)
	if err != nil {
		t.Fatal(err)
	}
	return &differ{old: x, new: y, zone: y.zone()}, changes
}

// plain is an order without lists of its own, of which nothing has been paid.
func plain(o routing.Order) routing.Order {
	o.Allow, o.Block, o.Tried, o.Prefer = nil, nil, nil, nil
	o.Usage = limits.Usage{"day": money(0, limits.CNY), "life": money(0, limits.CNY)}
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
	var caps []limits.Cap
	for _, c := range []routing.Catalog{d.old.catalog, d.new.catalog} {
		for _, rule := range c.Limits {
			if cap := rule.Limit.(limits.Cap); cap.IsTotal() {
				caps = append(caps, cap)
			}
		}
	}
	for usage := range usages(o, caps) {
		o.Usage = usage
		v, w := d.route(t, o)
		if d.old.view(&v, m) != d.new.view(&w, m) {
			return true
		}
	}
	return false
}

func (d *differ) overtakes(t *rapid.T, o routing.Order, m, other methods.ID) bool {
	v, w := d.route(t, o)
	return orderOf(&v, m, other) == secondFirst && orderOf(&w, m, other) == firstFirst
}
