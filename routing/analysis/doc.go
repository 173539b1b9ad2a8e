// Package analysis answers questions about all orders that a catalog may ever
// decide about: what it offers, what a change of it alters, what is wrong with its
// rules, and how a method could be brought back.
//
// A catalog's decisions can change only at the amounts, instants, surfaces,
// regions, currencies, traits and rollout buckets that its rules name. So all
// orders fall into finitely many classes, and the answers are exact: nothing is
// sampled. [Map] gives a platform's whole behaviour, [Diff] every order about which
// two catalogs decide differently, [Lint] what is questionable about one, and a
// [Planner] the cheapest change of an order for which a method is offered.
//
//	changes, err := analysis.Diff(old, new)
//	for _, c := range changes {
//		fmt.Println(c.Kinds, c.Method, c.Region)
//	}
//
// # What counts
//
// About each method, what counts of a decision is
//
//   - where it is offered: the product (its id, flow, API and link life), who pays,
//     the method that it lives within, the headroom, the caps on totals, and the ids
//     of the entry and of the limit rules that apply;
//   - where it is excluded: each reason with its code, its rule's id, whether it is
//     undecided, and the bound or the cap that is not kept;
//   - nothing, where the platform does not list it.
//
// And of each two methods that are offered, which comes first. What follows from
// the rules at other orders does not count by itself: remedies, and when a period
// begins or ended. Neither do names, sources and other texts, the number of a rank,
// which of a method's entries speaks where the method that it lives within is not
// offered or where a limit refuses, and platforms without entries.
//
// # What has been paid
//
// Two decisions about an order differ if they do for some usage, be it that a total
// is missing. Totals are compared as rules: where a cap on a total is another one,
// decisions differ as far as it applies, since some usage shows it. A method is said
// to be offered where it is as long as nothing has been paid.
//
// # Bounds
//
// The work depends on how many different parts the rules for one method on one
// platform have. That may grow with every set of traits that makes a difference of
// its own, so there are documented bounds, such as [MaxNodes]. Where one is passed
// there is a [*BoundError] and no answer: part of an answer is never given for the
// whole. A limit that is not a [limits.Cap] is a [*LimitError]: where it begins to
// refuse cannot be read from it.
//
// Everything here is safe for concurrent use, and what is returned is the caller's.
package analysis
