package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// safe connects to a server that loses nothing when the machine fails.
func safe(b *testing.B) *sql.DB {
	b.Helper()
	s, err := pgserver.Start(b.Context(), "jit=off")
	if err != nil {
		b.Fatalf("Start: %v", err)
	}
	b.Cleanup(func() {
		if err := s.Stop(); err != nil {
			b.Errorf("Stop: %v", err)
		}
	})
	return connectTo(b, "pgx", s.DSN())
}

// Each payment counts in three totals. One in ten is released, the others are
// confirmed. Reported are payments a second, and what a Reserve took.
func BenchmarkReserveAndSettle(b *testing.B) {
	db := safe(b)
	for _, load := range []struct {
		name      string
		merchants int
	}{{"spread", 20_000}, {"hot", 1}} {
		for _, callers := range []int{1, 16, 64} {
			for _, batched := range []bool{false, true} {
				mode := map[bool]string{false: "plain", true: "batched"}[batched]
				b.Run(fmt.Sprintf("%s/callers=%d/%s", load.name, callers, mode), func(b *testing.B) {
					l := migrated(b, db, ledger.PostgresOptions{Schema: "bench", Batched: batched})
					settle(b, l, callers, load.merchants)
				})
			}
		}
	}
}

func BenchmarkMemoryReserveAndSettle(b *testing.B) {
	for _, callers := range []int{1, 16} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			settle(b, ledger.NewMemory(nil), callers, 20_000)
		})
	}
}

// threeCaps are those of the benchmarks: high enough never to refuse.
var threeCaps = []limits.Cap{
	{Max: limits.MustParseMoney("1000000.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "buyer.day", Per: []limits.Subject{limits.Buyer}},
	{Max: limits.MustParseMoney("9000000.00 CNY"), Window: limits.Year(8 * time.Hour), Counter: "buyer.year", Per: []limits.Subject{limits.Buyer}},
	{Max: limits.MustParseMoney("90000000000.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "shop.day", Per: []limits.Subject{limits.Merchant}},
}

func settle(b *testing.B, l ledger.Ledger, callers, merchants int) {
	amount := limits.MustParseMoney("12.34 CNY")
	var next atomic.Int64
	took := make([][]time.Duration, callers)
	var group sync.WaitGroup
	ctx := b.Context()
	b.ReportAllocs()
	b.ResetTimer()
	start := time.Now()
	for caller := range callers {
		group.Go(func() {
			for {
				n := next.Add(1)
				if n > int64(b.N) {
					return
				}
				p := ledger.Payment{
					ID: fmt.Sprint("p", n), Amount: amount, Caps: threeCaps, Hold: time.Hour,
					Subjects: map[limits.Subject]string{
						limits.Buyer:    fmt.Sprint("b", rand.IntN(20_000)),
						limits.Merchant: fmt.Sprint("m", rand.IntN(merchants)),
					},
				}
				before := time.Now()
				_, err := l.Reserve(ctx, p)
				took[caller] = append(took[caller], time.Since(before))
				if err == nil && n%10 == 0 {
					_, err = l.Release(ctx, p.ID)
				} else if err == nil {
					_, err = l.Confirm(ctx, p.ID, amount)
				}
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	b.StopTimer()
	all := slices.Concat(took...)
	slices.Sort(all)
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "payments/s")
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
}

func BenchmarkUsage(b *testing.B) {
	l := migrated(b, safe(b), ledger.PostgresOptions{Schema: "bench"})
	subjects := map[limits.Subject]string{limits.Buyer: "b1", limits.Merchant: "m1"}
	for b.Loop() {
		if _, err := l.Usage(b.Context(), threeCaps, subjects); err != nil {
			b.Fatal(err)
		}
	}
}
