package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/paymux/paymux/examples/versus"
)

func TestTheTableHasARowForEachCandidateAskedFor(t *testing.T) {
	asked := turns{rounds: 1, share: 1, orders: 100, names: regexp.MustCompile("switch|RouteInto")}
	var got strings.Builder
	if err := asked.measure(&got, versus.Sizes()[0]); err != nil {
		t.Fatal(err)
	}
	for _, row := range []string{
		"### the built-in catalog",
		"| hand-written switch, (a) ids | 1.00 |",
		"| hand-written switch, (b) details |",
		"| paymux, RouteInto alone |",
	} {
		if !strings.Contains(got.String(), "\n"+row) && !strings.HasPrefix(got.String(), row) {
			t.Errorf("no line starts with %q:\n%s", row, got.String())
		}
	}
	if strings.Contains(got.String(), "Cedar") {
		t.Errorf("has a row that was not asked for:\n%s", got.String())
	}
}

func TestTheMedianIsTheMiddleOfTheRounds(t *testing.T) {
	for _, test := range []struct {
		name   string
		values []float64
		want   float64
	}{
		{"of one", []float64{3}, 3},
		{"of three in any order", []float64{9, 1, 4}, 4},
		{"of four is the lower of the middle two", []float64{4, 3, 2, 1}, 2},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := median(test.values); got != test.want {
				t.Errorf("median(%v) = %v, want %v", test.values, got, test.want)
			}
		})
	}
}
