package provider_test

import (
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/provider"
)

func TestRefundsAddUpToNoMoreThanThePayment(t *testing.T) {
	stub, _ := newStub(t, "/callback")
	if _, err := stub.Refund(t.Context(), provider.Refund{ID: "r1", Order: "o_0001", Amount: yuan("1.00")}); err == nil {
		t.Error("an order that is not paid is refunded")
	}
	if err := stub.Pay("o_0001"); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		id, amount string
		ok         bool
		balance    string
	}{
		{"r1", "4.00", true, "6.00"}, {"r1", "4.00", true, "6.00"}, {"r1", "5.00", false, "6.00"},
		{"r2", "6.01", false, "6.00"}, {"r2", "6.00", true, "0.00"}, {"r3", "0.01", false, "0.00"},
	} {
		_, err := stub.Refund(t.Context(), provider.Refund{ID: test.id, Order: "o_0001", Amount: yuan(test.amount)})
		if (err == nil) != test.ok || stub.Balance("o_0001") != yuan(test.balance) {
			t.Errorf("Refund(%s, %s) = %v, balance %s", test.id, test.amount, err, stub.Balance("o_0001"))
		}
	}
}

// Ids that are unique within an order alone would leave the second order without its refund.
func TestIdsOfRefundsAreUniqueAmongAllOrders(t *testing.T) {
	stub, _ := newStub(t, "/callback")
	other := charge("/callback")
	other.ID = "p_0001"
	if _, err := stub.Create(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"o_0001", "p_0001"} {
		if err := stub.Pay(id); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := stub.Refund(t.Context(), provider.Refund{ID: "r1", Order: "o_0001", Amount: yuan("1.00")}); err != nil {
		t.Fatal(err)
	}
	if _, err := stub.Refund(t.Context(), provider.Refund{ID: "r1", Order: "p_0001", Amount: yuan("1.00")}); err == nil {
		t.Error("the same id refunds two orders")
	}
}

func TestARefundIsProcessedBeforeItIsDone(t *testing.T) {
	stub, now := newStub(t, "/callback")
	if err := stub.Pay("o_0001"); err != nil {
		t.Fatal(err)
	}
	r := provider.Refund{ID: "r1", Order: "o_0001", Amount: yuan("1.00")}
	for _, step := range []struct {
		name   string
		before func() error
		want   provider.RefundStatus
	}{
		{"at once", func() error { return nil }, provider.Processing},
		{"a minute later", func() error { *now = now.Add(time.Minute); return nil }, provider.Refunded},
		{"on a card that is closed", func() error { return stub.FailRefund("r1") }, provider.Failed},
		{"once staff has paid it out", func() error { return stub.MendRefund("r1") }, provider.Refunded},
	} {
		if err := step.before(); err != nil {
			t.Fatal(err)
		}
		if got, err := stub.Refund(t.Context(), r); err != nil || got != step.want {
			t.Errorf("%s: Refund = %s, %v, want %s", step.name, got, err, step.want)
		}
	}
	if err := stub.FailRefund("none"); err == nil {
		t.Error("a refund fails that there is not")
	}
}
