package main

import (
	"bytes"
	"flag"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits/limitstest"
)

var update = flag.Bool("update", false, "write the golden files")

// The kit finds the first draft's fault, and README.md shows what it says. As the
// kit fails a test, the draft is run by a second process of this test binary.
func TestKitFindsTheFaultOfTheDraft(t *testing.T) {
	const variable = "OWNLIMIT_RUN_DRAFT"
	if os.Getenv(variable) != "" {
		limitstest.Run(t, draft{shopLimit}, limitstest.Queries(shopLimit.daily))
		return
	}
	cmd := exec.Command(os.Args[0], "-test.run=^TestKitFindsTheFaultOfTheDraft$", "-rapid.seed=1", "-rapid.nofailfile")
	cmd.Env = append(os.Environ(), variable+"=1")
	out, err := cmd.CombinedOutput()
	if err == nil {
		t.Fatalf("the draft passes the kit:\n%s", out)
	}
	report := regexp.MustCompile(`limit breaks the law[^\n]*\n( +(currency|at|usage|answer|the same at|then) [^\n]*\n)+`).Find(out)
	got := regexp.MustCompile(`(?m)^ +`).ReplaceAllString(string(report), "  ")
	compare(t, "testdata/draft.golden", got)
	inReadme(t, got)
}

// What README.md shows of this example is what stands here.
func TestReadmeShowsTheCode(t *testing.T) {
	for _, file := range []string{"draft_test.go", "limit.go", "limit_test.go"} {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		method := regexp.MustCompile(`(?ms)^func (\(l|Test).*?^}\n`).Find(source)
		if method == nil {
			t.Fatalf("%s has no function to show", file)
		}
		inReadme(t, string(method))
	}
}

func inReadme(t *testing.T, text string) {
	t.Helper()
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(readme), text) {
		t.Errorf("README.md does not show:\n%s", text)
	}
}

func TestProgramPrintsTheGoldenFile(t *testing.T) {
	var out bytes.Buffer
	if err := show(&out); err != nil {
		t.Fatal(err)
	}
	compare(t, "testdata/output.golden", out.String())
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("differs from %s (-want +got):\n%s", file, diff)
	}
}
