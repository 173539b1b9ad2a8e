package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// plant creates, in the schema %[1]s, everything that PostgreSQL could choose in place
// of what statements call: functions and operators with the exact types of the built-in
// ones, or of the columns where a built-in one takes any type; and domains with the names
// of types. Whoever calls a function or an operator gets an error, and a value of a
// domain is one, too. $1 is the functions' names, $2 the operators', $3 the ledger's
// schema.
const plant = `
CREATE FUNCTION pg_temp.plant(functions text[], operators text[], ledger text) RETURNS integer LANGUAGE plpgsql AS $plant$
DECLARE
	types text[] := ARRAY['text', 'bigint', 'integer', 'numeric', 'boolean', 'timestamptz', 'interval', 'jsonb', 'text[]', 'record',
		ledger || '.total', ledger || '.payment'];
	planted integer := 0;
	signature text;
	f record;
	o record;
BEGIN
	FOR f IN
		-- With the types that they have.
		SELECT proname AS name, (SELECT string_agg(format_type(t, NULL), ', ' ORDER BY i) FROM unnest(proargtypes) WITH ORDINALITY AS a (t, i)) AS args
		FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace AND proname = ANY (functions)
		UNION -- of one or two arguments of any type
		SELECT proname, a FROM pg_proc, unnest(types) AS a
		WHERE pronamespace = 'pg_catalog'::regnamespace AND proname = ANY (functions) AND pronargs = 1
		UNION
		SELECT proname, a || ', ' || b FROM pg_proc, unnest(types) AS a, unnest(types) AS b
		WHERE pronamespace = 'pg_catalog'::regnamespace AND proname = ANY (functions) AND pronargs = 2
		UNION -- of a list of arguments of any type
		SELECT 'jsonb_build_object', unnest(ARRAY[
			'text, text, text, timestamptz', 'text, bigint, text, bigint',
			'text, text, text, text, text, text, text, bigint, text, numeric'])
	LOOP
		BEGIN
			EXECUTE format('CREATE FUNCTION %[1]s.%%I(%%s) RETURNS text LANGUAGE plpgsql AS %%L', f.name, coalesce(f.args, ''),
				format('BEGIN RAISE ''planted %%s''; END', f.name));
			planted := planted + 1;
		EXCEPTION WHEN OTHERS THEN NULL; -- no function can have these types
		END;
	END LOOP;
	FOR o IN
		SELECT oprname AS name, nullif(oprleft, 0)::regtype AS l, oprright::regtype AS r, oprresult::regtype AS result
		FROM pg_operator WHERE oprnamespace = 'pg_catalog'::regnamespace AND oprname = ANY (operators) AND oprleft <> 0
	LOOP
		BEGIN
			signature := format('%[1]s.operator_%%s', planted);
			EXECUTE format('CREATE FUNCTION %%s(%%s, %%s) RETURNS %%s LANGUAGE plpgsql AS %%L', signature, o.l, o.r, o.result,
				format('BEGIN RAISE ''planted %%s''; END', o.name));
			EXECUTE format('CREATE OPERATOR %[1]s.%%s (LEFTARG = %%s, RIGHTARG = %%s, FUNCTION = %%s)', o.name, o.l, o.r, signature);
			planted := planted + 1;
		EXCEPTION WHEN OTHERS THEN NULL;
		END;
	END LOOP;
	FOREACH signature IN ARRAY ARRAY['text', 'int4', 'int8', 'numeric', 'bool', 'timestamptz', 'interval', 'jsonb', 'jsonpath', 'regclass'] LOOP
		EXECUTE format('CREATE DOMAIN %[1]s.%%I AS pg_catalog.%%I CHECK (false)', signature, signature);
		planted := planted + 1;
	END LOOP;
	RETURN planted;
END $plant$`

var (
	called  = regexp.MustCompile(`([a-z_]+)\(`)
	symbols = regexp.MustCompile(`[-+*/<>=~!@#%^&|?]+`)
)

// What a role plants in schemas on the ledger's search path does not matter, whether
// PostgreSQL's own schema comes first in it, last or is not named.
func TestTheSearchPathDoesNotMatter(t *testing.T) {
	t.Parallel()
	functions, operators := calledByStatements(t)
	admin := connect(t, "pgx")
	exec(t, admin, "DROP SCHEMA IF EXISTS planted CASCADE; DROP ROLE IF EXISTS pathed; CREATE ROLE pathed LOGIN SUPERUSER")
	for i, path := range []string{"planted", "planted, pg_catalog", "pg_catalog, planted", "pg_temp, planted, pg_catalog"} {
		t.Run(path, func(t *testing.T) {
			schema := fmt.Sprint("pathed_", i)
			fresh(t, admin, ledger.PostgresOptions{Schema: schema})
			session, err := admin.Conn(t.Context())
			if err != nil {
				t.Fatalf("Conn: %v", err)
			}
			defer session.Close()
			var planted int
			for _, text := range []string{"DROP SCHEMA IF EXISTS planted CASCADE", "CREATE SCHEMA planted", "DROP FUNCTION IF EXISTS pg_temp.plant", fmt.Sprintf(plant, "planted")} {
				if _, err := session.ExecContext(t.Context(), text); err != nil {
					t.Fatalf("%s: %v", text, err)
				}
			}
			if err := session.QueryRowContext(t.Context(), "SELECT pg_temp.plant($1, $2, $3)", functions, operators, schema).Scan(&planted); err != nil {
				t.Fatalf("plant: %v", err)
			}
			if planted < 500 {
				t.Errorf("only %d functions, operators and types are planted", planted)
			}
			exec(t, admin, "ALTER ROLE pathed SET search_path = "+path)
			db := connectTo(t, "pgx", strings.Replace(server.DSN(), "//paymux@", "//pathed@", 1))
			if _, err := db.Exec("SELECT jsonb_object_agg('a'::text, 1::bigint)"); err == nil {
				t.Error("a call that is not qualified does not reach what is planted")
			}

			created := "created_" + schema
			exec(t, admin, "DROP SCHEMA IF EXISTS "+created+" CASCADE")
			l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: created})
			if err != nil {
				t.Fatalf("NewPostgres: %v", err)
			}
			if err := l.Migrate(t.Context()); err != nil {
				t.Errorf("Migrate: %v", err)
			}
			exec(t, admin, fmt.Sprintf(testClock, created))
			for _, batched := range []bool{false, true} {
				l, err := ledger.NewPostgres(db, ledger.PostgresOptions{Schema: created, Batched: batched})
				if err != nil {
					t.Fatalf("NewPostgres: %v", err)
				}
				open := reopened(admin, created, l)
				for _, rule := range ledgertest.Rules() {
					if !strings.HasPrefix(rule.Name, "a state machine") {
						for _, failure := range failuresOf(rule, open) {
							t.Errorf("batched %v: %s: %s", batched, rule.Name, failure)
						}
					}
				}
			}
		})
	}
}

// calledByStatements returns the names of the functions and operators in the statements
// of every call.
func calledByStatements(t *testing.T) (functions, operators []string) {
	t.Helper()
	var mu sync.Mutex
	texts := map[string]bool{}
	db := openRewriting(t, func(text string) string {
		mu.Lock()
		defer mu.Unlock()
		texts[text] = true
		return text
	}, nil)
	for _, batched := range []bool{false, true} {
		options := ledger.PostgresOptions{Schema: "called", Batched: batched}
		open := reopened(db, options.Schema, fresh(t, db, options))
		for _, rule := range ledgertest.Rules() {
			if !strings.HasPrefix(rule.Name, "a state machine") {
				rule.Check(t, open)
			}
		}
	}
	names, symbolsFound := map[string]bool{}, map[string]bool{}
	for text := range texts {
		for _, m := range called.FindAllStringSubmatch(text, -1) {
			names[m[1]] = true
		}
		for _, symbol := range symbols.FindAllString(text, -1) {
			symbolsFound[symbol] = true
		}
	}
	return slices.Sorted(maps.Keys(names)), slices.Sorted(maps.Keys(symbolsFound))
}

// A temporary type comes before all schemas on the path, unless the path says otherwise.
func TestTemporaryTypesDoNotMatter(t *testing.T) {
	admin := connect(t, "pgx")
	options := ledger.PostgresOptions{Schema: "temporary"}
	fresh(t, admin, options)
	config, err := pgx.ParseConfig(server.DSN())
	if err != nil {
		t.Fatalf("ParseConfig: %v", err)
	}
	db := stdlib.OpenDB(*config)
	defer db.Close()
	db.SetMaxOpenConns(1) // the session with the types
	for _, name := range []string{"text", "jsonb", "timestamptz", "numeric", "int8"} {
		exec(t, db, fmt.Sprintf("CREATE DOMAIN pg_temp.%[1]s AS pg_catalog.%[1]s CHECK (false)", name))
	}
	l, err := ledger.NewPostgres(db, options)
	if err != nil {
		t.Fatalf("NewPostgres: %v", err)
	}
	if err := l.Migrate(t.Context()); err != nil {
		t.Errorf("Migrate: %v", err)
	}
	for _, rule := range ledgertest.Rules()[:10] {
		for _, failure := range failuresOf(rule, reopened(admin, options.Schema, l)) {
			t.Errorf("%s: %s", rule.Name, failure)
		}
	}
}
