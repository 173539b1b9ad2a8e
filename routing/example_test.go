package routing_test

import (
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// In December 2023 a marketplace pilots WeChat QR code payment in its app, for
// buyers without a bank card, up to 300 yuan a payment. What does such a buyer see
// at 300.00 yuan, and what at 300.01?
func Example() {
	router, err := routing.Compile(marketplace())
	if err != nil {
		log.Fatal(err)
	}
	for _, amount := range []string{"300.00 CNY", "300.01 CNY"} {
		decision, err := router.Route(routing.Order{
			ID:       "o1",
			Platform: "marketplace",
			Surface:  methods.SurfaceApp,
			Amount:   limits.MustParseMoney(amount),
			At:       time.Date(2023, 12, 15, 12, 0, 0, 0, time.FixedZone("", 8*60*60)),
			Traits:   []methods.Trait{china.NoBoundCard},
		})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(amount)
		for _, offer := range decision.Offers() {
			fmt.Printf("  offer %s by %s\n", offer.Name.EN, offer.Product.ID)
		}
		for _, exclusion := range decision.Excluded() {
			for _, reason := range exclusion.Reasons {
				fmt.Printf("  not %s: %s\n", exclusion.Name.EN, reason.Text().EN)
				fmt.Printf("    what would help: %s\n", reason.Remedy.Text().EN)
			}
		}
	}
	// Output:
	// 300.00 CNY
	//   offer Alipay by alipay_app
	//   offer WeChat QR code payment by wechat_native
	// 300.01 CNY
	//   offer Alipay by alipay_app
	//   not WeChat QR code payment: ¥300.01 is ¥0.01 over the ¥300.00 single-payment limit
	//     what would help: Pay at most ¥300.00
}

func marketplace() routing.Catalog {
	terms := methods.Evidence{Sources: []string{"terms"}}
	return routing.Catalog{
		Name: "marketplace", Version: "2023-12", Zone: 8 * time.Hour,
		Sources: []methods.Source{{ID: "terms", Title: "Payment terms of the marketplace"}},
		Traits: []routing.TraitInfo{
			{ID: china.NoBoundCard, Name: methods.Text{EN: "no bank card bound", ZH: "未绑定银行卡"}},
		},
		Methods: []methods.Method{{
			ID: methods.Alipay, Name: methods.Text{EN: "Alipay", ZH: "支付宝"},
			Products: []methods.Product{
				{ID: "alipay_app", Surfaces: []methods.Surface{methods.SurfaceApp}, Flow: methods.FlowAppSwitch},
				{ID: "alipay_wap", Surfaces: []methods.Surface{methods.SurfaceMobileWeb}, Flow: methods.FlowRedirect},
			},
		}, {
			ID: methods.WeChatQR, Name: methods.Text{EN: "WeChat QR code payment", ZH: "微信扫码支付"},
			Products: []methods.Product{
				{ID: "wechat_native", Surfaces: []methods.Surface{methods.SurfaceApp, methods.SurfaceDesktopWeb}, Flow: methods.FlowQRCode, LinkLife: 2 * time.Hour},
			},
		}},
		Platforms: []routing.PlatformInfo{{ID: "marketplace"}},
		Availability: []methods.Availability{{
			ID: "alipay.live", Method: methods.Alipay, Status: methods.StatusLive, Rank: 1,
			Evidence: terms,
		}, {
			ID: "wechat_qr.pilot", Method: methods.WeChatQR, Status: methods.StatusPilot, Rank: 2,
			When: methods.Match{
				Surfaces: []methods.Surface{methods.SurfaceApp},
				Audience: [][]methods.Trait{{china.NoBoundCard}},
			},
			Evidence: terms,
		}},
		Limits: []routing.LimitRule{{
			ID: "wechat_qr.single", Methods: []methods.ID{methods.WeChatQR},
			Limit:    limits.Cap{Max: limits.MustParseMoney("300.00 CNY")},
			Evidence: terms,
		}, {
			ID: "wechat_qr.day", Methods: []methods.ID{methods.WeChatQR},
			When: methods.Match{Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}},
			Limit: limits.Cap{
				Max: limits.MustParseMoney("500.00 CNY"), Window: limits.Day(8 * time.Hour),
				Counter: "wechat_qr.day", Per: []limits.Subject{"buyer"},
			},
			Evidence: terms,
		}},
	}
}
