package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

func invalidArguments(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	c.Per = []limits.Subject{limits.Buyer, "wallet"}
	long := shopDaily("100.00")
	long.Counter = limits.Counter(strings.Repeat("c", 201))
	_, err := f.Reserve(f.ctx, ledger.Payment{
		Amount: yuan("-1.00"), Caps: []limits.Cap{c, long, daily("1.00")}, Subjects: subjects, Hold: -1,
	})
	f.names("Reserve", err, "ID", "Amount", "Hold", "Subjects[wallet]", "Caps[1].Counter")
	_, err = f.Usage(f.ctx, []limits.Cap{daily("1.00"), long, c}, subjects)
	f.names("Usage", err, "Caps[1].Counter", "Subjects[wallet]")

	month := daily("100.00")
	month.Window = limits.Month(8 * time.Hour)
	_, err = f.Usage(f.ctx, []limits.Cap{daily("1.00"), month}, subjects)
	f.names("Usage of one counter that means two totals", err, "Caps[1].Counter")

	dollars := daily("1.00")
	dollars.Max = limits.MustParseMoney("1.00 USD")
	_, err = f.Reserve(f.ctx, payment("p\x00", "1.00", dollars))
	f.names("Reserve in two currencies", err, "ID", "Caps[0]")
	_, err = f.Usage(f.ctx, []limits.Cap{{Window: limits.Lifetime(), Counter: "x"}}, subjects)
	if capErr := (*limits.CapError)(nil); !errors.As(err, &capErr) {
		f.Errorf("Usage of a cap without Max: %v, want a *limits.CapError", err)
	}

	for _, hold := range []time.Duration{ledger.MaxHold + 1, math.MaxInt64} {
		long := payment("p1", "1.00", daily("100.00"))
		long.Hold = hold
		_, err = f.Reserve(f.ctx, long)
		f.names(fmt.Sprintf("Reserve with a hold of %v", hold), err, "Hold")
	}

	_, err = f.Confirm(f.ctx, "", limits.Money{})
	f.names("Confirm", err, "id", "amount")
	_, err = f.Release(f.ctx, "\xff")
	f.names("Release", err, "id")
	_, err = f.Refund(f.ctx, "", "", yuan("0.00"))
	f.names("Refund", err, "id", "refund", "amount")
	_, err = f.Sweep(f.ctx, 0)
	f.names("Sweep", err, "limit")
	f.reserve(payment("p1", "1.00", daily("100.00")))
	_, err = f.Confirm(f.ctx, "p1", limits.MustParseMoney("1.00 USD"))
	if mismatch := (*limits.CurrencyMismatchError)(nil); !errors.As(err, &mismatch) {
		f.Errorf("Confirm in another currency: %v, want a *limits.CurrencyMismatchError", err)
	}
}

// names checks that an error has a *FieldError for each of the fields.
func (f *fixture) names(call string, err error, fields ...string) {
	f.Helper()
	for _, field := range fields {
		if !namesField(err, field) {
			f.Errorf("%s: %v, want a *FieldError of %s", call, err, field)
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
	f := newFixture(t, open)
	c := daily("100.00")
	f.reserve(payment("p1", "10.00", c))
	ended, cancel := context.WithCancel(f.ctx)
	cancel()
	var errs []error
	_, err := f.Reserve(ended, payment("p2", "10.00", c))
	errs = append(errs, err)
	_, err = f.Confirm(ended, "p1", yuan("5.00"))
	errs = append(errs, err)
	_, err = f.Release(ended, "p1")
	errs = append(errs, err)
	_, err = f.Refund(ended, "p1", "r1", yuan("5.00"))
	errs = append(errs, err)
	_, err = f.Usage(ended, []limits.Cap{c}, subjects)
	errs = append(errs, err)
	_, err = f.Sweep(ended, 1)
	errs = append(errs, err)
	_, err = f.Audit(ended)
	errs = append(errs, err)
	for i, err := range errs {
		if !errors.Is(err, context.Canceled) {
			f.Errorf("call %d: %v, want the context's error", i, err)
		}
	}
	f.used(c, "10.00")
	f.auditClean()
}
