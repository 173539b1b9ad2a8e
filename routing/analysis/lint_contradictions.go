package analysis

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// application is where a limit rule applies to orders that would otherwise be offered a
// method: one of the method's own rules, or one of its parents'.
type application struct {
	rule  int
	isOwn bool
	where mdd.Ref
}

// ofParents returns the applications of the rules for a method's parents that are not
// its own as well.
func (ev *evaluator) ofParents(v *verdict, open mdd.Ref) []application {
	all := map[int]mdd.Ref{}
	var add func(v *verdict, open mdd.Ref)
	add = func(v *verdict, open mdd.Ref) {
		for _, id := range v.parents {
			parent, nested := ev.listed(id), ev.And(open, ev.grantedIn(v, id))
			for _, r := range parent.rules {
				all[r.number] = ev.Or(all[r.number], ev.And(ev.knownToApply(r), nested))
			}
			add(parent, nested)
		}
	}
	add(v, open)
	for _, r := range v.rules {
		delete(all, r.number)
	}
	var applications []application
	for _, rule := range slices.Sorted(maps.Keys(all)) {
		applications = append(applications, application{rule, false, all[rule]})
	}
	return applications
}

// contradiction is what is questionable about a limit rule beside another one for the
// same orders, by their places among the applications.
type contradiction struct {
	at, other int
	code      FindingCode
}

// inspectContradictions learns what is questionable about two rules for the same
// orders. The rules for parents count beside the method's own: what they say to each
// other is for those methods.
func (in *inspection) inspectContradictions(ev *evaluator, applications []application) {
	where := make([]mdd.Ref, len(applications))
	for i, a := range applications {
		where[i] = a.where
	}
	var all []contradiction
	ev.Overlaps(where, func(i, j int) {
		all = append(all, ev.contradictions(applications, i, j)...)
		all = append(all, ev.contradictions(applications, j, i)...)
	})
	slices.SortFunc(all, func(c, d contradiction) int { return cmp.Or(cmp.Compare(c.at, d.at), cmp.Compare(c.other, d.other)) })
	for _, c := range all {
		r, other := applications[c.at], applications[c.other]
		both := ev.And(r.where, other.where)
		in.limitOverlaps[r.rule] = in.overlap(in.limitOverlaps[r.rule], ev, c.code, other.rule, both)
		if c.code == FindingRedundantCap && ev.inTime(both) == ev.inTime(r.where) {
			in.beside[[2]int{r.rule, other.rule}]++
		}
	}
}

// contradictions returns what is questionable about a rule beside another one.
func (ev *evaluator) contradictions(applications []application, at, beside int) []contradiction {
	r, other := applications[at], applications[beside]
	if r.rule == other.rule || !r.isOwn && !other.isOwn {
		return nil
	}
	code := contradictionOf(capOf(ev.limit(r.rule)), capOf(ev.limit(other.rule)))
	switch {
	case code == "":
		return nil
	case code == FindingConflictingLimit && (r.rule < other.rule || !r.isOwn || !other.isOwn):
		return nil
	case code == FindingRedundantCap && !r.isOwn: // the longer one is for part of its payments only
		return nil
	}
	return []contradiction{{at, beside, code}}
}

// contradictionOf is what is questionable about a cap beside another one for the same
// orders, or empty.
func contradictionOf(c, other limits.Cap) FindingCode {
	sameTotal := c.IsTotal() && other.IsTotal() && c.Counter == other.Counter
	sameCurrency := c.Currency() == other.Currency() && c.Currency() != 0
	switch {
	case sameTotal && c.MaxCount > 0 && other.MaxCount > 0 && c.MaxCount != other.MaxCount:
		return FindingConflictingLimit
	case !sameCurrency:
	case c.Min.IsValid() && other.Max.IsValid() && c.Min.Minor() > other.Max.Minor():
		return FindingNoAmount
	case !c.Max.IsValid() || !other.IsTotal() || !other.Max.IsValid():
	case sameTotal:
		if c.Max != other.Max {
			return FindingConflictingLimit
		}
	case c.Max.Minor() > other.Max.Minor() && isPartOf(c, other):
		return FindingRedundantCap
	}
	return ""
}

// isPartOf reports whether what a cap bounds is part of what one on a total bounds: of
// the same subjects or fewer, over the same time or a shorter one. One payment is the
// shortest.
func isPartOf(c, total limits.Cap) bool {
	if !c.IsTotal() {
		return true
	}
	isOf := func(s limits.Subject) bool { return slices.Contains(c.Per, s) }
	return (c.Window == total.Window || length(c.Window) < length(total.Window)) &&
		!slices.ContainsFunc(total.Per, func(s limits.Subject) bool { return !isOf(s) })
}

// length is about how long a window is: long enough to tell a longer one.
func length(w limits.Window) time.Duration {
	if w == limits.Lifetime() {
		return math.MaxInt64
	}
	at := time.Date(2001, 1, 1, 12, 0, 0, 0, time.UTC)
	from, until := w.Span(at)
	if w.IsRolling() {
		until = at // after which the window has moved on
	}
	return until.Sub(from)
}
