package versus_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus"
	"github.com/paymux/paymux/examples/versus/naive"
	"github.com/paymux/paymux/examples/versus/shop"
)

// For every order that the benchmark decides, or a tenth as many with -short, every
// candidate offers the same methods in the same order as the naive list of rules. A
// candidate that keeps reasons excludes the same methods for the same ones: for all
// of them or, if it keeps one, for the first.
func TestAllDecideAlike(t *testing.T) {
	for _, size := range versus.Sizes() {
		t.Run(size.Name, func(t *testing.T) {
			s := size.Shop()
			want := answers(s)
			for _, build := range size.Builders {
				candidates, err := build(s)
				if err != nil {
					t.Fatal(err)
				}
				for _, c := range candidates {
					t.Run(c.Name, func(t *testing.T) {
						for i := range want {
							checkOffers(t, c, &want[i])
							checkReasons(t, c, &want[i])
						}
					})
				}
			}
		})
	}
}

// answer is what the naive list of rules says about an order.
type answer struct {
	order   routing.Order
	offered []methods.ID
	reasons map[methods.ID][]routing.Code
}

func answers(s *shop.Shop) []answer {
	rules := naive.New(s)
	count := orderCount
	if testing.Short() {
		count /= 10
	}
	all := make([]answer, 0, count)
	for _, o := range shop.Orders(s, count) {
		all = append(all, answer{o, rules.Offers(&o), rules.Reasons(&o)})
	}
	return all
}

func checkOffers(t *testing.T, c versus.Candidate, want *answer) {
	t.Helper()
	got, err := c.Offers(&want.order)
	if err != nil {
		t.Fatalf("%v: %v", want.order, err)
	}
	if !slices.Equal(want.offered, got) {
		t.Fatalf("%v: offers differ (-want +got):\n%s", want.order, cmp.Diff(want.offered, got))
	}
}

func checkReasons(t *testing.T, c versus.Candidate, want *answer) {
	t.Helper()
	if c.Reasons == nil {
		return
	}
	got, err := c.Reasons(&want.order)
	if err != nil {
		t.Fatalf("%v: %v", want.order, err)
	}
	reasons := want.reasons
	if !c.AllReasons {
		reasons = make(map[methods.ID][]routing.Code, len(want.reasons))
		for method, codes := range want.reasons {
			reasons[method] = codes[:1]
		}
	}
	if !maps.EqualFunc(reasons, got, slices.Equal[[]routing.Code]) {
		t.Fatalf("%v: reasons differ (-want +got):\n%s", want.order, cmp.Diff(reasons, got))
	}
}
