package shop_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
)

func TestRefundsInParts(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.want("before it is paid", b.refund("o", "r0", "1.00 CNY"), http.StatusConflict, "not paid")
	b.pay("o", methods.FriendPay)
	if err := b.stub.Pay("o_0001"); err != nil {
		t.Fatal(err)
	}
	b.deliver(b.stub.Notices()[0], nil)
	for _, test := range []struct {
		name, id, amount string
		status           int
		left             string
		says             string
	}{
		{"a part", "r1", "500.00 CNY", http.StatusOK, "1000.00", "500.00 CNY: accepted, in progress. 1000.00 CNY can still"},
		{"the same again", "r1", "500.00 CNY", http.StatusOK, "1000.00", "500.00 CNY: refunded. 1000.00 CNY can still"},
		{"the same id with another amount", "r1", "400.00 CNY", http.StatusConflict, "1000.00", "Refund r1 exists with another amount, 500.00 CNY"},
		{"more than remains", "r2", "1000.01 CNY", http.StatusConflict, "1000.00", "Only 1000.00 CNY can still be refunded"},
		{"another currency", "r2", "1.00 USD", http.StatusConflict, "1000.00", "Only 1000.00 CNY can still be refunded"},
		{"nothing", "r2", "0.00 CNY", http.StatusUnprocessableEntity, "1000.00", ""},
		{"no amount", "r2", "all of it", http.StatusUnprocessableEntity, "1000.00", ""},
		{"no id", "", "1.00 CNY", http.StatusUnprocessableEntity, "1000.00", ""},
		{"an id that the provider does not take", "r.1", "1.00 CNY", http.StatusUnprocessableEntity, "1000.00", "letters and digits"},
		{"the rest", "r2", "1000.00 CNY", http.StatusOK, "0.00", ""},
		{"too much", "r3", "0.01 CNY", http.StatusConflict, "0.00", "Only 0.00 CNY can still be refunded"},
	} {
		b.want(test.name, b.refund("o", test.id, test.amount), test.status, test.says)
		b.wait(time.Minute)
		if left := b.stub.Balance("o_0001"); left != yuan(test.left) || b.used("b1").Amount != left {
			t.Errorf("%s: the provider has %s, the day %s, want %s", test.name, left, b.used("b1").Amount, test.left)
		}
	}
	b.want("the page", b.get("/orders/o?lang=en"), http.StatusOK, "¥1,500.00 has been refunded.")
	b.want("paying again", b.pay("o", methods.Alipay), http.StatusSeeOther, "/orders/o?")
}

// Staff may refund a payment long after the ledger has deleted it: its totals are past.
func TestARefundMayComeLaterThanTheLedgerKeepsThePayment(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	if err := b.stub.Pay("o_0001"); err != nil {
		t.Fatal(err)
	}
	b.deliver(b.stub.Notices()[0], nil)
	b.forget()
	unknown := (*ledger.UnknownPaymentError)(nil)
	if _, err := b.books.Refund(t.Context(), "o_0001", "r", yuan("1.00")); !errors.As(err, &unknown) {
		t.Fatalf("the ledger still knows the payment: %v", err)
	}
	b.want("the refund", b.refund("o", "r1", "500.00 CNY"), http.StatusOK)
	b.wait(time.Minute)
	if got := b.state("o").Refunds; len(got) != 1 || got[0].Status != provider.Refunded || b.stub.Balance("o_0001") != yuan("1000.00") {
		t.Errorf("refunds %+v, the provider has %s", got, b.stub.Balance("o_0001"))
	}
}

// An accepted refund is not a refund yet: the room comes back when the friend has the money.
func TestARefundIsInProgressUntilTheProviderHasPaidItBack(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	if err := b.stub.Pay("o_0001"); err != nil {
		t.Fatal(err)
	}
	b.deliver(b.stub.Notices()[0], nil)
	b.want("staff", b.refund("o", "r1", "500.00 CNY"), http.StatusOK, "accepted, in progress")
	b.want("the page", b.get("/orders/o?lang=en"), http.StatusOK, "Refund in progress: ¥500.00.")
	if got := b.used("b1"); got.Amount != yuan("1500.00") {
		t.Errorf("used: %v, want the room held", got)
	}
	if err := b.stub.FailRefund("o_0001_r1"); err != nil {
		t.Fatal(err)
	}
	b.wait(time.Minute)
	if !strings.Contains(b.log.String(), "staff must see to it") {
		t.Errorf("log: %s", &b.log)
	}
	b.want("the page once it has failed", b.get("/orders/o?lang=zh"), http.StatusOK, "退款处理中：¥500.00。")
	b.want("what has failed is promised all the same", b.refund("o", "r2", "1000.01 CNY"), http.StatusConflict)
	if due, err := b.store.Due(t.Context(), b.now.Add(time.Hour), 1); err != nil || len(due) > 0 {
		t.Errorf("due: %v, %v, want that nobody asks any more", due, err)
	}
	if err := b.stub.MendRefund("o_0001_r1"); err != nil {
		t.Fatal(err)
	}
	b.want("staff asks again", b.refund("o", "r1", "500.00 CNY"), http.StatusOK, ": refunded. 1000.00 CNY can still be refunded.")
	b.want("the page at last", b.get("/orders/o?lang=en"), http.StatusOK, "¥500.00 has been refunded.")
	if got := b.used("b1"); got.Amount != yuan("1000.00") {
		t.Errorf("used: %v, want the room free", got)
	}
}
