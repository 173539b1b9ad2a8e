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
// All answers are about orders without lists of their own: without Allow, Block, Down, Tried
// and Prefer. Lacks matters for traits that are must_state: an order states such a trait,
// lacks it, or says nothing about it. Only a [Planner] looks at an order as it is.
//
// Traits that are per_method, and limit rules for each_method, are written out first: findings
// and changes name the rules that they become.
//
// A region is a set of orders here ([Region]), and a buyer's country is a [methods.Region].
// Hours are an axis beside time: a region has periods and hours, such as June, and Sundays
// from 02:00 to 04:00. No region is without an instant.
//
// # What counts
//
// About each method, these parts of a decision count:
//
//   - if it is offered: the product (its id, flow, API and link life), who pays, the parent,
//     the headroom, the caps on totals, and the ids of the entry and of the limit rules;
//   - if it is excluded: each reason with its code, its rule's id, whether it is undecided,
//     and the bound, the cap or the Except;
//   - if the platform does not list it: nothing.
//
// About each two methods that are offered, it counts which comes first.
//
// What follows from the rules at other orders does not count by itself: remedies, and when a
// period begins or ended. Nor do names, sources and other texts, the number of a rank,
// platforms without entries, or which entry explains if the parent is not offered or a limit
// refuses.
//
// # What has been paid
//
// Two decisions about an order differ if they differ for some usage, a missing total
// included. Totals are compared as rules: if a cap on a total is another one, decisions
// differ wherever it applies, since some usage shows it. "Offered" means offered as long
// as nothing has been paid.
//
// # Limits that are not caps
//
// Nobody can read from a limit that is not a [limits.Cap] where it begins to refuse. The
// analysis takes it to allow every amount, and each answer names the rules that were not
// examined: [OfferSummary] and [Plan] in Unexamined, [Diff] by [KindUnexamined], [Lint] by
// [FindingUnexaminedLimit].
//
// # Bounds
//
// The work depends on how many different parts the rules for one method on one platform
// have. Rules that do not overlap add up: twice as many take a little more than twice the
// time. But if each set of twenty traits has an effect of its own, there are a million parts.
// So there are bounds, which count work and not time. Within them, an answer takes about a
// second at most for each method on a platform. Beyond one, it is a [*BoundError]; there is
// never a part of an answer.
//
//   - steps, 4,194,304: the work for one method on one platform, or with [Map] and for the
//     gaps that [Lint] finds, for one platform. A [Planner] has 1,048,576 for a plan.
//   - nodes, 1,048,576: the different parts, and so the memory. A [Planner] has 131,072, which
//     are less than 10 MB.
//   - regions, 100,000: the changes of one method on one platform, or what [Lint] finds about
//     two rules or gaps there. [Map] has any number, and merges so many at once.
//   - buyers, 4,194,304: ids tried to find one that lies in the buckets of a region. That is
//     enough for a single bucket, or for two rollouts that choose one buyer in a thousand
//     each. A [Planner] tries 131,072.
//
// Everything here is safe for concurrent use, and what is returned is the caller's.
package analysis
