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
	counting := func(counter string, most int64) limits.Cap {
		return limits.Cap{MaxCount: most, Window: limits.Lifetime(), Counter: limits.Counter(counter)}
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
		none   map[string]bool
		key    string
		lacks  part
	}{
		{"nothing refuses", 100, []limits.Cap{capOn("a", 100)}, limits.Usage{"a": used(0)}, nil, "", part{}},
		{"one total is full", 100, []limits.Cap{capOn("a", 100), capOn("b", 100)}, limits.Usage{"a": used(100), "b": used(0)}, nil,
			"~/a/CNY/lifetime/", part{amount: 100}},
		{"the first of two totals", 100, []limits.Cap{capOn("b", 150), capOn("a", 100)}, limits.Usage{"a": used(1), "b": used(70)}, nil,
			"~/a/CNY/lifetime/", part{amount: 1}},
		{"the second of two totals", 100, []limits.Cap{capOn("b", 150), capOn("a", 100)}, limits.Usage{"a": used(0), "b": used(70)}, nil,
			"~/b/CNY/lifetime/", part{amount: 20}},
		{"the second of two totals, where the first has no room to make", 100, []limits.Cap{capOn("b", 150), capOn("a", 100)},
			limits.Usage{"a": used(1), "b": used(70)}, map[string]bool{"~/a/CNY/lifetime/": true}, "~/b/CNY/lifetime/", part{amount: 20}},
		{"the smallest of two caps counts", 100, []limits.Cap{capOn("a", 120), capOn("a", 110)}, limits.Usage{"a": used(30)}, nil,
			"~/a/CNY/lifetime/", part{amount: 20}},
		{"a bound on one payment lacks nothing", 100, []limits.Cap{{Max: capOn("", 50).Max}}, limits.Usage{}, nil, "", part{}},
		{"a minimum lacks nothing", 10, []limits.Cap{{Min: capOn("", 20).Max, Max: capOn("", 500).Max, Counter: "a", Window: limits.Lifetime()}},
			limits.Usage{"a": used(0)}, nil, "", part{}},
		{"a count that is reached", 100, []limits.Cap{counting("a", 3)}, limits.Usage{"a": limits.CountOnly(3)}, nil,
			"~/a//lifetime/", part{count: 1}},
		{"a count that is passed, and an amount", 100, []limits.Cap{counting("a", 3), capOn("a", 150)},
			limits.Usage{"a": limits.NewUsed(used(70).Amount, 5)}, nil, "~/a/CNY/lifetime/", part{amount: 20, count: 3}},
		{"a total far above its cap", math.MaxInt64, []limits.Cap{capOn("a", 0)}, limits.Usage{"a": used(math.MaxInt64)}, nil,
			"~/a/CNY/lifetime/", part{amount: math.MaxInt64}},
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
			if key, lacks := q.missing(o, tt.none); key != tt.key || lacks != tt.lacks {
				t.Errorf("missing = %q, %+v, want %q, %+v", key, lacks, tt.key, tt.lacks)
			}
		})
	}
}

// As many holds are expired as are needed, from the earliest on.
func TestEnough(t *testing.T) {
	holds := []dueHold{{Amount: 5}, {Amount: 0}, {Amount: 10}}
	for missing, want := range map[part]int{
		{amount: 1}: 1, {amount: 5}: 1, {amount: 6}: 3, {amount: 15}: 3, {amount: 16}: 3, {amount: math.MaxInt64}: 3,
		{count: 1}: 1, {count: 2}: 2, {amount: 5, count: 3}: 3, {count: 4}: 3,
	} {
		if got := enough(holds, missing); got != want {
			t.Errorf("enough for %+v = %d, want %d", missing, got, want)
		}
	}
}
