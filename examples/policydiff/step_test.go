package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// step returns the commands that the program's comment gives for a pipeline.
func step(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(source), "As a step of a pipeline:\n//\n")
	var b strings.Builder
	for line := range strings.Lines(after) {
		command, ok := strings.CutPrefix(line, "//\t")
		if !ok {
			break
		}
		b.WriteString(command)
	}
	if b.Len() == 0 {
		t.Fatal("main.go shows no step of a pipeline")
	}
	return b.String()
}

func TestTheReadmeShowsTheStep(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if want := step(t); !strings.Contains(string(readme), "```sh\n"+want+"```\n") {
		t.Errorf("README.md does not show the step of main.go:\n%s", want)
	}
}

// standIns are what the step calls: git has one file, and go builds the program once, as
// it is the same for each pair of catalogs.
const standIns = `git() { cat main.json; }
go() {
	test -x "$BUILT" || command go build -o "$BUILT" "${@: -1}"
	cp "$BUILT" "$3"
}
`

// The step passes whether or not anything changes, and fails for what it cannot read.
func TestTheStepOfAPipeline(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("needs bash")
	}
	sound, raised, broken := contents(t, "testdata/small.json"), contents(t, "testdata/small_raised.json"), []byte("{")
	tests := []struct {
		name     string
		old, new []byte
		passes   bool
	}{
		{"nothing changes", sound, sound, true},
		{"a cap is raised", raised, sound, true},
		{"a finding about the new catalog", sound, raised, false},
		{"a new catalog that is none", sound, broken, false},
		{"an old catalog that is none", broken, sound, false},
	}
	built := filepath.Join(t.TempDir(), "policydiff")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := pipeline(t, test.old, test.new)
			cmd := exec.Command(bash, "-e", "-c", standIns+step(t))
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GOWORK="+filepath.Join(dir, "go.work"), "GOFLAGS=", "BUILT="+built)
			out, err := cmd.CombinedOutput()
			if passes := err == nil; passes != test.passes {
				t.Errorf("passes: %t, want %t (%v)\n%s", passes, test.passes, err, out)
			}
		})
	}
}

// pipeline makes a directory with the old catalog as that of the main branch, which
// git prints, and the new one checked out.
func pipeline(t *testing.T, before, after []byte) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "rules"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"go.work":            []byte("go 1.25.0\n\nuse " + root + "\n"),
		"main.json":          before,
		"rules/catalog.json": after,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func contents(t *testing.T, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
