package routingtest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
)

// What finds the slips: reading and compiling, Run, and Lint on the day of the catalog's
// version. A slip is found by Lint if
// that says something of it that it does not say of the good catalog, more than a note.
// Run counts as far as it fails because of Lint: no slip can break a law of routing.
func TestSlipsAreFound(t *testing.T) {
	var table strings.Builder
	w := tabwriter.NewWriter(&table, 0, 0, 2, ' ', 0)
	score := map[string]int{}
	for _, s := range slips {
		found := findSlip(t, s)
		for by := range found {
			score[by]++
		}
		score["any"] += min(len(found), 1)
		fmt.Fprintf(w, "%s\t%s\t%s\n", s.catalog, s.name, found)
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	t.Logf("found %v of %d slips:\n%s", score, len(slips), table.String())
	if most := len(slips) * 3 / 4; score["any"] < most {
		t.Errorf("%d of %d slips are found, want at least %d: at first, on the day on which they were composed, it was %d",
			score["any"], len(slips), most, firstFound)
	}
}

// firstFound is how many of the 72 slips were found on the day on which they were
// composed: by Compile 15, by Lint 23, of these 12 by Run.
const firstFound = 38

// findSlip returns what finds a slip, with what it says.
func findSlip(t *testing.T, s slip) map[string]string {
	t.Helper()
	good := catalogText(t, s.catalog)
	if n := strings.Count(good, s.old); n != 1 {
		t.Fatalf("%s, %s: the text to replace is there %d times", s.catalog, s.name, n)
	}
	c, err := routing.ParseCatalog([]byte(strings.Replace(good, s.old, s.new, 1)))
	if err == nil {
		_, err = routing.Compile(c)
	}
	if err != nil {
		return map[string]string{"Compile": ""}
	}
	known := findingsThen(t, parseCatalog(t, good))
	found := map[string]string{}
	for _, f := range findingsThen(t, c) {
		isKnown := slices.ContainsFunc(known, func(k analysis.Finding) bool {
			return k.Code == f.Code && k.ID == f.ID && k.Severity == f.Severity
		})
		if !isKnown && f.Severity != analysis.SeverityNote {
			found["Lint"] = strings.TrimSpace(fmt.Sprintf("%s %s(%s)", found["Lint"], f.Code, f.ID))
		}
	}
	if errors, _ := linted(c); len(errors) > 0 {
		found["Run"] = ""
	}
	return found
}

// findings returns what Lint finds on a day, or on none if it is the zero time.
func findings(t *testing.T, c routing.Catalog, now time.Time) []analysis.Finding {
	t.Helper()
	all, err := analysis.Lint(c, analysis.LintOptions{Now: now})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// findingsThen returns what Lint finds on the day of a catalog's version.
func findingsThen(t *testing.T, c routing.Catalog) []analysis.Finding {
	t.Helper()
	day, err := time.Parse(time.DateOnly, c.Version)
	if err != nil {
		t.Fatal(err)
	}
	return findings(t, c, day)
}

func catalogText(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata/slips", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func parseCatalog(t *testing.T, text string) routing.Catalog {
	t.Helper()
	c, err := routing.ParseCatalog([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Good catalogs pass: Run does not fail, and Lint finds no more than notes. They state the
// traits that must be, and accept the gaps that are meant.
func TestGoodCatalogsPass(t *testing.T) {
	for _, name := range goodCatalogs {
		c := parseCatalog(t, catalogText(t, name))
		if errors, _ := linted(c); len(errors) > 0 {
			t.Errorf("%s: Run fails: %q", name, errors)
		}
		for _, f := range findingsThen(t, c) {
			if f.Severity != analysis.SeverityNote {
				t.Errorf("%s: %s %s (%s): %s %v", name, f.Severity, f.Code, f.ID, f.Text.EN, f.Regions)
			}
		}
	}
}
