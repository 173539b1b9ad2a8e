package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// tap stands between database/sql and the driver: it counts round trips and can
// change the text of statements.
type tap struct {
	connector driver.Connector
	rewrite   func(query string) string // nil: as they are
	trip      func(what string)         // nil: not counted
}

func (t *tap) Driver() driver.Driver { return t.connector.Driver() }

func (t *tap) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := t.connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &tappedConn{c.(*stdlib.Conn), t}, nil
}

func (t *tap) sees(what string) {
	if t.trip != nil {
		t.trip(what)
	}
}

func (t *tap) text(query string) string {
	if t.rewrite == nil {
		return query
	}
	return t.rewrite(query)
}

// tappedConn passes on what it does not name.
type tappedConn struct {
	*stdlib.Conn
	tap *tap
}

func (c *tappedConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	return c.Conn.PrepareContext(ctx, c.tap.text(query))
}

func (c *tappedConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.tap.sees(query)
	return c.Conn.ExecContext(ctx, c.tap.text(query), args)
}

func (c *tappedConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.tap.sees(query)
	return c.Conn.QueryContext(ctx, c.tap.text(query), args)
}

func (c *tappedConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.tap.sees("BEGIN")
	tx, err := c.Conn.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	return &tappedTx{tx, c.tap}, nil
}

type tappedTx struct {
	driver.Tx
	tap *tap
}

func (t *tappedTx) Commit() error {
	t.tap.sees("COMMIT")
	return t.Tx.Commit()
}

func (t *tappedTx) Rollback() error {
	t.tap.sees("ROLLBACK")
	return t.Tx.Rollback()
}

// tapped opens the shared server through a tap.
func tapped(t testing.TB, rewrite func(string) string, trip func(string)) *sql.DB {
	t.Helper()
	config, err := pgx.ParseConfig(server.DSN())
	if err != nil {
		t.Fatalf("ParseConfig: %v", err)
	}
	db := sql.OpenDB(&tap{stdlib.GetConnector(*config), rewrite, trip})
	db.SetMaxOpenConns(32)
	db.SetMaxIdleConns(32)
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return db
}
