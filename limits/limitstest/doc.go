// Package limitstest checks that a custom [limits.Limit] keeps the laws that the doc
// comment of Limit states. A limit that breaks one does not fail where it is written:
// it shows a buyer a payment method that is refused at payment time, or takes more than
// the law allows, on the one day that nobody tried.
//
// # Test a limit
//
// Say which caps the limit keeps, whatever else it does, and run the laws:
//
//	func TestMonthEndLimit(t *testing.T) {
//		limitstest.Run(t, monthEndLimit{}, limitstest.Queries(daily))
//	}
//
// [Run] has a subtest for each law and checks each with a hundred queries (more with
// -rapid.checks=10000). [Queries] aims them at the edges of the caps and of the limit's
// own answers: totals and counts at, just under and just over a bound, resets, midnights,
// ends of months, leap days and changes of clocks to the nanosecond, totals that are
// missing, payments in another currency. A broken law is reported with the smallest
// query found:
//
//	limit breaks the law "exact": where it keeps a Cap, its bounds are never one minor unit off the cap's, outside or inside.
//	  currency     CNY
//	  at           2000-01-01T00:00:00Z
//	  usage        shop.day = 0.00 CNY in 0 payments
//	  cap          at most 1000.00 CNY, resets 2000-01-01T16:00:00Z
//	  answer       at most 1000.01 CNY, resets 2000-01-01T16:00:00Z
//	  so           its bound is one minor unit outside the cap's
//
// Run the tests with -race too: the law concurrent calls the limit from two goroutines,
// so that the race detector sees a limit that writes to what it shares. Without it such a
// limit is found only where an answer is wrong. A limit that keeps the query's Usage is
// found either way, by the garbage collector.
//
// A limit whose answers change, because it counts its calls or draws lots, breaks
// the law deterministic. Other laws are then not checked, as they compare answers.
//
// # What the caps are for
//
// The laws exact and capped compare the limit with the caps that it is said to
// keep. It may be stricter than they are, by other rules; it may not be looser, and not
// miss them by a single minor unit. If a bound is one unit off the cap's for one query,
// but does not stay there when a unit or two more or less have been paid, it is taken
// for another rule's. A limit that keeps no cap is run with Queries(): then only the
// other laws are checked.
//
// A limit that is stricter by one minor unit on purpose says so with [QuerySet.Stricter]; one
// in which more usage gives more room, by design, names the counter with
// [QuerySet.Grants].
//
// # Counters of its own
//
// Before the first check the kit asks the limit in every currency, and states the usage of
// each counter that the answer asks for with a [*limits.UsageError]. So the queries state
// the limit's own counters, too, with amounts and counts near its bounds. A limit that says
// what is missing in another way, or reads another counter than it asks for, is never
// decided and breaks the law decisive.
//
// # Custom queries
//
// The kit does not know all edges of the other rules. Add queries that lie on them with
// [QuerySet.With]; half of all queries are then drawn from those. A limit that decides
// only on certain days of certain years needs them.
//
// # Custom properties
//
// [Laws] is all laws, except the one named clock, as one property, to be combined with
// others or turned into a fuzz target by rapid.MakeFuzz; run that with
// -fuzzminimizetime=1x. [Money], [Caps] and [QuerySet.Generator] are the generators.
//
// This package imports testing and pgregory.net/rapid, which registers flags: import
// it from tests only.
package limitstest
