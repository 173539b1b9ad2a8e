package analysis

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The constants are the table of findings: FindingCodes lists each, in their order, and
// each says in its line what it is about.
func TestEveryFindingCodeIsListedAndExplained(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "finding_code.go", nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	var declared []FindingCode
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		declared = append(declared, FindingCode(text))
		if spec.Comment.Text() == "" {
			t.Errorf("%s has no comment", spec.Names[0])
		}
		return true
	})
	if diff := cmp.Diff(declared, FindingCodes()); diff != "" {
		t.Errorf("FindingCodes (-declared +listed):\n%s", diff)
	}
}
