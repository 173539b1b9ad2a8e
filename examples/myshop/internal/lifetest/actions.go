package lifetest

import (
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// actions are what may happen next, and what is checked after each.
func (w *world) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"":            func(*rapid.T) { w.check() },
		"click":       w.clicks,
		"go on":       w.goesOn,
		"buy":         w.buys,
		"look":        w.looks,
		"pay":         w.pays,
		"pay late":    w.paysLate,
		"notice":      w.notices,
		"forge":       w.forges,
		"refund":      w.refunds,
		"refund more": w.refunds,
		"round":       w.rounds,
		"reload":      w.reloads,
		"restart":     func(t *rapid.T) { w.restart(drawShop(t)) },
		"time":        w.waits,
	}
}

func drawShop(t *rapid.T) int { return rapid.IntRange(0, 1).Draw(t, "shop") }

// gateFor draws what happens during a request about an order, if it is about one. Another
// one about the same order may run meanwhile, but not a third one.
func (w *world) gateFor(t *rapid.T, order string) *gate {
	g := &gate{}
	if w.depth == 0 {
		g.draw(t, func() {
			w.about = order
			defer func() { w.about = "" }()
			others := map[string]func(*rapid.T){
				"click": w.clicks, "go on": w.goesOn, "pay": w.pays, "notice": w.notices, "refund": w.refunds, "round": w.rounds,
			}
			others[rapid.SampledFrom(slices.Sorted(maps.Keys(others))).Draw(t, "another")](t)
		})
	}
	return g
}

// basket draws an order: the one that the request under way is about, if there is one.
func (w *world) basket(t *rapid.T) shop.Basket {
	if w.about != "" {
		return basketOf(w.about)
	}
	return rapid.SampledFrom(baskets).Draw(t, "order")
}

// clicks: a buyer picks a method.
func (w *world) clicks(t *rapid.T) {
	b := w.basket(t)
	w.picks(t, b, rapid.SampledFrom(picked).Draw(t, "method"))
}

func (w *world) picks(t *rapid.T, b shop.Basket, method methods.ID) {
	at := drawShop(t)
	g := w.gateFor(t, b.ID)
	if status := w.pay(at, g, b, method); !g.happened && status != http.StatusSeeOther && status != http.StatusConflict {
		t.Fatalf("a click is answered with %d", status)
	}
}

// goesOn: a buyer clicks twice, or comes back and picks the same method, or gives it up.
func (w *world) goesOn(t *rapid.T) {
	b := w.basket(t)
	attempts := w.record(b.ID).Attempts
	if len(attempts) == 0 {
		return
	}
	if rapid.Bool().Draw(t, "gives up") {
		at := drawShop(t)
		g := w.gateFor(t, b.ID)
		w.post(at, g, false, "/orders/"+b.ID+"/cancel", nil)
		last := attempts[len(attempts)-1]
		if !g.happened && last.State == shop.Open && w.atProvider(last.ID).Status == provider.Open {
			t.Fatalf("attempt %s is given up, and can be paid", last.ID)
		}
		return
	}
	w.picks(t, b, attempts[len(attempts)-1].Method)
}

// buys: a buyer pays, and the shop is told.
func (w *world) buys(t *rapid.T) {
	b := w.basket(t)
	if w.pay(drawShop(t), &gate{}, b, methods.WeChatPay) != http.StatusSeeOther {
		return
	}
	attempts := w.record(b.ID).Attempts
	if id := attempts[len(attempts)-1].ID; w.stub.Pay(id) == nil {
		all := w.stub.Notices()
		w.deliver(drawShop(t), &gate{}, all[len(all)-1], nil)
	}
}

// looks: a buyer opens the page, or comes back to it.
func (w *world) looks(t *rapid.T) {
	b := w.basket(t)
	at := drawShop(t)
	w.send(at, w.gateFor(t, b.ID), false, httptest.NewRequestWithContext(w.ctx, http.MethodGet, "/orders/"+b.ID, nil))
}

// pays: a buyer pays at the provider, in whichever tab is still open.
func (w *world) pays(t *rapid.T) {
	if ids := w.attempts(); len(ids) > 0 {
		_ = w.stub.Pay(rapid.SampledFrom(ids).Draw(t, "attempt")) // it may be over
	}
}

// paysLate: a bank reports a success of what is closed.
func (w *world) paysLate(t *rapid.T) {
	ids := w.attempts()
	if len(ids) == 0 {
		return
	}
	id := rapid.SampledFrom(ids).Draw(t, "attempt")
	if w.stub.PayLate(id) == nil {
		w.late[id] = true
	}
}

// notices: the provider sends any notice that there ever was.
func (w *world) notices(t *rapid.T) {
	if all := w.stub.Notices(); len(all) > 0 {
		n := rapid.SampledFrom(all).Draw(t, "notice")
		at := drawShop(t)
		o := w.orderIn(n)
		g := w.gateFor(t, orderOf(o.ID))
		status := w.deliver(at, g, n, nil)
		w.checkNotice(o, status, g.happened)
	}
}

// forges: somebody else sends a notice under the signature of a genuine one, which has no
// such space. It is refused, and the checks find what it changes.
func (w *world) forges(t *rapid.T) {
	all := w.stub.Notices()
	ids := w.attempts()
	if len(all) == 0 || len(ids) == 0 {
		return
	}
	body := `{ "merchant":"myshop","order":"` + rapid.SampledFrom(ids).Draw(t, "attempt") + `","status":"` +
		rapid.SampledFrom([]string{"paid", "closed"}).Draw(t, "status") + `","total":30000,"currency":"CNY"}`
	status := w.deliver(drawShop(t), &gate{}, all[0], func(r *http.Request) { r.Body = io.NopCloser(strings.NewReader(body)) })
	if status != http.StatusUnauthorized {
		t.Fatalf("a forged notice is answered with %d: %s", status, body)
	}
}

// refunds: staff pays a part back, and may ask for it again.
func (w *world) refunds(t *rapid.T) {
	b := w.basket(t)
	id := rapid.SampledFrom([]string{"r1", "r2", "r3"}).Draw(t, "refund")
	amount := rapid.SampledFrom([]string{"50.00 CNY", "100.00 CNY", "300.00 CNY"}).Draw(t, "amount")
	at := drawShop(t)
	status := w.post(at, w.gateFor(t, b.ID), true, "/orders/"+b.ID+"/refunds", url.Values{"refund": {id}, "amount": {amount}})
	if status == http.StatusOK {
		w.promised[b.ID+"/"+id] = limits.MustParseMoney(amount)
	}
}

// rounds: what a shop does every few seconds.
func (w *world) rounds(t *rapid.T) {
	at := drawShop(t)
	w.during(at, w.gateFor(t, ""), func() { _ = w.shops[at].Recover(w.ctx) }) // a later round takes up what fails
}

func (w *world) reloads(t *rapid.T) {
	at, version := drawShop(t), rapid.IntRange(0, 1).Draw(t, "catalog")
	if err := w.rules[at].Replace([]byte(catalogs[version]), nil); err != nil {
		t.Fatal(err)
	}
}

func (w *world) waits(t *rapid.T) {
	w.setClock(w.now.Add(rapid.SampledFrom([]time.Duration{time.Second, 5 * time.Minute, 15 * time.Minute, 20 * time.Minute}).Draw(t, "time")))
}
