package analysis_test

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// two are the entries of a shop that offers two methods to everybody.
func two() []methods.Availability {
	return []methods.Availability{{Method: "pay", Rank: 1}, {Method: "wallet", Rank: 2}}
}

// withRules is planCatalog with rules that keep their ids.
func withRules(entries []methods.Availability, rules ...routing.LimitRule) routing.Catalog {
	c := planCatalog(entries, rules...)
	for i := range rules {
		c.Limits[i].ID = rules[i].ID
	}
	return c
}

// withCount is a shop that takes so many payments a day.
func withCount(most int64) routing.Catalog {
	return withRules(two()[:1], routing.LimitRule{ID: "payments", Limit: limits.Cap{MaxCount: most, Counter: "payments", Window: limits.Day(0)}})
}

// nestedUnder is a method in the cashier of another one, on which there is a total.
func nestedUnder(c limits.Cap) routing.Catalog {
	c.Counter, c.Window = "total", limits.Day(0)
	return planCatalog([]methods.Availability{{Method: "wallet"}, {Method: "pay", Parent: "wallet"}},
		routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: c})
}

// belowTotal is a method with a bound of its own, in the cashier of another one whose total
// is larger, or by itself.
func belowTotal(parent methods.ID) routing.Catalog {
	return planCatalog([]methods.Availability{{Method: "wallet"}, {Parent: parent}},
		routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("200.00"), Counter: "total", Window: limits.Day(0)}},
		routing.LimitRule{Methods: []methods.ID{"pay"}, Limit: limits.Cap{Max: yuan("100.00")}})
}

// sundays are the hours of a Sunday from 02:00 on.
func sundays(until time.Duration) []methods.Hours {
	return []methods.Hours{{Days: []time.Weekday{time.Sunday}, From: 2 * time.Hour, Until: until}}
}

// dayRule is a limit rule for a single day, which is no Sunday.
var dayRule = routing.LimitRule{
	When: methods.Match{Period: methods.Period{From: june(10), Until: june(11)}}, Limit: limits.Cap{Max: yuan("9.00")},
}

var diffTests = []struct {
	name     string
	old, new routing.Catalog
	want     []string // kinds, method and region of each change, and the rules
}{
	{
		"a method that comes on a date", planCatalog(two()[:1]),
		planCatalog([]methods.Availability{{Rank: 1}, {Method: "wallet", When: methods.Match{Period: methods.Period{From: june(1)}}}}),
		[]string{
			"[reasons] wallet for shop or store, until 2024-06-01: [] [e1]",
			"[gained] wallet for shop or store, from 2024-06-01: [] [e1]",
		},
	},
	{
		"silence that becomes unknown", planCatalog(live(methods.Match{}, audience([]methods.Trait{"vip"}))),
		vipMustBeStated(live(methods.Match{}, audience([]methods.Trait{"vip"}))),
		[]string{"[lost] pay for shop or store, not known to have or lack vip: [e0] [e0]"},
	},
	{
		"another Except that takes the same orders out",
		planCatalog(live(methods.Match{}, methods.Match{Currencies: []string{"CNY"}}, methods.Match{Currencies: []string{"CNY", "JPY"}})),
		planCatalog(live(methods.Match{}, methods.Match{Currencies: []string{"JPY", "CNY"}}, methods.Match{Currencies: []string{"JPY"}})),
		[]string{
			"[reasons] pay for shop or store, any amount in CNY or any amount in JPY: [e0] [e0]",
		},
	},
	{
		"an Except for more orders",
		planCatalog(live(methods.Match{}, methods.Match{Currencies: []string{"CNY"}})),
		planCatalog(live(methods.Match{}, methods.Match{Currencies: []string{"CNY", "JPY"}})),
		[]string{
			"[reasons] pay for shop or store, any amount in CNY: [e0] [e0]",
			"[lost] pay for shop or store, any amount in JPY: [e0] [e0]",
		},
	},
	{
		"what explains to orders that lack a trait",
		vipMustBeStated([]methods.Availability{{When: audience([]methods.Trait{"vip", "old"})}, {When: methods.Match{Surfaces: []methods.Surface{"app"}}}}),
		vipMustBeStated([]methods.Availability{{When: audience([]methods.Trait{"vip", "old"})},
			{When: methods.Match{Surfaces: []methods.Surface{"app"}, Currencies: []string{"CNY", "JPY"}}}}),
		[]string{
			"[lost] pay for shop or store, on app, not in CNY or JPY, not known to have or lack vip: [e1] [e0]",
			"[lost] pay for shop or store, on app, not in CNY or JPY, with vip, without old: [e1] [e0]",
			"[lost] pay for shop or store, on app, not in CNY or JPY, known to lack vip: [e1] [e1]",
			"[reasons] pay for shop or store, not on app, not in CNY or JPY, known to lack vip: [e1] [e1]",
		},
	},
	{
		"Excepts in another order, and one that reads like another",
		planCatalog(live(methods.Match{}, methods.Match{Currencies: []string{"CNY"}}, methods.Match{Surfaces: []methods.Surface{"app"}})),
		planCatalog(live(methods.Match{}, methods.Match{Surfaces: []methods.Surface{"app"}}, methods.Match{Currencies: []string{"CNY"}},
			methods.Match{Surfaces: []methods.Surface{"app"}})), nil,
	},
	{
		"a rule for each method that is written out",
		withRules(two(), routing.LimitRule{ID: "each", Methods: []methods.ID{"pay", "wallet"}, EachMethod: true,
			Limit: limits.Cap{Max: yuan("9.00"), Counter: "day", Window: limits.Day(0)}}),
		withRules(two(),
			routing.LimitRule{ID: "each.wallet", Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("9.00"), Counter: "day.wallet", Window: limits.Day(0)}},
			routing.LimitRule{ID: "each.pay", Methods: []methods.ID{"pay"}, Limit: limits.Cap{Max: yuan("9.00"), Counter: "day.pay", Window: limits.Day(0)}}), nil,
	},
	{
		"an earlier entry with another parent that only silence keeps from granting",
		planCatalog([]methods.Availability{{Method: "wallet"}, {Method: "pay"}}),
		vipMustBeStated([]methods.Availability{{Method: "wallet"}, {Method: "pay", Parent: "wallet", When: audience([]methods.Trait{"vip"})}, {Method: "pay"}}),
		[]string{
			"[lost] pay for shop or store, not known to have or lack vip: [e1] [e1]",
			"[product] pay for shop or store, with vip: [e1] [e1]",
			"[reasons] pay for shop or store, known to lack vip: [e1] [e2]",
		},
	},
	{
		"a parent's total that another of its rules has now",
		planCatalog([]methods.Availability{{Method: "wallet"}, {Method: "pay", Parent: "wallet"}},
			routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("9.00")}},
			routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: total(limits.Lifetime()).Limit}),
		planCatalog([]methods.Availability{{Method: "wallet"}, {Method: "pay", Parent: "wallet"}},
			routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: total(limits.Lifetime()).Limit},
			routing.LimitRule{Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: yuan("9.00")}}),
		[]string{
			"[reasons] wallet for shop or store, 0.00 CNY to 9.00 CNY: [r0 r1] [r0 r1]",
			"[reasons] wallet for shop or store, from 9.01 CNY or not in CNY: [r0 r1] [r0 r1]",
		},
	},
	{
		"an entry that left in doubt in whose cashier the method is",
		planCatalog([]methods.Availability{{Method: "wallet", Status: methods.StatusAbsent},
			{Parent: "wallet", When: methods.Match{Regions: []methods.Region{"HK"}}}, {}}),
		planCatalog([]methods.Availability{{Method: "wallet", Status: methods.StatusAbsent},
			{Parent: "wallet", When: methods.Match{Regions: []methods.Region{"HK"}}}}),
		[]string{
			"[reasons] pay for shop or store, no region stated: [e2] []",
			"[lost] pay for shop or store, in a region other than HK: [e2] [e1]",
		},
	},
	{
		"hours that end a minute later",
		planCatalog(live(methods.Match{Hours: sundays(4 * time.Hour)})), planCatalog(live(methods.Match{Hours: sundays(4*time.Hour + time.Minute)})),
		[]string{"[gained] pay for shop or store, on Sundays from 04:00 to 04:01: [e0] [e0]"},
	},
	{
		"hours beside a limit rule of a day that has none of them",
		planCatalog(live(methods.Match{Hours: sundays(4 * time.Hour)}), dayRule),
		planCatalog(live(methods.Match{Hours: sundays(4*time.Hour + time.Minute)}), dayRule),
		[]string{"[gained] pay for shop or store, on Sundays from 04:00 to 04:01: [e0] [e0]"},
	},
	{
		"hours that their period has none of",
		planCatalog(live(methods.Match{Hours: sundays(4 * time.Hour), Period: methods.Period{From: june(10), Until: june(16)}})),
		planCatalog(live(methods.Match{Hours: sundays(5 * time.Hour), Period: methods.Period{From: june(10), Until: june(16)}})),
		[]string{"[reasons] pay for shop or store, on Sundays from 04:00 to 05:00: [e0] [e0]"},
	},
	{
		"the same hours in other words",
		planCatalog(live(methods.Match{Hours: []methods.Hours{{From: 22 * time.Hour, Until: 6 * time.Hour}}}, methods.Match{Hours: sundays(4 * time.Hour)})),
		planCatalog(live(methods.Match{Hours: []methods.Hours{{Until: 6 * time.Hour}, {From: 22 * time.Hour}}},
			methods.Match{Hours: append(sundays(3*time.Hour), methods.Hours{Days: []time.Weekday{time.Sunday}, From: 3 * time.Hour, Until: 4 * time.Hour})})),
		nil,
	},
	{
		"a zone, and with it the clock of hours",
		planCatalog(live(methods.Match{}, methods.Match{Hours: sundays(4 * time.Hour)})),
		with(planCatalog(live(methods.Match{}, methods.Match{Hours: sundays(4 * time.Hour)})), func(c *routing.Catalog) { c.Zone = 9 * time.Hour }),
		[]string{
			"[lost] pay for shop or store, on Sundays from 02:00 to 03:00: [e0] [e0]",
			"[reasons] pay for shop or store, on Sundays from 03:00 to 04:00: [e0] [e0]",
			"[gained] pay for shop or store, on Sundays from 04:00 to 05:00: [e0] [e0]",
		},
	},
	{
		"a payment more", withCount(3), withCount(4),
		[]string{"[headroom] pay for shop or store: [payments] [payments]"},
	},
	{
		"a method that is nested no more in one whose total is the same, and larger than its own bound",
		belowTotal("wallet"), belowTotal(""),
		[]string{
			"[product headroom] pay for shop or store, 0.00 CNY to 100.00 CNY: [e1 r0] [e1]",
			"[reasons] pay for shop or store, from 100.01 CNY or not in CNY: [e1] [e1]",
		},
	},
	{
		"a number of payments beside a parent's total",
		nestedUnder(limits.Cap{Max: yuan("200.00")}), nestedUnder(limits.Cap{Max: yuan("200.00"), MaxCount: 2}),
		[]string{
			"[headroom] pay for shop or store, 0.00 CNY to 200.00 CNY: [r0] [r0]",
			"[reasons] pay for shop or store, from 200.01 CNY: [r0] [r0]",
			"[headroom] wallet for shop or store, 0.00 CNY to 200.00 CNY: [r0] [r0]",
			"[reasons] wallet for shop or store, from 200.01 CNY: [r0] [r0]",
		},
	},
	{
		"two methods that exchange their ranks", planCatalog(two()),
		planCatalog([]methods.Availability{{Method: "pay", Rank: 2}, {Method: "wallet", Rank: 1}}),
		[]string{"[reordered] wallet before pay for shop or store: [e0 e1] [e0 e1]"},
	},
	{
		"ranks that leave the order as it is", planCatalog(two()),
		planCatalog([]methods.Availability{{Method: "pay", Rank: 3}, {Method: "wallet", Rank: 30}}), nil,
	},
	{
		"one minor unit more", planCatalog(two()[:1], rule(limits.Cap{Max: yuan("300.00")})),
		planCatalog(two()[:1], rule(limits.Cap{Max: yuan("300.01")})),
		[]string{
			"[headroom] pay for shop or store, 0.00 CNY to 300.00 CNY: [r0] [r0]",
			"[gained] pay for shop or store, 300.01 CNY: [r0] [r0]",
			"[reasons] pay for shop or store, from 300.02 CNY or not in CNY: [r0] [r0]",
		},
	},
	{
		"another total, though an amount is bounded alike", planCatalog(two()[:1], total(limits.Day(0))),
		planCatalog(two()[:1], total(limits.Lifetime())),
		[]string{
			"[headroom] pay for shop or store, 0.00 CNY to 200.00 CNY: [r0] [r0]",
			"[reasons] pay for shop or store, from 200.01 CNY: [r0] [r0]",
		},
	},
	{
		"a share of the buyers", planCatalog(live(share(500))), planCatalog(live(share(700))),
		[]string{`[gained] pay for shop or store, buyers in buckets 500 to 699 of "salt": [e0] [e0]`},
	},
	{
		"an audience that is widened", planCatalog(live(audience([]methods.Trait{"vip"}))),
		planCatalog(live(audience([]methods.Trait{"vip"}, []methods.Trait{"new"}))),
		[]string{"[gained] pay for shop or store, with new, without vip: [e0] [e0]"},
	},
	{
		"an Except", planCatalog(live(methods.Match{})),
		planCatalog(live(methods.Match{}, methods.Match{Surfaces: []methods.Surface{"web"}})),
		[]string{
			"[lost] pay for shop or store, on web or with no surface stated: [e0] [e0]",
		},
	},
	{
		"a product that the call needs something else for",
		planCatalog([]methods.Availability{{Products: []methods.Product{{ID: "a", Flow: methods.FlowInApp, Params: map[string]string{"periods": "3"}}}}}),
		planCatalog([]methods.Availability{{Products: []methods.Product{{ID: "a", Flow: methods.FlowInApp, Params: map[string]string{"periods": "6"}}}}}),
		[]string{"[product] pay for shop or store: [e0] [e0]"},
	},
	{
		"another product", planCatalog([]methods.Availability{{Products: []methods.Product{{ID: "a", Flow: methods.FlowInApp}}}}),
		planCatalog([]methods.Availability{{Products: []methods.Product{{ID: "b", Flow: methods.FlowInApp}}}}),
		[]string{"[product] pay for shop or store: [e0] [e0]"},
	},
	{
		"a parent that is withdrawn", planCatalog([]methods.Availability{{Method: "pay"}, {Method: "wallet", Parent: "pay"}}),
		planCatalog([]methods.Availability{{Method: "pay", Status: methods.StatusWithdrawn}, {Method: "wallet", Parent: "pay"}}),
		[]string{
			"[lost] pay for shop or store: [e0] [e0]",
			"[lost] wallet for shop or store: [e0] [e0]",
		},
	},
	{
		"two methods that exchange which is the parent",
		planCatalog([]methods.Availability{{Method: "pay"}, {Method: "wallet", Parent: "pay"}}, rule(limits.Cap{Max: yuan("100.00")})),
		planCatalog([]methods.Availability{{Method: "pay", Parent: "wallet"}, {Method: "wallet"}}, rule(limits.Cap{Max: yuan("100.00")})),
		[]string{
			"[product] pay for shop or store, 0.00 CNY to 100.00 CNY: [e0] [e0]",
			"[reasons] pay for shop or store, from 100.01 CNY or not in CNY: [e0 e1] [e0 e1]",
			"[product] wallet for shop or store, 0.00 CNY to 100.00 CNY: [e1] [e1]",
			"[reasons] wallet for shop or store, from 100.01 CNY or not in CNY: [e0 e1] [e0 e1]",
		},
	},
	{
		"a parent that is excluded whatever has been paid, no longer only by a total that may be missing",
		planCatalog([]methods.Availability{{Method: "pay"}, {Method: "wallet", Parent: "pay"}}, routing.LimitRule{
			Methods: []methods.ID{"pay"}, Limit: limits.Cap{Max: yuan("100.00"), Window: limits.Day(0), Counter: "total"},
		}),
		planCatalog([]methods.Availability{{Method: "pay"}, {Method: "wallet", Parent: "pay"}}, routing.LimitRule{
			Methods: []methods.ID{"pay"}, Limit: limits.Cap{Max: yuan("100.00")},
		}),
		[]string{
			"[headroom] pay for shop or store, 0.00 CNY to 100.00 CNY: [r0] [r0]",
			"[reasons] pay for shop or store, from 100.01 CNY: [r0] [r0]",
			"[headroom] wallet for shop or store, 0.00 CNY to 100.00 CNY: [r0] [r0]",
			"[reasons] wallet for shop or store, from 100.01 CNY: [r0] [r0]",
		},
	},
	{
		"a total that becomes a cap as low as another one, also where it did not apply",
		planCatalog(live(methods.Match{Regions: []methods.Region{"CN", "HK"}}),
			rule(limits.Cap{Max: yuan("100.00")}),
			routing.LimitRule{
				When:  methods.Match{Regions: []methods.Region{"HK"}, Currencies: []string{"CNY"}},
				Limit: limits.Cap{Max: yuan("100.00"), Window: limits.Day(0), Counter: "total"},
			}),
		planCatalog(live(methods.Match{Regions: []methods.Region{"CN", "HK"}}),
			rule(limits.Cap{Max: yuan("100.00")}),
			routing.LimitRule{When: methods.Match{Currencies: []string{"CNY"}}, Limit: limits.Cap{Max: yuan("100.00")}}),
		[]string{
			"[reasons] pay for shop or store, any amount in CNY, no region stated: [r1] [r1]",
			"[reasons] pay for shop or store, 0.00 CNY to 100.00 CNY, in CN: [r1] [r1]",
			"[reasons] pay for shop or store, from 100.01 CNY, in a region that is stated: [r1] [r1]",
			"[headroom] pay for shop or store, 0.00 CNY to 100.00 CNY, in HK: [r1] [r1]",
		},
	},
	{
		"another rule with the same total, which a method carries that is nested in the one that it is for",
		planCatalog([]methods.Availability{{Method: "pay"}, {Method: "wallet", Parent: "pay"}},
			routing.LimitRule{Methods: []methods.ID{"pay"}, Limit: limits.Cap{Max: yuan("200.00")}},
			routing.LimitRule{Methods: []methods.ID{"pay"}, Limit: total(limits.Lifetime()).Limit}),
		planCatalog([]methods.Availability{{Method: "pay"}, {Method: "wallet", Parent: "pay"}},
			routing.LimitRule{Methods: []methods.ID{"pay"}, Limit: total(limits.Lifetime()).Limit},
			routing.LimitRule{Methods: []methods.ID{"pay"}, Limit: total(limits.Lifetime()).Limit}),
		[]string{
			"[reasons] pay for shop or store, 0.00 CNY to 200.00 CNY: [r0] [r0]",
			"[reasons] pay for shop or store, from 200.01 CNY: [r0] [r0]",
			"[reasons] wallet for shop or store, 0.00 CNY to 200.00 CNY: [r0] [r0]",
			"[reasons] wallet for shop or store, from 200.01 CNY: [r0] [r0]",
		},
	},
	{
		"an alias that is dropped", planCatalog(two()[:1]), with(planCatalog(two()[:1]), func(c *routing.Catalog) {
			c.Platforms[0].Aliases = nil
		}),
		[]string{"[lost] pay for store: [e0] []"},
	},
	{
		"a platform that is new", with(planCatalog(nil), func(c *routing.Catalog) { c.Platforms = nil }), planCatalog(two()[:1]),
		[]string{"[gained] pay for shop or store: [] [e0]"},
	},
	{
		"an alias that moves to another platform", planCatalog(two()[:1]), with(planCatalog(two()[:1]), func(c *routing.Catalog) {
			c.Platforms[0].Aliases, c.Platforms[1].Aliases = nil, c.Platforms[0].Aliases
		}),
		[]string{"[lost] pay for store: [e0] []"},
	},
	{
		"another one who pays", planCatalog(two()[:1]), with(planCatalog(two()[:1]), func(c *routing.Catalog) {
			c.Methods[0].Payer = methods.PayerFriend
		}),
		[]string{"[product] pay for shop or store: [e0] [e0]"},
	},
}
