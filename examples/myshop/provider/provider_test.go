package provider_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/limits"
)

func yuan(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

var start = time.Date(2026, 11, 27, 12, 0, 0, 0, time.UTC)

// newKey makes one key for all tests: that takes longer than they do.
var newKey = sync.OnceValues(provider.NewKey)

// newStub returns a provider with an order o of 10 yuan, and its clock.
func newStub(t *testing.T, notify string) (*provider.Stub, *time.Time) {
	t.Helper()
	key, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	now := start
	stub := provider.New("/cashier", "myshop", key, func() time.Time { return now })
	if _, err := stub.Create(t.Context(), charge(notify)); err != nil {
		t.Fatal(err)
	}
	return stub, &now
}

func charge(notify string) provider.Charge {
	return provider.Charge{ID: "o_0001", Amount: yuan("10.00"), Expires: start.Add(time.Minute), NotifyURL: notify, ReturnURL: "/back"}
}

func TestAnOrderCanBeMadeAgainButNotChanged(t *testing.T) {
	stub, now := newStub(t, "/callback")
	if address, err := stub.Create(t.Context(), charge("/callback")); err != nil || address != "/cashier/o_0001" {
		t.Errorf("Create again = %q, %v", address, err)
	}
	for name, change := range map[string]func(*provider.Charge){
		"another amount":  func(c *provider.Charge) { c.Amount = yuan("9.00") },
		"another product": func(c *provider.Charge) { c.Product = "another" },
		"another end":     func(c *provider.Charge) { c.Expires = start.Add(time.Hour) },
	} {
		other := charge("/callback")
		change(&other)
		if _, err := stub.Create(t.Context(), other); err == nil || errors.Is(err, provider.ErrOver) {
			t.Errorf("Create with %s = %v", name, err)
		}
	}
	other := charge("/callback")
	*now = start.Add(time.Minute)
	other.ID = "p_0001"
	for _, c := range []provider.Charge{charge("/callback"), other} {
		if _, err := stub.Create(t.Context(), c); !errors.Is(err, provider.ErrOver) {
			t.Errorf("Create of %s when it is over = %v, want ErrOver", c.ID, err)
		}
	}
}

// What one of the wallets would refuse is refused here, so that it is found before.
func TestOrderNumbersAreThoseThatBothWalletsTake(t *testing.T) {
	stub, _ := newStub(t, "/callback")
	for id, want := range map[string]bool{
		"abc_01": true, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_01234": true, "abc_1": false, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_012345": false,
		"order.1": false, "order-1": false, "order|1": false, "order*1": false, "订单号订单号": false, "": false,
	} {
		c := charge("/callback")
		c.ID = id
		if _, err := stub.Create(t.Context(), c); (err == nil) != want {
			t.Errorf("Create of %q = %v", id, err)
		}
	}
}

func TestAnOrderIsPaidUntilItExpires(t *testing.T) {
	for _, test := range []struct {
		name   string
		before func(*provider.Stub, *time.Time) error
		paid   bool
	}{
		{"at once", func(*provider.Stub, *time.Time) error { return nil }, true},
		{"in the last instant", func(_ *provider.Stub, now *time.Time) error { *now = start.Add(time.Minute - 1); return nil }, true},
		{"an instant later", func(_ *provider.Stub, now *time.Time) error { *now = start.Add(time.Minute); return nil }, false},
		{"twice", func(s *provider.Stub, _ *time.Time) error { return s.Pay("o_0001") }, false},
		{"once it is closed", func(s *provider.Stub, _ *time.Time) error { _, err := s.Close(t.Context(), "o_0001"); return err }, false},
	} {
		stub, now := newStub(t, "/callback")
		if err := test.before(stub, now); err != nil {
			t.Fatal(err)
		}
		if err := stub.Pay("o_0001"); (err == nil) != test.paid || err != nil && !errors.Is(err, provider.ErrOver) {
			t.Errorf("%s: Pay = %v, want that it is paid: %t", test.name, err, test.paid)
		}
	}
}

// A notice is sent until it is acknowledged.
func TestNoticesAreSentUntilTheyAreAcknowledged(t *testing.T) {
	status, verified := http.StatusInternalServerError, 0
	var stub *provider.Stub
	merchant := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if o, err := stub.Verify(r.Header, body); err != nil || o != (provider.Order{ID: "o_0001", Status: provider.Paid, Amount: yuan("10.00")}) {
			t.Errorf("Verify = %v, %v", o, err)
		}
		verified++
		w.WriteHeader(status)
	}))
	defer merchant.Close()
	stub, _ = newStub(t, merchant.URL)
	cashier := stub.Cashier(merchant.Client())
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/o_0001", strings.NewReader("do=pay"))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	cashier.ServeHTTP(w, r)
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != "/back" {
		t.Errorf("the cashier answers %d, on to %q", w.Code, w.Header().Get("Location"))
	}
	if err := stub.Deliver(t.Context(), merchant.Client()); err == nil || len(stub.Notices()) != 1 {
		t.Errorf("Deliver = %v, %d notices are left", err, len(stub.Notices()))
	}
	status = http.StatusNoContent
	for range 2 {
		if err := stub.Deliver(t.Context(), merchant.Client()); err != nil || len(stub.Notices()) != 0 {
			t.Errorf("Deliver = %v, %d notices are left", err, len(stub.Notices()))
		}
	}
	if verified != 3 {
		t.Errorf("%d deliveries, want 3", verified)
	}
}
