package ledger

import (
	"regexp"
	"strings"
)

// statements are the texts sent to the database, with the schema filled in.
type statements struct {
	reserve, reserveRolls           string
	confirm, usage                  string
	lockPayments, lockTotals, write string
	lockFree, due, dueIn            string
	deletePast, audit               string
	recount, addCounts              string
}

func newStatements(schema string) *statements {
	in := func(text string) string { return inSchema(text, schema) }
	return &statements{
		reserve:      in(reserveSQL(false)),
		reserveRolls: in(reserveSQL(true)),
		confirm:      in(confirmSQL),
		usage:        in(usageSQL),
		lockPayments: in(lockPaymentsSQL),
		lockFree:     in(strings.Replace(lockPaymentsSQL, "FOR UPDATE", "FOR UPDATE SKIP LOCKED", 1)),
		lockTotals:   in(lockTotalsSQL),
		write:        in(writeSQL),
		due:          in(dueSQL),
		dueIn:        in(dueInSQL),
		deletePast:   in(deletePastSQL),
		audit:        in(auditSQL),
		recount:      in(recountSQL),
		addCounts:    in(addCountsSQL),
	}
}

var operator = regexp.MustCompile(`\{([-+*<>=|?]+)\}`)

// inSchema completes a statement: the schema named ledger becomes the given one, and
// operators in braces, such as {=}, become qualified ones.
//
// A session's search path must not change what a statement means: whoever may create a
// function in a schema on the path could otherwise replace one that the ledger calls.
// So statements qualify all functions, operators, types and collations; bigint,
// boolean and interval are keywords, which no schema can replace. Qualified operators
// all have the same precedence: expressions with two of them need parentheses.
func inSchema(text, schema string) string {
	text = operator.ReplaceAllString(text, "OPERATOR(pg_catalog.$1)")
	return strings.ReplaceAll(text, "ledger.", quoted(schema)+".")
}

// quoted quotes an identifier that may be a keyword.
func quoted(schema string) string { return `"` + schema + `"` }

// reserveSQL counts a payment, $1, in the totals $2, whose windows must contain this
// instant, and inserts it, if its id is new. Totals are locked in the order of their
// keys, new ones as they are inserted. It does not decide: the caller commits or rolls
// back when it has seen what the totals were before. Only where one of them does not
// have the room, it looks for reservations to expire. A payment without rolling windows does
// not pay for them.
func reserveSQL(rolls bool) string {
	set, placed := countSQL, ""
	if rolls {
		set, placed = slideAndCountSQL, placedSQL
	}
	return `
WITH clock AS MATERIALIZED (
	SELECT ledger.clock() AS now, pg_catalog.current_setting('synchronous_commit') AS setting
), input AS MATERIALIZED (
	SELECT key, counter, length, max, max_count, count_only, refundable,
		CASE WHEN length IS NULL THEN since ELSE now {-} (length {*} interval '1 second') END AS since,
		CASE WHEN length IS NULL THEN until ELSE now {+} (length {*} interval '1 second') END AS until
	FROM clock, pg_catalog.jsonb_to_recordset($2::pg_catalog.text::pg_catalog.jsonb)
		AS c (key pg_catalog.text, counter pg_catalog.text, since pg_catalog.timestamptz, until pg_catalog.timestamptz,
			length bigint, max bigint, max_count bigint, count_only boolean, refundable boolean)
), existing AS MATERIALIZED (
	SELECT * FROM ledger.payment WHERE id {=} $1::pg_catalog.text
), accepted AS MATERIALIZED (
	SELECT now, now {+} ($5::bigint {*} interval '1 microsecond') AS expires FROM clock
	WHERE NOT EXISTS (SELECT FROM existing)
		AND NOT EXISTS (SELECT FROM input WHERE now {<} since OR now {>=} until)
		AND ($6::boolean OR setting {<>} 'off')
), counted AS (
	INSERT INTO ledger.total AS t (key, counter, currency, since, until, length, before, used, seq, count, counted)
	SELECT key, counter, CASE WHEN count_only THEN '' ELSE $3::pg_catalog.text END, since, until, length,
		0, CASE WHEN count_only THEN 0 ELSE $4::bigint END, 1, 1, 1
	FROM input, accepted
	ORDER BY key COLLATE pg_catalog."C"
	ON CONFLICT (key) DO UPDATE SET
` + set + `		seq = t.seq {+} 1,
		counted = t.counted {+} 1
	RETURNING key, before, used, seq, count, counted {=} seq AS counted
), inserted AS (
	INSERT INTO ledger.payment
		(id, currency, amount, state, late, confirmed, counts, made_at, expires_at, ends_at)
	SELECT $1::pg_catalog.text, $3::pg_catalog.text, $4::bigint, 'reserved', false, 0, (
			SELECT coalesce(pg_catalog.jsonb_agg(
				pg_catalog.to_jsonb(input)
					{||} pg_catalog.jsonb_build_object('used', used, 'seq', seq, 'count', count, 'counted', counted)
				ORDER BY input.key COLLATE pg_catalog."C"), '[]')
			FROM input JOIN counted ON input.key {=} counted.key
		), now, expires, (
			SELECT CASE WHEN pg_catalog.bool_or(until IS NULL) THEN NULL ELSE greatest(pg_catalog.max(until), expires) END
			FROM input
		)
	FROM accepted
	ON CONFLICT (id) DO NOTHING
	RETURNING *
` + placed + `)
SELECT now, setting,
	(SELECT pg_catalog.to_jsonb(existing) FROM existing),
	(SELECT pg_catalog.to_jsonb(inserted) FROM inserted),
	(SELECT pg_catalog.jsonb_object_agg(key,
		pg_catalog.jsonb_build_object('used', before, 'count', CASE WHEN counted THEN count {-} 1 END)) FROM counted),
	EXISTS (
		SELECT FROM input JOIN counted ON input.key {=} counted.key
		WHERE (NOT count_only AND before {>} (max {-} $4::bigint) OR max_count {>} 0 AND count {>} max_count)
			AND (SELECT expires_at FROM ledger.hold AS h WHERE h.key {=} input.key ORDER BY expires_at, id LIMIT 1) {<=} now
	)
FROM clock`
}

// countSQL counts a payment in a total t.
const countSQL = `		before = t.used,
		used = CASE WHEN t.used {<=} (9223372036854775807 {-} excluded.used) THEN t.used {+} excluded.used ELSE t.used END,
		count = t.count {+} 1,
`

// slideAndCountSQL counts it in one that may roll.
const slideAndCountSQL = `		(before, used, count) = (
			SELECT reached,
				CASE WHEN reached {<=} (9223372036854775807 {-} excluded.used) THEN reached {+} excluded.used ELSE reached END,
				payments {+} 1
			FROM ` + slidSQL + `
		), ` + movedSQL + `,
`

// placedSQL inserts the slots of the payment.
const placedSQL = `), placed AS (
	INSERT INTO ledger.slot (key, made_at, id, amount, count)
	SELECT input.key, now, $1::pg_catalog.text, CASE WHEN count_only THEN 0 ELSE $4::bigint END, 1
	FROM clock, input JOIN counted ON input.key {=} counted.key
	WHERE length IS NOT NULL
`

// slidSQL is what a locked total t has reached where its window is now. It does not slide
// unless it rolls.
const slidSQL = `(
			SELECT t.used AS reached, t.count AS payments WHERE t.length IS NULL
			UNION ALL
			SELECT t.used {+} s.amount, t.count {+} s.count FROM ledger.slid(t.key, t.since, excluded.since) AS s
			WHERE t.length IS NOT NULL
		) AS slid`

// movedSQL moves the window of a locked total t that rolls. Its end is indexed, and says
// only when the total may be deleted: it moves far, but rarely.
const movedSQL = `since = CASE WHEN t.length IS NULL THEN t.since ELSE excluded.since END,
		until = CASE WHEN t.length IS NULL OR t.until {>=} excluded.until THEN t.until
			ELSE excluded.until {+} greatest(t.length {*} interval '1 second', interval '1 day') END`

// confirmSQL confirms the whole amount of a reservation that is still held.
const confirmSQL = `
UPDATE ledger.payment AS p SET state = 'confirmed', confirmed = amount
WHERE id {=} $1::pg_catalog.text AND state {=} 'reserved' AND amount {=} $2::bigint AND currency {=} $3::pg_catalog.text
	AND expires_at {>} ledger.clock()
	AND ($4::boolean OR pg_catalog.current_setting('synchronous_commit') {<>} 'off')
RETURNING pg_catalog.to_jsonb(p)`

// usageSQL reads the totals of the keys $1.
const usageSQL = `
WITH clock AS MATERIALIZED (
	SELECT ledger.clock() AS now
)
SELECT now, (
	SELECT pg_catalog.jsonb_object_agg(key, pg_catalog.jsonb_build_object(
		'used', used {+} slid.amount, 'count', CASE WHEN counted {=} seq THEN count {+} slid.payments END))
	FROM ledger.total AS t, LATERAL (
		SELECT coalesce(pg_catalog.sum(CASE WHEN made_at {>} t.since THEN 0 {-} s.amount ELSE s.amount END), 0) AS amount,
			coalesce(pg_catalog.sum(CASE WHEN made_at {>} t.since THEN 0 {-} s.count ELSE s.count END), 0) AS payments
		FROM (SELECT now {-} (t.length {*} interval '1 second') AS since) AS is_now, ledger.slot AS s
		WHERE t.length IS NOT NULL AND s.key {=} t.key
			AND made_at {>} least(t.since, is_now.since) AND made_at {<=} greatest(t.since, is_now.since)
	) AS slid
	WHERE key {=} ANY (ARRAY(SELECT pg_catalog.jsonb_array_elements_text($1::pg_catalog.text::pg_catalog.jsonb)))
)
FROM clock`

// lockPaymentsSQL locks and reads the payments of the ids $1, and reports whether there
// are reservations to expire.
const lockPaymentsSQL = `
WITH clock AS MATERIALIZED (
	SELECT ledger.clock() AS now
), locked AS MATERIALIZED (
	SELECT * FROM ledger.payment
	WHERE id {=} ANY (ARRAY(SELECT pg_catalog.jsonb_array_elements_text($1::pg_catalog.text::pg_catalog.jsonb)))
	ORDER BY id
	FOR UPDATE
)
SELECT now, pg_catalog.current_setting('synchronous_commit'),
	(SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(locked)) FROM locked),
	coalesce((SELECT expires_at FROM ledger.payment WHERE state {=} 'reserved' ORDER BY expires_at, id LIMIT 1) {<=} now, false)
FROM clock`

// lockTotalsSQL inserts or locks the totals $1 in one ordered pass, and reads them;
// those of the keys $2 only if they exist. Locking the existing ones first and inserting
// the others later could deadlock.
const lockTotalsSQL = `
WITH locked AS (
	INSERT INTO ledger.total AS t (key, counter, currency, since, until, length, before, used, seq)
	SELECT key, counter, currency, since, until, length, 0, 0, 0
	FROM pg_catalog.jsonb_populate_recordset(NULL::ledger.total, $1::pg_catalog.text::pg_catalog.jsonb) AS input
	WHERE NOT $2::pg_catalog.text::pg_catalog.jsonb {?} key
		OR EXISTS (SELECT FROM ledger.total AS existing WHERE existing.key {=} input.key)
	ORDER BY key COLLATE pg_catalog."C"
	ON CONFLICT (key) DO UPDATE SET
		(before, used, count) = (SELECT reached, reached, payments FROM ` + slidSQL + `), ` + movedSQL + `
	RETURNING *
)
SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(locked)) FROM locked`

// writeSQL writes totals and payments that are locked, inserts new payments, and deletes
// the totals of the keys $4. The slots $5 are those of all these payments.
const writeSQL = `
WITH totals AS (
	UPDATE ledger.total AS t SET used = w.used, seq = w.seq, count = w.count, counted = w.counted
	FROM pg_catalog.jsonb_populate_recordset(NULL::ledger.total, $1::pg_catalog.text::pg_catalog.jsonb) AS w
	WHERE t.key {=} w.key
), changed AS (
	UPDATE ledger.payment AS p SET
		state = w.state, late = w.late, confirmed = w.confirmed, refunds = w.refunds, counts = w.counts
	FROM pg_catalog.jsonb_populate_recordset(NULL::ledger.payment, $2::pg_catalog.text::pg_catalog.jsonb) AS w
	WHERE p.id {=} w.id
), unused AS (
	DELETE FROM ledger.total
	WHERE key {=} ANY (ARRAY(SELECT pg_catalog.jsonb_array_elements_text($4::pg_catalog.text::pg_catalog.jsonb)))
), placed AS (
	INSERT INTO ledger.slot (key, made_at, id, amount, count)
	SELECT key, made_at, id, amount, count
	FROM pg_catalog.jsonb_populate_recordset(NULL::ledger.slot, $5::pg_catalog.text::pg_catalog.jsonb)
	ON CONFLICT (key, made_at, id) DO UPDATE SET amount = excluded.amount, count = excluded.count
), inserted AS (
	INSERT INTO ledger.payment
		(id, currency, amount, state, late, confirmed, refunds, counts, made_at, expires_at, ends_at)
	SELECT id, currency, amount, state, late, confirmed, refunds, counts, made_at, expires_at, ends_at
	FROM pg_catalog.jsonb_populate_recordset(NULL::ledger.payment, $3::pg_catalog.text::pg_catalog.jsonb)
	ORDER BY id COLLATE pg_catalog."C"
	ON CONFLICT (id) DO NOTHING
	RETURNING id
)
SELECT pg_catalog.count(*) FROM inserted`

// dueSQL finds up to $1 reservations whose hold has ended, earliest first, after the
// position ($2, $3). It finds one after the other, so that its LIMIT bounds what is read,
// whatever the statistics are: from those of a new table, the planner concludes that
// there are few, and would read and sort all of them.
const dueSQL = `
WITH RECURSIVE clock AS MATERIALIZED (
	SELECT ledger.clock() AS now
), earliest AS (
	(
		SELECT id, expires_at FROM ledger.payment
		WHERE state {=} 'reserved' AND (expires_at, id) {>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)
		ORDER BY expires_at, id
		LIMIT 1
	)
	UNION ALL
	SELECT later.* FROM earliest, LATERAL (
		SELECT id, expires_at FROM ledger.payment
		WHERE state {=} 'reserved' AND (expires_at, id) {>} (earliest.expires_at, earliest.id)
		ORDER BY expires_at, id
		LIMIT 1
	) AS later
	WHERE earliest.expires_at {<=} (SELECT now FROM clock)
)
SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', id, 'expires_at', expires_at) ORDER BY expires_at, id)
FROM (
	SELECT * FROM earliest WHERE expires_at {<=} (SELECT now FROM clock) LIMIT $1::bigint
) AS due`

// dueInSQL finds those that count in the total of the key $4, in the same way, with their
// amounts.
const dueInSQL = `
WITH RECURSIVE clock AS MATERIALIZED (
	SELECT ledger.clock() AS now
), earliest AS (
	(
		SELECT id, expires_at FROM ledger.hold
		WHERE key {=} $4::pg_catalog.text
			AND (expires_at, id) {>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)
		ORDER BY expires_at, id
		LIMIT 1
	)
	UNION ALL
	SELECT later.* FROM earliest, LATERAL (
		SELECT id, expires_at FROM ledger.hold
		WHERE key {=} $4::pg_catalog.text AND (expires_at, id) {>} (earliest.expires_at, earliest.id)
		ORDER BY expires_at, id
		LIMIT 1
	) AS later
	WHERE earliest.expires_at {<=} (SELECT now FROM clock)
)
SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', id, 'expires_at', expires_at, 'amount', (
	SELECT amount FROM ledger.payment AS p WHERE p.id {=} due.id
)) ORDER BY expires_at, id)
FROM (
	SELECT * FROM earliest WHERE expires_at {<=} (SELECT now FROM clock) LIMIT $1::bigint
) AS due`

// deletePastSQL deletes up to $1 payments, and as many totals, whose time ended $2
// microseconds ago, by a reading of the clock that was confirmed $3 microseconds later.
// It skips locked rows. The rows to delete are found by arrays, which are evaluated once;
// a join might evaluate its LIMIT several times.
const deletePastSQL = `
WITH now AS MATERIALIZED (
	SELECT ledger.clock() AS now
), locked AS MATERIALIZED (
	SELECT FROM ledger.reading FOR UPDATE SKIP LOCKED
), changed AS (
	UPDATE ledger.reading AS r SET candidate = now, confirmed = CASE
		WHEN now {<} r.candidate THEN least(now, r.confirmed)
		ELSE r.candidate END
	FROM now, locked
	WHERE now {<} r.candidate OR now {>=} (r.candidate {+} ($3::bigint {*} interval '1 microsecond'))
	RETURNING r.confirmed
), clock AS MATERIALIZED (
	SELECT coalesce((SELECT confirmed FROM changed), (SELECT least(now, confirmed) FROM ledger.reading, now))
		{-} ($2::bigint {*} interval '1 microsecond') AS past
), payments AS (
	DELETE FROM ledger.payment WHERE id {=} ANY (ARRAY(
		SELECT id FROM ledger.payment
		WHERE ends_at {<=} (SELECT past FROM clock) AND state {<>} 'reserved'
		ORDER BY ends_at
		LIMIT $1::bigint
		FOR UPDATE SKIP LOCKED
	))
	RETURNING 1
), totals AS (
	DELETE FROM ledger.total WHERE key {=} ANY (ARRAY(
		SELECT key FROM ledger.total
		WHERE until {<=} (SELECT past FROM clock)
		ORDER BY until
		LIMIT $1::bigint
		FOR UPDATE SKIP LOCKED
	))
	RETURNING 1
)
SELECT (SELECT pg_catalog.count(*) FROM payments) {+} (SELECT pg_catalog.count(*) FROM totals)`
