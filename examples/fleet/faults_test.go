package main

import (
	"fmt"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// operator is an operator of the statements, as their source has it.
var operator = regexp.MustCompile(`\{([-+*<>=|?]+)\}`)

// faults are mistakes planted into the statements, each with the rule that has to
// notice it.
var faults = []struct {
	name     string
	old, new string
	rule     string
}{
	{"a reservation overwrites the total",
		"THEN t.used {+} excluded.used ELSE t.used END", "THEN excluded.used ELSE t.used END", "a cap is reached exactly"},
	{"the decision sees nothing used",
		"before = t.used,", "before = 0,", "a cap is reached exactly"},
	{"totals overflow",
		"CASE WHEN t.used {<=} (9223372036854775807 {-} excluded.used) THEN t.used {+} excluded.used ELSE t.used END",
		"t.used {+} excluded.used", "amounts at the end of int64"},
	{"changes of a total are not numbered",
		"seq = t.seq {+} 1", "seq = t.seq", "changes are numbered without gaps"},
	{"totals are locked in any order",
		"FROM input, accepted\n\tORDER BY key COLLATE pg_catalog.\"C\"", "FROM input, accepted\n\tORDER BY random()", "totals in any order"},
	{"the window is the server's guess",
		"AND NOT EXISTS (SELECT FROM input WHERE now {<} since OR now {>=} until)", "", "both sides of midnight"},
	{"an id that another call makes known is an error",
		"FROM accepted\n\tON CONFLICT (id) DO NOTHING", "FROM accepted", "concurrent replays"},
	{"holds are too short",
		"$5::bigint {*} interval '1 microsecond'", "$5::bigint {*} interval '0.5 microsecond'", "a hold ends exactly"},
	{"a refusal overlooks what is due now",
		"ORDER BY expires_at, id LIMIT 1) {<=} now\n\t)", "ORDER BY expires_at, id LIMIT 1) {<} now\n\t)",
		"a refusal first expires what is due"},
	{"due room is looked for in other totals",
		"WHERE key {=} $4::pg_catalog.text", "WHERE key {<>} $4::pg_catalog.text", "a refusal first expires what is due"},
	{"holds are not recorded",
		"FOR EACH ROW WHEN (NEW.state = 'reserved')", "FOR EACH ROW WHEN (false)", "a refusal first expires what is due"},
	{"a confirmation overlooks that the hold has ended",
		"AND expires_at {>} ledger.clock()", "", "late success"},
	{"a confirmation of less confirms all",
		"AND amount {=} $2::bigint AND", "AND amount {>=} $2::bigint AND", "less than reserved"},
	{"a late success is not counted",
		"WHERE id {=} $1::pg_catalog.text AND state {=} 'reserved' AND amount", "WHERE id {=} $1::pg_catalog.text AND amount", "late success"},
	{"payments are read without a lock",
		"ORDER BY id\n\tFOR UPDATE\n)", "ORDER BY id\n)", "concurrent replays"},
	{"totals are read without a lock", lockedTotals, "ON CONFLICT (key) DO NOTHING\n\tRETURNING *", "less than reserved"},
	{"what is freed is not written",
		"UPDATE ledger.total AS t SET used = w.used, seq", "UPDATE ledger.total AS t SET seq", "less than reserved"},
	{"numbers of changes are not written",
		"SET used = w.used, seq = w.seq", "SET used = w.used", "changes are numbered without gaps"},
	{"a payment is counted twice",
		"count = t.count {+} 1,", "count = t.count {+} 2,", "a count is reached exactly"},
	{"the decision sees a payment too many",
		"WHEN counted THEN count {-} 1 END", "WHEN counted THEN count END", "a count is reached exactly"},
	{"a refusal by a count overlooks what is due",
		"OR max_count {>} 0 AND count {>} max_count", "", "a refusal by a count first expires what is due"},
	{"counts are not written",
		"seq = w.seq, count = w.count,", "seq = w.seq,", "the life of a count"},
	{"changes of counts are not numbered",
		"count = w.count, counted = w.counted", "count = w.count", "the life of a count"},
	{"a total that only counts adds up amounts",
		"CASE WHEN count_only THEN 0 ELSE $4::bigint END, 1", "$4::bigint, 1", "a total that only counts"},
	{"an audit counts what was paid back",
		"AND NOT (c.refundable AND coalesce(p.confirmed {=} r.amount, false))", "", "a count after refunds"},
	{"an audit overlooks counts without amounts",
		"WHEN c.count_only THEN 0", "WHEN false THEN 0", "a total that only counts"},
	{"a rolling window overwrites its total",
		"THEN reached {+} excluded.used ELSE reached END", "THEN excluded.used ELSE reached END", "a rolling window is exact"},
	{"a rolling window counts a payment twice",
		"payments {+} 1", "payments {+} 2", "a rolling window moves"},
	{"what drops out of a window is added",
		"IF is_now > was THEN", "IF is_now < was THEN", "a rolling window is exact"},
	{"what drops out of a window stays for a moment",
		"s.made_at <= greatest(was, is_now)", "s.made_at < greatest(was, is_now)", "a rolling window is exact"},
	{"usage adds what drops out",
		"THEN 0 {-} s.amount ELSE", "THEN s.amount ELSE", "a rolling window is exact"},
	{"usage counts what has dropped out",
		"THEN 0 {-} s.count ELSE s.count", "THEN 0 ELSE s.count", "a rolling window moves"},
	{"what has dropped out drops out again",
		"since = CASE WHEN t.length IS NULL THEN t.since ELSE excluded.since END", "since = t.since", "a rolling window moves"},
	{"payments leave no slot",
		"WHERE length IS NOT NULL\n)\nSELECT now, setting", "WHERE false\n)\nSELECT now, setting", "a rolling window is exact"},
	{"slots keep what was reserved",
		"DO UPDATE SET amount = excluded.amount, count = excluded.count", "DO NOTHING", "a clock that jumps over a rolling window"},
	{"slots are deleted while they count",
		"t.used + s.amount, t.count + s.count FROM", "t.used, t.count FROM", "rolling windows past retention"},
	{"the end of a window does not move",
		"t.until {>=} excluded.until THEN t.until", "true THEN t.until", "rolling windows past retention"},
	{"an audit counts what has dropped out",
		"p.made_at {>} t.since OR", "true OR", "a rolling window moves"},
	{"refunds are not remembered",
		"refunds = w.refunds, counts = w.counts", "counts = w.counts", "a repeated call counts once"},
	{"lateness is not remembered",
		"late = w.late, ", "", "late success"},
	{"what a payment counts in is not updated",
		"refunds = w.refunds, counts = w.counts", "refunds = w.refunds", "a repeated call counts once"},
	{"a sweep comes a moment late",
		"WHERE expires_at {<=} (SELECT now FROM clock) LIMIT $1", "WHERE expires_at {<} (SELECT now FROM clock) LIMIT $1", "a hold ends exactly"},
	{"a sweep expires the latest first",
		"{>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)\n\t\tORDER BY expires_at, id", "{>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)\n\t\tORDER BY expires_at DESC, id", "a sweep is bounded"},
	{"payments are forgotten with their hold",
		"WHERE ends_at {<=}", "WHERE expires_at {<=}", "what is past retention is deleted"},
	{"totals are never forgotten",
		"WHERE until {<=} (SELECT past FROM clock)", "WHERE false", "what is past retention is deleted"},
	{"the clock is trusted at once",
		"$3::bigint {*} interval '1 microsecond'", "0 {*} interval '1 microsecond'", "a clock that jumps"},
	{"a clock that goes back revokes nothing",
		"WHERE now {<} r.candidate OR now", "WHERE now", "a clock that jumps"},
	{"a total that was deleted is inserted again",
		"WHERE NOT $2::pg_catalog.text::pg_catalog.jsonb {?} key\n\t\tOR", "WHERE true OR", "what is past retention is deleted"},
	{"a total that is past its time is not changed",
		"EXISTS (SELECT FROM ledger.total AS existing WHERE existing.key {=} input.key)", "false", "a clock that jumps"},
	{"an audit leaves refunds out",
		"'confirmed' AND c.refundable\n", "'confirmed' AND false\n", "refunds"},
	{"usage is of one total",
		"'used', used {+} slid.amount", "'used', before {+} slid.amount", "all totals or none"},
}

// lockedTotals is how totals are locked and read.
const lockedTotals = `ON CONFLICT (key) DO UPDATE SET
		(before, used, count) = (SELECT reached, reached, payments FROM (
			SELECT t.used AS reached, t.count AS payments WHERE t.length IS NULL
			UNION ALL
			SELECT t.used {+} s.amount, t.count {+} s.count FROM ledger.slid(t.key, t.since, excluded.since) AS s
			WHERE t.length IS NOT NULL
		) AS slid), since = CASE WHEN t.length IS NULL THEN t.since ELSE excluded.since END,
		until = CASE WHEN t.length IS NULL OR t.until {>=} excluded.until THEN t.until
			ELSE excluded.until {+} greatest(t.length {*} interval '1 second', interval '1 day') END
	RETURNING *`

func TestPlantedFaultsAreCaught(t *testing.T) {
	rules := ledgertest.Rules()
	for i, fault := range faults {
		t.Run(fault.name, func(t *testing.T) {
			schema := fmt.Sprintf("fault_%d", i)
			var planted atomic.Bool
			db := openRewriting(t, func(query string) string {
				changed := strings.ReplaceAll(query, inSchema(fault.old, schema), inSchema(fault.new, schema))
				if changed != query {
					planted.Store(true)
				}
				return changed
			}, nil)
			options := ledger.PostgresOptions{Schema: schema}
			open := reopened(db, schema, fresh(t, db, options))
			rule := slices.IndexFunc(rules, func(r ledgertest.Rule) bool { return r.Name == fault.rule })
			if rule < 0 {
				t.Fatalf("there is no rule %q", fault.rule)
			}
			// Some faults show only where two calls meet, which they may not do at once.
			var failures []string
			for try := 0; try < 20 && len(failures) == 0; try++ {
				failures = failuresOf(rules[rule], open)
			}
			if !planted.Load() {
				t.Fatalf("no statement has the text %q", fault.old)
			}
			if len(failures) == 0 {
				t.Errorf("the rule %q is reported as kept", fault.rule)
			} else {
				t.Log(failures[0])
			}
		})
	}
}

// failuresOf checks a rule and returns what it reports.
func failuresOf(rule ledgertest.Rule, open ledgertest.Open) []string {
	r := &recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		rule.Check(r, open)
	}()
	<-done
	return r.failures
}

// recorder is a test that may fail. Rules that run state machines are not recorded:
// the methods that only those call are left nil.
type recorder struct {
	ledgertest.TB
	mu       sync.Mutex
	failures []string
}

func (r *recorder) Helper() {}

func (r *recorder) Error(args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprint(args...))
}

func (r *recorder) Fatal(args ...any) {
	r.Error(args...)
	runtime.Goexit()
}

func (r *recorder) Errorf(format string, args ...any) { r.Error(fmt.Sprintf(format, args...)) }
func (r *recorder) Fatalf(format string, args ...any) { r.Fatal(fmt.Sprintf(format, args...)) }
