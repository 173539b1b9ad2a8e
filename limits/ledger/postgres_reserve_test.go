package ledger

import (
	"math"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
)

// A refusal lacks room only in the totals that refuse the payment for their maximum.
func TestMissing(t *testing.T) {
	at := time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC)
	capOn := func(counter string, limit int64) limits.Cap {
		m, err := limits.MoneyFromMinor(limit, limits.CNY)
		if err != nil {
			t.Fatal(err)
		}
		return limits.Cap{Max: m, Window: limits.Lifetime(), Counter: limits.Counter(counter)}
	}
	used := func(minor int64) limits.Used {
		m, err := limits.MoneyFromMinor(minor, limits.CNY)
		if err != nil {
			t.Fatal(err)
		}
		return limits.Used{Amount: m}
	}
	for _, tt := range []struct {
		name   string
		amount int64
		caps   []limits.Cap
		usage  limits.Usage
		key    string
		lacks  int64
	}{
		{"nothing refuses", 100, []limits.Cap{capOn("a", 100)}, limits.Usage{"a": used(0)}, "", 0},
		{"one total is full", 100, []limits.Cap{capOn("a", 100), capOn("b", 100)}, limits.Usage{"a": used(100), "b": used(0)},
			"~/a/CNY/lifetime/", 100},
		{"the first of two totals", 100, []limits.Cap{capOn("b", 150), capOn("a", 100)}, limits.Usage{"a": used(1), "b": used(70)},
			"~/a/CNY/lifetime/", 1},
		{"the second of two totals", 100, []limits.Cap{capOn("b", 150), capOn("a", 100)}, limits.Usage{"a": used(0), "b": used(70)},
			"~/b/CNY/lifetime/", 20},
		{"the smallest of two caps counts", 100, []limits.Cap{capOn("a", 120), capOn("a", 110)}, limits.Usage{"a": used(30)},
			"~/a/CNY/lifetime/", 20},
		{"a bound on one payment lacks nothing", 100, []limits.Cap{{Max: capOn("", 50).Max}}, limits.Usage{}, "", 0},
		{"a minimum lacks nothing", 10, []limits.Cap{{Min: capOn("", 20).Max, Max: capOn("", 500).Max, Counter: "a", Window: limits.Lifetime()}},
			limits.Usage{"a": used(0)}, "", 0},
		{"a total far above its cap", math.MaxInt64, []limits.Cap{capOn("a", 0)}, limits.Usage{"a": used(math.MaxInt64)},
			"~/a/CNY/lifetime/", math.MaxInt64},
	} {
		t.Run(tt.name, func(t *testing.T) {
			amount, err := limits.MoneyFromMinor(tt.amount, limits.CNY)
			if err != nil {
				t.Fatal(err)
			}
			q, err := newRequest(Payment{ID: "p", Amount: amount, Caps: tt.caps, Hold: time.Hour})
			if err != nil {
				t.Fatalf("newRequest: %v", err)
			}
			refusals, err := limits.Fit(amount, at, tt.usage, tt.caps...)
			if err != nil {
				t.Fatalf("Fit: %v", err)
			}
			o := outcome{now: at}
			if len(refusals) > 0 {
				o.err = &RefusedError{Refusals: refusals}
			}
			if key, lacks := q.missing(o); key != tt.key || lacks != tt.lacks {
				t.Errorf("missing = %q, %d, want %q, %d", key, lacks, tt.key, tt.lacks)
			}
		})
	}
}

// As many holds are expired as are needed, from the earliest on.
func TestEnough(t *testing.T) {
	holds := []dueHold{{Amount: 5}, {Amount: 0}, {Amount: 10}}
	for missing, want := range map[int64]int{1: 1, 5: 1, 6: 3, 15: 3, 16: 3, math.MaxInt64: 3} {
		if got := enough(holds, missing); got != want {
			t.Errorf("enough for %d = %d, want %d", missing, got, want)
		}
	}
}
