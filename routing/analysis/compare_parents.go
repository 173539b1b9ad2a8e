package analysis

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// addParents adds where the methods that one lives within make a difference.
func (c *comparison) addParents(f ref, v, w *verdict) ref {
	var parents []methods.ID
	if v != nil {
		parents = append(parents, c.old.parents(v)...)
	}
	if w != nil {
		parents = append(parents, c.new.parents(w)...)
	}
	slices.Sort(parents)
	if len(parents) == 0 {
		return f
	}
	counters := c.changedTotals(cmp.Or(v, w).method)
	for _, parent := range slices.Compact(parents) {
		says := &table[parentSays]{}
		says.number(parentSays{status: offered})
		old, new := c.old.parentSays(v, parent, counters, says), c.new.parentSays(w, parent, counters, says)
		differ := c.combine(old, new, func(a, b int32) int32 {
			if a != b {
				return 1
			}
			return 0
		})
		if differ == leaf(0) {
			continue
		}
		// One more than the label that says why the parent differs.
		why := c.combine(differ, c.of(parent), func(differ, n int32) int32 { return differ * (n + 1) })
		f = c.combine(f, why, func(n, why int32) int32 {
			if why == 0 {
				return n
			}
			l, cause := c.labels.all[n], c.labels.all[why-1]
			if l.before == l.after { // offered by both, some totals exclude only one parent
				l.kinds |= reasons
			}
			return c.labels.number(l.because(cause.old, cause.new))
		})
	}
	return f
}

// changedTotals returns the counters of which the rules for a method, or for one
// that it may live within, are not the same in both catalogs. What the others say
// is the same in both.
func (c *comparison) changedTotals(m methods.ID) map[limits.Counter]bool {
	counters := map[limits.Counter]bool{}
	add := func(j, other *judge) {
		chain := j.x.chain(place{j.platform, m})
		sameNesting := !slices.ContainsFunc(chain, func(id methods.ID) bool {
			return !sameEntries(j.x, other.x, place{j.platform, id}, place{other.platform, id})
		})
		for _, id := range chain {
			others := other.x.limitsFor(place{other.platform, id})
			for _, n := range j.x.limitsFor(place{j.platform, id}) {
				rule := j.limit(n)
				isSame := sameNesting && slices.ContainsFunc(others, func(k int) bool {
					return other.limit(k).ID == rule.ID && sameLimit(rule, other.limit(k), j.platform, other.platform)
				})
				if !isSame {
					counters[capOf(rule).Counter] = true
				}
			}
		}
	}
	add(c.old, c.new)
	add(c.new, c.old)
	return counters
}

// parentSays is what a parent has against the methods within it: its status but for
// totals, and the totals that may worsen it. Where a total refuses whatever has been
// paid, the status is undecided at best: the total is exceeded, or it is missing.
type parentSays struct {
	status int32
	totals string // see withTotal; empty if the parent is excluded anyway
}

// parentSays returns what a parent says where a method lives within it, as numbers
// of the table, of which 0 is that nothing stands against the method. Of the totals,
// only those of the given counters are told apart.
func (j *judge) parentSays(v *verdict, parent methods.ID, counters map[limits.Counter]bool, says *table[parentSays]) ref {
	if v == nil || j.listed(parent) == nil {
		return leaf(0)
	}
	p := j.about(parent)
	status, applying := j.apart(p), j.applyingTotals(p)
	for _, rule := range sortedKeys(applying) {
		status = j.combine(status, applying[rule], func(status, applies int32) int32 {
			if applies&applyExceeded != 0 {
				return worse(status, undecided)
			}
			return status
		})
	}
	f := j.replace(status, func(status int32) int32 { return says.number(parentSays{status: status}) })
	for _, rule := range sortedKeys(applying) {
		cap := capOf(j.limit(rule))
		if !counters[cap.Counter] {
			continue
		}
		known := map[[2]int32]int32{} // a few results for very many nodes
		f = j.combine(f, applying[rule], func(n, applies int32) int32 {
			s := says.all[n]
			if applies == applyNot || s.status == excluded || s.status == undecided && applies&applySurely == 0 {
				return n
			}
			result, ok := known[[2]int32{n, applies}]
			if !ok {
				s.totals = withTotal(s.totals, cap, applies)
				result = says.number(s)
				known[[2]int32{n, applies}] = result
			}
			return result
		})
	}
	return j.within(v, parent, f, 0)
}

// Whether a cap on a total applies: surely, perhaps, or not at all.
const (
	applyNot    int32 = 0
	applySurely int32 = 1 << iota
	applyPerhaps
	applyExceeded // as well: the cap refuses though nothing has been paid
)

// applyingTotals returns where each cap on a total applies to a method or to those
// that it lives within.
func (j *judge) applyingTotals(v *verdict) map[int]ref {
	all := map[int]ref{}
	add := func(rule int, f ref) {
		if before, ok := all[rule]; ok {
			f = j.combine(before, f, func(a, b int32) int32 {
				if a&applySurely != 0 || b&applySurely != 0 {
					return (a | b) &^ applyPerhaps
				}
				return a | b
			})
		}
		all[rule] = f
	}
	for _, r := range v.rules {
		if !capOf(j.limit(r.rule)).IsTotal() {
			continue
		}
		add(r.rule, j.replace(r.said, func(n int32) int32 {
			a, applies := j.answers.all[n], applySurely
			if !a.applies || a.says == foreign {
				return applyNot
			}
			if a.unknown != 0 {
				applies = applyPerhaps
			}
			if a.refuses() {
				applies |= applyExceeded
			}
			return applies
		}))
	}
	for _, parent := range j.parents(v) {
		if j.listed(parent) == nil {
			continue
		}
		for rule, f := range j.applyingTotals(j.about(parent)) {
			add(rule, j.within(v, parent, f, applyNot))
		}
	}
	return all
}

// withTotal adds a cap to the totals that bound a method, one a line. Of caps on
// one counter the lowest counts, and one that only perhaps applies counts if it is
// lower than those that surely do. How low a cap is that is exceeded anyway does not
// matter.
func withTotal(totals string, cap limits.Cap, applies int32) string {
	type total struct {
		counter string
		max     int64
		applies int32
	}
	all := []total{{string(cap.Counter), cap.Max.Minor(), applies &^ applyExceeded}}
	if applies&applyExceeded != 0 {
		all[0].max = -1
	}
	for line := range strings.Lines(totals) {
		var t total
		if _, err := fmt.Sscanf(line, "%q %d %d", &t.counter, &t.max, &t.applies); err == nil {
			all = append(all, t)
		}
	}
	slices.SortFunc(all, func(a, b total) int {
		return cmp.Or(cmp.Compare(a.counter, b.counter), cmp.Compare(a.max, b.max), cmp.Compare(a.applies, b.applies))
	})
	var lines strings.Builder
	for i, t := range all {
		isBound := func(u total) bool {
			return u.counter == t.counter && (u.applies == applySurely || u.applies == t.applies)
		}
		if !slices.ContainsFunc(all[:i], isBound) {
			fmt.Fprintf(&lines, "%q %d %d\n", t.counter, t.max, t.applies)
		}
	}
	return lines.String()
}
