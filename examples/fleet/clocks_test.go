package main

import (
	"fmt"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// Servers whose clocks differ count in the same windows, those of the database: at 15
// seconds to midnight, a clock that is 30 seconds ahead and one that is 30 seconds
// behind share one day's cap, and half a minute later the next day's.
func TestServersWithSkewedClocks(t *testing.T) {
	db := connect(t, "pgx")
	for _, batched := range []bool{false, true} {
		t.Run(fmt.Sprint("batched ", batched), func(t *testing.T) {
			options := ledger.PostgresOptions{Schema: "clocks", Batched: batched}
			fresh(t, db, options)
			midnight := time.Date(2026, 11, 22, 0, 0, 0, 0, time.FixedZone("", 8*60*60))
			now := midnight.Add(-15 * time.Second)
			var servers []*ledger.Postgres
			for _, skew := range []time.Duration{-30 * time.Second, 30 * time.Second, -13 * time.Hour, 13 * time.Hour} {
				options.Clock = func() time.Time { return now.Add(skew) }
				l, err := ledger.NewPostgres(db, options)
				if err != nil {
					t.Fatalf("NewPostgres: %v", err)
				}
				servers = append(servers, l)
			}
			for day, at := range []time.Time{now, midnight.Add(15 * time.Second)} {
				exec(t, db, "UPDATE clocks.test_clock SET now = $1", at)
				total := int64(0)
				for n := range 20 {
					for i, l := range servers {
						p := payment(fmt.Sprint("p", day, ".", n, ".", i), "50.00", "500.00")
						r, err := l.Reserve(t.Context(), p)
						switch {
						case err == nil:
							total += p.Amount.Minor()
							if !r.Made.Equal(at) {
								t.Errorf("made at %v, want the database's clock, %v", r.Made, at)
							}
						case !is[*ledger.RefusedError](err):
							t.Fatalf("Reserve: %v", err)
						}
						usage, err := l.Usage(t.Context(), p.Caps, p.Subjects)
						if err != nil || usage["buyer.day"].Amount.Minor() != total {
							t.Fatalf("Usage = %v, %v, want %d", usage, err, total)
						}
					}
				}
				if want := limits.MustParseMoney("500.00 CNY").Minor(); total != want {
					t.Errorf("day %d: %d servers reserved %d under a cap of %d", day, len(servers), total, want)
				}
				now = at
			}
		})
	}
}
