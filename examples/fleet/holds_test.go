package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// heldPayment returns a payment of 1.00 CNY of the buyer "full", under a daily cap.
func heldPayment(id, limit string) ledger.Payment {
	p := payment(id, "1.00", limit)
	p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("full")}
	return p
}

// copyHold copies the reservation of a payment n times, in its own total or each in the
// total of another buyer.
func copyHold(t testing.TB, db *sql.DB, schema, id string, n int, elsewhere bool) {
	t.Helper()
	counts := "counts"
	if elsewhere {
		counts = "jsonb_set(counts, '{0,key}', to_jsonb(replace(counts->0->>'key', '/full/', '/other' || i || '/')))"
	}
	exec(t, db, fmt.Sprintf(`
		WITH copied AS MATERIALIZED (SELECT * FROM %[1]s.payment WHERE id = '%[4]s')
		INSERT INTO %[1]s.payment (id, currency, amount, state, late, confirmed, refunds, counts, made_at, expires_at, ends_at)
		SELECT id || '.' || i, currency, amount, state, late, confirmed, refunds, %[2]s, made_at, expires_at, ends_at
		FROM copied, generate_series(1, %[3]d) AS i`, schema, counts, n, id))
	if elsewhere {
		exec(t, db, fmt.Sprintf(`
			INSERT INTO %[1]s.total SELECT replace(key, '/full/', '/other' || i || '/'), counter, currency, since, until, 0, 100, 1
			FROM %[1]s.total, generate_series(1, %[2]d) AS i WHERE key LIKE 'buyer/full/%%'`, schema, n))
	} else {
		exec(t, db, fmt.Sprintf("UPDATE %[1]s.total SET used = used + %[2]d, seq = seq + %[2]d WHERE key LIKE 'buyer/full/%%'", schema, 100*n))
	}
}

// fullCap is a total that has reached its cap, with reservations whose holds may have
// ended.
type fullCap struct {
	name      string
	due, open int  // reservations besides the one that fills the cap
	elsewhere bool // the due ones are in other totals
	fits      bool // once some of them have expired
}

var fullCaps = []fullCap{
	{"there is room", 0, 0, false, true},
	{"nothing is due", 0, 0, false, false},
	{"holds are due in the total", 1, 0, false, true},
	{"holds are due elsewhere", 1, 0, true, false},
	{"holds are open", 0, 1, false, false},
	{"holds are open in the total and due elsewhere", 1, 1, true, false},
}

// fill makes the reservations, n for each 1, and returns a payment that needs room.
func (c fullCap) fill(t testing.TB, db *sql.DB, schema string, n int) func(id string) ledger.Payment {
	t.Helper()
	l := fresh(t, db, ledger.PostgresOptions{Schema: schema})
	inTotal := 1 + c.open*n
	if !c.elsewhere {
		inTotal += c.due * n
	}
	limit := fmt.Sprintf("%d.00", inTotal+c.due)
	switch {
	case c.due == 0 && c.fits:
		limit = "1000000000.00"
	case c.elsewhere, c.due == 0:
		limit = fmt.Sprintf("%d.00", inTotal)
	}
	for _, p := range []struct {
		id     string
		lasts  time.Duration
		copies int
	}{{"open", 20 * time.Hour, c.open * n}, {"due", time.Minute, c.due * n}} {
		if p.id == "due" && c.due == 0 {
			continue
		}
		payment := heldPayment(p.id, "1000000000.00")
		payment.Hold = p.lasts
		if _, err := l.Reserve(t.Context(), payment); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
		if p.copies > 0 {
			copyHold(t, db, schema, p.id, p.copies, p.id == "due" && c.elsewhere)
		}
		if p.id == "due" && c.elsewhere {
			if _, err := l.Release(t.Context(), "due"); err != nil {
				t.Fatalf("Release: %v", err)
			}
		}
	}
	exec(t, db, fmt.Sprintf("UPDATE %s.test_clock SET now = now + interval '1 hour'", schema))
	return func(id string) ledger.Payment { return heldPayment(id, limit) }
}

// What a Reserve reads at a full cap does not grow with the reservations that are due or
// open, whatever the statistics are.
func TestReserveAtAFullCapReadsLittle(t *testing.T) {
	const n = 20_000
	for i, c := range fullCaps {
		for _, statistics := range []string{"fresh", "stale"} {
			t.Run(c.name+", with "+statistics+" statistics", func(t *testing.T) {
				schema := fmt.Sprint("full_", i)
				db := connect(t, "pgx")
				needsRoom := c.fill(t, db, schema, n)
				if statistics == "fresh" {
					exec(t, db, fmt.Sprintf("ANALYZE %[1]s.payment; ANALYZE %[1]s.hold; ANALYZE %[1]s.total", schema))
				}
				rows := rowsRead(t, db, schema, func(l *ledger.Postgres) {
					if _, err := l.Reserve(t.Context(), needsRoom("needs room")); is[*ledger.RefusedError](err) == c.fits {
						t.Errorf("Reserve: %v, want that it fits: %v", err, c.fits)
					}
				})
				if rows > 1000 {
					t.Errorf("Reserve reads %d rows of %d", rows, n)
				}
			})
		}
	}
}

// No plan of a Reserve, a Confirm or a search for what is due reads a table from end to
// end, whether there are statistics or not: of a ledger that is new, and of one whose
// statistics are those of its first day.
func TestThePlansUseIndexes(t *testing.T) {
	var mu sync.Mutex
	texts := map[string]bool{}
	rewriting := openRewriting(t, func(text string) string {
		mu.Lock()
		defer mu.Unlock()
		texts[text] = true
		return text
	}, nil)
	const schema = "plans"
	l := fresh(t, rewriting, ledger.PostgresOptions{Schema: schema})
	clear(texts)
	due := of("p1")
	due.Hold = time.Nanosecond
	if _, err := l.Reserve(t.Context(), due); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	exec(t, rewriting, "UPDATE plans.test_clock SET now = now + interval '1 second'")
	p := of("p1") // needs the room of the other
	p.ID = "p2"
	if _, err := l.Reserve(t.Context(), p); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	if _, err := l.Confirm(t.Context(), p.ID, p.Amount); err != nil {
		t.Fatalf("Confirm: %v", err)
	}
	rolling := of("p3")
	rolling.Caps[0].Window = limits.Rolling(time.Hour)
	if _, err := l.Reserve(t.Context(), rolling); err != nil {
		t.Fatalf("Reserve: %v", err)
	}
	if _, err := l.Sweep(t.Context(), 10); err != nil {
		t.Fatalf("Sweep: %v", err)
	}
	db := connect(t, "pgx")
	db.SetMaxOpenConns(1)
	full := heldPayment("open", "1000000.00")
	full.Hold = 20 * time.Hour
	for _, statistics := range []string{"none", "of the first day", "fresh"} {
		exec(t, db, "TRUNCATE plans.payment, plans.hold, plans.total")
		if statistics == "of the first day" {
			if _, err := l.Reserve(t.Context(), of("first")); err != nil {
				t.Fatalf("Reserve: %v", err)
			}
			exec(t, db, "ANALYZE plans.payment; ANALYZE plans.hold; ANALYZE plans.total")
		}
		if _, err := l.Reserve(t.Context(), full); err != nil {
			t.Fatalf("Reserve: %v", err)
		}
		copyHold(t, db, schema, "open", 20_000, true)
		if statistics == "fresh" {
			exec(t, db, "ANALYZE plans.payment; ANALYZE plans.hold; ANALYZE plans.total")
		}
		for text := range texts {
			for _, mode := range []string{"force_custom_plan", "force_generic_plan"} {
				args := argumentsOf(text)
				if args == "" {
					continue
				}
				exec(t, db, "SET plan_cache_mode = "+mode)
				exec(t, db, "PREPARE planned AS "+text)
				var plan string
				if err := db.QueryRow("EXPLAIN (FORMAT JSON) EXECUTE planned" + args).Scan(&plan); err != nil {
					t.Fatalf("EXPLAIN of %s: %v", text, err)
				}
				exec(t, db, "DEALLOCATE planned; RESET plan_cache_mode")
				for _, scan := range scans(t, plan) {
					t.Errorf("with statistics %s and %s, a %s in the plan of %s", statistics, mode, scan, text)
				}
			}
		}
	}
}

// argumentsOf returns arguments for a statement, or "" for one that reads no table of
// the ledger by an argument.
func argumentsOf(text string) string {
	key := `'[{"key":"buyer/full/buyer.day/CNY/","counter":"buyer.day","since":"2026-11-20T16:00:00Z","until":"2026-11-21T16:00:00Z","max":1000,"refundable":false}]'`
	switch {
	case strings.Contains(text, "counted AS ("):
		return "('p', " + key + ", 'CNY', 100, 1000000, false)"
	case strings.Contains(text, "SET state = 'confirmed'"):
		return "('p', 100, 'CNY', false)"
	case strings.Contains(text, "FOR UPDATE\n)"), strings.Contains(text, "FOR UPDATE SKIP LOCKED\n)\nSELECT"):
		return `('["p"]')`
	case strings.Contains(text, ".hold\n\t\tWHERE key"):
		return "(64, '2026-11-20T16:00:00Z', 'p', 'buyer/full/buyer.day/CNY/')"
	case strings.Contains(text, ") AS slid\n\tWHERE key"):
		return `('["buyer/full/buyer.day/CNY/"]')`
	case strings.Contains(text, ") AS due"):
		return "(100, '2026-11-20T16:00:00Z', 'p')"
	}
	return ""
}

// scans returns the sequential scans of the ledger's tables in a plan.
func scans(t *testing.T, plan string) []string {
	t.Helper()
	var parsed any
	if err := json.Unmarshal([]byte(plan), &parsed); err != nil {
		t.Fatalf("plan: %v", err)
	}
	var found []string
	var visit func(node any)
	visit = func(node any) {
		switch node := node.(type) {
		case []any:
			for _, child := range node {
				visit(child)
			}
		case map[string]any:
			if table, ok := node["Relation Name"].(string); ok && node["Node Type"] == "Seq Scan" && slices.Contains([]string{"hold", "payment", "slot", "total"}, table) {
				found = append(found, "Seq Scan on "+table)
			}
			for _, child := range node {
				visit(child)
			}
		}
	}
	visit(parsed)
	return found
}

// What a Reserve takes at a full cap, with a hundred thousand due holds, and with a
// million open ones of a new ledger. The first two rows are the usual: with room, and
// without.
func BenchmarkReserveAtAFullCap(b *testing.B) {
	db := safe(b)
	for _, c := range fullCaps {
		n := 100_000
		if c.due == 0 {
			n = 1_000_000
		}
		b.Run(strings.ReplaceAll(c.name, " ", "_"), func(b *testing.B) {
			needsRoom := c.fill(b, db, "full_cap", n)
			l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: "full_cap"})
			if err != nil {
				b.Fatalf("NewPostgres: %v", err)
			}
			var took []time.Duration
			for i := 0; b.Loop(); i++ {
				before := time.Now()
				if _, err := l.Reserve(b.Context(), needsRoom(fmt.Sprint("needs room ", i))); is[*ledger.RefusedError](err) == c.fits {
					b.Fatalf("Reserve: %v", err)
				}
				took = append(took, time.Since(before))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*99/100].Microseconds())/1000, "p99-ms")
		})
	}
}
