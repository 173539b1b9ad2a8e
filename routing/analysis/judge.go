package analysis

import (
	"cmp"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// judge works out what a catalog decides about methods of one platform, as
// functions of a space that has been cut at all that their rules name. Nothing has
// been paid yet: see the package comment for why that is enough.
type judge struct {
	*space
	x        *index
	platform methods.Platform

	speeches *table[speech]
	answers  *table[answer]
	verdicts map[methods.ID]*verdict
}

// verdict is what is decided about one method. All functions are those of an order
// that is a value of the space.
type verdict struct {
	method methods.ID
	says   ref     // numbers of judge.speeches
	rules  []ruled // in the order of their ids
	status ref     // excluded, offered or undecided

	apart    ref // status as far as totals have no say in it: see judge.apart
	hasApart bool
}

// ruled is what a limit rule says.
type ruled struct {
	rule int // number in the catalog
	said ref // numbers of judge.answers
}

// The values of verdict.status.
const (
	excluded int32 = iota
	offered
	undecided // excluded only because something is not known
)

func newJudge(s *space, x *index, p methods.Platform) *judge {
	return &judge{space: s, x: x, platform: p, speeches: newTable[speech](), answers: newTable[answer](), verdicts: map[methods.ID]*verdict{}}
}

// about returns the verdict about a method that the platform lists.
func (j *judge) about(m methods.ID) *verdict {
	if v := j.verdicts[m]; v != nil {
		return v
	}
	at := place{j.platform, m}
	v := &verdict{method: m}
	v.says = j.speaking(j.x, at, j.speeches)
	for _, n := range j.x.limitsFor(at) {
		said := j.space.answers(&j.x.catalog.Limits[n], j.platform, j.answers)
		if said != leaf(0) {
			v.rules = append(v.rules, ruled{n, said})
		}
	}
	j.verdicts[m] = v
	v.status = j.statusOf(v, answer.refuses, func(parent *verdict) ref { return parent.status })
	return v
}

// apart returns the status of a method as far as what caps on totals have against
// the amount has no say in it: a method that only they exclude is undecided where
// the totals are missing.
func (j *judge) apart(v *verdict) ref {
	if !v.hasApart {
		refuses := func(a answer) bool { return a.refuses() && (!a.total || a.says == foreign) }
		v.apart, v.hasApart = j.statusOf(v, refuses, j.apart), true
	}
	return v.apart
}

// statusOf is the entry's word, then that of every limit rule, then the parent's.
func (j *judge) statusOf(v *verdict, refuses func(answer) bool, parentStatus func(*verdict) ref) ref {
	status := j.replace(v.says, func(n int32) int32 {
		switch sp := j.speeches.all[n]; {
		case sp.grants():
			return offered
		case sp.excepts == 0 && sp.unmet&^unknownFacts == 0:
			return undecided
		}
		return excluded
	})
	for _, r := range v.rules {
		status = j.combine(status, r.said, func(status, said int32) int32 {
			switch a := j.answers.all[said]; {
			case !refuses(a):
				return status
			case a.undecided():
				return worse(status, undecided)
			}
			return excluded
		})
	}
	for _, parent := range j.parents(v) {
		status = j.combine(status, j.within(v, parent, parentStatus(j.about(parent)), offered), worse)
	}
	return status
}

// worse is the status of a method that two things have their say in.
func worse(a, b int32) int32 {
	switch {
	case a == excluded || b == excluded:
		return excluded
	case a == undecided || b == undecided:
		return undecided
	}
	return offered
}

// parents returns the methods that one lives within by any of its entries that
// speak.
func (j *judge) parents(v *verdict) []methods.ID {
	var parents []methods.ID
	for _, n := range j.x.entries[place{j.platform, v.method}] {
		if within := j.x.catalog.Availability[n].Parent; within != "" && !slices.Contains(parents, within) {
			parents = append(parents, within)
		}
	}
	return parents
}

// within returns f where the method lives within the parent, and else the number.
func (j *judge) within(v *verdict, parent methods.ID, f ref, otherwise int32) ref {
	lives := j.replace(v.says, func(n int32) int32 {
		if j.entry(n).Parent == parent {
			return 1
		}
		return 0
	})
	return j.combine(lives, f, func(lives, value int32) int32 {
		if lives == 0 {
			return otherwise
		}
		return value
	})
}

// entry returns the entry of a speech.
func (j *judge) entry(n int32) *methods.Availability {
	return &j.x.catalog.Availability[j.speeches.all[n].entry]
}

// offers is 1 where a method is offered.
func (j *judge) offers(v *verdict) ref {
	return j.replace(v.status, func(status int32) int32 {
		if status == offered {
			return 1
		}
		return 0
	})
}

// applying returns where each rule applies to a method or to those that it lives
// within, which is what an offer carries.
func (j *judge) applying(v *verdict) map[int]ref {
	all := map[int]ref{}
	add := func(rule int, f ref) {
		if before, ok := all[rule]; ok {
			f = j.combine(before, f, either)
		}
		all[rule] = f
	}
	for _, r := range v.rules {
		add(r.rule, j.replace(r.said, func(n int32) int32 {
			if j.answers.all[n].applies {
				return 1
			}
			return 0
		}))
	}
	for _, parent := range j.parents(v) {
		for rule, f := range j.applying(j.about(parent)) {
			add(rule, j.within(v, parent, f, 0))
		}
	}
	return all
}

// room is the headroom of an offer for which nothing has been paid yet. The zero
// room is that of a method that is not offered.
type room struct {
	offered        bool
	hasMin, hasMax bool
	resets         bool // the upper bound starts anew
	min, max       int64
}

// cut is what is left of a room by a cap of the order's currency.
func (r room) cut(cap limits.Cap) room {
	if cap.Min.IsValid() && (!r.hasMin || cap.Min.Minor() > r.min) {
		r.hasMin, r.min = true, cap.Min.Minor()
	}
	if cap.Max.IsValid() {
		resets := cap.IsTotal() && cap.Window != limits.Lifetime()
		switch n := cap.Max.Minor(); {
		case !r.hasMax || n < r.max:
			r.hasMax, r.max, r.resets = true, n, resets
		case n == r.max:
			r.resets = r.resets && resets
		}
	}
	return r
}

// roomOf returns the headroom of a method where it is offered, as numbers of the
// table, from where each rule applies.
func (j *judge) roomOf(v *verdict, applying map[int]ref, rooms *table[room]) ref {
	f := j.replace(v.status, func(status int32) int32 { return rooms.number(room{offered: status == offered}) })
	for _, rule := range sortedKeys(applying) {
		cap := capOf(&j.x.catalog.Limits[rule])
		f = j.combine(f, applying[rule], func(n, applies int32) int32 {
			r := rooms.all[n]
			if !r.offered || applies == 0 {
				return n
			}
			return rooms.number(r.cut(cap))
		})
	}
	return f
}

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// limit returns a rule of the catalog.
func (j *judge) limit(n int) *routing.LimitRule { return &j.x.catalog.Limits[n] }
