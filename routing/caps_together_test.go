package routing_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Caps on all methods of one platform bind there and nowhere else, wherever the
// platform stands among others with caps of their own or none.
func TestCapsOfPlatforms(t *testing.T) {
	c := stall()
	c.Platforms = []routing.PlatformInfo{{ID: "p0"}, {ID: "p1"}, {ID: "p2"}, {ID: "p3"}, {ID: "p4"}}
	most := map[methods.Platform]int64{"p1": 100, "p2": 200, "p4": 150} // fen
	for _, p := range []methods.Platform{"p1", "p2", "p4"} {
		c.Limits = append(c.Limits, routing.LimitRule{
			ID: string(p) + ".cap", When: methods.Match{Platforms: []methods.Platform{p}},
			Limit: limits.Cap{Max: cny(most[p])}, Evidence: c.Availability[0].Evidence,
		})
	}
	r := compile(t, c)
	for _, p := range c.Platforms {
		t.Run(string(p.ID), func(t *testing.T) {
			o := stallOrder()
			o.Platform = p.ID
			for _, fen := range []int64{1, 99, 100, 101, 149, 150, 151, 199, 200, 201} {
				o.Amount = cny(fen)
				var want []methods.ID
				if highest, capped := most[p.ID]; !capped || fen <= highest {
					want = []methods.ID{"wallet"}
				}
				if diff := cmp.Diff(want, offered(route(t, r, o))); diff != "" {
					t.Errorf("%v: offers (-want +got):\n%s", o.Amount, diff)
				}
			}
		})
	}
}

// Caps that leave no amount between them refuse each for itself: an amount below the
// one and above the other has both reasons, any other the reason of one. The entry
// is decided about in other ways where it is not all there is to say.
func TestCapsThatContradictEachOther(t *testing.T) {
	elsewhere := except(methods.Match{Surfaces: []methods.Surface{"mobile_web"}})
	secondEntry := func(c *routing.Catalog) {
		c.Availability = append(c.Availability, c.Availability[0])
		c.Availability[1].ID = "wallet.too"
	}
	for _, entry := range []struct {
		name   string
		change func(*routing.Catalog)
	}{
		{"an entry without conditions", func(*routing.Catalog) {}},
		{"an entry with an Except", elsewhere},
		{"two entries", secondEntry},
	} {
		t.Run(entry.name, func(t *testing.T) {
			c := stall()
			entry.change(&c)
			c.Limits = []routing.LimitRule{
				{ID: "at_least_5", Limit: limits.Cap{Min: cny(5)}, Evidence: c.Availability[0].Evidence},
				{ID: "at_most_3", Limit: limits.Cap{Max: cny(3)}, Evidence: c.Availability[0].Evidence},
			}
			r := compile(t, c)
			for _, test := range []struct {
				fen  int64
				want []routing.Code
			}{
				{2, []routing.Code{routing.CodeBelowMin}},
				{3, []routing.Code{routing.CodeBelowMin}},
				{4, []routing.Code{routing.CodeBelowMin, routing.CodeAboveMax}},
				{5, []routing.Code{routing.CodeAboveMax}},
				{6, []routing.Code{routing.CodeAboveMax}},
			} {
				o := stallOrder()
				o.Amount = cny(test.fen)
				d := route(t, r, o)
				requireReference(t, c, o, d)
				var got []routing.Code
				why, _ := d.Why("wallet")
				for _, reason := range why.Reasons {
					got = append(got, reason.Code)
				}
				if diff := cmp.Diff(test.want, got); diff != "" {
					t.Errorf("%v: codes (-want +got):\n%s", o.Amount, diff)
				}
			}
		})
	}
}

// A cap for buyers with a trait holds for them and nobody else, whatever number the
// trait has among those that the catalog uses.
func TestCapForOneOfManyTraits(t *testing.T) {
	const n = 130 // more than two machine words have bits
	c := stall()
	var all []methods.Trait
	for i := range n {
		all = append(all, methods.Trait(fmt.Sprintf("t%d", i)))
		c.Traits = append(c.Traits, routing.TraitInfo{ID: all[i]})
	}
	evidence := c.Availability[0].Evidence
	c.Availability = append(c.Availability, methods.Availability{
		ID: "credit.live", Method: "credit", Status: methods.StatusLive, When: methods.Match{Audience: [][]methods.Trait{all}}, Evidence: evidence,
	})
	for i, trait := range all {
		limited(limits.Cap{Max: cny(100)}, methods.Match{Audience: [][]methods.Trait{{trait}}})(&c)
		r := compile(t, c)
		for _, test := range []struct {
			fen    int64
			traits []methods.Trait
			want   []methods.ID
		}{
			{100, []methods.Trait{trait}, []methods.ID{"wallet"}},
			{101, []methods.Trait{trait}, nil},
			{101, []methods.Trait{all[(i+1)%n]}, []methods.ID{"wallet"}},
			{101, nil, []methods.ID{"wallet"}},
		} {
			o := stallOrder()
			o.Amount, o.Traits = cny(test.fen), test.traits
			if diff := cmp.Diff(test.want, offered(route(t, r, o))); diff != "" {
				t.Errorf("a cap for %s, %v: offers (-want +got):\n%s", trait, o, diff)
			}
		}
	}
}
