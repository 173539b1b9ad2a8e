package analysis

import (
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
)

// bite is where a limit rule applies to orders that would otherwise be offered a
// method: one of the method's own rules, or one of those that it lives within.
type bite struct {
	rule  int
	isOwn bool
	where ref
}

// parentBites are those of the rules for methods that one lives within.
func (s *survey) parentBites(j *judge, v *verdict, open ref) []bite {
	all := map[int]ref{}
	var add func(v *verdict, open ref)
	add = func(v *verdict, open ref) {
		for _, id := range j.parents(v) {
			parent := j.listed(id)
			if parent == nil {
				continue
			}
			lives := j.both(open, j.within(v, id, leaf(1), 0))
			for _, r := range parent.rules {
				f := j.both(lives, j.knownToApply(r))
				if before, ok := all[r.rule]; ok {
					f = j.combine(before, f, either)
				}
				all[r.rule] = f
			}
			add(parent, lives)
		}
	}
	add(v, open)
	bites := make([]bite, 0, len(all))
	for _, rule := range sortedKeys(all) {
		if slices.ContainsFunc(v.rules, func(own ruled) bool { return own.rule == rule }) {
			continue // it bites there as one of the method's own
		}
		bites = append(bites, bite{rule, false, all[rule]})
	}
	return bites
}

// contradictions learns what is questionable about two rules for the same orders.
// Rules of the methods that one lives within count beside the method's own: what they
// say to each other is for those methods.
func (s *survey) contradictions(j *judge, bites []bite) {
	for _, r := range bites {
		s.accompany(j, r, bites)
		for _, other := range bites {
			if r.rule == other.rule || !r.isOwn && !other.isOwn {
				continue
			}
			code := contradiction(capOf(j.limit(r.rule)), capOf(j.limit(other.rule)))
			switch {
			case code == FindingConflictingLimit && (r.rule < other.rule || !r.isOwn || !other.isOwn):
			case code == FindingRedundantCap && !r.isOwn: // the longer one is for part of its payments only
			case code != "":
				s.overlap(j, code, r.rule, other.rule, j.both(r.where, other.where))
			}
		}
	}
}

// accompany learns beside which rules a method's own rule always applies.
func (s *survey) accompany(j *judge, r bite, bites []bite) {
	if !r.isOwn || r.where == leaf(0) {
		return
	}
	before, known := s.company[r.rule]
	always := map[int]bool{}
	for _, other := range bites {
		if (!known || before[other.rule]) && j.both(r.where, other.where) == r.where {
			always[other.rule] = true
		}
	}
	s.company[r.rule] = always
}

// contradiction is what is questionable about a cap beside another one for the same
// orders, or empty.
func contradiction(c, other limits.Cap) FindingCode {
	switch {
	case c.Currency() != other.Currency():
	case c.Min.IsValid() && other.Max.IsValid() && c.Min.Minor() > other.Max.Minor():
		return FindingNoAmount
	case !c.Max.IsValid() || !other.IsTotal():
	case c.IsTotal() && c.Counter == other.Counter:
		if c.Max != other.Max {
			return FindingConflictingLimit
		}
	case c.Max.Minor() > other.Max.Minor() && isPartOf(c, other):
		return FindingRedundantCap
	}
	return ""
}

// isPartOf reports whether what a cap bounds is part of what one on a total bounds: of
// fewer subjects, over a shorter time. One payment is the shortest.
func isPartOf(c, total limits.Cap) bool {
	if !c.IsTotal() {
		return true
	}
	isOf := func(s limits.Subject) bool { return slices.Contains(c.Per, s) }
	return length(c.Window) < length(total.Window) &&
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
