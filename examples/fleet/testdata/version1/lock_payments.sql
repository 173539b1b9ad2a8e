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
FROM clock
