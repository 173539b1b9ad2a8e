// Command fleet shows two checkout servers that share one PostgreSQL: offers under
// caps on totals, payments, callbacks, a late success, a refusal with what is left,
// and an audit at the end.
//
//	go run .
//	go run . -dsn postgres://user@host/database
//
// Without -dsn it starts a PostgreSQL of its own in a temporary folder, on loopback,
// and stops it at the end.
package main

import (
	"context"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver of both servers

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/limits/ledger"
)

func main() {
	dsn := flag.String("dsn", "", "the database to use; `URL` as postgres://user@host/database (default: one of its own)")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := runDemo(ctx, *dsn, os.Stdout)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "fleet:", err)
		os.Exit(1)
	}
}

// runDemo runs the demo on the database given, or on one of its own.
func runDemo(ctx context.Context, dsn string, out io.Writer) (err error) {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	if dsn == "" {
		server, startErr := pgserver.Start(ctx)
		if startErr != nil {
			return startErr
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		dsn = server.DSN()
	}
	var dbs [2]*sql.DB // one for each server
	for i := range dbs {
		if dbs[i], err = sql.Open("pgx", dsn); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, dbs[i].Close()) }()
	}
	if err := dbs[0].PingContext(ctx); err != nil {
		return err
	}
	// A schema for this run alone: earlier runs have used up the caps of the day.
	schema := fmt.Sprintf("fleet_%d", time.Now().UnixNano())
	defer func() { err = errors.Join(err, drop(ctx, dbs[0], schema)) }()
	d := &demo{out: out}
	for i, db := range dbs {
		if d.servers[i], err = newServer(ctx, db, schema); err != nil {
			return err
		}
	}
	return d.run(ctx)
}

// drop drops the schema, also where the program was interrupted.
func drop(ctx context.Context, db *sql.DB, schema string) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	_, err := db.ExecContext(ctx, "DROP SCHEMA IF EXISTS "+schema+" CASCADE")
	return err
}

// newServer is a checkout server with its own connections to the database.
func newServer(ctx context.Context, db *sql.DB, schema string) (*shop, error) {
	db.SetMaxOpenConns(16)
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema, Batched: true})
	if err != nil {
		return nil, err
	}
	if err := l.Migrate(ctx); err != nil {
		return nil, err
	}
	return newShop(l)
}
