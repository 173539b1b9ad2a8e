package routingtest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/routingtest"
)

// Two ways of looking for what is useless, by asking about orders and by working
// with functions of all orders, find the same.
func TestLintFindsWhatTheSearchFinds(t *testing.T) {
	for _, test := range planted {
		t.Run(test.name, func(t *testing.T) { compareUseless(t, test.catalog) })
	}
	t.Run("random catalogs", rapid.MakeCheck(func(t *rapid.T) {
		compareUseless(t, edited(t))
	}))
}

func compareUseless(t rapid.TB, c routing.Catalog) {
	t.Helper()
	useless, undecided := routingtest.Findings(c)
	if len(undecided) > 0 {
		t.Fatalf("not decided: %q", undecided)
	}
	findings, err := analysis.Lint(c, analysis.LintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var searched, linted []string
	for _, said := range useless {
		what, _, _ := strings.Cut(said, ":")
		searched = append(searched, what)
	}
	for _, f := range findings {
		switch f.Code {
		case analysis.FindingUnreachableEntry, analysis.FindingUnreachableParent:
			linted = append(linted, "entry "+f.ID)
		case analysis.FindingRedundantLimit, analysis.FindingUnusedLimit:
			linted = append(linted, "limit "+f.ID)
		case analysis.FindingUnreachableMethod:
			linted = append(linted, "method "+f.ID)
		}
	}
	slices.Sort(searched)
	slices.Sort(linted)
	if diff := cmp.Diff(searched, linted); diff != "" {
		t.Errorf("useless by search (-) and by Lint (+):\n%s\n%s", diff, strings.Join(useless, "\n"))
	}
}

// edited draws a shop with a few entries and limit rules more, each as likely to be
// useless as not.
func edited(t *rapid.T) routing.Catalog {
	c := shop()
	for i := range rapid.IntRange(1, 3).Draw(t, "entries") {
		e := methods.Availability{
			ID: fmt.Sprintf("entry%d", i), Evidence: cited,
			Method: drawOne(t, "method", methods.ID("alipay"), "huabei", "wechat_pay"),
			Status: drawOne(t, "status", methods.StatusLive, methods.StatusLive, methods.StatusLive, methods.StatusWithdrawn),
			When:   drawMatch(t),
		}
		if e.Method == "huabei" {
			e.Parent = drawOne(t, "within", methods.ID(""), "alipay")
		}
		if drawOne(t, "except", false, false, true) {
			e.Except = []methods.Match{drawMatch(t)}
		}
		if drawOne(t, "products", false, false, true) {
			e.Products = []methods.Product{{ID: "own", Surfaces: []methods.Surface{drawOne(t, "of product", methods.SurfaceApp, methods.SurfaceDesktopWeb)}}}
		}
		at := rapid.IntRange(0, len(c.Availability)).Draw(t, "at")
		c.Availability = slices.Insert(c.Availability, at, e)
	}
	for i := range rapid.IntRange(0, 2).Draw(t, "rules") {
		r := routing.LimitRule{ID: fmt.Sprintf("rule%d", i), When: drawMatch(t), Evidence: cited}
		r.Methods = []methods.ID{drawOne(t, "for", methods.ID("alipay"), "huabei", "wechat_pay")}
		r.Limit = drawOne(t, "limit",
			limits.Cap{Max: cny("100.00")}, limits.Cap{Min: cny("0.00")}, limits.Cap{Min: cny("0.02")},
			limits.Cap{Max: cny("300.00")}, limits.Cap{Min: cny("500.00")}, limits.Cap{Max: limits.MustParseMoney("5 JPY")},
			limits.Cap{Max: cny("9.00"), Window: limits.Lifetime(), Counter: "life", Per: []limits.Subject{limits.Buyer}})
		if drawOne(t, "except", false, false, true) {
			r.Except = []methods.Match{drawMatch(t)}
		}
		c.Limits = append(c.Limits, r)
	}
	return c
}

// drawMatch draws a match on two facts at most, neither of them the zero one.
func drawMatch(t *rapid.T) methods.Match {
	var m methods.Match
	for range rapid.IntRange(1, 2).Draw(t, "facts") {
		switch rapid.IntRange(0, 6).Draw(t, "fact") {
		case 0:
			m.Platforms = []methods.Platform{drawOne(t, "platform", methods.Platform("shop"), "outlet")}
		case 1:
			m.Surfaces = []methods.Surface{drawOne(t, "surface", methods.SurfaceApp, methods.SurfaceMobileWeb, methods.SurfaceDesktopWeb)}
		case 2:
			m.Regions = []methods.Region{drawOne(t, "region", methods.Region("CN"), "HK")}
		case 3:
			m.Currencies = []string{drawOne(t, "currency", "CNY", "JPY")}
		case 4:
			m.Audience = [][]methods.Trait{{drawOne(t, "trait", methods.Trait("vip"), "virtual_goods")}}
		case 5:
			m.Rollout = methods.Rollout{Salt: "wechat", BasisPoints: drawOne(t, "share", 0, 400, 500, 600, methods.Buckets)}
		case 6:
			from := rapid.IntRange(2023, 2025).Draw(t, "from")
			m.Period = methods.Period{From: date(from, 7, 1), Until: date(from+rapid.IntRange(1, 2).Draw(t, "years"), 1, 1)}
		}
	}
	return m
}

func drawOne[T any](t *rapid.T, label string, all ...T) T {
	return rapid.SampledFrom(all).Draw(t, label)
}
