package browser_test

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/myshop/host"
	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/sample"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/live"
)

// world is a shop and its provider, served on loopback, at an instant that the test moves.
type world struct {
	t     *testing.T
	url   string
	books *ledger.Memory
	stub  *provider.Stub
	down  atomic.Bool // the provider, for what it is asked to create
	shop  *shop.Server

	mu       sync.Mutex
	now      time.Time
	baskets  []shop.Basket
	requests []request // in the order of their arrival
}

type request struct {
	method, path string
	status       int // 0 until it is answered
}

// options are what differs between worlds. The zero value is the shop as it is.
type options struct {
	catalog string                               // a file that is read again when it changes
	log     slog.Handler                         // of the reloads
	wrap    func(next http.Handler) http.Handler // stands before the shop
}

var newKey = sync.OnceValues(provider.NewKey)

func yuan(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

func newWorld(t *testing.T, o options) *world {
	t.Helper()
	if o.catalog == "" {
		o.catalog = "../sample/catalog.json"
	}
	if o.log == nil {
		o.log = slog.DiscardHandler
	}
	rules, file, err := host.Open(o.catalog)
	if err != nil {
		t.Fatal(err)
	}
	key, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &world{
		t: t, url: "http://" + listener.Addr().String(),
		now: time.Date(2026, 11, 27, 20, 0, 0, 0, time.FixedZone("", 8*3600)),
		baskets: []shop.Basket{
			{ID: "o1", Amount: yuan("299.00"), Buyer: "b1"},
			{ID: "o2", Amount: yuan("2000.01"), Buyer: "b1"},
			{ID: "o3", Amount: yuan("3000.01"), Buyer: "b2", Traits: []methods.Trait{"virtual_goods"}},
			{ID: "o4", Amount: yuan("59.90")},
		},
	}
	w.books = ledger.NewMemory(w.clock)
	w.stub = provider.New(w.url+"/cashier", "myshop", key, w.clock)
	w.serve(listener, rules, file, o)
	return w
}

// serve runs the shop as its program does, until the test ends.
func (w *world) serve(listener net.Listener, rules *live.Router, file *host.File, o options) {
	w.shop = shop.NewServer(shop.Config{
		Rules: rules, Books: w.books, Store: &shop.MemoryStore{}, Provider: fickle{w.stub, &w.down},
		Basket: w.basket, Baskets: func(*http.Request) []shop.Basket { return w.orders() },
		Merchant: "m1", URL: w.url, Now: w.clock, Log: slog.New(slog.DiscardHandler),
		Refundable: sample.Refundable(),
	})
	mux := http.NewServeMux()
	mux.Handle("/", w.shop)
	mux.Handle("/cashier/", http.StripPrefix("/cashier", w.stub.Cashier(http.DefaultClient)))
	handler := http.Handler(mux)
	if o.wrap != nil {
		handler = o.wrap(mux)
	}
	handler = w.record(handler)
	log := slog.New(o.log)
	round := func(ctx context.Context) {
		if err := errors.Join(w.stub.Deliver(ctx, http.DefaultClient), w.shop.Recover(ctx)); err != nil && ctx.Err() == nil {
			w.t.Errorf("round: %v", err)
		}
		file.Reload(rules, log)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- host.Serve(ctx, round, host.Site{Listener: listener, Handler: handler}) }()
	w.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			w.t.Errorf("Serve: %v", err)
		}
	})
}

// fickle is a provider that creates nothing while it is down.
type fickle struct {
	*provider.Stub
	down *atomic.Bool
}

func (f fickle) Create(ctx context.Context, c provider.Charge) (string, error) {
	if f.down.Load() {
		return "", errors.New("the provider is down")
	}
	return f.Stub.Create(ctx, c)
}

func (w *world) clock() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.now
}

func (w *world) setClock(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now = now
}

func (w *world) orders() []shop.Basket {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.baskets)
}

func (w *world) basket(_ *http.Request, id string) (shop.Basket, bool) {
	orders := w.orders()
	i := slices.IndexFunc(orders, func(b shop.Basket) bool { return b.ID == id })
	if i < 0 {
		return shop.Basket{}, false
	}
	return orders[i], true
}

func (w *world) setAmount(id string, amount limits.Money) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := range w.baskets {
		if w.baskets[i].ID == id {
			w.baskets[i].Amount = amount
		}
	}
}

// record notes each request, and its status before the client has it.
func (w *world) record(next http.Handler) http.Handler {
	return http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.mu.Lock()
		w.requests = append(w.requests, request{method: r.Method, path: r.URL.Path})
		i := len(w.requests) - 1
		w.mu.Unlock()
		next.ServeHTTP(&recorder{rw, func(status int) {
			w.mu.Lock()
			defer w.mu.Unlock()
			if w.requests[i].status == 0 {
				w.requests[i].status = status
			}
		}}, r)
	})
}

type recorder struct {
	http.ResponseWriter
	note func(status int)
}

func (r *recorder) WriteHeader(status int) {
	r.note(status)
	r.ResponseWriter.WriteHeader(status)
}

func (r *recorder) Write(p []byte) (int, error) {
	r.note(http.StatusOK)
	return r.ResponseWriter.Write(p)
}

// posts returns the statuses of what was posted to a path.
func (w *world) posts(path string) []int {
	w.mu.Lock()
	defer w.mu.Unlock()
	var statuses []int
	for _, r := range w.requests {
		if r.method == http.MethodPost && r.path == path {
			statuses = append(statuses, r.status)
		}
	}
	return statuses
}

// refund pays back a part of an order, as staff do.
func (w *world) refund(order, id, amount string) {
	w.t.Helper()
	form := url.Values{"refund": {id}, "amount": {amount}}.Encode()
	r := httptest.NewRequestWithContext(w.t.Context(), http.MethodPost, "/orders/"+order+"/refunds", strings.NewReader(form))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	answer := httptest.NewRecorder()
	w.shop.Staff().ServeHTTP(answer, r)
	if answer.Code != http.StatusOK {
		w.t.Fatalf("refund: %d %s", answer.Code, answer.Body)
	}
}

// paidOnce fails unless an order of 299.00 yuan has one attempt, which is paid with Alipay and
// counted once.
func (w *world) paidOnce(order string) {
	w.t.Helper()
	if got := w.stub.Balance(order + "_0001"); got != yuan("299.00") {
		w.t.Errorf("the provider has received %v", got)
	}
	if second, err := w.stub.Query(w.t.Context(), order+"_0002"); err != nil || second.Status != provider.Unknown {
		w.t.Errorf("a second attempt is %s: %v", second.Status, err)
	}
	usage, err := w.books.Usage(w.t.Context(), []limits.Cap{{
		Max: yuan("20000.00"), Window: limits.Day(8 * time.Hour), Counter: "alipay.day", Per: []limits.Subject{limits.Merchant},
	}}, map[limits.Subject]limits.Hidden{limits.Merchant: limits.Hide("m1")})
	if err != nil {
		w.t.Fatal(err)
	}
	if used := usage["alipay.day"]; used != limits.NewUsed(yuan("299.00"), 1) {
		w.t.Errorf("counted: %v", used)
	}
}
