package main

// auditFaults are mistakes in what adds payments up.
var auditFaults = []fault{
	{
		name:     "an audit counts what was released",
		old:      "		ELSE 0 END) AS count",
		new:      "		ELSE 1 END) AS count",
		caughtBy: "the life of a count",
	},
	{
		name:     "an audit takes the largest refund for all",
		old:      "SELECT p.id, pg_catalog.sum(r.value::bigint) AS amount",
		new:      "SELECT p.id, pg_catalog.max(r.value::bigint) AS amount",
		caughtBy: "refunds",
	},
	{
		name:     "an audit does not count reservations",
		old:      "		WHEN p.state {=} 'reserved' THEN 1",
		new:      "		WHEN p.state {=} 'reserved' THEN 0",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "an audit does not count what was confirmed",
		old:      "		WHEN p.state {=} 'confirmed' AND NOT",
		new:      "		WHEN false AND NOT",
		caughtBy: "a repeated call counts once",
	},
	{
		name:     "an audit counts what was paid back",
		old:      "AND NOT (c.refundable AND coalesce(p.confirmed {=} r.amount, false))",
		new:      "",
		caughtBy: "a count after refunds",
	},
	{
		name:     "an audit counts a total that returns nothing as if it did",
		old:      "NOT (c.refundable AND coalesce(p.confirmed {=} r.amount, false))",
		new:      "NOT coalesce(p.confirmed {=} r.amount, false)",
		caughtBy: "refunds",
	},
	{
		name:     "an audit mixes currencies",
		old:      "CASE WHEN c.count_only THEN '' ELSE p.currency END AS currency",
		new:      "p.currency AS currency",
		caughtBy: "a total that only counts",
	},
	{
		name:     "an audit splits rolling totals",
		old:      "CASE WHEN c.length IS NULL THEN c.until END AS until",
		new:      "c.until AS until",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "an audit overlooks counts without amounts",
		old:      "WHEN c.count_only THEN 0",
		new:      "WHEN false THEN 0",
		caughtBy: "a total that only counts",
	},
	{
		name:     "an audit leaves reservations out",
		old:      "		WHEN p.state {=} 'reserved' THEN p.amount",
		new:      "		WHEN p.state {=} 'reserved' THEN 0",
		caughtBy: "a cap is reached exactly",
	},
	{
		name: "an audit leaves refunds out",
		old: `'confirmed' AND c.refundable
`,
		new: `'confirmed' AND false
`,
		caughtBy: "refunds",
	},
	{
		name:     "an audit goes below nothing",
		old:      "THEN greatest((p.confirmed {-} coalesce(r.amount, 0)) {-} coalesce(c.uncounted, 0), 0)",
		new:      "THEN (p.confirmed {-} coalesce(r.amount, 0)) {-} coalesce(c.uncounted, 0)",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "an audit counts what did not fit and was refunded",
		old:      "(p.confirmed {-} coalesce(r.amount, 0)) {-} coalesce(c.uncounted, 0), 0)",
		new:      "(p.confirmed {-} coalesce(r.amount, 0)), 0)",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "an audit without refunds is nothing",
		old:      "p.confirmed {-} coalesce(r.amount, 0)",
		new:      "p.confirmed {-} r.amount",
		caughtBy: "a window that has ended",
	},
	{
		name:     "an audit takes what was reserved for what was confirmed",
		old:      "WHEN p.state {=} 'confirmed' THEN p.confirmed {-}",
		new:      "WHEN p.state {=} 'confirmed' THEN p.amount {-}",
		caughtBy: "different contents under a known id",
	},
	{
		name:     "an audit counts what did not fit",
		old:      "THEN p.confirmed {-} coalesce(c.uncounted, 0)",
		new:      "THEN p.confirmed",
		caughtBy: "amounts at the end of int64",
	},
	{
		name: "an audit adds what was released",
		old: `{-} coalesce(c.uncounted, 0)
		ELSE 0 END) AS used`,
		new: `{-} coalesce(c.uncounted, 0)
		ELSE p.amount END) AS used`,
		caughtBy: "calls that the state forbids",
	},
	{
		name: "an audit takes refunds of other payments",
		old: `LEFT JOIN refunded AS r ON r.id {=} p.id
		LEFT JOIN ledger.total`,
		new: `LEFT JOIN refunded AS r ON true
		LEFT JOIN ledger.total`,
		caughtBy: "refunds",
	},
	{
		name: "an audit leaves out payments without refunds",
		old: `LEFT JOIN refunded AS r ON r.id {=} p.id
		LEFT JOIN ledger.total`,
		new: `JOIN refunded AS r ON r.id {=} p.id
		LEFT JOIN ledger.total`,
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "an audit leaves out totals that do not roll",
		old:      "LEFT JOIN ledger.total AS t ON t.key {=} c.key AND t.length IS NOT NULL",
		new:      "JOIN ledger.total AS t ON t.key {=} c.key AND t.length IS NOT NULL",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "an audit leaves out all but rolling windows",
		old:      "WHERE c.length IS NULL OR p.made_at",
		new:      "WHERE p.made_at",
		caughtBy: "names with separators and quotes",
	},
	{
		name:     "an audit counts what has dropped out",
		old:      "p.made_at {>} t.since OR",
		new:      "true OR",
		caughtBy: "a rolling window moves",
	},
	{
		name:     "an audit counts what drops out this moment",
		old:      "p.made_at {>} t.since OR t.key",
		new:      "p.made_at {>=} t.since OR t.key",
		caughtBy: "a rolling window is exact",
	},
	{
		name: "an audit overlooks that a rolling total is missing",
		old: ` OR t.key IS NULL AND c.until {>} (SELECT past FROM clock)
	GROUP`,
		new:      "	GROUP",
		caughtBy: "TestAuditFindsWhatIsWrongInAnyTotal",
	},
	{
		name: "an audit misses rolling totals that were deleted",
		old: ` OR t.key IS NULL AND c.until {>} (SELECT past FROM clock)
	GROUP`,
		new: ` OR t.key IS NULL
	GROUP`,
		caughtBy: "rolling windows past retention",
	},
	{
		name: "an audit reports totals that are missing as nothing",
		old: `CASE WHEN t.key IS NOT NULL
		THEN pg_catalog.jsonb_build_object('used', t.used, 'count', CASE WHEN t.counted {=} t.seq THEN t.count END) END`,
		new:      "pg_catalog.jsonb_build_object('used', coalesce(t.used, 0), 'count', CASE WHEN t.counted {=} t.seq THEN t.count END)",
		caughtBy: "TestAuditFindsWhatIsWrong",
	},
	{
		name:     "an audit reports counts that are not known",
		old:      "'count', CASE WHEN t.counted {=} t.seq THEN t.count END) END",
		new:      "'count', t.count) END",
		caughtBy: "TestAuditFindsWhatIsWrong",
	},
	{
		name:     "an audit reports in any order",
		old:      `) ORDER BY coalesce(t.key, c.key) COLLATE pg_catalog."C"), '[]')`,
		new:      `) ORDER BY coalesce(t.key, c.key) COLLATE pg_catalog."C" DESC), '[]')`,
		caughtBy: "TestAuditFindsWhatIsWrongInAnyTotal",
	},
	{
		name:     "an audit overlooks totals without payments",
		old:      "FROM ledger.total AS t FULL JOIN counted",
		new:      "FROM ledger.total AS t RIGHT JOIN counted",
		caughtBy: "TestAuditFindsWhatIsWrong",
	},
	{
		name:     "an audit overlooks payments without totals",
		old:      "FROM ledger.total AS t FULL JOIN counted",
		new:      "FROM ledger.total AS t LEFT JOIN counted",
		caughtBy: "TestAuditFindsWhatIsWrong",
	},
	{
		name: "an audit misses totals that were deleted",
		old: `WHERE coalesce(coalesce(t.until, c.until) {>} (SELECT past FROM clock), true)
	AND`,
		new:      "WHERE",
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "an audit leaves lifetimes out",
		old:      "WHERE coalesce(coalesce(t.until, c.until) {>} (SELECT past FROM clock), true)",
		new:      "WHERE coalesce(coalesce(t.until, c.until) {>} (SELECT past FROM clock), false)",
		caughtBy: "TestAuditFindsWhatIsWrongInAnyTotal",
	},
	{
		name:     "an audit overlooks what is missing",
		old:      "AND (t.key IS NULL OR t.used",
		new:      "AND (t.used",
		caughtBy: "TestAuditFindsWhatIsWrong",
	},
	{
		name:     "an audit overlooks amounts",
		old:      "t.used {<>} coalesce(c.used, 0)",
		new:      "false",
		caughtBy: "TestAuditFindsWhatIsWrong",
	},
	{
		name:     "an audit overlooks counts",
		old:      "		OR t.counted {=} t.seq AND t.count {<>} coalesce(c.count, 0))",
		new:      ")",
		caughtBy: "TestAuditFindsWhatIsWrong",
	},
	{
		name:     "an audit finds counts that are not known",
		old:      "		OR t.counted {=} t.seq AND t.count",
		new:      "		OR t.count",
		caughtBy: "TestAuditFindsWhatIsWrong",
	},
	{
		name:     "days are recounted",
		old:      "FROM ledger.total WHERE until IS NULL AND counted {<>} seq",
		new:      "FROM ledger.total WHERE counted {<>} seq",
		caughtBy: "TestServersOfTwoVersions",
	},
	{
		name:     "nothing is recounted",
		old:      "FROM ledger.total WHERE until IS NULL AND counted {<>} seq",
		new:      "FROM ledger.total WHERE until IS NULL AND counted {<} counted",
		caughtBy: "TestServersOfTwoVersions",
	},
	{
		name:     "recounting adds what is counted",
		old:      "'count', coalesce(c.count, 0) {-} m.count",
		new:      "'count', coalesce(c.count, 0)",
		caughtBy: "TestRecountingDoesNotStopOthers",
	},
	{
		name:     "recounting without payments is nothing",
		old:      "'count', coalesce(c.count, 0) {-} m.count",
		new:      "'count', c.count {-} m.count",
		caughtBy: "TestRecountingIsOfEachTotal",
	},
	{
		name:     "recounting does not make a count known",
		old:      ", 'counted', m.changes",
		new:      ", 'counted', 0",
		caughtBy: "TestServersOfTwoVersions",
	},
	{
		name:     "recounting overlooks totals without payments",
		old:      "FROM missed AS m LEFT JOIN counted AS c",
		new:      "FROM missed AS m JOIN counted AS c",
		caughtBy: "TestRecountingIsOfEachTotal",
	},
	{
		name:     "recounting counts in all totals",
		old:      "ON c.key {=} m.key",
		new:      "ON true",
		caughtBy: "TestRecountingIsOfEachTotal",
	},
	{
		name:     "recounting overwrites",
		old:      "SET count = t.count {+} input.count, counted",
		new:      "SET count = input.count, counted",
		caughtBy: "TestRecountingDoesNotStopOthers",
	},
	{
		name:     "recounting overwrites what is missing",
		old:      "counted = t.counted {+} input.counted",
		new:      "counted = input.counted",
		caughtBy: "TestRecountingDoesNotStopOthers",
	},
	{
		name: "recounting adds to every total",
		old: `FROM input JOIN locked ON locked.key {=} input.key
WHERE t.key {=} input.key`,
		new:      "FROM input JOIN locked ON locked.key {=} input.key",
		caughtBy: "TestRecountingIsOfEachTotal",
	},
}
