// Package analysis answers questions about all orders that a catalog may ever
// decide about: what it offers, what a change of it alters, what is wrong with its
// rules, and how a method could be brought back.
//
// A catalog's decisions can change only at the amounts, instants, hours, surfaces,
// regions, currencies, traits and rollout buckets that its rules name. So all
// orders fall into finitely many classes, and the answers are exact: nothing is
// sampled. [Map] gives what a platform offers to every order, [Diff] every order about
// which two catalogs decide differently, [Lint] what is questionable about one, and a
// [Planner] the cheapest change of an order for which a method is offered.
//
//	changes, err := analysis.Diff(before, after)
//	for _, c := range changes {
//		fmt.Println(c.Kinds, c.Method, c.Region)
//	}
//
// # Which orders
//
// All answers are about orders without lists of their own (Allow, Block, Down, Tried and
// Prefer), which of Lacks have only traits that must be stated: of these, it makes three
// that an order states one, lacks it, and says nothing of it. Only a [Planner] looks at an
// order as it is. Traits that stand for one a method, and limit rules that are for each of
// their methods apart, are written out before anything else: findings and changes name
// the rules that they become.
//
// Hours are reckoned apart from the time: a region has periods and hours, such as June,
// and on Sundays from 02:00 to 04:00. There is none in which no instant lies.
//
// # What counts
//
// About each method, what counts of a decision is
//
//   - where it is offered: the product (its id, flow, API and link life), who pays,
//     the parent, the headroom, the caps on totals, and the ids of the entry and of the
//     limit rules that apply;
//   - where it is excluded: each reason with its code, its rule's id, whether it is
//     undecided, and the bound or the cap that is not kept, or the Except that matches;
//   - nothing, where the platform does not list it.
//
// And of each two methods that are offered, which comes first. What follows from
// the rules at other orders does not count by itself: remedies, and when a period
// begins or ended. Neither do names, sources and other texts, the number of a rank,
// which of a method's entries explains where its parent is not offered or where a limit
// refuses, and platforms without entries.
//
// # What has been paid
//
// Two decisions about an order differ if they do for some usage, be it that a total
// is missing. Totals are compared as rules: where a cap on a total, of amounts or of a
// number of payments, is another one, decisions differ as far as it applies, since some
// usage shows it. A method is said to be offered where it is as long as nothing has been
// paid.
//
// # Limits that are not caps
//
// Where a limit that is not a [limits.Cap] begins to refuse cannot be read from it. It
// is taken to allow every amount, so the rest of the catalog is analyzed as if it did,
// and each answer names the rules that were not examined: [OfferSummary] in Unexamined,
// [Diff] by [KindUnexamined], [Lint] by [FindingUnexaminedLimit], and a [Plan] in
// Unexamined.
//
// # Bounds
//
// The work depends on how many different parts the rules for one method on one
// platform have. Rules that do not overlap add up: twice as many take a little more
// than twice the time. But where each set of twenty traits has an effect of its own,
// there are a million parts. So there are bounds, which count what is done and not how
// long it takes: an answer that keeps them takes about a second at most for each method
// on a platform, and beyond one of them there is a [*BoundError] and no answer. Part of
// an answer is never given for the whole.
//
//   - steps, 4,194,304: what is worked out about one method on one platform, or with
//     [Map] and for the gaps that [Lint] finds, about one platform. A [Planner] takes at
//     most 1,048,576 for a plan.
//   - nodes, 1,048,576: the parts that are told apart, and so the memory. A [Planner]
//     takes at most 131,072, which are less than 10 MB.
//   - regions, 100,000: of the changes of one method on one platform, or of what [Lint]
//     finds about two rules or gaps there. [Map] has any number, and merges so many at
//     once.
//   - buyers, 4,194,304: made up to find one that lies in the buckets of a region.
//     That is enough for a single bucket, or for two rollouts that choose one buyer in a
//     thousand each. A [Planner] tries 131,072.
//
// Everything here is safe for concurrent use, and what is returned is the caller's.
package analysis
