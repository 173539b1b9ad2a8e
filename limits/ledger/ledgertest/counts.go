package ledgertest

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// countRules are about the number of payments in a total.
var countRules = []Rule{
	{
		"a count is reached exactly",
		"As many payments fit as MaxCount says, whatever their amounts, and none more; every total knows its number of payments.",
		countIsReachedExactly,
	}, {
		"the life of a count",
		"A payment counts as one from Reserve on; Release and expiry give it back, Confirm does not, and a late success counts it again.",
		lifeOfACount,
	}, {
		"a count after refunds",
		"A refund gives a payment back once nothing of it remains, and only in refundable totals.",
		countAfterRefunds,
	}, {
		"a late success passes a count",
		"A late success counts even above MaxCount, also with an amount of zero, and reports by how many.",
		lateCount,
	}, {
		"a total that only counts",
		"A counter of which no cap has a Max counts payments in all currencies, and no amounts.",
		onlyCounts,
	}, {
		"a refusal names what is exceeded",
		"A refusal tells a count that is reached from an amount that is used up, and says when the total resets.",
		countRefusal,
	}, {
		"a refusal by a count first expires what is due",
		"A payment is never refused because of the number of holds that have ended.",
		dueCount,
	},
}

// thrice is a cap on the number of payments of the buyer's day in Beijing.
func thrice(count int64) limits.Cap {
	return limits.Cap{MaxCount: count, Window: limits.Day(8 * time.Hour), Counter: "buyer.count", Per: []limits.Subject{limits.Buyer}}
}

// dailyOf is a cap on the buyer's day in amount and in payments.
func dailyOf(limit string, count int64) limits.Cap {
	c := daily(limit)
	c.MaxCount = count
	return c
}

func countIsReachedExactly(t TB, open Open) {
	for _, c := range []limits.Cap{dailyOf("100.00", 3), thrice(3)} {
		f := newFixture(t, open)
		f.counted(c, 0)
		f.reserve(payment("p1", "10.00", c))
		f.reserve(payment("p2", "0.00", c))
		f.counted(c, 2)
		f.reserve(payment("p3", "0.01", c))
		f.refused(payment("p4", "0.00", c))
		c.MaxCount = 4 // the limit in the call is the limit applied
		f.reserve(payment("p4", "0.00", c))
		f.reserve(payment("p4", "0.00", c)) // a replay
		f.counted(c, 4)
		f.auditClean()
	}
	f := newFixture(t, open)
	f.reserve(payment("p1", "10.00", daily("100.00"))) // counts too, though no cap asks for it
	f.refused(payment("p2", "10.00", dailyOf("100.00", 1)))
	f.reserve(payment("p2", "10.00", dailyOf("100.00", 3), dailyOf("100.00", 2)))
	f.counted(daily("100.00"), 2)
	f.auditClean()
}

func lifeOfACount(t TB, open Open) {
	for _, c := range []limits.Cap{dailyOf("100.00", 2), thrice(2)} {
		f := newFixture(t, open)
		f.reserve(payment("p1", "10.00", c))
		f.release("p1")
		f.counted(c, 0)
		f.release("p1")
		f.counted(c, 0)
		f.reserve(payment("p2", "10.00", c))
		f.confirm("p2", "10.00")
		f.counted(c, 1)
		f.reserve(payment("p3", "10.00", c))
		f.confirm("p3", "0.00")
		f.counted(c, 2)
		f.refused(payment("p4", "0.00", c))
		f.confirm("p1", "10.00")
		f.counted(c, 3)
		f.after(24 * time.Hour)
		f.reserve(payment("p5", "10.00", c))
		f.reserve(payment("p6", "10.00", c))
		f.after(time.Hour)
		f.sweep()
		f.counted(c, 0)
		f.confirm("p5", "5.00")
		f.counted(c, 1)
		f.auditClean()
	}
}

func countAfterRefunds(t TB, open Open) {
	for _, c := range []limits.Cap{dailyOf("100.00", 2), thrice(2)} {
		f := newFixture(t, open)
		shops := shopDaily("1000.00")
		p := payment("p1", "30.00", c, shops)
		p.Refundable = []limits.Counter{c.Counter}
		f.reserve(p)
		f.confirm("p1", "20.00")
		f.refund("p1", "r1", "19.99")
		f.counted(c, 1)
		f.refund("p1", "r2", "0.01")
		f.counted(c, 0)
		f.counted(shops, 1)
		f.refund("p1", "r2", "0.01") // a replay
		f.counted(c, 0)
		f.reserve(payment("p2", "10.00", c, shops))
		f.confirm("p2", "10.00")
		f.refund("p2", "r1", "10.00")
		f.counted(c, 1)
		f.counted(shops, 2)
		f.reserve(payment("p3", "10.00", c))
		f.refused(payment("p4", "10.00", c))
		f.auditClean()
	}
}

func lateCount(t TB, open Open) {
	for _, c := range []limits.Cap{dailyOf("100.00", 1), thrice(1)} {
		for _, confirmed := range []string{"10.00", "0.00"} {
			f := newFixture(t, open)
			f.reserve(payment("p1", "10.00", c))
			f.release("p1")
			f.reserve(payment("p2", "10.00", c))
			r := f.confirm("p1", confirmed)
			over := r.Over()
			if !r.Late || len(over) != 1 || over[0].MaxCount != 1 {
				f.Fatalf("late Confirm = %+v, want one cap of 1 payment passed", r)
			}
			if excess, ok := over[0].ExcessCount(); !ok || excess != 1 {
				f.Errorf("late Confirm passed the cap by %d payments, %v, want 1", excess, ok)
			}
			if excess, ok := over[0].Excess(); ok {
				f.Errorf("late Confirm passed the cap by %v, want that the amount is within it", excess)
			}
			f.counted(c, 2)
			if again := f.confirm("p1", confirmed); !again.Replay || len(again.Over()) != 1 {
				f.Errorf("late Confirm again = %+v, want the same excess", again)
			}
			f.auditClean()
		}
	}
}

func onlyCounts(t TB, open Open) {
	for _, window := range []limits.Window{limits.Day(8 * time.Hour), limits.Rolling(24 * time.Hour)} {
		onlyCountsIn(newFixture(t, open), window)
	}
}

func onlyCountsIn(f *fixture, window limits.Window) {
	f.Helper()
	c := thrice(2)
	c.Window = window
	dollars := payment("p1", "0.00", c)
	dollars.Amount = limits.MustParseMoney("500.00 USD")
	r := f.reserve(dollars)
	if total := r.Totals[0]; total.Max.IsValid() || total.MaxCount != 2 || total.Used != limits.CountOnly(1) {
		f.Errorf("the payment counts in %+v, want 1 of 2 payments and no amount", total)
	}
	least := c
	least.Min = yuan("1.00")
	f.refused(payment("p2", "0.99", least))
	f.reserve(payment("p2", "10.00", least))
	f.refused(payment("p3", "10.00", c))
	usage, err := f.Usage(f.ctx, []limits.Cap{c}, subjects)
	if err != nil || usage[c.Counter] != limits.CountOnly(2) {
		f.Errorf("Usage = %v, %v, want 2 payments without an amount", usage, err)
	}
	f.must("Confirm", ledger.Confirmed)(f.Confirm(f.ctx, "p1", dollars.Amount))
	f.confirm("p2", "9.00") // changes no amount of the total
	f.counted(c, 2)
	f.auditClean()

	amounts := c
	amounts.Max = yuan("100.00")
	f.reserve(payment("p3", "10.00", amounts)) // of another total: that of payments in yuan
	f.counted(c, 2)
	f.auditClean()

	f.after(24 * time.Hour)
	f.counted(c, 0)
	f.reserve(payment("p4", "10.00", c))
	f.counted(c, 1)
	f.auditClean()
}

func countRefusal(t TB, open Open) {
	f := newFixture(t, open)
	c := dailyOf("100.00", 2)
	f.reserve(payment("p1", "60.00", c))
	for _, want := range []struct {
		id    string
		count bool
	}{{"p2", false}, {"p3", true}} {
		refused := f.refused(payment(want.id, "40.01", c))
		if len(refused.Refusals) != 1 {
			f.Fatalf("refused with %+v, want one refusal", refused)
		}
		r := refused.Refusals[0]
		if r.Cap.CountReached(r.Used) != want.count {
			f.Errorf("refused with %+v, want that the count is reached: %v", r, want.count)
		}
		midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, beijing)
		if resets, ok := r.Room.Resets(); !ok || !resets.Equal(midnight) {
			f.Errorf("the total resets at %v, want %v", resets, midnight)
		}
		if !want.count {
			f.reserve(payment(want.id, "40.00", c))
		}
	}
	f.auditClean()
}

func dueCount(t TB, open Open) {
	for _, c := range []limits.Cap{dailyOf("1000.00", 2), thrice(2)} {
		f := newFixture(t, open)
		f.reserve(payment("p1", "10.00", c))
		f.reserve(payment("p2", "0.00", c))
		f.after(time.Hour - smallest)
		f.refused(payment("p3", "0.00", c))
		f.after(smallest)
		f.reserve(payment("p3", "10.00", c))
		f.reserve(payment("p4", "10.00", c))
		f.refused(payment("p5", "0.00", c))
		f.counted(c, 2)
		f.must("Release of what has expired", ledger.Expired)(f.Release(f.ctx, "p1"))
		f.auditClean()
	}
}
