package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

const (
	chaosKills        = 15
	chaosReservations = 10_000
	chaosCallers      = 16

	// A day is over when so many payments were refused in it: by then most buyers
	// have reached their cap, on any machine.
	chaosRefusalsADay = 1000
)

// No cap is passed and nothing that was acknowledged is lost, whatever is killed: the
// postmaster alone, the postmaster with all its children, or one backend. Callers
// repeat a call with the same id until it is answered. After each restart, and at the
// end, one snapshot is compared with all answers.
func TestNothingIsLostWhenProcessesAreKilled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	defer cancel()
	s, err := pgserver.Start(ctx, "jit=off")
	if err != nil {
		t.Fatalf("Start: %v", err)
	}
	defer func() {
		if err := s.Stop(); err != nil {
			t.Errorf("Stop: %v", err)
		}
	}()
	db := connectTo(t, "pgx", s.DSN())
	plain := fresh(t, db, ledger.PostgresOptions{Schema: "chaos"})
	batched, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: "chaos", Batched: true})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}

	c := &chaos{t: t, db: db, acknowledged: newAcknowledged()}
	load, stop := context.WithCancel(ctx)
	defer stop()
	var callers sync.WaitGroup
	defer callers.Wait()
	defer cancel() // if the test fails
	for i := range chaosCallers {
		l := plain
		if i%2 == 1 {
			l = batched
		}
		callers.Go(func() { c.call(load, ctx, l) })
	}
	for kill := range chaosKills {
		c.waitFor(ctx, int64(kill+1)*chaosReservations/(chaosKills+1))
		switch kill % 3 {
		case 0:
			err = s.Kill(false)
		case 1:
			err = s.Kill(true)
		default:
			err = s.KillBackend(ctx, db)
		}
		if err != nil {
			t.Fatalf("kill %d: %v", kill, err)
		}
		if kill%3 != 2 {
			if err := s.Restart(ctx); err != nil {
				t.Fatalf("restart after kill %d: %v", kill, err)
			}
		}
		c.check(ctx, plain)
	}
	c.waitFor(ctx, chaosReservations)
	if c.refused.Load() < chaosReservations {
		t.Errorf("only %d refusals: the caps are hardly reached", c.refused.Load())
	}
	stop()
	callers.Wait()
	c.check(ctx, plain)
	c.addsUp()
	t.Logf("%d kills, %d reservations, %d refusals, %d replays after an unknown outcome, %d errors retried",
		chaosKills, c.reserved.Load(), c.refused.Load(), c.replays.Load(), c.errors.Load())
}

// chaos makes payments and records the answers.
type chaos struct {
	t  *testing.T
	db *sql.DB

	next, reserved, refused, replays, errors atomic.Int64

	*acknowledged
}

func chaosCaps() []limits.Cap {
	day, shop, rolling := threeCaps[0], threeCaps[2], threeCaps[0]
	day.Max = limits.MustParseMoney("500.00 CNY")
	shop.Max = limits.MustParseMoney("8000.00 CNY")
	rolling.Max = limits.MustParseMoney("700.00 CNY")
	rolling.Window, rolling.Counter = limits.Rolling(36*time.Hour), "buyer.rolling"
	return []limits.Cap{day, shop, rolling}
}

// call makes payments until load ends, and finishes the last one.
func (c *chaos) call(load, ctx context.Context, l ledger.Ledger) {
	caps := chaosCaps()
	for load.Err() == nil {
		amount, err := limits.MoneyFromMinor(rand.Int64N(10_000)+1, limits.CNY)
		if err != nil {
			c.t.Errorf("MoneyFromMinor: %v", err)
			return
		}
		p := ledger.Payment{
			ID: fmt.Sprint("p", c.next.Add(1)), Amount: amount, Caps: caps, Hold: 365 * 24 * time.Hour,
			Subjects: map[limits.Subject]limits.Hidden{
				limits.Buyer:    limits.Hide(fmt.Sprint("b", rand.IntN(30))),
				limits.Merchant: limits.Hide(fmt.Sprint("m", rand.IntN(2))),
			},
		}
		r, err := c.until(ctx, func(ctx context.Context) (ledger.Reservation, error) { return l.Reserve(ctx, p) })
		if is[*ledger.RefusedError](err) {
			c.denied(p.ID)
			if c.refused.Add(1)%chaosRefusalsADay == 0 {
				for nextDay(ctx, c.db, "chaos") != nil && ctx.Err() == nil {
					time.Sleep(10 * time.Millisecond)
				}
			}
			continue
		}
		if err != nil {
			c.t.Errorf("Reserve: %v", err)
			return
		}
		c.reserved.Add(1)
		c.acknowledge(r, p.Subjects, amount.Minor())
		given := int64(0)
		switch rand.IntN(10) {
		case 0:
			r, err = c.until(ctx, func(ctx context.Context) (ledger.Reservation, error) { return l.Release(ctx, p.ID) })
			given = -amount.Minor()
		case 1:
			less, _ := limits.MoneyFromMinor(amount.Minor()/2, limits.CNY)
			r, err = c.until(ctx, func(ctx context.Context) (ledger.Reservation, error) { return l.Confirm(ctx, p.ID, less) })
			given = less.Minor() - amount.Minor()
		default:
			r, err = c.until(ctx, func(ctx context.Context) (ledger.Reservation, error) { return l.Confirm(ctx, p.ID, amount) })
		}
		if err != nil {
			c.t.Errorf("settling: %v", err)
			return
		}
		c.acknowledge(r, p.Subjects, given)
	}
}

// until repeats a call until it is answered.
func (c *chaos) until(ctx context.Context, call func(context.Context) (ledger.Reservation, error)) (ledger.Reservation, error) {
	failed := false
	return retry(ctx, func() (ledger.Reservation, error) {
		ctx, cancel := context.WithTimeout(ctx, 2*time.Second)
		defer cancel()
		r, err := call(ctx)
		if !isAnswer(err) {
			failed = true
			c.errors.Add(1)
		} else if failed && r.Replay {
			c.replays.Add(1)
		}
		return r, err
	})
}

func (c *chaos) waitFor(ctx context.Context, reservations int64) {
	for c.reserved.Load() < reservations && ctx.Err() == nil && !c.t.Failed() {
		time.Sleep(10 * time.Millisecond)
	}
	if c.t.Failed() || ctx.Err() != nil {
		c.t.Fatalf("stopped after %d reservations: %v", c.reserved.Load(), ctx.Err())
	}
}
