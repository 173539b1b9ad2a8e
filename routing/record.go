package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// verdict is what was decided about one method.
type verdict struct {
	unmet   codeSet // of the entry, the product, the parent and the order's own lists
	refused codeSet // by limit rules
	row     uint32  // of the entry that grants or explains, if it is not the method's first

	record, records uint32 // where its records begin, and how many there are

	recorded        bool // the limit rules have left records; else see plainRecords
	parentUndecided bool
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
// leaves room. Or it is an Except of the entry that matches.
type record struct {
	codes  codeSet
	rule   uint32 // the limit rule; for an Except, its scope
	number int64  // what has been paid, for a total; into custom, for a custom limit
}

// customResult is what a custom limit returned: it must not be called again.
type customResult struct {
	room limits.Headroom
	note string // of an error: the counter that is missing, or its text
}

// facts is an order in the router's numbers.
type facts struct {
	now      int64 // Unix nanoseconds
	amount   int64 // minor units
	traits   uint64
	second   uint32 // from firstSecond on, at most never-1
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

	wide []uint32 // traits from 64 on, sorted
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
		d.records = make([]record, 0, d.router.blocks[d.facts.platform].records)
	}
	d.records = append(d.records, r)
}

// plainRecords is what applyLimits would have recorded for a method whose bound
// was enough to decide: no rule applies but plain caps.
func (d *Decision) plainRecords(i int) []record {
	var records []record
	r := d.router
	for _, rows := range r.limitsFor(d.facts.platform, r.blocks[d.facts.platform].row+uint32(i)) {
		for _, l := range rows {
			rule := &r.rules[l.rule]
			if !r.plain(l) || rule.currency != uint8(d.facts.currency) {
				continue
			}
			if codes := refuses(d.facts.amount, rule.min, rule.max, aboveMax); codes != 0 || d.verdicts[i].offered() {
				records = append(records, record{rule: l.rule, codes: codes})
			}
		}
	}
	return records
}

// few is how many offers are ranked, and sources told apart, without allocating.
const few = 16
