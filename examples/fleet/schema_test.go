package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// payment returns a payment that is held for an hour, under a daily cap on its buyer.
func payment(id, amount, limit string) ledger.Payment {
	c := threeCaps[0]
	c.Max = limits.MustParseMoney(limit + " CNY")
	return ledger.Payment{
		ID: id, Amount: limits.MustParseMoney(amount + " CNY"), Caps: []limits.Cap{c}, Hold: time.Hour,
		Subjects: map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1")},
	}
}

func TestServersMigrateAtOnce(t *testing.T) {
	db := connect(t, "pgx")
	exec(t, db, `DROP SCHEMA IF EXISTS "select" CASCADE`)
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: "select"}) // a keyword of SQL
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if _, err := l.Reserve(t.Context(), payment("p1", "1.00", "1.00")); err == nil || !strings.Contains(err.Error(), "call Migrate") {
		t.Errorf("Reserve without a schema: %v, want an error that says to call Migrate", err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if err := l.Migrate(t.Context()); err != nil {
				t.Errorf("Migrate: %v", err)
			}
		})
	}
	group.Wait()
	if _, err := l.Reserve(t.Context(), payment("p1", "1.00", "1.00")); err != nil {
		t.Errorf("Reserve: %v", err)
	}
	if err := l.Migrate(t.Context()); err != nil {
		t.Errorf("Migrate again: %v", err)
	}
	exec(t, db, `INSERT INTO "select".version VALUES (1000)`)
	if err := l.Migrate(t.Context()); err == nil || !strings.Contains(err.Error(), "later version") {
		t.Errorf("Migrate of a later version: %v, want an error that says so", err)
	}
}

// A server that may use the ledger but not create anything can start.
func TestAServerMigratesWithoutTheRightToCreate(t *testing.T) {
	db := connect(t, "pgx")
	exec(t, db, "DROP SCHEMA IF EXISTS rights CASCADE; DROP ROLE IF EXISTS clerk; CREATE ROLE clerk LOGIN")
	options := ledger.PostgresOptions{Schema: "rights"}
	clerk := connectTo(t, "pgx", strings.Replace(server.DSN(), "//paymux@", "//clerk@", 1))
	l, err := ledger.NewPostgres(clerk, options)
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if err := l.Migrate(t.Context()); err == nil {
		t.Error("Migrate without the right to create a schema that is missing: no error")
	}
	exec(t, db, "CREATE SCHEMA rights; GRANT USAGE, CREATE ON SCHEMA rights TO clerk")
	if err := l.Migrate(t.Context()); err != nil {
		t.Errorf("Migrate in a schema that an administrator has made: %v", err)
	}
	exec(t, db, "REVOKE CREATE ON SCHEMA rights FROM clerk")
	if err := l.Migrate(t.Context()); err != nil {
		t.Errorf("Migrate where there is nothing to do: %v", err)
	}
	if _, err := l.Reserve(t.Context(), payment("p1", "1.00", "1.00")); err != nil {
		t.Errorf("Reserve: %v", err)
	}
}

func TestInvalidOptions(t *testing.T) {
	db := connect(t, "pgx")
	for _, schema := range []string{"1st", "Books", "a b", `a"b`, "a.b", "pg_books", strings.Repeat("a", 64), "书"} {
		_, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema})
		if field := (*ledger.FieldError)(nil); !errors.As(err, &field) || field.Field != "Schema" {
			t.Errorf("NewPostgres with schema %q: %v, want a *FieldError of Schema", schema, err)
		}
	}
	if _, err := ledger.NewPostgres(nil, ledger.PostgresOptions{}); err == nil {
		t.Error("NewPostgres without a database: no error")
	}
}

// A database that cannot store every id is rejected.
func TestTheEncodingIsUTF8(t *testing.T) {
	db := connect(t, "pgx")
	exec(t, db, "DROP DATABASE IF EXISTS latin")
	exec(t, db, "CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
	l, err := ledger.NewPostgres(connectTo(t, "pgx", strings.Replace(server.DSN(), "/postgres?", "/latin?", 1)), ledger.PostgresOptions{})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if err := l.Migrate(t.Context()); err == nil || !strings.Contains(err.Error(), "LATIN1: want UTF8") {
		t.Errorf("Migrate in a database of another encoding: %v, want an error that says so", err)
	}
}

// Settings of the role do not matter to the ledger.
func TestSessionsOfAnyKind(t *testing.T) {
	for _, setting := range []string{
		"default_transaction_isolation = 'repeatable read'",
		"default_transaction_isolation = 'serializable'",
		"timezone = 'Africa/Monrovia'", // 44 minutes and 30 seconds off, until 1972
		"datestyle = 'German'",
	} {
		t.Run(setting, func(t *testing.T) {
			db := connect(t, "pgx")
			exec(t, db, "DROP SCHEMA IF EXISTS odd CASCADE; DROP ROLE IF EXISTS odd; CREATE ROLE odd LOGIN SUPERUSER; ALTER ROLE odd SET "+setting)
			odd := connectTo(t, "pgx", strings.Replace(server.DSN(), "//paymux@", "//odd@", 1))
			l := fresh(t, odd, ledger.PostgresOptions{Schema: "odd"})
			for i := range 30 {
				p := of(fmt.Sprint("p", i))
				if i%2 == 0 {
					p.Caps = nil
				}
				if _, err := l.Reserve(t.Context(), p); err != nil {
					t.Fatalf("Reserve: %v", err)
				}
				var group sync.WaitGroup
				for range 8 {
					group.Go(func() {
						if _, err := l.Confirm(t.Context(), p.ID, p.Amount); err != nil {
							t.Errorf("Confirm: %v", err)
						}
					})
				}
				group.Wait()
			}
			if _, err := l.Sweep(t.Context(), 100); err != nil {
				t.Errorf("Sweep: %v", err)
			}
		})
	}
}

// The audit reports the total that differs, whatever was changed in the tables.
func TestAuditFindsWhatIsWrong(t *testing.T) {
	db := connect(t, "pgx")
	options := ledger.PostgresOptions{Schema: "audit"}
	l := fresh(t, db, options)
	open := reopened(db, options.Schema, l)
	used := func(amount string, count int64) limits.Used {
		return limits.NewUsed(limits.MustParseMoney(amount), count)
	}
	for _, tt := range []struct {
		name   string
		change string
		want   []ledger.Discrepancy
	}{
		{"nothing", "SELECT 1", nil},
		{"a total", "UPDATE audit.total SET used = used + 1", []ledger.Discrepancy{{Recorded: used("10.01 CNY", 1), Recomputed: used("10.00 CNY", 1)}}},
		{"a count", "UPDATE audit.total SET count = count + 1", []ledger.Discrepancy{{Recorded: used("10.00 CNY", 2), Recomputed: used("10.00 CNY", 1)}}},
		{"a count that is not known", "UPDATE audit.total SET count = count + 1, counted = 0", nil},
		{"an amount, and a count that is not known", "UPDATE audit.total SET used = used + 1, counted = 0",
			[]ledger.Discrepancy{{Recorded: limits.Used{Amount: limits.MustParseMoney("10.01 CNY")}, Recomputed: used("10.00 CNY", 1)}}},
		{"a total that is missing", "DELETE FROM audit.total", []ledger.Discrepancy{{Recomputed: used("10.00 CNY", 1)}}},
		{"a payment that is missing", "DELETE FROM audit.payment", []ledger.Discrepancy{{Recorded: used("10.00 CNY", 1), Recomputed: used("0.00 CNY", 0)}}},
		{"an amount", "UPDATE audit.payment SET amount = 900", []ledger.Discrepancy{{Recorded: used("10.00 CNY", 1), Recomputed: used("9.00 CNY", 1)}}},
		{"a state", "UPDATE audit.payment SET state = 'released'", []ledger.Discrepancy{{Recorded: used("10.00 CNY", 1), Recomputed: used("0.00 CNY", 0)}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			open(t)
			if _, err := l.Reserve(t.Context(), payment("p1", "10.00", "100.00")); err != nil {
				t.Fatalf("Reserve: %v", err)
			}
			exec(t, db, tt.change)
			got, err := l.Audit(t.Context())
			if err != nil {
				t.Fatalf("Audit: %v", err)
			}
			for i := range got {
				if got[i].Counter != "buyer.day" || got[i].Key.Reveal() != "buyer/b1/buyer.day/CNY/day+08:00/2026-11-20T16:00:00Z" {
					t.Errorf("the difference is in %s of key %s", got[i].Counter, got[i].Key.Reveal())
				}
				got[i].Counter, got[i].Key = "", limits.Hidden{}
			}
			if diff := cmp.Diff(tt.want, got, cmpopts.EquateComparable(limits.Hidden{})); diff != "" {
				t.Errorf("Audit (-want +got):\n%s", diff)
			}
		})
	}
}

// So it does in totals of other kinds.
func TestAuditFindsWhatIsWrongInAnyTotal(t *testing.T) {
	db := connect(t, "pgx")
	l := fresh(t, db, ledger.PostgresOptions{Schema: "any_total"})
	p := payment("p1", "10.00", "100.00")
	life, rolling, counting := p.Caps[0], p.Caps[0], p.Caps[0]
	life.Window, life.Counter = limits.Lifetime(), "life"
	rolling.Window, rolling.Counter = limits.Rolling(time.Hour), "rolling"
	counting.Max, counting.MaxCount, counting.Counter = limits.Money{}, 3, "counting"
	p.Caps = []limits.Cap{life, rolling, counting}
	if _, err := l.Reserve(t.Context(), p); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	ten := limits.MustParseMoney("10.00 CNY")
	for _, tt := range []struct {
		change string
		want   map[limits.Counter][2]limits.Used // recorded and recomputed
	}{
		{"UPDATE any_total.total SET count = count + 1, counted = counted + 1, seq = seq + 1", map[limits.Counter][2]limits.Used{
			"life":     {limits.NewUsed(ten, 2), limits.NewUsed(ten, 1)},
			"rolling":  {limits.NewUsed(ten, 2), limits.NewUsed(ten, 1)},
			"counting": {limits.CountOnly(2), limits.CountOnly(1)},
		}},
		{"DELETE FROM any_total.total", map[limits.Counter][2]limits.Used{
			"life":     {{}, limits.NewUsed(ten, 1)},
			"rolling":  {{}, limits.NewUsed(ten, 1)},
			"counting": {{}, limits.CountOnly(1)},
		}},
	} {
		exec(t, db, tt.change)
		found, err := l.Audit(t.Context())
		if err != nil {
			t.Fatalf("Audit: %v", err)
		}
		if !slices.IsSortedFunc(found, func(a, b ledger.Discrepancy) int { return strings.Compare(a.Key.Reveal(), b.Key.Reveal()) }) {
			t.Errorf("Audit after %s is not in the order of keys: %v", tt.change, found)
		}
		got := map[limits.Counter][2]limits.Used{}
		for _, d := range found {
			got[d.Counter] = [2]limits.Used{d.Recorded, d.Recomputed}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Audit after %s (-want +got):\n%s", tt.change, diff)
		}
	}
}

// With synchronous_commit off, acknowledged payments can be lost: the ledger refuses to
// work, unless an option allows it, and then they are lost.
func TestAsynchronousCommits(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	s, err := pgserver.Start(ctx, "synchronous_commit=off", "wal_writer_delay=10s")
	if err != nil {
		t.Fatalf("Start: %v", err)
	}
	defer func() {
		if err := s.Stop(); err != nil {
			t.Errorf("Stop: %v", err)
		}
	}()
	db := connectTo(t, "pgx", s.DSN())
	for _, batched := range []bool{false, true} {
		l := migrated(t, db, ledger.PostgresOptions{Schema: "safe", Batched: batched})
		_, err = l.Reserve(ctx, payment("p1", "1.00", "1.00"))
		if e := (*ledger.DurabilityError)(nil); !errors.As(err, &e) || e.Setting != "off" {
			t.Errorf("Reserve with synchronous_commit=off: %v, want a *DurabilityError", err)
		}
		_, err = l.Confirm(ctx, "p1", limits.MustParseMoney("1.00 CNY"))
		if e := (*ledger.DurabilityError)(nil); !errors.As(err, &e) {
			t.Errorf("Confirm with synchronous_commit=off: %v, want a *DurabilityError", err)
		}
	}
	l := migrated(t, db, ledger.PostgresOptions{Schema: "fast", AllowAsyncCommit: true})
	exec(t, db, "CHECKPOINT")
	if _, err := l.Reserve(ctx, payment("p1", "1.00", "1.00")); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	if err := s.Kill(true); err != nil {
		t.Fatalf("Kill: %v", err)
	}
	if err := s.Restart(ctx); err != nil {
		t.Fatalf("Restart: %v", err)
	}
	_, err = retry(ctx, func() (ledger.Reservation, error) { return l.Release(ctx, "p1") })
	if e := (*ledger.UnknownPaymentError)(nil); !errors.As(err, &e) {
		t.Errorf("Release of a reservation that was acknowledged before the crash: %v, want that it was lost", err)
	}
}
