package ledgertest

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits/ledger"
)

// TB is what [*testing.T] and [*rapid.T] have in common.
type TB = rapid.TB

// Open returns a ledger without payments, and a function that sets its clock. It is
// called many times; a ledger is no longer used once the next one is opened. The
// clock is set before the ledger is first used. If there is no ledger to return, call
// t.Fatalf.
type Open func(t TB) (l ledger.Ledger, setClock func(time.Time))

// Rule is one rule that every ledger keeps. The zero Rule has no Check.
type Rule struct {
	Name string
	Doc  string // the rule, in one sentence

	// Check reports to t if ledgers that open returns break the rule.
	Check func(t TB, open Open)
}

// Rules returns all rules, the fastest to check first.
func Rules() []Rule {
	var rules []Rule
	rules = append(rules, callRules...)
	rules = append(rules, countRules...)
	rules = append(rules, currencyRules...)
	rules = append(rules, timeRules...)
	rules = append(rules, rollingRules...)
	rules = append(rules, auditRules...)
	rules = append(rules, concurrencyRules...)
	return append(rules, machineRules...)
}

// Run checks every rule in a subtest of its own.
func Run(t *testing.T, open Open) {
	for _, rule := range Rules() {
		t.Run(rule.Name, func(t *testing.T) {
			t.Helper()
			t.Cleanup(func() {
				if t.Failed() {
					t.Logf("the rule %q: %s", rule.Name, rule.Doc)
				}
			})
			rule.Check(t, open)
		})
	}
}
