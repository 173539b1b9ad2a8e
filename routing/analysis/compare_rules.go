package analysis

import (
	"cmp"
	"maps"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// How what a limit rule does differs, one bit each.
const (
	otherReason  int32 = 1 << iota // against a method that is not offered
	otherRefusal                   // whether it refuses
	otherRules                     // whether it applies to an offer
	otherCap                       // its cap, where it applies to the offers of both
	otherTotal                     // as well: one of the two caps is on a total
)

// effect is what a limit rule does about a method. The zero effect is nothing.
type effect struct {
	exists  bool
	cap     limits.Cap
	number  int32   // of the cap
	result  mdd.Ref // numbers of evaluator.results: what it says to the method
	applies mdd.Ref // 1 where it applies to the method or to one that it is nested in
}

// effects returns what each rule that may matter to a method does, by its id.
func (c *comparison) effects(ev *evaluator, v *verdict) map[string]effect {
	all := map[string]effect{}
	if v == nil {
		return all
	}
	for n, applies := range ev.applying(v) {
		l := ev.limit(n)
		e := effect{exists: true, cap: capOf(l), applies: applies}
		if isExamined(l) {
			e.number = c.caps.number(e.cap)
		}
		all[l.ID] = e
	}
	for _, r := range v.rules {
		id := ev.limit(r.number).ID
		e := all[id]
		e.result = r.result
		all[id] = e
	}
	return all
}

func (c *comparison) addRules(f mdd.Ref, v, w *verdict) mdd.Ref {
	before, after := c.effects(c.old, v), c.effects(c.new, w)
	type change struct {
		id    string
		delta mdd.Ref
	}
	var changes []change
	offersDiffer := false
	for _, id := range idsOf(before, after) {
		delta := c.ruleDelta(before[id], after[id])
		if delta == mdd.Leaf(0) {
			continue
		}
		changes = append(changes, change{id, delta})
		offersDiffer = offersDiffer || slices.ContainsFunc(c.Values(delta), func(bits int32) bool { return bits >= otherRules })
	}
	if offersDiffer {
		f = c.addRooms(f, v, w)
	}
	for _, ch := range changes {
		var onOld, onNew list
		if before[ch.id].exists {
			onOld = c.rule(ch.id)
		}
		if after[ch.id].exists {
			onNew = c.rule(ch.id)
		}
		f = c.CombineKnowing(f, ch.delta, rightIsNone, func(n, bits int32) int32 {
			l, matters := c.labels.all[n].withRule(bits)
			if matters {
				l = c.because(l, onOld, onNew)
			}
			return c.labels.number(l)
		})
	}
	return f
}

// idsOf returns the keys of two maps, sorted.
func idsOf[V any](m, n map[string]V) []string {
	ids := slices.AppendSeq(slices.Collect(maps.Keys(m)), maps.Keys(n))
	slices.Sort(ids)
	return slices.Compact(ids)
}

// withRule adds what a limit rule changes, and reports whether the rule is
// responsible.
func (l label) withRule(bits int32) (label, bool) {
	switch {
	case l.before != l.after:
		return l, bits&otherRefusal != 0
	case l.before:
		matters := bits&otherCap != 0 && l.kinds&headroom != 0 || bits&otherTotal != 0 && l.kinds&reasons != 0
		if bits&(otherRules|otherReason) != 0 { // a reason can only be that of a total, which refuses sooner or later
			l.kinds |= reasons
			matters = true
		}
		return l, matters
	case bits&otherReason != 0:
		l.kinds |= reasons
		return l, true
	}
	return l, false
}

func (c *comparison) ruleDelta(s, t effect) mdd.Ref {
	if s.result == t.result && s.applies == t.applies && s.number == t.number {
		return mdd.Leaf(0)
	}
	results := c.Combine(s.result, t.result, func(a, b int32) int32 {
		var bits int32
		x, y := c.old.results.all[a], c.new.results.all[b]
		if c.reasonOf(x, s) != c.reasonOf(y, t) {
			bits |= otherReason
		}
		if x.refuses() != y.refuses() {
			bits |= otherRefusal
		}
		return bits
	})
	applies := c.Combine(s.applies, t.applies, func(a, b int32) int32 {
		switch {
		case a != b:
			return otherRules
		case a == 1 && s.number != t.number && (s.cap.IsTotal() || t.cap.IsTotal()):
			return otherCap | otherTotal
		case a == 1 && s.number != t.number:
			return otherCap
		}
		return 0
	})
	return c.Or(results, applies)
}

// reason is what counts of a limit rule's reason against a method that is not
// offered. The zero reason is none.
type reason struct {
	fit     fit
	unknown unmet
	bound   limits.Money
	total   int32 // the number of the cap, or of its bound and counter alone
}

// reasonOf is the reason that a rule has. That of a total is there whatever it
// says as long as nothing has been paid: some usage brings it out.
func (c *comparison) reasonOf(r result, e effect) reason {
	switch {
	case !r.applies:
	case r.unknown != 0 && r.refuses():
		return reason{unknown: r.unknown}
	case r.unknown != 0 && r.total:
		return reason{unknown: r.unknown, total: c.caps.number(limits.Cap{Max: e.cap.Max, MaxCount: e.cap.MaxCount, Counter: e.cap.Counter})}
	case r.unknown != 0:
	case r.fit == otherCurrency:
		return reason{fit: otherCurrency, bound: cmp.Or(e.cap.Max, e.cap.Min)}
	case r.total:
		return reason{total: e.number}
	case r.fit == belowMin:
		return reason{fit: belowMin, bound: e.cap.Min}
	case r.fit == aboveMax:
		return reason{fit: aboveMax, bound: e.cap.Max}
	}
	return reason{}
}

// addRooms adds where the headroom of offers differs, or which totals bound them.
func (c *comparison) addRooms(f mdd.Ref, v, w *verdict) mdd.Ref {
	if v == nil || w == nil {
		return f
	}
	rooms := newTable[room]()
	before := c.old.roomOf(c.old.offeredIfListed(v), c.old.applying(v), rooms)
	after := c.new.roomOf(c.new.offeredIfListed(w), c.new.applying(w), rooms)
	f = c.addToOffers(f, headroom, c.Combine(before, after, func(a, b int32) int32 {
		return bit(a != b && rooms.all[a].offered && rooms.all[b].offered)
	}))
	totals := newLists(cmp.Compare[int32])
	differ := func(a, b int32) int32 { return bit(a != b) }
	f = c.addToOffers(f, headroom, c.Combine(c.totalsOf(c.old, v, totals.with), c.totalsOf(c.new, w, totals.with), differ))
	return c.addToOffers(f, reasons, c.Combine(c.totalsOf(c.old, v, totals.before), c.totalsOf(c.new, w, totals.before), differ))
}

// addToOffers adds a kind to the changes of what both offer where a function is 1.
func (c *comparison) addToOffers(f mdd.Ref, k kinds, differ mdd.Ref) mdd.Ref {
	return c.CombineKnowing(f, differ, rightIsNone, func(n, _ int32) int32 {
		l := c.labels.all[n]
		if l.before && l.after {
			l.kinds |= k
		}
		return c.labels.number(l)
	})
}

// totalsOf returns the caps on totals that apply, whichever rules they are of, as
// lists of their numbers, from a function that adds a number to a list: in the order of
// the rules' ids, the last first.
func (c *comparison) totalsOf(ev *evaluator, v *verdict, add func(of list, n int32) list) mdd.Ref {
	f := mdd.Leaf(0)
	applying := ev.applying(v)
	for _, rule := range slices.SortedFunc(maps.Keys(applying), func(a, b int) int {
		return cmp.Compare(ev.limit(b).ID, ev.limit(a).ID)
	}) {
		if total := capOf(ev.limit(rule)); total.IsTotal() {
			n := c.caps.number(total)
			f = c.CombineKnowing(f, applying[rule], rightIsNone, func(of, _ int32) int32 {
				return int32(add(list(of), n))
			})
		}
	}
	return f
}
