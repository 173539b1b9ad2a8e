package routing_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// summary is what a view of an offer or an exclusion knows.
type summary struct {
	Method   methods.ID
	Name     methods.Text
	Product  string
	Flow     methods.Flow
	API      string
	Entry    string
	Headroom limits.Headroom
	Caps     []limits.Cap

	Undecided bool
	Reasons   []routing.ReasonView
}

// seen is what the iterators yield of a decision.
func seen(d *routing.Decision) []summary {
	var all []summary
	for v := range d.OffersSeq() {
		s := summary{
			Method: v.Method(), Name: v.Name(), Product: v.ProductID(), Flow: v.Flow(), API: v.API(),
			Entry: v.Entry(), Headroom: v.Headroom(),
		}
		for c := range v.CapsSeq() {
			s.Caps = append(s.Caps, c)
		}
		all = append(all, s)
	}
	for v := range d.ExcludedSeq() {
		s := summary{Method: v.Method(), Name: v.Name(), Undecided: v.IsUndecided()}
		for r := range v.ReasonsSeq() {
			s.Reasons = append(s.Reasons, r)
		}
		all = append(all, s)
	}
	return all
}

// listed is what Offers and Excluded return of it.
func listed(d *routing.Decision) []summary {
	var all []summary
	for _, o := range d.Offers() {
		all = append(all, summary{
			Method: o.Method, Name: o.Name, Product: o.Product.ID, Flow: o.Product.Flow, API: o.Product.API,
			Entry: o.Entry, Headroom: o.Headroom, Caps: o.Caps,
		})
	}
	for _, e := range d.Excluded() {
		s := summary{Method: e.Method, Name: e.Name, Undecided: e.Undecided}
		for _, r := range e.Reasons {
			s.Reasons = append(s.Reasons, routing.ReasonView{Code: r.Code, Rule: r.Rule, Undecided: r.Undecided})
		}
		all = append(all, s)
	}
	return all
}

func TestIteratorsYieldWhatTheListsHold(t *testing.T) {
	forOrders(t, func(t *rapid.T, _ *world, router *routing.Router, o routing.Order) {
		d := route(t, router, o)
		if diff := cmp.Diff(listed(&d), seen(&d), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%v (-lists +iterators):\n%s", o, diff)
		}
	})
}

// Offers and reasons are read without allocating.
func TestReadingByIteratorsDoesNotAllocate(t *testing.T) {
	router := compile(t, shop())
	var d routing.Decision
	for _, o := range shopOrders() {
		if err := router.RouteInto(&d, o.order); err != nil {
			t.Fatalf("%s: %v", o.name, err)
		}
		read := func() {
			for v := range d.OffersSeq() {
				isEmpty := v.Method() == "" || v.Entry() == "" || v.Headroom().IsEmpty()
				if isEmpty || v.ProductID() == "" && v.API() != "" || v.Name().EN == "?" {
					t.Errorf("%s: an offer lacks something", o.name)
				}
			}
			for v := range d.ExcludedSeq() {
				for r := range v.ReasonsSeq() {
					if r.Code == "" || v.Method() == "" {
						t.Errorf("%s: a reason lacks its code", o.name)
					}
				}
			}
		}
		if n := testing.AllocsPerRun(10, read); n != 0 {
			t.Errorf("%s: reading allocates %v times", o.name, n)
		}
	}
}

// What is left of a view when its decision is used again is empty, and so are the
// iterators of a copy.
func TestViewsOfAReusedDecisionAreEmpty(t *testing.T) {
	router := compile(t, shop())
	orders := shopOrders()
	var d routing.Decision
	for _, first := range orders {
		for _, second := range orders {
			if err := router.RouteInto(&d, first.order); err != nil {
				t.Fatal(err)
			}
			var offers []routing.OfferView
			var excluded []routing.ExclusionView
			for v := range d.OffersSeq() {
				offers = append(offers, v)
			}
			for v := range d.ExcludedSeq() {
				excluded = append(excluded, v)
			}
			old := d
			if err := router.RouteInto(&d, second.order); err != nil {
				t.Fatal(err)
			}
			for _, v := range offers {
				isEmpty := v.Method() == "" && v.Name() == methods.Text{} && v.ProductID() == "" && v.Entry() == "" &&
					v.Headroom() == limits.Headroom{}
				for range v.CapsSeq() {
					isEmpty = false
				}
				if !isEmpty {
					t.Errorf("%s, then %s: the view still has an offer", first.name, second.name)
				}
			}
			for _, v := range excluded {
				isEmpty := v.Method() == "" && v.Name() == methods.Text{} && !v.IsUndecided()
				for range v.ReasonsSeq() {
					isEmpty = false
				}
				if !isEmpty {
					t.Errorf("%s, then %s: the view still has an exclusion", first.name, second.name)
				}
			}
			if left := seen(&old); left != nil {
				t.Errorf("%s, then %s: the copy still has %v", first.name, second.name, left)
			}
		}
	}
}

// Routing into another decision that must grow is no way back to the old one's views.
func TestViewsOfADecisionThatGrowsAreEmpty(t *testing.T) {
	small, large := stall(), shop()
	var d routing.Decision
	if err := compile(t, small).RouteInto(&d, stallOrder()); err != nil {
		t.Fatal(err)
	}
	var old []routing.OfferView
	for v := range d.OffersSeq() {
		old = append(old, v)
	}
	if len(old) == 0 {
		t.Fatal("nothing is offered")
	}
	if err := compile(t, large).RouteInto(&d, shopOrders()[0].order); err != nil {
		t.Fatal(err)
	}
	for _, v := range old {
		if v.Method() != "" {
			t.Errorf("the old view is of %s", v.Method())
		}
	}
}

// The loops may stop early, and what they yield cannot change what is fixed.
func TestWhatIsReadIsTheCallersOwn(t *testing.T) {
	router := compile(t, shop())
	for _, o := range shopOrders() {
		d := route(t, router, o.order)
		before := text(t, d)
		for v := range d.OffersSeq() {
			offer, _ := d.Offer(v.Method())
			spoilOffer(offer)
			for c := range v.CapsSeq() {
				for i := range c.Per {
					c.Per[i] = "spoiled"
				}
			}
			break
		}
		for v := range d.ExcludedSeq() {
			for range v.ReasonsSeq() {
				break
			}
			break
		}
		if diff := cmp.Diff(before, text(t, d)); diff != "" {
			t.Errorf("%s (-before +after):\n%s", o.name, diff)
		}
	}
}

func spoilOffer(o routing.Offer) {
	for _, list := range [][]string{o.Limits, o.Sources, o.Product.Sources} {
		for i := range list {
			list[i] = "spoiled"
		}
	}
	for i := range o.Product.Surfaces {
		o.Product.Surfaces[i] = "spoiled"
	}
	for key := range o.Product.Params {
		o.Product.Params[key] = "spoiled"
	}
}
