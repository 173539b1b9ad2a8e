package versus_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus"
	"github.com/paymux/paymux/examples/versus/byhand"
	"github.com/paymux/paymux/examples/versus/naive"
	"github.com/paymux/paymux/examples/versus/shop"
)

// For every order that the benchmark decides, or a tenth as many with -short, every
// candidate offers the same methods in the same order as the naive list of rules, and
// those that list products and amounts list the same. A candidate that keeps reasons
// excludes the same methods as the first one, the code by hand, and for the same first
// reason; those that keep all have the same ones as the naive list, where that has any.
func TestAllDecideAlike(t *testing.T) {
	for _, size := range versus.Sizes() {
		t.Run(size.Name, func(t *testing.T) {
			s := size.Shop()
			want := answers(s)
			first := true
			for _, build := range size.Builders {
				candidates, err := build(s)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range candidates {
					t.Run(c.Name, func(t *testing.T) {
						for i := range want {
							checkOffers(t, c, &want[i])
							checkDetails(t, c, &want[i])
							if first {
								want[i].first = reasonsOf(t, c, &want[i])
							}
							checkReasons(t, c, &want[i])
						}
					})
					first = false
				}
			}
		})
	}
}

// answer is what is expected of an order.
type answer struct {
	order   routing.Order
	offered []methods.ID
	all     map[methods.ID][]routing.Code // nil if the naive list has no reasons
	first   map[methods.ID][]routing.Code
	offers  *[]byhand.Offer // of the first candidate that has details
}

func answers(s *shop.Shop) []answer {
	rules := naive.New(s)
	count := orderCount
	if testing.Short() {
		count /= 10
	}
	all := make([]answer, 0, count)
	for _, o := range shop.Orders(s, count) {
		one := answer{order: o, offered: rules.Offers(&o)}
		if s.IsYuanOnly {
			one.all = rules.Reasons(&o)
		}
		all = append(all, one)
	}
	return all
}

func checkOffers(t *testing.T, c versus.Candidate, want *answer) {
	t.Helper()
	if c.Offers == nil {
		return
	}
	got, err := c.Offers(&want.order)
	if err != nil {
		t.Fatalf("%v: %v", want.order, err)
	}
	if !slices.Equal(want.offered, got) {
		t.Fatalf("%v: offers differ (-want +got):\n%s", want.order, cmp.Diff(want.offered, got))
	}
}

func checkDetails(t *testing.T, c versus.Candidate, want *answer) {
	t.Helper()
	if c.Details == nil {
		return
	}
	got, err := c.Details(&want.order)
	if err != nil {
		t.Fatalf("%v: %v", want.order, err)
	}
	if want.offers == nil {
		offers := slices.Clone(got)
		want.offers = &offers
	}
	ids := []methods.ID{}
	for _, offer := range got {
		ids = append(ids, offer.Method)
	}
	if !slices.Equal(want.offered, ids) || !slices.Equal(*want.offers, got) {
		t.Fatalf("%v: details differ (-want +got):\n%s", want.order, cmp.Diff(*want.offers, got))
	}
}

func reasonsOf(t *testing.T, c versus.Candidate, want *answer) map[methods.ID][]routing.Code {
	t.Helper()
	got, err := c.Reasons(&want.order)
	if err != nil {
		t.Fatalf("%v: %v", want.order, err)
	}
	return got
}

func checkReasons(t *testing.T, c versus.Candidate, want *answer) {
	t.Helper()
	if c.Reasons == nil {
		return
	}
	got := reasonsOf(t, c, want)
	if c.AllReasons && want.all != nil && !maps.EqualFunc(want.all, got, slices.Equal[[]routing.Code]) {
		t.Fatalf("%v: reasons differ (-want +got):\n%s", want.order, cmp.Diff(want.all, got))
	}
	for method, codes := range got {
		got[method] = codes[:1]
	}
	if !maps.EqualFunc(want.first, got, slices.Equal[[]routing.Code]) {
		t.Fatalf("%v: first reasons differ (-want +got):\n%s", want.order, cmp.Diff(want.first, got))
	}
}
