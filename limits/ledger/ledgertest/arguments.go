package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

func badArguments(t TB, open Open) {
	b := newBook(t, open)
	c := daily("100.00")
	c.Per = []limits.Subject{limits.Buyer, "wallet"}
	rolling := shopDaily("100.00")
	rolling.Window = limits.Rolling(24 * time.Hour)
	_, err := b.Reserve(b.ctx, ledger.Payment{
		Amount: yuan("-1.00"), Caps: []limits.Cap{c, rolling, daily("1.00")}, Subjects: subjects, Hold: -1,
	})
	b.names("Reserve", err, "ID", "Amount", "Hold", "Subjects[wallet]", "Caps[1].Window")
	_, err = b.Usage(b.ctx, []limits.Cap{daily("1.00"), rolling, c}, subjects)
	b.names("Usage", err, "Caps[1].Window", "Subjects[wallet]")

	month := daily("100.00")
	month.Window = limits.Month(8 * time.Hour)
	_, err = b.Usage(b.ctx, []limits.Cap{daily("1.00"), month}, subjects)
	b.names("Usage of one counter that means two totals", err, "Caps[1].Counter")

	dollars := daily("1.00")
	dollars.Max = limits.MustParseMoney("1.00 USD")
	_, err = b.Reserve(b.ctx, payment("p\x00", "1.00", dollars))
	b.names("Reserve in two currencies", err, "ID", "Caps[0]")
	_, err = b.Usage(b.ctx, []limits.Cap{{Window: limits.Lifetime(), Counter: "x"}}, subjects)
	if capErr := (*limits.CapError)(nil); !errors.As(err, &capErr) {
		b.Errorf("Usage of a cap without Max: %v, want a *limits.CapError", err)
	}

	for _, hold := range []time.Duration{ledger.MaxHold + 1, math.MaxInt64} {
		long := payment("p1", "1.00", daily("100.00"))
		long.Hold = hold
		_, err = b.Reserve(b.ctx, long)
		b.names(fmt.Sprintf("Reserve with a hold of %v", hold), err, "Hold")
	}

	_, err = b.Confirm(b.ctx, "", limits.Money{})
	b.names("Confirm", err, "id", "amount")
	_, err = b.Release(b.ctx, "\xff")
	b.names("Release", err, "id")
	_, err = b.Refund(b.ctx, "", "", yuan("0.00"))
	b.names("Refund", err, "id", "refund", "amount")
	_, err = b.Sweep(b.ctx, 0)
	b.names("Sweep", err, "most")
	b.reserve(payment("p1", "1.00", daily("100.00")))
	_, err = b.Confirm(b.ctx, "p1", limits.MustParseMoney("1.00 USD"))
	if mismatch := (*limits.CurrencyMismatchError)(nil); !errors.As(err, &mismatch) {
		b.Errorf("Confirm in another currency: %v, want a *limits.CurrencyMismatchError", err)
	}
}

// names checks that an error has a *FieldError for each of the fields.
func (b *book) names(call string, err error, fields ...string) {
	b.Helper()
	for _, field := range fields {
		if !namesField(err, field) {
			b.Errorf("%s: %v, want a *FieldError of %s", call, err, field)
		}
	}
}

func namesField(err error, field string) bool {
	if e, ok := err.(*ledger.FieldError); ok {
		return e.Field == field
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		for _, e := range joined.Unwrap() {
			if namesField(e, field) {
				return true
			}
		}
	}
	if wrapped := errors.Unwrap(err); wrapped != nil {
		return namesField(wrapped, field)
	}
	return false
}

func endedContext(t TB, open Open) {
	b := newBook(t, open)
	c := daily("100.00")
	b.reserve(payment("p1", "10.00", c))
	ended, cancel := context.WithCancel(b.ctx)
	cancel()
	var errs []error
	_, err := b.Reserve(ended, payment("p2", "10.00", c))
	errs = append(errs, err)
	_, err = b.Confirm(ended, "p1", yuan("5.00"))
	errs = append(errs, err)
	_, err = b.Release(ended, "p1")
	errs = append(errs, err)
	_, err = b.Refund(ended, "p1", "r1", yuan("5.00"))
	errs = append(errs, err)
	_, err = b.Usage(ended, []limits.Cap{c}, subjects)
	errs = append(errs, err)
	_, err = b.Sweep(ended, 1)
	errs = append(errs, err)
	_, err = b.Audit(ended)
	errs = append(errs, err)
	for i, err := range errs {
		if !errors.Is(err, context.Canceled) {
			b.Errorf("call %d: %v, want the context's error", i, err)
		}
	}
	b.used(c, "10.00")
	b.balanced()
}
