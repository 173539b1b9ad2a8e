package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"path/filepath"
	"strings"
)

// variable is the environment variable that switches a mutant on.
const variable = "MUTANT"

// switchboard declares the number of the mutant that is switched on, for the package
// with the name %s.
const switchboard = `package %s

import (
	"os"
	"strconv"
)

var switchedMutant = func() int {
	n, _ := strconv.Atoi(os.Getenv("` + variable + `"))
	return n
}()
`

// isSwitchable reports whether a mutant can be one of several in a build: its function
// begins with a copy of its body that has the change, and runs it if the mutant is switched
// on. Labels cannot be copied.
func (m mutant) isSwitchable() bool {
	if m.in == nil {
		return false
	}
	labels := false
	ast.Inspect(m.in, func(n ast.Node) bool {
		_, ok := n.(*ast.LabeledStmt)
		labels = labels || ok
		return true
	})
	return !labels
}

// switched returns the changed files of a package, by name, with all switchable mutants in
// them: each has its index and one as its number.
func switched(dir, name string, mutants []mutant) map[string]string {
	copies := map[string]map[token.Pos]*strings.Builder{} // of bodies, by file and place
	sources := map[string]mutant{}
	for i, m := range mutants {
		if !m.isSwitchable() {
			continue
		}
		if copies[m.file] == nil {
			copies[m.file] = map[token.Pos]*strings.Builder{}
			sources[m.file] = m
		}
		place := m.in.Body.Lbrace + 1
		if copies[m.file][place] == nil {
			copies[m.file][place] = &strings.Builder{}
		}
		end := ""
		if m.in.Type.Results == nil {
			end = "return\n"
		}
		fmt.Fprintf(copies[m.file][place], "\nif switchedMutant == %d {%s%s\n%s}\n", i+1,
			string(m.src[int(place)-m.base:m.start])+m.text, string(m.src[m.end:int(m.in.Body.Rbrace)-m.base]), end)
	}
	files := map[string]string{filepath.Join(dir, "switchboard.go"): fmt.Sprintf(switchboard, name)}
	for file, of := range copies {
		var b strings.Builder
		m := sources[file]
		for i, c := range m.src {
			if body := of[token.Pos(i+m.base)]; body != nil {
				b.WriteString(body.String())
			}
			b.WriteByte(c)
		}
		files[file] = b.String()
	}
	return files
}
