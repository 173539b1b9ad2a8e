package main

// reserveFaults are mistakes in what counts and inserts a payment.
var reserveFaults = []fault{
	{
		name:     "a rolling window begins in the future",
		old:      "CASE WHEN length IS NULL THEN since ELSE now {-} (length {*} interval '1 second') END",
		new:      "CASE WHEN length IS NULL THEN since ELSE now {+} (length {*} interval '1 second') END",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "a rolling window is as long as the guess",
		old:      "CASE WHEN length IS NULL THEN since ELSE now {-} (length {*} interval '1 second') END AS since",
		new:      "since",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "a rolling window ends now",
		old:      "CASE WHEN length IS NULL THEN until ELSE now {+} (length {*} interval '1 second') END",
		new:      "CASE WHEN length IS NULL THEN until ELSE now END",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "another payment is taken for a known one",
		old:      "SELECT * FROM ledger.payment WHERE id {=} $1::pg_catalog.text",
		new:      "SELECT * FROM ledger.payment WHERE id {<>} $1::pg_catalog.text",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "holds are too short",
		old:      "$5::bigint {*} interval '1 microsecond'",
		new:      "$5::bigint {*} interval '0.5 microsecond'",
		caughtBy: "a hold ends exactly",
	},
	{
		name:     "the window is the server's guess",
		old:      "AND NOT EXISTS (SELECT FROM input WHERE now {<} since OR now {>=} until)",
		new:      "",
		caughtBy: "both sides of midnight",
	},
	{
		name:     "the first instant of a window is in the one before",
		old:      "WHERE now {<} since OR now {>=} until",
		new:      "WHERE now {<=} since OR now {>=} until",
		caughtBy: "both sides of midnight",
	},
	{
		name:     "the end of a window is in it",
		old:      "WHERE now {<} since OR now {>=} until",
		new:      "WHERE now {<} since OR now {>} until",
		caughtBy: "windows in their zones",
	},
	{
		name:     "a window that is over is counted in",
		old:      "WHERE now {<} since OR now {>=} until",
		new:      "WHERE now {<} since",
		caughtBy: "refunds",
	},
	{
		name:     "a window that has not begun is counted in",
		old:      "WHERE now {<} since OR now {>=} until",
		new:      "WHERE now {>=} until",
		caughtBy: "late success",
	},
	{
		name:     "commits may be lost",
		old:      "AND ($6::boolean OR setting {<>} 'off')",
		new:      "",
		caughtBy: "TestAsynchronousCommits",
	},
	{
		name:     "a total that only counts has a currency",
		old:      "CASE WHEN count_only THEN '' ELSE $3::pg_catalog.text END",
		new:      "$3::pg_catalog.text",
		caughtBy: "TestAuditFindsWhatIsWrongInAnyTotal",
	},
	{
		name:     "a new total has been used",
		old:      "0, CASE WHEN count_only THEN 0 ELSE $4::bigint END, 1, 1, 1",
		new:      "1, CASE WHEN count_only THEN 0 ELSE $4::bigint END, 1, 1, 1",
		caughtBy: "a limit changed between calls",
	},
	{
		name:     "a total that only counts adds up amounts",
		old:      "CASE WHEN count_only THEN 0 ELSE $4::bigint END, 1",
		new:      "$4::bigint, 1",
		caughtBy: "a total that only counts",
	},
	{
		name:     "the first change has the number 0",
		old:      "ELSE $4::bigint END, 1, 1, 1",
		new:      "ELSE $4::bigint END, 0, 1, 1",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "the first payment of a total is not counted",
		old:      "ELSE $4::bigint END, 1, 1, 1",
		new:      "ELSE $4::bigint END, 1, 0, 1",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "the count of a new total is not known",
		old:      "ELSE $4::bigint END, 1, 1, 1",
		new:      "ELSE $4::bigint END, 1, 1, 0",
		caughtBy: "amounts at the end of int64",
	},
	{
		name: "totals are locked in any order",
		old: `FROM input, accepted
	ORDER BY key COLLATE pg_catalog."C"`,
		new: `FROM input, accepted
	ORDER BY random()`,
		caughtBy: "totals in any order",
	},
	{
		name:     "changes of a total are not numbered",
		old:      "seq = t.seq {+} 1",
		new:      "seq = t.seq",
		caughtBy: "changes are numbered without gaps",
	},
	{
		name:     "a reservation does not follow the count",
		old:      "		counted = t.counted {+} 1",
		new:      "		counted = t.counted",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "a count that is not known is reported in a reservation",
		old:      "counted {=} seq AS counted",
		new:      "true AS counted",
		caughtBy: "TestServersOfTwoVersions",
	},
	{
		name:     "reservations are late",
		old:      "'reserved', false, 0",
		new:      "'reserved', true, 0",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "reservations are confirmed in part",
		old:      "'reserved', false, 0",
		new:      "'reserved', false, least(1, $4::bigint)",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "a reservation does not say what its totals are",
		old:      "jsonb_build_object('used', used, 'seq', seq, 'count', count, 'counted', counted)",
		new:      "jsonb_build_object('seq', seq, 'count', count, 'counted', counted)",
		caughtBy: "changes are numbered without gaps",
	},
	{
		name:     "a reservation does not number its changes",
		old:      "jsonb_build_object('used', used, 'seq', seq, 'count', count, 'counted', counted)",
		new:      "jsonb_build_object('used', used, 'count', count, 'counted', counted)",
		caughtBy: "changes are numbered without gaps",
	},
	{
		name:     "a reservation does not say what its counts are",
		old:      "jsonb_build_object('used', used, 'seq', seq, 'count', count, 'counted', counted)",
		new:      "jsonb_build_object('used', used, 'seq', seq, 'counted', counted)",
		caughtBy: "a total that only counts",
	},
	{
		name:     "a reservation does not say that its counts are known",
		old:      "jsonb_build_object('used', used, 'seq', seq, 'count', count, 'counted', counted)",
		new:      "jsonb_build_object('used', used, 'seq', seq, 'count', count)",
		caughtBy: "a total that only counts",
	},
	{
		name:     "payments without caps are an error",
		old:      `ORDER BY input.key COLLATE pg_catalog."C"), '[]')`,
		new:      `ORDER BY input.key COLLATE pg_catalog."C"), NULL)`,
		caughtBy: "a cap is reached exactly",
	},
	{
		name: "a payment counts in each total as in all",
		old: `FROM input JOIN counted ON input.key {=} counted.key
		), now, expires`,
		new: `FROM input JOIN counted ON true
		), now, expires`,
		caughtBy: "all totals or none",
	},
	{
		name:     "payments of a lifetime are forgotten",
		old:      "CASE WHEN pg_catalog.bool_or(until IS NULL) THEN NULL ELSE",
		new:      "CASE WHEN false THEN NULL ELSE",
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "payments are kept for ever",
		old:      "CASE WHEN pg_catalog.bool_or(until IS NULL) THEN NULL ELSE",
		new:      "CASE WHEN true THEN NULL ELSE",
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "payments end with their hold",
		old:      "greatest(pg_catalog.max(until), expires)",
		new:      "expires",
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "payments end with their windows",
		old:      "greatest(pg_catalog.max(until), expires)",
		new:      "coalesce(pg_catalog.max(until), expires)",
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "payments end with their first window",
		old:      "pg_catalog.max(until), expires",
		new:      "pg_catalog.min(until), expires",
		caughtBy: "what is past retention is deleted",
	},
	{
		name: "an id that another call makes known is an error",
		old: `FROM accepted
	ON CONFLICT (id) DO NOTHING`,
		new:      "FROM accepted",
		caughtBy: "concurrent replays",
	},
	{
		name:     "the decision sees what the total is after",
		old:      "jsonb_build_object('used', before, 'count'",
		new:      "jsonb_build_object('used', before {+} 1, 'count'",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "a count that is not known is decided on",
		old:      "'count', CASE WHEN counted THEN count {-} 1 END",
		new:      "'count', count {-} 1",
		caughtBy: "TestServersOfTwoVersions",
	},
	{
		name:     "the decision sees a payment too many",
		old:      "WHEN counted THEN count {-} 1 END",
		new:      "WHEN counted THEN count END",
		caughtBy: "a count is reached exactly",
	},
	{
		name:     "a refusal by an amount overlooks what is due",
		old:      "(NOT count_only AND before {>} (max {-} $4::bigint) OR max_count {>} 0 AND count {>} max_count)",
		new:      "(max_count {>} 0 AND count {>} max_count)",
		caughtBy: "a refusal first expires what is due",
	},
	{
		name:     "a refusal by a count overlooks what is due",
		old:      "OR max_count {>} 0 AND count {>} max_count",
		new:      "",
		caughtBy: "a refusal by a count first expires what is due",
	},
	{
		name:     "a refusal always looks for what is due",
		old:      "AND (SELECT expires_at FROM ledger.hold AS h WHERE h.key {=} input.key ORDER BY expires_at, id LIMIT 1) {<=} now",
		new:      "",
		caughtBy: "TestRoundTrips",
	},
	{
		name:     "a refusal looks at holds of other totals",
		old:      "WHERE h.key {=} input.key",
		new:      "WHERE h.key {<>} input.key",
		caughtBy: "a refusal by a count first expires what is due",
	},
	{
		name: "a refusal overlooks what is due now",
		old: `ORDER BY expires_at, id LIMIT 1) {<=} now
	)`,
		new: `ORDER BY expires_at, id LIMIT 1) {<} now
	)`,
		caughtBy: "a refusal first expires what is due",
	},
	{
		name: "a refusal looks at the latest hold",
		old: `ORDER BY expires_at, id LIMIT 1) {<=} now
	)`,
		new: `ORDER BY expires_at DESC, id LIMIT 1) {<=} now
	)`,
		caughtBy: "a refusal by a count first expires what is due",
	},
	{
		name:     "the decision sees nothing used",
		old:      "before = t.used,",
		new:      "before = 0,",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "totals overflow",
		old:      "CASE WHEN t.used {<=} (9223372036854775807 {-} excluded.used) THEN t.used {+} excluded.used ELSE t.used END",
		new:      "t.used {+} excluded.used",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "the last amount of a total does not fit",
		old:      "t.used {<=} (9223372036854775807 {-} excluded.used)",
		new:      "t.used {<} (9223372036854775807 {-} excluded.used)",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "a reservation overwrites the total",
		old:      "THEN t.used {+} excluded.used ELSE t.used END",
		new:      "THEN excluded.used ELSE t.used END",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "a payment is counted twice",
		old:      "count = t.count {+} 1,",
		new:      "count = t.count {+} 2,",
		caughtBy: "a count is reached exactly",
	},
	{
		name:     "a payment is not counted",
		old:      "count = t.count {+} 1",
		new:      "count = t.count",
		caughtBy: "a cap is reached exactly",
	},
}
