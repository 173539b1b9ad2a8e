package versus_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"

	"github.com/paymux/paymux/examples/versus"
	"github.com/paymux/paymux/examples/versus/naive"
	"github.com/paymux/paymux/examples/versus/shop"
)

// answer is what the naive list of rules says about an order.
type answer struct {
	order   routing.Order
	offered []methods.ID
	reasons map[methods.ID][]routing.Code
}

func answers(s *shop.Shop) []answer {
	rules := naive.New(s)
	all := make([]answer, 0, orderCount)
	for _, o := range shop.Orders(s, orderCount) {
		all = append(all, answer{o, rules.Offers(&o), rules.Reasons(&o)})
	}
	return all
}

// Every candidate offers the same methods, in the same order, as the naive list of
// rules, for every order that the benchmark decides.
func TestAllOfferTheSame(t *testing.T) {
	forAll(t, func(t *testing.T, c versus.Candidate, want *answer) {
		got, err := c.Offers(&want.order)
		if err != nil {
			t.Fatalf("%v: %v", want.order, err)
		}
		if diff := cmp.Diff(want.offered, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%v: offers differ (-want +got):\n%s", want.order, diff)
		}
	})
}

// Every candidate that keeps reasons excludes the same methods for the same
// reasons: for all of them or, if it keeps one, for the first.
func TestThoseThatGiveReasonsGiveTheSame(t *testing.T) {
	forAll(t, func(t *testing.T, c versus.Candidate, want *answer) {
		if c.Reasons == nil {
			return
		}
		got, err := c.Reasons(&want.order)
		if err != nil {
			t.Fatalf("%v: %v", want.order, err)
		}
		reasons := want.reasons
		if !c.AllReasons {
			reasons = firsts(reasons)
		}
		if diff := cmp.Diff(reasons, got); diff != "" {
			t.Fatalf("%v: reasons differ (-want +got):\n%s", want.order, diff)
		}
	})
}

func firsts(reasons map[methods.ID][]routing.Code) map[methods.ID][]routing.Code {
	first := make(map[methods.ID][]routing.Code, len(reasons))
	for method, codes := range reasons {
		first[method] = codes[:1]
	}
	return first
}

// forAll checks every candidate of every size on every order.
func forAll(t *testing.T, check func(t *testing.T, c versus.Candidate, want *answer)) {
	for _, size := range versus.Sizes() {
		t.Run(size.Name, func(t *testing.T) {
			s := size.Shop()
			want := answers(s)
			candidates, err := size.Candidates(s)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range candidates {
				t.Run(c.Name, func(t *testing.T) {
					for i := range want {
						check(t, c, &want[i])
					}
				})
			}
		})
	}
}
