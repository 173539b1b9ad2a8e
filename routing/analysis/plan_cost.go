package analysis

import "slices"

// stepKind is a kind of step that a plan may take.
type stepKind int

// The kinds of steps, the cheapest first.
const (
	payLess stepKind = iota
	payMore
	move      // to another surface
	stateFact // a surface, region, buyer, total or trait that is missing
	wait
	stateTrait
	payIn // in another currency
	stepKinds
)

// cost is what a plan costs: how many steps of each kind it takes, then how far
// they go, then where the rules name what they lead to. Costs add up part by part and
// are compared in the order of their parts, so that the rest of a cheapest path is a
// cheapest path itself.
type cost struct {
	steps [stepKinds]int32 // of each part, the dearest kind first
	far   [stepKinds]int64
	value [stepKinds]int32
}

func (c cost) plus(d cost) cost {
	for i := range stepKinds {
		c.steps[i] += d.steps[i]
		c.far[i] += d.far[i]
		c.value[i] += d.value[i]
	}
	return c
}

func (c *cost) compare(d *cost) int {
	if order := slices.Compare(c.steps[:], d.steps[:]); order != 0 {
		return order
	}
	if order := slices.Compare(c.far[:], d.far[:]); order != 0 {
		return order
	}
	return slices.Compare(c.value[:], d.value[:])
}

// costOf is the cost of a step that goes so far, to a value by its number.
func costOf(kind stepKind, far int64, value int) cost {
	var c cost
	part := stepKinds - 1 - kind
	c.steps[part], c.far[part], c.value[part] = 1, far, int32(value)
	return c
}
