package main

import (
	"context"
	"database/sql"
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/limits/ledger"
)

// version1 makes the calls of a server of version 1 of the schema, with its statements as
// they were. It decides nothing: its payments always fit.
type version1 struct {
	db     *sql.DB
	schema string
}

//go:embed testdata/version1
var statements1 embed.FS

func (s version1) statement(name string) string {
	text, err := statements1.ReadFile("testdata/version1/" + name + ".sql")
	if err != nil {
		panic(err)
	}
	return inSchema(string(text), s.schema)
}

// inSchema completes a statement of the ledger, as the ledger does.
func inSchema(text, schema string) string {
	text = operator.ReplaceAllString(text, "OPERATOR(pg_catalog.$1)")
	return strings.ReplaceAll(text, "ledger.", `"`+schema+`".`)
}

// count1, total1 and payment1 are what version 1 reads and writes, with every key that
// it knows.
type count1 struct {
	Key        string     `json:"key"`
	Counter    string     `json:"counter"`
	From       *time.Time `json:"since"`
	Until      *time.Time `json:"until"`
	Max        int64      `json:"max"`
	Refundable bool       `json:"refundable"`
	Used       int64      `json:"used"`
	Seq        int64      `json:"seq"`
}

type total1 struct {
	Key      string     `json:"key"`
	Counter  string     `json:"counter"`
	Currency string     `json:"currency"`
	From     *time.Time `json:"since"`
	Until    *time.Time `json:"until"`
	Used     int64      `json:"used"`
	Seq      int64      `json:"seq"`
}

type payment1 struct {
	ID        string           `json:"id"`
	Currency  string           `json:"currency"`
	Amount    int64            `json:"amount"`
	State     ledger.State     `json:"state"`
	Late      bool             `json:"late"`
	Confirmed int64            `json:"confirmed"`
	Refunds   map[string]int64 `json:"refunds"`
	Counts    []count1         `json:"counts"`
	Made      time.Time        `json:"made_at"`
	Expires   time.Time        `json:"expires_at"`
	Ends      *time.Time       `json:"ends_at"`
}

// reserve reserves a payment of an amount in fen that counts in the given totals.
func (s version1) reserve(ctx context.Context, id string, amount int64, hold time.Duration, counts ...count1) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var now time.Time
	var setting string
	var known, inserted, before []byte
	var due bool
	err = tx.QueryRowContext(ctx, s.statement("reserve"), id, toJSON(counts), "CNY", amount, hold.Microseconds(), false).
		Scan(&now, &setting, &known, &inserted, &before, &due)
	if err != nil {
		return err
	}
	if inserted == nil {
		return fmt.Errorf("reserving %s: known is %s", id, known)
	}
	return tx.Commit()
}

// confirm confirms the whole amount.
func (s version1) confirm(ctx context.Context, id string, amount int64) error {
	var r []byte
	return s.db.QueryRowContext(ctx, s.statement("confirm"), id, amount, "CNY", false).Scan(&r)
}

// release releases a reserved payment.
func (s version1) release(ctx context.Context, id string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var now time.Time
	var setting string
	var due bool
	var locked, text []byte
	err = tx.QueryRowContext(ctx, s.statement("lock_payments"), toJSON([]string{id})).Scan(&now, &setting, &locked, &due)
	if err != nil {
		return err
	}
	var payments []payment1
	if err := json.Unmarshal(locked, &payments); err != nil || len(payments) != 1 || payments[0].State != ledger.Reserved {
		return fmt.Errorf("%s is not reserved: %s, %v", id, locked, err)
	}
	p := &payments[0]
	var totals []total1
	for _, c := range p.Counts {
		totals = append(totals, total1{Key: c.Key, Counter: c.Counter, Currency: p.Currency, From: c.From, Until: c.Until})
	}
	if err := tx.QueryRowContext(ctx, s.statement("lock_totals"), toJSON(totals), "[]").Scan(&text); err != nil {
		return err
	}
	if err := json.Unmarshal(text, &totals); err != nil || len(totals) != len(p.Counts) {
		return fmt.Errorf("totals %s, %v", text, err)
	}
	for i := range totals { // both in the order of their keys
		totals[i].Used -= p.Amount
		totals[i].Seq++
		if p.Counts[i].Key != totals[i].Key || totals[i].Used < 0 {
			return fmt.Errorf("total %+v of %+v", totals[i], p)
		}
		p.Counts[i].Used, p.Counts[i].Seq = totals[i].Used, totals[i].Seq
	}
	p.State = ledger.Released
	var n int
	if err := tx.QueryRowContext(ctx, s.statement("write"), toJSON(totals), toJSON(payments), "[]", "[]").Scan(&n); err != nil {
		return err
	}
	return tx.Commit()
}

func toJSON(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return string(text)
}

// openVersion1 makes a schema of version 1, with a clock that stands still.
func openVersion1(t *testing.T, schema string) version1 {
	t.Helper()
	first := openRewriting(t, func(text string) string {
		switch text = strings.TrimSpace(text); {
		case strings.HasPrefix(text, "LOCK TABLE"): // a later migration
			return "SELECT"
		case strings.HasPrefix(text, "WITH missed"): // counts, of which version 1 has none
			return "SELECT '[]'"
		}
		return text
	}, nil)
	fresh(t, first, ledger.PostgresOptions{Schema: schema})
	exec(t, first, fmt.Sprintf("DELETE FROM %s.version WHERE version > 1", schema))
	return version1{connect(t, "pgx"), schema}
}
