package main

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits/ledger"
)

// lockRows locks rows, as a server does that froze during a call, until the
// returned function is called.
func lockRows(t *testing.T, db *sql.DB, rows string) (unlock func()) {
	t.Helper()
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		t.Fatalf("Begin: %v", err)
	}
	if _, err := tx.Exec("SELECT FROM " + rows + " FOR UPDATE"); err != nil {
		t.Fatalf("locking %s: %v", rows, err)
	}
	unlock = sync.OnceFunc(func() {
		if err := tx.Rollback(); err != nil {
			t.Errorf("Rollback: %v", err)
		}
	})
	t.Cleanup(unlock)
	return unlock
}

// waiting waits until a session waits for a lock.
func waiting(t *testing.T, db *sql.DB, schema string) {
	t.Helper()
	for {
		var n int
		err := db.QueryRow("SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%' || $1 || '%' AND pid <> pg_backend_pid()",
			`"`+schema+`".`).Scan(&n)
		if err != nil {
			t.Fatalf("pg_stat_activity: %v", err)
		}
		if n > 0 {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

// A call that waits for a row does not delay batched calls that need other rows.
func TestOneSlowCallDoesNotStopABatchedServer(t *testing.T) {
	db := connect(t, "pgx")
	l := fresh(t, db, ledger.PostgresOptions{Schema: "slow", Batched: true})
	if _, err := l.Reserve(t.Context(), of("locked")); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	unlock := lockRows(t, db, "slow.payment")
	var group sync.WaitGroup
	group.Go(func() {
		if _, err := l.Release(t.Context(), "locked"); err != nil && !is[*ledger.StalledError](err) {
			t.Errorf("Release: %v", err)
		}
	})
	waiting(t, db, "slow")
	for i := range 10 {
		ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
		if _, err := l.Reserve(ctx, of(fmt.Sprint("p", i))); err != nil {
			t.Errorf("Reserve of another buyer: %v", err)
		}
		cancel()
	}
	unlock()
	group.Wait()
}

// rejecting makes the database refuse every change of one payment.
func rejecting(t *testing.T, db *sql.DB, schema, id string) {
	t.Helper()
	exec(t, db, fmt.Sprintf(`
CREATE FUNCTION %[1]s.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
	IF NEW.id = '%[2]s' THEN RAISE 'rejecting'; END IF;
	RETURN NEW;
END $$;
CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON %[1]s.payment FOR EACH ROW EXECUTE FUNCTION %[1]s.refuse()`, schema, id))
}

// An error that one call causes does not fail the other calls of its batch.
func TestOneCallsErrorIsNotThatOfItsBatch(t *testing.T) {
	db := connect(t, "pgx")
	for name, harm := range map[string]func(*ledger.Postgres, string){
		"the database refuses it": func(_ *ledger.Postgres, schema string) { rejecting(t, db, schema, "p7") },
		"it cannot be read": func(l *ledger.Postgres, schema string) {
			if _, err := l.Reserve(t.Context(), of("p7")); err != nil {
				t.Fatalf("Reserve: %v", err)
			}
			exec(t, db, "UPDATE "+schema+`.payment SET counts = '{"key": 7}'`)
		},
	} {
		t.Run(name, func(t *testing.T) {
			l := fresh(t, db, ledger.PostgresOptions{Schema: "error_of_one", Batched: true})
			harm(l, "error_of_one")
			failed := map[string]bool{}
			var mu sync.Mutex
			var group sync.WaitGroup
			for i := range 64 {
				group.Go(func() {
					id := fmt.Sprint("p", i)
					if _, err := l.Reserve(t.Context(), of(id)); err != nil {
						mu.Lock()
						defer mu.Unlock()
						failed[id] = true
					}
				})
			}
			group.Wait()
			if diff := cmp.Diff(map[string]bool{"p7": true}, failed); diff != "" {
				t.Errorf("payments that failed (-want +got):\n%s", diff)
			}
		})
	}
}

// A payment that cannot be expired does not stop the expiry of others, by a sweep or by
// a Reserve that needs the room, and is named.
func TestWhatCannotBeExpiredKeepsNothingElse(t *testing.T) {
	db := connect(t, "pgx")
	const schema, payments = "unexpired", 300 // more than one batch of a sweep
	for name, harm := range map[string]func(){
		"its total is missing":    func() { exec(t, db, "DELETE FROM unexpired.total WHERE key LIKE 'buyer/p000/%'") },
		"the database refuses it": func() { rejecting(t, db, schema, "p000") },
	} {
		t.Run(name, func(t *testing.T) {
			l := fresh(t, db, ledger.PostgresOptions{Schema: schema})
			reserveAll(t, db, schema, payments, func(i int) ledger.Payment { return of(fmt.Sprintf("p%03d", i)) })
			harm()
			exec(t, db, "UPDATE unexpired.test_clock SET now = now + interval '1 hour'")
			p := of("p007")
			p.ID = "needs the room"
			if _, err := l.Reserve(t.Context(), p); err != nil {
				t.Errorf("Reserve of what another hold leaves: %v", err)
			}
			for _, want := range []int{payments - 2, 0} { // except p000, and p007, which Reserve expired
				swept, err := l.Sweep(t.Context(), 1000)
				if swept.Expired != want || err == nil || strings.Count(err.Error(), `expiring payment "p000"`) != 1 {
					t.Errorf("Sweep = %+v, %v, want %d expired, and an error of p000", swept, err, want)
				}
			}
		})
	}
}

// A reservation that cannot be expired is not deleted, and a Reserve goes on to the next.
func TestWhatCannotBeExpiredIsKept(t *testing.T) {
	db := connect(t, "pgx")
	l := fresh(t, db, ledger.PostgresOptions{Schema: "still_kept"})
	for i, id := range []string{"bad", "good"} {
		p := payment(id, "5.00", "10.00")
		p.Hold = time.Duration(i+1) * time.Minute
		if _, err := l.Reserve(t.Context(), p); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
	}
	rejecting(t, db, "still_kept", "bad")
	exec(t, db, "UPDATE still_kept.test_clock SET now = now + interval '1 hour'")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if _, err := l.Reserve(ctx, payment("next", "5.00", "10.00")); err != nil {
		t.Errorf("Reserve of what another hold leaves: %v", err)
	}
	for range 2 { // the second confirms the clock
		exec(t, db, "UPDATE still_kept.test_clock SET now = now + interval '40 days'")
		if _, err := l.Sweep(t.Context(), 1000); err == nil {
			t.Error("Sweep: no error of what cannot be expired")
		}
	}
	var left string
	err := db.QueryRow("SELECT coalesce(string_agg(id, ' '), '') FROM still_kept.payment").Scan(&left)
	if err != nil || left != "bad" {
		t.Errorf("past retention, there are the payments %q, %v, want bad", left, err)
	}
}

// A late success is recorded even if its total is missing: the money has moved.
func TestALateSuccessIsKeptWhereItsTotalIsMissing(t *testing.T) {
	db := connect(t, "pgx")
	for _, batched := range []bool{false, true} {
		l := fresh(t, db, ledger.PostgresOptions{Schema: "late", Batched: batched})
		p := of("p1")
		if _, err := l.Reserve(t.Context(), p); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
		exec(t, db, "DELETE FROM late.total; UPDATE late.test_clock SET now = now + interval '1 hour'")
		r, err := l.Confirm(t.Context(), p.ID, p.Amount)
		if err != nil || r.State != ledger.Confirmed || !r.Late {
			t.Errorf("Confirm = %+v, %v, want a late success", r, err)
		}
	}
}

// A sweep does not wait: it skips payments that other calls have locked.
func TestASweepPassesOverWhatIsLocked(t *testing.T) {
	db := connect(t, "pgx")
	const schema, payments = "passed_over", 300
	l := fresh(t, db, ledger.PostgresOptions{Schema: schema})
	reserveAll(t, db, schema, payments, func(i int) ledger.Payment { return of(fmt.Sprintf("p%03d", i)) })
	exec(t, db, "UPDATE passed_over.test_clock SET now = now + interval '1 hour'")
	unlock := lockRows(t, db, "passed_over.payment WHERE id = 'p000'")
	for _, want := range []int{payments - 1, 0, 1} {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		if swept, err := l.Sweep(ctx, 1000); err != nil || swept.Expired != want {
			t.Errorf("Sweep = %+v, %v, want %d expired", swept, err, want)
		}
		cancel()
		if want == 0 {
			unlock()
		}
	}
}

// Nor does it wait to delete what is locked, or for another sweep that reads the clock.
func TestASweepDeletesWhatIsNotLocked(t *testing.T) {
	db := connect(t, "pgx")
	const schema = "deleted"
	l := fresh(t, db, ledger.PostgresOptions{Schema: schema})
	reserveAll(t, db, schema, 3, func(i int) ledger.Payment { return of(fmt.Sprint("p", i)) })
	exec(t, db, "UPDATE deleted.payment SET state = 'confirmed', confirmed = amount; UPDATE deleted.test_clock SET now = now + interval '40 days'")
	sweep := func(want int) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		if swept, err := l.Sweep(ctx, 1000); err != nil || swept.Deleted != want {
			t.Errorf("Sweep = %+v, %v, want %d deleted", swept, err, want)
		}
	}
	sweep(0)
	exec(t, db, "UPDATE deleted.test_clock SET now = now + interval '1 day'") // which confirms the reading
	unlockPayment := lockRows(t, db, "deleted.payment WHERE id = 'p0'")
	unlockTotal := lockRows(t, db, "deleted.total WHERE key LIKE 'buyer/p1/%'")
	sweep(4)
	unlockTotal()
	unlockPayment()
	lockRows(t, db, "deleted.reading")
	sweep(2)
	exec(t, db, "UPDATE deleted.test_clock SET now = now - interval '41 days'") // before the reading
	reserveAll(t, db, schema, 1, func(int) ledger.Payment { return of("today") })
	sweep(0)
}

// Servers that are asked for the same payments at once count each of them once.
func TestServersReserveOnePayment(t *testing.T) {
	db := connect(t, "pgx")
	const schema, servers, payments = "one_payment", 8, 40
	l := fresh(t, db, ledger.PostgresOptions{Schema: schema})
	var group sync.WaitGroup
	for server := range servers {
		group.Go(func() {
			l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema, Batched: server%4 != 0})
			if err != nil {
				t.Errorf("NewPostgres: %v", err)
				return
			}
			for i := range payments {
				r, err := l.Reserve(t.Context(), payment(fmt.Sprint("p", i), "1.00", "1000.00"))
				if err != nil || r.State != ledger.Reserved {
					t.Errorf("Reserve = %+v, %v", r, err)
				}
			}
		})
	}
	group.Wait()
	p := payment("", "1.00", "1000.00")
	usage, err := l.Usage(t.Context(), p.Caps, p.Subjects)
	if count, ok := usage["buyer.day"].Count(); err != nil || !ok || count != payments {
		t.Errorf("Usage = %v, %v, want %d payments", usage, err, payments)
	}
	if found, err := l.Audit(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("Audit: %+v, %v", found, err)
	}
}
