package ledgertest

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

func lessThanReserved(t TB, open Open) {
	b := newBook(t, open)
	c, shops := daily("100.00"), shopDaily("100.00")
	b.reserve(payment("p1", "80.00", c, shops))
	_, err := b.Confirm(b.ctx, "p1", yuan("80.01"))
	if e := fails[*ledger.AmountError](b, "Confirm of more", err); e.Most != yuan("80.00") {
		b.Errorf("Confirm of more: at most %v, want 80.00 CNY", e.Most)
	}
	b.used(c, "80.00")
	if r := b.confirm("p1", "30.00"); r.Confirmed != yuan("30.00") || r.Amount != yuan("80.00") || r.Late {
		b.Errorf("Confirm = %+v, want 30.00 CNY of 80.00 CNY", r)
	}
	b.used(c, "30.00")
	b.used(shops, "30.00")
	b.reserve(payment("p2", "70.00", c, shops))
	b.confirm("p2", "0.00")
	b.used(c, "30.00")
	b.balanced()
}

func refunds(t TB, open Open) {
	b := newBook(t, open)
	c, shops := daily("100.00"), shopDaily("100.00")
	p := payment("p1", "80.00", c, shops)
	p.GiveBack = []limits.Counter{shops.Counter}
	b.reserve(p)
	b.confirm("p1", "70.00")
	if r := b.refund("p1", "r1", "20.00"); r.Refunded != yuan("20.00") || r.Confirmed != yuan("70.00") {
		b.Errorf("Refund = %+v, want 20.00 CNY of 70.00 CNY", r)
	}
	b.used(c, "70.00")
	b.used(shops, "50.00")
	_, err := b.Refund(b.ctx, "p1", "r2", yuan("50.01"))
	if e := fails[*ledger.AmountError](b, "Refund of more", err); e.Most != yuan("50.00") {
		b.Errorf("Refund of more: at most %v, want 50.00 CNY", e.Most)
	}
	b.refund("p1", "r2", "50.00")
	b.used(c, "70.00")
	b.used(shops, "0.00")
	b.balanced()

	b.after(24 * time.Hour)
	b.reserve(payment("p2", "60.00", c, shops))
	p.ID = "p3"
	p.Amount = yuan("40.00")
	b.reserve(p)
	b.confirm("p3", "40.00")
	b.after(24 * time.Hour)
	b.refund("p3", "r1", "40.00")
	b.used(shops, "0.00") // a refund raises no later day's limit
	b.reserve(payment("p4", "100.00", c, shops))
	b.at(noon.Add(24 * time.Hour))
	b.balanced()
}

func lateSuccess(t TB, open Open) {
	b := newBook(t, open)
	c, shops := daily("100.00"), shopDaily("1000.00")
	b.reserve(payment("p1", "60.00", c, shops))
	b.release("p1")
	b.reserve(payment("p2", "70.00", c, shops))
	r := b.confirm("p1", "50.00")
	over := r.Over()
	if !r.Late || len(over) != 1 || over[0].Counter != c.Counter {
		b.Fatalf("late Confirm = %+v, want one cap passed, %s", r, c.Counter)
	}
	if excess, ok := over[0].Excess(); !ok || excess != yuan("20.00") {
		b.Errorf("late Confirm passed the cap by %v, want 20.00 CNY", excess)
	}
	b.used(c, "120.00")
	b.used(shops, "120.00")
	if again := b.confirm("p1", "50.00"); !again.Late || len(again.Over()) != 1 {
		b.Errorf("late Confirm again = %+v, want the same excess", again)
	}

	whole := daily("1.00")
	whole.Counter = "whole"
	b.reserve(payment("p5", "1.00", whole))
	b.release("p5")
	if r := b.confirm("p5", "1.00"); !r.Late || len(r.Over()) != 0 {
		b.Errorf("Confirm of all after release = %+v, want a late one that passes no cap", r)
	}
	b.used(whole, "1.00")

	others := daily("1.00")
	others.Counter = "others"
	b.reserve(payment("p6", "1.00", others))
	b.release("p6")
	b.reserve(payment("p7", "1.00", others))
	b.confirm("p6", "1.00")
	if r := b.confirm("p7", "0.50"); r.Late || len(r.Over()) != 0 {
		b.Errorf("Confirm in time of what another payment took past its cap = %+v, want that it passes none", r)
	}
	b.used(others, "1.50")

	b.reserve(payment("p3", "10.00", shops))
	b.after(time.Hour)
	if r := b.confirm("p3", "10.00"); !r.Late || len(r.Over()) != 0 {
		b.Errorf("Confirm when the hold is over = %+v, want a late one that passes no cap", r)
	}
	b.sweep() // p2, whose hold is over as well
	b.used(shops, "60.00")

	b.reserve(payment("p4", "10.00", shops))
	b.after(24 * time.Hour)
	b.sweep()
	b.confirm("p4", "10.00")
	b.used(shops, "0.00") // it belongs to the day on which it was made
	b.balanced()
}

func twoCaps(t TB, open Open) {
	b := newBook(t, open)
	wide, narrow := daily("1000.00"), daily("100.00")
	for i, caps := range [][]limits.Cap{{wide, narrow}, {narrow, wide}} {
		first, second := fmt.Sprint("first", i), fmt.Sprint("second", i)
		b.reserve(payment(first, "60.00", caps...))
		refused := b.refused(payment(second, "40.01", caps...))
		if len(refused.Refusals) != 1 || refused.Refusals[0].Cap.Max != narrow.Max {
			b.Errorf("refused by %+v, want the cap of %v alone", refused.Refusals, narrow.Max)
		}
		b.release(first)
		b.reserve(payment(second, "100.00", caps...))
		over := b.confirm(first, "60.00").Over()
		if len(over) != 1 {
			b.Fatalf("late Confirm passes %+v, want one total", over)
		}
		if excess, ok := over[0].Excess(); !ok || excess != yuan("60.00") || over[0].Max != narrow.Max {
			b.Errorf("late Confirm passed %v by %v, want %v by 60.00 CNY", over[0].Max, excess, narrow.Max)
		}
		b.used(wide, "160.00")
		b.balanced()
		b.after(24 * time.Hour)
	}
}
