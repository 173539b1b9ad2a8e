// Package ledgertest tests whether a [ledger.Ledger] of your own keeps what the doc comments
// of that interface and of package ledger promise. A ledger that breaks a promise lets a cap
// be passed, or loses a payment, when servers call it concurrently.
//
//	func TestMyLedger(t *testing.T) {
//		ledgertest.Run(t, func(t ledgertest.TB) (ledger.Ledger, func(time.Time)) {
//			clock := &myClock{}
//			return newMyLedger(clock.Now), clock.Set
//		})
//	}
//
// [Run] has a subtest for each [Rule]. Some run state machines against a model that keeps no
// totals but adds up all payments at every step: a hundred machines each, more with
// -rapid.checks=1000. What the rules demand, and in which order errors come, is in the doc
// comment of [ledger.Ledger].
//
// # A failure
//
// A failure prints the calls that led to it as Go code, the shortest that were found, with
// each answer in a comment. Paste them into a test that opens the ledger in the same way:
//
//	l, setClock := open(t)
//	ctx := context.Background()
//	setClock(time.Date(2026, time.November, 21, 4, 0, 0, 0, time.UTC))
//	cap1 := limits.Cap{Max: limits.MustParseMoney("100.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "buyer.day", Per: []limits.Subject{"buyer"}}
//	subjects2 := map[limits.Subject]limits.Hidden{"buyer": limits.Hide("b1"), "merchant": limits.Hide("m1")}
//	l.Reserve(ctx, ledger.Payment{ID: "p1", Amount: limits.MustParseMoney("80.00 CNY"), Caps: []limits.Cap{cap1}, Subjects: subjects2, Hold: time.Hour})
//	// reserved; "buyer.day" at 80.00 CNY in 1 payment by change 1
//
// # Concurrent calls
//
// A ledger that checks under one lock, or in one statement, and acts in another lets two
// payments into the same room. A ledger that answers within microseconds seldom shows it, so
// the tests run each call among many others, and they queue for the first lock together. Calls
// that take round trips to a server leave time enough between those. Run the tests with -race
// too.
//
// # What it needs
//
// The tests set the ledger's clock, never while calls are under way. A ledger that uses the
// clock of a database needs a way to replace it, for tests only.
//
// No call of a Ledger makes a total wrong, so nobody can tell an Audit that works from one
// that returns nothing. If the ledger that [Open] returns is a [Tamperer], that is tested too;
// otherwise the subtest says that it is not.
//
// # What it does not test
//
// It does not kill, stop or disconnect anything. A ledger with a server of its own
// needs such tests as well.
//
// This package imports testing and pgregory.net/rapid, which registers flags: import
// it from tests only.
package ledgertest
