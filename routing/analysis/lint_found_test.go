package analysis

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// found is a finding in short: its severity, code, path and id, the others that it
// names, and the order that shows it.
func found(f Finding) string {
	s := fmt.Sprintf("%s %s %s %s", f.Severity, f.Code, f.Path, f.ID)
	if len(f.Others) > 0 {
		s += fmt.Sprintf(" %v", f.Others)
	}
	if f.Witness.Platform != "" {
		s += ": " + brief(f.Witness)
	}
	return s
}

// brief is an order in short, without the buyer and what has been paid.
func brief(o routing.Order) string {
	parts := []string{string(o.Platform)}
	for _, part := range []string{string(o.Surface), o.Amount.String(), o.At.Format(time.RFC3339Nano)} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	for _, trait := range o.Traits {
		parts = append(parts, "+"+string(trait))
	}
	for _, trait := range o.Lacks {
		parts = append(parts, "-"+string(trait))
	}
	return strings.Join(parts, " ")
}

// A finding about two rules has every order that is under both, on every platform.
func TestRegionsOfAnOverlap(t *testing.T) {
	c := withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "more", When: methods.Match{Audience: [][]methods.Trait{{"vip"}, {"staff"}}}, Limit: capOnTotal(90_000, daily, "day")})
	c.Traits = append(c.Traits, routing.TraitInfo{ID: "staff"})
	c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: "outlet"})
	findings, err := Lint(c, LintOptions{})
	findings = slices.DeleteFunc(findings, func(f Finding) bool { return f.Code == FindingOpenTrait })
	if err != nil || len(findings) != 1 || findings[0].Code != FindingConflictingLimit {
		t.Fatalf("Lint: %v, %v, want only a conflicting limit", findings, err)
	}
	var got []string
	for _, r := range findings[0].Regions {
		got = append(got, r.String())
	}
	want := []string{
		"shop, on app or desktop_web or mobile_web, any amount in CNY, with staff, without vip",
		"shop, on app or desktop_web or mobile_web, any amount in CNY, with vip",
		"outlet, on app or desktop_web or mobile_web, any amount in CNY, with staff, without vip",
		"outlet, on app or desktop_web or mobile_web, any amount in CNY, with vip",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("regions (-want +got):\n%s", diff)
	}
}
