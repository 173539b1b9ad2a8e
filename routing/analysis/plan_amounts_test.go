package analysis_test

import (
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

func TestPlansForAmountsAndTotals(t *testing.T) {
	runPlanCases(t, []planCase{
		{
			name:    "as much as a cap allows is paid",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Max: yuan("99.99")}), rule(limits.Cap{Max: yuan("300.00")})),
			order:   juneOrder(),
			want:    "Pay at most ¥99.99.",
		},
		{
			name:    "no more than the least is paid",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Min: yuan("100.01")})),
			order:   juneOrder(),
			want:    "Pay at least ¥100.01.",
		},
		{
			name:    "paying nothing is not a plan",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Max: yuan("0.00")})),
			order:   juneOrder(),
			want:    "none",
		},
		{
			name:    "an order of nothing stays one",
			catalog: planCatalog(live(methods.Match{Surfaces: []methods.Surface{"app"}}), rule(limits.Cap{Max: yuan("0.00")})),
			order:   juneOrder(paying("0.00 CNY"), on("desktop_web")),
			want:    "Check out in the platform's app.",
		},
		{
			name:    "caps that leave no room end a plan",
			catalog: planCatalog(live(methods.Match{}), rule(limits.Cap{Max: yuan("50.00")}), rule(limits.Cap{Min: yuan("60.00")})),
			order:   juneOrder(),
			want:    "none",
		},
		{
			name:    "what is left of a total is paid",
			catalog: planCatalog(live(methods.Match{}), total(limits.Day(8*time.Hour))),
			order:   juneOrder(used("150.00 CNY")),
			want:    "Pay at most ¥50.00.",
		},
		{
			name:    "a total that is used up resets",
			catalog: planCatalog(live(methods.Match{}), total(limits.Day(8*time.Hour))),
			order:   juneOrder(used("200.00 CNY"), paying("200.01 CNY")),
			want:    "Pay at most ¥200.00. Wait until 2024-06-11 00:00 UTC+08:00.",
		},
		{
			name:    "a rolling total resets when all has dropped out",
			catalog: planCatalog(live(methods.Match{}), total(limits.Rolling(48*time.Hour))),
			order:   juneOrder(used("500.00 CNY")),
			want:    "Wait until 2024-06-12 12:00 UTC+08:00.",
		},
		{
			name:    "a lifetime total never resets",
			catalog: planCatalog(live(methods.Match{}), total(limits.Lifetime())),
			order:   juneOrder(used("200.00 CNY")),
			want:    "none",
		},
		{
			name:    "a total that is missing is stated",
			catalog: planCatalog(live(methods.Match{}), total(limits.Lifetime())),
			order:   juneOrder(),
			want:    "State in the order: what has been paid so far (total).",
		},
		{
			name:    "a total that is given in another currency stays what it is",
			catalog: planCatalog(live(methods.Match{}), total(limits.Lifetime())),
			order:   juneOrder(used("1.00 USD")),
			want:    "none",
		},
		{
			name: "where the cap on it does not apply, that does not matter",
			catalog: planCatalog(live(methods.Match{}), routing.LimitRule{
				When:  methods.Match{Period: methods.Period{Until: june(20)}},
				Limit: limits.Cap{Max: yuan("200.00"), Window: limits.Day(0), Counter: "total"},
			}),
			order: juneOrder(used("1.00 USD")),
			want:  "Wait until 2024-06-20 00:00 UTC+08:00.",
		},
		{
			name: "a total that is missing stays missing however long one waits",
			catalog: planCatalog(live(methods.Match{}), total(limits.Day(0)), routing.LimitRule{
				When: methods.Match{Period: methods.Period{Until: june(20)}}, Limit: limits.Cap{Max: limits.MustParseMoney("1.00 USD")},
			}),
			order: juneOrder(),
			want:  "State in the order: what has been paid so far (total). Wait until 2024-06-20 00:00 UTC+08:00.",
		},
		{
			name:    "a number of payments that is reached resets",
			catalog: planCatalog(live(methods.Match{}), payments(3, limits.Day(8*time.Hour))),
			order:   juneOrder(paid(limits.CountOnly(3))),
			want:    "Wait until 2024-06-11 00:00 UTC+08:00.",
		},
		{
			name:    "one that is not reached allows every amount",
			catalog: planCatalog(live(methods.Match{}), payments(3, limits.Day(8*time.Hour))),
			order:   juneOrder(paid(limits.CountOnly(2))),
			want:    "Nothing has to change.",
		},
		{
			name:    "one of a lifetime never resets",
			catalog: planCatalog(live(methods.Match{}), payments(3, limits.Lifetime())),
			order:   juneOrder(paid(limits.CountOnly(3))),
			want:    "none",
		},
		{
			name:    "one that is missing is stated, and the amount that is given stays",
			catalog: planCatalog(live(methods.Match{}), payments(3, limits.Lifetime()), total(limits.Lifetime())),
			order:   juneOrder(used("150.00 CNY")),
			want:    "Pay at most ¥50.00. State in the order: what has been paid so far (total).",
		},
		{
			name:    "a total in another currency refuses where payments are counted, too",
			catalog: planCatalog(live(methods.Match{}), payments(3, limits.Lifetime())),
			order:   juneOrder(paid(limits.NewUsed(limits.MustParseMoney("1.00 USD"), 0))),
			want:    "Pay in USD.",
		},
		{
			name:    "another currency is the last resort",
			catalog: planCatalog(live(methods.Match{Currencies: []string{"CNY"}})),
			order:   juneOrder(paying("5.00 USD")),
			want:    "Pay in CNY.",
		},
		{
			name:    "a currency that no rule names is one too",
			catalog: planCatalog(live(methods.Match{}, methods.Match{Currencies: []string{"CNY"}})),
			order:   juneOrder(),
			want:    "Pay in AED.",
		},
	})
}
