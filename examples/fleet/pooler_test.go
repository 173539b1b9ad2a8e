package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paymux/paymux/examples/fleet/pgserver"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// poolerSettings are what a driver needs behind a pooler in transaction mode.
var poolerSettings = map[string]string{
	"pgx":      "default_query_exec_mode=exec",
	"postgres": "binary_parameters=yes",
}

// pooled starts a pooler with fewer sessions than there are callers.
func pooled(t *testing.T) *pgserver.Pooler {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	p, err := pgserver.StartPooler(ctx, server, 4)
	if err != nil {
		t.Fatalf("StartPooler: %v", err)
	}
	t.Cleanup(func() {
		if err := p.Stop(); err != nil {
			t.Errorf("Stop: %v", err)
		}
	})
	return p
}

// Behind a pooler in transaction mode the ledger keeps its rules, with the settings that
// each driver needs.
func TestPoolerKeepsTheRules(t *testing.T) {
	t.Parallel()
	p := pooled(t)
	for driver, setting := range poolerSettings {
		for _, batched := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s batched %v", driver, batched), func(t *testing.T) {
				t.Parallel()
				admin := connect(t, driver)
				options := ledger.PostgresOptions{Schema: fmt.Sprintf("pooled_%s_%v", driver, batched), Batched: batched}
				fresh(t, admin, options)
				l, err := ledger.NewPostgres(connectTo(t, driver, p.DSN()+"&"+setting), options)
				if err != nil {
					t.Fatalf("NewPostgres: %v", err)
				}
				if err := l.Migrate(t.Context()); err != nil {
					t.Errorf("Migrate: %v", err)
				}
				ledgertest.Run(t, reopened(admin, options.Schema, l))
			})
		}
	}
}

// Without these settings the error names them.
func TestPoolerErrorsNameTheSettings(t *testing.T) {
	p := pooled(t)
	for driver, setting := range poolerSettings {
		t.Run(driver, func(t *testing.T) {
			schema := "unset_" + driver
			fresh(t, connect(t, driver), ledger.PostgresOptions{Schema: schema})
			db := connectTo(t, driver, p.DSN())
			l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema})
			if err != nil {
				t.Fatalf("NewPostgres: %v", err)
			}
			var mu sync.Mutex
			named := 0
			var group sync.WaitGroup
			for caller := range 16 {
				group.Go(func() {
					for i := range 50 {
						pay := of(fmt.Sprint("p", caller, ".", i))
						_, err := l.Usage(t.Context(), pay.Caps, pay.Subjects)
						if err == nil {
							_, err = l.Reserve(t.Context(), pay)
						}
						if err == nil {
							_, err = l.Confirm(t.Context(), pay.ID, pay.Amount)
						}
						if err == nil || is[*ledger.UnknownPaymentError](err) {
							continue
						}
						mu.Lock()
						if strings.Contains(err.Error(), setting) {
							named++
						} else {
							t.Errorf("an error does not name %s: %v", setting, err)
						}
						mu.Unlock()
					}
				})
			}
			group.Wait()
			if named == 0 {
				t.Errorf("no call fails without %s: the pooler has no effect", setting)
			}
			t.Logf("%d of 800 calls fail", named)
		})
	}
}
