package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
	_ "github.com/lib/pq"

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// server is shared by the tests that do not harm it. It need not survive a failure of the
// machine.
var server *pgserver.Server

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var err error
	if planted, err = plantedByEnvironment(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	// Deadlocks are planted too, and should not take a second each to be found.
	if server, err = pgserver.Start(ctx, "jit=off", "fsync=off", "deadlock_timeout=50ms"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	code := m.Run()
	if err := server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

// drivers are those that the ledger is tested with: pgx, and lib/pq under its own name.
var drivers = []string{"pgx", "postgres"}

// connect opens the shared server.
func connect(t testing.TB, driver string) *sql.DB { return connectTo(t, driver, server.DSN()) }

func connectTo(t testing.TB, driver, dsn string) *sql.DB {
	t.Helper()
	if planted != nil {
		return closing(t, sql.OpenDB(rewriting(t, dsn, nil, nil)))
	}
	db, err := sql.Open(driver, dsn)
	if err != nil {
		t.Fatalf("Open(%s): %v", driver, err)
	}
	return closing(t, db)
}

// closing sets how many connections a test uses, and closes them at its end.
func closing(t testing.TB, db *sql.DB) *sql.DB {
	t.Helper()
	db.SetMaxOpenConns(32)
	db.SetMaxIdleConns(32)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return db
}

// testClock replaces the clock of a ledger's schema by a time in a table, which stands
// still.
const testClock = `
CREATE TABLE %[1]s.test_clock (now timestamptz NOT NULL);
INSERT INTO %[1]s.test_clock VALUES ('2026-11-21T00:00:00Z');
CREATE OR REPLACE FUNCTION %[1]s.clock() RETURNS timestamptz LANGUAGE sql VOLATILE
	AS 'SELECT now FROM %[1]s.test_clock'`

// fresh makes an empty schema of its own for a test, with a clock that stands still.
func fresh(t testing.TB, db *sql.DB, options ledger.PostgresOptions) *ledger.Postgres {
	t.Helper()
	l := migrated(t, db, options)
	exec(t, db, fmt.Sprintf(testClock, options.Schema))
	return l
}

// nextDay advances that clock by a day.
func nextDay(ctx context.Context, db *sql.DB, schema string) error {
	_, err := db.ExecContext(ctx, fmt.Sprintf("UPDATE %s.test_clock SET now = now + interval '1 day'", schema))
	return err
}

func migrated(t testing.TB, db *sql.DB, options ledger.PostgresOptions) *ledger.Postgres {
	t.Helper()
	exec(t, db, "DROP SCHEMA IF EXISTS "+options.Schema+" CASCADE")
	l, err := ledger.NewPostgres(db, options)
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if err := l.Migrate(t.Context()); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	return l
}

func exec(t ledgertest.TB, db *sql.DB, text string, args ...any) {
	t.Helper()
	if _, err := db.Exec(text, args...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// tampered is a ledger whose totals can be made wrong.
type tampered struct {
	ledger.Ledger
	db     *sql.DB
	schema string
}

func (l tampered) Tamper(t ledgertest.TB, total limits.Cap, _ map[limits.Subject]limits.Hidden, minor, payments int64) {
	t.Helper()
	exec(t, l.db, fmt.Sprintf("UPDATE %s.total SET used = used + $1, count = count + $2 WHERE counter = $3", l.schema),
		minor, payments, string(total.Counter))
}

// reopened returns an Open that empties one schema for each use.
func reopened(db *sql.DB, schema string, l ledger.Ledger) ledgertest.Open {
	return func(t ledgertest.TB) (ledger.Ledger, func(time.Time)) {
		t.Helper()
		exec(t, db, fmt.Sprintf("DELETE FROM %[1]s.payment; DELETE FROM %[1]s.total; UPDATE %[1]s.reading SET confirmed = '-infinity', candidate = '-infinity'", schema))
		return tampered{l, db, schema}, func(now time.Time) {
			exec(t, db, fmt.Sprintf("UPDATE %s.test_clock SET now = $1", schema), now)
		}
	}
}

func TestPostgresKeepsTheRules(t *testing.T) {
	t.Parallel()
	for _, driver := range drivers {
		for _, batched := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s batched %v", driver, batched), func(t *testing.T) {
				t.Parallel()
				db := connect(t, driver)
				options := ledger.PostgresOptions{Schema: fmt.Sprintf("rules_%s_%v", driver, batched), Batched: batched}
				ledgertest.Run(t, reopened(db, options.Schema, fresh(t, db, options)))
			})
		}
	}
}
