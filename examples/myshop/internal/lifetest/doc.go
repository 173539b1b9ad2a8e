// Package lifetest tests the life of payments: a state machine draws clicks, notices,
// refunds, reloads, restarts and what goes wrong between two calls, sends them over HTTP to
// two shops that share their books, and checks after each that no total passes its cap, and
// at the end that every payment counts once and none is lost.
//
// What a shop calls (the ledger, the store, the provider) goes through a gate, which may
// lose the call or its answer, end the process there, or let another request run from
// beginning to end between two calls of this one. So every race of two requests is drawn
// without a goroutine, and shrinks.
package lifetest

import (
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits/ledger"
)

// Backend is where two shops keep their books.
type Backend struct {
	Books  [2]ledger.Ledger
	Stores [2]shop.Store

	// SetClock sets the clock of the ledgers.
	SetClock func(time.Time)
}

// Open returns an empty backend. The ones before are not used any more.
type Open func(t rapid.TB) Backend

// Run checks lives of payments until one breaks a rule.
func Run(t rapid.TB, open Open) {
	t.Helper()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t.Context(), t, open)
		t.Repeat(w.actions())
		w.settleAll(rapid.Bool().Draw(t, "the last notices arrive"))
	})
}
