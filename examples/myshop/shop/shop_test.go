package shop_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/sample"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/live"
)

// The browsers of the requests.
const (
	desktop = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
	phone   = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36"
	weChat  = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 MicroMessenger/8.0.50 NetType/WIFI Language/zh_CN"
)

func yuan(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

var newKey = sync.OnceValues(provider.NewKey)

// bench is a shop whose clock stands still until the test moves it.
type bench struct {
	t       *testing.T
	now     time.Time
	baskets []shop.Basket
	books   *ledger.Memory
	store   *shop.MemoryStore
	stub    *provider.Stub
	server  *shop.Server
	log     bytes.Buffer
	browser string
	down    bool // nobody knows what the provider would answer
	lost    bool // the ledger does not answer
	unseen  bool // nobody has opened the provider's page, so that it does not know the order
}

func newBench(t *testing.T, baskets ...shop.Basket) *bench {
	t.Helper()
	b := &bench{
		t: t, baskets: baskets, store: &shop.MemoryStore{}, browser: desktop,
		now: time.Date(2026, 11, 11, 20, 0, 0, 0, time.FixedZone("", 8*3600)),
	}
	clock := func() time.Time { return b.now }
	rules, err := live.New(sample.Catalog)
	if err != nil {
		t.Fatal(err)
	}
	key, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	b.books = ledger.NewMemory(clock)
	b.stub = provider.New("/cashier", "myshop", key, clock)
	b.server = shop.NewServer(shop.Config{
		Rules: rules, Books: fickleBooks{b.books, b}, Store: b.store, Provider: fickle{b.stub, b}, Merchant: "m1", URL: "http://shop.example",
		Now: clock, Log: slog.New(slog.NewJSONHandler(&b.log, nil)), Refundable: []limits.Counter{"friend_pay.day"},
		Baskets: func(*http.Request) []shop.Basket { return b.baskets },
		Basket: func(_ *http.Request, id string) (shop.Basket, bool) {
			for _, basket := range b.baskets {
				if basket.ID == id {
					return basket, true
				}
			}
			return shop.Basket{}, false
		},
	})
	return b
}

func (b *bench) serve(h http.Handler, r *http.Request) *httptest.ResponseRecorder {
	if r.Header.Get("User-Agent") == "" {
		r.Header.Set("User-Agent", b.browser)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func (b *bench) get(path string) *httptest.ResponseRecorder {
	return b.serve(b.server, httptest.NewRequestWithContext(b.t.Context(), http.MethodGet, path, nil))
}

func (b *bench) post(h http.Handler, path string, form url.Values) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(b.t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return b.serve(h, r)
}

// pay clicks the button of a method on the page as it is now.
func (b *bench) pay(order string, method methods.ID) *httptest.ResponseRecorder {
	amount := ""
	for _, basket := range b.baskets {
		if basket.ID == order {
			amount = basket.Amount.String()
		}
	}
	return b.post(b.server, "/orders/"+order+"/pay", url.Values{"method": {string(method)}, "amount": {amount}})
}

func (b *bench) refund(order, id, amount string) *httptest.ResponseRecorder {
	return b.post(b.server.Staff(), "/orders/"+order+"/refunds", url.Values{"refund": {id}, "amount": {amount}})
}

// deliver sends a notice, changed on its way if change is not nil.
func (b *bench) deliver(n provider.Notice, change func(*http.Request)) int {
	b.t.Helper()
	r, err := b.stub.Request(b.t.Context(), n)
	if err != nil {
		b.t.Fatal(err)
	}
	if change != nil {
		change(r)
	}
	return b.serve(b.server, r).Code
}

// state is that of an order's latest attempt.
func (b *bench) state(order string) shop.Attempt {
	b.t.Helper()
	record, err := b.store.Load(b.t.Context(), order)
	if err != nil || len(record.Attempts) == 0 {
		b.t.Fatalf("order %s has %d attempts, %v", order, len(record.Attempts), err)
	}
	return record.Attempts[len(record.Attempts)-1]
}

// used is what a buyer's friends have paid today.
func (b *bench) used(buyer string) limits.Used {
	b.t.Helper()
	usage, err := b.books.Usage(b.t.Context(), []limits.Cap{{
		Max: yuan("2000.00"), MaxCount: 3, Window: limits.Day(8 * time.Hour), Counter: "friend_pay.day", Per: []limits.Subject{limits.Buyer},
	}}, map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(buyer)})
	if err != nil {
		b.t.Fatal(err)
	}
	return usage["friend_pay.day"]
}

func (b *bench) want(name string, w *httptest.ResponseRecorder, status int, texts ...string) {
	b.t.Helper()
	if w.Code != status {
		b.t.Errorf("%s: status %d, want %d", name, w.Code, status)
	}
	for _, text := range texts {
		if !strings.Contains(w.Body.String()+w.Header().Get("Location"), text) {
			b.t.Errorf("%s: no %q in %s\n%s", name, text, w.Header().Get("Location"), w.Body)
		}
	}
}

// wait lets time pass, and the shop do what it does every few seconds.
func (b *bench) wait(d time.Duration) {
	b.t.Helper()
	b.now = b.now.Add(d)
	if err := b.server.Recover(b.t.Context()); err != nil {
		b.t.Fatal(err)
	}
}

// forget lets so much time pass that the ledger deletes its payments.
func (b *bench) forget() {
	b.t.Helper()
	b.wait(ledger.Retention + 24*time.Hour)
	b.wait(24 * time.Hour)
	b.wait(24 * time.Hour)
}
