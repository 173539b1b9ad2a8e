package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
)

// checker reports which mutants of a package compile.
type checker struct {
	files    *token.FileSet
	parsed   map[string]*ast.File // by name
	importer types.Importer
}

func newChecker(dir string) (*checker, error) {
	cmd := exec.Command("go", "list", "-export", "-deps", "-json=ImportPath,Export,GoFiles,DepOnly", dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	c := &checker{files: token.NewFileSet(), parsed: map[string]*ast.File{}}
	exports := map[string]string{}
	for packages := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath, Export string
			GoFiles            []string
			DepOnly            bool
		}
		if err := packages.Decode(&p); err == io.EOF {
			break
		} else if err != nil {
			return nil, fmt.Errorf("go list: %w", err)
		}
		exports[p.ImportPath] = p.Export
		if p.DepOnly {
			continue
		}
		for _, file := range p.GoFiles {
			name := filepath.Join(dir, file)
			if c.parsed[name], err = parser.ParseFile(c.files, name, nil, parser.SkipObjectResolution); err != nil {
				return nil, err
			}
		}
	}
	c.importer = importer.ForCompiler(c.files, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	return c, nil
}

// compiles reports whether the package compiles with a mutant.
func (c *checker) compiles(m mutant) bool {
	changed, err := parser.ParseFile(c.files, m.file, m.source(), parser.SkipObjectResolution)
	if err != nil {
		return false
	}
	files := []*ast.File{changed}
	for name, file := range c.parsed {
		if name != m.file {
			files = append(files, file)
		}
	}
	config := types.Config{Importer: c.importer}
	_, err = config.Check("mutated", c.files, files, nil)
	return err == nil
}

// names returns the files of the package.
func (c *checker) names() []string { return slices.Sorted(maps.Keys(c.parsed)) }
