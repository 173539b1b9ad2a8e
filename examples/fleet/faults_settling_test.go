package main

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

// settlingFaults are mistakes in what confirms a payment, and in what locks and writes payments and totals.
var settlingFaults = []fault{
	{
		name: "a sweep waits for what is locked",
		old: `	FOR UPDATE SKIP LOCKED
)
SELECT now, pg_catalog.current_setting`,
		new: `	FOR UPDATE
)
SELECT now, pg_catalog.current_setting`,
		caughtBy: "TestASweepPassesOverWhatIsLocked",
	},
	{
		name:     "a confirmation confirms nothing",
		old:      "SET state = 'confirmed', confirmed = amount",
		new:      "SET state = 'confirmed'",
		caughtBy: "calls that the state forbids",
	},
	{
		name:     "a confirmation leaves the state",
		old:      "SET state = 'confirmed', confirmed = amount",
		new:      "SET confirmed = amount",
		caughtBy: "calls that the state forbids",
	},
	{
		name:     "a late success is not counted",
		old:      "WHERE id {=} $1::pg_catalog.text AND state {=} 'reserved' AND amount",
		new:      "WHERE id {=} $1::pg_catalog.text AND amount",
		caughtBy: "late success",
	},
	{
		name:     "a confirmation is of any payment",
		old:      "WHERE id {=} $1::pg_catalog.text AND state {=} 'reserved' AND amount",
		new:      "WHERE state {=} 'reserved' AND amount",
		caughtBy: "a repeated call counts once",
	},
	{
		name:     "a confirmation of less confirms all",
		old:      "AND amount {=} $2::bigint AND",
		new:      "AND amount {>=} $2::bigint AND",
		caughtBy: "less than reserved",
	},
	{
		name: "a confirmation is in any currency",
		old: `AND currency {=} $3::pg_catalog.text
	AND expires_at`,
		new:      "AND expires_at",
		caughtBy: "a repeated call counts once",
	},
	{
		name:     "a confirmation overlooks that the hold has ended",
		old:      "AND expires_at {>} ledger.clock()",
		new:      "",
		caughtBy: "late success",
	},
	{
		name:     "a confirmation comes a moment late",
		old:      "AND expires_at {>} ledger.clock()",
		new:      "AND expires_at {>=} ledger.clock()",
		caughtBy: "late success",
	},
	{
		name:     "a confirmation may be lost",
		old:      "	AND ($4::boolean OR pg_catalog.current_setting('synchronous_commit') {<>} 'off')",
		new:      "",
		caughtBy: "TestAsynchronousCommits",
	},
	{
		name: "all payments are read",
		old: `WHERE id {=} ANY (ARRAY(SELECT pg_catalog.jsonb_array_elements_text($1::pg_catalog.text::pg_catalog.jsonb)))
	ORDER BY id`,
		new:      "	ORDER BY id",
		caughtBy: "TestThePlansUseIndexes",
	},
	{
		name: "payments are locked in any order",
		old: `	ORDER BY id
	FOR UPDATE`,
		new: `	ORDER BY random()
	FOR UPDATE`,
		caughtBy: "TestBatchesLockPaymentsInOneOrder",
	},
	{
		name: "payments are read without a lock",
		old: `ORDER BY id
	FOR UPDATE
)`,
		new: `ORDER BY id
)`,
		caughtBy: "concurrent replays",
	},
	{
		name:     "nothing reserved is an error",
		old:      "coalesce((SELECT expires_at FROM ledger.payment WHERE state {=} 'reserved' ORDER BY expires_at, id LIMIT 1) {<=} now, false)",
		new:      "(SELECT expires_at FROM ledger.payment WHERE state {=} 'reserved' ORDER BY expires_at, id LIMIT 1) {<=} now",
		caughtBy: "a repeated call counts once",
	},
	{
		name:     "a batched refusal looks at what is settled",
		old:      "(SELECT expires_at FROM ledger.payment WHERE state {=} 'reserved' ORDER BY",
		new:      "(SELECT expires_at FROM ledger.payment WHERE state {<>} 'reserved' ORDER BY",
		caughtBy: "a refusal by a count first expires what is due",
	},
	{
		name:     "a batched refusal looks at the latest hold",
		old:      "WHERE state {=} 'reserved' ORDER BY expires_at, id LIMIT 1) {<=} now",
		new:      "WHERE state {=} 'reserved' ORDER BY expires_at DESC, id LIMIT 1) {<=} now",
		caughtBy: "a refusal by a count first expires what is due",
	},
	{
		name:     "a batched refusal overlooks what is due now",
		old:      "ORDER BY expires_at, id LIMIT 1) {<=} now, false)",
		new:      "ORDER BY expires_at, id LIMIT 1) {<} now, false)",
		caughtBy: "a refusal by a count first expires what is due",
	},
	{
		name:     "a locked new total has been changed",
		old:      "SELECT key, counter, currency, since, until, length, 0, 0, 0",
		new:      "SELECT key, counter, currency, since, until, length, 0, 0, 1",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "a locked new total has been used",
		old:      "SELECT key, counter, currency, since, until, length, 0, 0, 0",
		new:      "SELECT key, counter, currency, since, until, length, 0, 1, 0",
		caughtBy: "a cap is reached exactly",
	},
	{
		name: "a total that was deleted is inserted again",
		old: `WHERE NOT $2::pg_catalog.text::pg_catalog.jsonb {?} key
		OR`,
		new:      "WHERE true OR",
		caughtBy: "what is past retention is deleted",
	},
	{
		name: "totals that are known are not locked",
		old: `WHERE NOT $2::pg_catalog.text::pg_catalog.jsonb {?} key
		OR EXISTS`,
		new:      "WHERE EXISTS",
		caughtBy: "a repeated call counts once",
	},
	{
		name:     "a total that is past its time is not changed",
		old:      "EXISTS (SELECT FROM ledger.total AS existing WHERE existing.key {=} input.key)",
		new:      "false",
		caughtBy: "a clock that jumps",
	},
	{
		name: "totals are locked in any order to settle",
		old: `	ORDER BY key COLLATE pg_catalog."C"
	ON CONFLICT (key) DO UPDATE SET
		(before, used, count) = (SELECT reached, reached`,
		new: `	ORDER BY random()
	ON CONFLICT (key) DO UPDATE SET
		(before, used, count) = (SELECT reached, reached`,
		caughtBy: "totals in any order",
	},
	{
		name: "totals are read without a lock",
		old:  lockedTotals,
		new: `ON CONFLICT (key) DO NOTHING
	RETURNING *`,
		caughtBy: "less than reserved",
	},
	{
		name:     "what is freed is not written",
		old:      "UPDATE ledger.total AS t SET used = w.used, seq",
		new:      "UPDATE ledger.total AS t SET seq",
		caughtBy: "less than reserved",
	},
	{
		name:     "numbers of changes are not written",
		old:      "SET used = w.used, seq = w.seq",
		new:      "SET used = w.used",
		caughtBy: "changes are numbered without gaps",
	},
	{
		name:     "counts are not written",
		old:      "seq = w.seq, count = w.count,",
		new:      "seq = w.seq,",
		caughtBy: "the life of a count",
	},
	{
		name:     "changes of counts are not numbered",
		old:      "count = w.count, counted = w.counted",
		new:      "count = w.count",
		caughtBy: "the life of a count",
	},
	{
		name: "a written total is every total",
		old: `AS w
	WHERE t.key {=} w.key`,
		new: `AS w
	WHERE true`,
		caughtBy: "different contents under a known id",
	},
	{
		name:     "states are not written",
		old:      "		state = w.state, late",
		new:      "		late",
		caughtBy: "a repeated call counts once",
	},
	{
		name:     "lateness is not remembered",
		old:      "late = w.late, ",
		new:      "",
		caughtBy: "late success",
	},
	{
		name:     "confirmed amounts are not written",
		old:      "confirmed = w.confirmed, refunds",
		new:      "refunds",
		caughtBy: "a repeated call counts once",
	},
	{
		name:     "refunds are not remembered",
		old:      "refunds = w.refunds, counts = w.counts",
		new:      "counts = w.counts",
		caughtBy: "a repeated call counts once",
	},
	{
		name:     "what a payment counts in is not updated",
		old:      "refunds = w.refunds, counts = w.counts",
		new:      "refunds = w.refunds",
		caughtBy: "a repeated call counts once",
	},
	{
		name: "a written payment is every payment",
		old: `AS w
	WHERE p.id {=} w.id`,
		new: `AS w
	WHERE true`,
		caughtBy: "a repeated call counts once",
	},
	{
		name: "refusals leave totals behind",
		old: `DELETE FROM ledger.total
	WHERE key {=} ANY (ARRAY(SELECT pg_catalog.jsonb_array_elements_text($4`,
		new: `DELETE FROM ledger.total
	WHERE key {<>} key AND key {=} ANY (ARRAY(SELECT pg_catalog.jsonb_array_elements_text($4`,
		caughtBy: "TestARefusalLeavesNothingBehind",
	},
	{
		name:     "slots are an error once they are known",
		old:      "	ON CONFLICT (key, made_at, id) DO UPDATE SET amount = excluded.amount, count = excluded.count",
		new:      "",
		caughtBy: "a rolling window moves",
	},
	{
		name:     "slots keep what was reserved",
		old:      "DO UPDATE SET amount = excluded.amount, count = excluded.count",
		new:      "DO NOTHING",
		caughtBy: "a clock that jumps over a rolling window",
	},
	{
		name:     "slots keep their amounts",
		old:      "DO UPDATE SET amount = excluded.amount, count = excluded.count",
		new:      "DO UPDATE SET count = excluded.count",
		caughtBy: "calls change what a rolling window holds",
	},
	{
		name:     "slots keep their counts",
		old:      "DO UPDATE SET amount = excluded.amount, count = excluded.count",
		new:      "DO UPDATE SET amount = excluded.amount",
		caughtBy: "calls change what a rolling window holds",
	},
	{
		name: "a batch inserts in any order",
		old: `	ORDER BY id COLLATE pg_catalog."C"
	ON CONFLICT (id) DO NOTHING`,
		new: `	ORDER BY random()
	ON CONFLICT (id) DO NOTHING`,
		caughtBy: "TestBatchesLockPaymentsInOneOrder",
	},
	{
		name:     "a batch overlooks what another has inserted",
		old:      "SELECT pg_catalog.count(*) FROM inserted",
		new:      "SELECT 1000000 FROM (SELECT pg_catalog.count(*) FROM inserted) AS i",
		caughtBy: "TestServersReserveOnePayment",
	},
}
