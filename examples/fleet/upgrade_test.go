package main

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// ever1 is the total of all payments of a merchant, as version 1 has it.
var ever1 = count1{Key: "merchant/m1/shop.ever/CNY/lifetime/", Counter: "shop.ever", Max: 100_000_000}

// ever is the cap on it.
func ever(count int64) limits.Cap {
	return limits.Cap{
		Max: limits.MustParseMoney("1000000.00 CNY"), MaxCount: count,
		Window: limits.Lifetime(), Counter: "shop.ever", Per: []limits.Subject{limits.Merchant},
	}
}

// day1 is the total of a buyer's day, as version 1 has it.
func day1(buyer string) count1 {
	from := time.Date(2026, 11, 20, 16, 0, 0, 0, time.UTC)
	until := from.Add(24 * time.Hour)
	return count1{
		Key: "buyer/" + buyer + "/buyer.day/CNY/day+08:00/" + from.Format(time.RFC3339), Counter: "buyer.day",
		From: &from, Until: &until, Max: 1_000_000,
	}
}

// Servers of the version before write while others migrate and write: nothing fails, totals
// and holds are right at the end, and so is every count that is known.
func TestServersOfTwoVersions(t *testing.T) {
	const schema, buyers, payments = "two_versions", 3, 150
	earlier := openVersion1(t, schema)
	db := connect(t, "pgx")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	var made atomic.Int64
	begun := make(chan struct{})
	settle := func(i int, reserve, confirm, release func(id, buyer string) error) {
		id, buyer := fmt.Sprint("p", i), fmt.Sprint("b", i%buyers)
		if err := reserve(id, buyer); err != nil {
			t.Errorf("reserving %s: %v", id, err)
			return
		}
		var err error
		switch i % 3 {
		case 0:
			err = confirm(id, buyer)
		case 1:
			err = release(id, buyer)
		}
		if err != nil {
			t.Errorf("settling %s: %v", id, err)
		}
		if made.Add(1) == 20 {
			close(begun)
		}
	}
	var group sync.WaitGroup
	for server := range 4 {
		group.Go(func() {
			for n := range payments {
				settle(server*payments+n,
					func(id, buyer string) error { return earlier.reserve(ctx, id, 100, time.Hour, day1(buyer), ever1) },
					func(id, _ string) error { return earlier.confirm(ctx, id, 100) },
					func(id, _ string) error { return earlier.release(ctx, id) })
			}
		})
	}
	for server := range 4 {
		group.Go(func() {
			<-begun
			l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema, Batched: server%2 == 0})
			if err != nil {
				t.Errorf("NewPostgres: %v", err)
				return
			}
			if err := l.Migrate(ctx); err != nil {
				t.Errorf("Migrate: %v", err)
				return
			}
			one := limits.MustParseMoney("1.00 CNY")
			for n := range payments {
				settle((4+server)*payments+n,
					func(id, buyer string) error {
						p := payment(id, "1.00", "10000.00")
						p.Caps = append(p.Caps, ever(0))
						p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide(buyer), limits.Merchant: limits.Hide("m1")}
						_, err := l.Reserve(ctx, p)
						return err
					},
					func(id, _ string) error { _, err := l.Confirm(ctx, id, one); return err },
					func(id, _ string) error { _, err := l.Release(ctx, id); return err })
			}
		})
	}
	group.Wait()

	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if found, err := l.Audit(ctx); err != nil || len(found) > 0 {
		t.Errorf("Audit: %+v, %v", found, err)
	}
	var wrong, held int
	err = db.QueryRow(`WITH held AS (
			SELECT c->>'key', expires_at, id FROM two_versions.payment, jsonb_array_elements(counts) AS c WHERE state = 'reserved'
		)
		SELECT (SELECT count(*) FROM ((TABLE held EXCEPT TABLE two_versions.hold) UNION ALL (TABLE two_versions.hold EXCEPT TABLE held)) AS d),
			(SELECT count(*) FROM held)`).Scan(&wrong, &held)
	if err != nil || wrong > 0 || held != 2*8*payments/3 {
		t.Errorf("%d holds of %d differ from the payments, %v", wrong, held, err)
	}

	count := func(c limits.Cap) (int64, bool) {
		t.Helper()
		usage, err := l.Usage(ctx, []limits.Cap{c}, map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1"), limits.Merchant: limits.Hide("m1")})
		if err != nil {
			t.Fatalf("Usage: %v", err)
		}
		return usage[c.Counter].Count()
	}
	day := payment("", "1.00", "10000.00").Caps[0]
	for _, c := range []limits.Cap{day, ever(0)} {
		if n, ok := count(c); ok {
			t.Errorf("%s has %d payments, want that this is not known", c.Counter, n)
		}
	}
	p := payment("counted", "1.00", "10000.00")
	p.Caps[0].MaxCount = 1_000_000
	if _, err := l.Reserve(ctx, p); !is[*limits.UsageError](err) {
		t.Errorf("Reserve under a count that is not known: %v, want a *limits.UsageError", err)
	}
	if err := l.Migrate(ctx); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	if n, ok := count(ever(0)); !ok || n != 2*8*payments/3 {
		t.Errorf("once recounted, the lifetime has %d payments, %v, want %d", n, ok, 2*8*payments/3)
	}
	if n, ok := count(day); ok {
		t.Errorf("once lifetimes are recounted, the day has %d payments, want that this is not known", n)
	}
	if err := nextDay(ctx, db, schema); err != nil {
		t.Fatalf("nextDay: %v", err)
	}
	if _, err := l.Reserve(ctx, p); err != nil {
		t.Errorf("Reserve under a count of the next day: %v", err)
	}
	if n, ok := count(day); !ok || n != 1 {
		t.Errorf("the next day has %d payments, %v, want 1", n, ok)
	}
	if found, err := l.Audit(ctx); err != nil || len(found) > 0 {
		t.Errorf("Audit: %+v, %v", found, err)
	}
}

// Counts are recounted while servers go on writing.
func TestRecountingDoesNotStopOthers(t *testing.T) {
	const schema = "recounting"
	earlier := openVersion1(t, schema)
	db := connect(t, "pgx")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for i := range 50 {
		if err := earlier.reserve(ctx, fmt.Sprint("earlier", i), 100, time.Hour, ever1); err != nil {
			t.Fatalf("reserving: %v", err)
		}
	}
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if err := l.Migrate(ctx); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	var group sync.WaitGroup
	for server := range 4 {
		group.Go(func() {
			for i := range 50 {
				p := payment(fmt.Sprint("p", server, ".", i), "1.00", "1.00")
				p.Caps, p.Subjects = []limits.Cap{ever(0)}, map[limits.Subject]limits.Hidden{limits.Merchant: limits.Hide("m1")}
				if _, err := l.Reserve(ctx, p); err != nil {
					t.Errorf("Reserve: %v", err)
				}
				if i%2 == 0 {
					if _, err := l.Release(ctx, p.ID); err != nil {
						t.Errorf("Release: %v", err)
					}
				}
				if server == 0 {
					exec(t, db, "UPDATE recounting.total SET counted = counted - 1") // as if another server had missed a change
				} else if err := l.Migrate(ctx); err != nil {
					t.Errorf("Migrate: %v", err)
				}
			}
		})
	}
	group.Wait()
	if err := l.Migrate(ctx); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	usage, err := l.Usage(ctx, []limits.Cap{ever(0)}, map[limits.Subject]limits.Hidden{limits.Merchant: limits.Hide("m1")})
	if n, ok := usage["shop.ever"].Count(); err != nil || !ok || n != 150 {
		t.Errorf("the lifetime has %d payments, %v, %v, want 150", n, ok, err)
	}
	if found, err := l.Audit(ctx); err != nil || len(found) > 0 {
		t.Errorf("Audit: %+v, %v", found, err)
	}
}

// Each lifetime is recounted by itself, whether it has payments or not, and nothing else is.
func TestRecountingIsOfEachTotal(t *testing.T) {
	db := connect(t, "pgx")
	l := migrated(t, db, ledger.PostgresOptions{Schema: "each_total"})
	total := func(counter limits.Counter) limits.Cap {
		c := ever(0)
		c.Counter = counter
		return c
	}
	day := payment("", "1.00", "100.00").Caps[0]
	all := []limits.Cap{total("one"), total("two"), total("none"), day}
	subjects := map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1"), limits.Merchant: limits.Hide("m1")}
	for id, caps := range map[string][]limits.Cap{"p1": {all[0], all[1], day}, "p2": {all[1]}, "deleted": {all[2]}} {
		p := payment(id, "1.00", "100.00")
		p.Caps, p.Subjects = caps, subjects
		if _, err := l.Reserve(t.Context(), p); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
	}
	exec(t, db, "DELETE FROM each_total.payment WHERE id = 'deleted'; UPDATE each_total.total SET count = 7, counted = counted - 1 WHERE until IS NULL")
	if err := l.Migrate(t.Context()); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	usage, err := l.Usage(t.Context(), all, subjects)
	if err != nil {
		t.Fatalf("Usage: %v", err)
	}
	for counter, want := range map[limits.Counter]int64{"one": 1, "two": 2, "none": 0, "buyer.day": 1} {
		if n, ok := usage[counter].Count(); !ok || n != want {
			t.Errorf("%s has %d payments, %v, want %d", counter, n, ok, want)
		}
	}
}

// Servers of the version before cannot change totals that they do not know: what they try
// ends in an error and changes nothing. They can confirm what was reserved.
func TestServersOfTheVersionBeforeLeaveLaterTotalsAlone(t *testing.T) {
	const schema = "later_totals"
	earlier := openVersion1(t, schema)
	db := connect(t, "pgx")
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if err := l.Migrate(t.Context()); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	rolling, counting := payment("rolling", "1.00", "100.00"), payment("counting", "0.00", "100.00")
	rolling.Caps[0].Window = limits.Rolling(24 * time.Hour)
	counting.Caps[0].Max, counting.Caps[0].MaxCount = limits.Money{}, 3
	for _, p := range []ledger.Payment{rolling, counting} {
		if _, err := l.Reserve(t.Context(), p); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
		if err := earlier.release(t.Context(), p.ID); err == nil {
			t.Errorf("releasing %s: no error", p.ID)
		}
		if r, err := l.Reserve(t.Context(), p); err != nil || r.State != ledger.Reserved {
			t.Errorf("%s is %s, %v, want that it is still reserved", p.ID, r.State, err)
		}
		if err := earlier.confirm(t.Context(), p.ID, p.Amount.Minor()); err != nil {
			t.Errorf("confirming %s: %v", p.ID, err)
		}
		usage, err := l.Usage(t.Context(), p.Caps, p.Subjects)
		if n, ok := usage["buyer.day"].Count(); err != nil || !ok || n != 1 {
			t.Errorf("the total of %s has %d payments, %v, %v, want 1", p.ID, n, ok, err)
		}
	}
	if found, err := l.Audit(t.Context()); err != nil || len(found) > 0 {
		t.Errorf("Audit: %+v, %v", found, err)
	}
}

// A late success of nothing changes no total in the version before: that its payment counts
// again is missed, and known to be.
func TestALateSuccessOfTheVersionBeforeIsNotCounted(t *testing.T) {
	const schema = "earlier_late"
	earlier := openVersion1(t, schema)
	db := connect(t, "pgx")
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if err := l.Migrate(t.Context()); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	p := payment("p1", "1.00", "100.00")
	if _, err := l.Reserve(t.Context(), p); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	if _, err := l.Release(t.Context(), p.ID); err != nil {
		t.Fatalf("Release: %v", err)
	}
	exec(t, earlier.db, `UPDATE earlier_late.payment SET state = 'confirmed', late = true, confirmed = 0,
		counts = (SELECT jsonb_agg(c - '{length,max_count,count_only,count,counted}'::text[]) FROM jsonb_array_elements(counts) AS c)`)
	usage, err := l.Usage(t.Context(), p.Caps, p.Subjects)
	if n, ok := usage["buyer.day"].Count(); err != nil || ok {
		t.Errorf("the day has %d payments, %v, want that this is not known", n, err)
	}
}

// Room that a server of the version before held is freed for a payment that needs it,
// whether it was reserved before the migration or after.
func TestHoldsOfTheVersionBeforeEnd(t *testing.T) {
	earlier := openVersion1(t, "earlier_holds")
	db := connect(t, "pgx")
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: "earlier_holds"})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if err := earlier.reserve(t.Context(), "before", 600, time.Minute, day1("b1")); err != nil {
		t.Fatalf("reserving: %v", err)
	}
	if err := l.Migrate(t.Context()); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	if err := earlier.reserve(t.Context(), "after", 400, 2*time.Minute, day1("b1")); err != nil {
		t.Fatalf("reserving: %v", err)
	}
	for _, step := range []struct {
		id, amount string
		fits       bool
	}{{"p1", "0.01", false}, {"p2", "6.00", true}, {"p3", "0.01", false}, {"p4", "4.00", true}} {
		if step.fits {
			exec(t, db, "UPDATE earlier_holds.test_clock SET now = now + interval '1 minute'")
		}
		if _, err := l.Reserve(t.Context(), payment(step.id, step.amount, "10.00")); (err == nil) != step.fits {
			t.Errorf("Reserve of %s: %v, want that it fits: %v", step.amount, err, step.fits)
		}
	}
}

// A server of the version before keeps the tables that it does not know, without a right to
// them.
func TestServersOfTheVersionBeforeNeedNoNewRights(t *testing.T) {
	const schema = "no_new_rights"
	earlier := openVersion1(t, schema)
	db := connect(t, "pgx")
	exec(t, db, `DROP ROLE IF EXISTS earlier; CREATE ROLE earlier LOGIN; GRANT USAGE ON SCHEMA no_new_rights TO earlier;
		GRANT SELECT, INSERT, UPDATE, DELETE ON no_new_rights.total, no_new_rights.payment, no_new_rights.test_clock TO earlier`)
	l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: schema})
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if err := l.Migrate(t.Context()); err != nil {
		t.Fatalf("Migrate: %v", err)
	}
	earlier.db = connectTo(t, "pgx", strings.Replace(server.DSN(), "//paymux@", "//earlier@", 1))
	if err := earlier.reserve(t.Context(), "p1", 100, time.Hour, day1("b1")); err != nil {
		t.Errorf("reserving: %v", err)
	}
	if err := earlier.release(t.Context(), "p1"); err != nil {
		t.Errorf("releasing: %v", err)
	}
	exec(t, db, "DROP SCHEMA no_new_rights CASCADE; DROP ROLE earlier")
}
