package ledgertest

import (
	"errors"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// timeRules are about the ledger's clock.
var timeRules = []Rule{
	{
		"both sides of midnight",
		"A payment counts in the windows that contain the instant at which it was reserved, from the first to the last microsecond of each.",
		midnight,
	}, {
		"windows in their zones",
		"A window begins and ends in the zone that it names; a lifetime never ends.",
		zones,
	}, {
		"one counter and two windows",
		"A counter has a total of its own for each window and each currency.",
		twoWindows,
	}, {
		"a window that has ended",
		"A payment stays in the windows in which it was made: later calls change the totals of those windows, and of no later ones.",
		endedWindow,
	}, {
		"a hold ends exactly",
		"A reservation is held until its expiry and never expires early, whoever sweeps.",
		holdEnds,
	}, {
		"a refusal first expires what is due",
		"A payment is never refused because of a hold that has ended.",
		dueRoom,
	}, {
		"a sweep is bounded",
		"A sweep expires at most as many as it is told, earliest first, and reports how many.",
		boundedSweep,
	}, {
		"what is past retention is deleted",
		"Payments and totals are kept for Retention, and deleted by a reading of the clock that a sweep a day later has confirmed.",
		pastRetention,
	}, {
		"a clock that jumps",
		"A clock that jumps ahead and comes back forgets no total and gives no room back.",
		jumpingClock,
	},
}

const smallest = time.Microsecond

// confirmation is how much later a sweep confirms a reading of the clock.
const confirmation = 24 * time.Hour

func midnight(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	ends := time.Date(2026, 12, 1, 0, 0, 0, 0, beijing)
	for i, second := range []time.Duration{-smallest, 0} {
		f.at(ends.Add(second))
		f.used(c, "0.00")
		p := payment([]string{"p1", "p2"}[i], "100.00", c)
		p.Hold = 48 * time.Hour
		r := f.reserve(p)
		from := ends.Add(-24*time.Hour).AddDate(0, 0, i)
		if got := r.Totals[0]; !got.From.Equal(from) || !got.Until.Equal(from.Add(24*time.Hour)) || !r.Made.Equal(f.now) {
			f.Errorf("made at %v, it counts in [%v, %v), want the day from %v", r.Made, got.From, got.Until, from)
		}
		f.refused(payment("p3", "0.01", c))
	}
	f.release("p1") // on the second day, and for the first
	f.used(c, "100.00")
	f.at(ends.Add(24*time.Hour - smallest))
	f.used(c, "100.00")
	f.auditClean()
}

func endedWindow(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	made := func(id, amount string) {
		f.Helper()
		p := payment(id, amount, c)
		p.Hold, p.Refundable = 60*24*time.Hour, []limits.Counter{c.Counter}
		f.reserve(p)
	}
	made("late", "90.00")
	f.release("late")
	made("released", "40.00")
	made("less", "30.00")
	made("refunded", "20.00")
	f.confirm("refunded", "20.00")

	stands := func(r ledger.Reservation, used string, seq int64, over int) {
		f.Helper()
		if got := r.Totals[0]; got.Used.Amount != yuan(used) || got.Seq != seq || len(r.Over()) != over {
			f.Errorf("%s, now %s, leaves its day at %v with change %d, over %d caps, want %v with %d, over %d",
				r.ID, r.State, got.Used, got.Seq, len(r.Over()), yuan(used), seq, over)
		}
	}
	midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, beijing)
	f.at(midnight)
	made("next day", "100.00")
	stands(f.confirm("late", "50.00"), "140.00", 6, 1)
	stands(f.release("released"), "100.00", 7, 0)
	f.used(c, "100.00") // of the next day alone
	f.at(midnight.Add(ledger.Retention - smallest))
	stands(f.confirm("less", "10.00"), "80.00", 8, 0)
	stands(f.refund("refunded", "r1", "5.00"), "75.00", 9, 0)
	f.auditClean()
}

func holdEnds(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	p := payment("p1", "60.00", c)
	p.Hold = 90 * time.Second
	if r := f.reserve(p); !r.Expires.Equal(noon.Add(p.Hold)) || !r.Made.Equal(noon) {
		f.Errorf("reserved at %v until %v, want %v until %v", r.Made, r.Expires, noon, noon.Add(p.Hold))
	}
	odd := payment("odd", "0.00", c)
	odd.Hold = time.Hour + time.Nanosecond
	if late := f.reserve(odd).Expires.Sub(noon.Add(odd.Hold)); late < 0 || late > smallest {
		f.Errorf("a hold of %v ends %v late, want not early, and at most %v late", odd.Hold, late, smallest)
	}
	f.at(noon.Add(p.Hold - smallest))
	if swept := f.sweep(); swept != (ledger.SweepResult{}) {
		f.Errorf("Sweep before the hold has ended did %+v, want nothing", swept)
	}
	f.refused(payment("p2", "60.00", c))
	f.used(c, "60.00")
	f.reserve(p) // a replay: still held

	f.at(noon.Add(p.Hold))
	if swept := f.sweep(); swept.Expired != 1 {
		f.Errorf("Sweep at the end of the hold did %+v, want 1 expired", swept)
	}
	if swept := f.sweep(); swept != (ledger.SweepResult{}) {
		f.Errorf("the second Sweep did %+v, want nothing", swept)
	}
	f.used(c, "0.00")
	f.reserve(payment("p2", "60.00", c))
	f.confirm("p2", "60.00")
	f.after(365 * 24 * time.Hour)
	f.must("Confirm again", ledger.Confirmed)(f.Confirm(f.ctx, "p2", yuan("60.00")))

	p.ID, p.Hold = "p3", 1 // shorter than the resolution of the clock
	if r := f.reserve(p); r.Expires.Before(r.Made.Add(p.Hold)) {
		f.Errorf("a hold of %v made at %v expires at %v, which is early", p.Hold, r.Made, r.Expires)
	}

	p.ID, p.Amount, p.Hold = "p4", yuan("40.00"), ledger.MaxHold
	if r := f.reserve(p); !r.Expires.Equal(r.Made.Add(ledger.MaxHold)) {
		f.Errorf("the longest hold, made at %v, expires at %v, want %v later", r.Made, r.Expires, ledger.MaxHold)
	}
	f.at(f.now.Add(ledger.MaxHold - smallest))
	f.confirm("p4", "40.00")
	f.auditClean()
}

func dueRoom(t TB, open Open) {
	f := newFixture(t, open)
	c, shops := daily("100.00"), shopDaily("1000.00")
	f.reserve(payment("p1", "60.00", c, shops))
	f.reserve(payment("p2", "40.00", c))
	f.after(time.Hour - smallest)
	f.refused(payment("p3", "100.00", c))
	f.after(smallest)
	f.reserve(payment("p3", "100.00", c))
	f.used(c, "100.00")
	f.refused(payment("p4", "0.01", c))
	f.reserve(payment("p5", "1000.00", shops))
	f.after(time.Hour)
	f.reserve(payment("p6", "100.00", c))
	refused := f.refused(payment("p7", "0.01", c, shops)) // p5 has expired, but p6 has not
	if len(refused.Refusals) != 1 || refused.Refusals[0].Cap.Counter != c.Counter {
		f.Errorf("refused by %+v, want %s alone", refused.Refusals, c.Counter)
	}
	f.must("Release of what has expired", ledger.Expired)(f.Release(f.ctx, "p1"))
	f.auditClean()

	f = newFixture(t, open)
	for i := range 4 {
		p := payment(id(i), "25.00", c)
		p.Hold = time.Duration(i+1) * time.Minute
		f.reserve(p)
	}
	f.after(time.Hour)
	f.reserve(payment("all", "100.00", c))
	f.used(c, "100.00")
	f.auditClean()
}

func boundedSweep(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	for i, id := range []string{"p3", "p1", "p2"} {
		p := payment(id, []string{"10.00", "20.00", "40.00"}[i], c)
		p.Hold = time.Duration(i+1) * time.Minute
		f.reserve(p)
	}
	f.after(time.Hour)
	for _, want := range []struct {
		expired int
		used    string
	}{{2, "40.00"}, {1, "0.00"}, {0, "0.00"}} {
		swept, err := f.Sweep(f.ctx, 2)
		if err != nil || swept.Expired != want.expired {
			f.Errorf("Sweep of 2 = %+v, %v, want %d expired", swept, err, want.expired)
		}
		if f.usage(c).Sign() == 0 { // other calls may expire what is due, too
			break
		}
		f.used(c, want.used)
	}
	if r := f.confirm("p2", "40.00"); !r.Late {
		f.Errorf("Confirm after the sweep = %+v, want a late one", r)
	}
	f.auditClean()
}

func pastRetention(t TB, open Open) {
	midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, beijing)
	for _, tt := range []struct {
		read    time.Duration // when a sweep reads the clock, after the end of Retention
		deleted int           // when a later one has confirmed it
	}{{-smallest, 1}, {0, 3}} { // "none", whose hold ended before; the payment and the total of the day
		f := newFixture(t, open)
		day, life := daily("100.00"), shopDaily("1000.00")
		life.Window = limits.Lifetime()
		f.reserve(payment("day", "10.00", day))
		f.confirm("day", "10.00")
		f.reserve(payment("life", "10.00", day, life))
		f.confirm("life", "10.00")
		f.reserve(payment("none", "10.00"))
		f.confirm("none", "10.00")
		month := shopDaily("1000.00")
		month.Window = limits.Month(8 * time.Hour)
		f.reserve(payment("month", "10.00", day, month))
		f.confirm("month", "10.00")
		held := payment("held", "10.00", day)
		held.Hold = 20 * 24 * time.Hour
		f.reserve(held)
		f.confirm("held", "10.00")
		open := payment("open", "10.00", day, life)
		open.Hold = ledger.MaxHold
		f.reserve(open)

		f.at(midnight.Add(ledger.Retention + tt.read))
		deleted := f.sweep().Deleted
		f.must("Confirm again", ledger.Confirmed)(f.Confirm(f.ctx, "day", yuan("10.00")))
		f.auditClean()
		f.after(confirmation - smallest)
		deleted += f.sweep().Deleted
		if deleted != 0 {
			f.Errorf("sweeps before a reading of the clock is confirmed deleted %d", deleted)
		}
		f.after(smallest)
		if swept := f.sweep(); swept.Deleted != tt.deleted {
			f.Errorf("Sweep of what was past Retention %v later did %+v, want %d deleted", tt.read, swept, tt.deleted)
		}
		_, err := f.Confirm(f.ctx, "day", yuan("10.00"))
		if unknown := (*ledger.UnknownPaymentError)(nil); errors.As(err, &unknown) != (tt.deleted == 3) {
			f.Errorf("Confirm again after %d were deleted: %v", tt.deleted, err)
		}
		for _, id := range []string{"month", "held"} {
			f.must("Confirm again of "+id, ledger.Confirmed)(f.Confirm(f.ctx, id, yuan("10.00")))
		}
		f.refund("life", "r1", "5.00")
		f.used(life, "20.00")
		f.release("open")
		f.used(life, "10.00")
		f.confirm("open", "10.00")
		f.used(life, "20.00")
		f.auditClean()
	}
}

// jumpingClock jumps by more than Retention, and back, twice. Meanwhile payments of the
// day that was left are settled: their totals are past Retention by then.
func jumpingClock(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	reserve := func(id, amount string) {
		p := payment(id, amount, c)
		p.Hold, p.Refundable = ledger.MaxHold, []limits.Counter{c.Counter}
		f.reserve(p)
	}
	reserve("confirmed", "10.00")
	f.confirm("confirmed", "10.00")
	reserve("late", "20.00")
	f.release("late")
	reserve("less", "40.00")
	reserve("open", "50.00")
	f.used(c, "100.00")
	left := ""
	for i, jump := range []func(){
		func() {
			f.confirm("less", "30.00")
			left = "90.00"
		},
		func() {
			f.confirm("late", "20.00")
			f.refund("confirmed", "r1", "5.00")
			f.release("open")
			left = "55.00"
		},
	} {
		f.sweep()
		f.at(noon.Add(2*ledger.Retention + time.Duration(i)*confirmation))
		if swept := f.sweep(); swept.Deleted > 0 {
			f.Errorf("Sweep after jump %d deleted %d", i, swept.Deleted)
		}
		f.used(c, "0.00") // of the day to which it jumped
		jump()
		f.auditClean()
		f.at(noon)
		f.auditClean()
		f.used(c, left)
		over := payment("over", "0.01", c)
		over.Amount = fen(100_01 - f.usage(c).Minor())
		f.refused(over)
	}
	wrongReadings(newFixture(t, open), c)
}

// wrongReadings reads the clock ahead of time: an earlier reading does not confirm a later
// one, and one that was confirmed does not outlast the clock's return.
func wrongReadings(f *fixture, c limits.Cap) {
	f.Helper()
	f.reserve(payment("before", "60.00", c))
	f.confirm("before", "60.00")
	f.sweep()
	for _, ahead := range []time.Duration{3 * ledger.Retention, 2 * ledger.Retention} {
		f.at(noon.Add(ahead))
		f.sweep()
	}
	f.at(noon)
	f.used(c, "60.00")

	f.at(noon.Add(2 * ledger.Retention))
	f.sweep()
	f.after(confirmation)
	f.sweep()
	f.at(noon)
	f.reserve(payment("after", "70.00", c))
	f.confirm("after", "70.00")
	f.sweep()
	f.used(c, "70.00")
	f.auditClean()
}
