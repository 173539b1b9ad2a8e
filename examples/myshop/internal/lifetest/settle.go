package lifetest

import (
	"errors"
	"slices"
	"time"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// settleAll lets everything end, without mishaps, and compares the books of the shop, of the
// ledger and of the provider. The last notices arrive or get lost.
func (w *world) settleAll(arrive bool) {
	for range 3 {
		for _, n := range w.stub.Notices() {
			// Nobody asks any more about what is closed: a late success is for the provider
			// to tell.
			if o := w.orderIn(n); arrive || w.late[o.ID] {
				w.checkNotice(o, w.deliver(0, &gate{}, n, nil), false)
			}
		}
		w.setClock(w.now.Add(21 * time.Minute))
		for _, s := range w.shops {
			if err := s.Recover(w.ctx); err != nil {
				w.t.Fatal(err)
			}
		}
	}
	w.check()
	for refund, amount := range w.promised {
		w.checkRefund(refund, amount)
	}
	expected := newBook()
	for _, b := range baskets {
		w.checkOrder(b, expected)
	}
	w.compare(expected)
	found, err := w.backend.Books[0].Audit(w.ctx)
	if err != nil || len(found) > 0 {
		w.t.Fatalf("the audit finds %v, %v", found, err)
	}
}

// checkOrder compares what is known of one order, and adds up what the ledger should have.
func (w *world) checkOrder(b shop.Basket, expected book) {
	record := w.record(b.ID)
	paid, kept := 0, 0
	for _, a := range record.Attempts {
		switch {
		case w.atProvider(a.ID).Status == provider.Paid && a.State != shop.Paid:
			w.t.Fatalf("attempt %s is paid, and the shop has it as %s", a.ID, a.State)
		case a.State == shop.Paid:
			paid++
			if !a.Extra {
				kept++
			}
			w.checkPaid(b, a, expected)
		case a.State == shop.Closed:
			w.checkClosed(a)
		default:
			w.t.Fatalf("attempt %s is still %s", a.ID, a.State)
		}
	}
	if paid > 0 && kept != 1 {
		w.t.Fatalf("order %s is paid by %d attempts, of which %d count", b.ID, paid, kept)
	}
}

func (w *world) checkPaid(b shop.Basket, a shop.Attempt, expected book) {
	left := a.Amount
	for _, refund := range a.Refunds {
		if refund.Status != provider.Refunded {
			w.t.Fatalf("refund %s of attempt %s is %q", refund.ID, a.ID, refund.Status)
		}
		left, _ = left.Sub(refund.Amount) // they are all in yuan
	}
	if balance := w.stub.Balance(a.ID); balance != left || a.Extra && balance.Sign() != 0 {
		w.t.Fatalf("the shop keeps %s of attempt %s, extra %t, and the provider says %s", left, a.ID, a.Extra, balance)
	}
	held, err := w.backend.Books[0].Confirm(w.ctx, a.ID, a.Amount)
	if err != nil || !held.Replay {
		w.t.Fatalf("attempt %s is paid, and the ledger did not know: %v", a.ID, err)
	}
	if remains, err := held.Confirmed.Sub(held.Refunded); err != nil || remains != left {
		w.t.Fatalf("of attempt %s %s remain, and in the ledger %s", a.ID, left, remains)
	}
	counter, counts := counters[a.Method]
	if counts && !slices.ContainsFunc(held.Totals, func(t ledger.Total) bool { return t.Counter == counter }) {
		w.t.Fatalf("attempt %s does not count in %s: %v", a.ID, counter, held.Totals)
	}
	expected.add(b, held, left, w.now)
}

// checkClosed: what was not paid holds no room.
func (w *world) checkClosed(a shop.Attempt) {
	held, err := w.backend.Books[0].Release(w.ctx, a.ID)
	unknown := (*ledger.UnknownPaymentError)(nil)
	if errors.As(err, &unknown) {
		return // its room was never held
	}
	if err != nil || !held.Replay {
		w.t.Fatalf("attempt %s is closed, and was %s in the ledger until now, %v", a.ID, held.State, err)
	}
}

// checkRefund: what staff was told has happened.
func (w *world) checkRefund(refund string, amount limits.Money) {
	order, id := cut(refund)
	for _, a := range w.record(order).Attempts {
		for _, r := range a.Refunds {
			if !a.Extra && r.ID == id && r.Amount == amount {
				return
			}
		}
	}
	w.t.Fatalf("refund %s of %s was answered, and is not in the books", refund, amount)
}
