package ledger

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	quotedText     = regexp.MustCompile(`'[^']*'|"[^"]*"`)
	qualifiedOp    = regexp.MustCompile(`OPERATOR\(pg_catalog\.[-+*/<>=|?]+\)`)
	called         = regexp.MustCompile(`\b([A-Za-z_.]+)\s*\(`)
	alias          = regexp.MustCompile(`\b(AS|INTO)\s+$`)
	cast           = regexp.MustCompile(`::\s*([A-Za-z_.]+)`)
	bareType       = regexp.MustCompile(`(^|[^.\w])(text|jsonb?|timestamptz|numeric|int[248]|bool|date|name|regclass)\b`)
	bareOperator   = regexp.MustCompile(`[-+*/<>=~!@#%^&|?]+`)
	assignment     = regexp.MustCompile(`(SET|,)(\s+)([a-z_]+|\([a-z_, ]+\)) = `)
	hiddenOperator = regexp.MustCompile(`\b(IN|BETWEEN|LIKE|USING|NATURAL|NULLIF|DISTINCT)\b|\bCASE\s+[^W\s]|COLLATE\s+[^p]`)
)

// keywords are what may come before a parenthesis without being a function that a
// schema could replace.
var keywords = strings.Fields("as any array exists coalesce greatest least from and or not conflict select where operator lateral set")

// unqualified returns the parts of a statement that a session's search path could give
// another meaning.
func unqualified(statement string) []string {
	text := quotedText.ReplaceAllString(statement, "q")
	text = qualifiedOp.ReplaceAllString(text, ";")
	var found []string
	for _, m := range called.FindAllStringSubmatchIndex(text, -1) {
		name := text[m[2]:m[3]]
		if !alias.MatchString(text[:m[2]]) && !strings.HasPrefix(name, "pg_catalog.") && !strings.HasPrefix(name, "q.") &&
			!slices.Contains(keywords, strings.ToLower(name)) {
			found = append(found, name+"()")
		}
	}
	for _, m := range cast.FindAllStringSubmatch(text, -1) {
		if name := m[1]; !strings.HasPrefix(name, "pg_catalog.") && !strings.HasPrefix(name, "q.") && name != "bigint" && name != "boolean" {
			found = append(found, "::"+name)
		}
	}
	for _, m := range bareType.FindAllStringSubmatch(text, -1) {
		found = append(found, "type "+m[2])
	}
	found = append(found, hiddenOperator.FindAllString(strings.ReplaceAll(text, "JOIN", ""), -1)...)
	text = assignment.ReplaceAllString(text, "$1$2")
	text = strings.NewReplacer("::", " ", "SELECT *", "", "later.*", "", "RETURNING *", "", "count(*)", "").Replace(text)
	return append(found, bareOperator.FindAllString(text, -1)...)
}

// No statement depends on the session's search path. The tests of examples/fleet plant
// what the statements must not find.
func TestStatementsAreQualified(t *testing.T) {
	fields := reflect.ValueOf(*newStatements("books"))
	for i := range fields.NumField() {
		if found := unqualified(fields.Field(i).String()); len(found) > 0 {
			t.Errorf("%s has unqualified %q", fields.Type().Field(i).Name, found)
		}
	}
}

func TestUnqualifiedPartsAreFound(t *testing.T) {
	for statement, want := range map[string]string{
		"SELECT max(x) FROM q.t":                               "max()",
		"SELECT pg_catalog.max(x) FROM q.t WHERE a = 1":        "=",
		"SELECT $1::text":                                      "::text",
		"SELECT * FROM q.t AS c (a jsonb)":                     "type jsonb",
		"SELECT a FROM q.t ORDER BY a COLLATE \"C\"":           "COLLATE q",
		"SELECT a FROM q.t JOIN q.u USING (a)":                 "USING",
		"SELECT CASE a WHEN 1 THEN 2 END":                      "CASE a",
		"UPDATE q.t SET a = 1 WHERE b < 2":                     "<",
		"SELECT a FROM q.t WHERE a IN ('x')":                   "IN",
		"SELECT a || b FROM q.t":                               "||",
		"SELECT a FROM q.t WHERE a BETWEEN 1 AND 2":            "BETWEEN",
		"SELECT a OPERATOR(pg_catalog.+) 1 - 2":                "-",
		"INSERT INTO q.t AS t (a) SELECT lower(a) FROM q.t":    "lower()",
		"SELECT EXISTS (SELECT FROM q.t WHERE now() IS NULL)":  "now()",
		"SELECT coalesce(length(a), 0) FROM q.t":               "length()",
		"SELECT pg_catalog.sum(r.value::numeric) FROM q.t":     "::numeric",
		"SELECT a OPERATOR(other.=) b FROM q.t":                "=",
		"SELECT a IS DISTINCT FROM b FROM q.t":                 "DISTINCT",
		"UPDATE q.t SET a = 1, b = 2 WHERE a OPERATOR(o.=) 2 ": "=",
	} {
		if found := unqualified(statement); !slices.Contains(found, want) {
			t.Errorf("in %s only %q is found, want %q", statement, found, want)
		}
	}
}

// The schema and the operators of a statement are filled in, and nothing else.
func TestInSchema(t *testing.T) {
	got := inSchema(`SELECT '{}', a {||} b FROM ledger.total WHERE a {<=} 1`, "books")
	want := `SELECT '{}', a OPERATOR(pg_catalog.||) b FROM "books".total WHERE a OPERATOR(pg_catalog.<=) 1`
	if got != want {
		t.Errorf("inSchema =\n%s\nwant\n%s", got, want)
	}
}
