// Package ledgertest tests whether a [ledger.Ledger] of your own keeps the rules of that
// interface. A ledger that breaks one lets a cap be passed, or loses a payment, when
// servers call it concurrently.
//
//	func TestMyLedger(t *testing.T) {
//		ledgertest.Run(t, func(t ledgertest.TB) (ledger.Ledger, func(time.Time)) {
//			clock := &myClock{}
//			return newMyLedger(clock.Now), clock.Set
//		})
//	}
//
// [Run] has a subtest for each [Rule]. Three of them run state machines against a model
// that keeps no totals but adds up all payments at every step. Each runs a hundred
// machines, more with -rapid.checks=1000, and reports the shortest failing sequence of
// calls. Others make many concurrent calls: run the tests with -race too.
//
// # What it needs
//
// The tests set the ledger's clock. A ledger that uses the clock of a database needs a
// way to replace it, for tests only.
//
// # What it does not test
//
// It does not kill, stop or disconnect anything. A ledger with a server of its own
// needs such tests as well.
//
// This package imports testing and pgregory.net/rapid, which registers flags: import
// it only from tests.
package ledgertest
