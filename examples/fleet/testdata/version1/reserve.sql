WITH clock AS MATERIALIZED (
	SELECT ledger.clock() AS now, pg_catalog.current_setting('synchronous_commit') AS setting
), input AS MATERIALIZED (
	SELECT * FROM pg_catalog.jsonb_to_recordset($2::pg_catalog.text::pg_catalog.jsonb)
		AS c (key pg_catalog.text, counter pg_catalog.text, since pg_catalog.timestamptz, until pg_catalog.timestamptz,
			max bigint, refundable boolean)
), existing AS MATERIALIZED (
	SELECT * FROM ledger.payment WHERE id {=} $1::pg_catalog.text
), accepted AS MATERIALIZED (
	SELECT now, now {+} ($5::bigint {*} interval '1 microsecond') AS expires FROM clock
	WHERE NOT EXISTS (SELECT FROM existing)
		AND NOT EXISTS (SELECT FROM input WHERE now {<} since OR now {>=} until)
		AND ($6::boolean OR setting {<>} 'off')
), counted AS (
	INSERT INTO ledger.total AS t (key, counter, currency, since, until, before, used, seq)
	SELECT key, counter, $3::pg_catalog.text, since, until, 0, $4::bigint, 1
	FROM input, accepted
	ORDER BY key COLLATE pg_catalog."C"
	ON CONFLICT (key) DO UPDATE SET
		before = t.used,
		used = CASE WHEN t.used {<=} (9223372036854775807 {-} excluded.used) THEN t.used {+} excluded.used ELSE t.used END,
		seq = t.seq {+} 1
	RETURNING key, before, used, seq
), inserted AS (
	INSERT INTO ledger.payment
		(id, currency, amount, state, late, confirmed, counts, made_at, expires_at, ends_at)
	SELECT $1::pg_catalog.text, $3::pg_catalog.text, $4::bigint, 'reserved', false, 0, (
			SELECT coalesce(pg_catalog.jsonb_agg(
				pg_catalog.to_jsonb(input) {||} pg_catalog.jsonb_build_object('used', used, 'seq', seq)
				ORDER BY input.key COLLATE pg_catalog."C"), '[]')
			FROM input JOIN counted ON input.key {=} counted.key
		), now, expires, (
			SELECT CASE WHEN pg_catalog.bool_or(until IS NULL) THEN NULL ELSE greatest(pg_catalog.max(until), expires) END
			FROM input
		)
	FROM accepted
	ON CONFLICT (id) DO NOTHING
	RETURNING *
)
SELECT now, setting,
	(SELECT pg_catalog.to_jsonb(existing) FROM existing),
	(SELECT pg_catalog.to_jsonb(inserted) FROM inserted),
	(SELECT pg_catalog.jsonb_object_agg(key, before) FROM counted),
	CASE WHEN EXISTS (SELECT FROM input JOIN counted ON input.key {=} counted.key WHERE before {>} (max {-} $4::bigint))
		THEN coalesce((SELECT expires_at FROM ledger.payment WHERE state {=} 'reserved' ORDER BY expires_at, id LIMIT 1) {<=} now, false)
		ELSE false END
FROM clock
