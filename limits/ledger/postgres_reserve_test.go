package ledger

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
		want   map[string]int64
	}{
		{"nothing refuses", 100, []limits.Cap{capOn("a", 100)}, limits.Usage{"a": used(0)}, nil},
		{"one total is full", 100, []limits.Cap{capOn("a", 100), capOn("b", 100)}, limits.Usage{"a": used(100), "b": used(0)},
			map[string]int64{"~/a/CNY/lifetime/": 100}},
		{"two totals lack some", 100, []limits.Cap{capOn("a", 100), capOn("b", 150)}, limits.Usage{"a": used(1), "b": used(70)},
			map[string]int64{"~/a/CNY/lifetime/": 1, "~/b/CNY/lifetime/": 20}},
		{"the smallest of two caps counts", 100, []limits.Cap{capOn("a", 120), capOn("a", 110)}, limits.Usage{"a": used(30)},
			map[string]int64{"~/a/CNY/lifetime/": 20}},
		{"a bound on one payment lacks nothing", 100, []limits.Cap{{Max: capOn("", 50).Max}}, limits.Usage{}, map[string]int64{}},
		{"a minimum lacks nothing", 10, []limits.Cap{{Min: capOn("", 20).Max, Max: capOn("", 500).Max, Counter: "a", Window: limits.Lifetime()}},
			limits.Usage{"a": used(0)}, map[string]int64{}},
		{"a total far above its cap", math.MaxInt64, []limits.Cap{capOn("a", 0)}, limits.Usage{"a": used(math.MaxInt64)},
			map[string]int64{"~/a/CNY/lifetime/": math.MaxInt64}},
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
			if diff := cmp.Diff(tt.want, q.missing(o)); diff != "" {
				t.Errorf("missing (-want +got):\n%s", diff)
			}
		})
	}
}

// As many holds are expired as are needed, from the earliest on.
func TestEnough(t *testing.T) {
	hold := func(amount int64, keys ...string) dueHold { return dueHold{Amount: amount, Keys: keys} }
	holds := []dueHold{hold(5, "a"), hold(10, "b"), hold(5, "a", "b"), hold(100, "a", "b")}
	for _, tt := range []struct {
		name    string
		missing map[string]int64
		want    int
	}{
		{"the first is exactly enough", map[string]int64{"a": 5}, 1},
		{"a minor unit more takes the next in the total", map[string]int64{"a": 6}, 3},
		{"two totals", map[string]int64{"a": 10, "b": 15}, 3},
		{"two totals, one of which needs the last", map[string]int64{"a": 11, "b": 1}, 4},
		{"all are not enough", map[string]int64{"a": 111}, 4},
		{"none counts in the total", map[string]int64{"c": 1}, 4},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := len(tt.missing)
			if got := enough(holds, tt.missing); got != tt.want {
				t.Errorf("enough = %d, want %d", got, tt.want)
			}
			if len(tt.missing) != before {
				t.Error("enough changed what is missing")
			}
		})
	}
}
