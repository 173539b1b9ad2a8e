package methods_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/methods"
)

// Each list has every constant of its type.
func TestListsHaveEveryConstant(t *testing.T) {
	listed := map[string][]string{
		"Surface":    strs(methods.Surfaces()...),
		"Flow":       strs(methods.Flows()...),
		"Payer":      strs(methods.Payers()...),
		"Status":     strs(methods.Statuses()...),
		"Confidence": strs(methods.Confidences()...),
	}
	declared := map[string][]string{}
	for _, name := range []string{"ids.go", "method.go", "availability.go"} {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			spec, ok := n.(*ast.ValueSpec)
			if !ok || len(spec.Values) != 1 {
				return true
			}
			kind, typed := spec.Type.(*ast.Ident)
			value, literal := spec.Values[0].(*ast.BasicLit)
			if typed && literal && listed[kind.Name] != nil {
				text, err := strconv.Unquote(value.Value)
				if err != nil {
					t.Fatal(err)
				}
				declared[kind.Name] = append(declared[kind.Name], text)
			}
			return true
		})
	}
	for kind := range listed {
		slices.Sort(listed[kind])
		slices.Sort(declared[kind])
	}
	if diff := cmp.Diff(declared, listed); diff != "" {
		t.Errorf("constants by type (-declared +listed):\n%s", diff)
	}
}
