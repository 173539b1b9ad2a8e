package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// mutant is one change of a file: the bytes from start to end become text.
type mutant struct {
	file       string
	src        []byte
	start, end int
	text       string
	in         *ast.FuncDecl // nil if it is in none
	base       int           // the position before the first byte
}

// source returns the changed file.
func (m mutant) source() []byte {
	return slices.Concat(m.src[:m.start], []byte(m.text), m.src[m.end:])
}

// String describes the change by its lines before and after it.
func (m mutant) String() string {
	first := strings.LastIndexByte(string(m.src[:m.start]), '\n') + 1
	last := len(m.src)
	if i := strings.IndexByte(string(m.src[m.end:]), '\n'); i >= 0 {
		last = m.end + i
	}
	before := string(m.src[first:last])
	after := string(m.src[first:m.start]) + m.text + string(m.src[m.end:last])
	line := 1 + strings.Count(string(m.src[:m.start]), "\n")
	return fmt.Sprintf("%s:%d: %s  =>  %s", m.file, line, oneLine(before), oneLine(after))
}

// oneLine shortens lines to one.
func oneLine(lines string) string {
	const most = 160
	line := cmp.Or(strings.Join(strings.Fields(lines), " "), "nothing")
	if len(line) > most {
		line = line[:most] + "..."
	}
	return line
}

// turned are the operators that take the place of others. A bound moves by one, or the
// whole comparison turns.
var turned = map[token.Token][]token.Token{
	token.EQL:        {token.NEQ},
	token.NEQ:        {token.EQL},
	token.LSS:        {token.LEQ, token.GEQ},
	token.LEQ:        {token.LSS, token.GTR},
	token.GTR:        {token.GEQ, token.LEQ},
	token.GEQ:        {token.GTR, token.LSS},
	token.LAND:       {token.LOR},
	token.LOR:        {token.LAND},
	token.ADD:        {token.SUB},
	token.SUB:        {token.ADD},
	token.MUL:        {token.QUO},
	token.QUO:        {token.MUL},
	token.REM:        {token.MUL},
	token.AND:        {token.OR},
	token.OR:         {token.AND},
	token.AND_NOT:    {token.AND},
	token.XOR:        {token.OR},
	token.SHL:        {token.SHR},
	token.SHR:        {token.SHL},
	token.ADD_ASSIGN: {token.SUB_ASSIGN},
	token.SUB_ASSIGN: {token.ADD_ASSIGN},
	token.MUL_ASSIGN: {token.QUO_ASSIGN},
	token.QUO_ASSIGN: {token.MUL_ASSIGN},
	token.AND_ASSIGN: {token.OR_ASSIGN},
	token.OR_ASSIGN:  {token.AND_ASSIGN},
	token.INC:        {token.DEC},
	token.DEC:        {token.INC},
}

// drawer collects the mutants of a file.
type drawer struct {
	file    string
	src     []byte
	base    int // the position before the first byte
	in      *ast.FuncDecl
	mutants []mutant
}

// mutantsOf returns all mutants of a file, in the order of its source. Some do not
// compile.
func mutantsOf(file string, src []byte) ([]mutant, error) {
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, file, src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	d := &drawer{file: file, src: src, base: files.File(parsed.FileStart).Base()}
	d.draw(parsed, nil)
	slices.SortStableFunc(d.mutants, func(a, b mutant) int { return a.start - b.start })
	return d.mutants, nil
}

// draw draws from a node inside a function with these results.
func (d *drawer) draw(root ast.Node, results *ast.FieldList) {
	ast.Inspect(root, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			if n.Body != nil {
				d.in = n
				d.draw(n.Body, n.Type.Results)
				d.in = nil
			}
			return false
		case *ast.FuncLit:
			d.draw(n.Body, n.Type.Results)
			return false
		case *ast.ImportSpec:
			return false
		case *ast.ReturnStmt:
			d.zero(n, results)
		case ast.Stmt:
			d.statement(n)
		case *ast.CompositeLit:
			d.dropFields(n)
		case ast.Expr:
			d.expression(n)
		}
		return true
	})
}

// statement removes a statement, or changes its condition or operator.
func (d *drawer) statement(n ast.Stmt) {
	switch n := n.(type) {
	case *ast.IfStmt:
		d.replace(n.Cond, "!("+d.text(n.Cond)+")")
		d.replace(n.Cond, "false && ("+d.text(n.Cond)+")")
	case *ast.CaseClause:
		d.empty(n.Body)
	case *ast.ExprStmt, *ast.SendStmt, *ast.GoStmt, *ast.DeferStmt, *ast.BranchStmt:
		d.replace(n, "")
	case *ast.IncDecStmt:
		d.operator(n.TokPos, n.Tok)
		d.replace(n, "")
	case *ast.AssignStmt:
		if n.Tok != token.DEFINE {
			d.operator(n.TokPos, n.Tok)
			d.replace(n, "")
		}
	}
}

// empty empties the body of a case.
func (d *drawer) empty(body []ast.Stmt) {
	if len(body) > 1 {
		d.add(body[0].Pos(), body[len(body)-1].End(), "")
	}
}

// expression changes an expression.
func (d *drawer) expression(n ast.Expr) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		d.operator(n.OpPos, n.Op)
	case *ast.UnaryExpr:
		if n.Op == token.NOT || n.Op == token.SUB {
			d.replace(n, "("+d.text(n.X)+")")
		}
	case *ast.BasicLit:
		if n.Kind == token.INT {
			d.replace(n, "("+n.Value+"+1)")
			d.replace(n, "("+n.Value+"-1)")
		}
	case *ast.CallExpr:
		if f, ok := n.Fun.(*ast.Ident); ok {
			switch f.Name {
			case "min":
				d.replace(f, "max")
			case "max":
				d.replace(f, "min")
			}
		}
	case *ast.Ident:
		switch n.Name {
		case "true":
			d.replace(n, "false")
		case "false":
			d.replace(n, "true")
		}
	}
}

// dropFields leaves out a field of a struct, or an entry of a map.
func (d *drawer) dropFields(n *ast.CompositeLit) {
	for _, element := range n.Elts {
		if _, ok := element.(*ast.KeyValueExpr); !ok {
			continue
		}
		end := element.End()
		rest := strings.TrimLeft(string(d.src[int(end)-d.base:]), " \t")
		if strings.HasPrefix(rest, ",") {
			end += token.Pos(len(d.src) - (int(end) - d.base) - len(rest) + 1)
		}
		d.add(element.Pos(), end, "")
	}
}

// zero returns the zero value in the place of each result.
func (d *drawer) zero(n *ast.ReturnStmt, results *ast.FieldList) {
	var types []string
	if results != nil {
		for _, field := range results.List {
			for range max(1, len(field.Names)) {
				types = append(types, d.text(field.Type))
			}
		}
	}
	if len(n.Results) != len(types) {
		return
	}
	for i, result := range n.Results {
		switch text := d.text(result); text {
		case "nil", "0", "false", `""`, types[i] + "{}":
		default:
			d.replace(result, "*new("+types[i]+")")
		}
	}
}

// operator puts the operators that are turned in the place of one.
func (d *drawer) operator(pos token.Pos, op token.Token) {
	for _, other := range turned[op] {
		d.add(pos, pos+token.Pos(len(op.String())), other.String())
	}
}

func (d *drawer) replace(n ast.Node, text string) { d.add(n.Pos(), n.End(), text) }

func (d *drawer) add(start, end token.Pos, text string) {
	d.mutants = append(d.mutants, mutant{d.file, d.src, int(start) - d.base, int(end) - d.base, text, d.in, d.base})
}

// text is the source of a node.
func (d *drawer) text(n ast.Node) string {
	return string(d.src[int(n.Pos())-d.base : int(n.End())-d.base])
}
