package analysis_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

// Two versions of a shop's rules: the wallet is to take up to ¥500.00 from
// 2026-12-01, and no longer on the web.
const (
	oldRules = `{
		"zone": "+08:00",
		"sources": [{"id": "shop", "title": "the shop's own rules"}],
		"methods": [{"id": "wallet"}, {"id": "card"}],
		"platforms": [{"id": "shop", "aliases": ["store"]}],
		"availability": [
			{"id": "wallet.live", "method": "wallet", "status": "live", "rank": 1,
				"when": {"surfaces": ["app", "mobile_web"], "currencies": ["CNY"]}, "sources": ["shop"]},
			{"id": "card.live", "method": "card", "status": "live", "sources": ["shop"]}
		],
		"limits": [{"id": "wallet.single", "methods": ["wallet"], "max": "300.00 CNY", "sources": ["shop"]}]
	}`
	newRules = `{
		"zone": "+08:00",
		"sources": [{"id": "shop", "title": "the shop's own rules"}],
		"methods": [{"id": "wallet"}, {"id": "card"}],
		"platforms": [{"id": "shop", "aliases": ["store"]}],
		"availability": [
			{"id": "wallet.live", "method": "wallet", "status": "live", "rank": 1,
				"when": {"surfaces": ["app"], "currencies": ["CNY"]}, "sources": ["shop"]},
			{"id": "card.live", "method": "card", "status": "live", "sources": ["shop"]}
		],
		"limits": [
			{"id": "wallet.single", "methods": ["wallet"], "when": {"until": "2026-12-01"}, "max": "300.00 CNY", "sources": ["shop"]},
			{"id": "wallet.raised", "methods": ["wallet"], "when": {"from": "2026-12-01"}, "max": "500.00 CNY", "sources": ["shop"]}
		]
	}`
)

func ExampleDiff() {
	before, err := routing.ParseCatalog([]byte(oldRules))
	if err != nil {
		fmt.Println(err)
		return
	}
	after, err := routing.ParseCatalog([]byte(newRules))
	if err != nil {
		fmt.Println(err)
		return
	}
	changes, err := analysis.Diff(before, after)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range changes {
		if c.Kinds[0] != analysis.KindReasons {
			fmt.Println(c.Kinds, c.Method, "for", c.Region)
			fmt.Println("  by", c.Old, "and now", c.New, "such as", c.Witness)
		}
	}
	// Output:
	// [lost] wallet for shop or store, on mobile_web, 0.00 CNY to 300.00 CNY
	//   by [wallet.live] and now [wallet.live] such as {"platform":"shop","surface":"mobile_web","amount":"1.00 CNY","at":"2026-12-01T00:00:00+08:00"}
	// [headroom] wallet for shop or store, on app, from 2026-12-01, 0.00 CNY to 300.00 CNY
	//   by [wallet.single] and now [wallet.raised wallet.single] such as {"platform":"shop","surface":"app","amount":"1.00 CNY","at":"2026-12-01T00:00:00+08:00"}
	// [gained] wallet for shop or store, on app, from 2026-12-01, 300.01 CNY to 500.00 CNY
	//   by [wallet.single] and now [wallet.single] such as {"platform":"shop","surface":"app","amount":"300.01 CNY","at":"2026-12-01T00:00:00+08:00"}
}

func ExampleMap() {
	catalog, err := routing.ParseCatalog([]byte(newRules))
	if err != nil {
		fmt.Println(err)
		return
	}
	behaviors, err := analysis.Map(catalog, "shop")
	if err != nil {
		fmt.Println(err)
		return
	}
	for b := range behaviors {
		fmt.Println(b.Region)
		for _, o := range b.Offers {
			if o.Max.IsValid() {
				fmt.Println("  ", o.Method, "up to", o.Max)
			} else {
				fmt.Println("  ", o.Method)
			}
		}
	}
	// Output:
	// shop or store, on app, until 2026-12-01, 0.00 CNY to 300.00 CNY
	//    wallet up to 300.00 CNY
	//    card
	// shop or store, on app, until 2026-12-01, from 300.01 CNY or not in CNY
	//    card
	// shop or store, not on app
	//    card
	// shop or store, on app, from 2026-12-01, 0.00 CNY to 500.00 CNY
	//    wallet up to 500.00 CNY
	//    card
	// shop or store, on app, from 2026-12-01, from 500.01 CNY or not in CNY
	//    card
}

func region() analysis.Region {
	beijing := time.FixedZone("", 8*60*60)
	return analysis.Region{
		Platforms: []methods.Platform{china.Taobao},
		Periods:   []methods.Period{{From: time.Date(2023, 11, 30, 0, 0, 0, 0, beijing), Until: time.Date(2024, 2, 20, 0, 0, 0, 0, beijing)}},
		Surfaces:  analysis.Choice[methods.Surface]{Names: []methods.Surface{methods.SurfaceApp}},
		Amounts:   []analysis.Amounts{{Min: limits.MustParseMoney("0.01 CNY"), Max: limits.MustParseMoney("300.00 CNY")}},
		Stated:    []methods.Trait{china.NoBalance},
		Unstated:  []methods.Trait{china.NoBoundCard},
		Buyer:     analysis.BuyerKnown,
		Buckets:   []analysis.Buckets{{Salt: "wechat_qr", From: 0, Until: 500}},
	}
}

func ExampleRegion_String() {
	fmt.Println(region())
	// Output:
	// taobao, on app, 2023-11-30 to 2024-02-20, 0.01 CNY to 300.00 CNY, with no_balance, without no_bound_card, buyers in buckets 0 to 499 of "wechat_qr"
}

func ExampleRegion_Contains() {
	r := region()
	r.Buyer, r.Buckets = analysis.BuyerAny, nil
	order := decemberOrder(methods.SurfaceApp, "300.00 CNY", china.NoBalance)
	fmt.Println(r.Contains(order))
	order.Amount = limits.MustParseMoney("300.01 CNY")
	fmt.Println(r.Contains(order))
	// Output:
	// true
	// false
}

func ExampleRegion_MarshalJSON() {
	data, err := json.MarshalIndent(region(), "", "  ")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(string(data))
	// Output:
	// {
	//   "platforms": [
	//     "taobao"
	//   ],
	//   "periods": [
	//     {
	//       "from": "2023-11-30T00:00:00+08:00",
	//       "until": "2024-02-20T00:00:00+08:00"
	//     }
	//   ],
	//   "surfaces": {
	//     "names": [
	//       "app"
	//     ]
	//   },
	//   "amounts": [
	//     {
	//       "min": "0.01 CNY",
	//       "max": "300.00 CNY"
	//     }
	//   ],
	//   "stated": [
	//     "no_balance"
	//   ],
	//   "unstated": [
	//     "no_bound_card"
	//   ],
	//   "buyer": "known",
	//   "buckets": [
	//     {
	//       "salt": "wechat_qr",
	//       "from": 0,
	//       "until": 500
	//     }
	//   ]
	// }
}

func ExampleChoice_Contains() {
	but := analysis.Choice[methods.Surface]{Names: []methods.Surface{methods.SurfaceApp}, Others: true}
	fmt.Println(but.Contains(methods.SurfaceApp), but.Contains(methods.SurfaceDesktopWeb), but.Contains(""))
	// Output: false true false
}

func ExampleChoice_IsZero() {
	fmt.Println(analysis.Choice[methods.Region]{}.IsZero(), analysis.Choice[methods.Region]{Unstated: true}.IsZero())
	// Output: true false
}

func ExampleAmounts_Contains() {
	small := analysis.Amounts{Min: limits.MustParseMoney("0.00 CNY"), Max: limits.MustParseMoney("300.00 CNY")}
	foreign := analysis.Amounts{NotIn: []limits.Currency{limits.CNY}}
	for _, text := range []string{"300.00 CNY", "300.01 CNY", "3.00 HKD"} {
		amount := limits.MustParseMoney(text)
		fmt.Println(text, small.Contains(amount), foreign.Contains(amount))
	}
	// Output:
	// 300.00 CNY true false
	// 300.01 CNY false false
	// 3.00 HKD false true
}

func ExampleAmounts_String() {
	fmt.Println(analysis.Amounts{Min: limits.MustParseMoney("0.01 CNY"), Max: limits.MustParseMoney("300.00 CNY")})
	fmt.Println(analysis.Amounts{Min: limits.MustParseMoney("300.01 CNY")})
	fmt.Println(analysis.Amounts{NotIn: []limits.Currency{limits.CNY, limits.HKD}})
	// Output:
	// 0.01 CNY to 300.00 CNY
	// from 300.01 CNY
	// not in CNY or HKD
}

func ExampleKinds() {
	fmt.Println(analysis.Kinds())
	// Output: [gained lost reordered product headroom reasons unexamined]
}

func ExamplePlatformError() {
	_, err := analysis.Map(routing.Catalog{}, "nowhere")
	var unknown *analysis.PlatformError
	if errors.As(err, &unknown) {
		fmt.Println(unknown.Platform)
	}
	fmt.Println(err)
	// Output:
	// nowhere
	// analysis: the catalog has no platform "nowhere"
}

func ExampleBoundError() {
	// Each of 24 pairs of traits has an effect of its own.
	catalog, err := routing.ParseCatalog([]byte(oldRules))
	if err != nil {
		fmt.Println(err)
		return
	}
	var first, pairs [][]methods.Trait
	for i := range 24 {
		a, b := methods.Trait(fmt.Sprintf("a%d", i)), methods.Trait(fmt.Sprintf("b%d", i))
		catalog.Traits = append(catalog.Traits, routing.TraitInfo{ID: a}, routing.TraitInfo{ID: b})
		first, pairs = append(first, []methods.Trait{a}), append(pairs, []methods.Trait{a, b})
	}
	catalog.Availability[0].When.Audience = append([][]methods.Trait{slices.Concat(first...)}, pairs...)
	_, err = analysis.Map(catalog, "shop")
	var beyond *analysis.BoundError
	if errors.As(err, &beyond) {
		fmt.Println("no answer: more than", beyond.Most, beyond.Bound)
	}
	// Output: no answer: more than 1048576 nodes
}

// deposit is a custom limit.
type deposit struct{}

func (deposit) Headroom(limits.Query) (limits.Headroom, error) { return limits.Headroom{}, nil }

// A limit that is not a cap is named, and the rest is analyzed.
func ExampleMap_unexamined() {
	catalog, err := routing.ParseCatalog([]byte(oldRules))
	if err != nil {
		fmt.Println(err)
		return
	}
	catalog.Limits[0].Limit = deposit{}
	all, err := analysis.Map(catalog, "shop")
	if err != nil {
		fmt.Println(err)
		return
	}
	for b := range all {
		for _, o := range b.Offers {
			fmt.Println(o.Method, "for", b.Region, "unless refused by", o.Unexamined)
		}
		break
	}
	// Output:
	// wallet for shop or store, on app or mobile_web, any amount in CNY unless refused by [wallet.single]
	// card for shop or store, on app or mobile_web, any amount in CNY unless refused by []
}
