package analysis

import (
	"cmp"
	"encoding/binary"
	"slices"
)

// gathering holds boxes of a map until they have been merged: as many as fit, so
// that neighbours are found wherever they are.
type gathering struct {
	judge *judge
	shown *table[showing]

	boxes  []box            // the value is a number of offers
	known  map[string]int32 // by leaves: the number of their offers
	number map[string]int32 // by offers
	offers [][]OfferSummary
	each   table[OfferSummary]
}

func newGathering(j *judge, shown *table[showing]) *gathering {
	g := &gathering{judge: j, shown: shown}
	g.reset()
	return g
}

func (g *gathering) reset() {
	g.boxes, g.offers = nil, nil
	g.known, g.number = map[string]int32{}, map[string]int32{}
}

// add takes a box in which each method is offered as its leaf says.
func (g *gathering) add(leaves []ref, sets []set) {
	var key []byte
	for _, leaf := range leaves {
		key = binary.LittleEndian.AppendUint32(key, uint32(leaf))
	}
	n, ok := g.known[string(key)]
	if !ok {
		n = g.numberOf(g.judge.offersOf(leaves, g.shown))
		g.known[string(key)] = n
	}
	g.boxes = append(g.boxes, box{n, slices.Clone(sets)})
}

func (g *gathering) numberOf(offers []OfferSummary) int32 {
	var key []byte
	for _, o := range offers {
		key = binary.LittleEndian.AppendUint32(key, uint32(g.each.number(o)))
	}
	n, ok := g.number[string(key)]
	if !ok {
		n = int32(len(g.offers))
		g.number[string(key)] = n
		g.offers = append(g.offers, offers)
	}
	return n
}

// isCrowded reports whether no more boxes should be added: there are many that
// cannot be merged.
func (g *gathering) isCrowded() bool {
	if len(g.boxes) < MaxRegions {
		return false
	}
	g.merge()
	clear(g.known)
	return len(g.boxes) > MaxRegions/2
}

// merge joins boxes along the time first, so that periods are as long as can be.
func (g *gathering) merge() {
	d := g.judge.diagram
	g.boxes = d.merge(d.mergeOn(timeAxis, g.boxes))
}

// flush visits what has been gathered in the order of time, until visit returns
// false, and begins anew.
func (g *gathering) flush(visit func(sets []set, offers []OfferSummary) bool) bool {
	g.merge()
	size := g.judge.sizes[timeAxis]
	first := func(b box) int { return runs(b.sets[timeAxis], size)[0].from }
	slices.SortStableFunc(g.boxes, func(a, b box) int { return cmp.Compare(first(a), first(b)) })
	for _, b := range g.boxes {
		if !visit(b.sets, slices.Clone(g.offers[b.value])) {
			return false
		}
	}
	g.reset()
	return true
}
