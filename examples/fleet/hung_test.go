package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// The promise is 50 ms; a busy machine may need longer to let a call
// return.
const (
	deadline  = 300 * time.Millisecond
	allowance = time.Second
)

// Every call ends by its deadline while the server hangs, whatever the driver does: the
// server hangs until all have ended. Then the same ids give the true outcome.
func TestCallsEndWhileTheServerHangs(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	s, err := pgserver.Start(ctx, "jit=off")
	if err != nil {
		t.Fatalf("Start: %v", err)
	}
	defer func() {
		if err := s.Stop(); err != nil {
			t.Errorf("Stop: %v", err)
		}
	}()
	for _, driver := range drivers {
		for _, batched := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s batched %v", driver, batched), func(t *testing.T) {
				db := connectTo(t, driver, s.DSN())
				db.SetMaxOpenConns(8) // fewer than there are callers
				l := migrated(t, db, ledger.PostgresOptions{Schema: "hung", Batched: batched})
				hang(ctx, t, s, l)
			})
		}
	}
}

func hang(ctx context.Context, t *testing.T, s *pgserver.Server, l *ledger.Postgres) {
	const callers, fit = 16, 9
	of := func(i int) ledger.Payment { return payment(fmt.Sprint("p", i), "10.00", "90.00") }
	if _, err := l.Reserve(ctx, payment("first", "0.00", "90.00")); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	if err := s.Hang(); err != nil {
		t.Fatalf("Hang: %v", err)
	}
	resumed := false
	resume := func() {
		if !resumed {
			resumed = true
			if err := s.Resume(); err != nil {
				t.Fatalf("Resume: %v", err)
			}
		}
	}
	defer resume()
	calls := everyCall(l)
	for i := range callers {
		calls = append(calls, func(ctx context.Context) error { _, err := l.Reserve(ctx, of(i)); return err })
	}
	took := make([]time.Duration, len(calls))
	errs := make(chan error)
	for i, call := range calls {
		go func() {
			ctx, cancel := context.WithTimeout(ctx, deadline)
			defer cancel()
			before := time.Now()
			err := call(ctx)
			took[i] = time.Since(before)
			errs <- err
		}()
	}
	for range calls {
		select {
		case err := <-errs:
			if !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("while the server hangs: %v, want the context's error", err)
			}
		case <-time.After(time.Minute):
			t.Fatalf("a call with a deadline of %v has not ended for a minute", deadline)
		}
	}
	resume()
	longest := slices.Max(took).Round(time.Millisecond)
	t.Logf("%d calls with a deadline of %v ended after at most %v", len(calls), deadline, longest)
	if longest > deadline+allowance {
		t.Errorf("a call with a deadline of %v ended after %v, want at most %v later", deadline, longest, allowance)
	}

	reserved := 0
	for i := range callers {
		_, err := retry(ctx, func() (ledger.Reservation, error) { return l.Reserve(ctx, of(i)) })
		switch {
		case err == nil:
			reserved++
		case !is[*ledger.RefusedError](err):
			t.Fatalf("Reserve again: %v", err)
		}
	}
	if reserved != fit {
		t.Errorf("%d payments of 10.00 CNY are reserved under a cap of 90.00 CNY, want %d", reserved, fit)
	}
	usage, err := l.Usage(ctx, of(0).Caps, of(0).Subjects)
	if want := limits.MustParseMoney("90.00 CNY"); err != nil || usage["buyer.day"].Amount != want {
		t.Errorf("Usage = %v, %v, want %v", usage, err, want)
	}
	discrepancies, err := l.Audit(ctx)
	if err != nil || len(discrepancies) > 0 {
		t.Errorf("Audit = %v, %v", discrepancies, err)
	}
}

// everyCall is one call of each method but Reserve, on a payment of nothing.
func everyCall(l *ledger.Postgres) []func(context.Context) error {
	p := payment("first", "0.00", "90.00")
	return []func(context.Context) error{
		l.Migrate,
		func(ctx context.Context) error { _, err := l.Usage(ctx, p.Caps, p.Subjects); return err },
		func(ctx context.Context) error { _, err := l.Confirm(ctx, p.ID, p.Amount); return err },
		func(ctx context.Context) error { _, err := l.Release(ctx, p.ID); return err },
		func(ctx context.Context) error {
			_, err := l.Refund(ctx, p.ID, "r1", limits.MustParseMoney("0.01 CNY"))
			return err
		},
		func(ctx context.Context) error { _, err := l.Sweep(ctx, 10); return err },
		func(ctx context.Context) error { _, err := l.Audit(ctx); return err },
	}
}
