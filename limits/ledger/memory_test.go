package ledger

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// fenPayment returns a payment under a refundable cap on a buyer's day.
func fenPayment(id string, buyer int, amount int64) Payment {
	m, err := limits.MoneyFromMinor(amount, limits.CNY)
	if err != nil {
		panic(err)
	}
	return Payment{
		ID: id, Amount: m, Hold: time.Hour, Refundable: []limits.Counter{"day"},
		Caps: []limits.Cap{
			{Max: limits.MustParseMoney("100.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "day", Per: []limits.Subject{limits.Buyer}},
			{Max: limits.MustParseMoney("100.00 CNY"), Window: limits.Rolling(90 * time.Minute), Counter: "rolling", Per: []limits.Subject{limits.Buyer}},
		},
		Subjects: map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(fmt.Sprint("b", buyer))},
	}
}

// When one call hangs, the others end with their contexts.
func TestCallsOfAMemoryEndWithTheirContexts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		m := NewMemory(func() time.Time { <-hang; return time.Now() })
		p := fenPayment("p1", 1, 100)
		go m.Usage(context.Background(), p.Caps, p.Subjects)
		synctest.Wait()
		calls := map[string]func(context.Context) error{
			"Usage":   func(ctx context.Context) error { _, err := m.Usage(ctx, p.Caps, p.Subjects); return err },
			"Reserve": func(ctx context.Context) error { _, err := m.Reserve(ctx, p); return err },
			"Confirm": func(ctx context.Context) error { _, err := m.Confirm(ctx, p.ID, p.Amount); return err },
			"Release": func(ctx context.Context) error { _, err := m.Release(ctx, p.ID); return err },
			"Refund":  func(ctx context.Context) error { _, err := m.Refund(ctx, p.ID, "r1", p.Amount); return err },
			"Sweep":   func(ctx context.Context) error { _, err := m.Sweep(ctx, 1); return err },
			"Audit":   func(ctx context.Context) error { _, err := m.Audit(ctx); return err },
		}
		for name, call := range calls {
			const most = 300 * time.Millisecond
			ctx, cancel := context.WithTimeout(context.Background(), most)
			before := time.Now()
			err := call(ctx)
			cancel()
			if took := time.Since(before); took != most || !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("%s: %v after %v, want the context's error after %v", name, err, took, most)
			}
		}
	})
}

// hookContext is a context that calls do whenever its Err is called. A Memory calls Err
// between two chunks, while it is unlocked.
type hookContext struct {
	context.Context
	do func()
}

func (a hookContext) Err() error {
	a.do()
	return a.Context.Err()
}

// manyDue returns a ledger of payments of one buyer, all of them due.
func manyDue(t *testing.T, n int) *Memory {
	t.Helper()
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	m := NewMemory(func() time.Time { return now })
	for i := range n {
		if _, err := m.Reserve(t.Context(), fenPayment(fmt.Sprint("p", i), 1, 1)); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
	}
	now = now.Add(time.Hour)
	return m
}

// However much is due, a call unlocks the ledger between chunks and ends with its context.
func TestExpiryTakesTurns(t *testing.T) {
	const n, chunks = 10 * chunk, 4
	all := fenPayment("all", 1, 10_000)
	for name, call := range map[string]func(*Memory, context.Context) (int, error){
		"Reserve": func(m *Memory, ctx context.Context) (int, error) { _, err := m.Reserve(ctx, all); return 0, err },
		"Sweep": func(m *Memory, ctx context.Context) (int, error) {
			swept, err := m.Sweep(ctx, n)
			return swept.Expired, err
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := manyDue(t, n)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			times := 0
			first, err := call(m, hookContext{ctx, func() {
				if times++; times > chunks {
					cancel()
				}
				if _, err := m.Release(t.Context(), "p0"); err != nil {
					t.Errorf("Release meanwhile: %v", err)
				}
			}})
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("%v, want the context's error", err)
			}
			used, err := m.Usage(t.Context(), all.Caps, all.Subjects)
			if left := used["day"].Amount.Minor(); err != nil || left != n-chunks*chunk {
				t.Errorf("%d are left after %d chunks: %v, want %d", left, chunks, err, n-chunks*chunk)
			}
			second, err := call(m, t.Context())
			if err != nil {
				t.Errorf("again: %v", err)
			}
			if name == "Sweep" && first+second != n-1 { // p0 was released
				t.Errorf("the sweeps say that they expired %d and %d, want %d in all", first, second, n-1)
			}
		})
	}
}

// An ended hold is found behind any number of settled payments.
func TestDueRoomBehindSettledPayments(t *testing.T) {
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	m := NewMemory(func() time.Time { return now })
	held := fenPayment("held", 1, 10_000)
	if _, err := m.Reserve(t.Context(), held); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	for i := range 2 * chunk {
		p := fenPayment(fmt.Sprint("p", i), 1, 0)
		p.Hold = time.Minute
		if _, err := m.Reserve(t.Context(), p); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
		if _, err := m.Confirm(t.Context(), p.ID, p.Amount); err != nil {
			t.Fatalf("Confirm: %v", err)
		}
	}
	now = now.Add(time.Hour)
	if _, err := m.Reserve(t.Context(), fenPayment("next", 1, 10_000)); err != nil {
		t.Errorf("Reserve of all that is left: %v", err)
	}
}

// An audit describes the instant at which it started, whatever is called meanwhile.
func TestAnAuditIsOfOneInstant(t *testing.T) {
	const n, buyers = 3 * chunk, 20
	start := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		now := start
		m := NewMemory(func() time.Time { return now })
		ctx := context.Background()
		next := 0
		call := func() {
			id := fmt.Sprint("p", rapid.IntRange(0, next).Draw(t, "id"))
			amount, _ := limits.MoneyFromMinor(rapid.Int64Range(1, 100).Draw(t, "amount"), limits.CNY)
			switch rapid.IntRange(0, 4).Draw(t, "call") {
			case 0:
				next++
				_, _ = m.Reserve(ctx, fenPayment(fmt.Sprint("p", next), rapid.IntRange(0, buyers).Draw(t, "buyer"), amount.Minor()))
			case 1:
				_, _ = m.Confirm(ctx, id, amount)
			case 2:
				_, _ = m.Release(ctx, id)
			case 3:
				_, _ = m.Refund(ctx, id, "r", amount)
			case 4:
				now = now.Add(rapid.SampledFrom([]time.Duration{0, time.Hour, Retention, 2 * Retention}).Draw(t, "wait"))
				_, _ = m.Sweep(ctx, n)
			}
		}
		for next < n {
			next++
			if _, err := m.Reserve(ctx, fenPayment(fmt.Sprint("p", next), next%buyers, 1)); err != nil {
				t.Fatalf("Reserve: %v", err)
			}
		}
		for range 10 {
			call()
		}
		for _, key := range slices.Sorted(maps.Keys(peek(m).totals))[:min(1, len(peek(m).totals))] {
			peek(m).totals[key].Used++ // so that there is something to find
		}
		want, err := m.Audit(ctx)
		if err != nil {
			t.Fatalf("Audit: %v", err)
		}
		chunks := 0
		got, err := m.Audit(hookContext{ctx, func() {
			if peek(m).audit.Load() == nil {
				return // it has not begun
			}
			chunks++
			for range 20 {
				call()
			}
		}})
		if err != nil {
			t.Fatalf("Audit: %v", err)
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateComparable(limits.Hidden{})); diff != "" {
			t.Errorf("Audit while others call (-alone +meanwhile):\n%s", diff)
		}
		if most := len(peek(m).payments) / chunk / 2; chunks < most {
			t.Errorf("the ledger was unlocked %d times", chunks)
		}
	})
}

// An audit that ends early leaves nothing behind for the next one.
func TestAnAuditEndsWithItsContext(t *testing.T) {
	m := manyDue(t, 4*chunk)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := m.Audit(hookContext{ctx, func() {
		if peek(m).audit.Load() != nil {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Audit: %v, want the context's error", err)
	}
	if peek(m).audit.Load() != nil {
		t.Error("the audit is still under way")
	}
	if _, err := m.Sweep(t.Context(), 4*chunk); err != nil {
		t.Errorf("Sweep: %v", err)
	}
	if discrepancies, err := m.Audit(t.Context()); err != nil || len(discrepancies) > 0 {
		t.Errorf("Audit = %v, %v, want no discrepancies", discrepancies, err)
	}
}

// For the race detector: audits during other calls.
func TestAuditsAndCallsAtOnce(t *testing.T) {
	m := NewMemory(nil)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range 2 * chunk {
				p := fenPayment(fmt.Sprint(worker, " ", i), i%50, 1)
				_, err := m.Reserve(t.Context(), p)
				if err == nil && i%2 == 0 {
					_, err = m.Release(t.Context(), p.ID)
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { group.Wait(); close(done) }()
	for {
		discrepancies, err := m.Audit(t.Context())
		if err != nil || len(discrepancies) > 0 {
			t.Errorf("Audit = %v, %v, want no discrepancies", discrepancies, err)
		}
		select {
		case <-done:
			return
		default:
		}
	}
}

// peek returns the state of a ledger that no call holds.
func peek(m *Memory) *memoryState {
	s := <-m.state
	m.state <- s
	return s
}
