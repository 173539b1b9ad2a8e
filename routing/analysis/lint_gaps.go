package analysis

import (
	"fmt"
	"slices"

	"github.com/paymux/paymux/routing"
)

// findGaps looks for orders that no entry offers anything, though each of their
// facts by itself is one with which some entry does.
func (s *survey) findGaps() error {
	sp := newSpace()
	ids := s.x.methodsOn[s.platform]
	for _, m := range ids {
		sp.addEntries(s.x, place{s.platform, m})
	}
	sp.close(MaxNodes)
	j := newJudge(sp, s.x, s.platform)
	served := leaf(0)
	for _, m := range ids {
		var said table[speech]
		says := j.speaking(s.x, place{s.platform, m}, &said)
		served = j.combine(served, j.where(says, func(n int32) bool { return said.all[n].grants() }), either)
	}
	if served == leaf(0) {
		return s.bounded(sp)
	}
	gap := j.replace(served, func(served int32) int32 { return 1 - served })
	times := j.support(served, timeAxis)
	first, last := slices.Index(times, true), len(times)-1
	for ; !times[last]; last-- {
	}
	within := func(axis int, has func(value int) bool) {
		if j.dependsOn(served, axis) {
			gap = j.both(gap, j.among(axis, has))
		}
	}
	within(timeAxis, func(v int) bool { return first <= v && v <= last })
	within(buyerAxis, func(v int) bool { return v == buyerKnown })
	for axis, unstated := range map[int]int{surfaceAxis: j.surfaceUnstated(), regionAxis: regionUnstated, j.amountAxis(): -1} {
		support := j.support(served, axis)
		within(axis, func(v int) bool { return support[v] && v != unstated })
	}
	return s.reportGaps(j, gap)
}

func (s *survey) reportGaps(j *judge, gap ref) error {
	boxes, ok := j.boxes(gap, MaxRegions)
	if !ok {
		return &BoundError{Platform: s.platform, Bound: "MaxRegions", Most: MaxRegions}
	}
	i := slices.IndexFunc(s.x.catalog.Platforms, func(p routing.Platform) bool { return p.ID == s.platform })
	l := &linter{x: s.x}
	for _, b := range j.merge(boxes) {
		o, _ := j.example(b, s.platform, s.zone)
		l.report(Finding{
			Code: Gap, Path: fmt.Sprintf("platforms[%d]", i), ID: string(s.platform),
			Region: j.region(b, s.names, s.zone), Witness: o,
		}, "no entry offers any method", "没有任何条目提供支付方式")
	}
	s.gaps = l.found
	return s.bounded(j.space)
}

func (s *survey) bounded(sp *space) error {
	if sp.full {
		return &BoundError{Platform: s.platform, Bound: "MaxNodes", Most: MaxNodes}
	}
	return nil
}

// among is 1 for some values of an axis.
func (d *diagram) among(axis int, has func(value int) bool) ref {
	return d.on(axis, func(value int) int32 {
		if has(value) {
			return 1
		}
		return 0
	})
}

// dependsOn reports whether a function looks at an axis.
func (d *diagram) dependsOn(f ref, axis int) bool {
	seen := map[ref]bool{}
	var visit func(f ref) bool
	visit = func(f ref) bool {
		if d.top(f) >= axis || seen[f] {
			return d.top(f) == axis
		}
		seen[f] = true
		return slices.ContainsFunc(d.children(f), visit)
	}
	return visit(f)
}

// support returns for each value of an axis whether a function is ever other than
// 0 with it.
func (d *diagram) support(f ref, axis int) []bool {
	values := make([]bool, d.sizes[axis])
	seen := map[ref]bool{}
	var visit func(f ref)
	visit = func(f ref) {
		if f == leaf(0) || seen[f] {
			return
		}
		seen[f] = true
		switch top := d.top(f); {
		case top > axis:
			for value := range values {
				values[value] = true
			}
		case top == axis:
			for value, child := range d.children(f) {
				values[value] = values[value] || child != leaf(0)
			}
		default:
			for _, child := range d.children(f) {
				visit(child)
			}
		}
	}
	visit(f)
	return values
}
