package analysis

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var update = flag.Bool("update", false, "write the golden file")

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

	inChina = methods.Match{Regions: []methods.Region{"CN"}}

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

// The golden file has the text of every finding of the table, so that both languages are
// read when one changes.
func TestTextsOfEveryCode(t *testing.T) {
	const file = "testdata/lint_texts.golden"
	texts := map[FindingCode][]string{}
	for _, test := range lintTests() {
		findings, err := Lint(test.catalog, test.options)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			texts[f.Code] = append(texts[f.Code], fmt.Sprintf("%s\n  %s\n", f.Text.EN, f.Text.ZH))
		}
	}
	var got strings.Builder
	for _, code := range FindingCodes() {
		if texts[code] == nil {
			t.Errorf("%s: no test finds it", code)
		}
		slices.Sort(texts[code])
		fmt.Fprintf(&got, "# %s\n%s\n", code, strings.Join(slices.Compact(texts[code]), ""))
		delete(texts, code)
	}
	for code := range texts {
		t.Errorf("%s: not one of FindingCodes()", code)
	}
	if *update {
		if err := os.WriteFile(file, []byte(got.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := gocmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}
