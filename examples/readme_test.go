// Package examples_test keeps what the repository's Markdown files say true: their
// length, links, tables and code. What their programs print is checked by .ci/readme.
package examples_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/paymux/paymux/routing/china"
)

const root = ".."

// files returns the files of the repository whose names end in suffix, by their paths
// from its root.
func files(t *testing.T, suffix string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata") {
			return filepath.SkipDir
		}
		if !d.IsDir() && strings.HasSuffix(path, suffix) {
			rel, err := filepath.Rel(root, path)
			found = append(found, filepath.ToSlash(rel))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func exists(path string) bool {
	_, err := os.Stat(filepath.Join(root, path))
	return err == nil
}

// existsInSomeModule reports whether a nested module has the path: commands run there.
func existsInSomeModule(path string) bool {
	found, err := filepath.Glob(filepath.Join(root, "examples", "*", path))
	return err == nil && len(found) > 0
}

func TestTheReadmeIsShort(t *testing.T) {
	const most = 250
	if lines := strings.Count(read(t, "README.md"), "\n"); lines > most {
		t.Errorf("README.md has %d lines, more than %d", lines, most)
	}
}

var (
	fenced = regexp.MustCompile("(?ms)^```.*?^```$")
	links  = regexp.MustCompile(`\]\(([^)]*)\)`)
)

func TestRelativeLinksLeadSomewhere(t *testing.T) {
	checked := 0
	for _, file := range files(t, ".md") {
		for _, link := range links.FindAllStringSubmatch(fenced.ReplaceAllString(read(t, file), ""), -1) {
			target, fragment, _ := strings.Cut(link[1], "#")
			if strings.Contains(target, "://") {
				continue
			}
			path := file
			if target != "" {
				path = filepath.Join(filepath.Dir(file), target)
			}
			if !exists(path) {
				t.Errorf("%s links to %s, which does not exist", file, link[1])
			} else if fragment != "" && !slices.Contains(anchors(read(t, path)), fragment) {
				t.Errorf("%s links to %s, and %s has no such heading", file, link[1], path)
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("no relative link was found")
	}
}

// anchors returns what a link may have behind its #: the headings in lower case, with
// hyphens for spaces and without punctuation.
func anchors(markdown string) []string {
	var found []string
	for _, heading := range regexp.MustCompile(`(?m)^#+ (.*)$`).FindAllStringSubmatch(fenced.ReplaceAllString(markdown, ""), -1) {
		text := regexp.MustCompile(`[^\p{L}\p{N} _-]`).ReplaceAllString(strings.ToLower(heading[1]), "")
		found = append(found, strings.ReplaceAll(text, " ", "-"))
	}
	return found
}

// rowsOf returns the first cells of the README's tables.
func rowsOf(t *testing.T) []string {
	t.Helper()
	var cells []string
	for _, row := range regexp.MustCompile(`(?m)^\| ([^|]*) \|`).FindAllStringSubmatch(read(t, "README.md"), -1) {
		cells = append(cells, row[1])
	}
	return cells
}

func TestTheReadmeListsEveryExample(t *testing.T) {
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, e := range entries {
		if e.IsDir() {
			want = append(want, e.Name())
		}
	}
	var got []string
	link := regexp.MustCompile(`^\[(\w+)\]\(examples/(\w+)(/README\.md)?\)$`)
	for _, cell := range rowsOf(t) {
		m := link.FindStringSubmatch(cell)
		if m == nil {
			continue
		}
		got = append(got, m[1])
		if m[1] != m[2] {
			t.Errorf("%s links to another example", cell)
		}
		if hasReadme := exists("examples/" + m[2] + "/README.md"); hasReadme != (m[3] != "") {
			t.Errorf("%s: the example has a README.md: %t", cell, hasReadme)
		}
	}
	if slices.Sort(got); !slices.Equal(got, want) {
		t.Errorf("README.md lists the examples %q; there are %q", got, want)
	}
}

func TestTheReadmeListsEveryPackage(t *testing.T) {
	readme := read(t, "README.md")
	seen := map[string]bool{}
	for _, file := range files(t, ".go") {
		dir := filepath.ToSlash(filepath.Dir(file))
		if seen[dir] || strings.HasSuffix(file, "_test.go") || strings.HasPrefix(dir, "examples") || strings.HasPrefix(dir, ".") || strings.Contains(dir, "internal") {
			continue
		}
		seen[dir] = true
		if !strings.Contains(readme, "`]("+dir+")") {
			t.Errorf("README.md does not list package %s", dir)
		}
	}
}

func TestTheReadmeCountsTheBuiltInCatalog(t *testing.T) {
	c := china.Catalog()
	want := fmt.Sprintf("%d platforms and %d methods", len(c.Platforms), len(c.Methods))
	if !strings.Contains(read(t, "README.md"), want) {
		t.Errorf("README.md does not say that the built-in catalog has %s", want)
	}
}

// Paths that commands of the repository take: those of go, cd and bash.
var commands = regexp.MustCompile(`(?m)\b(?:go (?:run|test|doc|vet)|cd|bash)\b[^\n` + "`" + `&|#]*`)

func TestCommandsNameWhatExists(t *testing.T) {
	path := regexp.MustCompile(`(?:^|\s)((?:\./|\.ci/|examples/)[\w./-]*)`)
	checked := 0
	for _, file := range files(t, ".md") {
		if file == "CHANGELOG.md" {
			continue
		}
		for _, command := range commands.FindAllString(read(t, file), -1) {
			for _, arg := range path.FindAllStringSubmatch(command, -1) {
				name := strings.TrimSuffix(strings.TrimRight(arg[1], ".,;:"), "/...")
				if name == "./" || name == "" {
					continue
				}
				if !exists(name) && !existsInSomeModule(name) {
					t.Errorf("%s: %q: there is no %s", file, strings.TrimSpace(command), name)
				}
				checked++
			}
		}
	}
	if checked == 0 {
		t.Error("no command with a path was found")
	}
}

// A file or folder that a Markdown file names from the repository's root exists; * stands
// for any part of a name.
func TestNamedPathsExist(t *testing.T) {
	named := regexp.MustCompile("`((?:limits|methods|routing|examples|\\.ci|\\.github)/[\\w./*-]+)`")
	checked := 0
	for _, file := range files(t, ".md") {
		for _, path := range named.FindAllStringSubmatch(read(t, file), -1) {
			found, err := filepath.Glob(filepath.Join(root, path[1]))
			if err != nil || len(found) == 0 {
				t.Errorf("%s names %s, which does not exist", file, path[1])
			}
			checked++
		}
	}
	if checked == 0 {
		t.Error("no path was found")
	}
}

// Go that a Markdown file shows is a program that .ci/readme runs, or stands in a Go file
// beside it.
func TestShownCodeIsChecked(t *testing.T) {
	block := regexp.MustCompile("(?ms)^([^\n]*)\n```go\n(.*?)^```$")
	for _, file := range files(t, ".md") {
		var code strings.Builder
		sources, err := filepath.Glob(filepath.Join(root, filepath.Dir(file), "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, source := range sources {
			data, err := os.ReadFile(source)
			if err != nil {
				t.Fatal(err)
			}
			code.Write(data)
		}
		for _, shown := range block.FindAllStringSubmatch(read(t, file), -1) {
			if !strings.HasPrefix(shown[1], "<!-- program: ") && !strings.Contains(code.String(), shown[2]) {
				t.Errorf("%s shows code that nothing checks:\n%s", file, shown[2])
			}
		}
	}
}
