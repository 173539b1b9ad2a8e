// Package live keeps the rules in force, and replaces them while orders are decided.
//
// A [Router] holds one compiled catalog. [Router.Replace] reads another one and puts it in
// its place, at once for all orders that begin from then on. It refuses a catalog that does
// not parse, does not compile or does not pass lint, and one whose changes the caller
// vetoes. Whatever fails, the catalog before stays in force.
//
//	rules, err := live.New(data)                 // when the program starts
//	router := rules.Current()                    // when an order comes in
//	err = rules.Replace(data, review)            // when the rules change
//
// # One catalog for an order
//
// Call [Router.Current] once for an order and keep what it returns: the totals to look up,
// the decision and the reservation then come from the same rules. It is an ordinary
// [routing.Router], which no later Replace changes. Decisions say which catalog made them:
// see [routing.Decision.Catalog]. Give each catalog a version of its own.
//
// Between the page that lists and the handler that charges the rules may be replaced. The
// handler decides again, as it does for all that may have changed, and its decision holds.
//
// # When to replace
//
// The package watches nothing by itself. What says that there are new rules is the
// program's own: a signal, a request of an operator, a change of a file or of a row in a
// database. Where several servers share the rules, each replaces its own; for a moment they
// decide by different catalogs.
//
// # What is checked
//
// A catalog passes lint if [analysis.Lint] finds no errors and no warnings that the catalog
// itself does not accept ([routing.Catalog.Accept]). Notes are let pass. Lint and
// [analysis.Diff] are exact, and take the longer the more rules there are for one method on
// one platform: tens of milliseconds for a shop. Decisions do not wait for them.
package live
