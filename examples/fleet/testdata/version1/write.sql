WITH totals AS (
	UPDATE ledger.total AS t SET used = w.used, seq = w.seq
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
), inserted AS (
	INSERT INTO ledger.payment
		(id, currency, amount, state, late, confirmed, refunds, counts, made_at, expires_at, ends_at)
	SELECT id, currency, amount, state, late, confirmed, refunds, counts, made_at, expires_at, ends_at
	FROM pg_catalog.jsonb_populate_recordset(NULL::ledger.payment, $3::pg_catalog.text::pg_catalog.jsonb)
	ORDER BY id COLLATE pg_catalog."C"
	ON CONFLICT (id) DO NOTHING
	RETURNING id
)
SELECT pg_catalog.count(*) FROM inserted
