package china_test

import (
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// In December 2023 a buyer without a card could pay at most 300 yuan on Taobao by
// scanning a code with WeChat.
func Example() {
	router, err := routing.Compile(china.Catalog())
	if err != nil {
		log.Fatal(err)
	}
	for _, amount := range []string{"300.00 CNY", "300.01 CNY"} {
		decision, err := router.Route(routing.Order{
			Platform: china.Taobao,
			Surface:  methods.SurfaceApp,
			Amount:   limits.MustParseMoney(amount),
			At:       time.Date(2023, 12, 15, 12, 0, 0, 0, time.FixedZone("", 8*60*60)),
			Traits:   []methods.Trait{china.NoBoundCard},
		})
		if err != nil {
			log.Fatal(err)
		}
		if offer, ok := decision.Offer(methods.WeChatQR); ok {
			fmt.Println(amount, "offered:", offer.Headroom)
		}
		if why, ok := decision.Why(methods.WeChatQR); ok {
			reason := why.Reasons[0]
			fmt.Println(amount, reason.Code, reason.Over, reason.Remedy.Do, reason.Remedy.Amount)
		}
	}
	// Output:
	// 300.00 CNY offered: 0.01 CNY to 300.00 CNY
	// 300.01 CNY above_max 0.01 CNY pay_at_most 300.00 CNY
}

// The catalog is the caller's to change: a shop of one's own on the wallets'
// products and the published limits.
func ExampleCatalog() {
	catalog := china.Catalog()
	catalog.Name = "my shop"
	catalog.Platforms = []routing.PlatformInfo{{ID: "my_shop"}}
	catalog.Limits = nil
	catalog.Availability = []methods.Availability{{
		ID: "my_shop.alipay", Method: methods.Alipay, Status: methods.StatusLive,
		Evidence: methods.Evidence{Sources: []string{"alipay_page_model"}},
	}}
	router, err := routing.Compile(catalog)
	if err != nil {
		log.Fatal(err)
	}
	decision, err := router.Route(routing.Order{
		Platform: "my_shop",
		Surface:  methods.SurfaceDesktopWeb,
		Amount:   limits.MustParseMoney("99.00 CNY"),
		At:       time.Date(2026, 11, 11, 0, 0, 0, 0, time.UTC),
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, offer := range decision.Offers() {
		fmt.Println(offer.Method, offer.Product.API)
	}
	// Output: alipay alipay.trade.page.pay
}

func ExampleJSON() {
	catalog, err := routing.ParseCatalog(china.JSON())
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(catalog.Name, len(catalog.Methods), "methods,", len(catalog.Platforms), "platforms")
	// Output: paymux china 17 methods, 19 platforms
}

// How old is what the catalog says?
func ExampleAsOf() {
	fmt.Println(china.AsOf().Format(time.DateOnly))
	// Output: 2026-11-27
}
