package routing

import (
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Decision is what [Router.Route] decided about one order. It is recorded as
// codes and numbers; its methods turn them into values and text when asked. The
// zero Decision is empty. It is not changed by reading it, and may be read from
// several goroutines at once. A copy shares its memory: once [Router.RouteInto] has
// reused that, the copy is empty and says so. A nil *Decision is none, and its methods
// panic.
//
// It holds no id of a buyer or merchant.
type Decision struct {
	router   *Router
	order    string
	surface  methods.Surface
	amount   limits.Money
	facts    facts
	verdicts []verdict // by method, as the platform's rows
	records  []record
	custom   []customResult
	prefer   []uint32 // verdicts that Order.Prefer names, in its order
	use      uint32   // which use of the memory this is: see begin
}

// begin begins to use the decision's memory again: copies that share it see by the count
// behind the verdicts that it is no longer theirs.
func (d *Decision) begin() {
	if n := cap(d.verdicts); n > 0 {
		uses := &d.verdicts[:n][n-1].row
		*uses++
		d.use = *uses
	}
}

// isReused reports whether the decision is a copy whose memory RouteInto has reused.
func (d *Decision) isReused() bool {
	n := cap(d.verdicts)
	return d.router != nil && d.verdicts[:n][n-1].row != d.use
}

// dropReused empties a decision of which isReused is true.
func (d *Decision) dropReused() {
	if d.isReused() {
		*d = Decision{}
	}
}

// reset empties the decision, keeping its memory.
func (d *Decision) reset() {
	clear(d.custom)
	*d = Decision{
		verdicts: d.verdicts[:0],
		records:  d.records[:0],
		custom:   d.custom[:0],
		prefer:   d.prefer[:0],
		facts:    facts{wide: d.facts.wide[:0]},
		use:      d.use,
	}
}

// grow makes n empty verdicts, and room for those of all rows of a platform and for the
// count of uses behind them.
func (d *Decision) grow(n, rows int) {
	if cap(d.verdicts) <= rows {
		d.verdicts = make([]verdict, rows+1)
		d.verdicts[rows].row = d.use
	}
	d.verdicts = d.verdicts[:n]
	clear(d.verdicts)
}

// reserve makes room in a fresh decision for what the order prefers and for traits
// beyond the machine word, in one piece: see keep.
func (d *Decision) reserve(o *Order) {
	n := len(o.Prefer)
	all := make([]uint32, n+len(o.Traits)+len(o.Lacks))
	d.prefer = all[:0:n]
	if d.facts.wide == nil {
		d.facts.wide = all[n:n]
	}
}

// OrderID returns the id of the order decided about.
func (d Decision) OrderID() string {
	d.dropReused()
	return d.order
}

// Amount returns the amount decided about.
func (d Decision) Amount() limits.Money {
	d.dropReused()
	return d.amount
}

// Catalog returns the name and the version of the catalog that decided, as its fields
// are: log both with the order. Both are empty for the zero Decision.
func (d Decision) Catalog() (name, version string) {
	d.dropReused()
	if d.router == nil {
		return "", ""
	}
	return d.router.name, d.router.version
}

// find returns the index of the verdict about a method, or -1 if the platform has
// none.
func (d *Decision) find(id methods.ID) int {
	if d.router == nil {
		return -1
	}
	method, ok := d.router.methodOf.Find(id)
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

// row returns the row of the entry that grants a verdict's method, or explains it.
func (d *Decision) row(i int) *row {
	if at := d.verdicts[i].row; at != 0 {
		return &d.router.rows[at]
	}
	return &d.router.rows[d.router.blocks[d.facts.platform].row+uint32(i)]
}

// method returns the method that a verdict is about.
func (d *Decision) method(i int) *methods.Method { return &d.router.methods[d.methodNumber(i)] }

func (d *Decision) methodNumber(i int) uint32 {
	return d.router.methodOn(d.router.blocks[d.facts.platform].row + uint32(i))
}

// parent returns the index of the verdict about the parent of a verdict's entry, or
// -1.
func (d *Decision) parent(i int) int {
	r := d.router
	w := d.row(i)
	if w.flags&hasParent == 0 {
		return -1
	}
	return d.verdictOn(r.origins[r.details[w.detail].origin].parent)
}
