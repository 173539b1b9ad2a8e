package main

import (
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// Nothing deadlocks when each payment counts in four of eight totals in any order, half of
// them over rolling windows and the others new after every forty payments, as at midnight,
// and other callers release, refund and sweep, one server in batches and one not. A deadlock
// is an error of one of the calls.
func TestNothingDeadlocks(t *testing.T) {
	t.Parallel()
	db := connect(t, "pgx")
	const schema, callers, payments = "deadlock", 16, 625
	plain := fresh(t, db, ledger.PostgresOptions{Schema: schema})
	batched, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema, Batched: true})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	ctx := t.Context()
	var made atomic.Int64
	var group sync.WaitGroup
	for caller := range callers {
		l := ledger.Ledger(plain)
		if caller%4 == 0 {
			l = batched
		}
		group.Go(func() {
			for n := range payments {
				if err := fourOfEight(t, l, fmt.Sprint("p", caller, ".", n)); err != nil {
					t.Error(err)
					return
				}
				if made.Add(1)%40 == 0 {
					if err := nextDay(ctx, db, schema); err != nil {
						t.Errorf("nextDay: %v", err)
					}
				}
				if n%16 == caller {
					if _, err := l.Sweep(ctx, 50); err != nil {
						t.Errorf("Sweep: %v", err)
					}
				}
			}
		})
	}
	group.Wait()
	discrepancies, err := plain.Audit(ctx)
	if err != nil || len(discrepancies) > 0 {
		t.Errorf("Audit = %v, %v", discrepancies, err)
	}
}

// fourOfEight makes a payment and settles it in one of five ways. An error means that
// something other than an answer came back, such as that of a deadlock.
func fourOfEight(t *testing.T, l ledger.Ledger, id string) error {
	ctx := t.Context()
	p := ledger.Payment{ID: id, Amount: limits.MustParseMoney("1.00 CNY"), Hold: 24 * time.Hour}
	for _, n := range rand.Perm(8)[:4] {
		c := limits.Cap{Max: limits.MustParseMoney("1000.00 CNY"), Window: limits.Day(0), Counter: limits.Counter(fmt.Sprint("c", n))}
		if n%2 == 1 {
			c.Window = limits.Rolling(36 * time.Hour)
		}
		p.Caps = append(p.Caps, c)
	}
	p.Refundable = []limits.Counter{"c0", "c1", "c2", "c3"}
	_, err := l.Reserve(ctx, p)
	if is[*ledger.RefusedError](err) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("Reserve: %w", err)
	}
	half := limits.MustParseMoney("0.50 CNY")
	switch rand.IntN(5) {
	case 0:
		_, err = l.Release(ctx, id)
	case 1:
		_, err = l.Confirm(ctx, id, half)
	case 2:
		if _, err = l.Confirm(ctx, id, p.Amount); err == nil {
			_, err = l.Refund(ctx, id, "r", half)
		}
	case 3:
		if _, err = l.Release(ctx, id); err == nil {
			_, err = l.Confirm(ctx, id, p.Amount)
		}
	default: // expires, and is swept
	}
	if !isAnswer(err) {
		return fmt.Errorf("settling: %w", err)
	}
	return nil
}

// Batches of several servers that insert the same payments and then settle them do not
// deadlock. A deadlock is an error of a statement here, because a batch that had one is
// tried again in halves. The payments count nowhere: a total would be locked before them.
func TestBatchesLockPaymentsInOneOrder(t *testing.T) {
	const schema, servers, rounds, payments = "one_order", 4, 25, 40
	var deadlocks atomic.Int64
	r := rewriting(t, server.DSN(), nil, nil)
	r.onError = func(err error) {
		if e := (*pgconn.PgError)(nil); errors.As(err, &e) && e.Code == "40P01" {
			deadlocks.Add(1)
		}
	}
	db := closing(t, sql.OpenDB(r))
	fresh(t, db, ledger.PostgresOptions{Schema: schema})
	ledgers := make([]ledger.Ledger, servers)
	for i := range ledgers {
		var err error
		if ledgers[i], err = ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema, Batched: true}); err != nil {
			t.Fatalf("NewPostgres: %v", err)
		}
	}
	p := ledger.Payment{Amount: limits.MustParseMoney("1.00 CNY"), Hold: time.Hour}
	for round := range rounds {
		id := func(i int) string { return fmt.Sprintf("p%d.%d", round, i) }
		ofAll(ledgers, payments, func(l ledger.Ledger, i int) {
			p := p
			p.ID = id(i)
			if _, err := l.Reserve(t.Context(), p); err != nil {
				t.Errorf("Reserve: %v", err)
			}
		})
		ofAll(ledgers, payments, func(l ledger.Ledger, i int) {
			if _, err := l.Confirm(t.Context(), id(i), p.Amount); err != nil {
				t.Errorf("Confirm: %v", err)
			}
		})
		if n := deadlocks.Load(); n > 0 {
			t.Fatalf("%d statements had a deadlock", n)
		}
	}
}

// ofAll makes the calls of all ledgers for n payments at once.
func ofAll(ledgers []ledger.Ledger, n int, call func(l ledger.Ledger, i int)) {
	var group sync.WaitGroup
	for _, l := range ledgers {
		for i := range n {
			group.Go(func() { call(l, i) })
		}
	}
	group.Wait()
}
