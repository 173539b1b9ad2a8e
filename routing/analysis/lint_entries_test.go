package analysis

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var entryTests = []lintTest{
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
		ID: "early", When: methods.Match{Period: methods.Period{Until: time.Date(2000, 1, 1, 8, 0, 0, 0, time.FixedZone("", 8*60*60))}}}),
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
		c.Availability[0].When.Period.Until = newYear(4)
		c.Availability[1].When.Period.From = newYear(4)
	}), want: []string{
		"error unreachable_parent availability[1] credit.live: shop app 1.00 CNY 2024-01-01T08:00:00+08:00",
		"warning unreachable_method methods[1] credit: shop app 1.00 CNY 2024-01-01T08:00:00+08:00",
	}},
	{name: "a parent that has ended on one platform", catalog: sound(func(c *routing.Catalog) {
		c.Platforms = append(c.Platforms, routing.PlatformInfo{ID: "outlet"})
		c.Availability[0].When.Platforms = []methods.Platform{"shop"}
		c.Availability[0].When.Period.Until = newYear(4)
		c.Availability[1].When.Period.From = newYear(4)
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
		c.Availability[0].When.Period.Until = newYear(4)
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
}
