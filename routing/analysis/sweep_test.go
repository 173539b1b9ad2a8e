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

// nested nests a method in another one.
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
		before, after := pair[0], pair[1]
		for question, answer := range map[string]func(b bounds) (any, error){
			"Map":  func(b bounds) (any, error) { return mapped(after, b) },
			"Diff": func(b bounds) (any, error) { return diffWithin(before, after, b) },
			"Lint": func(b bounds) (any, error) { return lintWithin(after, LintOptions{}, b) },
			"Plan": func(b bounds) (any, error) { return planned(after, b) },
		} {
			t.Run(name+"/"+question, func(t *testing.T) {
				sweep(t, "nodes", func(n int) (any, error) { b := wideBounds; b.nodes = n; return answer(b) })
				sweep(t, "steps", func(n int) (any, error) { b := wideBounds; b.steps = n; return answer(b) })
			})
		}
	}
}

// sweep raises a bound, in small steps at first, until it is as good as none.
func sweep(t *testing.T, bound string, answer func(most int) (any, error)) {
	t.Helper()
	want, err := answer(1 << 30)
	if err != nil {
		t.Fatal(err)
	}
	encoded := encode(t, want)
	const enough = 5 // answers in a row: of the questions about each method, all have been answered
	share := 30
	if !isFull() {
		share = 2
	}
	bounded := 0
	for most, answered := 0, 0; answered < enough; most += 1 + most/share {
		got, err := answer(most)
		var beyond *BoundError
		switch {
		case err == nil:
			answered++
			if diff := gocmp.Diff(encoded, encode(t, got)); diff != "" {
				t.Fatalf("with %d %s the answer is another one (-want +got):\n%s", most, bound, diff)
			}
		case errors.As(err, &beyond) && beyond.Bound == bound:
			bounded++
			answered = 0
		default:
			t.Fatalf("with %d %s: %v, want a *BoundError or the whole answer", most, bound, err)
		}
	}
	if bounded == 0 {
		t.Errorf("no %s at all are enough: nothing has been tried", bound)
	}
}

func encode(t *testing.T, v any) string {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func mapped(c routing.Catalog, b bounds) (any, error) {
	all, err := mapWithin(c, "shop", b)
	if err != nil {
		return nil, err
	}
	var found []Behavior
	for b := range all {
		found = append(found, b)
	}
	return found, nil
}

func planned(c routing.Catalog, b bounds) (any, error) {
	planner, err := newPlannerWithin(c, b)
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
