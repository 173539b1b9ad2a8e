package routing_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Compile keeps one copy of conditions that are equal. Conditions that differ,
// however little, decide each by itself.
func TestConditionsThatNearlyAgreeAreKeptApart(t *testing.T) {
	share := func(points int, salt string) methods.Match {
		return methods.Match{Rollout: methods.Rollout{BasisPoints: points, Salt: salt}}
	}
	audience := func(sets ...[]methods.Trait) methods.Match { return methods.Match{Audience: sets} }
	// between is a buyer in the first share of a salt, and not in the other.
	between := func(in, out methods.Rollout) string {
		for i := 0; ; i++ {
			if buyer := fmt.Sprintf("b%d", i); in.Includes(buyer) && !out.Includes(buyer) {
				return buyer
			}
		}
	}
	for _, test := range []struct {
		name    string
		grants  methods.Match
		refuses methods.Match
	}{
		{"shares whose lower bytes agree", share(1+39*256, "s"), share(1, "s")},
		{"shares whose upper bytes agree", share(300, "s"), share(299, "s")},
		{"salts", share(5_000, "s1"), share(5_000, "s2")},
		{"one set of two traits, and two of one", audience([]methods.Trait{"invited"}, []methods.Trait{"banned"}), audience([]methods.Trait{"invited", "banned"})},
		{"traits in another place", audience([]methods.Trait{"invited", "vip"}, []methods.Trait{"banned"}), audience([]methods.Trait{"invited", "banned"}, []methods.Trait{"banned"})},
	} {
		for _, first := range []methods.ID{"wallet", "credit"} { // which has the condition that grants
			t.Run(fmt.Sprintf("%s, %s first", test.name, first), func(t *testing.T) {
				c, o := stall(), stallOrder()
				c.Availability = append(c.Availability, c.Availability[0])
				c.Availability[1].ID, c.Availability[1].Method = "credit.live", "credit"
				for i := range c.Availability {
					c.Availability[i].When = test.refuses
					if c.Availability[i].Method == first {
						c.Availability[i].When = test.grants
					}
				}
				o.Traits = []methods.Trait{"invited", "vip"}
				if test.grants.Rollout.IsSet() {
					o.Buyer = limits.Hide(between(test.grants.Rollout, test.refuses.Rollout))
				}
				if diff := cmp.Diff([]methods.ID{first}, offered(route(t, compile(t, c), o))); diff != "" {
					t.Errorf("offers (-want +got):\n%s", diff)
				}
			})
		}
	}
}
