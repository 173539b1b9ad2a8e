package shop_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/methods"
)

func TestThePageSaysHowLongItCanBePaid(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.Alipay)
	b.want("under way", b.get("/orders/o?lang=en"), http.StatusOK, "A payment has been started (Alipay). It can be paid until 20:15.", "I have paid: refresh", "Choose another method")
	b.now = b.now.Add(15 * time.Minute)
	b.want("in Chinese, when the time is over", b.get("/orders/o?lang=zh"), http.StatusOK, "支付超时，订单已关闭，请重新支付。", `value="alipay"`)
	if got := b.state("o"); got.State != shop.Closed || !got.Expired {
		t.Errorf("attempt %+v", got)
	}
	b.pay("o", methods.Alipay)
	b.wait(15 * time.Minute)
	b.want("when a round has found it first", b.get("/orders/o?lang=en"), http.StatusOK, "The time to pay has run out")
	b.pay("o", methods.Alipay)
	b.post(b.server, "/orders/o/cancel", nil)
	b.now = b.now.Add(time.Hour)
	if got := b.get("/orders/o?lang=en").Body.String(); strings.Contains(got, "run out") {
		t.Errorf("the buyer has given it up: %s", got)
	}
}

func TestABuyerWhoseResultNobodyKnowsIsToldNotToPayAgain(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.Alipay)
	b.down = true
	b.want("the page", b.get("/orders/o?lang=zh"), http.StatusOK, "支付结果确认中，请勿重复付款。", "我已完成支付，刷新结果")
	b.want("another method", b.post(b.server, "/orders/o/cancel?lang=zh", nil), http.StatusServiceUnavailable, "暂时无法取消上一笔支付，请稍后再试。")
	b.down = false
	b.want("afterwards", b.get("/orders/o?lang=zh"), http.StatusOK, "请选择支付方式")
}

// Alipay knows an order only once the buyer has opened its page, and cannot close it before: the
// link can be paid until it expires, so its room is held for as long.
func TestWhatTheProviderDoesNotKnowYetKeepsItsRoom(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	b.unseen = true
	b.want("another method", b.post(b.server, "/orders/o/cancel", nil), http.StatusSeeOther)
	b.want("the page", b.get("/orders/o?lang=en"), http.StatusOK, "The payment before can still be completed.", `value="alipay"`)
	b.wait(20*time.Minute - time.Nanosecond)
	if got := b.used("b1"); got.Amount != yuan("1500.00") || b.state("o").State != shop.Left {
		t.Errorf("used %v, attempt %+v, want the room held", got, b.state("o"))
	}
	b.wait(time.Minute)
	if got := b.used("b1"); got.Amount.Sign() != 0 || b.state("o").State != shop.Closed {
		t.Errorf("used %v, attempt %+v, want the room free", got, b.state("o"))
	}
}

func TestAFriendPaysByALink(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	b.want("the buyer's page", b.get("/orders/o?lang=zh"), http.StatusOK, "代付链接已生成，请发送给好友，20:15 前有效。", `value="/cashier/o_0001"`)
	if err := b.stub.Pay("o_0001"); err != nil {
		t.Fatal(err)
	}
	b.want("once it is paid", b.get("/orders/o?lang=zh"), http.StatusOK, "好友已代付，感谢惠顾！")
	b.refund("o", "r1", "500.00 CNY")
	b.want("once a part is refunded", b.get("/orders/o?lang=en"), http.StatusOK, "Refund in progress: ¥500.00. Refunds go to your friend.")
}
