package ledger

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paymux/paymux/limits"
)

// The audit reports the total that differs, whether it or a payment is wrong.
func TestAMemorysAuditFindsWhatIsWrong(t *testing.T) {
	const key = "buyer/b1/day/CNY/day+08:00/2026-11-20T16:00:00Z"
	cny := limits.MustParseMoney
	used := func(amount string, count int64) limits.Used { return limits.NewUsed(cny(amount), count) }
	payment := Payment{
		ID: "p1", Amount: cny("10.00 CNY"), Hold: time.Hour,
		Caps:     []limits.Cap{{Max: cny("100.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "day", Per: []limits.Subject{limits.Buyer}}},
		Subjects: map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1")},
	}
	for _, tt := range []struct {
		name  string
		spoil func(*memoryState)
		want  []Discrepancy
	}{
		{"nothing", func(*memoryState) {}, nil},
		{"a total", func(b *memoryState) { b.totals[key].Used++ },
			[]Discrepancy{{limits.Hide(key), "day", used("10.01 CNY", 1), used("10.00 CNY", 1)}}},
		{"a count", func(b *memoryState) { b.totals[key].Count++ },
			[]Discrepancy{{limits.Hide(key), "day", used("10.00 CNY", 2), used("10.00 CNY", 1)}}},
		{"a total that is missing", func(b *memoryState) { delete(b.totals, key) },
			[]Discrepancy{{Key: limits.Hide(key), Counter: "day", Recomputed: used("10.00 CNY", 1)}}},
		{"a payment that is missing", func(b *memoryState) { delete(b.payments, "p1") },
			[]Discrepancy{{limits.Hide(key), "day", used("10.00 CNY", 1), used("0.00 CNY", 0)}}},
		{"a state", func(b *memoryState) { b.payments["p1"].State = Released },
			[]Discrepancy{{limits.Hide(key), "day", used("10.00 CNY", 1), used("0.00 CNY", 0)}}},
		{"two totals", func(b *memoryState) {
			b.totals[key].Used++
			b.totals["a"] = &total{Key: "a", Counter: "other", Currency: limits.CNY, Used: 1}
		}, []Discrepancy{{limits.Hide("a"), "other", used("0.01 CNY", 0), used("0.00 CNY", 0)}, {limits.Hide(key), "day", used("10.01 CNY", 1), used("10.00 CNY", 1)}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := NewMemory(func() time.Time { return time.Date(2026, 11, 21, 4, 0, 0, 0, time.UTC) })
			if _, err := m.Reserve(t.Context(), payment); err != nil {
				t.Fatalf("Reserve: %v", err)
			}
			tt.spoil(peek(m))
			got, err := m.Audit(t.Context())
			if err != nil {
				t.Fatalf("Audit: %v", err)
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateComparable(limits.Hidden{})); diff != "" {
				t.Errorf("Audit (-want +got):\n%s", diff)
			}
		})
	}
}

// Whenever the context of an audit ends, the audit ends with it.
func TestAnAuditEndsWhereverItIs(t *testing.T) {
	e := &entries{totals: map[string]*total{}, payments: map[string]*record{}}
	for i := range chunk {
		key := fmt.Sprint("k", i)
		e.totals[key] = &total{Key: key, Currency: limits.CNY}
		e.payments[key] = &record{ID: key, Currency: limits.CNY}
	}
	ended := errors.New("ended")
	for after := range 4 {
		pauses := 0
		found, err := e.discrepancies(func() error {
			if pauses++; pauses > after {
				return ended
			}
			return nil
		})
		if all := after == 3; errors.Is(err, ended) == all || len(found) > 0 || pauses != min(after+1, 3) {
			t.Errorf("an audit that ends after %d of 3 pauses: %v, %v, with %d pauses", after, found, err, pauses)
		}
		e.audit.Store(nil)
	}
}
