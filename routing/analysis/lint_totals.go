package analysis

import (
	"maps"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// reportTotal reports what is questionable about a rule's total by itself. A counter's
// other bound is the number of a rule, or -1.
func (l *linter) reportTotal(f Finding, c limits.Cap, applies candidate, other int) {
	if !c.IsTotal() || !applies.exists() {
		return
	}
	if len(c.Per) == 0 {
		f.Code, f.Witness = FindingTotalWithoutPer, l.witness(applies)
		l.report(f, "its total adds up the payments of all orders: name in \"per\" whose total it is, such as the buyer's",
			"所有订单共用一个累计额：请用 per 指明按谁累计，如 buyer")
	}
	if other >= 0 {
		id := l.x.catalog.Limits[other].ID
		f.Code, f.Witness, f.Others = FindingSharedCounter, l.witness(applies), []string{id}
		l.report(f, "its counter is also that of %s, which has another bound and is for other orders: what those pay counts here",
			"其计数器与 %s 共用，而后者限额不同、适用订单也不同：那些订单的付款也计入此处", id)
	}
}

// sharedCounters returns, by the rules for totals, another one that bounds the same
// counter otherwise at the same times, for orders that are never under both. Where some
// are, a [FindingConflictingLimit] says so.
func (l *linter) sharedCounters() map[int]int {
	byCounter := map[limits.Counter][]int{}
	for i := range l.x.catalog.Limits {
		if c := capOf(&l.x.catalog.Limits[i]); c.IsTotal() && l.applies[i].exists() {
			byCounter[c.Counter] = append(byCounter[c.Counter], i)
		}
	}
	meeting := l.conflicting()
	shared := map[int]int{}
	for _, counter := range slices.Sorted(maps.Keys(byCounter)) {
		rules := byCounter[counter]
		slices.SortStableFunc(rules, func(a, b int) int { return l.periodOf(a).From.Compare(l.periodOf(b).From) })
		last := latest{-1, -1}
		for _, n := range rules {
			if other := last.unlike(l, n); other >= 0 && !meeting[n] && !meeting[other] {
				shared[max(n, other)] = min(n, other)
			}
			last = last.with(l, n)
		}
	}
	return shared
}

// conflicting returns the rules that a [FindingConflictingLimit] is about.
func (l *linter) conflicting() map[int]bool {
	all := map[int]bool{}
	for n, overlaps := range l.limitOverlaps {
		for _, o := range overlaps {
			if o.code == FindingConflictingLimit {
				all[n], all[o.other] = true, true
			}
		}
	}
	return all
}

func (l *linter) periodOf(rule int) methods.Period { return l.x.catalog.Limits[rule].When.Period }

// latest is the rule that ends last, and the one that ends last of those with other
// bounds than it, or -1.
type latest struct{ rule, other int }

// unlike returns one of the two that has other bounds than a rule that begins no earlier,
// and ends after it begins, or -1.
func (a latest) unlike(l *linter, rule int) int {
	for _, n := range [...]int{a.rule, a.other} {
		if n < 0 || l.boundsEqual(n, rule) {
			continue
		}
		if until := l.periodOf(n).Until; until.IsZero() || until.After(l.periodOf(rule).From) {
			return n
		}
	}
	return -1
}

func (a latest) with(l *linter, rule int) latest {
	isLater := func(n int) bool { return n < 0 || compareEnds(l.periodOf(rule), l.periodOf(n)) > 0 }
	switch isLast, isLike := isLater(a.rule), a.rule >= 0 && l.boundsEqual(a.rule, rule); {
	case isLast && isLike:
		return latest{rule, a.other}
	case isLast:
		return latest{rule, a.rule}
	case !isLike && isLater(a.other):
		return latest{a.rule, rule}
	}
	return a
}

func (l *linter) boundsEqual(a, b int) bool {
	return boundsOf(capOf(&l.x.catalog.Limits[a])) == boundsOf(capOf(&l.x.catalog.Limits[b]))
}
