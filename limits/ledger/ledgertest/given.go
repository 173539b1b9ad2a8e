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

// book is a ledger under test, with a clock that stands where it was set.
type book struct {
	TB
	ledger.Ledger
	ctx context.Context
	now time.Time
	set func(time.Time)
}

// noon is an instant of no importance.
var noon = time.Date(2026, 11, 21, 12, 0, 0, 0, beijing)

var beijing = time.FixedZone("", 8*60*60)

func newBook(t TB, open Open) *book {
	t.Helper()
	l, set := open(t)
	b := &book{TB: t, Ledger: l, ctx: context.Background(), set: set}
	b.at(noon)
	return b
}

// at sets the clock.
func (b *book) at(now time.Time) {
	b.now = now.UTC()
	b.set(b.now)
}

func (b *book) after(d time.Duration) { b.at(b.now.Add(d)) }

func yuan(s string) limits.Money { return limits.MustParseMoney(s + " CNY") }

func fen(n int64) limits.Money {
	m, err := limits.MoneyFromMinor(n, limits.CNY)
	if err != nil {
		panic(err)
	}
	return m
}

// daily is a cap on the buyer's day in Beijing, shopDaily one on the merchant's.
func daily(max string) limits.Cap {
	return limits.Cap{
		Max: yuan(max), Window: limits.Day(8 * time.Hour), Counter: "buyer.day",
		Per: []limits.Subject{limits.Buyer},
	}
}

func shopDaily(max string) limits.Cap {
	return limits.Cap{
		Max: yuan(max), Window: limits.Day(8 * time.Hour), Counter: "shop.day",
		Per: []limits.Subject{limits.Merchant},
	}
}

var subjects = map[limits.Subject]string{limits.Buyer: "b1", limits.Merchant: "m1"}

// payment is held for an hour.
func payment(id, amount string, caps ...limits.Cap) ledger.Payment {
	return ledger.Payment{ID: id, Amount: yuan(amount), Caps: caps, Subjects: subjects, Hold: time.Hour}
}

// reserve makes a reservation that must succeed.
func (b *book) reserve(p ledger.Payment) ledger.Reservation {
	b.Helper()
	r, err := b.Reserve(b.ctx, p)
	if err != nil {
		b.Fatalf("Reserve(%s of %s): %v", p.ID, p.Amount, err)
	}
	if r.ID != p.ID || r.State != ledger.Reserved || r.Amount != p.Amount {
		b.Fatalf("Reserve(%s of %s) = %+v", p.ID, p.Amount, r)
	}
	return r
}

// refused makes a reservation that must be refused.
func (b *book) refused(p ledger.Payment) *ledger.RefusedError {
	b.Helper()
	_, err := b.Reserve(b.ctx, p)
	refused := (*ledger.RefusedError)(nil)
	if !errors.As(err, &refused) {
		b.Fatalf("Reserve(%s of %s): %v, want a *RefusedError", p.ID, p.Amount, err)
	}
	return refused
}

func (b *book) confirm(id, amount string) ledger.Reservation {
	b.Helper()
	return b.must("Confirm", ledger.Confirmed)(b.Confirm(b.ctx, id, yuan(amount)))
}

func (b *book) release(id string) ledger.Reservation {
	b.Helper()
	return b.must("Release", ledger.Released)(b.Release(b.ctx, id))
}

func (b *book) refund(id, refund, amount string) ledger.Reservation {
	b.Helper()
	return b.must("Refund", ledger.Confirmed)(b.Refund(b.ctx, id, refund, yuan(amount)))
}

func (b *book) must(call string, state ledger.State) func(ledger.Reservation, error) ledger.Reservation {
	return func(r ledger.Reservation, err error) ledger.Reservation {
		b.Helper()
		if err != nil {
			b.Fatalf("%s: %v", call, err)
		}
		if r.State != state {
			b.Fatalf("%s: the payment is %s, want %s: %+v", call, r.State, state, r)
		}
		return r
	}
}

func (b *book) sweep() ledger.Swept {
	b.Helper()
	swept, err := b.Sweep(b.ctx, 1000)
	if err != nil {
		b.Fatalf("Sweep: %v", err)
	}
	return swept
}

// usage is what the total of a cap has reached for the subjects.
func (b *book) usage(c limits.Cap) limits.Money {
	b.Helper()
	usage, err := b.Usage(b.ctx, []limits.Cap{c}, subjects)
	if err != nil {
		b.Fatalf("Usage: %v", err)
	}
	return usage[c.Counter]
}

// used checks what the total of a cap has reached for the subjects.
func (b *book) used(c limits.Cap, want string) {
	b.Helper()
	if got := b.usage(c); got != yuan(want) {
		b.Errorf("Usage says %s has reached %s, want %s", c.Counter, got, want)
	}
}

// balanced checks that the books are right.
func (b *book) balanced() {
	b.Helper()
	differences, err := b.Audit(b.ctx)
	if err != nil {
		b.Fatalf("Audit: %v", err)
	}
	if len(differences) > 0 {
		b.Errorf("Audit found %d totals that are not the sum of their payments: %+v", len(differences), differences)
	}
}

// fails checks that an error is of the type E, and returns it.
func fails[E error](b *book, call string, err error) E {
	b.Helper()
	var want E
	if !errors.As(err, &want) {
		b.Fatalf("%s: %v, want a %s", call, err, strings.TrimPrefix(fmt.Sprintf("%T", want), "*ledger."))
	}
	return want
}

// answer is what a call returned.
type answer struct {
	ledger.Reservation
	err error
}

// atOnce makes n calls at the same time and returns their answers.
func atOnce(n int, call func(i int) (ledger.Reservation, error)) []answer {
	answers := make([]answer, n)
	start, done := make(chan struct{}), make(chan struct{})
	for i := range n {
		go func() {
			<-start
			answers[i].Reservation, answers[i].err = call(i)
			done <- struct{}{}
		}()
	}
	close(start)
	for range n {
		<-done
	}
	return answers
}
