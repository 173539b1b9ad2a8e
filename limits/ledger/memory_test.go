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
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// fens is a payment under a cap on a buyer's day, which gives back.
func fens(id string, buyer int, amount int64) Payment {
	m, err := limits.MoneyFromMinor(amount, limits.CNY)
	if err != nil {
		panic(err)
	}
	return Payment{
		ID: id, Amount: m, Hold: time.Hour, GiveBack: []limits.Counter{"day"},
		Caps: []limits.Cap{{
			Max: limits.MustParseMoney("100.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "day", Per: []limits.Subject{limits.Buyer},
		}},
		Subjects: map[limits.Subject]string{limits.Buyer: fmt.Sprint("b", buyer)},
	}
}

// Where one call hangs, the others end when their contexts do.
func TestCallsOfAMemoryEndWithTheirContexts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		hang := make(chan struct{})
		defer close(hang)
		m := NewMemory(func() time.Time { <-hang; return time.Now() })
		p := fens("p1", 1, 100)
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

// asked is a context that does something whenever it is asked whether it has ended. A
// Memory asks between two turns, when others may call it.
type asked struct {
	context.Context
	do func()
}

func (a asked) Err() error {
	a.do()
	return a.Context.Err()
}

// manyDue returns a ledger of payments of one buyer, all of them due.
func manyDue(t *testing.T, n int) *Memory {
	t.Helper()
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	m := NewMemory(func() time.Time { return now })
	for i := range n {
		if _, err := m.Reserve(t.Context(), fens(fmt.Sprint("p", i), 1, 1)); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
	}
	now = now.Add(time.Hour)
	return m
}

// However much is due, a call lets others have their turn and ends with its context.
func TestExpiryTakesTurns(t *testing.T) {
	const n, turns = 10 * turn, 4
	all := fens("all", 1, 10_000)
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
			first, err := call(m, asked{ctx, func() {
				if times++; times > turns {
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
			if left := used["day"].Minor(); err != nil || left != n-turns*turn {
				t.Errorf("%d are left after %d turns: %v, want %d", left, turns, err, n-turns*turn)
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

// Room that is held by nobody is found behind however many payments are settled.
func TestDueRoomBehindSettledPayments(t *testing.T) {
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	m := NewMemory(func() time.Time { return now })
	held := fens("held", 1, 10_000)
	if _, err := m.Reserve(t.Context(), held); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	for i := range 2 * turn {
		p := fens(fmt.Sprint("p", i), 1, 0)
		p.Hold = time.Minute
		if _, err := m.Reserve(t.Context(), p); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
		if _, err := m.Confirm(t.Context(), p.ID, p.Amount); err != nil {
			t.Fatalf("Confirm: %v", err)
		}
	}
	now = now.Add(time.Hour)
	if _, err := m.Reserve(t.Context(), fens("next", 1, 10_000)); err != nil {
		t.Errorf("Reserve of all that is left: %v", err)
	}
}

// An audit answers for the instant at which it began, whatever is called meanwhile.
func TestAnAuditIsOfOneInstant(t *testing.T) {
	const n, buyers = 3 * turn, 20
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
				_, _ = m.Reserve(ctx, fens(fmt.Sprint("p", next), rapid.IntRange(0, buyers).Draw(t, "buyer"), amount.Minor()))
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
			if _, err := m.Reserve(ctx, fens(fmt.Sprint("p", next), next%buyers, 1)); err != nil {
				t.Fatalf("Reserve: %v", err)
			}
		}
		for range 10 {
			call()
		}
		for _, key := range slices.Sorted(maps.Keys(m.books.totals))[:min(1, len(m.books.totals))] {
			m.books.totals[key].Used++ // so that there is something to find
		}
		want, err := m.Audit(ctx)
		if err != nil {
			t.Fatalf("Audit: %v", err)
		}
		turns := 0
		got, err := m.Audit(asked{ctx, func() {
			if m.books.audit.Load() == nil {
				return // it has not begun
			}
			turns++
			for range 20 {
				call()
			}
		}})
		if err != nil {
			t.Fatalf("Audit: %v", err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Audit while others call (-alone +meanwhile):\n%s", diff)
		}
		if most := len(m.books.payments) / turn / 2; turns < most {
			t.Errorf("others had %d turns", turns)
		}
	})
}

// An audit that ends early leaves nothing behind for the next one.
func TestAnAuditEndsWithItsContext(t *testing.T) {
	m := manyDue(t, 4*turn)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_, err := m.Audit(asked{ctx, func() {
		if m.books.audit.Load() != nil {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Audit: %v, want the context's error", err)
	}
	if m.books.audit.Load() != nil {
		t.Error("the audit is still under way")
	}
	if _, err := m.Sweep(t.Context(), 4*turn); err != nil {
		t.Errorf("Sweep: %v", err)
	}
	if differences, err := m.Audit(t.Context()); err != nil || len(differences) > 0 {
		t.Errorf("Audit = %v, %v, want no differences", differences, err)
	}
}

// For the race detector: audits while others call.
func TestAuditsAndCallsAtOnce(t *testing.T) {
	m := NewMemory(nil)
	var group sync.WaitGroup
	for worker := range 4 {
		group.Go(func() {
			for i := range 2 * turn {
				p := fens(fmt.Sprint(worker, " ", i), i%50, 1)
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
		differences, err := m.Audit(t.Context())
		if err != nil || len(differences) > 0 {
			t.Errorf("Audit = %v, %v, want no differences", differences, err)
		}
		select {
		case <-done:
			return
		default:
		}
	}
}
