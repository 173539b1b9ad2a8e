package ledgertest

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// rollingRules are about windows that trail the payment.
var rollingRules = []Rule{
	{
		"a rolling window is exact",
		"A payment counts until exactly the length of the window after it was made, to the microsecond, and no longer.",
		rollingExactly,
	}, {
		"a rolling window moves",
		"Each payment drops out by itself; the amounts and the number of those that stay are right at every instant.",
		rollingMoves,
	}, {
		"calls change what a rolling window holds",
		"Release, a smaller Confirm, late success and Refund change a rolling total while it holds the payment, and not once it has dropped out.",
		rollingSettled,
	}, {
		"a clock that jumps over a rolling window",
		"A clock that jumps ahead and comes back finds every payment in the window again, with what happened to it meanwhile.",
		rollingJump,
	}, {
		"rolling windows past retention",
		"What has dropped out longer than Retention ago is deleted, and nothing that has not.",
		rollingRetention,
	}, {
		"many callers and one rolling total",
		"However many concurrent callers there are, they never reserve more than the cap in any window, and no payment that fits alone is refused.",
		rollingOverspend,
	},
}

// rolling is a cap on the buyer's last 24 hours.
func rolling(limit string) limits.Cap {
	c := daily(limit)
	c.Window, c.Counter = limits.Rolling(24*time.Hour), "buyer.rolling"
	return c
}

func rollingExactly(t TB, open Open) {
	f := newFixture(t, open)
	c := rolling("100.00")
	r := f.reserve(payment("p1", "60.00", c))
	if total := r.Totals[0]; !total.From.Equal(noon.Add(-24*time.Hour)) || !total.Until.Equal(noon.Add(24*time.Hour)) {
		f.Errorf("made at %v, it counts in the window of %v to %v, want one day to each side", noon, total.From, total.Until)
	}
	f.confirm("p1", "60.00")
	other := payment("other", "30.00", c) // in a total of its own
	other.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b2")}
	f.reserve(other)
	f.after(smallest)
	f.reserve(payment("p2", "40.00", c))
	f.confirm("p2", "40.00")

	f.at(noon.Add(24*time.Hour - smallest))
	f.used(c, "100.00")
	f.refused(payment("p3", "0.01", c))
	f.after(smallest)
	f.used(c, "40.00")
	f.refused(payment("p3", "60.01", c))
	f.reserve(payment("p3", "60.00", c))
	f.refused(payment("p4", "0.01", c))
	f.after(smallest)
	f.used(c, "60.00")
	f.reserve(payment("p4", "40.00", c))
	f.auditClean()
}

func rollingMoves(t TB, open Open) {
	f := newFixture(t, open)
	c := rolling("1000.00")
	c.MaxCount = 100
	const payments, apart = 40, time.Hour
	for i := range payments {
		f.at(noon.Add(time.Duration(i) * apart))
		p := payment(id(i), fmt.Sprint(i+1, ".00"), c)
		p.Hold = 1000 * time.Hour
		f.reserve(p)
	}
	for hour := payments - 1; hour < payments+24; hour++ {
		f.at(noon.Add(time.Duration(hour) * apart))
		var sum, count int64
		for i := range payments {
			if hour-i < 24 {
				sum += int64(i+1) * 100
				count++
			}
		}
		if got := f.usage(c); got != fen(sum) {
			f.Errorf("after %d hours the window holds %v, want %v", hour, got, fen(sum))
		}
		f.counted(c, count)
		if hour%5 == 0 {
			f.reserve(payment("nothing"+id(hour), "0.00", c)) // which moves the total
			f.release("nothing" + id(hour))
		}
		f.auditClean()
	}
}

func rollingSettled(t TB, open Open) {
	f := newFixture(t, open)
	c, shops := rolling("100.00"), shopDaily("1000.00")
	made := func(id, amount string) {
		f.Helper()
		p := payment(id, amount, c, shops)
		p.Hold, p.Refundable = 100*time.Hour, []limits.Counter{c.Counter}
		f.reserve(p)
	}
	made("less", "10.00")
	made("released", "20.00")
	made("late", "30.00")
	made("refunded", "40.00")
	f.confirm("refunded", "40.00")
	f.after(20 * time.Hour)
	f.confirm("less", "6.00")
	f.used(c, "96.00")
	f.release("released")
	f.release("late")
	f.used(c, "46.00")
	f.refund("refunded", "r1", "15.00")
	f.used(c, "31.00")
	f.reserve(payment("next", "60.00", c))
	late := f.confirm("late", "30.00")
	if over := late.Over(); len(over) != 1 || over[0].Counter != c.Counter {
		f.Errorf("late Confirm = %+v, want one cap passed, %s", late, c.Counter)
	}
	f.used(c, "121.00")
	f.counted(c, 4)
	f.auditClean()

	f.after(4 * time.Hour) // what was made at noon drops out, and the hold of the next has ended
	f.sweep()
	f.used(c, "0.00")
	f.refund("refunded", "r2", "25.00")
	f.used(c, "0.00")
	made("after", "100.00")
	f.used(c, "100.00")
	f.counted(c, 1)
	f.auditClean()
}

func rollingJump(t TB, open Open) {
	f := newFixture(t, open)
	c := rolling("100.00")
	made := func(id, amount string) {
		f.Helper()
		p := payment(id, amount, c)
		p.Hold = ledger.MaxHold
		f.reserve(p)
	}
	made("released", "10.00")
	made("less", "20.00")
	made("open", "30.00")
	f.at(noon.Add(2 * ledger.Retention))
	f.sweep()
	f.used(c, "0.00")
	made("ahead", "40.00")
	f.release("released")
	f.confirm("less", "5.00")
	f.auditClean()
	f.at(noon.Add(time.Hour))
	f.used(c, "75.00") // what was made in the future has been made
	f.counted(c, 3)
	f.refused(payment("over", "25.01", c))
	made("fits", "25.00")
	f.auditClean()
	f.at(noon.Add(24 * time.Hour))
	f.used(c, "65.00")
	f.auditClean()

	f = newFixture(t, open)
	made("before", "10.00")
	f.at(noon.Add(24 * time.Hour))
	made("drops the one before", "20.00")
	f.used(c, "20.00")
	f.at(noon.Add(time.Hour))
	f.used(c, "30.00")
	f.counted(c, 2)
	f.auditClean()
}

func rollingRetention(t TB, open Open) {
	f := newFixture(t, open)
	c := rolling("100.00")
	life := shopDaily("1000.00")
	life.Window = limits.Lifetime()
	f.reserve(payment("kept", "5.00", c, life)) // longer than its rolling total
	f.confirm("kept", "5.00")
	f.reserve(payment("p1", "10.00", c))
	f.confirm("p1", "10.00")
	f.at(noon.Add(20 * 24 * time.Hour))
	f.reserve(payment("p2", "20.00", c))
	f.confirm("p2", "20.00")
	swept := func(after time.Duration) int {
		f.Helper()
		f.at(noon.Add(24*time.Hour + ledger.Retention + after))
		deleted := f.sweep().Deleted
		f.auditClean()
		return deleted
	}
	if deleted := swept(0) + swept(confirmation-smallest); deleted != 0 {
		f.Errorf("sweeps before a reading of the clock is confirmed deleted %d", deleted)
	}
	if deleted := swept(confirmation); deleted != 1 {
		f.Errorf("a sweep deleted %d, want the first payment alone", deleted)
	}
	f.must("Confirm again", ledger.Confirmed)(f.Confirm(f.ctx, "p2", yuan("20.00")))
	_, err := f.Confirm(f.ctx, "p1", yuan("10.00"))
	fails[*ledger.UnknownPaymentError](f, "Confirm of a deleted payment", err)
	swept(20 * 24 * time.Hour)
	if deleted := swept(40 * 24 * time.Hour); deleted == 0 {
		f.Error("a sweep deleted nothing, want the second payment")
	}
	f.used(c, "0.00")
	swept(60 * 24 * time.Hour) // the total too
	f.used(c, "0.00")
	f.reserve(payment("p1", "100.00", c)) // a new payment
	f.used(c, "100.00")
	f.auditClean()
}

func rollingOverspend(t TB, open Open) {
	f := newFixture(t, open)
	c := rolling("50.00")
	for round := range 4 {
		reserved := f.count(f.together(callers, []limits.Cap{c}, func(l ledger.Ledger, i int) (ledger.Reservation, error) {
			p := payment(fmt.Sprint(round, id(i)), "10.00", c)
			p.Hold = 100 * time.Hour
			return l.Reserve(f.ctx, p)
		}))
		if want := []int{5, 0, 5, 0}[round]; reserved != want {
			f.Errorf("%d callers reserved 10.00 CNY at once under a cap of 50.00 CNY, %d hours after noon: %d did, want %d",
				callers, 12*round, reserved, want)
		}
		f.used(c, "50.00")
		f.auditClean()
		f.after(12 * time.Hour)
	}
}
