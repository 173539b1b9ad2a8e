package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis"
	"github.com/paymux/paymux/routing/china"
)

var update = flag.Bool("update", false, "write the files instead of comparing them")

func checkFile(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

// runs calls the program, and returns what it prints and its exit status.
func runs(args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	status = run(args, &out, &errs)
	return out.String(), errs.String(), status
}

func TestOutput(t *testing.T) {
	sound := file(t, func(*routing.Catalog) {})
	edited := file(t, func(c *routing.Catalog) {
		i := slices.IndexFunc(c.Limits, func(r routing.LimitRule) bool { return r.ID == "taobao.wechat_qr.single" })
		c.Limits[i].Limit = limits.Cap{Max: limits.MustParseMoney("500.00 CNY")}
	})
	tests := []struct {
		name   string
		args   []string
		golden string
		status int
	}{
		{"what happened to Taobao", nil, "taobao.txt", different},
		{"the cap on the WeChat QR code is raised", []string{sound, edited}, "raised.txt", different},
		{"every region of it", []string{"-all", sound, edited}, "all.txt", different},
		{"a change as JSON", []string{"-json", "testdata/small.json", "testdata/small_raised.json"}, "small.json.txt", different},
		{"a finding as JSON", []string{"-json", "-lint", "-now", "2026-11-21", "testdata/small_raised.json"}, "lint.json.txt", different},
		{"nothing changes", []string{sound, sound}, "same.txt", same},
		{"nothing changes, as JSON", []string{"-json", sound, sound}, "none.json.txt", same},
		{"orders that differ in when", []string{"testdata/times.json", "testdata/times_cut.json"}, "times.txt", different},
		{"rules that no source of this year supports", []string{"-lint", "-now", "2026-11-21", "-reviewed-before", "2026-01-01", "testdata/small.json"}, "reviewed.txt", different},
		{"old sources", []string{"-lint", "-max-age", "1000", "-now", "2026-11-21", "testdata/small.json"}, "old.txt", different},
		{"a finding", []string{"-lint", "-now", "2026-11-21", "testdata/small_raised.json"}, "lint.txt", different},
		{"no findings", []string{"-lint", "-now", "2026-11-21", "testdata/times.json"}, "clean.txt", same},
		{"only notes", []string{"-lint", "-now", "2026-11-21", "testdata/small.json"}, "notes.txt", same},
		{"no findings, as JSON", []string{"-lint", "-now", "2026-11-21", "-json", "testdata/times.json"}, "none.json.txt", same},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			stdout, stderr, status := runs(test.args...)
			if stderr != "" || status != test.status {
				t.Errorf("exit status %d, want %d; on standard error %q", status, test.status, stderr)
			}
			checkFile(t, filepath.Join("testdata", test.golden), []byte(stdout))
		})
	}
}

// What is found about the built-in catalog is notes: a change of it must not add more.
func TestFindingsAboutTheBuiltInCatalog(t *testing.T) {
	found, err := analysis.Lint(china.Catalog(), analysis.LintOptions{Now: time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	stdout, stderr, status := runs("-lint", "-json", "-now", "2026-11-21")
	var got []struct{ Code, ID string }
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || stderr != "" || status != same {
		t.Fatalf("exit status %d, want %d; %v; on standard error %q", status, same, err, stderr)
	}
	if len(got) != len(found) {
		t.Errorf("%d findings, want %d", len(got), len(found))
	}
}

// file writes Taobao's rules with a change.
func file(t *testing.T, change func(*routing.Catalog)) string {
	t.Helper()
	c := taobao(time.Time{})
	change(&c)
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(t.TempDir(), "new.json")
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestUnusable(t *testing.T) {
	bad := filepath.Join(t.TempDir(), "bad.json")
	if err := os.WriteFile(bad, []byte("{\"name\": 1,\n \"verion\": \"2\"}"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name string
		args []string
		want []string // on standard error
	}{
		{"one file", []string{"testdata/small.json"}, []string{"1 files: want OLD.json and NEW.json"}},
		{"three files", []string{"a", "b", "c"}, []string{"3 files"}},
		{"two files to lint", []string{"-lint", "a", "b"}, []string{"-lint with 2 files"}},
		{"a file that is not there", []string{"testdata/small.json", "nowhere.json"}, []string{"nowhere.json"}},
		{"faults in both files", []string{bad, bad}, []string{bad + ":1:10: name:", bad + ":2:2: verion:", "version"}},
		{"faults in a file to lint", []string{"-lint", bad}, []string{bad + ":1:10: name:"}},
		{"a date that is none", []string{"-lint", "-now", "today"}, []string{`-now "today"`}},
		{"a day of review that is none", []string{"-lint", "-reviewed-before", "2026"}, []string{`-reviewed-before "2026"`}},
		{"a flag that is none", []string{"-fast"}, []string{"-fast"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			stdout, stderr, status := runs(test.args...)
			if status != unusable || stdout != "" {
				t.Errorf("exit status %d, want %d; on standard output %q", status, unusable, stdout)
			}
			for _, want := range test.want {
				if !strings.Contains(stderr, want) {
					t.Errorf("standard error lacks %q:\n%s", want, stderr)
				}
				if strings.HasPrefix(want, bad) && !strings.Contains("\n"+stderr, "\n"+want) {
					t.Errorf("%q is not at the start of a line:\n%s", want, stderr)
				}
			}
		})
	}
}

func TestTheReadmeShowsWhatIsPrinted(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	printed, err := os.ReadFile("testdata/taobao.txt") // see TestOutput
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), "```text\n"+string(printed)+"```\n") {
		t.Errorf("README.md does not show what the program prints:\n%s", printed)
	}
}
