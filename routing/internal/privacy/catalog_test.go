package privacy_test

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

var noon = time.Date(2023, 12, 16, 4, 0, 0, 0, time.UTC)

func yuan(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

// shop is a catalog whose decisions have something of everything to show: offers with and
// without products, bounds and totals, a method with a parent, a pilot, and a custom
// limit. The buyer counts in each of its entries.
func shop() routing.Catalog {
	evidence := methods.Evidence{Sources: []string{"terms"}}
	entry := func(method methods.ID, status methods.Status, when methods.Match) methods.Availability {
		when.Rollout = methods.Rollout{BasisPoints: 5000, Salt: "half"}
		return methods.Availability{ID: "shop." + string(method), Method: method, Status: status, When: when, Evidence: evidence}
	}
	rule := func(id string, limit limits.Limit, of methods.ID) routing.LimitRule {
		return routing.LimitRule{ID: id, Methods: []methods.ID{of}, Limit: limit, Evidence: evidence}
	}
	credit := entry("credit", methods.StatusLive, methods.Match{})
	credit.Parent = methods.Alipay
	return routing.Catalog{
		Name: "a shop", Version: "2023-12-16", Zone: 8 * time.Hour,
		Sources:    []methods.Source{{ID: "terms", Title: "the shop's terms"}},
		RegionSets: map[string][]methods.Region{"greater_china": {"CN", "HK"}},
		Traits:     []routing.TraitInfo{{ID: "vip", Name: methods.Text{EN: "a regular", ZH: "老顾客"}}, {ID: "invited"}},
		Methods: []methods.Method{
			{ID: methods.WeChatQR, Name: methods.Text{EN: "WeChat QR code payment", ZH: "微信扫码支付"}, Products: []methods.Product{
				{ID: "wechat_native", Flow: methods.FlowQRCode, API: "POST /v3/pay/transactions/native", LinkLife: 2 * time.Hour},
			}},
			{ID: methods.Alipay, Products: []methods.Product{
				{ID: "alipay_app", Surfaces: []methods.Surface{methods.SurfaceApp}, Flow: methods.FlowAppSwitch},
			}},
			{ID: "credit"},
			{ID: methods.FriendPay, Payer: methods.PayerFriend},
			{ID: "static_code"},
			{ID: "deposit"},
		},
		Platforms: []routing.PlatformInfo{{ID: "shop"}},
		Availability: []methods.Availability{
			entry(methods.WeChatQR, methods.StatusPilot, methods.Match{
				Surfaces: []methods.Surface{methods.SurfaceApp}, Audience: [][]methods.Trait{{"vip"}, {"invited", "vip"}},
				Period: methods.Period{From: noon, Until: noon.AddDate(1, 0, 0)},
			}),
			entry(methods.Alipay, methods.StatusLive, methods.Match{Regions: []methods.Region{"greater_china"}}),
			credit,
			entry(methods.FriendPay, methods.StatusAnnounced, methods.Match{Hours: []methods.Hours{{From: time.Hour}}}),
			entry("static_code", methods.StatusLive, methods.Match{}),
			entry("deposit", methods.StatusLive, methods.Match{}),
		},
		Limits: []routing.LimitRule{
			rule("wechat_qr.single", limits.Cap{Max: yuan("300.00")}, methods.WeChatQR),
			rule("credit.min", limits.Cap{Min: yuan("1.00")}, "credit"),
			rule("static_code.day", limits.Cap{
				Max: yuan("500.00"), Window: limits.Day(8 * time.Hour), Counter: "static_code.day", Per: []limits.Subject{limits.Buyer},
			}, "static_code"),
			rule("deposit.least", deposit(yuan("250.00")), "deposit"),
		},
	}
}

// deposit is a custom limit, which fails for orders of other currencies than its own.
type deposit limits.Money

func (d deposit) Headroom(q limits.Query) (limits.Headroom, error) {
	if q.Currency != limits.Money(d).Currency() {
		return limits.Headroom{}, &limits.CurrencyError{Code: q.Currency.String()}
	}
	return limits.AtMost(limits.Money(d)), nil
}

// orders are orders of the shop, of which the secret is the buyer and the merchant.
func orders() []routing.Order {
	order := func(amount string, change func(*routing.Order)) routing.Order {
		o := routing.Order{
			ID: "o1", Platform: "shop", Surface: methods.SurfaceApp, Amount: limits.MustParseMoney(amount), At: noon,
			Region: "CN", Traits: []methods.Trait{"invited", "vip"},
			Buyer: limits.Hide(secret), Merchant: limits.Hide(secret),
			Usage: limits.Usage{"static_code.day": {Amount: yuan("420.00")}},
		}
		change(&o)
		return o
	}
	return []routing.Order{
		order("300.00 CNY", func(*routing.Order) {}),
		order("300.01 CNY", func(*routing.Order) {}),
		order("0.50 CNY", func(o *routing.Order) { o.Surface, o.Traits, o.Usage = methods.SurfaceMobileWeb, nil, nil }),
		order("80.00 USD", func(o *routing.Order) {
			o.At = noon.Add(-1)
			o.Tried, o.Block, o.Prefer = []methods.ID{methods.Alipay}, []methods.ID{"credit"}, []methods.ID{methods.FriendPay}
		}),
	}
}
