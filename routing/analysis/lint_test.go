package analysis

import (
	"slices"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// custom is a limit that is not a cap.
type custom struct{ most int64 }

func (c custom) Headroom(limits.Query) (limits.Headroom, error) {
	return limits.AtMost(money(c.most, limits.CNY)), nil
}

var (
	vip     = [][]methods.Trait{{"vip"}}
	in2024  = methods.Period{From: newYear(4), Until: newYear(5)}
	ever    = limits.Lifetime()
	daily   = limits.Day(8 * time.Hour)
	sundays = []methods.Hours{{Days: []time.Weekday{time.Sunday}, From: 2 * time.Hour, Until: 4 * time.Hour}}
	desktop = methods.Match{Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}}
	inApp   = methods.Match{Surfaces: []methods.Surface{methods.SurfaceApp}}

	perBuyer = []limits.Subject{limits.Buyer}
)

// lintTest is a sound catalog with one thing changed, and all that is found.
type lintTest struct {
	name    string
	catalog routing.Catalog
	options LintOptions
	want    []string
}

func lintTests() []lintTest {
	return slices.Concat([]lintTest{
		{name: "nothing is wrong", catalog: sound(func(*routing.Catalog) {})},
		{name: "no platforms", catalog: routing.Catalog{}},
	}, entryTests, limitTests, gapTests, matchTests, dateTests, catalogTests)
}

func TestLint(t *testing.T) {
	for _, test := range lintTests() {
		t.Run(test.name, func(t *testing.T) {
			findings, err := Lint(test.catalog, test.options)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range findings {
				got = append(got, found(f))
				if err := shows(test.catalog, f); err != nil {
					t.Errorf("%s: %v", f.Code, err)
				}
				if f.Text.EN == "" || f.Text.ZH == "" {
					t.Errorf("%s: text %+v, want English and Chinese", f.Code, f.Text)
				}
			}
			if diff := gocmp.Diff(test.want, got); diff != "" {
				t.Errorf("findings (-want +got):\n%s", diff)
			}
		})
	}
}

func TestEveryCodeIsFound(t *testing.T) {
	seen := map[FindingCode]bool{}
	for _, test := range lintTests() {
		findings, err := Lint(test.catalog, test.options)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			seen[f.Code] = true
		}
	}
	for _, code := range FindingCodes() {
		if !seen[code] {
			t.Errorf("%s: no test finds it", code)
		}
		delete(seen, code)
	}
	for code := range seen {
		t.Errorf("%s: not one of FindingCodes()", code)
	}
}
