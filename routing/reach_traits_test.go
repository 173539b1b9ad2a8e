package routing_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// The router numbers traits, and keeps those after the 64th in another form.
func TestTraitNamedTwiceInASetIsAskedForOnce(t *testing.T) {
	var fillers [][]methods.Trait
	for i := range 64 {
		fillers = append(fillers, []methods.Trait{methods.Trait(fmt.Sprintf("filler_%d", i))})
	}
	for _, test := range []struct {
		name string
		more [][]methods.Trait // that the catalog numbers first
	}{
		{"among the first traits", nil},
		{"behind 64 others", fillers},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := stall()
			c.Traits = []routing.TraitInfo{{ID: "member"}, {ID: "adult"}}
			for _, set := range test.more {
				c.Traits = append(c.Traits, routing.TraitInfo{ID: set[0]})
			}
			c.Availability[0].When.Audience = append(test.more, []methods.Trait{"member", "adult", "member"})
			order := stallOrder()
			order.Lacks = slices.Concat(test.more...) // all of them, so that the last set is the one to meet
			d, err := routing.MustCompile(c).Route(order)
			if err != nil {
				t.Fatal(err)
			}
			why, _ := d.Why("wallet")
			asked := 0
			for _, trait := range why.Reasons[0].Remedy.Traits {
				if trait == "member" {
					asked++
				}
			}
			if asked != 1 {
				t.Errorf("asks %d times for the member: %v", asked, why.Reasons[0].Remedy.Traits)
			}
		})
	}
}
