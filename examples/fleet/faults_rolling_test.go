package main

// rollingFaults are mistakes in what counts a payment in a rolling total.
var rollingFaults = []fault{
	{
		name: "payments leave no slot",
		old: `WHERE length IS NOT NULL
)
SELECT now, setting`,
		new: `WHERE false
)
SELECT now, setting`,
		caughtBy: "a rolling window is exact",
	},
	{
		name: "other payments have slots",
		old: `WHERE length IS NOT NULL
)
SELECT now, setting`,
		new: `)
SELECT now, setting`,
		caughtBy: "TestSlotsAreKeptAsLongAsTheyAreNeeded",
	},
	{
		name:     "rolling totals overflow",
		old:      "CASE WHEN reached {<=} (9223372036854775807 {-} excluded.used) THEN reached {+} excluded.used ELSE reached END",
		new:      "reached {+} excluded.used",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "the last amount of a rolling total does not fit",
		old:      "reached {<=} (9223372036854775807 {-} excluded.used)",
		new:      "reached {<} (9223372036854775807 {-} excluded.used)",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "a rolling window overwrites its total",
		old:      "THEN reached {+} excluded.used ELSE reached END",
		new:      "THEN excluded.used ELSE reached END",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "a rolling window counts a payment twice",
		old:      "payments {+} 1",
		new:      "payments {+} 2",
		caughtBy: "a rolling window moves",
	},
	{
		name:     "an amount without currency is in a slot",
		old:      "1::pg_catalog.text, CASE WHEN count_only THEN 0 ELSE $4::bigint END, 1",
		new:      "1::pg_catalog.text, $4::bigint, 1",
		caughtBy: "a total that only counts",
	},
	{
		name:     "slots are in each total of the payment",
		old:      "FROM clock, input JOIN counted ON input.key {=} counted.key",
		new:      "FROM clock, input JOIN counted ON true",
		caughtBy: "calls change what a rolling window holds",
	},
	{
		name:     "what drops out of a locked total stays",
		old:      "SELECT t.used {+} s.amount, t.count {+} s.count FROM",
		new:      "SELECT t.used, t.count {+} s.count FROM",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "who drops out of a locked total stays",
		old:      "SELECT t.used {+} s.amount, t.count {+} s.count FROM",
		new:      "SELECT t.used {+} s.amount, t.count FROM",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "a locked total slides back",
		old:      "slid(t.key, t.since, excluded.since)",
		new:      "slid(t.key, excluded.since, t.since)",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "what has dropped out drops out again",
		old:      "since = CASE WHEN t.length IS NULL THEN t.since ELSE excluded.since END",
		new:      "since = t.since",
		caughtBy: "a rolling window moves",
	},
	{
		name:     "the end of a window does not move",
		old:      "t.until {>=} excluded.until THEN t.until",
		new:      "true THEN t.until",
		caughtBy: "rolling windows past retention",
	},
}
