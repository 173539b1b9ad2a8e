package analysis

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var gapTests = []lintTest{
	{name: "a time between two entries", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability[0].When.Period.Until = newYear(4)
		c.Availability = append(c.Availability, methods.Availability{ID: "again", Method: "wallet", Status: methods.StatusLive,
			When: methods.Match{Period: methods.Period{From: newYear(5), Until: newYear(6)}}})
		c.Availability[1].When.Surfaces = []methods.Surface{methods.SurfaceApp}
		c.Availability[1].When.Period.Until = newYear(4)
	}), want: []string{
		"warning untold_time availability[2].when.from again [wallet.live]: shop 1.00 AED 2024-01-01T08:00:00+08:00",
		"warning gap platforms[0] shop: shop app 1.00 AED 2024-01-01T08:00:00+08:00",
	}},
	{name: "times before the first entry and after the last", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability[0].When.Period = methods.Period{From: newYear(4), Until: newYear(5)}
		c.Availability[1].When.Period = c.Availability[0].When.Period
	})},
	{name: "a time after the parent", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability[0].When.Period.Until = newYear(4)
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
	{name: "a time between two entries that is over", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability = append(c.Availability, c.Availability[0])
		c.Availability[0].When.Period.Until = newYear(4)
		c.Availability[2].ID, c.Availability[2].When.Period.From = "again", newYear(5)
	}), options: LintOptions{Now: newYear(5)}, want: []string{
		"warning untold_time availability[2].when.from again [wallet.live]: shop 1.00 AED 2024-01-01T08:00:00+08:00",
		"note gap platforms[0] shop: shop app 1.00 AED 2024-01-01T08:00:00+08:00",
	}},
	{name: "a time between two entries that ends later", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability = append(c.Availability, c.Availability[0])
		c.Availability[0].When.Period.Until = newYear(4)
		c.Availability[2].ID, c.Availability[2].When.Period.From = "again", newYear(5)
	}), options: LintOptions{Now: newYear(5).Add(-1)}, want: []string{
		"warning untold_time availability[2].when.from again [wallet.live]: shop 1.00 AED 2024-01-01T08:00:00+08:00",
		"warning gap platforms[0] shop: shop app 1.00 AED 2024-01-01T08:00:00+08:00",
	}},
	{name: "orders that state a trait", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Traits[0].MustState = true
		c.Availability[0].Except = []methods.Match{{Audience: vip}}
	}), want: []string{"note gap platforms[0] shop: shop app 1.00 AED 2000-01-01T08:00:00+08:00 +vip"}},
	{name: "orders that lack a trait", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Traits[0].MustState = true
		c.Availability[0].When.Audience = vip
	}), want: []string{"warning gap platforms[0] shop: shop app 1.00 AED 2000-01-01T08:00:00+08:00 -vip"}},
	{name: "regions that no rule names", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability[0].When = methods.Match{Regions: []methods.Region{"CN"}, Currencies: []string{"CNY"}}
		c.Availability[1] = methods.Availability{ID: "credit.live", Method: "credit", Status: methods.StatusLive,
			When: methods.Match{Currencies: []string{"HKD"}}}
	}), want: []string{
		"note gap platforms[0] shop: shop app 1.00 CNY 2000-01-01T08:00:00+08:00",
		"note gap platforms[0] shop: shop another_surface 1.00 CNY 2000-01-01T08:00:00+08:00",
	}},
	{name: "surfaces that no rule names", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits = nil
		c.Availability[1].Parent, c.Availability[1].When.Currencies = "", []string{"HKD"}
	}), want: []string{"note gap platforms[0] shop: shop another_surface 1.00 AED 2000-01-01T08:00:00+08:00"}},
	{name: "amounts above every maximum", catalog: withoutTransfer(func(*routing.Catalog) {}),
		want: []string{"note limit_gap platforms[0] shop [wallet.bounds]: shop app 300.01 CNY 2000-01-01T08:00:00+08:00"}},
	{name: "amounts below every minimum", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits[0].Limit = limits.Cap{Min: money(1, limits.CNY)}
		c.Limits = append(c.Limits, routing.LimitRule{ID: "some", When: methods.Match{Audience: vip}, Limit: limits.Cap{Min: money(500, limits.CNY)}})
	}), want: []string{
		"warning open_trait traits[0] vip [some]",
		"note limit_gap platforms[0] shop [some]: shop app 1.00 CNY 2000-01-01T08:00:00+08:00 +vip",
	}},
	{name: "amounts above what is left for anybody", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits[0] = routing.LimitRule{ID: "day", When: methods.Match{Currencies: []string{"CNY"}, Audience: vip}, Limit: capOnTotal(50_000, daily, "day")}
	}), want: []string{
		"warning open_trait traits[0] vip [day]",
		"note limit_gap platforms[0] shop [day]: shop app 500.01 CNY 2000-01-01T08:00:00+08:00 +vip",
	}},
	{name: "a currency that limit rules leave nothing in", catalog: withoutTransfer(func(c *routing.Catalog) {
		c.Limits[0] = routing.LimitRule{ID: "least", Limit: limits.Cap{Min: money(1, limits.CNY)}}
	})},
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
		"entries leave no method to offer on Sundays from 02:00 to 04:00",
		"每周日 02:00 至 04:00 没有任何条目提供支付方式",
		"shop, on Sundays from 02:00 to 04:00",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("the gap (-want +got):\n%s", diff)
	}
}
