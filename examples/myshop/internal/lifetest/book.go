package lifetest

import (
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// book is what the totals of today should have reached, added up payment by payment.
type book map[total]tally

// total is one of the counters, of one buyer; empty for the merchant's.
type total struct {
	counter limits.Counter
	buyer   string
}

type tally struct{ minor, count int64 }

func totalOf(c limits.Counter, b shop.Basket) total {
	if c == "alipay.day" {
		return total{counter: c}
	}
	return total{c, b.Buyer}
}

func newBook() book { return book{} }

// add counts a payment of which left remains in the totals whose windows contain now.
func (b book) add(basket shop.Basket, held ledger.Reservation, left limits.Money, now time.Time) {
	for _, t := range held.Totals {
		if now.Before(t.From) || !now.Before(t.Until) {
			continue
		}
		key := totalOf(t.Counter, basket)
		sum, amount := b[key], held.Confirmed
		if slices.Contains(refundable, t.Counter) {
			amount = left
		}
		if amount.Sign() > 0 {
			sum.count++
		}
		sum.minor += amount.Minor()
		b[key] = sum
	}
}

// compare compares the totals of the ledger with those that were added up.
func (w *world) compare(expected book) {
	for _, b := range baskets {
		for _, c := range totals {
			used, ok := w.usage(c, b)
			if !ok {
				continue
			}
			key := totalOf(c.Counter, b)
			count, _ := used.Count()
			if got := (tally{used.Amount.Minor(), count}); got != expected[key] {
				w.t.Fatalf("%s of %q is at %+v, its payments add up to %+v", c.Counter, key.buyer, got, expected[key])
			}
		}
	}
}

func orderOf(attempt string) string {
	order, _, _ := strings.Cut(attempt, "_")
	return order
}

func cut(refund string) (order, id string) {
	order, id, _ = strings.Cut(refund, "/")
	return order, id
}
