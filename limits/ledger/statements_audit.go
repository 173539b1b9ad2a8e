package ledger

import ()

// refundedSQL is the sum of the refunds of each payment that has some.
const refundedSQL = `refunded AS (
	SELECT p.id, pg_catalog.sum(r.value::bigint) AS amount
	FROM ledger.payment AS p, pg_catalog.jsonb_each_text(p.refunds) AS r
	GROUP BY p.id
)`

// partCountSQL is 1 if the payment p counts as one in the total c, otherwise 0: what
// record.part says.
const partCountSQL = `CASE
		WHEN p.state {=} 'reserved' THEN 1
		WHEN p.state {=} 'confirmed' AND NOT (c.refundable AND coalesce(p.confirmed {=} r.amount, false)) THEN 1
		ELSE 0 END`

// auditSQL adds up the payments of every total whose window has not ended more than $1
// microseconds ago, and returns the totals that differ.
const auditSQL = `
WITH clock AS MATERIALIZED (
	SELECT ledger.clock() {-} ($1::bigint {*} interval '1 microsecond') AS past
), ` + refundedSQL + `, counted AS (
	SELECT c.key, c.counter, CASE WHEN c.count_only THEN '' ELSE p.currency END AS currency,
		CASE WHEN c.length IS NULL THEN c.until END AS until, pg_catalog.sum(CASE
		WHEN c.count_only THEN 0
		WHEN p.state {=} 'reserved' THEN p.amount
		WHEN p.state {=} 'confirmed' AND c.refundable
			THEN greatest((p.confirmed {-} coalesce(r.amount, 0)) {-} coalesce(c.uncounted, 0), 0)
		WHEN p.state {=} 'confirmed' THEN p.confirmed {-} coalesce(c.uncounted, 0)
		ELSE 0 END) AS used, pg_catalog.sum(` + partCountSQL + `) AS count
	FROM ledger.payment AS p
		CROSS JOIN pg_catalog.jsonb_to_recordset(p.counts)
			AS c (key pg_catalog.text, counter pg_catalog.text, until pg_catalog.timestamptz,
				length bigint, count_only boolean, refundable boolean, uncounted bigint)
		LEFT JOIN refunded AS r ON r.id {=} p.id
		LEFT JOIN ledger.total AS t ON t.key {=} c.key AND t.length IS NOT NULL
	WHERE c.length IS NULL OR p.made_at {>} t.since OR t.key IS NULL AND c.until {>} (SELECT past FROM clock)
	GROUP BY c.key, c.counter, 3, 4
)
SELECT coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
	'key', coalesce(t.key, c.key),
	'counter', coalesce(t.counter, c.counter),
	'currency', coalesce(t.currency, c.currency),
	'recorded', CASE WHEN t.key IS NOT NULL
		THEN pg_catalog.jsonb_build_object('used', t.used, 'count', CASE WHEN t.counted {=} t.seq THEN t.count END) END,
	'recomputed', pg_catalog.jsonb_build_object('used', coalesce(c.used, 0), 'count', coalesce(c.count, 0))
) ORDER BY coalesce(t.key, c.key) COLLATE pg_catalog."C"), '[]')
FROM ledger.total AS t FULL JOIN counted AS c ON t.key {=} c.key
WHERE coalesce(coalesce(t.until, c.until) {>} (SELECT past FROM clock), true)
	AND (t.key IS NULL OR t.used {<>} coalesce(c.used, 0)
		OR t.counted {=} t.seq AND t.count {<>} coalesce(c.count, 0))`

// recountSQL returns, for every lifetime total whose count is not known, what must be added
// to its count, and to the number of changes that the count has followed.
const recountSQL = `
WITH missed AS MATERIALIZED (
	SELECT key, count, seq {-} counted AS changes FROM ledger.total WHERE until IS NULL AND counted {<>} seq
), ` + refundedSQL + `, counted AS (
	SELECT c.key, pg_catalog.sum(` + partCountSQL + `) AS count
	FROM ledger.payment AS p
		CROSS JOIN pg_catalog.jsonb_to_recordset(p.counts) AS c (key pg_catalog.text, refundable boolean)
		LEFT JOIN refunded AS r ON r.id {=} p.id
	WHERE EXISTS (SELECT FROM missed) AND c.key {=} ANY (ARRAY(SELECT key FROM missed))
	GROUP BY c.key
)
SELECT coalesce(pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object(
	'key', m.key, 'count', coalesce(c.count, 0) {-} m.count, 'counted', m.changes
)), '[]')
FROM missed AS m LEFT JOIN counted AS c ON c.key {=} m.key`

// addCountsSQL adds what recountSQL returned. It locks the totals in the order of their keys.
const addCountsSQL = `
WITH input AS MATERIALIZED (
	SELECT * FROM pg_catalog.jsonb_to_recordset($1::pg_catalog.text::pg_catalog.jsonb)
		AS c (key pg_catalog.text, count bigint, counted bigint)
), locked AS MATERIALIZED (
	SELECT key FROM ledger.total WHERE key {=} ANY (ARRAY(SELECT key FROM input)) ORDER BY key FOR UPDATE
)
UPDATE ledger.total AS t SET count = t.count {+} input.count, counted = t.counted {+} input.counted
FROM input JOIN locked ON locked.key {=} input.key
WHERE t.key {=} input.key`
