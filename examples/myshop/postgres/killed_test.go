package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/sample"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

func yuan(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

// killed is two shops on a database that is killed while they work.
type killed struct {
	t     *testing.T
	stub  *provider.Stub
	shops [2]*shop.Server
	steps chan struct{} // one for each step that has succeeded
	down  sync.RWMutex  // locked while the database is started again
	ahead time.Duration // of the shops' clocks; set when nobody works
}

func (k *killed) now() time.Time { return time.Now().Add(k.ahead) }

const buyers, orders = 4, 5

// Buyers pay and are refunded at both shops while PostgreSQL is killed with all its
// processes, again and again: every order is paid once, for its amount, and refunded once.
func TestTheDatabaseMayBeKilled(t *testing.T) {
	database, err := pgserver.Start(t.Context(), "jit=off", "fsync=off")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := database.Stop(); err != nil {
			t.Errorf("Stop: %v", err)
		}
	}()
	k := newKilled(t, database.DSN())
	var work sync.WaitGroup
	for buyer := range buyers {
		work.Go(func() {
			for order := range orders {
				k.live(fmt.Sprintf("b%dx%d", buyer, order))
			}
		})
	}
	go func() {
		work.Wait()
		close(k.steps)
	}()
	done := 0
	for range k.steps {
		if done++; done%20 != 0 {
			continue
		}
		if err := database.Kill(true); err != nil {
			t.Errorf("Kill: %v", err)
		}
		k.down.Lock()
		if err := database.Restart(t.Context()); err != nil {
			t.Errorf("Restart: %v", err)
		}
		k.down.Unlock()
	}
	if want := buyers * orders * 4; done != want {
		t.Errorf("%d steps, want %d", done, want)
	}
	for tries, err := 0, error(nil); tries == 0 || err != nil; tries++ {
		if tries == 100 { // some, over connections of before the kill, may fail
			t.Fatalf("Recover: %v", err)
		}
		k.ahead += 2 * time.Minute // refunds take one, and so does the lease of what has failed
		err = k.shops[tries%2].Recover(t.Context())
	}
	k.check(database.DSN())
}

func newKilled(t *testing.T, dsn string) *killed {
	t.Helper()
	key, err := provider.NewKey()
	if err != nil {
		t.Fatal(err)
	}
	k := &killed{t: t, steps: make(chan struct{})}
	k.stub = provider.New("/cashier", "myshop", key, k.now)
	for i := range k.shops {
		config, err := sampleShop(k.stub, "", slog.New(slog.DiscardHandler))
		if err != nil {
			t.Fatal(err)
		}
		config.Now = k.now
		config.Basket = func(_ *http.Request, id string) (shop.Basket, bool) {
			buyer, _, _ := strings.Cut(id, "x")
			return shop.Basket{ID: id, Amount: yuan("100.00"), Buyer: buyer}, true
		}
		if k.shops[i], err = newShop(t.Context(), connect(t, dsn), "myshop", config); err != nil {
			t.Fatal(err)
		}
	}
	return k
}

// live is the life of one order: each step is asked for until it is done.
func (k *killed) live(order string) {
	path := "/orders/" + order
	post := func(h http.Handler, path string, form url.Values) int {
		r := httptest.NewRequestWithContext(k.t.Context(), http.MethodPost, path, strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("User-Agent", sample.ChromeOnDesktop)
		return k.send(h, r)
	}
	k.until(http.StatusSeeOther, func(s *shop.Server) int {
		return post(s, path+"/pay", url.Values{"method": {"alipay"}, "amount": {"100.00 CNY"}})
	})
	if err := k.stub.Pay(order + "_0001"); err != nil {
		k.t.Errorf("Pay(%s_0001): %v", order, err)
	}
	k.steps <- struct{}{}
	k.until(http.StatusNoContent, func(s *shop.Server) int {
		for _, n := range k.stub.Notices() {
			r, err := k.stub.Request(k.t.Context(), n)
			if err != nil {
				k.t.Error(err)
				continue
			}
			if strings.Contains(fmt.Sprint(n), `"`+order+`_0001"`) {
				return k.send(s, r)
			}
		}
		return 0
	})
	k.until(http.StatusOK, func(s *shop.Server) int {
		return post(s.Staff(), path+"/refunds", url.Values{"refund": {"r1"}, "amount": {"40.00 CNY"}})
	})
}

func (k *killed) send(h http.Handler, r *http.Request) int {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Code
}

// until asks the shops in turn until the answer is the one that is wanted, but not for ever.
func (k *killed) until(want int, ask func(*shop.Server) int) {
	got := 0
	for i := range 1000 {
		k.down.RLock()
		got = ask(k.shops[i%2])
		k.down.RUnlock()
		if got == want {
			k.steps <- struct{}{}
			return
		}
	}
	k.t.Errorf("a request is answered with %d again and again, want %d", got, want)
}

// check compares the books of the shop, of the ledger and of the provider.
func (k *killed) check(dsn string) {
	db := connect(k.t, dsn)
	records, err := newStore(k.t.Context(), db, "myshop")
	if err != nil {
		k.t.Fatal(err)
	}
	books, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: "myshop_ledger"})
	if err != nil {
		k.t.Fatal(err)
	}
	for buyer := range buyers {
		for order := range orders {
			id := fmt.Sprintf("b%dx%d", buyer, order)
			record, err := records.Load(k.t.Context(), id)
			if err != nil || len(record.Attempts) != 1 || record.Attempts[0].State != shop.Paid || !record.Due.IsZero() {
				k.t.Errorf("order %s: %+v, %v", id, record, err)
			}
			held, err := books.Confirm(k.t.Context(), id+"_0001", yuan("100.00"))
			if err != nil || !held.Replay || held.Refunded != yuan("40.00") || k.stub.Balance(id+"_0001") != yuan("60.00") {
				k.t.Errorf("order %s: %s refunded in the ledger, replay %t, %v; the provider keeps %s", id, held.Refunded, held.Replay, err, k.stub.Balance(id+"_0001"))
			}
		}
	}
	if found, err := books.Audit(k.t.Context()); err != nil || len(found) > 0 {
		k.t.Errorf("the audit finds %v, %v", found, err)
	}
}
