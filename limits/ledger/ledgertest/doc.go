// Package ledgertest checks that a [ledger.Ledger] of your own keeps the rules of
// that interface. A ledger that breaks one lets a cap be passed, or loses a payment,
// on the one night when two servers count at once.
//
//	func TestMyLedger(t *testing.T) {
//		ledgertest.Run(t, func(t ledgertest.TB) (ledger.Ledger, func(time.Time)) {
//			clock := &myClock{}
//			return newMyLedger(clock.Now), clock.Set
//		})
//	}
//
// [Run] has one subtest a [Rule]. Three of them run state machines against a model
// that keeps no totals but adds up all payments at every step; each runs a hundred
// machines, more with -rapid.checks=1000, and reports the shortest run of calls that
// goes wrong. Others make many calls at once: run the tests with -race too.
//
// # What it needs
//
// The ledger's clock has to be set from outside, as time does not pass in a test. A
// ledger whose clock is that of a database needs a way to shift it, for tests only.
//
// # What it does not show
//
// It does not kill, stop or disconnect anything. A ledger with a server of its own
// needs such tests besides.
//
// This package imports testing and pgregory.net/rapid, which registers flags: import
// it from tests only.
package ledgertest
