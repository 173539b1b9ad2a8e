package ledger

import "strings"

// statements are the texts sent to the database, with the schema filled in.
type statements struct {
	reserve, confirm, usage         string
	lockPayments, lockTotals, write string
	lockFree, due, dueOn            string
	deletePast, audit               string
}

func newStatements(schema string) statements {
	in := func(text string) string { return inSchema(text, schema) }
	return statements{
		reserve:      in(reserveSQL),
		confirm:      in(confirmSQL),
		usage:        in(usageSQL),
		lockPayments: in(lockPaymentsSQL),
		lockFree:     in(strings.Replace(lockPaymentsSQL, "FOR UPDATE", "FOR UPDATE SKIP LOCKED", 1)),
		lockTotals:   in(lockTotalsSQL),
		write:        in(writeSQL),
		due:          in(dueSQL),
		dueOn:        in(dueOnSQL),
		deletePast:   in(deletePastSQL),
		audit:        in(auditSQL),
	}
}

// inSchema puts a schema in the place of the one named ledger.
func inSchema(text, schema string) string {
	return strings.ReplaceAll(text, "ledger.", quoted(schema)+".")
}

// quoted is an identifier that may be a word of SQL's own.
func quoted(schema string) string { return `"` + schema + `"` }

// reserveSQL counts a payment, $1, in the totals $2, which must hold this instant,
// and makes it, if its id is new. Totals are locked in the order of their keys,
// those that are new as they are made. It does not decide: the caller commits or
// rolls back when it has seen what the totals were before.
const reserveSQL = `
WITH clock AS MATERIALIZED (
	SELECT ledger.clock() AS now, current_setting('synchronous_commit') AS setting
), asked AS MATERIALIZED (
	SELECT * FROM jsonb_to_recordset($2::text::jsonb)
		AS c (key text, counter text, since timestamptz, until timestamptz, max bigint, refundable boolean)
), known AS MATERIALIZED (
	SELECT * FROM ledger.payment WHERE id = $1::text
), timely AS MATERIALIZED (
	SELECT now, now + $5::bigint * interval '1 microsecond' AS expires FROM clock
	WHERE NOT EXISTS (SELECT FROM known)
		AND NOT EXISTS (SELECT FROM asked WHERE now < since OR now >= until)
		AND ($6::boolean OR setting <> 'off')
), counted AS (
	INSERT INTO ledger.total AS t (key, counter, currency, since, until, before, used, seq)
	SELECT key, counter, $3::text, since, until, 0, $4::bigint, 1
	FROM asked, timely
	ORDER BY key COLLATE "C"
	ON CONFLICT (key) DO UPDATE SET
		before = t.used,
		used = CASE WHEN t.used <= 9223372036854775807 - excluded.used THEN t.used + excluded.used ELSE t.used END,
		seq = t.seq + 1
	RETURNING key, before, used, seq
), made AS (
	INSERT INTO ledger.payment
		(id, currency, amount, state, late, confirmed, counts, made_at, expires_at, ends_at)
	SELECT $1::text, $3::text, $4::bigint, 'reserved', false, 0, (
			SELECT coalesce(jsonb_agg(to_jsonb(asked) || jsonb_build_object('used', used, 'seq', seq) ORDER BY key COLLATE "C"), '[]')
			FROM asked JOIN counted USING (key)
		), now, expires, (
			SELECT CASE WHEN bool_or(until IS NULL) THEN NULL ELSE greatest(max(until), expires) END FROM asked
		)
	FROM timely
	ON CONFLICT (id) DO NOTHING
	RETURNING *
)
SELECT now, setting,
	(SELECT to_jsonb(known) FROM known),
	(SELECT to_jsonb(made) FROM made),
	(SELECT jsonb_object_agg(key, before) FROM counted),
	EXISTS (SELECT FROM ledger.payment WHERE state = 'reserved' AND expires_at <= now)
FROM clock`

// confirmSQL confirms all of a reservation that is still held.
const confirmSQL = `
UPDATE ledger.payment AS p SET state = 'confirmed', confirmed = amount
WHERE id = $1::text AND state = 'reserved' AND amount = $2::bigint AND currency = $3::text
	AND expires_at > ledger.clock()
	AND ($4::boolean OR current_setting('synchronous_commit') <> 'off')
RETURNING to_jsonb(p)`

// usageSQL reads the totals of the keys $1.
const usageSQL = `
SELECT ledger.clock(), (
	SELECT jsonb_object_agg(key, used) FROM ledger.total
	WHERE key = ANY (ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb)))
)`

// lockPaymentsSQL locks and reads the payments of the ids $1.
const lockPaymentsSQL = `
WITH clock AS MATERIALIZED (
	SELECT ledger.clock() AS now
), locked AS MATERIALIZED (
	SELECT * FROM ledger.payment
	WHERE id = ANY (ARRAY(SELECT jsonb_array_elements_text($1::text::jsonb)))
	ORDER BY id
	FOR UPDATE
)
SELECT now, current_setting('synchronous_commit'),
	(SELECT jsonb_agg(to_jsonb(locked)) FROM locked),
	EXISTS (SELECT FROM ledger.payment WHERE state = 'reserved' AND expires_at <= now)
FROM clock`

// lockTotalsSQL makes or locks the totals $1 in one ordered pass, and reads them: to
// lock those that exist first and to make the others then would be two orders.
const lockTotalsSQL = `
WITH locked AS (
	INSERT INTO ledger.total AS t (key, counter, currency, since, until, before, used, seq)
	SELECT key, counter, currency, since, until, 0, 0, 0
	FROM jsonb_populate_recordset(NULL::ledger.total, $1::text::jsonb)
	ORDER BY key COLLATE "C"
	ON CONFLICT (key) DO UPDATE SET before = t.used
	RETURNING *
)
SELECT jsonb_agg(to_jsonb(locked)) FROM locked`

// writeSQL writes totals and payments that are locked, makes new payments, and drops
// the totals of the keys $4.
const writeSQL = `
WITH totals AS (
	UPDATE ledger.total AS t SET used = w.used, seq = w.seq
	FROM jsonb_populate_recordset(NULL::ledger.total, $1::text::jsonb) AS w
	WHERE t.key = w.key
), changed AS (
	UPDATE ledger.payment AS p SET
		state = w.state, late = w.late, confirmed = w.confirmed, refunds = w.refunds, counts = w.counts
	FROM jsonb_populate_recordset(NULL::ledger.payment, $2::text::jsonb) AS w
	WHERE p.id = w.id
), unused AS (
	DELETE FROM ledger.total WHERE key = ANY (ARRAY(SELECT jsonb_array_elements_text($4::text::jsonb)))
), made AS (
	INSERT INTO ledger.payment
		(id, currency, amount, state, late, confirmed, refunds, counts, made_at, expires_at, ends_at)
	SELECT id, currency, amount, state, late, confirmed, refunds, counts, made_at, expires_at, ends_at
	FROM jsonb_populate_recordset(NULL::ledger.payment, $3::text::jsonb)
	ORDER BY id COLLATE "C"
	ON CONFLICT (id) DO NOTHING
	RETURNING id
)
SELECT count(*) FROM made`

// dueSQL finds up to $1 reservations whose hold is over, from the place after
// ($2, $3) on.
const dueSQL = `
SELECT jsonb_agg(jsonb_build_object('id', id, 'expires_at', expires_at) ORDER BY expires_at, id) FROM (
	SELECT id, expires_at FROM ledger.payment
	WHERE state = 'reserved' AND (expires_at, id) > ($2::text::timestamptz, $3::text)
		AND expires_at <= (SELECT ledger.clock())
	ORDER BY expires_at, id
	LIMIT $1::bigint
) AS due`

// dueOnSQL finds as many of them that count in the totals of the keys $4. Where there
// are few in all it looks at each; where sweeps have not kept up, at all that is held
// in these totals.
const dueOnSQL = `
WITH asked AS MATERIALIZED (
	SELECT ledger.clock() AS now, ARRAY(SELECT jsonb_array_elements_text($4::text::jsonb)) AS keys
), few AS MATERIALIZED (
	SELECT id, expires_at, counts FROM ledger.payment
	WHERE state = 'reserved' AND (expires_at, id) > ($2::text::timestamptz, $3::text)
		AND expires_at <= (SELECT now FROM asked)
	ORDER BY expires_at, id
	LIMIT 1000
)
SELECT jsonb_agg(jsonb_build_object('id', id, 'expires_at', expires_at) ORDER BY expires_at, id) FROM (
	SELECT id, expires_at FROM few
	WHERE (SELECT count(*) FROM few) < 1000
		AND jsonb_path_query_array(counts, '$[*].key') ?| (SELECT keys FROM asked)
	UNION ALL
	SELECT id, expires_at FROM ledger.payment
	WHERE (SELECT count(*) FROM few) = 1000
		AND state = 'reserved' AND (expires_at, id) > ($2::text::timestamptz, $3::text)
		AND expires_at <= (SELECT now FROM asked)
		AND jsonb_path_query_array(counts, '$[*].key') ?| (SELECT keys FROM asked)
	ORDER BY expires_at, id
	LIMIT $1::bigint
) AS due`

// deletePastSQL deletes up to $1 payments, and as many totals, whose time was over $2
// microseconds ago. It waits for nobody. What is to be deleted is an array, which is
// made once; as the other side of a join it might be made, and limited, many times.
const deletePastSQL = `
WITH clock AS MATERIALIZED (
	SELECT ledger.clock() - $2::bigint * interval '1 microsecond' AS past
), payments AS (
	DELETE FROM ledger.payment WHERE id = ANY (ARRAY(
		SELECT id FROM ledger.payment
		WHERE ends_at <= (SELECT past FROM clock) AND state <> 'reserved'
		ORDER BY ends_at
		LIMIT $1::bigint
		FOR UPDATE SKIP LOCKED
	))
	RETURNING 1
), totals AS (
	DELETE FROM ledger.total WHERE key = ANY (ARRAY(
		SELECT key FROM ledger.total
		WHERE until <= (SELECT past FROM clock)
		ORDER BY until
		LIMIT $1::bigint
		FOR UPDATE SKIP LOCKED
	))
	RETURNING 1
)
SELECT (SELECT count(*) FROM payments) + (SELECT count(*) FROM totals)`

// auditSQL adds up the payments of every total that has not been over for $1
// microseconds, and returns those that differ.
const auditSQL = `
WITH clock AS MATERIALIZED (
	SELECT ledger.clock() - $1::bigint * interval '1 microsecond' AS past
), counted AS (
	SELECT c.key, c.counter, p.currency, c.until, sum(
		CASE p.state
		WHEN 'reserved' THEN p.amount
		WHEN 'confirmed' THEN p.confirmed - CASE WHEN c.refundable THEN (
			SELECT coalesce(sum(value::bigint), 0) FROM jsonb_each_text(coalesce(p.refunds, '{}'))
		) ELSE 0 END
		ELSE 0 END) AS used
	FROM ledger.payment AS p, jsonb_to_recordset(p.counts) AS c (key text, counter text, until timestamptz, refundable boolean)
	GROUP BY c.key, c.counter, p.currency, c.until
)
SELECT coalesce(jsonb_agg(jsonb_build_object(
	'key', key,
	'counter', coalesce(t.counter, c.counter),
	'currency', coalesce(t.currency, c.currency),
	'recorded', t.used,
	'recomputed', coalesce(c.used, 0)
) ORDER BY key COLLATE "C"), '[]')
FROM ledger.total AS t FULL JOIN counted AS c USING (key)
WHERE coalesce(coalesce(t.until, c.until) > (SELECT past FROM clock), true)
	AND CASE WHEN t.key IS NULL THEN true ELSE t.used <> coalesce(c.used, 0) END`
