package shop_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/methods"
)

func TestThePageSaysHowLongItCanBePaid(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.Alipay)
	b.want("under way", b.get("/orders/o?lang=en"), http.StatusOK, "Payment started (Alipay). Please complete it by 20:15.", "ve paid – refresh", "Choose another method")
	b.now = b.now.Add(15 * time.Minute)
	b.want("in Chinese, when the time is over", b.get("/orders/o?lang=zh"), http.StatusOK, "支付超时，本次支付已关闭，未扣款。请重新选择支付方式。", `value="alipay"`)
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
	b.want("the page", b.get("/orders/o?lang=zh"), http.StatusOK, "支付结果确认中。如您已付款，请勿重复支付，稍后刷新查看。", "我已完成支付，刷新结果")
	b.want("another method", b.post(b.server, "/orders/o/cancel?lang=zh", nil), http.StatusServiceUnavailable, "暂时无法取消上一笔支付，请稍后再试。")
	given := b.get("/orders/o?lang=en").Body.String()
	if !strings.Contains(given, "don&#39;t pay again") || !strings.Contains(given, "ve paid – refresh") || strings.Contains(given, "/pay") {
		t.Errorf("once it is given up, the page does not only ask to refresh: %s", given)
	}
	b.down = false
	b.want("afterwards", b.get("/orders/o?lang=zh"), http.StatusOK, "请选择支付方式")
}

func TestABuyerIsToldThatNothingIsChargedOnlyWhereThatIsKnown(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.lost = true
	failed := b.post(b.server, "/orders/o/pay?lang=zh", url.Values{"method": {"alipay"}, "amount": {"1500.00 CNY"}})
	b.want("before the provider was asked", failed, http.StatusServiceUnavailable, "支付发起失败，未扣款，请重试。", "继续支付")
	if strings.Contains(failed.Body.String(), "正在发起支付") {
		t.Error("the page says that it goes on")
	}
	b.want("the page", b.get("/orders/o?lang=zh"), http.StatusOK, "正在发起支付，请稍后刷新。")
	b.want("the page in English", b.get("/orders/o?lang=en"), http.StatusOK, "Your payment is being set up.")
	b.lost = false
	b.pay("o", methods.Alipay)
	b.lost = true
	b.want("once the provider may know", b.pay("o", methods.Alipay), http.StatusServiceUnavailable, "Any second charge is refunded automatically.")
}

// Alipay knows an order only once the buyer has opened its page, and cannot close it before: the
// link can be paid until it expires, so its room is held for as long.
func TestWhatTheProviderDoesNotKnowYetKeepsItsRoom(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	b.unseen = true
	b.want("another method", b.post(b.server, "/orders/o/cancel", nil), http.StatusSeeOther)
	b.want("the page", b.get("/orders/o?lang=en"), http.StatusOK, "Your previous payment may still go through.", `value="alipay"`)
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
	b.want("the buyer's page", b.get("/orders/o?lang=zh"), http.StatusOK, "代付链接已生成，请发送给好友，20:15 前有效。如退款，将原路退回代付好友。", "刷新代付结果", `value="/cashier/o_0001"`)
	if err := b.stub.Pay("o_0001"); err != nil {
		t.Fatal(err)
	}
	b.want("once it is paid", b.get("/orders/o?lang=zh"), http.StatusOK, "好友已代付，感谢您的购买！")
	b.refund("o", "r1", "500.00 CNY")
	b.want("once a part is refunded", b.get("/orders/o?lang=en"), http.StatusOK, "Refund in progress: ¥500.00. Refunds go to your friend.")
}
