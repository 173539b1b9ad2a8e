package analysis

import (
	"errors"
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func TestLintOfACatalogThatDoesNotCompile(t *testing.T) {
	findings, err := Lint(withLast(methods.Availability{ID: "lost", Method: "unknown"}), LintOptions{})
	if err == nil || findings != nil {
		t.Errorf("Lint: %v, %v, want only the error of Compile", findings, err)
	}
}

// Of rules that depend on each other in more ways than are counted, nothing is said.
func TestLintBeyondItsBounds(t *testing.T) {
	c := sound(func(c *routing.Catalog) {
		e := methods.Availability{ID: "all", Method: "wallet", Status: methods.StatusLive}
		for i := range 24 {
			trait, other := methods.Trait(fmt.Sprintf("left%d", i)), methods.Trait(fmt.Sprintf("right%d", i))
			c.Traits = append(c.Traits, routing.TraitInfo{ID: trait}, routing.TraitInfo{ID: other})
			e.When.Audience = append(e.When.Audience, []methods.Trait{trait, other})
		}
		first := methods.Availability{ID: "first", Method: "wallet", Status: methods.StatusAbsent}
		for _, set := range e.When.Audience {
			first.When.Audience = append(first.When.Audience, set[:1])
		}
		c.Availability = []methods.Availability{first, e}
	})
	findings, err := lintWithin(c, LintOptions{}, boundsOfRun())
	var bound *BoundError
	if !errors.As(err, &bound) || bound.Platform != "shop" || bound.Bound != "nodes" || findings != nil {
		t.Errorf("Lint: %d findings, %v, want only a *BoundError about nodes on shop", len(findings), err)
	}
}

// What cannot be shown is not said.
func TestLintWithoutABuyer(t *testing.T) {
	share := func(salt string) []methods.Match {
		return []methods.Match{{Rollout: methods.Rollout{Salt: salt, BasisPoints: 9_999}}}
	}
	e := methods.Availability{ID: "few", When: methods.Match{Rollout: methods.Rollout{Salt: "a", BasisPoints: 1}}}
	e.Except = append(share("b"), share("c")...)
	e.Confidence = methods.ConfidenceLow
	findings, err := lintWithin(withEntries(e), LintOptions{}, boundsOfRun())
	var bound *BoundError
	if !errors.As(err, &bound) || bound.Platform != "shop" || bound.Bound != "buyers" || findings != nil {
		t.Errorf("Lint: %d findings, %v, want only a *BoundError about buyers on shop", len(findings), err)
	}
	e.Confidence = methods.ConfidenceHigh
	if _, err := Lint(withEntries(e), LintOptions{}); err != nil {
		t.Errorf("Lint: %v, want no error where nothing is to be shown", err)
	}
}

// The same catalog has the same findings each time, by as many goroutines as there
// are platforms.
func TestLintIsDeterministic(t *testing.T) {
	c := sound(func(c *routing.Catalog) {
		for i := range 40 {
			c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: methods.Platform(fmt.Sprintf("shop%d", i))})
		}
		c.Availability[0].When.Period = methods.Period{From: date(1), Until: date(2)}
		c.Availability[1].When.Period = methods.Period{From: date(3), Until: date(4)}
		c.Availability[1].Parent = ""
		c.Availability = c.Availability[:2]
	})
	want, err := Lint(c, LintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(want) <= 40 {
		t.Fatalf("%d findings, want some for each platform", len(want))
	}
	for range 3 {
		got, err := Lint(c, LintOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("findings of another time (-first +later):\n%s", diff)
		}
	}
}

func TestWhyAnEntryIsUnreachable(t *testing.T) {
	mini := []methods.Surface{methods.SurfaceWeChatMiniProgram}
	tests := []struct {
		name    string
		catalog routing.Catalog
		want    string
	}{
		{"conditions that exclude each other", withEntries(methods.Availability{
			ID: "dead", When: methods.Match{Audience: vip}, Except: []methods.Match{{Audience: vip}}}),
			"no order meets all its conditions on a surface that a product serves"},
		{"earlier entries everywhere", withLast(methods.Availability{ID: "dead", Method: "wallet", Status: methods.StatusLive}),
			"no order is offered wallet by it: where its conditions are met, earlier entries decide (wallet.live)"},
		{"a surface that no product serves", withEntries(methods.Availability{ID: "dead", When: methods.Match{Surfaces: mini}}),
			"no order meets all its conditions on a surface that a product serves"},
		{"an earlier entry here, a limit rule there", sound(func(c *routing.Catalog) {
			c.Availability[2].When.Audience = vip
			c.Availability = append(c.Availability, methods.Availability{ID: "dead", Method: "transfer", Status: methods.StatusLive})
			c.Limits = append(c.Limits, routing.LimitRule{ID: "none", Methods: []methods.ID{"transfer"}, Limit: limits.Cap{Max: money(1, limits.CNY)}},
				routing.LimitRule{ID: "least", Methods: []methods.ID{"transfer"}, Limit: limits.Cap{Min: money(2, limits.CNY)}})
		}), "no order is offered transfer by it: where it decides, limit rules or its parent refuse"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			findings, err := Lint(test.catalog, LintOptions{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findings {
				if f.Code == FindingUnreachableEntry && f.ID == "dead" {
					if f.Text.EN != test.want {
						t.Errorf("text %q, want %q", f.Text.EN, test.want)
					}
					return
				}
			}
			t.Errorf("not found among %v", findings)
		})
	}
}
