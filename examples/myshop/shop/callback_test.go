package shop_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/methods"
)

func TestNoticesMayComeInAnyOrder(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	if _, err := b.stub.Close(t.Context(), "o_0001"); err != nil {
		t.Fatal(err)
	}
	if err := b.stub.PayLate("o_0001"); err != nil {
		t.Fatal(err)
	}
	notices := b.stub.Notices() // closed, paid
	for _, i := range []int{1, 0, 1, 1, 0} {
		if got := b.deliver(notices[i], nil); got != http.StatusNoContent {
			t.Errorf("notice %d: status %d", i, got)
		}
	}
	if got := b.state("o"); got.State != shop.Paid || got.Late {
		t.Errorf("attempt %+v, want it paid in time", got)
	}
	if got := b.used("b1"); got.Amount != yuan("1500.00") {
		t.Errorf("used: %v, want one payment", got)
	}
}

func TestForgedNoticesChangeNothing(t *testing.T) {
	b := newBench(t, friendsOrder())
	b.pay("o", methods.FriendPay)
	if err := b.stub.Pay("o_0001"); err != nil {
		t.Fatal(err)
	}
	otherKey, err := provider.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	n := b.stub.Notices()[0]
	for name, change := range map[string]func(*http.Request){
		"unsigned": func(r *http.Request) { r.Header.Del("Provider-Signature") },
		"another body": func(r *http.Request) {
			r.Body = io.NopCloser(strings.NewReader(`{"merchant":"myshop","order":"o_0001","status":"closed","total":1,"currency":"CNY"}`))
		},
		"another time": func(r *http.Request) { r.Header.Set("Provider-Timestamp", "1") },
		"copied long ago": func(r *http.Request) {
			b.now = b.now.Add(5*time.Minute + time.Second)
		},
		"another provider's": func(r *http.Request) {
			forged, err := provider.New("/cashier", "myshop", otherKey, func() time.Time { return b.now }).Request(t.Context(), n)
			if err != nil {
				t.Fatal(err)
			}
			r.Header = forged.Header
		},
		"another merchant's": func(r *http.Request) {
			key, err := newKey()
			if err != nil {
				t.Fatal(err)
			}
			other := provider.New("/cashier", "other", key, func() time.Time { return b.now })
			if _, err := other.Create(t.Context(), provider.Charge{ID: "o_0001", Amount: yuan("1500.00"), Expires: b.now.Add(time.Hour), NotifyURL: "/callback"}); err != nil {
				t.Fatal(err)
			}
			if err := other.Pay("o_0001"); err != nil {
				t.Fatal(err)
			}
			forged, err := other.Request(t.Context(), other.Notices()[0])
			if err != nil {
				t.Fatal(err)
			}
			*r = *forged
		},
	} {
		if got := b.deliver(n, change); got != http.StatusUnauthorized {
			t.Errorf("%s: status %d, want %d", name, got, http.StatusUnauthorized)
		}
	}
	if got := b.state("o"); got.State != shop.Open {
		t.Errorf("attempt %+v, want it as it was", got)
	}
	if got := b.deliver(n, nil); got != http.StatusNoContent || b.state("o").State != shop.Paid {
		t.Errorf("the genuine one: status %d, attempt %+v", got, b.state("o"))
	}
}

func TestALostNoticeIsAskedFor(t *testing.T) {
	for name, ask := range map[string]func(b *bench) error{
		"by the page that the buyer returns to": func(b *bench) error { b.get("/orders/o"); return nil },
		"when the time is over": func(b *bench) error {
			b.now = b.now.Add(15 * time.Minute)
			return b.server.Recover(t.Context())
		},
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t, friendsOrder())
			b.pay("o", methods.FriendPay)
			if err := b.stub.Pay("o_0001"); err != nil {
				t.Fatal(err)
			}
			if err := ask(b); err != nil {
				t.Fatal(err)
			}
			if got := b.state("o"); got.State != shop.Paid {
				t.Errorf("attempt %+v, want it paid", got)
			}
		})
	}
}
