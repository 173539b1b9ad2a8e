package analysis

import (
	"cmp"

	"github.com/paymux/paymux/limits"
)

// parentTotal is the caps on a total that may exclude a parent. Two are equal exactly if
// the parent's status is the same whatever the total is stated to be, if at all.
type parentTotal struct {
	counter limits.Counter

	// The lowest bounds of the caps that surely apply, on amounts and on payments. Where
	// both are stated these decide.
	most, count bound

	// The lowest of those that bound nothing else: they refuse though the other is missing.
	onlyMost, onlyCount bound

	// The lowest of the caps that apply perhaps, as far as they are lower.
	perhapsMost, perhapsCount bound
}

// bound is a bound, if there is one. It is -1 if it is exceeded by the order itself.
type bound struct {
	isSet bool
	n     int64
}

func boundOf(isSet bool, n int64) bound {
	if !isSet {
		return bound{}
	}
	return bound{true, n}
}

// or is the lower of two bounds.
func (b bound) or(c bound) bound {
	if !b.isSet || c.isSet && c.n < b.n {
		return c
	}
	return b
}

// below is a bound that is lower than another one, and else none.
func (b bound) below(c bound) bound {
	if c.isSet && b.n >= c.n {
		return bound{}
	}
	return b
}

// with adds a cap. How low one is that is exceeded anyway does not matter.
func (t parentTotal) with(c limits.Cap, applies int32) parentTotal {
	most, count := boundOf(c.Max.IsValid(), c.Max.Minor()), boundOf(c.MaxCount > 0, c.MaxCount)
	if applies&applyExceeded != 0 {
		most, count = boundOf(most.isSet, -1), boundOf(count.isSet, -1)
	}
	switch {
	case applies&applySurely == 0:
		t.perhapsMost, t.perhapsCount = t.perhapsMost.or(most), t.perhapsCount.or(count)
	default:
		t.most, t.count = t.most.or(most), t.count.or(count)
		if !count.isSet {
			t.onlyMost = t.onlyMost.or(most)
		}
		if !most.isSet {
			t.onlyCount = t.onlyCount.or(count)
		}
	}
	if t.most.n < 0 || t.count.n < 0 {
		t.most, t.count = boundOf(t.most.isSet, -1), boundOf(t.count.isSet, -1)
	}
	if t.onlyMost.n < 0 { // whatever the number of payments is, if it is stated at all
		t.count = bound{}
	}
	if t.onlyCount.n < 0 {
		t.most = bound{}
	}
	t.perhapsMost, t.perhapsCount = t.perhapsMost.below(t.most), t.perhapsCount.below(t.count)
	return t
}

// withTotal adds a cap to the totals that bound a method. There is one of each counter,
// and they are sorted by it.
func (s *parentStates) withTotal(totals list, c limits.Cap, applies int32) list {
	var first cell[parentTotal]
	order := -1
	if totals != 0 {
		first = s.totals.cells.all[totals-1]
		order = cmp.Compare(c.Counter, first.head.counter)
	}
	switch {
	case order < 0:
		return s.totals.push(parentTotal{counter: c.Counter}.with(c, applies), totals)
	case order == 0:
		return s.totals.push(first.head.with(c, applies), first.rest)
	}
	return s.totals.push(first.head, s.withTotal(first.rest, c, applies))
}
