package shop_test

import (
	"errors"
	"net/http"
	"testing"

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
	}{
		{"a part", "r1", "500.00 CNY", http.StatusOK, "1000.00"},
		{"the same again", "r1", "500.00 CNY", http.StatusOK, "1000.00"},
		{"the same id with another amount", "r1", "400.00 CNY", http.StatusConflict, "1000.00"},
		{"more than remains", "r2", "1000.01 CNY", http.StatusConflict, "1000.00"},
		{"another currency", "r2", "1.00 USD", http.StatusConflict, "1000.00"},
		{"nothing", "r2", "0.00 CNY", http.StatusUnprocessableEntity, "1000.00"},
		{"no amount", "r2", "all of it", http.StatusUnprocessableEntity, "1000.00"},
		{"no id", "", "1.00 CNY", http.StatusUnprocessableEntity, "1000.00"},
		{"the rest", "r2", "1000.00 CNY", http.StatusOK, "0.00"},
		{"too much", "r3", "0.01 CNY", http.StatusConflict, "0.00"},
	} {
		b.want(test.name, b.refund("o", test.id, test.amount), test.status)
		if left := b.stub.Balance("o_0001"); left != yuan(test.left) || b.used("b1").Amount != left {
			t.Errorf("%s: the provider has %s, the day %s, want %s", test.name, left, b.used("b1").Amount, test.left)
		}
	}
	b.want("the page", b.get("/orders/o?lang=en"), http.StatusOK, "¥1500.00 has been refunded.")
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
	if got := b.state("o").Refunds; len(got) != 1 || !got[0].Done || b.stub.Balance("o_0001") != yuan("1000.00") {
		t.Errorf("refunds %+v, the provider has %s", got, b.stub.Balance("o_0001"))
	}
}
