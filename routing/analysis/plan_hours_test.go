package analysis_test

import (
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// The order of these plans is of Monday, 2024-06-10, at noon.
func TestPlansForHours(t *testing.T) {
	clock := func(from, until int) []methods.Hours {
		return []methods.Hours{{From: time.Duration(from) * time.Hour, Until: time.Duration(until) * time.Hour}}
	}
	dollars := limits.Cap{Max: limits.MustParseMoney("1.00 USD")}
	runPlanCases(t, []planCase{
		{
			name:    "one waits for hours",
			catalog: planCatalog(live(methods.Match{Hours: sundays(4 * time.Hour)})),
			order:   juneOrder(),
			want:    "Wait until 2024-06-16 02:00 UTC+08:00.",
		},
		{
			name:    "one waits for the end of hours",
			catalog: planCatalog(live(methods.Match{}, methods.Match{Hours: clock(10, 14)}, methods.Match{Hours: clock(14, 15)})),
			order:   juneOrder(),
			want:    "Wait until 2024-06-10 15:00 UTC+08:00.",
		},
		{
			name:    "hours that have begun need no wait",
			catalog: planCatalog(live(methods.Match{Hours: clock(12, 13), Surfaces: []methods.Surface{"app"}})),
			order:   juneOrder(on("web")),
			want:    "Check out in the platform's app.",
		},
		{
			name:    "hours that have ended come again tomorrow",
			catalog: planCatalog(live(methods.Match{Hours: clock(11, 12)})),
			order:   juneOrder(),
			want:    "Wait until 2024-06-11 11:00 UTC+08:00.",
		},
		{
			name:    "hours that a period has none of end a plan",
			catalog: planCatalog(live(methods.Match{Hours: sundays(4 * time.Hour), Period: methods.Period{From: june(10), Until: june(16)}})),
			order:   juneOrder(),
			want:    "none",
		},
		{
			name: "hours come after the period has begun",
			catalog: planCatalog(live(methods.Match{
				Hours:  []methods.Hours{{Days: []time.Weekday{time.Monday}, From: 22 * time.Hour, Until: 6 * time.Hour}},
				Period: methods.Period{From: june(11).Add(6 * time.Hour)},
			})),
			order: juneOrder(),
			want:  "Wait until 2024-06-17 22:00 UTC+08:00.",
		},
		{
			name: "a period begins within hours",
			catalog: planCatalog(live(methods.Match{
				Hours:  []methods.Hours{{Days: []time.Weekday{time.Monday}, From: 22 * time.Hour, Until: 6 * time.Hour}},
				Period: methods.Period{From: june(11).Add(6*time.Hour - 1)},
			})),
			order: juneOrder(),
			want:  "Wait until 2024-06-11 05:59:59.999999999 UTC+08:00.",
		},
		{
			name:    "paying less is cheaper than waiting for the end of a cap's hours",
			catalog: planCatalog(live(methods.Match{}), routing.LimitRule{When: methods.Match{Hours: clock(8, 20)}, Limit: limits.Cap{Max: yuan("50.00")}}),
			order:   juneOrder(),
			want:    "Pay at most ¥50.00.",
		},
		{
			name:    "a limit rule refuses until its hours end",
			catalog: planCatalog(live(methods.Match{}), routing.LimitRule{When: methods.Match{Hours: clock(8, 20)}, Limit: dollars}),
			order:   juneOrder(),
			want:    "Wait until 2024-06-10 20:00 UTC+08:00.",
		},
		{
			name:    "a total resets before the hours",
			catalog: planCatalog(live(methods.Match{Hours: clock(9, 12)}), total(limits.Day(8*time.Hour))),
			order:   juneOrder(used("200.00 CNY"), at(june(10).Add(11*time.Hour))),
			want:    "Wait until 2024-06-11 09:00 UTC+08:00.",
		},
		{
			name:    "of two entries the one with the earlier hours",
			catalog: planCatalog([]methods.Availability{{When: methods.Match{Hours: sundays(4 * time.Hour)}}, {When: methods.Match{Hours: clock(23, 1)}}}),
			order:   juneOrder(),
			want:    "Wait until 2024-06-10 23:00 UTC+08:00.",
		},
		{
			name:    "of two entries the one whose hours are not of a period of long ago",
			catalog: planCatalog([]methods.Availability{{When: methods.Match{Hours: clock(22, 23), Period: methods.Period{Until: time.Date(1999, 1, 1, 0, 0, 0, 0, time.UTC)}}}, {When: methods.Match{Hours: clock(23, 1)}}}),
			order:   juneOrder(),
			want:    "Wait until 2024-06-10 23:00 UTC+08:00.",
		},
	})
}
