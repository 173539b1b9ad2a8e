package analysis

import (
	"math"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var limitTests = []lintTest{
	{name: "a limit of at least nothing", catalog: withRules(routing.LimitRule{ID: "zero", Limit: limits.Cap{Min: money(0, limits.CNY)}}),
		want: []string{"warning redundant_limit limits[1] zero: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a cap on a total at the largest amount, beyond which totals can be", catalog: withRules(
		routing.LimitRule{ID: "life", Limit: capOnTotal(math.MaxInt64, ever, "life")})},
	{name: "a limit on an entry that has ended", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].When.Period.Until = newYear(4)
		c.Limits = append(c.Limits, routing.LimitRule{ID: "later", Methods: []methods.ID{"wallet"}, When: methods.Match{Period: in2024}, Limit: limits.Cap{Max: money(1, limits.CNY)}})
	}), want: []string{"warning redundant_limit limits[1] later"}},
	{name: "a limit in another currency than the others", catalog: sound(func(c *routing.Catalog) {
		c.Limits[0].When = methods.Match{}
		c.Limits = append(c.Limits, routing.LimitRule{ID: "yen", Methods: []methods.ID{"wallet"}, When: methods.Match{Audience: vip}, Limit: limits.Cap{Max: money(5, limits.JPY)}})
	}), want: []string{
		"error unused_limit limits[1] yen: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip",
		"warning open_trait traits[0] vip [yen]",
	}},
	{name: "a cap on the same total as the parent's", catalog: sound(func(c *routing.Catalog) {
		c.Limits = append(c.Limits,
			routing.LimitRule{ID: "wallet.day", Methods: []methods.ID{"wallet"}, When: methods.Match{Currencies: []string{"CNY"}}, Limit: capOnTotal(30_000, daily, "day")},
			routing.LimitRule{ID: "credit.day", Methods: []methods.ID{"credit"}, When: methods.Match{Currencies: []string{"CNY"}}, Limit: capOnTotal(30_000, daily, "day")})
	}), want: []string{"warning redundant_limit limits[2] credit.day: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "two caps on one total", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "day.vip", When: methods.Match{Audience: vip}, Limit: capOnTotal(90_000, daily, "day")}),
		want: []string{
			"warning conflicting_limit limits[2] day.vip [day]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip",
			"warning open_trait traits[0] vip [day.vip]",
		}},
	{name: "a count that applies only where the region is not stated, beside a cap on the same total", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "silent", When: inChina, Except: []methods.Match{inChina}, Limit: limits.Cap{MaxCount: 3, Window: daily, Counter: "day", Per: perBuyer}}),
		want: []string{"warning redundant_limit limits[2] silent: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a cap that applies only where the region is not stated, above a cap on the same total", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "silent", When: inChina, Except: []methods.Match{inChina}, Limit: capOnTotal(60_000, daily, "day")}),
		want: []string{"warning redundant_limit limits[2] silent"}},
	{name: "two caps on one total at different times", catalog: withRules(
		routing.LimitRule{ID: "day", When: methods.Match{Period: methods.Period{Until: newYear(4)}}, Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "day.later", When: methods.Match{Period: methods.Period{From: newYear(4)}}, Limit: capOnTotal(90_000, daily, "day")})},
	{name: "two caps a day on different totals", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "other", Limit: capOnTotal(40_000, daily, "other.day")}),
		want: []string{"warning redundant_cap limits[1] day [other]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a day's cap above that of some buyers' lifetime", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "life", When: methods.Match{Audience: vip}, Limit: capOnTotal(40_000, ever, "life")}),
		want: []string{
			"note redundant_cap limits[1] day [life]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip",
			"warning open_trait traits[0] vip [life]",
		}},
	{name: "two caps a day in two zones", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "other", Limit: capOnTotal(40_000, limits.Day(0), "other.day")})},
	{name: "a day's cap above that of all time", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "life", Limit: capOnTotal(40_000, ever, "life")}),
		want: []string{"warning redundant_cap limits[1] day [life]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a day's cap that is that of all time", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(40_000, daily, "day")},
		routing.LimitRule{ID: "life", Limit: capOnTotal(40_000, ever, "life")})},
	{name: "a day's cap above one of the hours before", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "hours", Limit: capOnTotal(40_000, limits.Rolling(20*time.Hour), "hours")})},
	{name: "a cap of the hours before above a day's", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(40_000, daily, "day")},
		routing.LimitRule{ID: "hours", Limit: capOnTotal(50_000, limits.Rolling(20*time.Hour), "hours")}),
		want: []string{"warning redundant_cap limits[2] hours [day]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a payment's cap above a day's", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(20_000, daily, "day")}),
		want: []string{"warning redundant_cap limits[0] wallet.bounds [day]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a payment's cap above that of some buyers' days", catalog: withRules(
		routing.LimitRule{ID: "day", When: methods.Match{Audience: vip}, Limit: capOnTotal(20_000, daily, "day")}),
		want: []string{"warning open_trait traits[0] vip [day]"}},
	{name: "caps of subjects in another order", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capPer(50_000, daily, "day", limits.Buyer, limits.Merchant)},
		routing.LimitRule{ID: "life", Limit: capPer(40_000, ever, "life", limits.Merchant, limits.Buyer)}),
		want: []string{"warning redundant_cap limits[1] day [life]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a buyer's cap above a buyer's at a merchant", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capPer(50_000, daily, "day", limits.Buyer)},
		routing.LimitRule{ID: "life", Limit: capPer(40_000, ever, "life", limits.Buyer, limits.Merchant)})},
	{name: "a cap above its parent's", catalog: sound(func(c *routing.Catalog) {
		when := methods.Match{Currencies: []string{"CNY"}}
		c.Limits = append(c.Limits,
			routing.LimitRule{ID: "credit.day", When: when, Methods: []methods.ID{"credit"}, Limit: capOnTotal(50_000, daily, "credit.day")},
			routing.LimitRule{ID: "wallet.life", When: when, Methods: []methods.ID{"wallet"}, Limit: capOnTotal(40_000, ever, "wallet.life")})
	}), want: []string{"warning redundant_cap limits[1] credit.day [wallet.life]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a cap below its parent's", catalog: sound(func(c *routing.Catalog) {
		when := methods.Match{Currencies: []string{"CNY"}}
		c.Limits = append(c.Limits,
			routing.LimitRule{ID: "credit.life", When: when, Methods: []methods.ID{"credit"}, Limit: capOnTotal(40_000, ever, "credit.life")},
			routing.LimitRule{ID: "wallet.day", When: when, Methods: []methods.ID{"wallet"}, Limit: capOnTotal(50_000, daily, "wallet.day")})
	})},
	{name: "a cap in a currency that is not offered", catalog: sound(func(c *routing.Catalog) {
		for i := range c.Availability {
			c.Availability[i].When.Currencies = []string{"CNY"}
		}
		c.Limits = append(c.Limits, routing.LimitRule{ID: "dollars", Methods: []methods.ID{"transfer"},
			When: methods.Match{Audience: vip}, Limit: limits.Cap{Max: money(300_00, limits.USD)}})
	}), want: []string{
		"error unused_limit limits[1] dollars: shop 1.00 CNY 2000-01-01T08:00:00+08:00 +vip",
		"warning open_trait traits[0] vip [dollars]",
		"note limit_gap platforms[0] shop [dollars wallet.bounds]: shop app 300.01 CNY 2000-01-01T08:00:00+08:00 +vip",
	}},
	{name: "a minimum above another maximum", catalog: withRules(
		routing.LimitRule{ID: "least", When: methods.Match{Audience: vip}, Limit: limits.Cap{Min: money(30_001, limits.CNY)}}),
		want: []string{
			"error no_amount limits[1] least [wallet.bounds]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip",
			"warning open_trait traits[0] vip [least]",
		}},
	{name: "two numbers of payments for one total", catalog: withRules(
		routing.LimitRule{ID: "three", Limit: limits.Cap{MaxCount: 3, Counter: "times", Window: daily, Per: perBuyer}},
		routing.LimitRule{ID: "four", Limit: limits.Cap{MaxCount: 4, Counter: "times", Window: daily, Per: perBuyer}}),
		want: []string{"warning conflicting_limit limits[2] four [three]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a number of payments beside an amount", catalog: withRules(
		routing.LimitRule{ID: "three", Limit: limits.Cap{MaxCount: 3, Counter: "times", Window: daily, Per: perBuyer}},
		routing.LimitRule{ID: "most", Limit: limits.Cap{Max: money(50_000, limits.CNY), MaxCount: 3, Counter: "more", Window: ever, Per: perBuyer}})},

	{name: "a total of nobody", catalog: withRules(routing.LimitRule{ID: "day", Limit: capPer(50_000, daily, "day")}),
		want: []string{"warning total_without_per limits[1] day: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "one counter with two bounds on two surfaces", catalog: withRules(
		routing.LimitRule{ID: "on_a_desktop", When: desktop, Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "in_the_app", When: inApp, Limit: capOnTotal(90_000, daily, "day")}),
		want: []string{"warning shared_counter limits[2] in_the_app [on_a_desktop]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "one counter with one bound on two surfaces", catalog: withRules(
		routing.LimitRule{ID: "on_a_desktop", When: desktop, Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "in_the_app", When: inApp, Limit: capOnTotal(50_000, daily, "day")})},
	{name: "one counter with two bounds beside others of the first", catalog: withRules(
		routing.LimitRule{ID: "on_a_desktop", When: desktop, Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "on_mobile", When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceMobileWeb}, Period: methods.Period{Until: newYear(4)}},
			Limit: capOnTotal(70_000, daily, "day")},
		routing.LimitRule{ID: "in_the_app", When: methods.Match{Surfaces: inApp.Surfaces, Period: methods.Period{From: newYear(4)}},
			Limit: capOnTotal(50_000, daily, "day")}),
		want: []string{"warning shared_counter limits[2] on_mobile [on_a_desktop]: shop mobile_web 1.00 CNY 2024-01-01T07:59:59.999999999+08:00"}},

	{name: "a specific bound above the general one", catalog: withRules(
		routing.LimitRule{ID: "desktop", When: desktop, Limit: limits.Cap{Max: money(50_000, limits.CNY)}}),
		want: []string{"warning overruled_limit limits[1] desktop [wallet.bounds]: shop desktop_web 500.01 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a specific bound below the general one", catalog: withRules(
		routing.LimitRule{ID: "desktop", When: desktop, Limit: limits.Cap{Max: money(20_000, limits.CNY)}})},
	{name: "a specific bound that is the general one", catalog: withRules(
		routing.LimitRule{ID: "desktop", When: desktop, Limit: limits.Cap{Min: money(1, limits.CNY), Max: money(30_000, limits.CNY)}})},
	{name: "a general bound above each of the specific ones", catalog: withRules(
		routing.LimitRule{ID: "most", Limit: limits.Cap{Max: money(29_000, limits.CNY)}},
		routing.LimitRule{ID: "on_a_desktop", When: desktop, Limit: limits.Cap{Max: money(10_000, limits.CNY)}},
		routing.LimitRule{ID: "elsewhere", Except: []methods.Match{desktop}, Limit: limits.Cap{Max: money(20_000, limits.CNY)}}),
		want: []string{"warning overruled_limit limits[1] most [elsewhere on_a_desktop]: shop app 290.01 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a general bound above some specific ones", catalog: withRules(
		routing.LimitRule{ID: "most", Limit: limits.Cap{Max: money(29_000, limits.CNY)}},
		routing.LimitRule{ID: "on_a_desktop", When: desktop, Limit: limits.Cap{Max: money(10_000, limits.CNY)}})},
	{name: "a minimum below the general one", catalog: withRules(
		routing.LimitRule{ID: "general", Limit: limits.Cap{Min: money(500, limits.CNY)}},
		routing.LimitRule{ID: "desktop", When: desktop, Limit: limits.Cap{Min: money(100, limits.CNY)}}),
		want: []string{"warning overruled_limit limits[2] desktop [general]: shop desktop_web 0.01 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a bound that decides about orders that do not say their surface", catalog: withRules(
		routing.LimitRule{ID: "some", When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceApp, methods.SurfaceDesktopWeb}}, Limit: limits.Cap{Max: money(20_000, limits.CNY)}},
		routing.LimitRule{ID: "desktop", When: desktop, Limit: limits.Cap{Max: money(10_000, limits.CNY)}})},
	{name: "a bound that is overruled for one of its methods", catalog: sound(func(c *routing.Catalog) {
		c.Limits = append(c.Limits, routing.LimitRule{ID: "both", Methods: []methods.ID{"wallet", "transfer"},
			When: methods.Match{Currencies: []string{"CNY"}}, Limit: limits.Cap{Max: money(50_000, limits.CNY)}})
	}), want: []string{"note limit_gap platforms[0] shop [both wallet.bounds]: shop app 500.01 CNY 2000-01-01T08:00:00+08:00"}},

	{name: "a limit that is not a cap, and what is wrong beside it", catalog: withRules(
		routing.LimitRule{ID: "own", Limit: custom{}},
		routing.LimitRule{ID: "zero", Limit: limits.Cap{Min: money(0, limits.CNY)}}),
		want: []string{
			"note unexamined_limit limits[1] own: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
			"warning redundant_limit limits[2] zero: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
		}},
}
