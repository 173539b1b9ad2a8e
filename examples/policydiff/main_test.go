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
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
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

// taobao cuts the built-in catalog: the rules for Taobao alone that begin before an
// instant, without the ends that were not known then. The zero instant cuts nothing.
func taobao(known time.Time) routing.Catalog {
	c := china.Catalog()
	c.Name = "Taobao"
	on := func(m *methods.Match) bool {
		is := len(m.Platforms) == 0 || slices.Contains(m.Platforms, china.Taobao)
		m.Platforms = []methods.Platform{china.Taobao}
		isLater := !known.IsZero() && !m.Period.From.Before(known)
		if !known.IsZero() && !m.Period.Until.Before(known) {
			m.Period.Until = time.Time{}
		}
		return is && !isLater
	}
	c.Platforms = slices.DeleteFunc(c.Platforms, func(p routing.PlatformInfo) bool { return p.ID != china.Taobao })
	c.Availability = slices.DeleteFunc(c.Availability, func(e methods.Availability) bool { return !on(&e.When) })
	for i := range c.Availability {
		on(&c.Availability[i].When)
	}
	c.Limits = slices.DeleteFunc(c.Limits, func(r routing.LimitRule) bool { return !on(&r.When) })
	for i := range c.Limits {
		on(&c.Limits[i].When)
	}
	return c
}

func TestEmbeddedFilesAreCutsOfTheBuiltInCatalog(t *testing.T) {
	const day = "2024-09-12"
	known, err := time.Parse(time.DateOnly, day)
	if err != nil {
		t.Fatal(err)
	}
	known = known.Add(-8 * time.Hour)
	for file, c := range map[string]routing.Catalog{"taobao_before.json": taobao(known), "taobao_after.json": taobao(time.Time{})} {
		data, err := json.MarshalIndent(c, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		checkFile(t, file, append(data, '\n'))
	}
}

// runs calls the program, and returns what it prints and its exit status.
func runs(args ...string) (stdout, stderr string, status int) {
	var out, errs bytes.Buffer
	status = run(args, &out, &errs)
	return out.String(), errs.String(), status
}

func TestOutput(t *testing.T) {
	edited := file(t, func(c *routing.Catalog) {
		raised := c.Limits[2].Limit.(limits.Cap)
		raised.Max = limits.MustParseMoney("500.00 CNY")
		c.Limits[2].Limit = raised
	})
	tests := []struct {
		name   string
		args   []string
		golden string
		status int
	}{
		{"what happened to Taobao", nil, "taobao.txt", different},
		{"the cap on the WeChat QR code is raised", []string{"taobao_after.json", edited}, "raised.txt", different},
		{"every region of it", []string{"-all", "taobao_after.json", edited}, "all.txt", different},
		{"a change as JSON", []string{"-json", "testdata/small.json", "testdata/small_raised.json"}, "small.json.txt", different},
		{"a finding as JSON", []string{"-json", "-lint", "testdata/small_raised.json"}, "lint.json.txt", different},
		{"nothing changes", []string{"taobao_after.json", "taobao_after.json"}, "same.txt", same},
		{"nothing changes, as JSON", []string{"-json", "taobao_after.json", "taobao_after.json"}, "none.json.txt", same},
		{"orders that differ in when", []string{"testdata/times.json", "testdata/times_cut.json"}, "times.txt", different},
		{"findings about the built-in catalog", []string{"-lint"}, "lint.txt", different},
		{"old sources", []string{"-lint", "-max-age", "1000", "-now", "2026-11-21", "testdata/small.json"}, "old.txt", different},
		{"no findings", []string{"-lint", "testdata/times.json"}, "clean.txt", same},
		{"only notes", []string{"-lint", "testdata/small.json"}, "notes.txt", same},
		{"no findings, as JSON", []string{"-lint", "-json", "testdata/times.json"}, "none.json.txt", same},
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

// file writes the embedded catalog with a change.
func file(t *testing.T, change func(*routing.Catalog)) string {
	t.Helper()
	c, err := routing.ParseCatalog(taobaoAfter)
	if err != nil {
		t.Fatal(err)
	}
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
		{"one file", []string{"taobao_after.json"}, []string{"1 files: want OLD.json and NEW.json"}},
		{"three files", []string{"a", "b", "c"}, []string{"3 files"}},
		{"two files to lint", []string{"-lint", "a", "b"}, []string{"-lint with 2 files"}},
		{"a file that is not there", []string{"taobao_after.json", "nowhere.json"}, []string{"nowhere.json"}},
		{"faults in both files", []string{bad, bad}, []string{bad + ":1:10: name:", bad + ":2:2: verion:", "version"}},
		{"faults in a file to lint", []string{"-lint", bad}, []string{bad + ":1:10: name:"}},
		{"a date that is none", []string{"-lint", "-now", "today"}, []string{`-now "today"`}},
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
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	stdout, _, _ := runs()
	if !strings.Contains(string(readme), "```text\n"+stdout+"```\n") {
		t.Errorf("README.md does not show what the program prints:\n%s", stdout)
	}
}
