package analysis

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// sweeps are pairs of catalogs that need all that there is to work out: nesting,
// Excepts, products, totals, rollouts, and rules of several conditions.
func sweeps() map[string][2]routing.Catalog {
	without := sweepCatalog()
	without.Limits = nil
	other := sweepCatalog()
	other.Limits[0].Limit = limits.Cap{Max: money(200, limits.CNY), Counter: "day", Window: limits.Day(0)}
	other.Availability[0].Rank, other.Availability[1].Rank = 2, 1
	other.Availability[2].Products = []methods.Product{{ID: "product", Flow: methods.FlowQRCode, Surfaces: []methods.Surface{"app"}}}
	return map[string][2]routing.Catalog{
		"limit rules come":     {without, sweepCatalog()},
		"limit rules go":       {sweepCatalog(), without},
		"other rules":          {sweepCatalog(), other},
		"another parent":       {nested(sweepCatalog(), "m0", "m1"), nested(sweepCatalog(), "m1", "m0")},
		"a parent with totals": {nested(sweepCatalog(), "m0", "m1"), nested(other, "m0", "m1")},
	}
}

// nested lets a method live within another one.
func nested(c routing.Catalog, parent, child methods.ID) routing.Catalog {
	c.Availability = slices.Clone(c.Availability)
	for i := range c.Availability {
		if c.Availability[i].Method == child {
			c.Availability[i].Parent = parent
		}
	}
	return c
}

func sweepCatalog() routing.Catalog {
	c := routing.Catalog{
		Sources:   []methods.Source{{ID: "s", Title: "source"}},
		Methods:   []methods.Method{{ID: "m0"}, {ID: "m1"}},
		Platforms: []routing.PlatformInfo{{ID: "shop"}},
	}
	evidence := methods.Evidence{Sources: []string{"s"}}
	var audience [][]methods.Trait
	for i := range 3 {
		first, second := methods.Trait(fmt.Sprintf("f%d", i)), methods.Trait(fmt.Sprintf("g%d", i))
		c.Traits = append(c.Traits, routing.TraitInfo{ID: first}, routing.TraitInfo{ID: second})
		audience = append(audience, []methods.Trait{first, second})
	}
	c.Availability = []methods.Availability{
		{
			ID: "e0", Method: "m0", Rank: 1, When: methods.Match{Audience: audience[:2]},
			Except: []methods.Match{{Regions: []methods.Region{"HK"}, Period: methods.Period{From: date(1)}}},
		},
		{ID: "e1", Method: "m1", Rank: 2, When: methods.Match{Rollout: methods.Rollout{Salt: "salt", BasisPoints: 5_000}}},
		{ID: "e2", Method: "m1", Rank: 3, Products: []methods.Product{{ID: "product", Flow: methods.FlowQRCode, Surfaces: []methods.Surface{"web"}}}},
	}
	for i := range c.Availability {
		c.Availability[i].Status, c.Availability[i].Evidence = methods.StatusLive, evidence
	}
	c.Limits = []routing.LimitRule{
		{ID: "r0", Methods: []methods.ID{"m0"}, When: methods.Match{Audience: audience}, Limit: limits.Cap{Max: money(100, limits.CNY), Counter: "day", Window: limits.Day(0)}, Evidence: evidence},
		{ID: "r1", When: methods.Match{Surfaces: []methods.Surface{"app"}, Currencies: []string{"CNY"}}, Limit: limits.Cap{Min: money(1, limits.CNY), Max: money(300, limits.CNY)}, Evidence: evidence},
	}
	return c
}

// With any bound there is either the whole answer or none.
func TestWithAnyBoundAnAnswerIsWhole(t *testing.T) {
	for name, pair := range sweeps() {
		old, new := pair[0], pair[1]
		for question, ask := range map[string]func() (any, error){
			"Map":  func() (any, error) { return mapped(new) },
			"Diff": func() (any, error) { return Diff(old, new) },
			"Lint": func() (any, error) { return Lint(new, LintOptions{}) },
			"Plan": func() (any, error) { return planned(new) },
		} {
			t.Run(name+"/"+question, func(t *testing.T) { sweep(t, ask) })
		}
	}
}

// sweep asks with one node more each time, until every bound is as good as none.
func sweep(t *testing.T, ask func() (any, error)) {
	defer func(bound int) { nodeBound = bound }(nodeBound)
	want, err := ask()
	if err != nil {
		t.Fatal(err)
	}
	const enough = 5 // answers in a row: of the questions about each method, all have been answered
	bounded := 0
	for answered := 0; answered < enough; {
		nodeBound = bounded + answered
		got, err := ask()
		var bound *BoundError
		switch {
		case err == nil:
			answered++
			if diff := gocmp.Diff(encode(t, want), encode(t, got)); diff != "" {
				t.Fatalf("with %d nodes the answer is another one (-want +got):\n%s", nodeBound, diff)
			}
		case errors.As(err, &bound) && bound.Bound == "MaxNodes":
			bounded += answered + 1
			answered = 0
		default:
			t.Fatalf("with %d nodes: %v, want a *BoundError or the whole answer", nodeBound, err)
		}
	}
	if bounded == 0 {
		t.Error("no nodes at all are enough: nothing has been tried")
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	data, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func mapped(c routing.Catalog) (any, error) {
	all, err := Map(c, "shop")
	if err != nil {
		return nil, err
	}
	var found []Behavior
	for b := range all {
		found = append(found, b)
	}
	return found, nil
}

func planned(c routing.Catalog) (any, error) {
	planner, err := NewPlanner(c, PlanOptions{})
	if err != nil {
		return nil, err
	}
	var plans []Plan
	for _, m := range c.Methods {
		plan, _, err := planner.Plan(routing.Order{Platform: "shop", Amount: money(20_000, limits.CNY), At: date(0).Add(time.Hour)}, m.ID)
		if err != nil {
			return nil, err
		}
		plans = append(plans, plan)
	}
	return plans, nil
}
