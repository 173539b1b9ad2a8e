package browser_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// phrases are a text in both languages.
type phrases struct{ en, zh string }

func (p phrases) in(lang string) string {
	if lang == "en" {
		return p.en
	}
	return p.zh
}

var (
	choose    = phrases{"How would you like to pay?", "请选择支付方式"}
	alipay    = phrases{"Alipay", "支付宝"}
	weChatPay = phrases{"WeChat Pay", "微信支付"}
	proceed   = phrases{"Continue to payment", "去支付"}
	paid      = phrases{"Paid (Alipay). Thank you!", "支付成功（支付宝）"}
)

// state is something that the page may have to say, and how to get there.
type state struct {
	name  string
	says  phrases
	reach func(w *world, b *tab, lang string)
}

// visit opens the page of an order.
func (b *tab) visit(w *world, order, lang string) {
	b.t.Helper()
	b.do(chromedp.Navigate(w.url + "/orders/" + order + "?lang=" + lang))
}

// pick chooses a method on the page of an order, and presses the button.
func (b *tab) pick(method phrases, lang string) {
	b.t.Helper()
	b.press(method.in(lang))
	b.press(proceed.in(lang))
}

// toCashier starts a payment of order o1 with Alipay.
func (b *tab) toCashier(w *world, lang string) {
	b.t.Helper()
	b.visit(w, "o1", lang)
	b.pick(alipay, lang)
	b.see("o1_0001")
}

// toPaid pays order o1.
func (b *tab) toPaid(w *world, lang string) {
	b.t.Helper()
	b.toCashier(w, lang)
	b.press("付款")
	b.see(paid.in(lang))
}

var states = []state{
	{"the orders", phrases{"Orders to try", "示例订单"}, func(w *world, b *tab, lang string) {
		b.do(chromedp.Navigate(w.url + "/?lang=" + lang))
	}},
	{"the methods", choose, func(w *world, b *tab, lang string) { b.visit(w, "o1", lang) }},
	{"a method for less", phrases{"Only for payments up to ¥2,000.00", "仅支持 ¥2,000.00 及以下的订单"}, func(w *world, b *tab, lang string) { b.visit(w, "o2", lang) }},
	{"no method", phrases{"No payment method is available", "本单暂无可用的支付方式"}, func(w *world, b *tab, lang string) { b.visit(w, "o3", lang) }},
	{"a guest", choose, func(w *world, b *tab, lang string) { b.visit(w, "o4", lang) }},
	{"an order that there is not", phrases{"find this order.", "未找到该订单，请返回列表核对。"}, func(w *world, b *tab, lang string) {
		b.expect(http.StatusNotFound)
		b.visit(w, "none", lang)
	}},
	{"no method is chosen", phrases{"Please choose a payment method.", "请选择支付方式。"}, func(w *world, b *tab, lang string) {
		b.expect(http.StatusUnprocessableEntity)
		b.visit(w, "o1", lang)
		b.do(chromedp.SetAttributeValue(chromedp.CSS("form"), "novalidate", ""))
		b.press(proceed.in(lang))
	}},
	{"the amount has changed", phrases{"The amount of this order has changed.", "订单金额有变动"}, func(w *world, b *tab, lang string) {
		b.expect(http.StatusConflict)
		b.visit(w, "o1", lang)
		w.setAmount("o1", yuan("199.00"))
		b.pick(alipay, lang)
	}},
	{"the method is refused", phrases{"If you have just paid, refresh first", "请先刷新查看结果"}, func(w *world, b *tab, lang string) {
		b.expect(http.StatusConflict)
		maintenance := time.Date(2026, 11, 25, 2, 0, 0, 0, w.clock().Location())
		w.setClock(maintenance.Add(-time.Second))
		b.visit(w, "o1", lang)
		w.setClock(maintenance)
		b.pick(weChatPay, lang)
	}},
	{"the provider is down", phrases{"confirm your payment yet", "支付结果暂未确认，请稍后刷新查看，请勿重复支付。"}, func(w *world, b *tab, lang string) {
		b.expect(http.StatusServiceUnavailable)
		b.visit(w, "o1", lang)
		w.down.Store(true)
		b.pick(alipay, lang)
	}},
	{"the provider's cashier", phrases{"o1_0001", "o1_0001"}, func(w *world, b *tab, lang string) { b.toCashier(w, lang) }},
	{"a payment is under way", phrases{"Payment started (Alipay).", "支付已发起（支付宝），请在 20:15 前完成支付。"}, func(w *world, b *tab, lang string) {
		b.toCashier(w, lang)
		b.visit(w, "o1", lang)
	}},
	{"a link for a friend", phrases{"Send it to your friend", "代付链接已生成"}, func(w *world, b *tab, lang string) {
		b.visit(w, "o1", lang)
		b.pick(phrases{"Ask a friend to pay", "好友代付"}, lang)
	}},
	{"the order is paid", paid, func(w *world, b *tab, lang string) { b.toPaid(w, lang) }},
	{"a part is refunded", phrases{"Refund in progress: ¥100.00.", "退款处理中：¥100.00。"}, func(w *world, b *tab, lang string) {
		b.toPaid(w, lang)
		w.refund("o1", "r1", "100.00 CNY")
		b.visit(w, "o1", lang)
	}},
	{"the cashier of a paid order", phrases{"Nothing to pay.", "无需付款"}, func(w *world, b *tab, lang string) {
		b.toPaid(w, lang)
		b.do(chromedp.Navigate(w.url + "/cashier/o1_0001"))
	}},
}

func TestEveryStateIsForEveryone(t *testing.T) {
	for _, s := range states {
		for _, lang := range []string{"en", "zh"} {
			t.Run(s.name+" in "+lang, func(t *testing.T) {
				w := newWorld(t, options{})
				b := open(t, desktop)
				s.reach(w, b, lang)
				b.see(s.says.in(lang))
				for _, found := range b.inaccessible() {
					t.Errorf("on a desktop: %s", found)
				}
				for _, found := range b.untabbed() {
					t.Errorf("by keyboard: %s", found)
				}
				b.hold(phone)
				for _, found := range append(b.inaccessible(), b.misfits(phone.width)...) {
					t.Errorf("on a phone: %s", found)
				}
			})
		}
	}
}
