package main

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// rewriter wraps a driver for database/sql: it reports round trips and can
// change the text of statements.
type rewriter struct {
	connector   driver.Connector
	rewrite     func(query string) string // nil: as they are
	onRoundTrip func(what string)         // nil: not counted
	onError     func(error)               // of a statement; nil: not reported
}

func (t *rewriter) Driver() driver.Driver { return t.connector.Driver() }

func (t *rewriter) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := t.connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &rewritingConn{c.(*stdlib.Conn), t}, nil
}

func (t *rewriter) sees(what string) {
	if t.onRoundTrip != nil {
		t.onRoundTrip(what)
	}
}

func (t *rewriter) failed(err error) {
	if err != nil && t.onError != nil {
		t.onError(err)
	}
}

func (t *rewriter) text(query string) string {
	if t.rewrite != nil {
		query = t.rewrite(query)
	}
	return planted.plant(query)
}

// rewritingConn passes other calls on.
type rewritingConn struct {
	*stdlib.Conn
	rewriter *rewriter
}

func (c *rewritingConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	return c.Conn.PrepareContext(ctx, c.rewriter.text(query))
}

func (c *rewritingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	c.rewriter.sees(query)
	result, err := c.Conn.ExecContext(ctx, c.rewriter.text(query), args)
	c.rewriter.failed(err)
	return result, err
}

func (c *rewritingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	c.rewriter.sees(query)
	rows, err := c.Conn.QueryContext(ctx, c.rewriter.text(query), args)
	c.rewriter.failed(err)
	return rows, err
}

func (c *rewritingConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	c.rewriter.sees("BEGIN")
	tx, err := c.Conn.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	return &rewritingTx{tx, c.rewriter}, nil
}

type rewritingTx struct {
	driver.Tx
	rewriter *rewriter
}

func (t *rewritingTx) Commit() error {
	t.rewriter.sees("COMMIT")
	return t.Tx.Commit()
}

func (t *rewritingTx) Rollback() error {
	t.rewriter.sees("ROLLBACK")
	return t.Tx.Rollback()
}

// openRewriting opens the shared server through a rewriter.
func openRewriting(t testing.TB, rewrite func(string) string, onRoundTrip func(string)) *sql.DB {
	t.Helper()
	return closing(t, sql.OpenDB(rewriting(t, server.DSN(), rewrite, onRoundTrip)))
}

// rewriting returns a rewriter of what is sent to a server.
func rewriting(t testing.TB, dsn string, rewrite func(string) string, onRoundTrip func(string)) *rewriter {
	t.Helper()
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		t.Fatalf("ParseConfig: %v", err)
	}
	return &rewriter{connector: stdlib.GetConnector(*config), rewrite: rewrite, onRoundTrip: onRoundTrip}
}
