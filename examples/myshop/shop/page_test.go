package shop_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/methods"
)

// Whatever is listed can be paid, and nothing else: for every order, browser and method.
func TestListIsPay(t *testing.T) {
	for _, basket := range []shop.Basket{
		{ID: "o", Amount: yuan("299.00"), Buyer: "b1"},
		{ID: "o", Amount: yuan("2000.01"), Buyer: "b1"},
		{ID: "o", Amount: yuan("3000.01"), Buyer: "b1", Traits: []methods.Trait{"virtual_goods"}},
		{ID: "o", Amount: yuan("1.00"), Buyer: "b1", Traits: []methods.Trait{"new_buyer"}},
		{ID: "o", Amount: yuan("1.00")},
	} {
		for _, browser := range []string{desktop, weChat, "curl/8"} {
			for _, method := range []methods.ID{methods.Alipay, methods.WeChatPay, methods.FriendPay} {
				b := newBench(t, basket)
				b.browser = browser
				want := http.StatusConflict
				if strings.Contains(b.get("/orders/o").Body.String(), `value="`+string(method)+`"`) {
					want = http.StatusSeeOther
				}
				if got := b.pay("o", method); got.Code != want {
					t.Errorf("%v, %s, browser %q: status %d, want %d", basket, method, browser, got.Code, want)
				}
			}
		}
	}
}

func TestThePageSpeaksBothLanguages(t *testing.T) {
	b := newBench(t, shop.Basket{ID: "o1", Amount: yuan("2000.01"), Buyer: "b1"}, shop.Basket{ID: "o2", Amount: yuan("500.00"), Buyer: "b1"})
	for _, test := range []struct {
		name, path, accept string
		want               []string
	}{
		{"asked for", "/orders/o1?lang=zh", "en-US", []string{`lang="zh-CN"`, "请选择支付方式", "好友代付", "仅支持 ¥2,000.00 及以下的订单"}},
		{"the browser's", "/orders/o1", "zh-CN,zh;q=0.9", []string{`lang="zh-CN"`, `href="/orders/o1?lang=en"`}},
		{"another one", "/orders/o1", "fr", []string{`lang="en"`, "How would you like to pay?", "Only for payments up to ¥2,000.00"}},
		{"what may be paid", "/orders/o2?lang=en", "", []string{"Up to ¥2,000.00; more from midnight"}},
		{"what may be paid, in Chinese", "/orders/o2?lang=zh", "", []string{"最多可支付 ¥2,000.00，明天 00:00 后额度恢复"}},
		{"the orders", "/?lang=zh", "", []string{"示例订单", "¥2,000.01", `href="/orders/o1?lang=zh"`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, test.path, nil)
			r.Header.Set("Accept-Language", test.accept)
			b.want(test.path, b.serve(b.server, r), http.StatusOK, test.want...)
		})
	}
}

func TestThePageSaysWhatIsWrong(t *testing.T) {
	b := newBench(t, shop.Basket{ID: "o", Amount: yuan("2000.01"), Buyer: "b1"})
	post := func(method, amount string) *httptest.ResponseRecorder {
		return b.post(b.server, "/orders/o/pay?lang=en", url.Values{"method": {method}, "amount": {amount}})
	}
	b.want("no method", post("", "2000.01 CNY"), http.StatusUnprocessableEntity, `role="alert"`, "Please choose a payment method.", "<title>Error: ")
	b.want("no method, in Chinese", b.post(b.server, "/orders/o/pay?lang=zh", url.Values{"amount": {"2000.01 CNY"}}),
		http.StatusUnprocessableEntity, "请选择支付方式。", "<title>提示：收银台")
	b.want("another amount than the page's", post("alipay", "20.00 CNY"), http.StatusConflict, "has changed")
	b.want("a method that is not offered", post("friend_pay", "2000.01 CNY"), http.StatusConflict, "Please choose another one. If you have just paid, refresh first", "Only for payments up to ¥2,000.00")
	b.want("a method that there is not", post("cash", "2000.01 CNY"), http.StatusConflict, "not available")
	b.want("an order that there is not", b.get("/orders/none?lang=zh"), http.StatusNotFound, "未找到该订单，请返回列表核对。")
	ctx, stop := context.WithCancel(t.Context())
	stop()
	lost := b.serve(b.server, httptest.NewRequestWithContext(ctx, http.MethodGet, "/orders/o?lang=en", nil))
	b.want("an order whose record cannot be had", lost, http.StatusServiceUnavailable, `role="alert"`, "be loaded right now. Please refresh in a moment.")
	b.want("an order that cannot be paid", b.pay("none", "alipay"), http.StatusNotFound)
	b.want("an order that cannot be given up", b.post(b.server, "/orders/none/cancel", nil), http.StatusNotFound)
}

func TestWeChatPayStopsForMaintenanceBetweenListAndPayment(t *testing.T) {
	b := newBench(t, shop.Basket{ID: "o", Amount: yuan("299.00"), Buyer: "b1"})
	b.now = time.Date(2026, 11, 25, 1, 59, 59, 0, b.now.Location())
	b.want("before", b.get("/orders/o"), http.StatusOK, `value="wechat_pay"`)
	b.now = b.now.Add(time.Second)
	b.want("at once", b.pay("o", methods.WeChatPay), http.StatusConflict, "Available from 04:00")
}

// The browser is told nothing of the rules, nor the log of the buyers.
func TestRulesAndBuyersStayInTheShop(t *testing.T) {
	b := newBench(t, shop.Basket{ID: "o", Amount: yuan("3000.01"), Buyer: "recognizable", Traits: []methods.Trait{"virtual_goods"}})
	answers := []string{b.get("/orders/o").Body.String(), b.pay("o", methods.Alipay).Body.String()}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/orders/o", nil)
	r.Header.Set("Accept", "application/json")
	answers = append(answers, b.serve(b.server, r).Body.String())
	for _, rule := range []string{"virtual_goods", "every_payment", "_pay.day", "alipay.day", "wallet_contracts", "risk_rules", ".live", "new_buyer"} {
		for _, answer := range answers {
			if strings.Contains(answer, rule) {
				t.Errorf("%q is told: %s", rule, answer)
			}
		}
	}
	if b.log.Len() == 0 || strings.Contains(b.log.String(), "recognizable") {
		t.Errorf("log: %s", &b.log)
	}
}

// What a form says instead of a method neither fills the log nor gets into it.
func TestOnlyIdsAreLogged(t *testing.T) {
	b := newBench(t, shop.Basket{ID: "o", Amount: yuan("30.00")})
	for _, method := range []methods.ID{"", methods.ID(strings.Repeat("a", 20_000)), "alipay\nlevel=ERROR"} {
		b.want("no method", b.pay("o", method), http.StatusUnprocessableEntity, "choose a payment method")
	}
	b.want("a method that is not sold", b.pay("o", "gold"), http.StatusConflict, "")
	if got := b.log.String(); strings.Count(got, "\n") != 1 || !strings.Contains(got, `"method":"gold"`) {
		t.Errorf("log of %d bytes: %.500s", len(got), got)
	}
}

// The back button asks again after each click: what it would show is out of date.
func TestEachClickOutdatesThePage(t *testing.T) {
	b := newBench(t, shop.Basket{ID: "o 1", Amount: yuan("1.00"), Buyer: "b1"})
	seen := map[string]bool{}
	for _, path := range []string{"/orders/o%201/pay", "/orders/o%201/cancel", "/orders/o%201/pay"} {
		cookie, err := http.ParseSetCookie(b.post(b.server, path, nil).Header().Get("Set-Cookie"))
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		if !cookie.HttpOnly || cookie.Path != "/orders/o%201" || seen[cookie.Value] {
			t.Errorf("%s sets %s", path, cookie)
		}
		seen[cookie.Value] = true
	}
	if got := b.get("/orders/o%201").Header()["Set-Cookie"]; got != nil {
		t.Errorf("a look at the page sets %s", got)
	}
}

// A page of another site cannot press the button.
func TestOtherSitesCannotPay(t *testing.T) {
	b := newBench(t, shop.Basket{ID: "o", Amount: yuan("1.00"), Buyer: "b1"})
	for _, h := range []http.Handler{b.server, b.server.Staff()} {
		for _, path := range []string{"/orders/o/pay", "/orders/o/cancel", "/orders/o/refunds"} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, path, nil)
			r.Header.Set("Sec-Fetch-Site", "cross-site")
			b.want(path, b.serve(h, r), http.StatusForbidden)
		}
	}
}
