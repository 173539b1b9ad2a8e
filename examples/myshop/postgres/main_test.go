package main

import (
	"context"
	"database/sql"
	"flag"
	"fmt"
	"os"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/examples/myshop/internal/lifetest"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits/ledger"
)

// server is shared by the tests that do not harm it. It need not survive a failure of the
// machine.
var server *pgserver.Server

func TestMain(m *testing.M) { os.Exit(runTests(m)) }

func runTests(m *testing.M) int {
	flag.Parse()
	isGiven := false
	flag.Visit(func(f *flag.Flag) { isGiven = isGiven || f.Name == "rapid.checks" })
	if !isGiven { // each life is a thousand commits
		if err := flag.Set("rapid.checks", "20"); err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 2
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	var err error
	if server, err = pgserver.Start(ctx, "jit=off", "fsync=off"); err != nil {
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

func connect(t *testing.T, dsn string) *sql.DB {
	t.Helper()
	db, err := sql.Open("pgx", dsn)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return db
}

func exec(t rapid.TB, db *sql.DB, text string, args ...any) {
	t.Helper()
	if _, err := db.Exec(text, args...); err != nil {
		t.Fatalf("%s: %v", text, err)
	}
}

// testClock replaces the clock of the ledger's schema by a time in a table, which stands
// still.
const testClock = `
CREATE TABLE lives_ledger.test_clock (now timestamptz NOT NULL);
INSERT INTO lives_ledger.test_clock VALUES ('2026-11-27T00:00:00Z');
CREATE OR REPLACE FUNCTION lives_ledger.clock() RETURNS timestamptz LANGUAGE sql VOLATILE
	AS 'SELECT now FROM lives_ledger.test_clock'`

// emptying returns an Open for two shops with connections of their own, which empties one
// database for each use.
func emptying(t *testing.T) lifetest.Open {
	t.Helper()
	var backend lifetest.Backend
	var dbs [2]*sql.DB
	for i := range dbs {
		dbs[i] = connect(t, server.DSN())
		books, err := ledger.NewPostgres(dbs[i], ledger.PostgresOptions{Schema: "lives_ledger"})
		if err != nil {
			t.Fatal(err)
		}
		if err := books.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
		records, err := newStore(t.Context(), dbs[i], "lives")
		if err != nil {
			t.Fatal(err)
		}
		backend.Books[i], backend.Stores[i] = books, shop.Store(records)
	}
	exec(t, dbs[0], testClock)
	t.Cleanup(func() { exec(t, connect(t, server.DSN()), "DROP SCHEMA lives, lives_ledger CASCADE") })
	return func(t rapid.TB) lifetest.Backend {
		exec(t, dbs[0], `DELETE FROM lives.record; DELETE FROM lives_ledger.payment; DELETE FROM lives_ledger.total;
			UPDATE lives_ledger.reading SET confirmed = '-infinity', candidate = '-infinity'`)
		b := backend
		b.SetClock = func(now time.Time) { exec(t, dbs[0], "UPDATE lives_ledger.test_clock SET now = $1", now) }
		return b
	}
}

func TestEveryPaymentCountsOnce(t *testing.T) { lifetest.Run(t, emptying(t)) }

func TestAShopMayEndAtAnyCall(t *testing.T) { lifetest.Ends(t, emptying(t)) }

func TestThePostgresStoreIsAStore(t *testing.T) {
	s, err := newStore(t.Context(), connect(t, server.DSN()), "contract")
	if err != nil {
		t.Fatal(err)
	}
	lifetest.Store(t, s)
}
