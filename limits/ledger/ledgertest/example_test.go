package ledgertest_test

import (
	"fmt"

	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// Each rule has a name and a sentence that states it.
func ExampleRules() {
	for _, rule := range ledgertest.Rules()[:2] {
		fmt.Printf("%s: %s\n", rule.Name, rule.Doc)
	}
	// Output:
	// a cap is reached exactly: A payment of exactly what is left fits, and one minor unit more does not.
	// all totals or none: A payment is counted in all totals of its caps or, where one refuses, in none.
}
