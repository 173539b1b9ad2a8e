package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// fixture is a ledger under test, with a clock that stands still until it is set. Its
// failures print the calls that led to them.
type fixture struct {
	TB
	ledger.Ledger // records its calls
	script        *script
	opened        ledger.Ledger
	ctx           context.Context
	now           time.Time
	set           func(time.Time)
	audits        int // of a crowd
	roundsOf      int // see rounds
}

// noon is an arbitrary instant within a day.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, beijing)

var beijing = time.FixedZone("", 8*60*60)

func newFixture(t TB, open Open) *fixture {
	t.Helper()
	l, set := open(t)
	s := &script{}
	f := &fixture{TB: t, Ledger: recorded{l, s, 0}, script: s, opened: l, ctx: context.Background(), set: set}
	f.at(noon)
	return f
}

// forget leaves out of what a failure prints the calls so far, where they do not matter.
func (f *fixture) forget() {
	f.script.forget()
	f.at(f.now)
}

// calls logs the calls that it has not logged before.
func (f *fixture) calls() {
	f.Helper()
	if code := f.script.String(); code != "" {
		f.Logf("the calls:\n%s", code)
	}
}

func (f *fixture) Errorf(format string, args ...any) {
	f.Helper()
	f.calls()
	f.TB.Errorf(format, args...)
}

func (f *fixture) Fatalf(format string, args ...any) {
	f.Helper()
	f.calls()
	f.TB.Fatalf(format, args...)
}

func (f *fixture) Error(args ...any) {
	f.Helper()
	f.calls()
	f.TB.Error(args...)
}

// at sets the clock.
func (f *fixture) at(now time.Time) {
	f.now = now.UTC()
	f.script.add(0, func(func(string) string) string { return "setClock(" + goTime(now.UTC()) + ")" })
	f.set(f.now)
}

func (f *fixture) after(d time.Duration) { f.at(f.now.Add(d)) }

func yuan(s string) limits.Money { return limits.MustParseMoney(s + " CNY") }

func fen(n int64) limits.Money {
	m, err := limits.MoneyFromMinor(n, limits.CNY)
	if err != nil {
		panic(err)
	}
	return m
}

// daily is a cap on the buyer's day in Beijing, shopDaily one on the merchant's.
func daily(limit string) limits.Cap {
	return limits.Cap{
		Max: yuan(limit), Window: limits.Day(8 * time.Hour), Counter: "buyer.day",
		Per: []limits.Subject{limits.Buyer},
	}
}

func shopDaily(limit string) limits.Cap {
	return limits.Cap{
		Max: yuan(limit), Window: limits.Day(8 * time.Hour), Counter: "shop.day",
		Per: []limits.Subject{limits.Merchant},
	}
}

var subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1"), limits.Merchant: limits.Hide("m1")}

// payment returns a payment that is held for an hour.
func payment(id, amount string, caps ...limits.Cap) ledger.Payment {
	return ledger.Payment{ID: id, Amount: yuan(amount), Caps: caps, Subjects: subjects, Hold: time.Hour}
}

// reserve makes a reservation that must succeed.
func (f *fixture) reserve(p ledger.Payment) ledger.Reservation {
	f.Helper()
	r, err := f.Reserve(f.ctx, p)
	if err != nil {
		f.Fatalf("Reserve(%s of %s): %v", p.ID, p.Amount, err)
	}
	if r.ID != p.ID || r.State != ledger.Reserved || r.Amount != p.Amount || r.Confirmed.Minor() != 0 || r.Late {
		f.Fatalf("Reserve(%s of %s) = %+v", p.ID, p.Amount, r)
	}
	return r
}

// refused makes a reservation that must be refused.
func (f *fixture) refused(p ledger.Payment) *ledger.RefusedError {
	f.Helper()
	_, err := f.Reserve(f.ctx, p)
	refused := (*ledger.RefusedError)(nil)
	if !errors.As(err, &refused) {
		f.Fatalf("Reserve(%s of %s): %v, want a *RefusedError", p.ID, p.Amount, err)
	}
	return refused
}

func (f *fixture) confirm(id, amount string) ledger.Reservation {
	f.Helper()
	return f.must("Confirm", ledger.Confirmed)(f.Confirm(f.ctx, id, yuan(amount)))
}

func (f *fixture) release(id string) ledger.Reservation {
	f.Helper()
	return f.must("Release", ledger.Released)(f.Release(f.ctx, id))
}

func (f *fixture) refund(id, refund, amount string) ledger.Reservation {
	f.Helper()
	return f.must("Refund", ledger.Confirmed)(f.Refund(f.ctx, id, refund, yuan(amount)))
}

func (f *fixture) must(call string, state ledger.State) func(ledger.Reservation, error) ledger.Reservation {
	return func(r ledger.Reservation, err error) ledger.Reservation {
		f.Helper()
		if err != nil {
			f.Fatalf("%s: %v", call, err)
		}
		if r.State != state {
			f.Fatalf("%s: the payment is %s, want %s: %+v", call, r.State, state, r)
		}
		return r
	}
}

func (f *fixture) sweep() ledger.SweepResult {
	f.Helper()
	swept, err := f.Sweep(f.ctx, 1000)
	if err != nil {
		f.Fatalf("Sweep: %v", err)
	}
	return swept
}

// usage is what the total of a cap has reached for the subjects.
func (f *fixture) usage(c limits.Cap) limits.Money {
	f.Helper()
	usage, err := f.Usage(f.ctx, []limits.Cap{c}, subjects)
	if err != nil {
		f.Fatalf("Usage: %v", err)
	}
	return usage[c.Counter].Amount
}

// count is how many payments the total of a cap has for the subjects.
func (f *fixture) payments(c limits.Cap) int64 {
	f.Helper()
	usage, err := f.Usage(f.ctx, []limits.Cap{c}, subjects)
	if err != nil {
		f.Fatalf("Usage: %v", err)
	}
	count, ok := usage[c.Counter].Count()
	if !ok {
		f.Errorf("Usage reports that %s has reached %v, want the number of payments too", c.Counter, usage[c.Counter])
	}
	return count
}

// counted checks how many payments the total of a cap has for the subjects.
func (f *fixture) counted(c limits.Cap, want int64) {
	f.Helper()
	if got := f.payments(c); got != want {
		f.Errorf("Usage reports that %s has %d payments, want %d", c.Counter, got, want)
	}
}

// used checks what the total of a cap has reached for the subjects.
func (f *fixture) used(c limits.Cap, want string) {
	f.Helper()
	if got := f.usage(c); got != yuan(want) {
		f.Errorf("Usage reports that %s has reached %s, want %s", c.Counter, got, want)
	}
}

// auditClean checks that all totals are right.
func (f *fixture) auditClean() {
	f.Helper()
	discrepancies, err := f.Audit(f.ctx)
	if err != nil {
		f.Fatalf("Audit: %v", err)
	}
	if len(discrepancies) > 0 {
		f.Errorf("Audit found %d totals that are not the sum of their payments: %+v", len(discrepancies), discrepancies)
	}
}

// fails checks that an error is of the type E, and returns it.
func fails[E error](f *fixture, call string, err error) E {
	f.Helper()
	var want E
	if !errors.As(err, &want) {
		f.Fatalf("%s: %v, want a %s", call, err, strings.TrimPrefix(fmt.Sprintf("%T", want), "*ledger."))
	}
	return want
}
