package routingtest_test

import (
	"fmt"
	"regexp"
	"strings"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// kiosk sells on the web and in its app. In a test of your shop, rapid.Check(t, ...) takes
// the place of check, which prints what the test would.
func kiosk() routing.Catalog {
	return mustParse(`{
		"name": "kiosk", "version": "2026-12-01", "zone": "+08:00",
		"sources": [{"id": "terms", "title": "the kiosk's terms"}],
		"traits": [{"id": "minor"}, {"id": "seller_accepts_wechat_pay"}],
		"methods": [{"id": "alipay"}, {"id": "wechat_pay"}, {"id": "wechat_qr"}, {"id": "huabei"}, {"id": "friend_pay", "payer": "friend"}],
		"platforms": [{"id": "kiosk"}],
		"availability": [
			{"id": "alipay.live", "method": "alipay", "status": "live", "rank": 1, "sources": ["terms"]},
			{"id": "wechat_pay.live", "method": "wechat_pay", "status": "live", "rank": 2,
			 "when": {"audience": [["seller_accepts_wechat_pay"]]}, "sources": ["terms"]},
			{"id": "wechat_qr.live", "method": "wechat_qr", "status": "live", "rank": 3, "sources": ["terms"]},
			{"id": "huabei.live", "method": "huabei", "status": "live", "within": "alipay",
			 "except": [{"audience": [["minor"]]}], "sources": ["terms"]},
			{"id": "friend_pay.live", "method": "friend_pay", "status": "live", "rank": 4, "when": {"surfaces": ["app"]}, "sources": ["terms"]}],
		"limits": [
			{"id": "every_payment", "max": "10000.00 CNY", "sources": ["terms"]},
			{"id": "wechat_qr.single", "methods": ["wechat_qr"], "max": "300.00 CNY", "sources": ["terms"]},
			{"id": "friend_pay.day", "methods": ["friend_pay"], "max": "500.00 CNY", "window": "day",
			 "counter": "friend_pay.day", "per": ["buyer"], "sources": ["terms"]}]}`)
}

func mustParse(text string) routing.Catalog {
	c, err := routing.ParseCatalog([]byte(text))
	if err != nil {
		panic(err)
	}
	return c
}

// kioskWith returns the kiosk after a change.
func kioskWith(change func(*routing.Catalog)) routing.Catalog {
	c := kiosk()
	change(&c)
	return c
}

// check prints whether a property holds, or the first line of its failure.
func check(property func(*rapid.T)) {
	report, failed := run(property)
	if !failed {
		fmt.Println("holds")
		return
	}
	fmt.Println(regexp.MustCompile(`(?m)^.*\] failed after \d+ tests: (.*)$`).FindStringSubmatch(report)[1])
}

// No offer above 300 yuan by QR code.
func ExampleProperty_maximum() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		offer, offered := t.Decide().Offer(methods.WeChatQR)
		most, bounded := offer.Headroom.Max()
		if offered && (!bounded || most.Minor() > 300_00) {
			t.Fatalf("%v", offer)
		}
	}))
	// Output: holds
}

// Minors never see credit.
func ExampleProperty_audience() {
	noCredit := func(t *routingtest.T) {
		t.State("minor")
		t.RequireExcluded("huabei")
	}
	check(routingtest.Property(kiosk(), noCredit))
	check(routingtest.Property(kioskWith(func(c *routing.Catalog) { c.Availability[3].Except = nil }), noCredit))
	// Output:
	// holds
	// offered huabei for at most 10000.00 CNY (huabei.live)
}

// A guest, of whom no payments are known, is never offered a method with a cap on the
// total of a buyer.
func ExampleProperty_guest() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		t.Order.Buyer, t.Order.Usage = limits.Hidden{}, nil
		for _, offer := range t.Decide().Offers() {
			if len(offer.Caps) > 0 {
				t.Fatalf("%v", offer)
			}
		}
	}))
	// Output: holds
}

// Raising the amount never adds a method.
func ExampleProperty_monotone() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		before := t.Decide()
		t.Order.Amount, _ = t.Order.Amount.Add(limits.MustParseMoney("100.00 " + t.Order.Amount.Currency().String()))
		for _, offer := range t.Decide().Offers() {
			if _, ok := before.Offer(offer.Method); !ok {
				t.Fatalf("%v", offer)
			}
		}
	}))
	// Output: holds
}

// One method is always offered to buyers in China on the app, up to 10,000 yuan.
func ExampleProperty_always() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		fen := rapid.Int64Range(0, 10_000_00).Draw(t.T, "fen")
		t.Order.Amount, _ = limits.MoneyFromMinor(fen, limits.CNY)
		t.Order.Surface, t.Order.Region = methods.SurfaceApp, methods.China
		t.Order.Allow, t.Order.Block, t.Order.Tried, t.Order.Down = nil, nil, nil, nil
		t.RequireOffered(methods.Alipay)
	}))
	// Output: holds
}

// The seller's consent never removes Alipay.
func ExampleProperty_consent() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		if _, ok := t.Decide().Offer(methods.Alipay); ok {
			t.State("seller_accepts_wechat_pay")
			t.RequireOffered(methods.Alipay)
		}
	}))
	// Output: holds
}

func ExampleT_State() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		t.State("minor")
		t.State("minor")
		if strings.Count(fmt.Sprint(t.Order.Traits), "minor") != 1 {
			t.Fatalf("%v", t.Order.Traits)
		}
	}))
	// Output: holds
}

func ExampleT_Decide() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		t.Order.Platform = "kiosk"
		t.Order.Block = []methods.ID{methods.Alipay}
		if _, ok := t.Decide().Offer(methods.Alipay); ok {
			t.Fatalf("blocked, and offered")
		}
	}))
	// Output: holds
}

func ExampleT_RequireOffered() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		t.Order.Block = []methods.ID{methods.Alipay}
		t.Order.Amount = limits.MustParseMoney("1.00 CNY")
		t.Order.Allow, t.Order.Tried = nil, nil
		t.RequireOffered(methods.Alipay)
	}))
	// Output: excluded alipay: blocked: This method is on the order's list of blocked methods
}

func ExampleT_RequireExcluded() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		t.Order.Amount = limits.MustParseMoney("1.00 CNY")
		t.Order.Allow, t.Order.Block, t.Order.Tried, t.Order.Down = nil, nil, nil, nil
		t.RequireExcluded(methods.Alipay)
	}))
	// Output: offered alipay for at most 10000.00 CNY (alipay.live)
}

func ExampleProperty() {
	check(routingtest.Property(kiosk(), func(t *routingtest.T) {
		t.Order.Surface = methods.SurfaceDesktopWeb
		t.RequireExcluded(methods.FriendPay)
	}))
	// Output: holds
}
