package analysis

import (
	"cmp"
	"encoding/binary"
	"slices"

	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// batch holds boxes of a map until they have been merged: as many as fit, so that
// neighbors are found wherever they are.
type batch struct {
	*mapper

	boxes    []mdd.Box        // the value is a number of offers
	byLeaves map[string]int32 // the number of their offers
	byShown  map[string]int32
	offers   [][]shown
	each     table[shown]
}

func newBatch(mp *mapper) *batch {
	b := &batch{mapper: mp}
	b.reset()
	return b
}

func (b *batch) reset() {
	b.boxes, b.offers = nil, nil
	b.byLeaves, b.byShown = map[string]int32{}, map[string]int32{}
}

// add takes a box in which each method is offered as its leaf says.
func (b *batch) add(leaves []mdd.Ref, box mdd.Box) {
	key := keyOf(leaves)
	n, ok := b.byLeaves[key]
	if !ok {
		n = b.number(b.offersOf(leaves))
		b.byLeaves[key] = n
	}
	b.boxes = append(b.boxes, box.Clone(n))
}

// number returns the number of offers.
func (b *batch) number(offers []shown) int32 {
	numbers := make([]int32, len(offers))
	for i, o := range offers {
		numbers[i] = b.each.number(o)
	}
	key := keyOf(numbers)
	n, ok := b.byShown[key]
	if !ok {
		n = int32(len(b.offers))
		b.byShown[key] = n
		b.offers = append(b.offers, offers)
	}
	return n
}

// keyOf makes numbers the key of a map.
func keyOf[N ~int32](numbers []N) string {
	var key []byte
	for _, n := range numbers {
		key = binary.LittleEndian.AppendUint32(key, uint32(n))
	}
	return string(key)
}

// isFull reports whether no more boxes should be added: there are many that cannot be
// merged.
func (b *batch) isFull() bool {
	most := b.mapper.space.bounds.regions
	if len(b.boxes) < most {
		return false
	}
	b.merge()
	clear(b.byLeaves)
	return len(b.boxes) > most/2
}

// merge joins boxes along the time first, so that periods are as long as can be.
func (b *batch) merge() {
	b.boxes = b.space.merge(b.MergeOn(b.times.axis, b.boxes))
}

// flush visits what the batch has in the order of time, until visit returns false, and
// empties it.
func (b *batch) flush(visit func(Behavior) bool) bool {
	b.merge()
	first := func(box mdd.Box) int { return box.Set(b.times.axis).First() }
	slices.SortStableFunc(b.boxes, func(c, d mdd.Box) int { return cmp.Compare(first(c), first(d)) })
	for _, box := range b.boxes {
		offers := make([]OfferSummary, len(b.offers[box.Value]))
		for i, o := range b.offers[box.Value] {
			offers[i] = b.summaryOf(o)
		}
		if !visit(Behavior{Region: b.region(box, b.names), Offers: offers}) {
			return false
		}
	}
	b.reset()
	return true
}
