package routing

import (
	"cmp"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Decision is what [Router.Route] decided about one order. It is recorded as
// codes and numbers; its methods turn them into values and text when asked. The
// zero Decision is empty. It is not changed by reading it, and may be read from
// several goroutines at once; see [Router.RouteInto] for copies.
//
// It holds no id of a buyer or merchant.
type Decision struct {
	router   *Router
	order    string
	amount   limits.Money
	facts    facts
	verdicts []verdict // by method, as the platform's rows
	records  []record
	own      []ownAnswer
	prefer   []uint32 // verdicts that Order.Prefer names, in its order
}

// verdict is what was decided about one method.
type verdict struct {
	unmet codeSet // of the entry, the product, the parent and the order's own lists
	said  codeSet // by limit rules
	row   uint32  // of the entry that grants or speaks, if it is not the method's first

	record, records uint32 // where its records begin, and how many there are

	asked           bool // the limit rules have left records; else see plainRecords
	parentUndecided bool
}

// record is what a limit rule said: why it refuses, or nothing if it applies and
// leaves room. Or it is an Except of the entry that matches.
type record struct {
	codes  codeSet
	rule   uint32 // the limit rule; for an Except, its scope
	number int64  // what has been paid, for a total; into own, for a limit of one's own
}

// ownAnswer is what a limit that is not a Cap answered: it cannot be asked again.
type ownAnswer struct {
	room limits.Headroom
	note string // of an error: the counter that is missing, or its text
}

func (v *verdict) offered() bool { return v.unmet|v.said == 0 }

// undecided reports whether the method is excluded only because something is not
// known.
func (v *verdict) undecided() bool {
	refusing := (v.unmet | v.said) &^ undecidedCodes
	if v.parentUndecided {
		refusing &^= parentExcluded.bit()
	}
	return refusing == 0 && !v.offered()
}

// reset empties the decision, keeping its memory.
func (d *Decision) reset() {
	clear(d.own)
	*d = Decision{
		verdicts: d.verdicts[:0],
		records:  d.records[:0],
		own:      d.own[:0],
		prefer:   d.prefer[:0],
		facts:    facts{wide: d.facts.wide[:0]},
	}
}

// grow makes room for n verdicts, all of which are to be written.
func (d *Decision) grow(n int) {
	if cap(d.verdicts) < n {
		d.verdicts = make([]verdict, n)
	}
	d.verdicts = d.verdicts[:n]
}

// reserve makes room in a fresh decision for what the order prefers and for traits
// beyond the machine word, in one piece: see keep.
func (d *Decision) reserve(o *Order) {
	n := len(o.Prefer)
	all := make([]uint32, n+len(o.Traits))
	d.prefer = all[:0:n]
	if d.facts.wide == nil {
		d.facts.wide = all[n:n]
	}
}

// keep adds a record. Room is made at once for as many as the platform can have:
// growing step by step would cost a fresh decision several allocations.
func (d *Decision) keep(r record) {
	if d.records == nil {
		d.records = make([]record, 0, d.router.blocks[d.facts.platform].records)
	}
	d.records = append(d.records, r)
}

// ranking appends the verdicts about offered methods in the order to show them:
// preferred methods first, then by rank, then by the entry's place in the catalog.
func (d *Decision) ranking(offered []int) []int {
	for i := range d.verdicts {
		if d.verdicts[i].offered() {
			offered = append(offered, i)
		}
	}
	preferred := d.preferred()
	slices.SortFunc(offered, func(i, j int) int {
		if preferred != nil && preferred[i] != preferred[j] {
			return cmp.Compare(preferred[i], preferred[j])
		}
		x, y := d.row(i), d.row(j)
		// Rank 0 stands for last, so it is made the largest.
		return cmp.Or(cmp.Compare(uint16(x.rank)-1, uint16(y.rank)-1), cmp.Compare(x.entry, y.entry))
	})
	return offered
}

// preferred returns the place of each verdict's method in Order.Prefer, or nil if
// that names none.
func (d *Decision) preferred() []int {
	if len(d.prefer) == 0 {
		return nil
	}
	places := slices.Repeat([]int{len(d.prefer)}, len(d.verdicts))
	for place, i := range slices.Backward(d.prefer) {
		places[i] = place
	}
	return places
}

// few is how many offers are ranked, and sources told apart, without allocating.
const few = 16

// Order returns the id of the order decided about.
func (d Decision) OrderID() string { return d.order }

// Amount returns the amount decided about.
func (d Decision) Amount() limits.Money { return d.amount }

// Offers returns the methods that the order may be paid with, in the order to
// show them. The slice is the caller's.
func (d Decision) Offers() []Offer {
	var buffer [few]int
	ranking := d.ranking(buffer[:0])
	offers := make([]Offer, len(ranking))
	for i, at := range ranking {
		offers[i] = d.offer(at)
	}
	return offers
}

// Offer returns the offer of a method, and false if the order may not be paid
// with it.
func (d Decision) Offer(method methods.ID) (Offer, bool) {
	i := d.find(method)
	if i < 0 || !d.verdicts[i].offered() {
		return Offer{}, false
	}
	return d.offer(i), true
}

// Excluded returns the platform's other methods, with all reasons, in the order
// of Catalog.Methods. The slice is the caller's.
func (d Decision) Excluded() []Exclusion {
	excluded := make([]Exclusion, 0, d.count(false))
	for i := range d.verdicts {
		if !d.verdicts[i].offered() {
			excluded = append(excluded, d.exclusion(i))
		}
	}
	return excluded
}

// count returns how many methods are offered, or are not.
func (d *Decision) count(offered bool) int {
	n := 0
	for i := range d.verdicts {
		if d.verdicts[i].offered() == offered {
			n++
		}
	}
	return n
}

// Why returns why the order may not be paid with a method, and false if it may. A
// method that the platform has no entry for, or that the catalog does not know,
// is [CodeNotListed].
func (d Decision) Why(method methods.ID) (Exclusion, bool) {
	i := d.find(method)
	if i < 0 {
		return d.notListed(method), true
	}
	if d.verdicts[i].offered() {
		return Exclusion{}, false
	}
	return d.exclusion(i), true
}

// find returns the index of the verdict about a method, or -1 if the platform has
// none.
func (d *Decision) find(id methods.ID) int {
	if d.router == nil {
		return -1
	}
	method, ok := d.router.methodOf.find(id)
	if !ok {
		return -1
	}
	return d.verdictOn(method)
}

// verdictOn returns the index of the verdict about a method by its number, or -1.
func (d *Decision) verdictOn(method uint32) int {
	at, ok := d.router.rowOf(d.facts.platform, method)
	if !ok {
		return -1
	}
	return int(at - d.router.blocks[d.facts.platform].row)
}

// row returns the row of the entry that a verdict speaks of.
func (d *Decision) row(i int) *row {
	if at := d.verdicts[i].row; at != 0 {
		return &d.router.rows[at]
	}
	return &d.router.rows[d.router.blocks[d.facts.platform].row+uint32(i)]
}

// method returns the method that a verdict is about.
func (d *Decision) method(i int) *methods.Method {
	r := d.router
	return &r.methods[r.methodOn(r.blocks[d.facts.platform].row+uint32(i))]
}
