package analysis

import (
	"strings"
	"testing"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

// What cannot be judged is an error, never a wrong answer.
func TestWhatCannotBeJudgedIsRefused(t *testing.T) {
	tests := []struct {
		name   string
		change func(*routing.Catalog)
		want   string
	}{
		{"a number of payments", func(c *routing.Catalog) {
			c.Limits[0].Limit = limits.Cap{MaxCount: 3, Window: limits.Day(0), Counter: "wallet.day"}
		}, "limits[0] (wallet.bounds): max_count"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := sound(test.change)
			_, lint := Lint(c, LintOptions{})
			_, diff := Diff(c, c)
			_, planner := NewPlanner(c)
			_, maps := Map(c, "shop")
			for call, err := range map[string]error{"Lint": lint, "Diff": diff, "NewPlanner": planner, "Map": maps} {
				if err == nil || !strings.Contains(err.Error(), test.want) {
					t.Errorf("%s = %v, want %q in it", call, err, test.want)
				}
			}
		})
	}
}
