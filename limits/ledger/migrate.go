package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// migrations create the schema, each from the result of the one before. A released one
// never changes.
var migrations = []string{
	// The clock is a function in the schema, so that tests can replace it.
	`
CREATE FUNCTION ledger.clock() RETURNS timestamptz LANGUAGE sql VOLATILE PARALLEL SAFE
	AS 'SELECT pg_catalog.clock_timestamp()';

CREATE TABLE ledger.total (
	key      text COLLATE "C" PRIMARY KEY,
	counter  text NOT NULL,
	currency text NOT NULL,
	since    timestamptz,
	until    timestamptz,
	before   bigint NOT NULL,
	used     bigint NOT NULL CHECK (used >= 0),
	seq      bigint NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX total_until ON ledger.total (until);

CREATE TABLE ledger.reading (
	confirmed timestamptz NOT NULL,
	candidate timestamptz NOT NULL
);
INSERT INTO ledger.reading VALUES ('-infinity', '-infinity');

CREATE TABLE ledger.payment (
	id         text COLLATE "C" PRIMARY KEY,
	currency   text NOT NULL,
	amount     bigint NOT NULL CHECK (amount >= 0),
	state      text NOT NULL CHECK (state IN ('reserved', 'confirmed', 'released', 'expired')),
	late       boolean NOT NULL,
	confirmed  bigint NOT NULL CHECK (confirmed BETWEEN 0 AND amount),
	refunds    jsonb,
	counts     jsonb NOT NULL,
	made_at    timestamptz NOT NULL,
	expires_at timestamptz NOT NULL,
	ends_at    timestamptz
);
CREATE INDEX payment_due ON ledger.payment (expires_at, id) WHERE state = 'reserved';
CREATE INDEX payment_ends ON ledger.payment (ends_at) WHERE state <> 'reserved';
CREATE INDEX payment_held ON ledger.payment USING gin (jsonb_path_query_array(counts, '$[*].key'))
	WITH (gin_pending_list_limit = 256) WHERE state = 'reserved';

COMMENT ON TABLE ledger.reading IS 'what sweeps remember of the clock: rows are deleted by a reading that a later one has confirmed';
COMMENT ON COLUMN ledger.total.before IS 'used before the latest Reserve; meaningless after other changes';
COMMENT ON COLUMN ledger.payment.counts IS 'the totals that the payment counts in, each after the payment''s latest change';
COMMENT ON COLUMN ledger.payment.ends_at IS 'the end of its hold or of the last window that it counts in, whichever is later; NULL for a lifetime';`,

	// What is due in a total. Triggers keep it, so that servers of the version before, which
	// do not know the table and may not have rights on it, keep it too. The lock is the
	// strongest that is needed, and on what every transaction locks first: no deadlock.
	`
LOCK TABLE ledger.payment IN ACCESS EXCLUSIVE MODE;

CREATE TABLE ledger.hold (
	key        text COLLATE "C",
	expires_at timestamptz,
	id         text COLLATE "C",
	PRIMARY KEY (key, expires_at, id)
);
COMMENT ON TABLE ledger.hold IS 'the reserved payments of each total';

CREATE FUNCTION ledger.keep_holds() RETURNS trigger LANGUAGE plpgsql
	SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
	IF TG_OP = 'INSERT' THEN
		INSERT INTO ledger.hold (key, expires_at, id)
			SELECT c->>'key', NEW.expires_at, NEW.id FROM jsonb_array_elements(NEW.counts) AS c;
	ELSE
		DELETE FROM ledger.hold
			WHERE key = ANY (ARRAY(SELECT c->>'key' FROM jsonb_array_elements(OLD.counts) AS c))
				AND expires_at = OLD.expires_at AND id = OLD.id;
	END IF;
	RETURN NULL;
END $$;

CREATE TRIGGER payment_reserved AFTER INSERT ON ledger.payment
	FOR EACH ROW WHEN (NEW.state = 'reserved') EXECUTE FUNCTION ledger.keep_holds();
CREATE TRIGGER payment_settled AFTER UPDATE OF state ON ledger.payment
	FOR EACH ROW WHEN (OLD.state = 'reserved' AND NEW.state <> 'reserved') EXECUTE FUNCTION ledger.keep_holds();
CREATE TRIGGER payment_deleted AFTER DELETE ON ledger.payment
	FOR EACH ROW WHEN (OLD.state = 'reserved') EXECUTE FUNCTION ledger.keep_holds();

INSERT INTO ledger.hold (key, expires_at, id)
	SELECT c->>'key', expires_at, id FROM ledger.payment, jsonb_array_elements(counts) AS c WHERE state = 'reserved';
DROP INDEX ledger.payment_held;`,

	// How many payments a total has. Servers of the version before change seq, but not
	// counted: where these differ, the count is not known. They did not number a late success
	// of nothing. What they write of a payment does not have the key counted.
	`
LOCK TABLE ledger.payment, ledger.total IN ACCESS EXCLUSIVE MODE;

ALTER TABLE ledger.total
	ADD COLUMN count   bigint NOT NULL DEFAULT 0,
	ADD COLUMN counted bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN ledger.total.count IS 'the number of payments, if counted is seq';
COMMENT ON COLUMN ledger.total.counted IS 'how many changes the count has followed';

CREATE FUNCTION ledger.miss_counts() RETURNS trigger LANGUAGE plpgsql
	SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
	UPDATE ledger.total SET counted = counted - 1
		WHERE key = ANY (ARRAY(SELECT c->>'key' FROM jsonb_array_elements(NEW.counts) AS c));
	RETURN NULL;
END $$;

CREATE TRIGGER payment_late AFTER UPDATE OF state ON ledger.payment FOR EACH ROW
	WHEN (OLD.state IN ('released', 'expired') AND NEW.state = 'confirmed'
		AND NOT jsonb_path_exists(NEW.counts, '$[*].counted')
		AND jsonb_path_query_array(NEW.counts, '$[*].seq') = jsonb_path_query_array(OLD.counts, '$[*].seq'))
	EXECUTE FUNCTION ledger.miss_counts();`,

	// Rolling windows. Servers of version 1 must not change their totals, nor those that only
	// count: they do not know what these hold.
	`
LOCK TABLE ledger.payment, ledger.total IN ACCESS EXCLUSIVE MODE;

ALTER TABLE ledger.total ADD COLUMN length bigint;
COMMENT ON COLUMN ledger.total.length IS 'the length of a rolling window in seconds: used and count are of the payments made after since';

CREATE TABLE ledger.slot (
	key     text COLLATE "C",
	made_at timestamptz,
	id      text COLLATE "C",
	amount  bigint NOT NULL,
	count   bigint NOT NULL,
	PRIMARY KEY (key, made_at, id)
);
COMMENT ON TABLE ledger.slot IS 'what each payment adds to a total over a rolling window, while it is in the window';

CREATE FUNCTION ledger.slid(total_key text, was timestamptz, is_now timestamptz, OUT amount bigint, OUT count bigint)
	LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
	SELECT coalesce(sum(s.amount), 0), coalesce(sum(s.count), 0) INTO amount, count FROM ledger.slot AS s
		WHERE s.key = total_key AND s.made_at > least(was, is_now) AND s.made_at <= greatest(was, is_now);
	IF is_now > was THEN
		amount := -amount;
		count := -count;
	END IF;
END $$;
COMMENT ON FUNCTION ledger.slid IS 'how a total changes when the beginning of its rolling window moves; it must be locked';

CREATE FUNCTION ledger.delete_slots() RETURNS trigger LANGUAGE plpgsql
	SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
DECLARE
	keys text[] := ARRAY(SELECT c->>'key' FROM jsonb_array_elements(OLD.counts) AS c);
	late text;
BEGIN
	FOR late IN SELECT key FROM ledger.total
		WHERE key = ANY (keys) AND length IS NOT NULL AND since < OLD.made_at
		ORDER BY key FOR UPDATE SKIP LOCKED
	LOOP
		UPDATE ledger.total AS t SET since = OLD.made_at, (used, count) = (
			SELECT t.used + s.amount, t.count + s.count FROM ledger.slid(t.key, t.since, OLD.made_at) AS s
		) WHERE t.key = late;
	END LOOP;
	DELETE FROM ledger.slot AS s WHERE s.key = ANY (keys) AND s.made_at = OLD.made_at AND s.id = OLD.id
		AND NOT EXISTS (SELECT FROM ledger.total AS t WHERE t.key = s.key AND t.since < s.made_at);
	RETURN NULL;
END $$;
COMMENT ON FUNCTION ledger.delete_slots IS 'deletes what a payment has added to rolling totals, once they have slid past it';
CREATE TRIGGER payment_in_slots AFTER DELETE ON ledger.payment
	FOR EACH ROW WHEN (jsonb_path_exists(OLD.counts, '$[*].length')) EXECUTE FUNCTION ledger.delete_slots();

CREATE FUNCTION ledger.delete_all_slots() RETURNS trigger LANGUAGE plpgsql
	SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
BEGIN
	DELETE FROM ledger.slot WHERE key = OLD.key;
	RETURN NULL;
END $$;
CREATE TRIGGER total_has_slots AFTER DELETE ON ledger.total
	FOR EACH ROW WHEN (OLD.length IS NOT NULL) EXECUTE FUNCTION ledger.delete_all_slots();

CREATE FUNCTION ledger.refuse_earlier() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION 'a server of an earlier version cannot change totals over rolling windows, nor those that only count'
		USING ERRCODE = 'feature_not_supported';
END $$;
CREATE TRIGGER total_is_later BEFORE UPDATE ON ledger.total FOR EACH ROW
	WHEN ((NEW.length IS NOT NULL OR NEW.currency = '') AND NEW.counted <= OLD.counted
		AND (NEW.seq <> OLD.seq OR NEW.counted <> OLD.counted))
	EXECUTE FUNCTION ledger.refuse_earlier();`,
}

// Migrate creates the ledger's schema, or updates an older one. It may be called any
// number of times and by all servers at once; call it when a server starts. It needs the
// right to create a schema, or to create objects in an existing one, only if there is
// something to do. Roles that use the ledger but do not own its tables need the right to
// select, insert, update and delete in all tables of the schema, new ones included.
//
// Servers of an earlier version may be at work meanwhile, and go on afterward. Their calls
// wait while Migrate copies what is open. The number of payments in a total that they
// have changed is not known until its window ends, so that caps with a MaxCount refuse
// payments. For a lifetime Migrate recounts it: call it again once the last of these servers
// has stopped. These servers cannot settle a payment that counts in a total over a rolling
// window or in one without amounts, except confirm what was reserved: they return an error,
// and nothing changes.
//
// A schema that a later version of this package has created is an error, and so is a
// database whose encoding is not UTF8: it cannot store every id. So are other objects
// under the names of the ledger's; nothing is changed then.
func (p *Postgres) Migrate(ctx context.Context) error {
	_, err := awaitMade(ctx, p, func(ctx context.Context) (struct{}, error) { return struct{}{}, p.migrate(ctx) })
	return err
}

// beginMigration begins a transaction that locks out other migrations of the schema.
// Nothing in it depends on the session's own search path: see inSchema.
func (p *Postgres) beginMigration(ctx context.Context) (*sql.Tx, error) {
	tx, err := p.begin(ctx)
	if err != nil {
		return nil, err
	}
	_, err = tx.ExecContext(ctx, "SET LOCAL search_path = pg_catalog, pg_temp")
	if err == nil {
		_, err = tx.ExecContext(ctx, "SELECT pg_advisory_xact_lock(hashtext('paymux ledger "+p.options.Schema+"'))")
	}
	if err != nil {
		return nil, errors.Join(p.explain(err), tx.Rollback())
	}
	return tx, nil
}

func (p *Postgres) migrate(ctx context.Context) error {
	tx, err := p.beginMigration(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback() // without effect after a commit
	var encoding string
	if err := tx.QueryRowContext(ctx, "SELECT current_setting('server_encoding')").Scan(&encoding); err != nil {
		return p.explain(err)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("ledger: the encoding of the database is %s: want UTF8", encoding)
	}
	version, err := p.version(ctx, tx)
	if err != nil {
		return p.explain(err)
	}
	if version > len(migrations) {
		return fmt.Errorf("ledger: schema %s has version %d, made by a later version of this package: want at most %d",
			p.options.Schema, version, len(migrations))
	}
	for ; version < len(migrations); version++ {
		if _, err := tx.ExecContext(ctx, inSchema(migrations[version], p.options.Schema)); err != nil {
			return p.explain(err)
		}
		if _, err := tx.ExecContext(ctx, "INSERT INTO "+quoted(p.options.Schema)+".version VALUES ($1)", version+1); err != nil {
			return p.explain(err)
		}
	}
	if err := tx.Commit(); err != nil {
		return p.explain(err)
	}
	return p.recount(ctx)
}

// recount counts the payments of lifetime totals whose count is not known. It locks no total
// while it reads the payments: what it adds to a count is right whatever happens to the
// total in between, as other servers of this version keep the count, right or not, and
// those of earlier ones leave it unknown.
func (p *Postgres) recount(ctx context.Context) error {
	tx, err := p.beginMigration(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback() // without effect after a commit
	var missing string
	if err := tx.QueryRowContext(ctx, p.sql.recount).Scan(&missing); err != nil {
		return p.explain(err)
	}
	if missing == "[]" {
		return nil
	}
	if _, err := tx.ExecContext(ctx, p.sql.addCounts, missing); err != nil {
		return p.explain(err)
	}
	if err := tx.Commit(); err != nil {
		return p.explain(err)
	}
	return nil
}

// version creates an empty schema if there is none, and returns its version. IF NOT EXISTS
// would need the right to create even if nothing is missing.
func (p *Postgres) version(ctx context.Context, tx *sql.Tx) (int, error) {
	schema := quoted(p.options.Schema)
	var hasSchema bool
	var isVersion sql.NullBool // NULL: there is no relation of that name
	var others string
	err := tx.QueryRowContext(ctx, foundSQL, p.options.Schema).Scan(&hasSchema, &isVersion, &others)
	switch {
	case err != nil:
		return 0, err
	case isVersion.Valid && !isVersion.Bool:
		return 0, p.foreign("version is not a table with one integer column, version")
	case !isVersion.Valid && others != "":
		return 0, p.foreign(others + " without the table version")
	case !hasSchema:
		if _, err := tx.ExecContext(ctx, "CREATE SCHEMA "+schema); err != nil {
			return 0, err
		}
	}
	if !isVersion.Valid {
		_, err := tx.ExecContext(ctx, "CREATE TABLE "+schema+".version (version int NOT NULL)")
		return 0, err
	}
	var version int
	if err := tx.QueryRowContext(ctx, "SELECT coalesce(max(version), 0) FROM "+schema+".version").Scan(&version); err != nil {
		return 0, err
	}
	if version <= 0 {
		return 0, p.foreign("a table version without a version")
	}
	return version, nil
}

// foundSQL reports whether there is the schema $1, whether its relation version is the
// ledger's, and which other names of the ledger's it has.
const foundSQL = `
SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1),
	(SELECT relkind = 'r' AND (
			SELECT array_agg(attname || ' ' || format_type(atttypid, NULL)) FROM pg_attribute
			WHERE attrelid = c.oid AND attnum > 0 AND NOT attisdropped
		) = '{version integer}'
	FROM pg_class AS c WHERE relnamespace = n.oid AND relname = 'version'),
	coalesce((
		SELECT string_agg(name, ', ' ORDER BY name) FROM (
			SELECT relname FROM pg_class WHERE relnamespace = n.oid AND relname IN ('hold', 'payment', 'reading', 'slot', 'total')
			UNION SELECT proname || '()' FROM pg_proc WHERE pronamespace = n.oid AND proname = 'clock'
		) AS found (name)
	), '')
FROM (SELECT) AS one LEFT JOIN pg_namespace AS n ON n.nspname = $1`

// foreign returns an error about what this package has not created.
func (p *Postgres) foreign(found string) error {
	return fmt.Errorf("schema %s has %s, which this package has not created: want a schema without it, see PostgresOptions.Schema",
		p.options.Schema, found)
}
