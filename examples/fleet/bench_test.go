package main

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
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
					settle(b, l, threeCaps, callers, load.merchants)
				})
			}
		}
	}
}

// The same in memory. Reported is also how many payments a second of one core is good
// for, everything included: that does not depend on what else the machine does.
func BenchmarkMemoryReserveAndSettle(b *testing.B) {
	for _, callers := range []int{1, 16} {
		b.Run(fmt.Sprintf("callers=%d", callers), func(b *testing.B) {
			used := settle(b, ledger.NewMemory(nil), threeCaps, callers, 20_000)
			b.ReportMetric(float64(b.N)/used.Seconds(), "payments/core-s")
		})
	}
}

// cpuTime is what this process has used.
func cpuTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatalf("Getrusage: %v", err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}

// threeCaps are those of the benchmarks: high enough never to refuse.
var threeCaps = []limits.Cap{
	{Max: limits.MustParseMoney("1000000.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "buyer.day", Per: []limits.Subject{limits.Buyer}},
	{Max: limits.MustParseMoney("9000000.00 CNY"), Window: limits.Year(8 * time.Hour), Counter: "buyer.year", Per: []limits.Subject{limits.Buyer}},
	{Max: limits.MustParseMoney("90000000000.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "shop.day", Per: []limits.Subject{limits.Merchant}},
}

// A total over a rolling window, from which as many payments drop out as come in, beside
// that of a day: of one merchant, or of 20,000.
func BenchmarkRollingWindows(b *testing.B) {
	db := safe(b)
	for _, load := range []struct {
		name      string
		merchants int
	}{{"spread", 20_000}, {"hot", 1}} {
		for _, batched := range []bool{false, true} {
			for _, window := range []limits.Window{limits.Day(8 * time.Hour), limits.Rolling(time.Second)} {
				mode := map[bool]string{false: "plain", true: "batched"}[batched]
				b.Run(fmt.Sprintf("%s/%s/%v", load.name, mode, window), func(b *testing.B) {
					l := migrated(b, db, ledger.PostgresOptions{Schema: "rolling_bench", Batched: batched})
					c := threeCaps[2]
					c.Window = window
					settle(b, l, []limits.Cap{c}, 16, load.merchants)
				})
			}
		}
	}
}

// settle makes b.N payments of 20,000 buyers, and returns the time of this process's
// cores that they took.
func settle(b *testing.B, l ledger.Ledger, caps []limits.Cap, callers, merchants int) (used time.Duration) {
	amount := limits.MustParseMoney("12.34 CNY")
	subjects := make([]map[limits.Subject]limits.Hidden, 20_000)
	for i := range subjects {
		subjects[i] = map[limits.Subject]limits.Hidden{
			limits.Buyer:    limits.Hide(fmt.Sprint("b", i)),
			limits.Merchant: limits.Hide(fmt.Sprint("m", rand.IntN(merchants))),
		}
	}
	var next atomic.Int64
	took := make([][]time.Duration, callers)
	var group sync.WaitGroup
	ctx := b.Context()
	b.ReportAllocs()
	b.ResetTimer()
	start, usedBefore := time.Now(), cpuTime(b)
	for caller := range callers {
		group.Go(func() {
			for {
				n := next.Add(1)
				if n > int64(b.N) {
					return
				}
				p := ledger.Payment{
					ID: strconv.FormatInt(n, 10), Amount: amount, Caps: caps, Hold: time.Hour,
					Subjects: subjects[rand.IntN(len(subjects))],
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
	used = cpuTime(b) - usedBefore
	b.ReportMetric(float64(b.N)/time.Since(start).Seconds(), "payments/s")
	all := slices.Concat(took...)
	slices.Sort(all)
	b.ReportMetric(float64(all[len(all)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(all[len(all)*99/100].Microseconds())/1000, "p99-ms")
	return used
}

func BenchmarkUsage(b *testing.B) {
	l := migrated(b, safe(b), ledger.PostgresOptions{Schema: "bench"})
	subjects := map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1"), limits.Merchant: limits.Hide("m1")}
	for b.Loop() {
		if _, err := l.Usage(b.Context(), threeCaps, subjects); err != nil {
			b.Fatal(err)
		}
	}
}
