WITH locked AS (
	INSERT INTO ledger.total AS t (key, counter, currency, since, until, before, used, seq)
	SELECT key, counter, currency, since, until, 0, 0, 0
	FROM pg_catalog.jsonb_populate_recordset(NULL::ledger.total, $1::pg_catalog.text::pg_catalog.jsonb) AS input
	WHERE NOT $2::pg_catalog.text::pg_catalog.jsonb {?} key
		OR EXISTS (SELECT FROM ledger.total AS existing WHERE existing.key {=} input.key)
	ORDER BY key COLLATE pg_catalog."C"
	ON CONFLICT (key) DO UPDATE SET before = t.used
	RETURNING *
)
SELECT pg_catalog.jsonb_agg(pg_catalog.to_jsonb(locked)) FROM locked
