// Package privacy_test checks that nothing of this module shows who paid: the ids of the
// buyer, of the merchant and of other subjects.
package privacy_test

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/strictjson"
)

const module = "github.com/paymux/paymux"

// secret is the id of every subject: the buyer, the merchant, or another.
const secret = "13800138000"

// No value of an exported type of this module shows the id of a subject, however it is
// printed, logged or marshaled, alone or inside another value, in an error or a panic.
func TestNothingShowsTheIDOfASubject(t *testing.T) {
	all := samplesOfSecrets(t)
	for _, name := range exportedTypes(t) {
		if len(all[name]) == 0 {
			t.Errorf("%s is exported: samplesOfSecrets must have a value of it", name)
		}
	}
	for name, values := range all {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for i, value := range values {
				for shape, value := range shapes(value) {
					if i > 0 && shape != alone && !isFull() {
						continue // the first of a type is tried inside all others
					}
					for how, text := range outputs(value) {
						if showsSecret(text) {
							t.Errorf("%s of %s %s shows the id of its subject: %.300s", how, shape, name, text)
						}
					}
				}
			}
		})
	}
}

// What the property looks for, it finds.
func TestOutputsWithASecretAreFound(t *testing.T) {
	for _, value := range []any{secret, struct{ ID string }{secret}, map[string]int{secret: 1}, errors.New(secret)} {
		hidden := 0
		for _, text := range outputs(value) {
			if !showsSecret(text) {
				hidden++
			}
		}
		if all := len(outputs(value)); hidden > all/2 {
			t.Errorf("%d of %d outputs of a %T are not found to show the secret", hidden, all, value)
		}
	}
}

// exportedTypes returns the names of the exported types of this module, interfaces,
// functions and aliases apart.
func exportedTypes(t *testing.T) []string {
	t.Helper()
	const root = "../../.."
	var names []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if slices.Contains([]string{"internal", "examples", "testdata", ".git", ".ci"}, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		syntax, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(syntax, func(n ast.Node) bool {
			spec, ok := n.(*ast.TypeSpec)
			if ok && spec.Name.IsExported() && hasValues(spec) {
				names = append(names, syntax.Name.Name+"."+spec.Name.Name)
			}
			return !ok
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(names) < 60 {
		t.Fatalf("only %d types found", len(names))
	}
	return names
}

func hasValues(spec *ast.TypeSpec) bool {
	switch spec.Type.(type) {
	case *ast.InterfaceType, *ast.FuncType:
		return false
	}
	return !spec.Assign.IsValid()
}

// What is malformed is not quoted where it may be the buyer or the merchant.
func TestFaultsDoNotQuoteBuyerOrMerchant(t *testing.T) {
	tooLong := strings.Repeat(secret, strictjson.MaxString/len(secret)+1)
	for name, value := range map[string]string{
		"a number":                 secret,
		"an array":                 `["` + secret + `"]`,
		"an object":                `{"id":"` + secret + `"}`,
		"an object with its key":   `{"` + secret + `":true}`,
		"half of a surrogate pair": `"b\ud800` + secret + `"`,
		"too long":                 `"` + tooLong + `"`,
		"an unknown escape":        `"` + secret + `\x` + secret + `"`,
		"a control character":      "\"" + secret + "\n" + secret + "\"",
		"no end":                   `"` + secret,
	} {
		for _, document := range []string{
			`{"buyer":` + value + `}`,
			`{"merchant":` + value + `}`,
			`{"Buyer":` + value + `}`,
			`{"buyer":"b","buyer":` + value + `}`,
			`{"traits":{"buyer":` + value + `}}`,
			`[{"buyer":` + value + `}]`,
			`[` + value + `]`,
		} {
			t.Run(name+" in "+document[:min(24, len(document))], func(t *testing.T) {
				_, err := routing.ParseOrder([]byte(document))
				var bad *routing.OrderError
				if !errors.As(err, &bad) {
					t.Fatalf("want an *OrderError, got %v", err)
				}
				if text := fmt.Sprintf("%v %+v", err, bad.Faults); strings.Contains(text, secret) {
					t.Errorf("the error quotes the secret: %.200s", text)
				}
			})
		}
	}
}
