package routing

import (
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// verdict is what was decided about one method.
type verdict struct {
	found   finding // about the entry, while the method is decided about
	unmet   codeSet // of the entry, the product, the parent and the order's own lists
	refused codeSet // by limit rules
	row     uint32  // of the entry that grants or explains, if it is not the method's first

	record, records uint32 // where its records begin, and how many there are

	recorded        bool // the limit rules have left records; else see plainRecords
	parentUndecided bool
	unknownEntry    bool // facts are missing to tell which of two entries with different parents grants
}

func (v *verdict) offered() bool { return v.unmet|v.refused == 0 }

// undecided reports whether the method is excluded only because something is not
// known.
func (v *verdict) undecided() bool {
	refusing := (v.unmet | v.refused) &^ undecidedCodes
	if v.parentUndecided {
		refusing &^= parentExcluded.bit()
	}
	return refusing == 0 && !v.offered()
}

// record is the result of a limit rule: why it refuses, or nothing if it applies and
// leaves room, which of an excluded method only a total and a custom limit record: the
// usage that they were asked with is not kept. Where traits are missing to know whether it
// applies, there is one record more for each Except that depends on some.
//
// Or it is an Except of the entry, with the code excepted: one that matches or, if it
// has the code unknownTrait as well, one of which that is not known for want of traits.
// Or it is a method that Order.Down names, with the code down.
type record struct {
	codes codeSet

	// The limit rule; of an Except its place in Router.exceptRows, of a method that is
	// down that of its verdict.
	rule uint32

	// How many payments there have been, for a total; notCounted where that is what is
	// missing.
	count int64

	// What has been paid, for a total; the place in custom, for a custom limit; the
	// scope whose traits are missing; until when the method is down, in Unix
	// nanoseconds, 0 if that is not known.
	number int64
}

// notCounted is the count of payments of a record where the order does not state it.
const notCounted = -1

// customResult is what a custom limit returned: it must not be called again.
type customResult struct {
	room limits.Headroom
	note string // of an error: the counter that is missing, or its text
}

// facts is an order in the router's numbers.
type facts struct {
	now      int64  // Unix nanoseconds
	amount   int64  // minor units
	traits   uint64 // stated
	lacks    uint64 // known not to hold
	unknown  uint64 // neither, and must be stated
	second   uint32 // from firstSecond on, at most never-1
	minute   uint16 // of the week, if the catalog has hours
	platform uint32
	surface  uint32
	region   uint32
	value    uint32 // of the currency
	currency limits.Currency

	// isWide is true if a value is 64 or more, for which there are no bits and columns.
	isWide bool

	// The buyer is forgotten when the decision is made. The bucket is that for the
	// last salt that was needed, or -1.
	bucket int32
	salt   methods.SaltState
	buyer  string

	wide []uint32 // traits from 64 on, sorted: twice the value, and one more for one that is known not to hold
}

// truth is what an order says of a trait, or of a set of them.
type truth uint8

const (
	no truth = iota
	unknown
	yes
)

// saying returns the traits below 64 of which an order says one thing.
func (f *facts) saying(is truth) uint64 {
	switch is {
	case yes:
		return f.traits
	case unknown:
		return f.unknown
	}
	return ^(f.traits | f.unknown)
}

// trait returns what an order says of a trait.
func (r *Router) trait(value uint32, f *facts) truth {
	if value < 64 {
		switch bit := uint64(1) << value; {
		case f.traits&bit != 0:
			return yes
		case f.unknown&bit != 0:
			return unknown
		}
		return no
	}
	at, stated := slices.BinarySearch(f.wide, value<<1)
	switch {
	case stated:
		return yes
	case at < len(f.wide) && f.wide[at] == value<<1|1:
		return no
	}
	if _, must := slices.BinarySearch(r.wideMustState, value); must {
		return unknown
	}
	return no
}

// lacks reports whether a trait is known not to hold.
func (f *facts) isLacked(value uint32) bool {
	if value < 64 {
		return f.lacks>>value&1 != 0
	}
	_, lacked := slices.BinarySearch(f.wide, value<<1|1)
	return lacked
}

// set returns what an order says of a set of traits: the least of what it says of one.
func (r *Router) set(set *traitSet, f *facts) truth {
	if set.bits&^(f.traits|f.unknown) != 0 {
		return no
	}
	least := yes
	if set.bits&^f.traits != 0 {
		least = unknown
	}
	for _, value := range r.wideTraits[set.wide:set.to] {
		least = min(least, r.trait(value, f))
	}
	return least
}

// audience returns what an order says of an audience: the most of what it says of one
// of its sets.
func (r *Router) audience(w *who, f *facts) truth {
	if w.sets == w.to {
		return yes
	}
	most := no
	for i := w.sets; i < w.to && most != yes; i++ {
		most = max(most, r.set(&r.traitSets[i], f))
	}
	return most
}

// mayHold reports whether no trait of a set is known not to hold.
func (r *Router) mayHold(set *traitSet, f *facts) bool {
	return set.bits&f.lacks == 0 && !slices.ContainsFunc(r.wideTraits[set.wide:set.to], f.isLacked)
}

// refuses returns why an amount is not within bounds. Bounds that leave no room for
// any amount, because what is left of a total is below the minimum, always refuse
// with the upper one.
func refuses(amount, least, most int64, over reasonCode) codeSet {
	var refused codeSet
	if amount < least {
		refused, amount = belowMin.bit(), least
	}
	if amount > most {
		refused |= over.bit()
	}
	return refused
}

// keep adds a record. Room is made at once for as many as the platform can have:
// growing step by step would cost a fresh decision several allocations.
func (d *Decision) keep(r record) {
	if d.records == nil {
		d.reserveRecords(0)
	}
	d.records = append(d.records, r)
}

// reserveRecords makes room in a fresh decision for all records that the platform can
// have, and for some more.
func (d *Decision) reserveRecords(more int) {
	d.records = make([]record, 0, int(d.router.blocks[d.facts.platform].records)+more)
}

// few is how many offers are ranked, and sources told apart, without allocating.
const few = 16
