package routing_test

import (
	"errors"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/china"
)

// shop is a catalog whose decisions have something of everything to show: names
// in two languages and none, offers with and without products, bounds and totals,
// a method with a parent, a pilot, and a custom limit.
func shop() routing.Catalog {
	on := methods.Match{Platforms: []methods.Platform{"shop"}}
	evidence := methods.Evidence{Sources: []string{"terms"}}
	entry := func(id string, method methods.ID, status methods.Status, rank int) methods.Availability {
		return methods.Availability{ID: id, Method: method, Status: status, Rank: rank, When: on, Evidence: evidence}
	}
	rule := func(id string, limit limits.Limit, of ...methods.ID) routing.LimitRule {
		return routing.LimitRule{ID: id, Methods: of, When: on, Limit: limit, Evidence: evidence}
	}

	pilot := entry("shop.wechat_qr.pilot", methods.WeChatQR, methods.StatusPilot, 2)
	pilot.When.Surfaces = []methods.Surface{methods.SurfaceApp}
	pilot.When.Audience = [][]methods.Trait{{china.NoBoundCard, "vip"}, {china.NoBalance, china.Invited, "vip"}}
	pilot.When.Period = methods.Period{From: midnight, Until: midnight.AddDate(1, 0, 0)}

	huabei := entry("shop.huabei", china.Huabei, methods.StatusLive, 0)
	huabei.Parent = methods.Alipay

	return routing.Catalog{
		Name: "a shop", Version: "2023-12-16", Zone: 8 * time.Hour,
		Sources: []methods.Source{{ID: "terms", Title: "the shop's terms"}, {ID: "wallet", Title: "the wallet's terms"}},
		Traits: []routing.TraitInfo{
			{ID: china.NoBoundCard, Name: methods.Text{EN: "no bank card bound", ZH: "未绑定银行卡"}},
			{ID: china.NoBalance, Name: methods.Text{EN: "no balance", ZH: "余额为零"}},
			{ID: china.Invited, Name: methods.Text{EN: "invited to the pilot"}},
			{ID: "vip"},
		},
		Methods: []methods.Method{
			{ID: methods.WeChatQR, Name: methods.Text{EN: "WeChat QR code payment", ZH: "微信扫码支付"}, Products: []methods.Product{
				{ID: "wechat_native", Flow: methods.FlowQRCode, API: "POST /v3/pay/transactions/native", LinkLife: 2 * time.Hour},
			}},
			{ID: methods.Alipay, Name: alipay, Products: []methods.Product{
				{ID: "alipay_app", Surfaces: []methods.Surface{methods.SurfaceApp}, Flow: methods.FlowAppSwitch, API: "alipay.trade.app.pay"},
				{ID: "alipay_wap", Surfaces: []methods.Surface{methods.SurfaceMobileWeb}, Flow: methods.FlowRedirect, API: "alipay.trade.wap.pay"},
			}},
			{ID: china.Huabei, Name: methods.Text{EN: "Huabei", ZH: "花呗"}},
			{ID: methods.FriendPay, Name: methods.Text{ZH: "好友代付"}, Payer: methods.PayerFriend},
			{ID: "static_code"},
			{ID: china.JDPay, Name: methods.Text{EN: "JD Pay", ZH: "京东支付"}},
			{ID: china.ECNY, Name: methods.Text{EN: "e-CNY", ZH: "数字人民币"}},
		},
		Platforms: []routing.PlatformInfo{{ID: "shop", Name: methods.Text{EN: "Our shop", ZH: "我们的店"}}, {ID: "bare_shop"}},
		Availability: []methods.Availability{
			pilot,
			entry("shop.alipay", methods.Alipay, methods.StatusLive, 1),
			huabei,
			entry("shop.friend_pay", methods.FriendPay, methods.StatusLive, 0),
			entry("shop.static_code", "static_code", methods.StatusLive, 3),
			entry("shop.jd_pay", china.JDPay, methods.StatusLive, 0),
			entry("shop.ecny", china.ECNY, methods.StatusAnnounced, 0),
		},
		Limits: []routing.LimitRule{
			rule("shop.wechat_qr.single", limits.Cap{Max: yuan("300.00")}, methods.WeChatQR),
			{
				ID: "alipay.bounds", Methods: []methods.ID{methods.Alipay},
				Limit:    limits.Cap{Min: yuan("0.01"), Max: yuan("100000000.00")},
				Evidence: methods.Evidence{Sources: []string{"wallet", "terms"}},
			},
			rule("huabei.min", limits.Cap{Min: yuan("1.00")}, china.Huabei),
			rule("static_code.day", limits.Cap{
				Max: yuan("500.00"), Window: limits.Day(8 * time.Hour), Counter: "static_code.day", Per: []limits.Subject{"buyer"},
			}, "static_code"),
			rule("jd_pay.credit", closedAbove(yuan("250.00")), china.JDPay),
		},
	}
}

// closedAbove is a custom limit: it fails for orders of other currencies
// than its own, in words that no terminal should be given.
type closedAbove limits.Money

func (c closedAbove) Headroom(q limits.Query) (limits.Headroom, error) {
	if q.Currency != limits.Money(c).Currency() {
		return limits.Headroom{}, errors.New("no rate\n\x1b[2Jfor " + q.Currency.String() + " \"today\"")
	}
	return limits.AtMost(limits.Money(c)), nil
}

// shopOrders are orders of the shop, by what they show.
func shopOrders() []shopOrder {
	order := func(amount string, change func(*routing.Order)) routing.Order {
		o := routing.Order{
			ID: "o1", Platform: "shop", Surface: methods.SurfaceApp, Amount: yuan(amount), At: midnight.Add(12 * time.Hour),
			Traits: []methods.Trait{china.NoBoundCard, "vip"},
			Buyer:  limits.Hide(secretBuyer), Merchant: limits.Hide(secretMerchant),
			Usage: limits.Usage{"static_code.day": {Amount: yuan("420.00")}},
		}
		change(&o)
		return o
	}
	return []shopOrder{
		{"at the limit", order("300.00", func(*routing.Order) {})},
		{"one fen over the limit", order("300.01", func(*routing.Order) {})},
		{"small, on the web, of a stranger", order("0.50", func(o *routing.Order) {
			o.Surface, o.Traits = methods.SurfaceMobileWeb, nil
		})},
		{"of which little is known", order("80.00", func(o *routing.Order) {
			o.Surface, o.Usage, o.ID = "", nil, ""
		})},
		{"before the pilot, with lists", order("80.00", func(o *routing.Order) {
			o.At = midnight.Add(-1)
			o.Tried, o.Block = []methods.ID{methods.Alipay}, []methods.ID{china.JDPay}
			o.Prefer = []methods.ID{methods.FriendPay}
		})},
		{"in dollars", order("1", func(o *routing.Order) {
			o.ID = `o"1\" <订单>`
			o.Amount = limits.MustParseMoney("80.00 USD")
		})},
		{"on a platform without methods", order("1", func(o *routing.Order) { o.Platform = "bare_shop" })},
	}
}

type shopOrder struct {
	name  string
	order routing.Order
}

// Ids that must not come out again anywhere.
const (
	secretBuyer    = "buyer-7f3a91"
	secretMerchant = "merchant-c0ffee"
)
