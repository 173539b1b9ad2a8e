package main

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// virtualGoods marks an order of something that is not shipped.
const virtualGoods methods.Trait = "virtual_goods"

// chinaTime is the zone of the shop's dates and days.
const chinaTime = 8 * time.Hour

// shopCatalog is an ordinary web shop's own catalog: one platform, three methods,
// its own rules. Every statement names where it comes from, so that whoever reads a
// decision a year later finds the contract behind it.
func shopCatalog() routing.Catalog {
	onSite := methods.Evidence{Confidence: methods.ConfidenceHigh, Sources: []string{"wallet_contracts"}}
	risk := methods.Evidence{Confidence: methods.ConfidenceHigh, Sources: []string{"risk_rules"}}
	return routing.Catalog{
		Name: "my shop", Version: "2026-11-21", Zone: chinaTime,
		Sources: []methods.Source{
			{ID: "wallet_contracts", Title: "Our contracts with the wallets", Date: "2026-01"},
			{ID: "risk_rules", Title: "Our risk rules", Date: "2026-10"},
		},
		Traits: []routing.TraitInfo{
			{ID: "new_buyer", Name: methods.Text{EN: "first order", ZH: "首单"}},
			{ID: virtualGoods, Name: methods.Text{EN: "virtual goods", ZH: "虚拟商品"}},
		},
		Methods:   shopMethods(),
		Platforms: []routing.PlatformInfo{{ID: "myshop", Name: methods.Text{EN: "My shop", ZH: "我的小店"}}},
		Availability: []methods.Availability{
			{ID: "alipay.live", Method: methods.Alipay, Status: methods.StatusLive, Rank: 1, Evidence: onSite},
			{ID: "wechat_pay.live", Method: methods.WeChatPay, Status: methods.StatusLive, Rank: 2, Evidence: onSite,
				Except: []methods.Match{{Period: methods.Period{
					From:  time.Date(2026, 11, 25, 2, 0, 0, 0, time.FixedZone("", int(chinaTime/time.Second))),
					Until: time.Date(2026, 11, 25, 4, 0, 0, 0, time.FixedZone("", int(chinaTime/time.Second))),
				}}}},
			{ID: "friend_pay.pilot", Method: methods.FriendPay, Status: methods.StatusPilot, Rank: 3, Evidence: onSite,
				When:   methods.Match{Rollout: methods.Rollout{BasisPoints: 2000, Salt: "friend-pay-2026"}},
				Except: []methods.Match{{Audience: [][]methods.Trait{{"new_buyer"}}}}},
		},
		Limits: []routing.LimitRule{
			{ID: "every_payment", Limit: limits.Cap{
				Min: limits.MustParseMoney("0.01 CNY"), Max: limits.MustParseMoney("50000.00 CNY"),
			}, Evidence: onSite},
			{ID: "virtual_goods.single", When: methods.Match{Audience: [][]methods.Trait{{virtualGoods}}},
				Limit: limits.Cap{Max: limits.MustParseMoney("3000.00 CNY")}, Evidence: risk},
			{ID: "friend_pay.day", Methods: []methods.ID{methods.FriendPay}, Limit: limits.Cap{
				Max: limits.MustParseMoney("2000.00 CNY"), Window: limits.Day(chinaTime),
				Counter: "friend_pay.day", Per: []limits.Subject{limits.Buyer},
			}, Evidence: risk},
		},
	}
}

// shopMethods are the wallets' products for a web shop: which one serves depends
// on the browser that the page is opened in.
func shopMethods() []methods.Method {
	return []methods.Method{
		{ID: methods.Alipay, Name: methods.Text{EN: "Alipay", ZH: "支付宝"}, Products: []methods.Product{
			{ID: "alipay_page", Surfaces: []methods.Surface{methods.SurfaceDesktopWeb}, Flow: methods.FlowRedirect, API: "alipay.trade.page.pay", LinkLife: 15 * 24 * time.Hour},
			{ID: "alipay_wap", Surfaces: []methods.Surface{methods.SurfaceMobileWeb}, Flow: methods.FlowRedirect, API: "alipay.trade.wap.pay", LinkLife: 15 * 24 * time.Hour},
			{ID: "alipay_jsapi", Surfaces: []methods.Surface{methods.SurfaceAlipayBrowser, methods.SurfaceAlipayMiniProgram}, Flow: methods.FlowInApp, API: "alipay.trade.create"},
		}},
		{ID: methods.WeChatPay, Name: methods.Text{EN: "WeChat Pay", ZH: "微信支付"}, Products: []methods.Product{
			{ID: "wechat_native", Surfaces: []methods.Surface{methods.SurfaceDesktopWeb, methods.SurfaceWeChatDesktop}, Flow: methods.FlowQRCode, API: "POST /v3/pay/transactions/native", LinkLife: 2 * time.Hour},
			{ID: "wechat_h5", Surfaces: []methods.Surface{methods.SurfaceMobileWeb}, Flow: methods.FlowRedirect, API: "POST /v3/pay/transactions/h5", LinkLife: 5 * time.Minute},
			{ID: "wechat_jsapi", Surfaces: []methods.Surface{methods.SurfaceWeChatBrowser}, Flow: methods.FlowInApp, API: "POST /v3/pay/transactions/jsapi", LinkLife: 2 * time.Hour},
		}},
		{ID: methods.FriendPay, Name: methods.Text{EN: "Ask a friend to pay", ZH: "找人代付"}, Payer: methods.PayerFriend},
	}
}
