package analysis

import (
	"math"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// custom is a limit that is not a cap.
type custom struct{ most int64 }

func (c custom) Headroom(limits.Query) (limits.Headroom, error) {
	return limits.AtMost(money(c.most, limits.CNY)), nil
}

var (
	vip     = [][]methods.Trait{{"vip"}}
	in2024  = methods.Period{From: date(4), Until: date(5)}
	ever    = limits.Lifetime()
	daily   = limits.Day(8 * time.Hour)
	sundays = []methods.Hours{{Days: []time.Weekday{time.Sunday}, From: 2 * time.Hour, Until: 4 * time.Hour}}
	desktop = methods.Match{Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}}
)

// lintTests are sound catalogs with one thing changed each, and all that is found.
var lintTests = []struct {
	name    string
	catalog routing.Catalog
	options LintOptions
	want    []string
}{
	{name: "nothing is wrong", catalog: sound(func(*routing.Catalog) {})},
	{name: "no platforms", catalog: routing.Catalog{}},

	{name: "an entry behind a wider one", catalog: withLast(methods.Availability{
		ID: "late", Method: "wallet", Status: methods.StatusLive, When: methods.Match{Audience: vip}}),
		want: []string{"error unreachable_entry availability[3] late [wallet.live]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip"}},
	{name: "an entry behind two that share it", catalog: withEntries(
		methods.Availability{ID: "app", When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceApp}}},
		methods.Availability{ID: "vip", When: methods.Match{Audience: vip}, Except: []methods.Match{{Surfaces: []methods.Surface{methods.SurfaceApp}}}},
		methods.Availability{ID: "both", When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceApp}, Audience: vip}}),
		want: []string{"error unreachable_entry availability[2] both [app]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip"}},
	{name: "an entry whose Except takes all back", catalog: withEntries(methods.Availability{
		ID: "none", When: methods.Match{Audience: vip}, Except: []methods.Match{{Audience: vip}}}),
		want: []string{"error unreachable_entry availability[0] none", "warning open_trait traits[0] vip [none]"}},
	{name: "an entry on a surface that no product serves", catalog: withEntries(methods.Availability{
		ID: "mini", When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceWeChatMiniProgram}}}),
		want: []string{"error unreachable_entry availability[0] mini"}},
	{name: "an entry for orders before any", catalog: withEntries(methods.Availability{
		ID: "early", When: methods.Match{Period: methods.Period{Until: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)}}}),
		want: []string{"error unreachable_entry availability[0] early"}},
	{name: "an entry that a limit rule refuses wholly", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].When.Regions = []methods.Region{"CN"}
		c.Availability = append(c.Availability, methods.Availability{ID: "abroad", Method: "wallet", Status: methods.StatusLive})
		c.Limits = append(c.Limits, routing.LimitRule{ID: "home", Limit: limits.Cap{Max: money(100, limits.JPY)},
			Methods: []methods.ID{"wallet"}, Except: []methods.Match{{Regions: []methods.Region{"CN"}}}})
		c.Limits[0].When = methods.Match{}
	}), want: []string{
		"error unreachable_entry availability[3] abroad [wallet.live]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
		"error unused_limit limits[1] home: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
	}},
	{name: "a parent that has ended", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].When.Period.Until = date(4)
		c.Availability[1].When.Period.From = date(4)
	}), want: []string{
		"error unreachable_parent availability[1] credit.live: shop app 1.00 CNY 2024-01-01T08:00:00+08:00",
		"warning unreachable_method methods[1] credit: shop app 1.00 CNY 2024-01-01T08:00:00+08:00",
	}},
	{name: "a parent that has ended on one platform", catalog: sound(func(c *routing.Catalog) {
		c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: "outlet"})
		c.Availability[0].When.Platforms = []methods.Platform{"shop"}
		c.Availability[0].When.Period.Until = date(4)
		c.Availability[1].When.Period.From = date(4)
		c.Availability = append(c.Availability, methods.Availability{ID: "outlet.live", Method: "wallet", Status: methods.StatusLive,
			When: methods.Match{Platforms: []methods.Platform{"outlet"}}})
		c.Limits = append(c.Limits, routing.LimitRule{ID: "credit.none", Methods: []methods.ID{"credit"},
			When: methods.Match{Platforms: []methods.Platform{"outlet"}}, Limit: limits.Cap{Min: money(30_001, limits.CNY)}})
	}), want: []string{
		"error unreachable_entry availability[1] credit.live: shop app 1.00 CNY 2024-01-01T08:00:00+08:00",
		"error no_amount limits[1] credit.none [wallet.bounds]: outlet app 1.00 CNY 2024-01-01T08:00:00+08:00",
		"warning unreachable_method methods[1] credit: shop app 1.00 CNY 2024-01-01T08:00:00+08:00",
	}},
	{name: "an absence where the method is offered", catalog: withLast(methods.Availability{
		ID: "silent", Method: "wallet", Status: methods.StatusAbsent}),
		want: []string{"note redundant_entry availability[3] silent: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "an entry without a product in front of one with", catalog: withEntries(methods.Availability{
		ID: "own", When: methods.Match{Audience: vip}, Products: []methods.Product{{ID: "mini", Flow: methods.FlowInApp, Surfaces: []methods.Surface{methods.SurfaceWeChatMiniProgram}}}}),
	},
	{name: "an entry within a method that has ended in front of one that is not", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].When.Period.Until = date(4)
		c.Availability = append(c.Availability, methods.Availability{ID: "direct", Method: "credit", Status: methods.StatusLive})
	}), want: []string{
		"error unreachable_entry availability[3] direct [credit.live]: shop app 1.00 CNY 2024-01-01T08:00:00+08:00",
		"warning shadowed_entry availability[3] direct [credit.live]: shop app 0.00 CNY 2024-01-01T07:59:59.999999999+08:00",
		"note conflicting_entry availability[3] direct [credit.live]: shop app 1.00 CNY 2024-01-01T08:00:00+08:00",
	}},
	{name: "two entries with other ranks", catalog: withEntries(methods.Availability{
		ID: "first", Rank: 1, When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceApp}}}),
		want: []string{"note conflicting_entry availability[1] wallet.live [first]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "two entries with the same offer", catalog: withEntries(methods.Availability{
		ID: "first", When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceApp}}})},
	{name: "two entries with another flow of the same product", catalog: withEntries(methods.Availability{
		ID: "first", When: methods.Match{Audience: vip}, Products: []methods.Product{
			{ID: "in_app", Flow: methods.FlowInApp, Surfaces: []methods.Surface{methods.SurfaceApp}},
			{ID: "web", Flow: methods.FlowRedirect, Surfaces: []methods.Surface{methods.SurfaceMobileWeb, methods.SurfaceDesktopWeb}},
		}}),
		want: []string{"note conflicting_entry availability[1] wallet.live [first]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip"}},

	{name: "a method without an entry", catalog: sound(func(c *routing.Catalog) { c.Methods = append(c.Methods, methods.Method{ID: "ecny"}) }),
		want: []string{"warning unreachable_method methods[3] ecny"}},
	{name: "a method that is only announced", catalog: sound(func(c *routing.Catalog) { c.Availability[1].Status = methods.StatusAnnounced }),
		want: []string{"warning unreachable_method methods[1] credit"}},
	{name: "a product behind another on its surface", catalog: sound(func(c *routing.Catalog) {
		c.Methods[0].Products = append(c.Methods[0].Products, methods.Product{ID: "page", Flow: methods.FlowRedirect, Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}})
	}), want: []string{"warning unused_product methods[0].products[2] wallet: shop desktop_web 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "products that every entry replaces", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].Products = []methods.Product{{ID: "anywhere", Flow: methods.FlowRedirect}}
	}), want: []string{
		"warning unused_product methods[0].products[0] wallet: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
		"warning unused_product methods[0].products[1] wallet: shop mobile_web 1.00 CNY 2000-01-01T08:00:00+08:00",
	}},
	{name: "a product where a limit rule refuses all", catalog: sound(func(c *routing.Catalog) {
		c.Methods[0].Products[1].Surfaces = desktop.Surfaces
		c.Limits = append(c.Limits, routing.LimitRule{ID: "least", Methods: []methods.ID{"wallet"}, When: desktop,
			Limit: limits.Cap{Min: money(30_001, limits.CNY)}})
	}), want: []string{
		"error no_amount limits[1] least [wallet.bounds]: shop desktop_web 1.00 CNY 2000-01-01T08:00:00+08:00",
		"warning unused_product methods[0].products[1] wallet: shop desktop_web 1.00 CNY 2000-01-01T08:00:00+08:00",
	}},
	{name: "a product of an entry's own where the entry is not", catalog: withEntries(methods.Availability{
		ID: "own", When: desktop, Products: []methods.Product{
			{ID: "web", Flow: methods.FlowRedirect, Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}},
			{ID: "in_app", Flow: methods.FlowAppSwitch, Surfaces: []methods.Surface{methods.SurfaceApp}},
		}}),
		want: []string{
			"note conflicting_entry availability[1] wallet.live [own]: shop desktop_web 1.00 CNY 2000-01-01T08:00:00+08:00",
			"warning unused_product availability[0].products[1] own: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
		}},

	{name: "a limit of at least nothing", catalog: withRules(routing.LimitRule{ID: "zero", Limit: limits.Cap{Min: money(0, limits.CNY)}}),
		want: []string{"warning redundant_limit limits[1] zero: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a cap on a total at the largest amount, beyond which totals can be", catalog: withRules(
		routing.LimitRule{ID: "life", Limit: capOnTotal(math.MaxInt64, ever, "life")})},
	{name: "a limit on an entry that has ended", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].When.Period.Until = date(4)
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
	{name: "two caps on one total at different times", catalog: withRules(
		routing.LimitRule{ID: "day", When: methods.Match{Period: methods.Period{Until: date(4)}}, Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "day.later", When: methods.Match{Period: methods.Period{From: date(4)}}, Limit: capOnTotal(90_000, daily, "day")})},
	{name: "two caps a day on different totals", catalog: withRules(
		routing.LimitRule{ID: "day", Limit: capOnTotal(50_000, daily, "day")},
		routing.LimitRule{ID: "other", Limit: capOnTotal(40_000, daily, "other.day")})},
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

	{name: "a limit that is not a cap, and what is wrong beside it", catalog: withRules(
		routing.LimitRule{ID: "own", Limit: custom{}},
		routing.LimitRule{ID: "zero", Limit: limits.Cap{Min: money(0, limits.CNY)}}),
		want: []string{
			"note unexamined_limit limits[1] own: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
			"warning redundant_limit limits[2] zero: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
		}},

	{name: "a time between two entries", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability[0].When.Period.Until = date(4)
		c.Availability = append(c.Availability, methods.Availability{ID: "again", Method: "wallet", Status: methods.StatusLive,
			When: methods.Match{Period: methods.Period{From: date(5), Until: date(6)}}})
		c.Availability[1].When.Surfaces = []methods.Surface{methods.SurfaceApp}
		c.Availability[1].When.Period.Until = date(4)
	}), want: []string{"warning gap platforms[0] shop: shop app 1.00 AED 2024-01-01T08:00:00+08:00"}},
	{name: "times before the first entry and after the last", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability[0].When.Period = methods.Period{From: date(4), Until: date(5)}
		c.Availability[1].When.Period = c.Availability[0].When.Period
	})},
	{name: "a time after the parent", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability[0].When.Period.Until = date(4)
	}), want: []string{"warning gap platforms[0] shop: shop app 1.00 AED 2024-01-01T08:00:00+08:00"}},
	{name: "nothing but what is nested in a method that never is", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability[0].Status = methods.StatusAnnounced
	}), want: []string{
		"error unreachable_parent availability[1] credit.live: shop app 1.00 AED 2000-01-01T08:00:00+08:00",
		"warning unreachable_method methods[0] wallet",
		"warning unreachable_method methods[1] credit: shop app 1.00 AED 2000-01-01T08:00:00+08:00",
		"warning gap platforms[0] shop: shop app 1.00 AED 2000-01-01T08:00:00+08:00",
	}},
	{name: "amounts above every maximum", catalog: withoutTransfer(func(*routing.Catalog) {}),
		want: []string{"note limit_gap platforms[0] shop [wallet.bounds]: shop app 300.01 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "amounts above what is left for anybody", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits[0] = routing.LimitRule{ID: "day", When: methods.Match{Currencies: []string{"CNY"}, Audience: vip}, Limit: capOnTotal(50_000, daily, "day")}
	}), want: []string{
		"warning open_trait traits[0] vip [day]",
		"note limit_gap platforms[0] shop [day]: shop app 500.01 CNY 2000-01-01T08:00:00+08:00 +vip",
	}},
	{name: "a currency that limit rules leave nothing in", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits[0] = routing.LimitRule{ID: "least", Limit: limits.Cap{Min: money(1, limits.CNY)}}
	})},

	{name: "a share of buyers and the rest of them", catalog: sound(func(c *routing.Catalog) {
		half := methods.Rollout{Salt: "s", BasisPoints: methods.Buckets / 2}
		c.Methods[0].Products = nil
		c.Availability[0].When.Rollout = half
		c.Availability[1].Except = []methods.Match{{Rollout: half}}
		c.Availability[1].Parent = ""
	})},
	{name: "a pilot without an end", catalog: withEntries(methods.Availability{
		ID: "pilot", Status: methods.StatusPilot, When: methods.Match{Audience: vip}}),
		want: []string{"warning open_pilot availability[0] pilot: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip"}},
	{name: "a pilot with an end", catalog: withEntries(methods.Availability{
		ID: "pilot", Status: methods.StatusPilot, When: methods.Match{Audience: vip, Period: in2024}})},
	{name: "a rollout to nobody", catalog: withEntries(methods.Availability{
		ID: "nobody", When: methods.Match{Rollout: methods.Rollout{Salt: "s"}}}),
		want: []string{
			"error unreachable_entry availability[0] nobody",
			"warning rollout_to_nobody availability[0].when.rollout nobody: shop 1.00 CNY 2000-01-01T08:00:00+08:00",
		}},
	{name: "a rollout to all in an Except", catalog: withEntries(methods.Availability{
		ID: "all", When: desktop, Except: []methods.Match{{Audience: vip, Rollout: methods.Rollout{Salt: "s", BasisPoints: methods.Buckets}}}}),
		want: []string{
			"warning rollout_to_all availability[0].except[0].rollout all: shop 1.00 CNY 2000-01-01T08:00:00+08:00 +vip",
			"warning open_trait traits[0] vip [all]",
		}},
	{name: "hours that do not come in their period", catalog: withEntries(methods.Availability{
		ID: "tuesday", When: methods.Match{Hours: sundays, Period: methods.Period{From: inJune(4), Until: inJune(5)}}}),
		want: []string{
			"error unreachable_entry availability[0] tuesday",
			"error hours_never_met availability[0].when.hours tuesday: shop 1.00 CNY 2024-06-04T00:00:00+08:00",
		}},
	{name: "hours that come in their period once", catalog: withEntries(methods.Availability{
		ID: "sunday", When: methods.Match{Hours: sundays, Period: methods.Period{From: inJune(4), Until: inJune(9).Add(2*time.Hour + time.Nanosecond)}}})},
	{name: "hours that are the whole week", catalog: withRules(routing.LimitRule{
		ID: "always", Methods: []methods.ID{"transfer"}, Limit: limits.Cap{Max: money(100, limits.CNY)},
		When: methods.Match{Hours: []methods.Hours{{From: 6 * time.Hour, Until: 22 * time.Hour}, {From: 22 * time.Hour, Until: 6 * time.Hour}}}}),
		want: []string{"warning hours_always limits[1].when.hours always: shop 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "hours that overlap", catalog: withEntries(methods.Availability{
		ID: "some", Except: []methods.Match{{Hours: []methods.Hours{{From: 23 * time.Hour, Until: 3 * time.Hour}, sundays[0]}}}}),
		want: []string{"note hours_overlap availability[0].except[0].hours[1] some: shop 1.00 CNY 2000-01-02T02:00:00+08:00"}},
	{name: "hours that touch", catalog: withEntries(methods.Availability{
		ID: "some", Except: []methods.Match{{Hours: []methods.Hours{{From: 23 * time.Hour, Until: 2 * time.Hour}, sundays[0]}}}})},
	{name: "two numbers of payments for one total", catalog: withRules(
		routing.LimitRule{ID: "three", Limit: limits.Cap{MaxCount: 3, Counter: "times", Window: daily}},
		routing.LimitRule{ID: "four", Limit: limits.Cap{MaxCount: 4, Counter: "times", Window: daily}}),
		want: []string{"warning conflicting_limit limits[2] four [three]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a number of payments beside an amount", catalog: withRules(
		routing.LimitRule{ID: "three", Limit: limits.Cap{MaxCount: 3, Counter: "times", Window: daily}},
		routing.LimitRule{ID: "most", Limit: limits.Cap{Max: money(50_000, limits.CNY), MaxCount: 3, Counter: "more", Window: ever}})},
	{name: "a trait that must be stated in an Except", catalog: sound(func(c *routing.Catalog) {
		c.Traits[0].MustState = true
		c.Availability[0].Except = []methods.Match{{Audience: vip}}
	})},
	{name: "a trait in an Except of a limit rule", catalog: withRules(routing.LimitRule{
		ID: "few", Methods: []methods.ID{"transfer"}, Except: []methods.Match{{Audience: vip}}, Limit: limits.Cap{Max: money(100, limits.CNY)}})},
	{name: "a trait that is one for each method", catalog: sound(func(c *routing.Catalog) {
		c.Traits[0].PerMethod = true
		c.Limits = append(c.Limits, routing.LimitRule{ID: "few", Methods: []methods.ID{"wallet", "transfer"},
			When: methods.Match{Audience: vip}, Limit: limits.Cap{Max: money(100, limits.CNY)}})
	}), want: []string{
		"warning open_trait traits[0] vip [few.transfer few.wallet]",
		"note limit_gap platforms[0] shop [few.transfer few.wallet wallet.bounds]: shop app 300.01 CNY 2000-01-01T08:00:00+08:00 +vip.transfer",
	}},
	{name: "a rollout to nobody in a limit rule", catalog: withRules(routing.LimitRule{
		ID: "nobody", When: methods.Match{Rollout: methods.Rollout{Salt: "s"}}, Limit: limits.Cap{Max: money(100, limits.CNY)}}),
		want: []string{
			"warning redundant_limit limits[1] nobody: shop app 1.01 CNY 2000-01-01T08:00:00+08:00",
			"warning rollout_to_nobody limits[1].when.rollout nobody: shop 1.00 CNY 2000-01-01T08:00:00+08:00",
		}},
	{name: "low confidence that decides", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].Confidence, c.Limits[0].Confidence = methods.ConfidenceLow, methods.ConfidenceLow
	}), want: []string{
		"note low_confidence availability[0] wallet.live: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
		"note low_confidence limits[0] wallet.bounds: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
	}},
	{name: "a misspelt surface of an entry", catalog: withEntries(methods.Availability{
		ID: "misspelt", When: methods.Match{Surfaces: []methods.Surface{"app", "mobil_web"}},
	}), want: []string{
		"warning unknown_surface availability[0].when.surfaces[1] misspelt: shop mobil_web 1.00 CNY 2000-01-01T08:00:00+08:00",
	}},
	{name: "a misspelt surface of an Except of a limit rule", catalog: withRules(routing.LimitRule{
		ID: "misspelt", Limit: limits.Cap{Max: money(20_000, limits.CNY)},
		Except: []methods.Match{{Surfaces: []methods.Surface{methods.SurfaceWeComBrowser}}, {Surfaces: []methods.Surface{"mobil_web"}}},
	}), want: []string{"warning unknown_surface limits[1].except[1].surfaces[0] misspelt: shop mobil_web 1.00 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "a surface of one's own that a product serves", catalog: sound(func(c *routing.Catalog) {
		c.Methods[0].Products[0].Surfaces = append(c.Methods[0].Products[0].Surfaces, "kiosk")
		c.Availability[0].When.Surfaces = []methods.Surface{"kiosk", methods.SurfaceApp, methods.SurfaceMobileWeb}
	})},
	{name: "what is accepted", catalog: sound(func(c *routing.Catalog) {
		c.Availability[0].Except = []methods.Match{{Audience: vip}}
		c.Accept = []routing.Acceptance{{Code: "open_trait", ID: "vip", Why: "few forget it"}}
	})},
	{name: "what is accepted and not found", catalog: sound(func(c *routing.Catalog) {
		c.Accept = []routing.Acceptance{{Code: "open_trait", ID: "vip", Why: "few forget it"}, {Code: "gap", ID: "vip", Why: "a slip"}}
		c.Availability[0].Except = []methods.Match{{Audience: vip}}
	}), want: []string{"warning stale_acceptance accept[1] vip"}},
	{name: "a source on the last day of its age", catalog: sound(func(*routing.Catalog) {}),
		options: LintOptions{Now: time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC), MaxAge: 365 * 24 * time.Hour}},
	{name: "a source a day too old", catalog: sound(func(*routing.Catalog) {}),
		options: LintOptions{Now: time.Date(2025, 10, 1, 0, 0, 0, 0, time.UTC), MaxAge: 365 * 24 * time.Hour},
		want:    []string{"warning old_source sources[0] contract"}},
	{name: "rules whose newest source is of before the last review", catalog: sound(func(*routing.Catalog) {}),
		options: LintOptions{ReviewedBefore: time.Date(2024, 10, 1, 0, 0, 0, 0, time.UTC)}, want: []string{
			"warning old_evidence availability[0] wallet.live",
			"warning old_evidence availability[1] credit.live",
			"warning old_evidence availability[2] transfer.live",
			"warning old_evidence limits[0] wallet.bounds",
		}},
	{name: "a limit rule in a currency that has ended", catalog: withRules(routing.LimitRule{
		ID: "kuna", Limit: limits.Cap{Max: limits.MustParseMoney("1 HRK")}}),
		want: []string{
			"warning redundant_limit limits[0] wallet.bounds: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
			"error unused_limit limits[1] kuna: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
			"warning ended_currency limits[1].max kuna",
		}},

	{name: "a region set that nothing names", catalog: sound(func(c *routing.Catalog) {
		c.RegionSets = map[string][]methods.Region{"eea": {"AT"}, "asia.east": {"CN"}, "dach": {"DE", "AT", "CH"}, "benelux": {"BE"}}
		c.Availability[1].Except = []methods.Match{{Regions: []methods.Region{"dach"}}}
		c.Limits[0].Except = []methods.Match{{Regions: []methods.Region{"FR", "benelux"}}}
	}), want: []string{`warning unused_region_set region_sets["asia.east"] asia.east`, "warning unused_region_set region_sets.eea eea"}},
	{name: "an accepted finding", catalog: accepting(FindingUnusedRegionSet, "eea")},
	{name: "a finding accepted under another id", catalog: accepting(FindingUnusedRegionSet, "eaa"),
		want: []string{"warning unused_region_set region_sets.eea eea", "warning stale_acceptance accept[0] eaa"}},
	{name: "a finding accepted under another code", catalog: accepting(FindingGap, "eea"),
		want: []string{"warning unused_region_set region_sets.eea eea", "warning stale_acceptance accept[0] eea"}},
	{name: "an accepted old source that nobody asks for", catalog: sound(func(c *routing.Catalog) {
		c.Accept = []routing.Acceptance{{Code: string(FindingOldSource), ID: "contract", Why: "it holds until it is ended"}}
	})},
	{name: "an accepted source that is not old", catalog: sound(func(c *routing.Catalog) {
		c.Accept = []routing.Acceptance{{Code: string(FindingOldSource), ID: "contract", Why: "it holds until it is ended"}}
	}), options: LintOptions{Now: time.Date(2025, 9, 30, 0, 0, 0, 0, time.UTC), MaxAge: 365 * 24 * time.Hour},
		want: []string{"warning stale_acceptance accept[0] contract"}},
}

// inJune is the first instant of a day of June 2024, of which the 4th is a Tuesday.
func inJune(n int) time.Time {
	return time.Date(2024, 6, n, 0, 0, 0, 0, time.FixedZone("", 8*60*60))
}

// accepting is a catalog with a region set that nothing names, and a finding accepted.
func accepting(code FindingCode, id string) routing.Catalog {
	return sound(func(c *routing.Catalog) {
		c.RegionSets = map[string][]methods.Region{"eea": {"AT"}}
		c.Accept = []routing.Acceptance{{Code: string(code), ID: id, Why: "kept for later"}}
	})
}

func TestLint(t *testing.T) {
	for _, test := range lintTests {
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

func TestEveryCodeIsFound(t *testing.T) {
	seen := map[FindingCode]bool{}
	for _, test := range lintTests {
		findings, err := Lint(test.catalog, test.options)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range findings {
			seen[f.Code] = true
		}
	}
	for _, code := range FindingCodes() {
		if !seen[code] {
			t.Errorf("%s: no test finds it", code)
		}
		delete(seen, code)
	}
	for code := range seen {
		t.Errorf("%s: not one of FindingCodes()", code)
	}
}

// Orders of which no entry offers a method at some hours are one gap, though a period of a
// day cuts the time.
func TestAGapAtSomeHours(t *testing.T) {
	c := sound(func(c *routing.Catalog) {
		for i := range c.Availability {
			c.Availability[i].Except = []methods.Match{{Hours: sundays}}
		}
		c.Limits = append(c.Limits, routing.LimitRule{ID: "sale", Methods: []methods.ID{"wallet"}, Limit: limits.Cap{Max: money(100, limits.CNY)},
			When: methods.Match{Period: methods.Period{From: inJune(4), Until: inJune(5)}}})
	})
	var got []string
	for _, f := range lint(t, c) {
		if f.Code == FindingGap {
			got = append(got, found(f), f.Text.EN, f.Text.ZH, f.Regions[0].String())
		}
	}
	want := []string{
		"warning gap platforms[0] shop: shop app 1.00 CNY 2024-06-09T02:00:00+08:00",
		"no entry offers any method on Sundays from 02:00 to 04:00",
		"周日 02:00 至 04:00 没有任何条目提供支付方式",
		"shop, on Sundays from 02:00 to 04:00",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("the gap (-want +got):\n%s", diff)
	}
}
