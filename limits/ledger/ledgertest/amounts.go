package ledgertest

import (
	"math"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

func largeAmounts(t TB, open Open) {
	for _, c := range []limits.Cap{daily("0.00"), rolling("0.00")} {
		c.Max = fen(math.MaxInt64)
		largeAmountsOf(newFixture(t, open), c)
	}
}

func largeAmountsOf(f *fixture, c limits.Cap) {
	f.Helper()
	of := func(id string, amount int64) ledger.Payment {
		p := payment(id, "0.00", c)
		p.Amount = fen(amount)
		return p
	}
	f.reserve(of("p1", math.MaxInt64-1))
	f.refused(of("p2", 2))
	f.refused(of("p2", math.MaxInt64))
	f.reserve(of("p2", 1))
	f.refused(of("p3", 1))
	f.release("p1")
	f.reserve(of("p3", math.MaxInt64-1))
	f.reaches(c, math.MaxInt64)
	f.auditClean()

	f.confirm("p2", "0.01")
	r := f.must("late Confirm", ledger.Confirmed)(f.Confirm(f.ctx, "p1", fen(math.MaxInt64-1)))
	over := r.Over()
	if len(over) != 1 || over[0].Used.Amount != fen(math.MaxInt64) || over[0].Uncounted != fen(math.MaxInt64-1) {
		f.Fatalf("late Confirm of more than a total can hold = %+v, want that it passes the cap by what is not counted", r)
	}
	if excess, ok := over[0].Excess(); !ok || excess != fen(math.MaxInt64-1) {
		f.Errorf("late Confirm passed the cap by %v, want %v", excess, fen(math.MaxInt64-1))
	}
	f.counted(c, 3)
	f.refused(of("p4", 1))
	f.release("p3")
	f.reaches(c, 1)
	f.auditClean()

	part := of("part", 10)
	part.Refundable = []limits.Counter{c.Counter}
	f.reserve(part)
	f.release("part")
	f.reserve(of("p5", math.MaxInt64-5))
	r = f.must("late Confirm", ledger.Confirmed)(f.Confirm(f.ctx, "part", fen(10)))
	if total := r.Totals[0]; total.Used.Amount != fen(math.MaxInt64) || total.Uncounted != fen(6) {
		f.Errorf("late Confirm of 0.10 CNY leaves %+v, want 0.06 CNY uncounted", total)
	}
	if total := f.refund("part", "r1", "0.05").Totals[0]; total.Uncounted != fen(5) { // all that remains
		f.Errorf("a Refund of 0.05 CNY leaves %+v, want 0.05 CNY uncounted", total)
	}
	f.auditClean()
	f.reaches(c, math.MaxInt64-4)
	f.refund("part", "r2", "0.05")
	f.counted(c, 3)
	f.release("p5")
	f.reaches(c, 1)
	f.auditClean()
}

// reaches checks what the total of a cap has reached, in minor units.
func (f *fixture) reaches(c limits.Cap, want int64) {
	f.Helper()
	if got := f.usage(c); got != fen(want) {
		f.Errorf("Usage reports that %s has reached %v, want %v", c.Counter, got, fen(want))
	}
}
