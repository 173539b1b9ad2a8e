package main

// readingFaults are mistakes in what reads totals.
var readingFaults = []fault{
	{
		name:     "usage is of one total",
		old:      "'used', used {+} slid.amount",
		new:      "'used', before {+} slid.amount",
		caughtBy: "less than reserved",
	},
	{
		name:     "usage of a rolling window stands still",
		old:      "'used', used {+} slid.amount",
		new:      "'used', used",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "usage shows a count that is not known",
		old:      "CASE WHEN counted {=} seq THEN count {+} slid.payments END",
		new:      "count {+} slid.payments",
		caughtBy: "TestServersOfTwoVersions",
	},
	{
		name:     "usage counts what a rolling window held",
		old:      "THEN count {+} slid.payments END",
		new:      "THEN count END",
		caughtBy: "a rolling window moves",
	},
	{
		name:     "usage without anything to drop out is nothing",
		old:      "coalesce(pg_catalog.sum(CASE WHEN made_at {>} t.since THEN 0 {-} s.amount ELSE s.amount END), 0)",
		new:      "pg_catalog.sum(CASE WHEN made_at {>} t.since THEN 0 {-} s.amount ELSE s.amount END)",
		caughtBy: "a cap is reached exactly",
	},
	{
		name:     "usage adds nothing for a clock that goes back",
		old:      "WHEN made_at {>} t.since THEN 0 {-} s.amount ELSE s.amount END",
		new:      "WHEN made_at {>} t.since THEN 0 {-} s.amount ELSE 0 END",
		caughtBy: "a clock that jumps over a rolling window",
	},
	{
		name:     "usage takes away what comes back first",
		old:      "WHEN made_at {>} t.since THEN 0 {-} s.amount ELSE s.amount END",
		new:      "WHEN made_at {>=} t.since THEN 0 {-} s.amount ELSE s.amount END",
		caughtBy: "a clock that jumps over a rolling window",
	},
	{
		name:     "usage adds what drops out",
		old:      "THEN 0 {-} s.amount ELSE",
		new:      "THEN s.amount ELSE",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "usage without anyone to drop out is nothing",
		old:      "coalesce(pg_catalog.sum(CASE WHEN made_at {>} t.since THEN 0 {-} s.count ELSE s.count END), 0)",
		new:      "pg_catalog.sum(CASE WHEN made_at {>} t.since THEN 0 {-} s.count ELSE s.count END)",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "usage counts nothing for a clock that goes back",
		old:      "WHEN made_at {>} t.since THEN 0 {-} s.count ELSE s.count END",
		new:      "WHEN made_at {>} t.since THEN 0 {-} s.count ELSE 0 END",
		caughtBy: "a clock that jumps over a rolling window",
	},
	{
		name:     "usage counts out what comes back first",
		old:      "WHEN made_at {>} t.since THEN 0 {-} s.count ELSE s.count END",
		new:      "WHEN made_at {>=} t.since THEN 0 {-} s.count ELSE s.count END",
		caughtBy: "a clock that jumps over a rolling window",
	},
	{
		name:     "usage counts what has dropped out",
		old:      "THEN 0 {-} s.count ELSE s.count",
		new:      "THEN 0 ELSE s.count",
		caughtBy: "a rolling window moves",
	},
	{
		name: "usage drops out what is in other totals",
		old: `AND s.key {=} t.key
			AND made_at`,
		new:      "AND made_at",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "usage drops out what has dropped out before",
		old:      "AND made_at {>} least(t.since, is_now.since)",
		new:      "AND made_at {>=} least(t.since, is_now.since)",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "usage drops out all",
		old:      "AND made_at {>} least(t.since, is_now.since) AND",
		new:      "AND",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "usage keeps what drops out this moment",
		old:      "AND made_at {<=} greatest(t.since, is_now.since)",
		new:      "AND made_at {<} greatest(t.since, is_now.since)",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "usage drops out what is yet to come",
		old:      "AND made_at {<=} greatest(t.since, is_now.since)",
		new:      "",
		caughtBy: "a rolling window is exact",
	},
	{
		name: "usage is of other totals",
		old: `) AS slid
	WHERE key {=} ANY`,
		new: `) AS slid
	WHERE key {<>} ANY`,
		caughtBy: "a cap is reached exactly",
	},
}
