package main

import (
	"encoding/json"
	"fmt"
	"os"
	osexec "os/exec"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// fault is a mistake planted into the statements of the ledger.
type fault struct {
	name     string
	old, new string // as the source of the statements has them
	caughtBy string // the rule of every ledger, or the test of this package, that has to notice it
}

// faults are mistakes in every clause of every statement, by what the statement does. Some
// clauses can change without a difference: those that repeat what another one says, that
// only order what has no order, or that make rows move less often.
func faults() []fault {
	return slices.Concat(reserveFaults, rollingFaults, settlingFaults, readingFaults,
		sweepingFaults, auditFaults, schemaFaults)
}

func TestPlantedFaultsAreCaught(t *testing.T) {
	for i, f := range faults() {
		t.Run(f.name, func(t *testing.T) {
			p := &plantedFault{Old: f.old, New: f.new}
			if strings.HasPrefix(f.caughtBy, "Test") {
				p.failsTest(t, f.caughtBy)
			} else {
				p.breaksRule(t, fmt.Sprintf("fault_%d", i), f.caughtBy)
			}
		})
	}
}

// plantedFault is one that statements may have.
type plantedFault struct {
	Old, New string
	sent     atomic.Bool // whether a statement had the fault
}

// operator is an operator of the statements, as their source has it.
var operator = regexp.MustCompile(`\{([-+*<>=|?]+)\}`)

// schemaOf finds the schema that a statement names first.
var schemaOf = regexp.MustCompile(`"([a-z0-9_]+)"\.`)

// plant returns a statement with the fault. A nil *plantedFault returns it as it is.
func (p *plantedFault) plant(query string) string {
	if p == nil {
		return query
	}
	schema := ""
	if match := schemaOf.FindStringSubmatch(query); match != nil {
		schema = match[1]
	}
	changed := strings.ReplaceAll(query, inSchema(p.Old, schema), inSchema(p.New, schema))
	if changed != query && p.sent.CompareAndSwap(false, true) && p == planted {
		fmt.Println(faultWasSent)
	}
	return changed
}

// breaksRule checks that a rule reports the fault, in single calls or in batches.
func (p *plantedFault) breaksRule(t *testing.T, schema, name string) {
	rules := ledgertest.Rules()
	rule := slices.IndexFunc(rules, func(r ledgertest.Rule) bool { return r.Name == name })
	if rule < 0 {
		t.Fatalf("there is no rule %q", name)
	}
	db := openRewriting(t, p.plant, nil)
	var opens []ledgertest.Open
	for _, batched := range []bool{false, true} {
		options := ledger.PostgresOptions{Schema: fmt.Sprint(schema, batched), Batched: batched}
		opens = append(opens, reopened(db, options.Schema, fresh(t, db, options)))
	}
	// Some faults show only where two calls meet, which they may not do at once.
	var failures []string
	tries := 0
	for ; tries < 40 && len(failures) == 0; tries++ {
		failures = failuresOf(rules[rule], opens[tries%2])
	}
	if !p.sent.Load() {
		t.Fatalf("no statement has the text %q", p.Old)
	}
	if len(failures) == 0 {
		t.Fatalf("the rule %q is reported as kept", name)
	}
	t.Logf("at try %d: %s", tries, failures[0])
}

// variable is the environment variable that plants a fault into all statements of a run
// of the tests, which prints faultWasSent once one has it.
const (
	variable     = "PAYMUX_FAULT"
	faultWasSent = "a statement had the fault"
)

// planted is the fault of this run; nil is none.
var planted *plantedFault

func plantedByEnvironment() (*plantedFault, error) {
	text := os.Getenv(variable)
	if text == "" {
		return nil, nil
	}
	p := &plantedFault{}
	return p, json.Unmarshal([]byte(text), p)
}

// failsTest checks that a test fails with the fault, in a run of its own. A run that only
// takes too long has noticed nothing.
func (p *plantedFault) failsTest(t *testing.T, test string) {
	text, err := json.Marshal(map[string]string{"Old": p.Old, "New": p.New})
	if err != nil {
		t.Fatalf("Marshal: %v", err)
	}
	cmd := osexec.CommandContext(t.Context(), os.Args[0], "-test.run", "^"+test+"$", "-test.failfast", "-test.timeout=1m")
	cmd.Env = append(os.Environ(), variable+"="+string(text))
	out, err := cmd.CombinedOutput()
	if err == nil || !strings.Contains(string(out), "--- FAIL: "+test+" ") {
		t.Fatalf("%s: %v, want that it fails\n%s", test, err, out)
	}
	if !strings.Contains(string(out), faultWasSent) {
		t.Fatalf("no statement has the text %q\n%s", p.Old, out)
	}
}

// failuresOf checks a rule and returns what it reports.
func failuresOf(rule ledgertest.Rule, open ledgertest.Open) []string {
	r := &recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		rule.Check(r, open)
	}()
	<-done
	return r.failures
}

// recorder is a test that may fail. Rules that run state machines are not recorded:
// the methods that only those call are left nil.
type recorder struct {
	ledgertest.TB
	mu       sync.Mutex
	failures []string
}

func (r *recorder) Helper()             {}
func (r *recorder) Logf(string, ...any) {} // of the calls before a failure

func (r *recorder) Error(args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprint(args...))
}

func (r *recorder) Fatal(args ...any) {
	r.Error(args...)
	runtime.Goexit()
}

func (r *recorder) Errorf(format string, args ...any) { r.Error(fmt.Sprintf(format, args...)) }
func (r *recorder) Fatalf(format string, args ...any) { r.Fatal(fmt.Sprintf(format, args...)) }
