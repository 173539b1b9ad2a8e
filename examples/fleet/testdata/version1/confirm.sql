UPDATE ledger.payment AS p SET state = 'confirmed', confirmed = amount
WHERE id {=} $1::pg_catalog.text AND state {=} 'reserved' AND amount {=} $2::bigint AND currency {=} $3::pg_catalog.text
	AND expires_at {>} ledger.clock()
	AND ($4::boolean OR pg_catalog.current_setting('synchronous_commit') {<>} 'off')
RETURNING pg_catalog.to_jsonb(p)
