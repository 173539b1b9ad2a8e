package ledgertest

import (
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// callRules are about what single calls answer.
var callRules = []Rule{
	{
		"a cap is reached exactly",
		"A payment of exactly what is left fits, and one minor unit more does not.",
		capIsReachedExactly,
	}, {
		"all totals or none",
		"A payment is counted in all totals of its caps or, where one refuses, in none.",
		allOrNone,
	}, {
		"a refusal names what would fit",
		"A refusal names every cap that refuses, what its total has reached, what is left and when it resets; and leaves nothing behind.",
		refusalSaysWhatFits,
	}, {
		"a limit changed between calls",
		"The limit in the call is the limit applied.",
		changedLimit,
	}, {
		"a repeated call counts once",
		"Every call may be repeated, and reports that it was.",
		repeatedCalls,
	}, {
		"different contents under a known id",
		"A known id with different contents is an error that names the field, and changes nothing.",
		differentContents,
	}, {
		"calls that the state forbids",
		"A call that the payment's state does not allow is an error that names the state, and changes nothing.",
		forbiddenCalls,
	}, {
		"the first error that applies",
		"Of several errors the call returns the one that comes first in the doc comment of Ledger.",
		firstError,
	}, {
		"less than reserved",
		"What is not confirmed is freed; more than reserved is never confirmed.",
		lessThanReserved,
	}, {
		"refunds",
		"A refund reduces only the refundable totals, and all refunds together are at most what was confirmed.",
		refunds,
	}, {
		"late success",
		"A success after release or expiry is counted, even above the cap, and reports by how much.",
		lateSuccess,
	}, {
		"two caps on one total",
		"Caps on one counter count it once, each of them refuses, and a late success passes the smallest.",
		twoCaps,
	}, {
		"names with separators and quotes",
		"Totals of different subjects and counters are never mixed up, whatever their names contain.",
		separatorsInNames,
	}, {
		"amounts at the end of int64",
		"Amounts near the largest are compared without overflow.",
		largeAmounts,
	}, {
		"invalid arguments",
		"Invalid arguments are errors that name the field.",
		invalidArguments,
	}, {
		"an ended context",
		"A call whose context has ended returns the context's error and changes nothing.",
		endedContext,
	},
}

func capIsReachedExactly(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("500.00")
	f.used(c, "0.00")
	f.reserve(payment("p1", "420.00", c))
	f.refused(payment("p2", "80.01", c))
	f.reserve(payment("p3", "80.00", c))
	f.refused(payment("p4", "0.01", c))
	f.reserve(payment("p5", "0.00", c))
	f.used(c, "500.00")
	single := limits.Cap{Min: yuan("1.00"), Max: yuan("300.00")}
	f.refused(payment("p6", "300.01", single))
	f.refused(payment("p6", "0.99", single))
	f.reserve(payment("p6", "300.00", single))
	f.auditClean()
}

func allOrNone(t TB, open Open) {
	f := newFixture(t, open)
	mine, shops := daily("500.00"), shopDaily("100.00")
	r := f.reserve(payment("p1", "60.00", shops, mine))
	turned := f.reserve(payment("p0", "0.00", mine, shops))
	if len(r.Totals) != 2 || len(turned.Totals) != 2 || r.Totals[0].Counter != turned.Totals[0].Counter {
		f.Errorf("two payments count in %+v and %+v, want two totals each, in the same order, that of their keys", r.Totals, turned.Totals)
	}
	refused := f.refused(payment("p2", "40.01", mine, shops))
	if len(refused.Refusals) != 1 || refused.Refusals[0].Cap.Counter != shops.Counter {
		f.Errorf("refused by %+v, want %s alone", refused.Refusals, shops.Counter)
	}
	f.used(mine, "60.00")
	f.used(shops, "60.00")
	f.auditClean()
}

func refusalSaysWhatFits(t TB, open Open) {
	f := newFixture(t, open)
	caps := []limits.Cap{{Max: yuan("30.00")}, shopDaily("1000.00"), daily("50.00")}
	f.reserve(payment("p1", "20.00", caps...))
	refused := f.refused(payment("p2", "30.01", caps...))
	if len(refused.Refusals) != 2 || refused.ID != "p2" || refused.Amount != yuan("30.01") {
		f.Fatalf("refused with %+v, want p2 of 30.01 CNY refused by two caps", refused)
	}
	single, day := refused.Refusals[0], refused.Refusals[1]
	if most, ok := single.Room.Max(); !ok || most != yuan("30.00") || !single.Used.IsZero() {
		f.Errorf("the first refusal is %+v, want at most 30.00 CNY and no total", single)
	}
	if left, ok := day.Room.Max(); !ok || left != yuan("30.00") || day.Used.Amount != yuan("20.00") || day.Cap.Counter != "buyer.day" {
		f.Errorf("the second refusal is %+v, want 30.00 CNY left after 20.00 CNY of buyer.day", day)
	}
	midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, beijing)
	if resets, ok := day.Room.Resets(); !ok || !resets.Equal(midnight) {
		f.Errorf("the total resets at %v, want %v", resets, midnight)
	}
	if _, err := f.Release(f.ctx, "p2"); err != nil {
		fails[*ledger.UnknownPaymentError](f, "Release of a refused payment", err)
	} else {
		f.Error("a refused payment can be released: it left something behind")
	}
	f.reserve(payment("p2", "30.00", caps...))
	f.auditClean()
}

func changedLimit(t TB, open Open) {
	f := newFixture(t, open)
	f.reserve(payment("p1", "100.00", daily("100.00")))
	f.refused(payment("p2", "50.00", daily("100.00")))
	f.reserve(payment("p2", "50.00", daily("150.00")))
	f.refused(payment("p3", "1.00", daily("120.00")))
	f.refused(payment("p3", "0.00", daily("120.00")))
	f.reserve(payment("p3", "0.00", daily("150.00")))
	f.refused(payment("p4", "10.00", daily("1000.00"), daily("159.99")))
	f.reserve(payment("p4", "10.00", daily("1000.00"), daily("160.00")))
	f.used(daily("1.00"), "160.00")
	f.auditClean()
}

func repeatedCalls(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	p := payment("p1", "60.00", c)
	p.Refundable = []limits.Counter{c.Counter, "of.no.cap"}
	f.repeat("Reserve", "60.00", func() (ledger.Reservation, error) { return f.Reserve(f.ctx, p) })
	later := p
	later.Hold *= 2
	if r := f.reserve(later); !r.Expires.Equal(noon.Add(time.Hour)) {
		f.Errorf("Reserve with a longer hold expires at %v, want the first hold's end, %v", r.Expires, noon.Add(time.Hour))
	}
	f.repeat("Confirm", "40.00", func() (ledger.Reservation, error) { return f.Confirm(f.ctx, "p1", yuan("40.00")) })
	f.repeat("Refund", "25.00", func() (ledger.Reservation, error) { return f.Refund(f.ctx, "p1", "r1", yuan("15.00")) })
	f.repeat("Reserve of p2", "85.00", func() (ledger.Reservation, error) { return f.Reserve(f.ctx, payment("p2", "60.00", c)) })
	f.repeat("Release", "25.00", func() (ledger.Reservation, error) { return f.Release(f.ctx, "p2") })
	f.repeat("late Confirm", "85.00", func() (ledger.Reservation, error) { return f.Confirm(f.ctx, "p2", yuan("60.00")) })
	f.auditClean()
}

// repeat makes a call three times, and checks the total of the day after each.
func (f *fixture) repeat(name, used string, call func() (ledger.Reservation, error)) {
	f.Helper()
	first, err := call()
	if err != nil {
		f.Fatalf("%s: %v", name, err)
	}
	if first.Replay {
		f.Errorf("%s is reported as a replay", name)
	}
	for range 2 {
		f.used(daily("1.00"), used)
		again, err := call()
		if err != nil {
			f.Fatalf("%s again: %v", name, err)
		}
		if !again.Replay {
			f.Errorf("%s again is not reported as a replay", name)
		}
		again.Replay = false
		f.same(name+" again", again, first)
	}
}

func differentContents(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	f.reserve(payment("p1", "60.00", c))
	other := func(field string, change func(*ledger.Payment)) {
		f.Helper()
		p := payment("p1", "60.00", c)
		change(&p)
		_, err := f.Reserve(f.ctx, p)
		if mismatch := fails[*ledger.MismatchError](f, "Reserve with another "+field, err); mismatch.Field != field || mismatch.ID != "p1" {
			f.Errorf("Reserve of p1 with another %s: the error names %s of %q", field, mismatch.Field, mismatch.ID)
		}
	}
	other("Amount", func(p *ledger.Payment) { p.Amount = yuan("60.01") })
	other("Caps", func(p *ledger.Payment) { p.Caps = nil })
	other("Caps", func(p *ledger.Payment) { p.Caps = []limits.Cap{c, shopDaily("100.00")} })
	other("Subjects", func(p *ledger.Payment) {
		p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b2")}
	})
	other("Refundable", func(p *ledger.Payment) { p.Refundable = []limits.Counter{c.Counter} })
	for _, change := range []func(*limits.Cap){
		func(c *limits.Cap) { c.Counter = "another" },
		func(c *limits.Cap) { c.Window = limits.Month(8 * time.Hour) },
		func(c *limits.Cap) { c.Per = nil },
		func(c *limits.Cap) { c.Per = []limits.Subject{limits.Merchant} },
		func(c *limits.Cap) { c.Per = []limits.Subject{limits.Buyer, limits.Merchant} },
	} {
		changed := c
		change(&changed)
		other("Caps", func(p *ledger.Payment) { p.Caps = []limits.Cap{changed} })
	}
	f.used(c, "60.00")

	// The order of totals may depend on the ids of subjects.
	mine, ours := daily("100.00"), daily("100.00")
	mine.Counter, ours.Counter, ours.Per = "merchant", "ours", []limits.Subject{limits.Buyer, limits.Merchant}
	of := func(merchant string) ledger.Payment {
		p := payment("p2", "0.00", mine, ours)
		p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1"), limits.Merchant: limits.Hide(merchant)}
		return p
	}
	f.reserve(of("A"))
	_, err := f.Reserve(f.ctx, of("z"))
	if mismatch := fails[*ledger.MismatchError](f, "Reserve with another merchant", err); mismatch.Field != "Subjects" {
		f.Errorf("Reserve with another merchant: the error names %s", mismatch.Field)
	}

	f.confirm("p1", "50.00")
	_, err = f.Confirm(f.ctx, "p1", yuan("49.99"))
	differs := func(call string, err error, want ledger.MismatchError) {
		f.Helper()
		if got := *fails[*ledger.MismatchError](f, call, err); got != want {
			f.Errorf("%s: the error is %+v, want %+v", call, got, want)
		}
	}
	differs("Confirm of another amount", err, ledger.MismatchError{ID: "p1", Field: "confirmed amount", Known: "50.00 CNY", Got: "49.99 CNY"})
	f.refund("p1", "r1", "10.00")
	_, err = f.Refund(f.ctx, "p1", "r1", yuan("10.01"))
	differs("Refund of another amount", err, ledger.MismatchError{ID: "p1", Field: "amount of refund r1", Known: "10.00 CNY", Got: "10.01 CNY"})
	f.used(c, "50.00")
	f.auditClean()
}

func forbiddenCalls(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	forbidden := func(state ledger.State, call string, err error) {
		f.Helper()
		if e := fails[*ledger.StateError](f, call, err); e.State != state || e.Call != call || e.ID == "" {
			f.Errorf("%s: %v, want an error of %s that names the state %s", call, err, call, state)
		}
	}
	f.reserve(payment("p1", "10.00", c))
	_, err := f.Refund(f.ctx, "p1", "r1", yuan("1.00"))
	forbidden(ledger.Reserved, "Refund", err)
	f.confirm("p1", "10.00")
	_, err = f.Release(f.ctx, "p1")
	forbidden(ledger.Confirmed, "Release", err)
	_, err = f.Reserve(f.ctx, payment("p1", "10.00", c))
	forbidden(ledger.Confirmed, "Reserve", err)
	f.used(c, "10.00")

	f.reserve(payment("p2", "10.00", c))
	f.release("p2")
	_, err = f.Reserve(f.ctx, payment("p2", "10.00", c))
	forbidden(ledger.Released, "Reserve", err)
	_, err = f.Refund(f.ctx, "p2", "r1", yuan("1.00"))
	forbidden(ledger.Released, "Refund", err)

	f.reserve(payment("p3", "10.00", c))
	f.after(time.Hour)
	_, err = f.Reserve(f.ctx, payment("p3", "10.00", c))
	forbidden(ledger.Expired, "Reserve", err)
	f.must("Release of an expired payment", ledger.Expired)(f.Release(f.ctx, "p3"))
	f.used(c, "10.00")

	f.reserve(payment("p5", "10.00", c))
	f.after(time.Hour)
	_, err = f.Refund(f.ctx, "p5", "r1", yuan("1.00"))
	forbidden(ledger.Expired, "Refund", err)

	_, err = f.Confirm(f.ctx, "p4", yuan("1.00"))
	f.unknown("Confirm", "p4", err)
	_, err = f.Release(f.ctx, "p4")
	f.unknown("Release", "p4", err)
	_, err = f.Refund(f.ctx, "p4", "r1", yuan("1.00"))
	f.unknown("Refund", "p4", err)
	f.auditClean()
}

func firstError(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	dollar := limits.MustParseMoney("1.00 USD")
	_, err := f.Confirm(f.ctx, "p1", limits.Money{})
	f.names("Confirm of no amount of an unknown payment", err, "amount")
	_, err = f.Refund(f.ctx, "p1", "r1", dollar)
	f.unknown("Refund", "p1", err)
	f.reserve(payment("p1", "10.00", c))
	_, err = f.Refund(f.ctx, "p1", "r1", dollar)
	fails[*ledger.StateError](f, "Refund in another currency of a payment that is not confirmed", err)
	_, err = f.Reserve(f.ctx, payment("p1", "500.00", c))
	fails[*ledger.MismatchError](f, "Reserve of a known payment with more than its cap", err)
	f.confirm("p1", "5.00")
	_, err = f.Confirm(f.ctx, "p1", yuan("10.01"))
	fails[*ledger.AmountError](f, "Confirm again of more than was reserved", err)
	_, err = f.Reserve(f.ctx, payment("p1", "9.00", c))
	fails[*ledger.MismatchError](f, "Reserve of a confirmed payment with another amount", err)
	f.refund("p1", "r1", "4.00")
	_, err = f.Refund(f.ctx, "p1", "r1", yuan("2.00"))
	fails[*ledger.MismatchError](f, "Refund again of another amount, which is more than remains", err)
	_, err = f.Refund(f.ctx, "p1", "r1", dollar)
	fails[*limits.CurrencyMismatchError](f, "Refund again in another currency", err)
	f.used(c, "5.00")
	f.auditClean()
}

func (f *fixture) unknown(call, id string, err error) {
	f.Helper()
	if e := fails[*ledger.UnknownPaymentError](f, call+" of an unknown payment", err); e.ID != id {
		f.Errorf("%s of %q, which is unknown: the error names %q", call, id, e.ID)
	}
}

func separatorsInNames(t TB, open Open) {
	f := newFixture(t, open)
	names := []string{
		"a", "a/b", "b", "/", "//", "%2F", "%", "a%2Fb", "'", `"`, `\`, `\\`, "','", "a,b", "{a}", "{", "NULL", "~",
		"a b", " ", "\n", "\t", "$1", "a|b", "a:b", "a=b", "é", "e\u0301", "中文", "\U0001F600", "; DROP TABLE payment; --",
	}
	two := limits.Cap{
		Max: yuan("1.00"), Window: limits.Lifetime(), Counter: "two",
		Per: []limits.Subject{limits.Merchant, limits.Buyer},
	}
	of := func(buyer, merchant string, c limits.Cap) ledger.Payment {
		return ledger.Payment{
			ID: buyer + "\u00a0" + merchant + string(c.Counter), Amount: yuan("1.00"), Caps: []limits.Cap{c}, Hold: time.Hour,
			Subjects: map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(buyer), limits.Merchant: limits.Hide(merchant)},
		}
	}
	for i, buyer := range names {
		f.reserve(of(buyer, names[(i+1)%len(names)], two))
		f.reserve(of(buyer, names[(i+2)%len(names)], two))
		counter := daily("1.00")
		counter.Counter = limits.Counter(buyer)
		f.reserve(of("b1", "m1", counter))
		again := of("b1", "m1", counter)
		again.ID += "again"
		f.refused(again)
	}
	for _, sep := range []string{"/", "|", ",", ":", ";", "-", "_", ".", " ", "=", "&", "#", "\t", "\n", "\x1f"} {
		f.reserve(of("x"+sep+"y", "z", two))
		f.reserve(of("x", "y"+sep+"z", two))
	}
	turned := two
	turned.Per = []limits.Subject{limits.Buyer, limits.Merchant}
	again := of(names[0], names[1], turned)
	again.ID += "again"
	f.refused(again) // the order in which a cap names its subjects does not matter
	f.auditClean()
}
