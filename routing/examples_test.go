package routing_test

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Why there is no checked example.
const (
	needsDatabase = "needs a PostgreSQL; the tests of examples/fleet start one"
	needsTest     = "takes a *testing.T; the package comment has the test that calls it"
)

// withoutExample are the exported functions and methods that have no checked
// example of their own, and why.
var withoutExample = map[string]string{
	"limits/ledger.NewPostgres":      needsDatabase,
	"limits/ledger.Postgres.Audit":   needsDatabase,
	"limits/ledger.Postgres.Confirm": needsDatabase,
	"limits/ledger.Postgres.Migrate": needsDatabase,
	"limits/ledger.Postgres.Refund":  needsDatabase,
	"limits/ledger.Postgres.Release": needsDatabase,
	"limits/ledger.Postgres.Reserve": needsDatabase,
	"limits/ledger.Postgres.Sweep":   needsDatabase,
	"limits/ledger.Postgres.Usage":   needsDatabase,

	"limits/ledger/ledgertest.Run": needsTest,
}

// missingExamples returns the exported functions and methods of a package in a
// directory that have no example of their own name with an output to check.
func missingExamples(t *testing.T, directory string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(directory, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, path := range paths {
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	// The tests of a package may be inside of it or beside it: both are given, and
	// go/doc matches examples with what they are named after.
	p, err := doc.NewFromFiles(fset, files, module+"/"+directory)
	if err != nil {
		t.Fatal(err)
	}
	var missing []string
	check := func(name string, examples []*doc.Example) {
		isChecked := func(e *doc.Example) bool { return e.Output != "" || e.EmptyOutput }
		if !slices.ContainsFunc(examples, isChecked) {
			missing = append(missing, name)
		}
	}
	for _, f := range p.Funcs {
		check(f.Name, f.Examples)
	}
	for _, typ := range p.Types {
		for _, f := range typ.Funcs {
			check(f.Name, f.Examples)
		}
		for _, m := range typ.Methods {
			check(typ.Name+"."+m.Name, m.Examples)
		}
	}
	return missing
}

// What a function or method is for is shown by an example that runs with the tests.
// Internal packages have no reader outside of this module.
func TestEveryExportedFunctionHasACheckedExample(t *testing.T) {
	var missing []string
	for name := range listPackages(t) {
		if strings.HasPrefix(name, "examples/") || strings.Contains(name, "/internal/") {
			continue
		}
		for _, f := range missingExamples(t, filepath.Join("..", filepath.FromSlash(name))) {
			missing = append(missing, name+"."+f)
		}
	}
	for _, name := range missing {
		if _, excepted := withoutExample[name]; !excepted {
			t.Errorf("%s has no example of its name with an output to check", name)
		}
	}
	for name, why := range withoutExample {
		if !slices.Contains(missing, name) {
			t.Errorf("%s is no longer without an example: take it off the list (%s)", name, why)
		}
	}
}
