package routing_test

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

// threeADay caps the payments of a day, of any amount in any currency.
var threeADay = limits.Cap{MaxCount: 3, Window: limits.Day(8 * time.Hour), Counter: "day"}

func usage(u limits.Used) func(*routing.Order) {
	return func(o *routing.Order) { o.Usage = limits.Usage{"day": u} }
}

// capped is a cap with another one changed.
func capped(c limits.Cap, change func(*limits.Cap)) limits.Cap {
	change(&c)
	return c
}

// countReached is the reason that there have been so many of three payments.
func countReached(count int64) routing.Reason {
	return byRule(routing.Reason{
		Code: routing.CodeCountReached, Counter: "day", Window: threeADay.Window, Count: count, MaxCount: 3, Resets: midnightAfter,
		Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnightAfter},
	})
}

// unknownUsage is the reason that nobody has said how much, or how many payments.
func unknownUsage(maxCount int64) []routing.Reason {
	return []routing.Reason{byRule(routing.Reason{
		Code: routing.CodeUnknownUsage, Undecided: true, Counter: "day", Window: threeADay.Window, MaxCount: maxCount,
		Remedy: routing.Remedy{Do: routing.ActionState, Facts: []string{"usage.day"}},
	})}
}

func inOtherCurrency(remedy routing.Remedy) []routing.Reason {
	return []routing.Reason{byRule(routing.Reason{Code: routing.CodeLimitCurrency, Undecided: true, Counter: "day", Window: threeADay.Window, Remedy: remedy})}
}

var countReaches = []reach{
	{"at the last of three payments", limited(threeADay, everywhere), usage(limits.CountOnly(3)), []routing.Reason{countReached(3)}},
	{"past the last of three payments, in another currency", limited(threeADay, everywhere),
		both(usage(limits.CountOnly(4)), amount("1 JPY")), []routing.Reason{countReached(4)}},
	{"a payment of nothing, which counts as well", limited(threeADay, everywhere),
		both(usage(limits.CountOnly(3)), amount("0.00 CNY")), []routing.Reason{countReached(3)}},
	{"nobody has counted", limited(threeADay, everywhere), used("1.00 CNY"), unknownUsage(3)},
	{"nobody has said anything", limited(threeADay, everywhere), func(o *routing.Order) { o.Usage = nil }, unknownUsage(3)},
	{
		"counted, but not added up", limited(capped(threeADay, func(c *limits.Cap) { c.Max = yuan("500.00") }), everywhere),
		usage(limits.CountOnly(1)), unknownUsage(0),
	},
	{
		"payments of a lifetime, at noon", limited(capped(threeADay, func(c *limits.Cap) { c.Window = limits.Lifetime() }), hoursOf(lunch)),
		usage(limits.CountOnly(3)),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeCountReached, Counter: "day", Window: limits.Lifetime(), Count: 3, MaxCount: 3,
			Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: orderedAt.Add(time.Hour)},
		})},
	},
	{
		"too little, too much in total, and too often",
		limited(capped(threeADay, func(c *limits.Cap) { c.Min, c.Max = yuan("200.00"), yuan("500.00") }), everywhere),
		usage(limits.NewUsed(yuan("420.00"), 3)),
		[]routing.Reason{
			byRule(routing.Reason{
				Code: routing.CodeBelowMin, Counter: "day", Window: threeADay.Window, Requested: yuan("100.00"), Limit: yuan("200.00"), Short: yuan("100.00"),
				Remedy: routing.Remedy{Do: routing.ActionPayAtLeast, Amount: yuan("200.00")},
			}),
			byRule(routing.Reason{
				Code: routing.CodeCapReached, Counter: "day", Window: threeADay.Window, Requested: yuan("100.00"), Limit: yuan("500.00"), Used: yuan("420.00"),
				Over: yuan("120.00"), Resets: midnightAfter, Remedy: routing.Remedy{Do: routing.ActionWaitUntil, Until: midnightAfter},
			}),
			countReached(3),
		},
	},
	{
		"too little for a cap that only counts",
		limited(capped(threeADay, func(c *limits.Cap) { c.Min = yuan("200.00") }), everywhere), usage(limits.CountOnly(0)),
		[]routing.Reason{byRule(routing.Reason{
			Code: routing.CodeBelowMin, Counter: "day", Window: threeADay.Window, Requested: yuan("100.00"), Limit: yuan("200.00"), Short: yuan("100.00"),
			Remedy: routing.Remedy{Do: routing.ActionPayAtLeast, Amount: yuan("200.00")},
		})},
	},
	{
		"counted in another currency", limited(threeADay, everywhere), usage(limits.NewUsed(limits.MustParseMoney("1 JPY"), 1)),
		inOtherCurrency(routing.Remedy{Do: routing.ActionState, Facts: []string{"usage.day"}}),
	},
	{
		"counted in another currency, which is that of the counter",
		func(c *routing.Catalog) {
			limited(threeADay, everywhere)(c)
			yen := c.Limits[0]
			yen.ID, yen.When.Currencies = "yen", []string{"JPY"}
			yen.Limit = limits.Cap{Max: limits.MustParseMoney("500 JPY"), Window: threeADay.Window, Counter: "day"}
			c.Limits = append(c.Limits, yen)
		}, usage(limits.NewUsed(limits.MustParseMoney("1 JPY"), 1)),
		inOtherCurrency(routing.Remedy{Do: routing.ActionPayIn, Currencies: []string{"JPY"}}),
	},
}
