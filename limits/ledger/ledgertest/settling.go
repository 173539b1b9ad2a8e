package ledgertest

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

func lessThanReserved(t TB, open Open) {
	f := newFixture(t, open)
	c, shops := daily("100.00"), shopDaily("100.00")
	f.reserve(payment("p1", "80.00", c, shops))
	_, err := f.Confirm(f.ctx, "p1", yuan("80.01"))
	if e := fails[*ledger.AmountError](f, "Confirm of more", err); e.Max != yuan("80.00") || e.ID != "p1" || e.Call != "Confirm" || e.Amount != yuan("80.01") {
		f.Errorf("Confirm of 80.01 CNY of p1: %+v, want at most 80.00 CNY", *e)
	}
	f.used(c, "80.00")
	if r := f.confirm("p1", "30.00"); r.Confirmed != yuan("30.00") || r.Amount != yuan("80.00") || r.Late {
		f.Errorf("Confirm = %+v, want 30.00 CNY of 80.00 CNY", r)
	}
	f.used(c, "30.00")
	f.used(shops, "30.00")
	f.reserve(payment("p2", "70.00", c, shops))
	f.confirm("p2", "0.00")
	f.used(c, "30.00")
	f.auditClean()
}

func refunds(t TB, open Open) {
	f := newFixture(t, open)
	c, shops := daily("100.00"), shopDaily("100.00")
	p := payment("p1", "80.00", c, shops)
	p.Refundable = []limits.Counter{shops.Counter}
	f.reserve(p)
	f.confirm("p1", "70.00")
	if r := f.refund("p1", "r1", "20.00"); r.Refunded != yuan("20.00") || r.Confirmed != yuan("70.00") {
		f.Errorf("Refund = %+v, want 20.00 CNY of 70.00 CNY", r)
	}
	f.used(c, "70.00")
	f.used(shops, "50.00")
	_, err := f.Refund(f.ctx, "p1", "r2", yuan("50.01"))
	if e := fails[*ledger.AmountError](f, "Refund of more", err); e.Max != yuan("50.00") || e.ID != "p1" || e.Call != "Refund" || e.Amount != yuan("50.01") {
		f.Errorf("Refund of 50.01 CNY of p1: %+v, want at most 50.00 CNY", *e)
	}
	f.refund("p1", "r2", "50.00")
	f.used(c, "70.00")
	f.used(shops, "0.00")
	f.auditClean()

	f.after(24 * time.Hour)
	f.reserve(payment("p2", "60.00", c, shops))
	p.ID = "p3"
	p.Amount = yuan("40.00")
	f.reserve(p)
	f.confirm("p3", "40.00")
	f.after(24 * time.Hour)
	f.refund("p3", "r1", "40.00")
	f.used(shops, "0.00") // a refund frees no room on a later day
	f.reserve(payment("p4", "100.00", c, shops))
	f.at(noon.Add(24 * time.Hour))
	f.auditClean()
}

func lateSuccess(t TB, open Open) {
	f := newFixture(t, open)
	c, shops := daily("100.00"), shopDaily("1000.00")
	f.reserve(payment("p1", "60.00", c, shops))
	f.release("p1")
	f.reserve(payment("p2", "70.00", c, shops))
	r := f.confirm("p1", "50.00")
	over := r.Over()
	if !r.Late || len(over) != 1 || over[0].Counter != c.Counter {
		f.Fatalf("late Confirm = %+v, want one cap passed, %s", r, c.Counter)
	}
	if excess, ok := over[0].Excess(); !ok || excess != yuan("20.00") {
		f.Errorf("late Confirm passed the cap by %v, want 20.00 CNY", excess)
	}
	f.used(c, "120.00")
	f.used(shops, "120.00")
	if again := f.confirm("p1", "50.00"); !again.Late || len(again.Over()) != 1 {
		f.Errorf("late Confirm again = %+v, want the same excess", again)
	}

	whole := daily("1.00")
	whole.Counter = "whole"
	f.reserve(payment("p5", "1.00", whole))
	f.release("p5")
	if r := f.confirm("p5", "1.00"); !r.Late || len(r.Over()) != 0 {
		f.Errorf("Confirm of all after release = %+v, want a late one that passes no cap", r)
	}
	f.used(whole, "1.00")

	others := daily("1.00")
	others.Counter = "others"
	f.reserve(payment("p6", "1.00", others))
	f.release("p6")
	f.reserve(payment("p7", "1.00", others))
	f.confirm("p6", "1.00")
	if r := f.confirm("p7", "0.50"); r.Late || len(r.Over()) != 0 {
		f.Errorf("Confirm in time of what another payment took past its cap = %+v, want that it passes none", r)
	}
	f.used(others, "1.50")

	f.reserve(payment("p3", "10.00", shops))
	f.after(time.Hour)
	if r := f.confirm("p3", "10.00"); !r.Late || len(r.Over()) != 0 {
		f.Errorf("Confirm when the hold has ended = %+v, want a late one that passes no cap", r)
	}
	f.sweep() // p2, whose hold has ended as well
	f.used(shops, "60.00")

	f.reserve(payment("p4", "10.00", shops))
	f.after(24 * time.Hour)
	f.sweep()
	f.confirm("p4", "10.00")
	f.used(shops, "0.00") // it belongs to the day on which it was made
	f.auditClean()
}

func twoCaps(t TB, open Open) {
	f := newFixture(t, open)
	wide, narrow := daily("1000.00"), daily("100.00")
	for i, caps := range [][]limits.Cap{{wide, narrow}, {narrow, wide}} {
		first, second := fmt.Sprint("first", i), fmt.Sprint("second", i)
		f.reserve(payment(first, "60.00", caps...))
		refused := f.refused(payment(second, "40.01", caps...))
		if len(refused.Refusals) != 1 || refused.Refusals[0].Cap.Max != narrow.Max {
			f.Errorf("refused by %+v, want the cap of %v alone", refused.Refusals, narrow.Max)
		}
		f.release(first)
		f.reserve(payment(second, "100.00", caps...))
		over := f.confirm(first, "60.00").Over()
		if len(over) != 1 {
			f.Fatalf("late Confirm passes %+v, want one total", over)
		}
		if excess, ok := over[0].Excess(); !ok || excess != yuan("60.00") || over[0].Max != narrow.Max {
			f.Errorf("late Confirm passed %v by %v, want %v by 60.00 CNY", over[0].Max, excess, narrow.Max)
		}
		f.used(wide, "160.00")
		f.auditClean()
		f.after(24 * time.Hour)
	}
}
