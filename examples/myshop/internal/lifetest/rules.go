package lifetest

import (
	"time"

	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

func yuan(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

// The catalogs that shops change between. By the second one Alipay is gone, and what is
// paid with the others counts in one more total.
var catalogs = [2]string{
	`{"name": "lives", "version": "1", "zone": "+08:00",
	  "sources": [{"id": "contract", "title": "Our contracts"}], "default_sources": ["contract"],
	  "methods": [{"id": "alipay"}, {"id": "wechat_pay"}, {"id": "friend_pay"}],
	  "platforms": [{"id": "myshop"}],
	  "availability": [
	    {"id": "alipay.live", "method": "alipay", "status": "live"},
	    {"id": "wechat_pay.live", "method": "wechat_pay", "status": "live"},
	    {"id": "friend_pay.live", "method": "friend_pay", "status": "live"}],
	  "limits": [
	    {"id": "alipay.day", "methods": ["alipay"], "max": "600.00 CNY", "window": "day", "counter": "alipay.day", "per": ["merchant"]},
	    {"id": "friend_pay.day", "methods": ["friend_pay"], "max": "500.00 CNY", "max_count": 2, "window": "day", "counter": "friend_pay.day", "per": ["buyer"]}]}`,
	`{"name": "lives", "version": "2", "zone": "+08:00",
	  "sources": [{"id": "contract", "title": "Our contracts"}], "default_sources": ["contract"],
	  "methods": [{"id": "wechat_pay"}, {"id": "friend_pay"}],
	  "platforms": [{"id": "myshop"}],
	  "availability": [
	    {"id": "wechat_pay.live", "method": "wechat_pay", "status": "live"},
	    {"id": "friend_pay.live", "method": "friend_pay", "status": "live"}],
	  "limits": [
	    {"id": "friend_pay.day", "methods": ["friend_pay"], "max": "500.00 CNY", "max_count": 2, "window": "day", "counter": "friend_pay.day", "per": ["buyer"]},
	    {"id": "all.day", "methods": ["wechat_pay", "friend_pay"], "max": "700.00 CNY", "window": "day", "counter": "all.day", "per": ["buyer"]}]}`,
}

var day = limits.Day(8 * time.Hour)

// totals are the caps on totals of both catalogs.
var totals = []limits.Cap{
	{Max: yuan("600.00"), Window: day, Counter: "alipay.day", Per: []limits.Subject{limits.Merchant}},
	{Max: yuan("500.00"), MaxCount: 2, Window: day, Counter: "friend_pay.day", Per: []limits.Subject{limits.Buyer}},
	{Max: yuan("700.00"), Window: day, Counter: "all.day", Per: []limits.Subject{limits.Buyer}},
}

// counters are those that a method counts in by both catalogs.
var counters = map[methods.ID]limits.Counter{methods.Alipay: "alipay.day", methods.FriendPay: "friend_pay.day"}

// refundable are the counters of which a refund gives room back.
var refundable = []limits.Counter{"alipay.day", "friend_pay.day"}

const merchant = "m1"

// A buyer whose orders do not all fit under the caps, and a guest.
var baskets = []shop.Basket{
	{ID: "o1", Amount: yuan("300.00"), Buyer: "b1"},
	{ID: "o2", Amount: yuan("250.00"), Buyer: "b1"},
	{ID: "o3", Amount: yuan("200.00")},
}

var picked = []methods.ID{methods.Alipay, methods.WeChatPay, methods.FriendPay}

func subjectsOf(b shop.Basket) map[limits.Subject]limits.Hidden {
	subjects := map[limits.Subject]limits.Hidden{limits.Merchant: limits.Hide(merchant)}
	if b.Buyer != "" {
		subjects[limits.Buyer] = limits.Hide(b.Buyer)
	}
	return subjects
}
