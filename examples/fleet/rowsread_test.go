package main

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// of returns a payment of 10.00 CNY of a buyer of its own, whose cap allows one.
func of(id string) ledger.Payment {
	p := payment(id, "10.00", "10.00")
	p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(id)}
	return p
}

// reserveAll reserves n payments concurrently.
func reserveAll(t *testing.T, db *sql.DB, schema string, n int, payment func(i int) ledger.Payment) {
	t.Helper()
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema, Batched: true})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	var group sync.WaitGroup
	for first := range 64 {
		group.Go(func() {
			for i := first; i < n; i += 64 {
				if _, err := l.Reserve(t.Context(), payment(i)); err != nil {
					t.Errorf("Reserve: %v", err)
				}
			}
		})
	}
	group.Wait()
}

// rowsRead returns how many rows and index entries of the payments and their holds a call
// reads. It ends the idle sessions of the test, each of which reports at its end, at the
// latest, what it has read, and waits until it is alone.
func rowsRead(t *testing.T, idle *sql.DB, schema string, call func(*ledger.Postgres)) int64 {
	t.Helper()
	idle.SetMaxIdleConns(0)
	db := connect(t, "pgx")
	db.SetMaxOpenConns(1) // one session, which reports its reads itself
	for others := 1; others > 0; {
		err := db.QueryRow(`SELECT count(*) FROM pg_stat_activity
			WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()`).Scan(&others)
		if err != nil {
			t.Fatalf("pg_stat_activity: %v", err)
		}
	}
	read := func() (rows int64) {
		exec(t, db, "SELECT pg_stat_force_next_flush()")
		err := db.QueryRow(`SELECT
			(SELECT sum(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = $1 AND relname IN ('payment', 'hold')) +
			(SELECT sum(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = $1 AND relname IN ('payment', 'hold'))`, schema).Scan(&rows)
		if err != nil {
			t.Fatalf("rows read: %v", err)
		}
		return rows
	}
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	before := read()
	call(l)
	return read() - before
}

// The cost of a refusal does not grow with the reservations due in other totals, nor
// with those held in its own.
func TestARefusalDoesNotReadWhatIsDueElsewhere(t *testing.T) {
	db := connect(t, "pgx")
	const schema, due = "elsewhere", 5000
	l := fresh(t, db, ledger.PostgresOptions{Schema: schema})
	full := of("full")
	full.Hold = 24 * time.Hour
	if _, err := l.Reserve(t.Context(), full); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	reserveAll(t, db, schema, due, func(i int) ledger.Payment { return of(fmt.Sprint("p", i)) })
	exec(t, db, "ANALYZE elsewhere.payment; UPDATE elsewhere.test_clock SET now = now + interval '1 hour'")
	p := of("full")
	p.ID = "refused"
	rows := rowsRead(t, db, schema, func(l *ledger.Postgres) {
		if _, err := l.Reserve(t.Context(), p); !is[*ledger.RefusedError](err) {
			t.Errorf("Reserve: %v, want a refusal", err)
		}
	})
	if rows > due/2 {
		t.Errorf("a refusal reads %d rows where %d payments are due in other totals", rows, due)
	}
	one := of("p1") // whose room is due
	one.ID = "needs the room"
	if _, err := l.Reserve(t.Context(), one); err != nil {
		t.Errorf("Reserve of what another hold leaves: %v", err)
	}
}

// A sweep reads what it expires and deletes, not what it keeps: payments that are settled,
// and those whose hold has not ended.
func TestASweepDoesNotReadWhatItKeeps(t *testing.T) {
	db := connect(t, "pgx")
	const schema, kept = "kept", 2000
	fresh(t, db, ledger.PostgresOptions{Schema: schema})
	reserveAll(t, db, schema, kept, func(i int) ledger.Payment {
		p := of(fmt.Sprint("p", i))
		p.Caps = nil // counts in no total
		if i%2 == 1 {
			p.Hold = ledger.MaxHold
		}
		return p
	})
	exec(t, db, "UPDATE kept.payment SET state = 'confirmed', confirmed = amount WHERE expires_at < '2027-01-01' AND id <> 'p0'")
	exec(t, db, "UPDATE kept.test_clock SET now = now + interval '29 days'")
	exec(t, db, "VACUUM ANALYZE kept.payment")
	rows := rowsRead(t, db, schema, func(l *ledger.Postgres) {
		if swept, err := l.Sweep(t.Context(), 10); err != nil || swept != (ledger.SweepResult{Expired: 1}) {
			t.Errorf("Sweep = %+v, %v, want one expired", swept, err)
		}
	})
	if rows > kept+100 { // what it writes may be looked for once in all of the small table
		t.Errorf("a sweep with one payment to expire reads %d rows of %d payments", rows, kept)
	}
}

// A Reserve expires the earliest holds of its own total, and no more than it needs.
func TestAReserveExpiresWhatItNeeds(t *testing.T) {
	db := connect(t, "pgx")
	l := fresh(t, db, ledger.PostgresOptions{Schema: "needed"})
	for i := range 10 {
		p, other := payment(fmt.Sprint("p", i), "1.00", "10.00"), of(fmt.Sprint("other", i))
		p.Hold = time.Duration(10-i) * time.Minute
		other.Hold = p.Hold - time.Second
		for _, p := range []ledger.Payment{p, other} {
			if _, err := l.Reserve(t.Context(), p); err != nil {
				t.Fatalf("Reserve: %v", err)
			}
		}
	}
	exec(t, db, "UPDATE needed.test_clock SET now = now + interval '1 hour'")
	for _, step := range []struct{ amount, expired string }{{"1.00", "p9"}, {"2.00", "p7 p8 p9"}} {
		if _, err := l.Reserve(t.Context(), payment("of "+step.amount, step.amount, "10.00")); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
		var expired string
		err := db.QueryRow("SELECT string_agg(id, ' ' ORDER BY id) FROM needed.payment WHERE state = 'expired'").Scan(&expired)
		if err != nil || expired != step.expired {
			t.Errorf("a Reserve of %s has expired %s, %v, want %s", step.amount, expired, err, step.expired)
		}
	}
}

// A sweep deletes no more than its limit, whatever the database's statistics are.
func TestASweepDeletesNoMoreThanItsLimit(t *testing.T) {
	db := connect(t, "pgx")
	const schema = "bounded"
	l := fresh(t, db, ledger.PostgresOptions{Schema: schema})
	many := func(i int) ledger.Payment { return of(fmt.Sprint("p", i)) }
	reserveAll(t, db, schema, 500, many)
	exec(t, db, "DELETE FROM bounded.payment; DELETE FROM bounded.total")
	reserveAll(t, db, schema, 1, func(int) ledger.Payment { return of("first") })
	exec(t, db, "VACUUM ANALYZE bounded.payment")
	exec(t, db, "VACUUM ANALYZE bounded.total")
	reserveAll(t, db, schema, 500, many)
	exec(t, db, "UPDATE bounded.payment SET state = 'confirmed', confirmed = amount; UPDATE bounded.test_clock SET now = now + interval '40 days'")
	if _, err := l.Sweep(t.Context(), 1); err != nil {
		t.Fatalf("Sweep: %v", err)
	}
	exec(t, db, "UPDATE bounded.test_clock SET now = now + interval '1 day'") // which confirms the reading
	for _, most := range []int{1, 5} {
		swept, err := l.Sweep(t.Context(), most)
		if want := (ledger.SweepResult{Deleted: 2 * most}); err != nil || swept != want {
			t.Errorf("Sweep(%d) = %+v, %v, want %+v", most, swept, err, want)
		}
	}
}

// Only calls that change a total wait for others that do.
func TestCallsThatChangeNoTotalDoNotWait(t *testing.T) {
	db := connect(t, "pgx")
	for _, batched := range []bool{false, true} {
		l := fresh(t, db, ledger.PostgresOptions{Schema: "untouched", Batched: batched})
		p, q := payment("p1", "10.00", "100.00"), payment("p2", "10.00", "100.00")
		q.Refundable = []limits.Counter{"buyer.day"}
		one := limits.MustParseMoney("1.00 CNY")
		for _, p := range []ledger.Payment{p, q} {
			if _, err := l.Reserve(t.Context(), p); err != nil {
				t.Fatalf("Reserve: %v", err)
			}
			if _, err := l.Confirm(t.Context(), p.ID, p.Amount); err != nil {
				t.Fatalf("Confirm: %v", err)
			}
		}
		if _, err := l.Refund(t.Context(), q.ID, "r1", one); err != nil {
			t.Fatalf("Refund: %v", err)
		}
		unlock := lockRows(t, db, "untouched.total")
		for name, call := range map[string]func(context.Context) (ledger.Reservation, error){
			"Confirm again":                           func(ctx context.Context) (ledger.Reservation, error) { return l.Confirm(ctx, p.ID, p.Amount) },
			"a Refund that gives nothing back":        func(ctx context.Context) (ledger.Reservation, error) { return l.Refund(ctx, p.ID, "r1", one) },
			"a Refund that is refundable, once again": func(ctx context.Context) (ledger.Reservation, error) { return l.Refund(ctx, q.ID, "r1", one) },
		} {
			ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
			if _, err := call(ctx); err != nil {
				t.Errorf("batched %v: %s: %v", batched, name, err)
			}
			cancel()
		}
		unlock()
	}
}

// A refused payment leaves no total behind, even if others of its batch are
// accepted.
func TestARefusalLeavesNothingBehind(t *testing.T) {
	db := connect(t, "pgx")
	for _, batched := range []bool{false, true} {
		l := fresh(t, db, ledger.PostgresOptions{Schema: "nothing", Batched: batched})
		var group sync.WaitGroup
		for i := range 64 {
			group.Go(func() {
				p := of(fmt.Sprint("p", i))
				if i%8 != 0 {
					p.Amount = limits.MustParseMoney("10.01 CNY")
				}
				if _, err := l.Reserve(t.Context(), p); is[*ledger.RefusedError](err) != (i%8 != 0) {
					t.Errorf("Reserve of %v: %v", p.Amount, err)
				}
			})
		}
		group.Wait()
		var totals int
		if err := db.QueryRow("SELECT count(*) FROM nothing.total").Scan(&totals); err != nil || totals != 8 {
			t.Errorf("batched %v: there are %d totals, %v, want the 8 that were counted in", batched, totals, err)
		}
	}
}
