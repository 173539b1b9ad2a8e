package analysis_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
)

// paired is a catalog of which an order has to state both traits of one of n pairs.
// If scattered, all first traits come before all second ones.
func paired(n int, scattered bool) routing.Catalog {
	c := planCatalog(live(methods.Match{}))
	first, second := make([]methods.Trait, n), make([]methods.Trait, n)
	for i := range n {
		first[i], second[i] = methods.Trait(fmt.Sprintf("first_%02d", i)), methods.Trait(fmt.Sprintf("second_%02d", i))
		c.Traits = append(c.Traits, routing.TraitInfo{ID: first[i]}, routing.TraitInfo{ID: second[i]})
	}
	e := &c.Availability[0]
	if scattered {
		e.When.Audience = append(e.When.Audience, first)
	}
	for i := range n {
		e.When.Audience = append(e.When.Audience, []methods.Trait{first[i], second[i]})
	}
	return c
}

func TestBounds(t *testing.T) {
	everybody := planCatalog(live(methods.Match{}))
	var shares []methods.Match
	for _, salt := range []string{"a", "b", "c"} {
		shares = append(shares, methods.Match{Rollout: methods.Rollout{Salt: salt, BasisPoints: 9_999}})
	}
	hardlyAnybody := planCatalog(live(methods.Match{}, shares...)) // one buyer in a million millions
	for _, tt := range []struct {
		name     string
		old, new routing.Catalog
		want     analysis.BoundError
	}{
		{"too many parts", everybody, paired(21, true), analysis.BoundError{Platform: "shop", Method: "pay", Bound: "nodes", Most: 1 << 20}},
		{"too many regions", everybody, paired(17, false), analysis.BoundError{Platform: "shop", Method: "pay", Bound: "regions", Most: 100_000}},
		{"too few buyers", everybody, hardlyAnybody, analysis.BoundError{Platform: "shop", Method: "pay", Bound: "buyers", Most: 1 << 22}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.want.Most /= analysis.Narrowing()
			changes, err := analysis.DiffOfRun(tt.old, tt.new)
			var got *analysis.BoundError
			if !errors.As(err, &got) || *got != tt.want || changes != nil {
				t.Errorf("Diff: %d changes and %v, want only %v", len(changes), err, &tt.want)
			}
		})
	}
}

// A map is whole as well: there is none of rules that depend on each other in too
// many ways, but any number of regions.
func TestBoundsOfMaps(t *testing.T) {
	all, err := analysis.MapOfRun(paired(21, true), "store")
	var got *analysis.BoundError
	want := analysis.BoundError{Platform: "shop", Bound: "nodes", Most: 1 << 20 / analysis.Narrowing()}
	if !errors.As(err, &got) || *got != want || all != nil {
		t.Errorf("Map: %v, want only %v", err, &want)
	}
	if !analysis.IsFull() {
		return
	}
	all, err = analysis.Map(paired(17, false), "store")
	if err != nil {
		t.Fatal(err)
	}
	regions := 0
	for range all {
		if regions++; regions > 100_000 {
			return
		}
	}
	t.Errorf("%d regions, want more than are merged at once", regions)
}
