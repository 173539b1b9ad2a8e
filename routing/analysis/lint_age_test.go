package analysis

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func TestRulesWhoseNewestSourceIsOld(t *testing.T) {
	octoberFirst := time.Date(2024, time.October, 1, 0, 0, 0, 0, time.UTC)
	dated := func(second string, change func(*routing.Catalog)) routing.Catalog {
		return sound(func(c *routing.Catalog) { // its source is of 2024-09
			c.Sources = append(c.Sources, methods.Source{ID: "second", Title: "a second source", Date: second})
			c.Availability[0].Sources = []string{"second", c.Sources[0].ID}
			change(c)
		})
	}
	nothing := func(*routing.Catalog) {}
	others := func() (ids []string) { // all rules but the first
		c := sound(nothing)
		for _, e := range c.Availability[1:] {
			ids = append(ids, e.ID)
		}
		for _, rule := range c.Limits {
			ids = append(ids, rule.ID)
		}
		return ids
	}()
	first := sound(nothing).Availability[0].ID
	for _, test := range []struct {
		name    string
		catalog routing.Catalog
		before  time.Time
		want    []string
	}{
		{"nobody asks", dated("2020", nothing), time.Time{}, nil},
		{"a month counts by its last day", dated("2020", nothing), octoberFirst.AddDate(0, 0, -1), nil},
		{"the newest of two sources is old", dated("2020", nothing), octoberFirst, append([]string{first}, others...)},
		{"the newest of two sources is not", dated("2024-10-01", nothing), octoberFirst, others},
		{"a source without a date may be new", dated("", nothing), octoberFirst, others},
		{"a default source counts", dated("2024-10-01", func(c *routing.Catalog) {
			c.Availability[0].Sources, c.DefaultSources = []string{}, []string{"second"}
		}), octoberFirst, others},
		{"what is accepted is left out", dated("2020", func(c *routing.Catalog) {
			c.Accept = []routing.Acceptance{{Code: string(FindingOldEvidence), ID: first, Why: "it is history"}}
		}), octoberFirst, others},
	} {
		t.Run(test.name, func(t *testing.T) {
			found, err := Lint(test.catalog, LintOptions{ReviewedBefore: test.before})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				if f.Code == FindingOldEvidence {
					got = append(got, f.ID)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("old rules (-want +got):\n%s", diff)
			}
		})
	}
}
