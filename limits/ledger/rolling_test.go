package ledger

import (
	"fmt"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
)

// rollingPayment is a payment of 1.00 CNY in a total over a rolling window.
func rollingPayment(id string, length time.Duration) Payment {
	p := fenPayment(id, 1, 100)
	p.Caps[0].Window = limits.Rolling(length)
	p.Caps[0].Max = limits.MustParseMoney("1000000.00 CNY")
	return p
}

// A total over a rolling window remembers what it may need when the clock goes back, and
// nothing else.
func TestARollingTotalForgets(t *testing.T) {
	now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
	m := NewMemory(func() time.Time { return now })
	const kept = 32 // days: Retention, the window, and until a later reading of the clock
	var key string
	for day := range 100 {
		p := rollingPayment(fmt.Sprint("p", day), 24*time.Hour)
		if _, err := m.Reserve(t.Context(), p); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
		if _, err := m.Confirm(t.Context(), p.ID, p.Amount); err != nil {
			t.Fatalf("Confirm: %v", err)
		}
		if _, err := m.Sweep(t.Context(), 1000); err != nil {
			t.Fatalf("Sweep: %v", err)
		}
		for key = range peek(m).totals {
		}
		now = now.Add(24 * time.Hour)
	}
	if total := peek(m).totals[key]; len(total.slots) != kept || total.first != kept-1 || len(peek(m).payments) != kept {
		t.Errorf("of 100 days it remembers %d payments, the first in the window being number %d, and the ledger %d, want %d",
			len(total.slots), total.first, len(peek(m).payments), kept)
	}
	for range 2 {
		now = now.Add(Retention + 24*time.Hour)
		if _, err := m.Sweep(t.Context(), 1000); err != nil {
			t.Fatalf("Sweep: %v", err)
		}
	}
	if s := peek(m); len(s.totals)+len(s.payments) > 0 {
		t.Errorf("%d totals and %d payments are left", len(s.totals), len(s.payments))
	}
}

// A thousand payments are in the window, and one drops out with each that comes.
func BenchmarkMemoryRolling(b *testing.B) {
	for _, window := range []limits.Window{limits.Day(8 * time.Hour), limits.Rolling(1000 * time.Second)} {
		b.Run(window.String(), func(b *testing.B) {
			now := time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)
			m := NewMemory(func() time.Time { return now })
			p := rollingPayment("", time.Second)
			p.Caps[0].Window = window
			b.ReportAllocs()
			for n := 0; b.Loop(); n++ {
				now = now.Add(time.Second)
				p.ID = fmt.Sprint(n)
				if _, err := m.Reserve(b.Context(), p); err != nil {
					b.Fatal(err)
				}
				if _, err := m.Confirm(b.Context(), p.ID, p.Amount); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "payments/s")
		})
	}
}
