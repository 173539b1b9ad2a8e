package analysis_test

import (
	"encoding/json"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
)

// surfacesOf and its like make choices that read well in a table.
func surfacesOf(others, unstated bool, names ...methods.Surface) analysis.Choice[methods.Surface] {
	return analysis.Choice[methods.Surface]{Names: names, Others: others, Unstated: unstated}
}

func regionsOf(others, unstated bool, names ...methods.Region) analysis.Choice[methods.Region] {
	return analysis.Choice[methods.Region]{Names: names, Others: others, Unstated: unstated}
}

var regionTests = []struct {
	name   string
	region analysis.Region
	text   string
	json   string
	in     []routing.Order
	out    []routing.Order
}{
	{
		"all orders on a platform", analysis.Region{}, "shop", `{"platforms":["shop"]}`,
		[]routing.Order{juneOrder(), {Platform: "shop"}}, []routing.Order{{Platform: "store"}},
	},
	{
		"two names of a platform", analysis.Region{Platforms: []methods.Platform{"shop", "store"}},
		"shop or store", `{"platforms":["shop","store"]}`,
		[]routing.Order{{Platform: "shop"}, {Platform: "store"}}, []routing.Order{{Platform: "empty"}},
	},
	{
		"two periods", analysis.Region{Periods: []methods.Period{{Until: june(9)}, {From: june(10), Until: june(11)}}},
		"shop, until 2024-06-09 and 2024-06-10 to 2024-06-11",
		`{"platforms":["shop"],"periods":[{"until":"2024-06-09T00:00:00+08:00"},{"from":"2024-06-10T00:00:00+08:00","until":"2024-06-11T00:00:00+08:00"}]}`,
		[]routing.Order{juneOrder(), juneOrder(at(june(10))), juneOrder(at(june(9).Add(-1)))},
		[]routing.Order{juneOrder(at(june(9))), juneOrder(at(june(10).Add(-1))), juneOrder(at(june(11)))},
	},
	{
		"an instant that is no day's first", analysis.Region{Periods: []methods.Period{{From: june(10).Add(1)}}},
		"shop, from 2024-06-10T00:00:00.000000001+08:00",
		`{"platforms":["shop"],"periods":[{"from":"2024-06-10T00:00:00.000000001+08:00"}]}`,
		[]routing.Order{juneOrder(at(june(10).Add(1)))}, []routing.Order{juneOrder(at(june(10)))},
	},
	{
		"an instant of as many seconds as minutes", analysis.Region{Periods: []methods.Period{{From: june(10).Add(time.Minute + time.Second)}}},
		"shop, from 2024-06-10T00:01:01+08:00",
		`{"platforms":["shop"],"periods":[{"from":"2024-06-10T00:01:01+08:00"}]}`,
		[]routing.Order{juneOrder(at(june(10).Add(time.Minute + time.Second)))}, []routing.Order{juneOrder(at(june(10)))},
	},
	{
		"some hours", analysis.Region{Hours: []methods.Hours{{Days: []time.Weekday{time.Sunday}, From: 22 * time.Hour}, {From: 6 * time.Hour, Until: 8 * time.Hour}}, Zone: -4 * time.Hour},
		"shop, on Sundays from 22:00 to 24:00 or from 06:00 to 08:00",
		`{"platforms":["shop"],"hours":[{"days":["sun"],"from":"22:00"},{"from":"06:00","until":"08:00"}],"zone":"-04:00"}`,
		[]routing.Order{juneOrder(at(june(10).Add(10 * time.Hour))), juneOrder(at(june(10).Add(18 * time.Hour))), juneOrder(at(june(11).Add(19 * time.Hour)))},
		[]routing.Order{juneOrder(at(june(10).Add(10*time.Hour - 1))), juneOrder(at(june(10).Add(12 * time.Hour))), juneOrder(at(june(11).Add(10 * time.Hour)))},
	},
	{
		"some surfaces", analysis.Region{Surfaces: surfacesOf(false, false, "app", "web")},
		"shop, on app or web", `{"platforms":["shop"],"surfaces":{"names":["app","web"]}}`,
		[]routing.Order{juneOrder(), juneOrder(on("web"))}, []routing.Order{juneOrder(on("mail")), juneOrder(on(""))},
	},
	{
		"some surfaces or none", analysis.Region{Surfaces: surfacesOf(false, true, "app")},
		"shop, on app or with no surface stated", `{"platforms":["shop"],"surfaces":{"names":["app"],"unstated":true}}`,
		[]routing.Order{juneOrder(), juneOrder(on(""))}, []routing.Order{juneOrder(on("web"))},
	},
	{
		"other surfaces", analysis.Region{Surfaces: surfacesOf(true, false, "app")},
		"shop, on a surface other than app", `{"platforms":["shop"],"surfaces":{"names":["app"],"others":true}}`,
		[]routing.Order{juneOrder(on("web"))}, []routing.Order{juneOrder(), juneOrder(on(""))},
	},
	{
		"other surfaces or none", analysis.Region{Surfaces: surfacesOf(true, true, "app")},
		"shop, not on app", `{"platforms":["shop"],"surfaces":{"names":["app"],"others":true,"unstated":true}}`,
		[]routing.Order{juneOrder(on("web")), juneOrder(on(""))}, []routing.Order{juneOrder()},
	},
	{
		"any region that is stated", analysis.Region{Regions: regionsOf(true, false)},
		"shop, in a region that is stated", `{"platforms":["shop"],"regions":{"others":true}}`,
		[]routing.Order{juneOrder()}, []routing.Order{{Platform: "shop"}},
	},
	{
		"no region", analysis.Region{Regions: regionsOf(false, true)},
		"shop, no region stated", `{"platforms":["shop"],"regions":{"unstated":true}}`,
		[]routing.Order{{Platform: "shop"}}, []routing.Order{juneOrder()},
	},
	{
		"amounts of two currencies and of others",
		analysis.Region{Amounts: []analysis.Amounts{
			{Min: yuan("1.00"), Max: yuan("1.00")}, {Min: yuan("5.00"), Max: yuan("9.99")}, {Min: yuan("100.00")},
			{Min: limits.MustParseMoney("0 JPY")}, {NotIn: []limits.Currency{limits.CNY, limits.JPY}},
		}},
		"shop, 1.00 CNY or 5.00 CNY to 9.99 CNY or from 100.00 CNY or any amount in JPY or not in CNY or JPY",
		`{"platforms":["shop"],"amounts":[{"min":"1.00 CNY","max":"1.00 CNY"},{"min":"5.00 CNY","max":"9.99 CNY"},` +
			`{"min":"100.00 CNY"},{"min":"0 JPY"},{"not_in":["CNY","JPY"]}]}`,
		[]routing.Order{juneOrder(paying("1.00 CNY")), juneOrder(paying("9.99 CNY")), juneOrder(), {Platform: "shop", Amount: limits.MustParseMoney("7 JPY")}, {Platform: "shop", Amount: limits.MustParseMoney("7.00 HKD")}},
		[]routing.Order{juneOrder(paying("1.01 CNY")), juneOrder(paying("10.00 CNY")), juneOrder(paying("99.99 CNY")), {Platform: "shop"}},
	},
	{
		"every amount", analysis.Region{Amounts: []analysis.Amounts{{}}}, "shop, any amount", `{"platforms":["shop"],"amounts":[{}]}`,
		[]routing.Order{juneOrder()}, []routing.Order{{Platform: "shop"}},
	},
	{
		"traits", analysis.Region{Stated: []methods.Trait{"vip", "new"}, Unstated: []methods.Trait{"old", "big"}},
		"shop, with vip and new, without old or big", `{"platforms":["shop"],"stated":["vip","new"],"unstated":["old","big"]}`,
		[]routing.Order{juneOrder(stating("new", "vip", "else"))},
		[]routing.Order{juneOrder(), juneOrder(stating("vip")), juneOrder(stating("vip", "new", "big"))},
	},
	{
		"traits that are known not to hold", analysis.Region{Lacked: []methods.Trait{"old", "big"}, Unlacked: []methods.Trait{"vip", "new"}},
		"shop, known to lack old and big, not known to lack vip or new", `{"platforms":["shop"],"lacked":["old","big"],"unlacked":["vip","new"]}`,
		[]routing.Order{juneOrder(lacking("big", "old")), juneOrder(lacking("big", "old"), stating("vip"))},
		[]routing.Order{juneOrder(), juneOrder(lacking("old")), juneOrder(lacking("old", "big", "new"))},
	},
	{
		"traits of which an order says whether they hold, and others", analysis.Region{Told: []methods.Trait{"vip", "new"}, Untold: []methods.Trait{"old", "big"}},
		"shop, known to have or lack vip and new, not known to have or lack old or big", `{"platforms":["shop"],"told":["vip","new"],"untold":["old","big"]}`,
		[]routing.Order{juneOrder(lacking("vip", "new")), juneOrder(lacking("vip"), stating("new"))},
		[]routing.Order{juneOrder(), juneOrder(stating("vip")), juneOrder(stating("vip", "new", "old")), juneOrder(stating("vip", "new"), lacking("big"))},
	},
	{
		"a region that is not assigned", analysis.Region{Regions: regionsOf(false, true)},
		"shop, no region stated", `{"platforms":["shop"],"regions":{"unstated":true}}`,
		[]routing.Order{{Platform: "shop", Region: "XX"}}, []routing.Order{{Platform: "shop", Region: "XK"}},
	},
	{
		"a buyer", analysis.Region{Buyer: analysis.BuyerKnown}, "shop, the buyer stated", `{"platforms":["shop"],"buyer":"known"}`,
		[]routing.Order{juneOrder()}, []routing.Order{{Platform: "shop"}},
	},
	{
		"no buyer", analysis.Region{Buyer: analysis.BuyerUnknown}, "shop, no buyer stated", `{"platforms":["shop"],"buyer":"unknown"}`,
		[]routing.Order{{Platform: "shop"}}, []routing.Order{juneOrder()},
	},
	{
		"buckets of two salts",
		analysis.Region{Buckets: []analysis.Buckets{{"a", 0, 10}, {"a", bucket("a"), bucket("a") + 1}, {"b", bucket("b"), methods.Buckets}}},
		"",
		"",
		[]routing.Order{juneOrder()}, []routing.Order{{Platform: "shop"}},
	},
	{
		"the buckets beside the buyer's", analysis.Region{Buckets: []analysis.Buckets{{"a", 0, bucket("a")}, {"a", bucket("a") + 1, methods.Buckets}}}, "", "",
		nil, []routing.Order{juneOrder()},
	},
	{
		"buckets in words", analysis.Region{Buyer: analysis.BuyerKnown, Buckets: []analysis.Buckets{{"a", 0, 10}, {"a", 20, 21}, {"b", 0, 500}}},
		`shop, buyers in buckets 0 to 9 or buckets 20 to 20 of "a" and buckets 0 to 499 of "b"`,
		`{"platforms":["shop"],"buyer":"known","buckets":[{"salt":"a","from":0,"until":10},{"salt":"a","from":20,"until":21},{"salt":"b","from":0,"until":500}]}`,
		nil, nil,
	},
}

func bucket(salt string) int { return methods.Bucket(salt, "b1") }

func at(t time.Time) func(*routing.Order) { return func(o *routing.Order) { o.At = t } }

func TestRegion(t *testing.T) {
	for _, tt := range regionTests {
		t.Run(tt.name, func(t *testing.T) {
			r := tt.region
			if r.Platforms == nil {
				r.Platforms = []methods.Platform{"shop"}
			}
			for _, o := range tt.in {
				if !r.Contains(o) {
					t.Errorf("%v does not contain %v", r, o)
				}
			}
			for _, o := range tt.out {
				if r.Contains(o) {
					t.Errorf("%v contains %v", r, o)
				}
			}
			if tt.text == "" {
				return
			}
			if diff := gocmp.Diff(tt.text, r.String()); diff != "" {
				t.Errorf("text (-want +got):\n%s", diff)
			}
			data, err := json.Marshal(r)
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(tt.json, string(data)); diff != "" {
				t.Errorf("JSON (-want +got):\n%s", diff)
			}
		})
	}
}
