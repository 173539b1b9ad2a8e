package lifetest

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/live"
)

// world is two shops, their provider and their buyers.
type world struct {
	t       rapid.TB
	ctx     context.Context
	backend Backend
	now     time.Time
	stub    *provider.Stub
	shops   [2]*shop.Server
	rules   [2]*live.Router
	gate    *gate  // of the request under way
	depth   int    // of requests that run during another one
	about   string // the order of the request under way

	last     map[string]ledger.Reservation // what the ledger last answered, by attempt
	records  map[string]shop.Record        // as last checked
	late     map[string]bool               // attempts whose success came when the provider's order was closed
	promised map[string]limits.Money       // refunds that staff was told are done, by attempt and id
}

var newKey = sync.OnceValues(provider.NewKey)

func newWorld(ctx context.Context, t rapid.TB, open Open) *world {
	key, err := newKey()
	if err != nil {
		t.Fatal(err)
	}
	w := &world{
		t: t, ctx: ctx, backend: open(t), gate: &gate{},
		last: map[string]ledger.Reservation{}, records: map[string]shop.Record{}, late: map[string]bool{}, promised: map[string]limits.Money{},
	}
	w.stub = provider.New("/cashier", "myshop", key, func() time.Time { return w.now })
	w.setClock(time.Date(2026, 11, 27, 23, 20, 0, 0, time.FixedZone("", 8*3600)))
	for i := range w.shops {
		w.restart(i)
	}
	return w
}

func (w *world) setClock(now time.Time) {
	w.now = now
	w.backend.SetClock(now)
}

// restart begins a shop anew: nothing of the one before is left but its books.
func (w *world) restart(i int) {
	rules, err := live.New([]byte(catalogs[0]))
	if err != nil {
		w.t.Fatal(err)
	}
	w.rules[i] = rules
	w.shops[i] = shop.NewServer(shop.Config{
		Rules: rules, Books: gatedBooks{w.backend.Books[i], &w.gate, w.last}, Store: gatedStore{w.backend.Stores[i], &w.gate},
		Provider: gatedProvider{w.stub, &w.gate}, Merchant: merchant, URL: "",
		Now: func() time.Time { return w.now }, Log: slog.New(slog.DiscardHandler), Refundable: refundable,
		Basket: func(_ *http.Request, id string) (shop.Basket, bool) { return basketOf(id), true },
	})
}

func basketOf(order string) shop.Basket {
	for _, b := range baskets {
		if b.ID == order {
			return b
		}
	}
	return shop.Basket{}
}

// during runs a request's steps behind a gate of its own. A process that ends is begun anew.
func (w *world) during(at int, g *gate, step func()) {
	before := w.gate
	w.gate = g
	w.depth++
	defer func() {
		w.gate = before
		w.depth--
		if r := recover(); r != nil {
			if _, ended := r.(stopped); !ended {
				panic(r)
			}
			w.restart(at)
		}
	}()
	step()
}

// send returns the status of the answer, or 0 if there was none.
func (w *world) send(at int, g *gate, staff bool, r *http.Request) (status int) {
	w.during(at, g, func() {
		var h http.Handler = w.shops[at]
		if staff {
			h = w.shops[at].Staff()
		}
		answer := httptest.NewRecorder()
		h.ServeHTTP(answer, r)
		status = answer.Code
	})
	return status
}

func (w *world) post(at int, g *gate, staff bool, path string, form url.Values) int {
	r := httptest.NewRequestWithContext(w.ctx, http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return w.send(at, g, staff, r)
}

// pay is a click on a method's button.
func (w *world) pay(at int, g *gate, b shop.Basket, method methods.ID) int {
	return w.post(at, g, false, "/orders/"+b.ID+"/pay", url.Values{"method": {string(method)}, "amount": {b.Amount.String()}})
}

func (w *world) record(order string) shop.Record {
	record, err := w.backend.Stores[0].Load(w.ctx, order)
	if err != nil {
		w.t.Fatal(err)
	}
	return record
}

// attempts are the ids of all attempts.
func (w *world) attempts() []string {
	var ids []string
	for _, b := range baskets {
		for _, a := range w.record(b.ID).Attempts {
			ids = append(ids, a.ID)
		}
	}
	return ids
}

// atProvider is what the provider says of an attempt.
func (w *world) atProvider(id string) provider.Order {
	o, err := w.stub.Query(w.ctx, id)
	if err != nil {
		w.t.Fatal(err)
	}
	return o
}
