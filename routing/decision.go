package routing

import (
	"cmp"
	"sort"

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
	verdicts []verdict // by slot of the platform
	records  []record
	own      []ownAnswer
	offers   int
}

// verdict is what was decided about one method.
type verdict struct {
	row   uint32
	unmet codeSet // of the entry, the product, the parent and the order's own lists
	said  codeSet // by limit rules

	record, records uint32 // where its records begin, and how many there are

	nth       uint32 // the verdict of the nth offer, unrelated to this one
	preferred uint32 // place in Order.Prefer, from 1

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

// keep adds a record. Room is made for all of them at once: growing step by step
// would cost a fresh decision several allocations.
func (d *Decision) keep(r record) {
	const perMethod = 8
	if d.records == nil {
		d.records = make([]record, 0, perMethod*len(d.verdicts))
	}
	d.records = append(d.records, r)
}

// rank sorts the offers: preferred methods first, then by rank, then by the
// entry's place in the catalog.
func (d *Decision) rank(o *Order) {
	for i, id := range o.Prefer {
		if at := d.find(id); at >= 0 && d.verdicts[at].preferred == 0 {
			d.verdicts[at].preferred = uint32(i + 1)
		}
	}
	n := 0
	for i := range d.verdicts {
		v := &d.verdicts[i]
		d.verdicts[n].nth = uint32(i)
		n += int(1 ^ nonzero(uint64(v.unmet|v.said)))
	}
	d.offers = n
	const few = 12
	if d.offers > few {
		sort.Sort((*byRank)(d))
		return
	}
	for i := 1; i < d.offers; i++ {
		for j := i; j > 0 && (*byRank)(d).Less(j, j-1); j-- {
			(*byRank)(d).Swap(j, j-1)
		}
	}
}

// byRank sorts the offers of a decision in place, without allocating.
type byRank Decision

func (d *byRank) Len() int { return d.offers }

func (d *byRank) Swap(i, j int) {
	d.verdicts[i].nth, d.verdicts[j].nth = d.verdicts[j].nth, d.verdicts[i].nth
}

func (d *byRank) Less(i, j int) bool {
	v, w := &d.verdicts[d.verdicts[i].nth], &d.verdicts[d.verdicts[j].nth]
	x, y := &d.router.rows[v.row], &d.router.rows[w.row]
	return cmp.Or(
		// 0 stands for last, so it is made the largest.
		cmp.Compare(v.preferred-1, w.preferred-1),
		cmp.Compare(uint16(x.rank)-1, uint16(y.rank)-1),
		cmp.Compare(x.entry, y.entry),
	) < 0
}

// Order returns the id of the order decided about.
func (d Decision) Order() string { return d.order }

// Amount returns the amount decided about.
func (d Decision) Amount() limits.Money { return d.amount }

// Offers returns the methods that the order may be paid with, in the order to
// show them. The slice is the caller's.
func (d Decision) Offers() []Offer {
	offers := make([]Offer, d.offers)
	for i := range offers {
		offers[i] = d.offer(int(d.verdicts[i].nth))
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
	excluded := make([]Exclusion, 0, len(d.verdicts)-d.offers)
	for i := range d.verdicts {
		if !d.verdicts[i].offered() {
			excluded = append(excluded, d.exclusion(i))
		}
	}
	return excluded
}

// Why returns why the order may not be paid with a method, and false if it may. A
// method that the platform has no entry for, or that the catalog does not know,
// is [NotListed].
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
	method, ok := d.router.methodOf[id]
	if !ok {
		return -1
	}
	s, ok := d.router.slotOf(d.facts.platform, method)
	if !ok {
		return -1
	}
	return int(s - d.router.blocks[d.facts.platform].slot)
}

// method returns the method that a verdict is about.
func (d *Decision) method(i int) *methods.Method {
	r := d.router
	return &r.methods[r.slots[r.blocks[d.facts.platform].slot+uint32(i)].method]
}
