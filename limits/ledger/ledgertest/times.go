package ledgertest

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// timeRules are about the ledger's clock.
var timeRules = []Rule{
	{
		"both sides of midnight",
		"A payment counts in the windows that hold the instant at which it was reserved, from the first to the last microsecond of each.",
		midnight,
	}, {
		"windows in their zones",
		"A window begins and ends in the zone that it names; a lifetime never ends.",
		zones,
	}, {
		"a window that has ended",
		"A payment stays in the windows in which it was made: what becomes of it later changes their totals, numbered like all changes, and those of no later ones.",
		endedWindow,
	}, {
		"a hold is over exactly",
		"A reservation is held until its expiry and never expires early, whoever sweeps.",
		holdIsOver,
	}, {
		"a refusal first expires what is due",
		"Room that is held by nobody any more is never refused to a payment.",
		dueRoom,
	}, {
		"a sweep is bounded",
		"A sweep expires at most as many as it is told, the earliest first, and counts what it did.",
		boundedSweep,
	}, {
		"what is past is forgotten",
		"Payments and totals are kept for Retention after their time, and forgotten by the sweep that follows.",
		forgotten,
	},
}

const smallest = time.Microsecond

func midnight(t TB, open Open) {
	b := newBook(t, open)
	c := daily("100.00")
	ends := time.Date(2026, 12, 1, 0, 0, 0, 0, beijing)
	for i, second := range []time.Duration{-smallest, 0} {
		b.at(ends.Add(second))
		b.used(c, "0.00")
		id := []string{"p1", "p2"}[i]
		r := b.reserve(payment(id, "100.00", c))
		from := ends.Add(-24*time.Hour).AddDate(0, 0, i)
		if got := r.Totals[0]; !got.From.Equal(from) || !got.Until.Equal(from.Add(24*time.Hour)) || !r.Made.Equal(b.now) {
			b.Errorf("made at %v, it counts in [%v, %v), want the day from %v", r.Made, got.From, got.Until, from)
		}
		b.refused(payment("p3", "0.01", c))
	}
	b.release("p1") // on the second day, and for the first
	b.used(c, "100.00")
	b.at(ends.Add(24*time.Hour - smallest))
	b.used(c, "100.00")
	b.balanced()
}

func zones(t TB, open Open) {
	b := newBook(t, open)
	of := func(counter string, w limits.Window) limits.Cap {
		return limits.Cap{Max: yuan("1.00"), Window: w, Counter: limits.Counter(counter)}
	}
	caps := []limits.Cap{
		of("day in Beijing", limits.Day(8*time.Hour)),
		of("day in UTC", limits.Day(0)),
		of("day in New York", limits.Day(-5*time.Hour)),
		of("month in Beijing", limits.Month(8*time.Hour)),
		of("year in Beijing", limits.Year(8*time.Hour)),
		of("lifetime", limits.Lifetime()),
	}
	b.at(time.Date(2027, 12, 31, 15, 0, 0, 0, time.UTC)) // 23:00 in Beijing, 10:00 in New York
	b.reserve(payment("p1", "1.00", caps...))
	for _, step := range []struct {
		at   time.Time
		full []string // the caps that are still reached
	}{
		{time.Date(2027, 12, 31, 16, 0, 0, 0, time.UTC).Add(-smallest), []string{
			"day in Beijing", "day in UTC", "day in New York", "month in Beijing", "year in Beijing", "lifetime"}},
		{time.Date(2027, 12, 31, 16, 0, 0, 0, time.UTC), []string{"day in UTC", "day in New York", "lifetime"}},
		{time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC), []string{"day in New York", "lifetime"}},
		{time.Date(2028, 1, 1, 5, 0, 0, 0, time.UTC), []string{"lifetime"}},
	} {
		b.at(step.at)
		if step.at.Sub(noon) > 0 && len(step.full) == 6 {
			b.confirm("p1", "1.00")
		}
		refused := b.refused(payment("p2", "0.01", caps...))
		full := make([]string, len(refused.Refusals))
		for i, r := range refused.Refusals {
			full[i] = string(r.Cap.Counter)
		}
		b.same("caps reached at "+step.at.Format(time.RFC3339Nano), full, step.full)
	}
	b.balanced()
}

func endedWindow(t TB, open Open) {
	b := newBook(t, open)
	c := daily("100.00")
	made := func(id, amount string) {
		b.Helper()
		p := payment(id, amount, c)
		p.Hold, p.GiveBack = 60*24*time.Hour, []limits.Counter{c.Counter}
		b.reserve(p)
	}
	made("late", "90.00")
	b.release("late")
	made("released", "40.00")
	made("less", "30.00")
	made("refunded", "20.00")
	b.confirm("refunded", "20.00")

	stands := func(r ledger.Reservation, used string, seq int64, over int) {
		b.Helper()
		if got := r.Totals[0]; got.Used != yuan(used) || got.Seq != seq || len(r.Over()) != over {
			b.Errorf("%s, now %s, leaves its day at %v with change %d, over %d caps, want %v with %d, over %d",
				r.ID, r.State, got.Used, got.Seq, len(r.Over()), yuan(used), seq, over)
		}
	}
	midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, beijing)
	b.at(midnight)
	made("next day", "100.00")
	stands(b.confirm("late", "50.00"), "140.00", 6, 1)
	stands(b.release("released"), "100.00", 7, 0)
	b.used(c, "100.00") // of the next day alone
	b.at(midnight.Add(ledger.Retention - smallest))
	stands(b.confirm("less", "10.00"), "80.00", 8, 0)
	stands(b.refund("refunded", "r1", "5.00"), "75.00", 9, 0)
	b.balanced()
}

func holdIsOver(t TB, open Open) {
	b := newBook(t, open)
	c := daily("100.00")
	p := payment("p1", "60.00", c)
	p.Hold = 90 * time.Second
	if r := b.reserve(p); !r.Expires.Equal(noon.Add(p.Hold)) || !r.Made.Equal(noon) {
		b.Errorf("reserved at %v until %v, want %v until %v", r.Made, r.Expires, noon, noon.Add(p.Hold))
	}
	b.at(noon.Add(p.Hold - smallest))
	if swept := b.sweep(); swept != (ledger.Swept{}) {
		b.Errorf("Sweep before the hold is over did %+v, want nothing", swept)
	}
	b.refused(payment("p2", "60.00", c))
	b.used(c, "60.00")
	b.reserve(p) // a replay: still held

	b.at(noon.Add(p.Hold))
	if swept := b.sweep(); swept.Expired != 1 {
		b.Errorf("Sweep at the end of the hold did %+v, want 1 expired", swept)
	}
	if swept := b.sweep(); swept != (ledger.Swept{}) {
		b.Errorf("the second Sweep did %+v, want nothing", swept)
	}
	b.used(c, "0.00")
	b.reserve(payment("p2", "60.00", c))
	b.confirm("p2", "60.00")
	b.after(365 * 24 * time.Hour)
	b.must("Confirm again", ledger.Confirmed)(b.Confirm(b.ctx, "p2", yuan("60.00")))

	p.ID, p.Hold = "p3", 1 // shorter than the clock can tell
	if r := b.reserve(p); r.Expires.Before(r.Made.Add(p.Hold)) {
		b.Errorf("a hold of %v made at %v expires at %v, which is early", p.Hold, r.Made, r.Expires)
	}

	p.ID, p.Amount, p.Hold = "p4", yuan("40.00"), ledger.MaxHold
	if r := b.reserve(p); !r.Expires.Equal(r.Made.Add(ledger.MaxHold)) {
		b.Errorf("the longest hold, made at %v, expires at %v, want %v later", r.Made, r.Expires, ledger.MaxHold)
	}
	b.at(b.now.Add(ledger.MaxHold - smallest))
	b.confirm("p4", "40.00")
	b.balanced()
}

func dueRoom(t TB, open Open) {
	b := newBook(t, open)
	c, shops := daily("100.00"), shopDaily("1000.00")
	b.reserve(payment("p1", "60.00", c, shops))
	b.reserve(payment("p2", "40.00", c))
	b.after(time.Hour - smallest)
	b.refused(payment("p3", "100.00", c))
	b.after(smallest)
	b.reserve(payment("p3", "100.00", c))
	b.used(c, "100.00")
	b.refused(payment("p4", "0.01", c))
	b.must("Release of what has expired", ledger.Expired)(b.Release(b.ctx, "p1"))
	b.balanced()
}

func boundedSweep(t TB, open Open) {
	b := newBook(t, open)
	c := daily("100.00")
	for i, id := range []string{"p3", "p1", "p2"} {
		p := payment(id, []string{"10.00", "20.00", "40.00"}[i], c)
		p.Hold = time.Duration(i+1) * time.Minute
		b.reserve(p)
	}
	b.after(time.Hour)
	for _, want := range []struct {
		expired int
		used    string
	}{{2, "40.00"}, {1, "0.00"}, {0, "0.00"}} {
		swept, err := b.Sweep(b.ctx, 2)
		if err != nil || swept.Expired != want.expired {
			b.Errorf("Sweep of 2 = %+v, %v, want %d expired", swept, err, want.expired)
		}
		b.used(c, want.used)
	}
	if r := b.confirm("p2", "40.00"); !r.Late {
		b.Errorf("Confirm after the sweep = %+v, want a late one", r)
	}
	b.balanced()
}

func forgotten(t TB, open Open) {
	b := newBook(t, open)
	day, life := daily("100.00"), shopDaily("1000.00")
	life.Window = limits.Lifetime()
	b.reserve(payment("day", "10.00", day))
	b.confirm("day", "10.00")
	b.reserve(payment("life", "10.00", day, life))
	b.confirm("life", "10.00")
	b.reserve(payment("none", "10.00"))
	b.confirm("none", "10.00")

	midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, beijing)
	b.at(midnight.Add(ledger.Retention - smallest))
	if swept := b.sweep(); swept.Forgotten != 1 { // none, whose hold was over before
		b.Errorf("Sweep before Retention is over did %+v, want 1 forgotten", swept)
	}
	b.must("Confirm again", ledger.Confirmed)(b.Confirm(b.ctx, "day", yuan("10.00")))
	b.balanced()
	b.after(smallest)
	b.balanced()
	if swept := b.sweep(); swept.Forgotten != 2 { // the payment and the total of the day
		b.Errorf("Sweep after Retention did %+v, want 2 forgotten", swept)
	}
	_, err := b.Confirm(b.ctx, "day", yuan("10.00"))
	fails[*ledger.UnknownPaymentError](b, "Confirm of a payment that is forgotten", err)
	b.refund("life", "r1", "5.00")
	b.used(life, "10.00")
	b.balanced()
}
