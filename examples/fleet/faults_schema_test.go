package main

// schemaFaults are mistakes in what makes the schema, and in its functions and triggers.
var schemaFaults = []fault{
	{
		name: "holds of clerks are not theirs to keep",
		old: `CREATE FUNCTION ledger.keep_holds() RETURNS trigger LANGUAGE plpgsql
	SECURITY DEFINER`,
		new: `CREATE FUNCTION ledger.keep_holds() RETURNS trigger LANGUAGE plpgsql
	SECURITY INVOKER`,
		caughtBy: "TestServersOfTheVersionBeforeNeedNoNewRights",
	},
	{
		name:     "a hold ends with any of its time",
		old:      "AND expires_at = OLD.expires_at AND id = OLD.id",
		new:      "AND expires_at = OLD.expires_at",
		caughtBy: "a refusal by a count first expires what is due",
	},
	{
		name:     "holds are not recorded",
		old:      "FOR EACH ROW WHEN (NEW.state = 'reserved')",
		new:      "FOR EACH ROW WHEN (false)",
		caughtBy: "a refusal first expires what is due",
	},
	{
		name: "settled payments are held",
		old: `CREATE TRIGGER payment_settled AFTER UPDATE OF state ON ledger.payment
	FOR EACH ROW WHEN (OLD.state = 'reserved' AND NEW.state <> 'reserved')`,
		new: `CREATE TRIGGER payment_settled AFTER UPDATE OF state ON ledger.payment
	FOR EACH ROW WHEN (false)`,
		caughtBy: "different contents under a known id",
	},
	{
		name:     "deleted payments are held",
		old:      "FOR EACH ROW WHEN (OLD.state = 'reserved') EXECUTE FUNCTION ledger.keep_holds",
		new:      "FOR EACH ROW WHEN (false) EXECUTE FUNCTION ledger.keep_holds",
		caughtBy: "all totals or none",
	},
	{
		name:     "holds are not moved to their table",
		old:      "jsonb_array_elements(counts) AS c WHERE state = 'reserved';",
		new:      "jsonb_array_elements(counts) AS c WHERE false;",
		caughtBy: "TestHoldsOfTheVersionBeforeEnd",
	},
	{
		name:     "settled payments are moved to the table of holds",
		old:      "jsonb_array_elements(counts) AS c WHERE state = 'reserved';",
		new:      "jsonb_array_elements(counts) AS c;",
		caughtBy: "TestServersOfTwoVersions",
	},
	{
		name:     "a late success of the version before is missed",
		old:      "SET counted = counted - 1",
		new:      "SET counted = counted",
		caughtBy: "TestALateSuccessOfTheVersionBeforeIsNotCounted",
	},
	{
		name: "late successes of this version are missed",
		old: `		AND NOT jsonb_path_exists(NEW.counts, '$[*].counted')
		AND jsonb_path_query_array(NEW.counts, '$[*].seq') = jsonb_path_query_array(OLD.counts, '$[*].seq'))`,
		new:      ")",
		caughtBy: "amounts at the end of int64",
	},
	{
		name:     "nothing to drop out is an error",
		old:      "SELECT coalesce(sum(s.amount), 0)",
		new:      "SELECT sum(s.amount)",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "nobody to drop out is an error",
		old:      "coalesce(sum(s.count), 0)",
		new:      "sum(s.count)",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "what drops out is of all totals",
		old:      "WHERE s.key = total_key AND",
		new:      "WHERE",
		caughtBy: "totals in any order",
	},
	{
		name:     "what drops out has dropped out before",
		old:      "s.made_at > least(was, is_now)",
		new:      "s.made_at >= least(was, is_now)",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "what drops out of a window stays for a moment",
		old:      "s.made_at <= greatest(was, is_now)",
		new:      "s.made_at < greatest(was, is_now)",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "what drops out of a window is added",
		old:      "IF is_now > was THEN",
		new:      "IF is_now < was THEN",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "what drops out is counted in",
		old:      "		count := -count;",
		new:      "		count := count;",
		caughtBy: "a rolling window is exact",
	},
	{
		name:     "slots are deleted while they count",
		old:      "t.used + s.amount, t.count + s.count FROM",
		new:      "t.used, t.count FROM",
		caughtBy: "rolling windows past retention",
	},
	{
		name:     "slots are never deleted",
		old:      "DELETE FROM ledger.slot AS s WHERE s.key = ANY (keys)",
		new:      "DELETE FROM ledger.slot AS s WHERE false AND s.key = ANY (keys)",
		caughtBy: "TestSlotsAreKeptAsLongAsTheyAreNeeded",
	},
	{
		name:     "slots of one time are deleted together",
		old:      "s.made_at = OLD.made_at AND s.id = OLD.id",
		new:      "s.made_at = OLD.made_at",
		caughtBy: "TestSlotsAreKeptAsLongAsTheyAreNeeded",
	},
	{
		name:     "slots are deleted with the total that still needs them",
		old:      "		AND NOT EXISTS (SELECT FROM ledger.total AS t WHERE t.key = s.key AND t.since < s.made_at);",
		new:      ";",
		caughtBy: "TestSlotsAreKeptAsLongAsTheyAreNeeded",
	},
	{
		name:     "slots outlive their total",
		old:      "	DELETE FROM ledger.slot WHERE key = OLD.key;",
		new:      "	DELETE FROM ledger.slot WHERE false;",
		caughtBy: "TestSlotsAreKeptAsLongAsTheyAreNeeded",
	},
	{
		name:     "slots are deleted with another total",
		old:      "	DELETE FROM ledger.slot WHERE key = OLD.key;",
		new:      "	DELETE FROM ledger.slot;",
		caughtBy: "TestSlotsAreKeptAsLongAsTheyAreNeeded",
	},
	{
		name:     "the version before changes rolling totals",
		old:      "WHEN ((NEW.length IS NOT NULL OR NEW.currency = '') AND",
		new:      "WHEN ((NEW.currency = '') AND",
		caughtBy: "TestServersOfTheVersionBeforeLeaveLaterTotalsAlone",
	},
	{
		name:     "the version before changes totals that only count",
		old:      "WHEN ((NEW.length IS NOT NULL OR NEW.currency = '') AND",
		new:      "WHEN ((NEW.length IS NOT NULL) AND",
		caughtBy: "TestServersOfTheVersionBeforeLeaveLaterTotalsAlone",
	},
	{
		name: "nobody changes rolling totals",
		old: `NEW.counted <= OLD.counted
		AND`,
		new: `true
		AND`,
		caughtBy: "a count is reached exactly",
	},
	{
		name:     "recounts of later totals are refused",
		old:      "		AND (NEW.seq <> OLD.seq OR NEW.counted <> OLD.counted))",
		new:      ")",
		caughtBy: "rolling windows past retention",
	},
	{
		name:     "another table is taken for the version",
		old:      "relkind = 'r' AND (",
		new:      "true AND (",
		caughtBy: "TestMigrateFindsSomethingElse",
	},
	{
		name:     "columns of the version are not looked at",
		old:      "		) = '{version integer}'",
		new:      "		) IS NOT NULL",
		caughtBy: "TestMigrateFindsSomethingElse",
	},
	{
		name:     "tables without version are overwritten",
		old:      "AND relname IN ('hold', 'payment', 'reading', 'slot', 'total')",
		new:      "AND relname IN ('hold')",
		caughtBy: "TestMigrateFindsSomethingElse",
	},
	{
		name:     "functions without version are overwritten",
		old:      "AND proname = 'clock'",
		new:      "AND proname = 'x'",
		caughtBy: "TestMigrateFindsSomethingElse",
	},
}
