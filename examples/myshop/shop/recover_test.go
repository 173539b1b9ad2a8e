package shop_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/methods"
)

// A buyer who walks away blocks a cap for as long as the provider's order lives.
func TestWhatExpiresFreesItsRoom(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	b.now = b.now.Add(15*time.Minute - time.Nanosecond)
	if err := b.server.Recover(t.Context()); err != nil || b.state("o").State != shop.Open {
		t.Fatalf("before: attempt %+v, %v", b.state("o"), err)
	}
	b.now = b.now.Add(time.Nanosecond)
	if err := b.server.Recover(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := b.used("b1"); b.state("o").State != shop.Closed || got.Amount.Sign() != 0 {
		t.Errorf("attempt %+v, used %v", b.state("o"), got)
	}
	b.want("a new attempt", b.pay("o", methods.FriendPay), http.StatusSeeOther, "/orders/o?")
}

// The shop may hear of a payment an hour late: the money has moved.
func TestALateSuccessOfAnOrderThatIsPaidIsPaidBack(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	b.pay("o", methods.Alipay)
	if err := errors.Join(b.stub.Pay("o_0002"), b.stub.PayLate("o_0001")); err != nil {
		t.Fatal(err)
	}
	for _, n := range b.stub.Notices() {
		b.deliver(n, nil)
	}
	b.wait(time.Minute) // until it is paid back
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
		{shop.Paid, true, true, []shop.Refund{{ID: "extra", Amount: yuan("1500.00"), Status: provider.Refunded}}},
		{State: shop.Paid},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("attempts (-want +got):\n%s", diff)
	}
	if got := b.used("b1"); b.stub.Balance("o_0001") != yuan("0.00") || b.stub.Balance("o_0002") != yuan("1500.00") || got.Amount.Sign() != 0 {
		t.Errorf("the provider has %s and %s, used %v", b.stub.Balance("o_0001"), b.stub.Balance("o_0002"), got)
	}
}

// A success that is reported when the ledger has deleted the attempt has moved the money all the same.
func TestASuccessMayComeLaterThanTheLedgerKeepsTheAttempt(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	b.forget()
	if err := b.stub.PayLate("o_0001"); err != nil {
		t.Fatal(err)
	}
	notices := b.stub.Notices()
	if got := b.deliver(notices[len(notices)-1], nil); got != http.StatusNoContent || b.state("o").State != shop.Paid || !b.state("o").Late {
		t.Errorf("status %d, attempt %+v", got, b.state("o"))
	}
}

// What nobody can match is for staff. To be told again would not help, nor to ask.
func TestAPaymentThatMatchesNoAttemptIsWrittenDown(t *testing.T) {
	key, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	for name, charge := range map[string]provider.Charge{
		"another amount":  {ID: "o_0001", Amount: yuan("1.00")},
		"unknown attempt": {ID: "o_0002", Amount: yuan("1500.00")},
		"unknown order":   {ID: "strange_0001", Amount: yuan("1500.00")},
		"no order":        {ID: "strange", Amount: yuan("1500.00")},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, friendsOrder())
			b.pay("o", methods.FriendPay)
			other := provider.New("/cashier", "myshop", key, func() time.Time { return b.now })
			charge.Expires, charge.NotifyURL = b.now.Add(time.Hour), "/callback"
			if _, err := other.Create(t.Context(), charge); err != nil {
				t.Fatal(err)
			}
			if err := other.Pay(charge.ID); err != nil {
				t.Fatal(err)
			}
			if got := b.deliver(other.Notices()[0], nil); got != http.StatusNoContent {
				t.Errorf("status %d, want it acknowledged", got)
			}
			if !strings.Contains(b.log.String(), `"level":"ERROR","msg":"paid, but matches no attempt","attempt":"`+charge.ID) {
				t.Errorf("log: %s", &b.log)
			}
			if want := map[bool]shop.State{true: shop.Stray, false: shop.Open}[charge.ID == "o_0001"]; b.state("o").State != want {
				t.Errorf("attempt %+v, want it %s", b.state("o"), want)
			}
			if charge.ID == "o_0001" {
				b.want("the page", b.get("/orders/o?lang=en"), http.StatusOK, "We are checking your payment.")
				b.want("another method", b.pay("o", methods.Alipay), http.StatusConflict, "t pay again; refresh in a moment.")
			}
			b.now = b.now.Add(time.Hour)
			if err := b.server.Recover(t.Context()); err != nil {
				t.Error(err)
			}
			if due, err := b.store.Due(t.Context(), b.now.Add(time.Hour), 1); err != nil || len(due) > 0 {
				t.Errorf("due: %v, %v", due, err)
			}
		})
	}
}
