package lifetest

import (
	"net/http"
	"slices"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// check is what holds at every instant.
func (w *world) check() {
	for _, b := range baskets {
		record := w.record(b.ID)
		w.checkForward(w.records[b.ID], record)
		w.records[b.ID] = record
		payments, current := 0, 0
		for _, a := range record.Attempts {
			w.checkAttempt(a)
			if a.State == shop.Paid && !a.Extra {
				payments++
			}
			if a.State == shop.New || a.State == shop.Open {
				current++
			}
		}
		if payments > 1 || current > 1 {
			w.t.Fatalf("order %s is paid %d times, and the buyer is at %d attempts", b.ID, payments, current)
		}
		w.checkCaps(b)
	}
}

// checkAttempt: what counts as paid is, and what can be paid has its room.
func (w *world) checkAttempt(a shop.Attempt) {
	o := w.atProvider(a.ID)
	if a.State == shop.Paid && (o.Status != provider.Paid || o.Amount != a.Amount) {
		w.t.Fatalf("attempt %s counts as paid with %s, the provider says %+v", a.ID, a.Amount, o)
	}
	if o.Status != provider.Open {
		return
	}
	if a.State != shop.Open && a.State != shop.Left {
		w.t.Fatalf("attempt %s is %s, and can be paid", a.ID, a.State)
	}
	if held := w.last[a.ID]; held.State != ledger.Reserved || !w.now.Before(held.Expires) {
		w.t.Fatalf("attempt %s can be paid, and its room is %s until %v", a.ID, held.State, held.Expires)
	}
}

// checkForward: nothing is forgotten, and an order that is paid is not paid again.
func (w *world) checkForward(before, after shop.Record) {
	for i, a := range before.Attempts {
		if i >= len(after.Attempts) {
			w.t.Fatalf("attempt %s is forgotten", a.ID)
		}
		b := after.Attempts[i]
		if a.State == shop.Paid && b.State != shop.Paid || a.State == shop.Closed && b.State != shop.Closed && b.State != shop.Paid {
			w.t.Fatalf("attempt %s was %s, and is %s", a.ID, a.State, b.State)
		}
		for _, refund := range a.Refunds {
			if !slices.ContainsFunc(b.Refunds, func(r shop.Refund) bool {
				return r.ID == refund.ID && r.Amount == refund.Amount && (refund.Status != provider.Refunded || r.Status == provider.Refunded)
			}) {
				w.t.Fatalf("refund %+v of attempt %s is now among %+v", refund, a.ID, b.Refunds)
			}
		}
		if a.State == shop.Paid && len(after.Attempts) > len(before.Attempts) {
			w.t.Fatalf("order %s was paid, and there is a new attempt", after.Order)
		}
	}
}

// checkNotice: what is acknowledged is in the books. Where nothing happened meanwhile, an
// order that is paid cannot be paid once more.
func (w *world) checkNotice(o provider.Order, status int, happened bool) {
	if !happened && status != http.StatusNoContent {
		w.t.Fatalf("a notice is answered with %d", status)
	}
	if status != http.StatusNoContent || o.Status != provider.Paid {
		return
	}
	for _, a := range w.record(orderOf(o.ID)).Attempts {
		if a.ID == o.ID && (a.State != shop.Paid || w.last[a.ID].State != ledger.Confirmed) {
			w.t.Fatalf("the payment of attempt %s is acknowledged: it is %s, in the ledger %s", a.ID, a.State, w.last[a.ID].State)
		}
		if !happened && w.atProvider(a.ID).Status == provider.Open {
			w.t.Fatalf("attempt %s has paid, and attempt %s can be paid", o.ID, a.ID)
		}
	}
}

// checkCaps: a total passes its cap by no more than what was paid late.
func (w *world) checkCaps(b shop.Basket) {
	for _, c := range totals {
		used, ok := w.usage(c, b)
		if !ok {
			continue
		}
		most, count := c.Max.Minor(), c.MaxCount
		for id := range w.late {
			most += basketOf(orderOf(id)).Amount.Minor()
			count++
		}
		n, _ := used.Count()
		if used.Amount.Minor() > most || c.MaxCount > 0 && n > count {
			w.t.Fatalf("%s of %s is at %v, its cap is %s and %d, late payments are %v", c.Counter, b.Buyer, used, c.Max, c.MaxCount, w.late)
		}
	}
}

// usage is what a cap's total has reached, and false for a guest's.
func (w *world) usage(c limits.Cap, b shop.Basket) (limits.Used, bool) {
	subjects := subjectsOf(b)
	for _, s := range c.Per {
		if _, known := subjects[s]; !known {
			return limits.Used{}, false
		}
	}
	usage, err := w.backend.Books[0].Usage(w.ctx, []limits.Cap{c}, subjects)
	if err != nil {
		w.t.Fatal(err)
	}
	return usage[c.Counter], true
}
