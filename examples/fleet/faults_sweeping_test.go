package main

// sweepingFaults are mistakes in what looks for holds that have ended, and in what deletes.
var sweepingFaults = []fault{
	{
		name:     "a sweep finds what is settled",
		old:      "		WHERE state {=} 'reserved' AND (expires_at, id) {>} ($2",
		new:      "		WHERE (expires_at, id) {>} ($2",
		caughtBy: "TestASweepDoesNotReadWhatItKeeps",
	},
	{
		name:     "a sweep begins anew",
		old:      "		WHERE state {=} 'reserved' AND (expires_at, id) {>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)",
		new:      "		WHERE state {=} 'reserved' AND ($2::pg_catalog.text IS NOT NULL OR $3::pg_catalog.text IS NOT NULL)",
		caughtBy: "TestWhatCannotBeExpiredKeepsNothingElse",
	},
	{
		name: "a sweep expires the latest first",
		old: `{>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)
		ORDER BY expires_at, id`,
		new: `{>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)
		ORDER BY expires_at DESC, id`,
		caughtBy: "a sweep is bounded",
	},
	{
		name:     "a sweep goes on with what is settled",
		old:      "		WHERE state {=} 'reserved' AND (expires_at, id) {>} (earliest",
		new:      "		WHERE (expires_at, id) {>} (earliest",
		caughtBy: "TestASweepDoesNotReadWhatItKeeps",
	},
	{
		name:     "a sweep finds one again and again",
		old:      "		WHERE state {=} 'reserved' AND (expires_at, id) {>} (earliest",
		new:      "		WHERE state {=} 'reserved' AND (expires_at, id) {>=} (earliest",
		caughtBy: "TestRoundTrips",
	},
	{
		name: "a sweep leaves out",
		old: `		WHERE state {=} 'reserved' AND (expires_at, id) {>} (earliest.expires_at, earliest.id)
		ORDER BY expires_at, id`,
		new: `		WHERE state {=} 'reserved' AND (expires_at, id) {>} (earliest.expires_at, earliest.id)
		ORDER BY expires_at DESC, id`,
		caughtBy: "a sweep is bounded",
	},
	{
		name: "a sweep reads on behind what is due",
		old: `	WHERE earliest.expires_at {<=} (SELECT now FROM clock)
)
SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', id, 'expires_at', expires_at) ORDER`,
		new: `)
SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', id, 'expires_at', expires_at) ORDER`,
		caughtBy: "TestASweepDoesNotReadWhatItKeeps",
	},
	{
		name: "a sweep ends before the last",
		old: `	WHERE earliest.expires_at {<=} (SELECT now FROM clock)
)
SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', id, 'expires_at', expires_at) ORDER`,
		new: `	WHERE earliest.expires_at {<} (SELECT now FROM clock)
)
SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('id', id, 'expires_at', expires_at) ORDER`,
		caughtBy: "the life of a count",
	},
	{
		name: "a sweep has no limit",
		old: `'expires_at', expires_at) ORDER BY expires_at, id)
FROM (
	SELECT * FROM earliest WHERE expires_at {<=} (SELECT now FROM clock) LIMIT $1::bigint`,
		new: `'expires_at', expires_at) ORDER BY expires_at, id)
FROM (
	SELECT * FROM earliest WHERE expires_at {<=} (SELECT now FROM clock) AND $1::bigint IS NOT NULL`,
		caughtBy: "a sweep is bounded",
	},
	{
		name:     "a sweep comes a moment late",
		old:      "WHERE expires_at {<=} (SELECT now FROM clock) LIMIT $1",
		new:      "WHERE expires_at {<} (SELECT now FROM clock) LIMIT $1",
		caughtBy: "a hold ends exactly",
	},
	{
		name: "due room is looked for elsewhere first",
		old: `		SELECT id, expires_at FROM ledger.hold
		WHERE key {=} $4::pg_catalog.text
			AND`,
		new: `		SELECT id, expires_at FROM ledger.hold
		WHERE`,
		caughtBy: "TestAReserveExpiresWhatItNeeds",
	},
	{
		name:     "due room is looked for in other totals",
		old:      "WHERE key {=} $4::pg_catalog.text",
		new:      "WHERE key {<>} $4::pg_catalog.text",
		caughtBy: "a refusal first expires what is due",
	},
	{
		name: "due room is looked for from the beginning",
		old: `			AND (expires_at, id) {>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)
		ORDER BY expires_at, id`,
		new: `			AND ($2::pg_catalog.text IS NOT NULL OR $3::pg_catalog.text IS NOT NULL)
		ORDER BY expires_at, id`,
		caughtBy: "TestWhatCannotBeExpiredIsKept",
	},
	{
		name: "the latest due room is found first",
		old: `			AND (expires_at, id) {>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)
		ORDER BY expires_at, id`,
		new: `			AND (expires_at, id) {>} ($2::pg_catalog.text::pg_catalog.timestamptz, $3::pg_catalog.text)
		ORDER BY expires_at DESC, id`,
		caughtBy: "a refusal by a count first expires what is due",
	},
	{
		name:     "due room is looked for elsewhere next",
		old:      "		WHERE key {=} $4::pg_catalog.text AND (expires_at, id) {>} (earliest",
		new:      "		WHERE (expires_at, id) {>} (earliest",
		caughtBy: "TestAReserveExpiresWhatItNeeds",
	},
	{
		name:     "due room is found twice",
		old:      "		WHERE key {=} $4::pg_catalog.text AND (expires_at, id) {>} (earliest",
		new:      "		WHERE key {=} $4::pg_catalog.text AND (expires_at, id) {>=} (earliest",
		caughtBy: "TestRoundTrips",
	},
	{
		name: "due room is skipped",
		old: `		WHERE key {=} $4::pg_catalog.text AND (expires_at, id) {>} (earliest.expires_at, earliest.id)
		ORDER BY expires_at, id`,
		new: `		WHERE key {=} $4::pg_catalog.text AND (expires_at, id) {>} (earliest.expires_at, earliest.id)
		ORDER BY expires_at DESC, id`,
		caughtBy: "a refusal first expires what is due",
	},
	{
		name:     "due room is of no amount",
		old:      "WHERE p.id {=} due.id",
		new:      "WHERE p.id {<>} due.id AND false",
		caughtBy: "TestAReserveExpiresWhatItNeeds",
	},
	{
		name: "all that is due is found",
		old: `)) ORDER BY expires_at, id)
FROM (
	SELECT * FROM earliest WHERE expires_at {<=} (SELECT now FROM clock) LIMIT $1::bigint`,
		new: `)) ORDER BY expires_at, id)
FROM (
	SELECT * FROM earliest WHERE expires_at {<=} (SELECT now FROM clock) AND $1::bigint IS NOT NULL`,
		caughtBy: "TestReserveAtAFullCapReadsLittle",
	},
	{
		name:     "due room is in no order",
		old:      ")) ORDER BY expires_at, id)",
		new:      ")) ORDER BY expires_at DESC, id)",
		caughtBy: "TestAReserveExpiresWhatItNeeds",
	},
	{
		name: "room that is due at this moment is overlooked",
		old: `)) ORDER BY expires_at, id)
FROM (
	SELECT * FROM earliest WHERE expires_at {<=} (SELECT now FROM clock) LIMIT $1::bigint`,
		new: `)) ORDER BY expires_at, id)
FROM (
	SELECT * FROM earliest WHERE expires_at {<} (SELECT now FROM clock) LIMIT $1::bigint`,
		caughtBy: "a refusal by a count first expires what is due",
	},
	{
		name:     "two sweeps read the clock at once",
		old:      "	SELECT FROM ledger.reading FOR UPDATE SKIP LOCKED",
		new:      "	SELECT FROM ledger.reading FOR UPDATE",
		caughtBy: "TestASweepDeletesWhatIsNotLocked",
	},
	{
		name:     "a reading is what the clock says",
		old:      "WHEN now {<} r.candidate THEN least(now, r.confirmed)",
		new:      "WHEN now {<} r.candidate THEN now",
		caughtBy: "a clock that jumps",
	},
	{
		name:     "a reading that was wrong stays",
		old:      "WHEN now {<} r.candidate THEN least(now, r.confirmed)",
		new:      "WHEN now {<} r.candidate THEN r.confirmed",
		caughtBy: "a clock that jumps",
	},
	{
		name:     "a clock that goes back revokes nothing",
		old:      "WHERE now {<} r.candidate OR now",
		new:      "WHERE now",
		caughtBy: "a clock that jumps",
	},
	{
		name:     "a reading is confirmed a moment late",
		old:      "OR now {>=} (r.candidate {+}",
		new:      "OR now {>} (r.candidate {+}",
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "the clock is trusted at once",
		old:      "$3::bigint {*} interval '1 microsecond'",
		new:      "0 {*} interval '1 microsecond'",
		caughtBy: "a clock that jumps",
	},
	{
		name:     "a sweep deletes by a reading that the clock denies",
		old:      "(SELECT least(now, confirmed) FROM ledger.reading, now)",
		new:      "(SELECT confirmed FROM ledger.reading, now)",
		caughtBy: "TestASweepDeletesWhatIsNotLocked",
	},
	{
		name:     "a sweep deletes by the clock",
		old:      "(SELECT least(now, confirmed) FROM ledger.reading, now)",
		new:      "(SELECT now FROM ledger.reading, now)",
		caughtBy: "what is past retention is deleted",
	},
	{
		name: "a sweep deletes at once",
		old: `		{-} ($2::bigint {*} interval '1 microsecond') AS past
), payments`,
		new: `		AS past, $2::bigint AS unused
), payments`,
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "payments are forgotten with their hold",
		old:      "WHERE ends_at {<=}",
		new:      "WHERE expires_at {<=}",
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "payments are deleted a moment late",
		old:      "WHERE ends_at {<=} (SELECT past FROM clock)",
		new:      "WHERE ends_at {<} (SELECT past FROM clock)",
		caughtBy: "what is past retention is deleted",
	},
	{
		name: "reservations are deleted",
		old: ` AND state {<>} 'reserved'
		ORDER BY ends_at`,
		new:      "		ORDER BY ends_at",
		caughtBy: "TestWhatCannotBeExpiredIsKept",
	},
	{
		name: "all past payments are deleted",
		old: `		ORDER BY ends_at
		LIMIT $1::bigint`,
		new:      "		ORDER BY ends_at",
		caughtBy: "TestASweepDeletesNoMoreThanItsLimit",
	},
	{
		name: "a sweep waits to delete payments",
		old: `		ORDER BY ends_at
		LIMIT $1::bigint
		FOR UPDATE SKIP LOCKED`,
		new: `		ORDER BY ends_at
		LIMIT $1::bigint
		FOR UPDATE`,
		caughtBy: "TestASweepDeletesWhatIsNotLocked",
	},
	{
		name:     "totals are never forgotten",
		old:      "WHERE until {<=} (SELECT past FROM clock)",
		new:      "WHERE false",
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "totals are deleted a moment late",
		old:      "WHERE until {<=} (SELECT past FROM clock)",
		new:      "WHERE until {<} (SELECT past FROM clock)",
		caughtBy: "what is past retention is deleted",
	},
	{
		name: "all past totals are deleted",
		old: `		ORDER BY until
		LIMIT $1::bigint`,
		new:      "		ORDER BY until",
		caughtBy: "TestASweepDeletesNoMoreThanItsLimit",
	},
	{
		name: "a sweep waits to delete totals",
		old: `		ORDER BY until
		LIMIT $1::bigint
		FOR UPDATE SKIP LOCKED`,
		new: `		ORDER BY until
		LIMIT $1::bigint
		FOR UPDATE`,
		caughtBy: "TestASweepDeletesWhatIsNotLocked",
	},
	{
		name:     "a sweep does not report deleted totals",
		old:      "SELECT (SELECT pg_catalog.count(*) FROM payments) {+} (SELECT pg_catalog.count(*) FROM totals)",
		new:      "SELECT pg_catalog.count(*) FROM payments",
		caughtBy: "what is past retention is deleted",
	},
	{
		name:     "a sweep does not report deleted payments",
		old:      "SELECT (SELECT pg_catalog.count(*) FROM payments) {+} (SELECT pg_catalog.count(*) FROM totals)",
		new:      "SELECT pg_catalog.count(*) FROM totals",
		caughtBy: "what is past retention is deleted",
	},
}
