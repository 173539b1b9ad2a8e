package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/paymux/paymux/examples/myshop/shop"
)

// store keeps the records of orders in one table, for any number of shops. It commits each
// call: what it has answered is kept.
type store struct {
	db    *sql.DB
	table string // with its schema
}

var _ shop.Store = store{}

// newStore returns a store in a schema of its own, which it creates where it is missing.
func newStore(ctx context.Context, db *sql.DB, schema string) (store, error) {
	s := store{db, schema + ".record"}
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return s, err
	}
	defer func() { _ = tx.Rollback() }() // after a commit it does nothing
	for _, statement := range []string{
		`SELECT pg_advisory_xact_lock(hashtext('` + s.table + `'))`, // shops may start at once
		`CREATE SCHEMA IF NOT EXISTS ` + schema,
		`CREATE TABLE IF NOT EXISTS ` + s.table + ` (
			order_id text PRIMARY KEY,
			version bigint NOT NULL,
			due timestamptz, -- NULL is never
			body jsonb NOT NULL
		)`,
		`CREATE INDEX IF NOT EXISTS record_due ON ` + s.table + ` (due) WHERE due IS NOT NULL`,
	} {
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return s, fmt.Errorf("creating %s: %w", s.table, err)
		}
	}
	return s, tx.Commit()
}

// Load implements [shop.Store].
func (s store) Load(ctx context.Context, order string) (shop.Record, error) {
	var body []byte
	var version int64
	var due sql.NullTime
	err := s.db.QueryRowContext(ctx, `SELECT version, due, body FROM `+s.table+` WHERE order_id = $1`, order).Scan(&version, &due, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return shop.Record{Order: order}, nil
	}
	if err != nil {
		return shop.Record{}, err
	}
	var record shop.Record
	if err := json.Unmarshal(body, &record); err != nil {
		return shop.Record{}, err
	}
	record.Version, record.Due = version, due.Time
	return record, nil
}

// Save implements [shop.Store].
func (s store) Save(ctx context.Context, record shop.Record) error {
	body, err := json.Marshal(record)
	if err != nil {
		return err
	}
	statement := `UPDATE ` + s.table + ` SET version = version + 1, due = $3, body = $4 WHERE order_id = $1 AND version = $2`
	if record.Version == 0 {
		statement = `INSERT INTO ` + s.table + ` (order_id, version, due, body) VALUES ($1, $2 + 1, $3, $4) ON CONFLICT DO NOTHING`
	}
	due := sql.NullTime{Time: record.Due, Valid: !record.Due.IsZero()}
	result, err := s.db.ExecContext(ctx, statement, record.Order, record.Version, due, string(body))
	if err != nil {
		return err
	}
	if rows, err := result.RowsAffected(); err != nil || rows == 1 {
		return err
	}
	return shop.ErrStale
}

// Due implements [shop.Store].
func (s store) Due(ctx context.Context, now time.Time, limit int) (orders []string, err error) {
	rows, err := s.db.QueryContext(ctx, `SELECT order_id FROM `+s.table+` WHERE due <= $1 ORDER BY due, order_id LIMIT $2`, now, limit)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var order string
		if err := rows.Scan(&order); err != nil {
			return nil, err
		}
		orders = append(orders, order)
	}
	return orders, rows.Err()
}
