package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
	"sync/atomic"
	"time"
)

// Postgres is a [Ledger] for a fleet: any number of processes that share a
// PostgreSQL. It works with any driver for database/sql that has PostgreSQL's
// placeholders, such as pgx and lib/pq.
//
// All instants come from the database's clock: servers whose clocks differ count in
// the same windows. A transaction locks payments first and then totals, each in the
// order of their keys, so that transactions cannot deadlock.
//
// Reserve takes three round trips, Usage and Confirm one; calls that free room take
// five. A batch of calls takes at most five: it begins, locks payments, locks totals if
// it needs any, writes and commits. Confirming the amount that was reserved touches no
// total.
//
// A call ends with its context even if the driver does not return. What it had started
// may still happen, as after any unknown outcome, and its connection is in use until the
// driver returns: bound connections with [sql.DB.SetMaxOpenConns]. A server that freezes
// during a call keeps its rows locked until the database ends its session, after
// idle_in_transaction_session_timeout.
//
// Nothing needs a session: a pooler such as PgBouncer may work in transaction mode. The
// drivers prepare statements, however, which such a pooler does not keep: connect with
// default_query_exec_mode=exec (pgx) or binary_parameters=yes (lib/pq).
//
// The statements do not depend on the session's search path: other roles may create
// objects in any schema but the ledger's own.
//
// The program examples/fleet runs two servers on one database; its tests kill and stop
// the database under them.
//
// Every call of a nil or zero Postgres is an error: make one with [NewPostgres].
type Postgres struct {
	db      *sql.DB
	options PostgresOptions
	sql     *statements
	ahead   atomic.Int64 // by how much the database's clock is ahead of options.Clock, as last seen
	batches *batches     // nil unless Batched
}

var _ Ledger = (*Postgres)(nil)

// PostgresOptions configures a Postgres. The zero value has the defaults.
type PostgresOptions struct {
	// Schema is the ledger's own schema, "paymux_ledger" if empty: 1 to 63 lower-case
	// letters, digits and underscores that do not start with a digit or with pg_, which
	// PostgreSQL reserves.
	Schema string

	// Batched lets calls that arrive during a transaction share the next one. One
	// commit then carries many payments. This multiplies throughput if most payments
	// count in one total, such as a merchant's; otherwise each call takes a little
	// longer. An error of one call does not fail the others of its batch. A slow batch
	// does not delay later ones, and ends after [BatchTimeout] with a [*StalledError],
	// even for calls whose contexts end later or never.
	Batched bool

	// AllowAsyncCommit lets the ledger work with synchronous_commit off. Payments
	// acknowledged shortly before the database server fails are then lost. Without it,
	// every call that would change something is a [*DurabilityError].
	AllowAsyncCommit bool

	// Clock is the server's own clock, [time.Now] if nil. It is a hint: if it is wrong,
	// a call may take one more round trip, but counts in the same windows.
	Clock func() time.Time
}

// NewPostgres returns a ledger on db, whose schema [Postgres.Migrate] creates. It does
// not connect. The error is a [*FieldError], or several joined.
func NewPostgres(db *sql.DB, options PostgresOptions) (*Postgres, error) {
	var f faults
	if db == nil {
		f.add("db", "", "a database")
	}
	if options.Schema == "" {
		options.Schema = "paymux_ledger"
	}
	if !isSchema(options.Schema) {
		f.add("Schema", options.Schema,
			"1 to 63 lower-case letters, digits and underscores that do not start with a digit or with pg_")
	}
	if err := f.err(); err != nil {
		return nil, err
	}
	if options.Clock == nil {
		options.Clock = time.Now
	}
	p := &Postgres{db: db, options: options, sql: newStatements(options.Schema)}
	if options.Batched {
		p.batches = &batches{commit: p.commit}
	}
	return p, nil
}

// awaitMade awaits work on a ledger that [NewPostgres] has made.
func awaitMade[T any](ctx context.Context, p *Postgres, work func(context.Context) (T, error)) (T, error) {
	if p == nil || p.db == nil {
		var none T
		return none, errNotMade
	}
	return await(ctx, work)
}

func isSchema(s string) bool {
	if s == "" || len(s) > 63 || s[0] >= '0' && s[0] <= '9' || strings.HasPrefix(s, "pg_") {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// now estimates the time of the database's clock.
func (p *Postgres) now() time.Time {
	return p.options.Clock().Add(time.Duration(p.ahead.Load())).UTC()
}

// observe records the time of the database's clock.
func (p *Postgres) observe(now time.Time) {
	p.ahead.Store(int64(now.Sub(p.options.Clock())))
}

// DurabilityError reports a database session with synchronous_commit off, which may lose
// acknowledged payments. Nothing has changed. It is always a pointer.
type DurabilityError struct {
	Setting string // the value of synchronous_commit
}

// Error names the setting and what is allowed.
func (e *DurabilityError) Error() string {
	return fmt.Sprintf("ledger: synchronous_commit is %s, which loses acknowledged payments when the server fails: "+
		"want on, or PostgresOptions.AllowAsyncCommit", e.Setting)
}

// explain adds to an error of the database what it means for the ledger.
func (p *Postgres) explain(err error) error {
	switch sqlState(err) {
	case "3F000", "42P01", "42703", "42883": // no such schema, table, column, function
		return fmt.Errorf("ledger: the database has no ledger in schema %s, or an older one: call Migrate: %w", p.options.Schema, err)
	case readOnly:
		return fmt.Errorf("ledger: the database does not accept changes: want the primary server, and default_transaction_read_only=off: %w", err)
	case "42P05", "26000", "08P01": // a prepared statement exists already, or does not, or is another one
		return fmt.Errorf("ledger: the session has other prepared statements than the driver expects: behind a pooler in transaction mode, "+
			"connect with default_query_exec_mode=exec (pgx) or binary_parameters=yes (lib/pq): %w", err)
	}
	return fmt.Errorf("ledger: %w", err)
}
