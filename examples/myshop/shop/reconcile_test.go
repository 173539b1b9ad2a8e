package shop_test

import (
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/methods"
)

// A buyer who walks away blocks a cap for as long as the provider's order lives.
func TestWhatExpiresFreesItsRoom(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	b.now = b.now.Add(15*time.Minute - time.Nanosecond)
	if err := b.server.Reconcile(t.Context()); err != nil || b.state("o").State != shop.Open {
		t.Fatalf("before: attempt %+v, %v", b.state("o"), err)
	}
	b.now = b.now.Add(time.Nanosecond)
	if err := b.server.Reconcile(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := b.used("b1"); b.state("o").State != shop.Closed || got.Amount.Sign() != 0 {
		t.Errorf("attempt %+v, used %v", b.state("o"), got)
	}
	b.want("a new attempt", b.pay("o", methods.FriendPay), http.StatusSeeOther, "/cashier/o.2")
}

// The provider's bank may report a success an hour late: the money has moved.
func TestALateSuccessOfAnOrderThatIsPaidIsPaidBack(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	b.pay("o", methods.Alipay)
	if err := errors.Join(b.stub.Pay("o.2"), b.stub.PayLate("o.1")); err != nil {
		t.Fatal(err)
	}
	for _, n := range b.stub.Notices() {
		b.deliver(n, nil)
	}
	record, err := b.store.Load(t.Context(), "o")
	if err != nil {
		t.Fatal(err)
	}
	type outcome struct {
		State       shop.State
		Late, Extra bool
		Refunds     []shop.Refund
	}
	var got []outcome
	for _, a := range record.Attempts {
		got = append(got, outcome{a.State, a.Late, a.Extra, a.Refunds})
	}
	want := []outcome{
		{shop.Paid, true, true, []shop.Refund{{ID: "extra", Amount: yuan("1500.00"), Done: true}}},
		{State: shop.Paid},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attempts (-want +got):\n%s", diff)
	}
	if got := b.used("b1"); b.stub.Balance("o.1") != yuan("0.00") || b.stub.Balance("o.2") != yuan("1500.00") || got.Amount.Sign() != 0 {
		t.Errorf("the provider has %s and %s, used %v", b.stub.Balance("o.1"), b.stub.Balance("o.2"), got)
	}
}
