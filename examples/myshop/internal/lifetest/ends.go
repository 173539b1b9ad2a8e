package lifetest

import (
	"context"
	"net/http"
	"net/url"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/methods"
)

// Ends lives one life again and again, in which the shop ends, or an answer gets lost, at
// the first of its calls, then at the second one, and so on to the last. Whoever got no
// answer asks once more, at the other shop.
func Ends(t rapid.TB, open Open) {
	t.Helper()
	for _, what := range []event{loseCall, loseAnswer, stopBefore, stopAfter} {
		at := 1
		for ; ; at++ {
			w := newWorld(context.Background(), t, open)
			g := &gate{at: at, what: what}
			w.life(g)
			if !g.happened {
				break
			}
			w.settleAll(at%2 == 0)
		}
		if at < 20 {
			t.Fatalf("a life has %d calls", at-1)
		}
	}
}

// life: a buyer picks a method, then another one, pays and comes back; staff refunds a part.
func (w *world) life(g *gate) {
	b := baskets[0]
	for _, method := range []methods.ID{methods.FriendPay, methods.Alipay} {
		w.insist("a click", http.StatusSeeOther, func(at int) int { return w.pay(at, g, b, method) })
	}
	attempts := w.record(b.ID).Attempts
	paid := attempts[len(attempts)-1].ID
	if err := w.stub.Pay(paid); err != nil {
		w.t.Fatal(err)
	}
	for _, n := range w.stub.Notices() {
		w.insist("a notice", http.StatusNoContent, func(at int) int { return w.deliver(at, g, n, nil) })
	}
	w.insist("a refund", http.StatusOK, func(at int) int {
		return w.post(at, g, true, "/orders/"+b.ID+"/refunds", url.Values{"refund": {"r1"}, "amount": {"100.00 CNY"}})
	})
	if left := w.stub.Balance(paid); left != yuan("200.00") {
		w.t.Fatalf("%s of attempt %s remain at the provider", left, paid)
	}
	w.check()
}

// insist asks a shop, and the other one if the answer is not the one that is wanted.
func (w *world) insist(name string, want int, ask func(at int) int) {
	if ask(0) == want {
		return
	}
	if status := ask(1); status != want {
		w.t.Fatalf("%s is answered with %d the second time", name, status)
	}
}
