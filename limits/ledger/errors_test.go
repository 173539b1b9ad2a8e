package ledger_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// Errors name the invalid value and what is allowed, clip long values, and never contain
// the id of a subject.
func TestErrorTexts(t *testing.T) {
	cny := limits.MustParseMoney
	long := strings.Repeat("x", 1000)
	refusals, err := limits.Fit(cny("80.01 CNY"), noon(), limits.Usage{"static_code.day": {Amount: cny("420.00 CNY")}},
		limits.Cap{Max: cny("50.00 CNY")}, daily)
	if err != nil {
		t.Fatalf("Fit: %v", err)
	}
	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"refused", &ledger.RefusedError{ID: "a1", Amount: cny("80.01 CNY"), Refusals: refusals},
			`ledger: payment "a1" of 80.01 CNY is refused: one payment must be at most 50.00 CNY; static_code.day leaves at most 80.00 CNY until 2026-11-21T16:00:00Z`},
		{"field", &ledger.FieldError{Field: "Hold", Value: "-1ns", Want: "more than zero"},
			`ledger: Hold is "-1ns": want more than zero`},
		{"field without a value", &ledger.FieldError{Field: "Subjects[buyer]", Want: "a value"},
			`ledger: Subjects[buyer]: want a value`},
		{"mismatch", &ledger.MismatchError{ID: "a1", Field: "Amount", Known: "1.00 CNY", Got: "2.00 CNY"},
			`ledger: payment "a1" has Amount 1.00 CNY, not 2.00 CNY: want the same again, or a new id`},
		{"mismatch of subjects", &ledger.MismatchError{ID: "a1", Field: "Subjects"},
			`ledger: payment "a1" was made with different Subjects: want the same again, or a new id`},
		{"state", &ledger.StateError{ID: "a1", Call: "Release", State: ledger.Confirmed},
			`ledger: cannot release payment "a1", which is confirmed: want one that is reserved, released or expired`},
		{"amount", &ledger.AmountError{ID: "a1", Call: "Confirm", Amount: cny("2.00 CNY"), Max: cny("1.00 CNY")},
			`ledger: Confirm of payment "a1" for 2.00 CNY: want at most 1.00 CNY`},
		{"unknown", &ledger.UnknownPaymentError{ID: long},
			`ledger: payment "` + long[:48] + `..." is unknown: want one that was reserved, and is not older than Retention`},
		{"unknown, in Chinese", &ledger.UnknownPaymentError{ID: "a" + strings.Repeat("每日", 10)},
			`ledger: payment "a` + strings.Repeat("每日", 7) + `每..." is unknown: want one that was reserved, and is not older than Retention`},
		{"unknown, of no characters", &ledger.UnknownPaymentError{ID: strings.Repeat("\x80", 60)},
			`ledger: payment "` + strings.Repeat(`\x80`, 44) + `..." is unknown: want one that was reserved, and is not older than Retention`},
		{"durability", &ledger.DurabilityError{Setting: "off"},
			`ledger: synchronous_commit is off, which loses acknowledged payments when the server fails: want on, or PostgresOptions.AllowAsyncCommit`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.err.Error(); got != tt.want {
				t.Errorf("Error() =\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

func TestNoErrorHoldsTheValueOfASubject(t *testing.T) {
	const secret = "13800000000"
	l := ledger.NewMemory(noon)
	of := func(id, amount string, value string) ledger.Payment {
		p := attempt(id, amount)
		p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(value)}
		return p
	}
	var errs []error
	call := func(p ledger.Payment) {
		_, err := l.Reserve(t.Context(), p)
		errs = append(errs, err)
	}
	call(of("a1", "500.01 CNY", secret))
	call(of("a1", "1.00 CNY", secret+"\x00"))
	call(of("a1", "1.00 CNY", secret+strings.Repeat("1", 200)))
	if _, err := l.Reserve(t.Context(), of("a1", "1.00 CNY", secret)); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	call(of("a1", "1.00 CNY", secret+"1"))
	for i, err := range errs {
		if err == nil || strings.Contains(err.Error(), secret) {
			t.Errorf("call %d: %v, want an error without the value", i, err)
		}
	}
}

// A ledger that no constructor has made is an error of every call: it neither panics nor
// waits.
func TestALedgerThatWasNotMade(t *testing.T) {
	for name, l := range map[string]interface {
		ledger.Ledger
		Audit(context.Context) ([]ledger.Discrepancy, error)
	}{
		"nil Memory":    (*ledger.Memory)(nil),
		"zero Memory":   &ledger.Memory{},
		"nil Postgres":  (*ledger.Postgres)(nil),
		"zero Postgres": &ledger.Postgres{},
	} {
		t.Run(name, func(t *testing.T) {
			ctx, p := t.Context(), attempt("a1", "1.00 CNY")
			calls := map[string]func() error{
				"Usage":   func() error { _, err := l.Usage(ctx, p.Caps, p.Subjects); return err },
				"Reserve": func() error { _, err := l.Reserve(ctx, p); return err },
				"Confirm": func() error { _, err := l.Confirm(ctx, p.ID, p.Amount); return err },
				"Release": func() error { _, err := l.Release(ctx, p.ID); return err },
				"Refund":  func() error { _, err := l.Refund(ctx, p.ID, "r1", p.Amount); return err },
				"Sweep":   func() error { _, err := l.Sweep(ctx, 1); return err },
				"Audit":   func() error { _, err := l.Audit(ctx); return err },
			}
			if m, ok := l.(interface{ Migrate(context.Context) error }); ok {
				calls["Migrate"] = func() error { return m.Migrate(ctx) }
			}
			for call, do := range calls {
				if err := do(); err == nil || !strings.Contains(err.Error(), "nil or zero") {
					t.Errorf("%s: %v, want that the ledger is nil or zero", call, err)
				}
			}
		})
	}
}

// A ledger follows its clock back, into the windows that it had left.
func TestAMemoryWhoseClockGoesBack(t *testing.T) {
	now := noon()
	l := ledger.NewMemory(func() time.Time { return now })
	if _, err := l.Reserve(t.Context(), attempt("a1", "500.00 CNY")); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	for _, step := range []struct {
		by   time.Duration
		fits bool
	}{{24 * time.Hour, true}, {-24 * time.Hour, false}} {
		now = now.Add(step.by)
		_, err := l.Reserve(t.Context(), attempt("a2"+now.String(), "500.00 CNY"))
		if (err == nil) != step.fits {
			t.Errorf("Reserve at %v: %v, want that it fits: %v", now, err, step.fits)
		}
	}
}

func TestAMemoryDeletesAllThatIsPast(t *testing.T) {
	now := noon()
	l := ledger.NewMemory(func() time.Time { return now })
	for range 3 {
		for _, id := range []string{"confirmed", "released", "held"} {
			if _, err := l.Reserve(t.Context(), attempt(id, "10.00 CNY")); err != nil {
				t.Fatalf("Reserve(%s): %v", id, err)
			}
		}
		if _, err := l.Confirm(t.Context(), "confirmed", limits.MustParseMoney("10.00 CNY")); err != nil {
			t.Fatalf("Confirm: %v", err)
		}
		if _, err := l.Release(t.Context(), "released"); err != nil {
			t.Fatalf("Release: %v", err)
		}
		now = now.Add(ledger.Retention + 24*time.Hour)
		for _, want := range []ledger.SweepResult{{Expired: 1}, {Deleted: 4}} {
			swept, err := l.Sweep(t.Context(), 10)
			if err != nil || swept != want {
				t.Errorf("Sweep = %+v, %v, want %+v", swept, err, want)
			}
			now = now.Add(24 * time.Hour)
		}
	}
}

func BenchmarkMemory(b *testing.B) {
	l := ledger.NewMemory(nil)
	p := attempt("", "0.01 CNY")
	p.Caps = []limits.Cap{daily, {Max: limits.MustParseMoney("9000000.00 CNY"), Window: limits.Year(8 * time.Hour), Counter: "year", Per: daily.Per}}
	p.Caps[0].Max = p.Caps[1].Max
	b.ReportAllocs()
	for n := 0; b.Loop(); n++ {
		p.ID = time.Duration(n).String()
		if _, err := l.Reserve(b.Context(), p); err != nil {
			b.Fatal(err)
		}
		if _, err := l.Confirm(b.Context(), p.ID, p.Amount); err != nil {
			b.Fatal(err)
		}
	}
}
