package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paymux/paymux/limits/ledger"
)

// Migrate touches nothing that it has not created, and names it.
func TestMigrateFindsSomethingElse(t *testing.T) {
	db := connect(t, "pgx")
	for name, tt := range map[string]struct{ create, want string }{
		"another table":        {"CREATE TABLE foreign_one.version (id int, version int)", "version is not a table with one integer column"},
		"another type":         {"CREATE TABLE foreign_one.version (version text)", "version is not a table with one integer column"},
		"a view":               {"CREATE VIEW foreign_one.version AS SELECT 1 AS version", "version is not a table with one integer column"},
		"a table without rows": {"CREATE TABLE foreign_one.version (version int)", "a table version without a version"},
		"tables without version": {"CREATE TABLE foreign_one.total (id int); CREATE VIEW foreign_one.payment AS SELECT 1 AS id",
			"payment, total without the table version"},
		"a function": {"CREATE FUNCTION foreign_one.clock() RETURNS int LANGUAGE sql AS 'SELECT 1'", "clock() without the table version"},
	} {
		t.Run(name, func(t *testing.T) {
			exec(t, db, "DROP SCHEMA IF EXISTS foreign_one CASCADE; CREATE SCHEMA foreign_one; "+tt.create)
			before := objects(t, "foreign_one")
			l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: "foreign_one"})
			if err != nil {
				t.Fatalf("NewPostgres: %v", err)
			}
			err = l.Migrate(t.Context())
			if err == nil || !strings.Contains(err.Error(), tt.want) || !strings.Contains(err.Error(), "schema foreign_one") {
				t.Errorf("Migrate: %v, want an error that names %q", err, tt.want)
			}
			if after := objects(t, "foreign_one"); after != before {
				t.Errorf("Migrate changed %s to %s", before, after)
			}
		})
	}
}

// objects lists what a schema has.
func objects(t *testing.T, schema string) string {
	t.Helper()
	var list string
	err := connect(t, "pgx").QueryRow(`SELECT coalesce(string_agg(name, ' ' ORDER BY name), '') FROM (
		SELECT relname || relkind::text FROM pg_class WHERE relnamespace = $1::regnamespace
		UNION SELECT proname FROM pg_proc WHERE pronamespace = $1::regnamespace) AS o (name)`, schema).Scan(&list)
	if err != nil {
		t.Fatalf("objects: %v", err)
	}
	return list
}

// Where the role's transactions are read-only, a payment is not reserved that could not be
// confirmed: lib/pq begins transactions that may write, pgx does not.
func TestSessionsThatAreReadOnly(t *testing.T) {
	admin := connect(t, "pgx")
	exec(t, admin, "DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN SUPERUSER; ALTER ROLE reader SET default_transaction_read_only = on")
	for _, driver := range drivers {
		for _, batched := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s batched %v", driver, batched), func(t *testing.T) {
				options := ledger.PostgresOptions{Schema: "read_only", Batched: batched}
				fresh(t, admin, options)
				l, err := ledger.NewPostgres(connectTo(t, driver, strings.Replace(server.DSN(), "//paymux@", "//reader@", 1)), options)
				if err != nil {
					t.Fatalf("NewPostgres: %v", err)
				}
				p := of("p1")
				_, err = l.Reserve(t.Context(), p)
				if err == nil {
					_, err = l.Confirm(t.Context(), p.ID, p.Amount)
				}
				if driver == "postgres" && err != nil {
					t.Errorf("Reserve and Confirm: %v", err)
				}
				if driver == "pgx" && (err == nil || !strings.Contains(err.Error(), "default_transaction_read_only")) {
					t.Errorf("Reserve: %v, want an error that names the setting", err)
				}
			})
		}
	}
}
