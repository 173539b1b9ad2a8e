package shop_test

import (
	"errors"
	"net/http"
	"testing"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

func friendsOrder() shop.Basket { return shop.Basket{ID: "o", Amount: yuan("1500.00"), Buyer: "b1"} }

func TestADoubleClickCountsOnce(t *testing.T) {
	b := newBench(t, friendsOrder(), shop.Basket{ID: "p", Amount: yuan("500.01"), Buyer: "b1"})
	for _, click := range []string{"first", "second", "after the back button"} {
		b.want(click, b.pay("o", methods.FriendPay), http.StatusSeeOther, "/orders/o?")
		if got := b.state("o"); got.Link != "/cashier/o_0001" {
			t.Errorf("%s: the link is %q", click, got.Link)
		}
	}
	if got := b.used("b1"); got.Amount != yuan("1500.00") {
		t.Errorf("used: %v, want one payment", got)
	}
	b.want("what the first leaves is not enough", b.pay("p", methods.FriendPay), http.StatusConflict, "Only for payments up to ¥500.00")
}

func TestAnotherMethodEndsTheAttemptBefore(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	b.want("the page", b.get("/orders/o?lang=en"), http.StatusOK, "The link is ready. Send it to your friend. It is valid until 20:15. Refunds go to your friend.", `value="/cashier/o_0001"`)
	b.want("another method from an old page", b.pay("o", methods.Alipay), http.StatusSeeOther, "/cashier/o_0002")
	if err := b.stub.Pay("o_0001"); !errors.Is(err, provider.ErrOver) {
		t.Errorf("Pay(o_0001) = %v, want ErrOver", err)
	}
	b.want("the page's own button", b.post(b.server, "/orders/o/cancel", nil), http.StatusSeeOther, "/orders/o")
	if err := b.stub.Pay("o_0002"); !errors.Is(err, provider.ErrOver) {
		t.Errorf("Pay(o_0002) = %v, want ErrOver", err)
	}
	if got := b.used("b1"); got.Amount.Sign() != 0 {
		t.Errorf("used: %v, want nothing", got)
	}
	b.want("the page afterwards", b.get("/orders/o"), http.StatusOK, `value="friend_pay"`)
}

// The buyer may pay while the shop gives the attempt up.
func TestAPaymentThatIsGivenUpTooLateStands(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	if err := b.stub.Pay("o_0001"); err != nil {
		t.Fatal(err)
	}
	b.want("another method", b.pay("o", methods.Alipay), http.StatusSeeOther, "/orders/o?")
	b.want("the page", b.get("/orders/o?lang=en"), http.StatusOK, "Your friend has paid.")
}

func TestBothClicksAtOnceAreOnePayment(t *testing.T) {
	b := newBench(t, friendsOrder())
	codes := make(chan int)
	for range 8 {
		go func() { codes <- b.pay("o", methods.FriendPay).Code }()
	}
	for range 8 {
		if code := <-codes; code != http.StatusSeeOther {
			t.Errorf("status %d", code)
		}
	}
	if got, want := b.used("b1"), limits.NewUsed(yuan("1500.00"), 1); got != want || b.state("o").ID != "o_0001" {
		t.Errorf("used %v, attempt %s", got, b.state("o").ID)
	}
}

// One order number with another product would be refused: a wallet has one order under it.
func TestAnotherSurfaceIsAnotherAttempt(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.Alipay)
	if got := b.state("o"); got.Product != "alipay_page" {
		t.Errorf("product %q on a desktop", got.Product)
	}
	b.browser = phone
	b.want("on a phone", b.pay("o", methods.Alipay), http.StatusSeeOther, "/cashier/o_0002")
	if got := b.state("o"); got.Product != "alipay_wap" {
		t.Errorf("product %q on a phone", got.Product)
	}
	if err := b.stub.Pay("o_0001"); !errors.Is(err, provider.ErrOver) {
		t.Errorf("Pay(o_0001) = %v, want ErrOver", err)
	}
	b.want("again on the phone", b.pay("o", methods.Alipay), http.StatusSeeOther, "/cashier/o_0002")
}
