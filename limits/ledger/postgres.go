package ledger

import (
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
// order of their keys, so that none waits for another in a circle.
//
// Reserve takes three round trips, Usage and Confirm one; what gives room back takes
// five. Calls in batches share theirs: the batch begins, locks payments, locks totals if
// it needs any, writes and commits, in five round trips at most. Confirming what was
// reserved touches no total.
//
// A call ends with its context even where the driver does not. What it had begun may
// then still be done, as after any unknown outcome, and its connection is in use until
// the driver returns: bound them with [sql.DB.SetMaxOpenConns]. A server that freezes in
// the middle of a call keeps its rows locked until the database ends its session:
// idle_in_transaction_session_timeout says when.
//
// The program examples/fleet is two servers that share one; its tests kill and stop
// the database under them.
type Postgres struct {
	db      *sql.DB
	options PostgresOptions
	sql     statements
	ahead   atomic.Int64 // by how much the database's clock is ahead of options.Clock, as last seen
	batches *batches     // nil unless Batched
}

var _ Ledger = (*Postgres)(nil)

// PostgresOptions says how a Postgres works. The zero value consists of the
// defaults.
type PostgresOptions struct {
	// Schema is the ledger's own schema, "paymux_ledger" if empty: 1 to 63 lower-case
	// letters, digits and underscores, of which the first is no digit. PostgreSQL keeps
	// names that begin with pg_ to itself.
	Schema string

	// Batched lets calls that arrive while a transaction is under way share the next
	// one, a Reserve with Reserves and all that settles. One commit then carries many
	// payments, which lets several times as many through where most count in one
	// total, such as a merchant's; where few do, each waits a little longer. An error
	// that the database reports of one call is not that of the others. A batch that
	// takes long does not keep later ones, and ends after [BatchTimeout] with a
	// [*StalledError], also for calls whose contexts end later or never.
	Batched bool

	// AllowAsyncCommit lets the ledger work where synchronous_commit is off. What was
	// acknowledged shortly before the database server fails is then lost. Otherwise
	// every call that would change something is a [*DurabilityError].
	AllowAsyncCommit bool

	// Clock is the server's own clock, [time.Now] if nil. It is a hint: where it is
	// wrong a call may take one round trip more, but never another window.
	Clock func() time.Time
}

// NewPostgres returns a ledger on db, whose schema [Postgres.Migrate] has made or
// will make. It does not connect. The error is a [*FieldError].
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
			"1 to 63 lower-case letters, digits and underscores, of which the first is no digit, without pg_ at the start")
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

func isSchema(s string) bool {
	if s == "" || len(s) > 63 || s[0] >= '0' && s[0] <= '9' || strings.HasPrefix(s, "pg_") {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}

// now guesses what the database's clock says.
func (p *Postgres) now() time.Time {
	return p.options.Clock().Add(time.Duration(p.ahead.Load())).UTC()
}

// saw notes what the database's clock said.
func (p *Postgres) saw(now time.Time) {
	p.ahead.Store(int64(now.Sub(p.options.Clock())))
}

// DurabilityError reports a database session that acknowledges what it may lose:
// synchronous_commit is off. Nothing has changed. It is always a pointer.
type DurabilityError struct {
	Setting string // what synchronous_commit is
}

// Error names the setting and what is wanted.
func (e *DurabilityError) Error() string {
	return fmt.Sprintf("ledger: synchronous_commit is %s, which loses acknowledged payments when the server fails: "+
		"want on, or PostgresOptions.AllowAsyncCommit", e.Setting)
}

// explain says of an error of the database what it means for the ledger.
func (p *Postgres) explain(err error) error {
	switch sqlState(err) {
	case "3F000", "42P01", "42703", "42883": // no such schema, table, column, function
		return fmt.Errorf("ledger: the database has no ledger in schema %s, or an older one: call Migrate: %w", p.options.Schema, err)
	}
	return fmt.Errorf("ledger: %w", err)
}
