package limitstest_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

func TestMain(m *testing.M) {
	flag.Parse()
	settings := map[string]string{
		"rapid.nofailfile": "true",  // the limits that are broken on purpose leave no files behind
		"rapid.shrinktime": "100ms", // most tests read which law is broken, not the query
	}
	if os.Getenv("PAYMUX_FULL") == "" {
		settings["rapid.shrinktime"] = "1ms"
	}
	if testing.Short() {
		settings["rapid.checks"] = "500" // of which -short leaves a fifth: fewer do not find every broken law
	}
	for name, value := range settings {
		if err := flag.Set(name, value); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	os.Exit(m.Run())
}

// recorder is a rapid.TB that keeps the output of a failing property.
type recorder struct {
	output strings.Builder
	failed bool
}

func (r *recorder) Helper()                   {}
func (r *recorder) Name() string              { return "recorder" }
func (r *recorder) Logf(f string, a ...any)   { fmt.Fprintf(&r.output, f+"\n", a...) }
func (r *recorder) Log(a ...any)              { fmt.Fprintln(&r.output, a...) }
func (r *recorder) Skipf(f string, a ...any)  { r.Fatalf("skipped: "+f, a...) }
func (r *recorder) Skip(a ...any)             { r.Fatal(append([]any{"skipped:"}, a...)...) }
func (r *recorder) SkipNow()                  { r.Fatal("skipped") }
func (r *recorder) Errorf(f string, a ...any) { r.Logf(f, a...); r.Fail() }
func (r *recorder) Error(a ...any)            { r.Log(a...); r.Fail() }
func (r *recorder) Fatalf(f string, a ...any) { r.Logf(f, a...); r.FailNow() }
func (r *recorder) Fatal(a ...any)            { r.Log(a...); r.FailNow() }
func (r *recorder) FailNow()                  { r.Fail(); runtime.Goexit() }
func (r *recorder) Fail()                     { r.failed = true }
func (r *recorder) Failed() bool              { return r.failed }

// run checks the property and returns its output, and whether it failed.
func run(property func(*rapid.T)) (string, bool) {
	var r recorder
	done := make(chan struct{})
	go func() { // as FailNow ends the goroutine
		defer close(done)
		rapid.Check(&r, property)
	}()
	<-done
	return r.output.String(), r.failed
}

// For a limit that breaks one law, that law fails and no other.
func TestEachBrokenLawIsNamedAlone(t *testing.T) {
	for _, s := range tried(brokenLimits) {
		t.Run(s.name, func(t *testing.T) {
			var named []string
			for _, law := range limitstest.LawTexts() {
				report, failed := run(limitstest.Property(t, law.Name, s.limit(), queriesOf(s)))
				if !failed {
					continue
				}
				named = append(named, law.Name)
				if want := fmt.Sprintf("limit breaks the law %q: %s\n", law.Name, law.Sentence); !strings.Contains(report, want) {
					t.Errorf("the report of %s lacks %q:\n%s", law.Name, want, report)
				}
			}
			if diff := cmp.Diff([]string{s.law}, named); diff != "" {
				t.Errorf("laws named (-want +got):\n%s", diff)
			}
		})
	}
}

// All laws in one property name the broken law too, but for the clock, which only Run
// can move.
func TestLawsNamesTheBrokenLaw(t *testing.T) {
	for _, s := range tried(brokenLimits) {
		t.Run(s.name, func(t *testing.T) {
			report, failed := run(limitstest.Laws(s.limit(), queriesOf(s)))
			if want := fmt.Sprintf("limit breaks the law %q", s.law); failed != (s.law != "clock") || failed && !strings.Contains(report, want) {
				t.Errorf("failed: %v, want a report with %q:\n%s", failed, want, report)
			}
		})
	}
}

// The report shows the smallest query and both answers, for people to read.
func TestReportShowsTheSmallestQuery(t *testing.T) {
	shrinkTime := flag.Lookup("rapid.shrinktime").Value.String()
	if err := flag.Set("rapid.shrinktime", "30s"); err != nil {
		t.Fatal(err)
	}
	defer flag.Set("rapid.shrinktime", shrinkTime)
	report, _ := run(limitstest.Property(t, "exact", widened(single, 0, 1), limitstest.Queries(single)))
	want := `limit breaks the law "exact": where it keeps a Cap, its bounds are never one minor unit off the cap's, outside or inside.
  currency     CNY
  at           TIME
  usage        none given
  cap          0.01 CNY to 300.00 CNY
  answer       0.01 CNY to 300.01 CNY
  so           its bound is one minor unit outside the cap's
`
	got := regexp.MustCompile(`\d{4}-\d\d-\d\dT\S+Z`).ReplaceAllString(report, "TIME")
	if !strings.Contains(got, want) {
		t.Errorf("got:\n%s\nwant it to contain:\n%s", got, want)
	}
}

// A panic is placed in the limit, also where a map, the runtime or the text of the
// limit's error panics.
func TestPanicIsPlacedInTheLimit(t *testing.T) {
	var none map[string]int
	for name, limit := range map[string]limitFunc{
		"map": func(limits.Query) (limits.Headroom, error) { none["calls"]++; return limits.Headroom{}, nil },
		"pointer": func(limits.Query) (limits.Headroom, error) {
			var q *limits.Query
			return limits.Headroom{}, errors.New(q.At.String())
		},
		"its own":   func(limits.Query) (limits.Headroom, error) { panic("no rule") },
		"its error": nilError,
	} {
		t.Run(name, func(t *testing.T) {
			report, failed := run(limitstest.Property(t, "total", limit, limitstest.Queries()))
			if place := regexp.MustCompile(`panic: .*, in \w+_test\.go:\d+\n`); !failed || !place.MatchString(report) {
				t.Errorf("failed: %v, want a panic placed in a test file:\n%s", failed, report)
			}
		})
	}
}

// The kit states each law in the words of the doc comment of limits.Limit.
func TestLawsAreThoseOfTheDocComment(t *testing.T) {
	source, err := os.ReadFile("../limit.go")
	if err != nil {
		t.Fatal(err)
	}
	comment := string(source)
	comment = comment[:strings.Index(comment, "\ntype Limit interface")]
	comment = comment[strings.LastIndex(comment, "\n\n"):]
	bullet := regexp.MustCompile(`(?m)^//   - (\w+): (.*(?:\n//     .*)*)`)
	var want []limitstest.LawText
	for _, match := range bullet.FindAllStringSubmatch(comment, -1) {
		sentence := strings.ReplaceAll(match[2], "\n//    ", "")
		sentence = strings.NewReplacer("[", "", "]", "").Replace(sentence)
		want = append(want, limitstest.LawText{Name: match[1], Sentence: sentence})
	}
	if diff := cmp.Diff(want, limitstest.LawTexts()); diff != "" {
		t.Errorf("laws (-doc comment +kit):\n%s", diff)
	}
}

// An invalid cap is reported as a fault of the test.
func TestInvalidCapsAreRefused(t *testing.T) {
	bad := limits.Cap{Max: cny("1.00"), Window: limits.Lifetime()}
	report, failed := run(limitstest.Laws(single, limitstest.Queries(single, bad)))
	if want := "limitstest: cap 1 of the queries: limits: cap has no Counter"; !failed || !strings.Contains(report, want) {
		t.Errorf("failed: %v, want a report with %q:\n%s", failed, want, report)
	}
}

// The broken limits leave no law untried.
func TestBrokenLimitsCoverEveryLaw(t *testing.T) {
	for _, law := range limitstest.LawTexts() {
		if !slices.ContainsFunc(brokenLimits, func(s brokenLimit) bool { return s.law == law.Name }) {
			t.Errorf("no limit breaks %s", law.Name)
		}
	}
}
