package routingtest

import (
	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/ordergen"
)

// T is what a [Property] of a shop is called with: an order, which the property may
// change, and what fails the property. It must not be used by several goroutines. The zero
// T is of no use.
type T struct {
	*rapid.T
	Order routing.Order

	router Router
}

// Property returns a property of a catalog, for [rapid.Check], [rapid.MakeCheck] and
// [rapid.MakeFuzz]: check is called with orders of [Orders]. A catalog that does not
// compile fails the property.
func Property(c routing.Catalog, check func(*T)) func(*rapid.T) {
	r, err := routing.Compile(c)
	if err != nil {
		return func(t *rapid.T) { t.Fatal(err) }
	}
	return property(c, r, check)
}

func property(c routing.Catalog, r Router, check func(*T)) func(*rapid.T) {
	orders := ordergen.Orders(c)
	return func(t *rapid.T) { check(&T{t, orders.Draw(t, "order"), r}) }
}

// Decide decides about the order as it is now. An order that is malformed fails the
// property.
func (t *T) Decide() routing.Decision {
	d, err := t.router.Route(t.Order)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// State adds traits to the order, each once.
func (t *T) State(traits ...methods.Trait) {
	ordergen.State(&t.Order, traits)
}

// RequireOffered fails the property unless each of the methods is offered to the order as
// it is now. The failure says what excludes it.
func (t *T) RequireOffered(ids ...methods.ID) {
	d := t.Decide()
	for _, m := range ids {
		if _, ok := d.Offer(m); !ok {
			t.Fatalf("%s\n  order  %v", decided(&d, m), t.Order)
		}
	}
}

// RequireExcluded fails the property if any of the methods is offered to the order as it
// is now. The failure says by which entry.
func (t *T) RequireExcluded(ids ...methods.ID) {
	d := t.Decide()
	for _, m := range ids {
		if _, ok := d.Offer(m); ok {
			t.Fatalf("%s\n  order  %v", decided(&d, m), t.Order)
		}
	}
}
