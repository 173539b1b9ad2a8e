package routing

import (
	"cmp"
	"maps"
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// offer turns a verdict into an Offer.
func (d *Decision) offer(i int) Offer {
	w, m, origin := d.row(i), d.method(i), d.originOf(d.row(i))
	o := Offer{
		Method:  m.ID,
		Name:    m.Name,
		Payer:   payerOf(m),
		Product: cloneProduct(d.product(i)),
		Rank:    int(w.rank),
		Parent:  origin.parentID,
		Entry:   d.router.entries[w.entry],

		Headroom:   d.headroom(i),
		Confidence: origin.confidence,
		Conflict:   origin.conflict,
	}
	var buffer [few]record
	applied := d.applied(i, buffer[:0])
	o.Limits, o.Sources = d.basis(w, applied, nil, nil)
	for j := range applied {
		if rule := &d.router.rules[applied[j].rule]; rule.kind&isTotal != 0 {
			o.Caps = append(o.Caps, d.router.totalOf(rule))
		}
	}
	return o
}

func payerOf(m *methods.Method) methods.Payer { return cmp.Or(m.Payer, methods.PayerBuyer) }

// basis appends the ids of the limit rules that apply, and those of the sources of the
// entry and of these rules.
func (d *Decision) basis(w *row, applied []record, rules, sources []string) (ofRules, ofSources []string) {
	rules = slices.Grow(rules, len(applied))
	sources = append(sources, d.originOf(w).sources...)
	for j := range applied {
		rules = append(rules, d.router.rules[applied[j].rule].id)
		sources = append(sources, d.router.foundationOf(&applied[j]).sources...)
	}
	return rules, unique(sources)
}

// unique drops all but the first of equal strings.
func unique(all []string) []string {
	if len(all) <= few {
		kept := all[:0]
		for _, s := range all {
			if !slices.Contains(kept, s) {
				kept = append(kept, s)
			}
		}
		return kept
	}
	seen := make(map[string]bool, len(all))
	return slices.DeleteFunc(all, func(s string) bool {
		again := seen[s]
		seen[s] = true
		return again
	})
}

func (d *Decision) originOf(w *row) *origin {
	return &d.router.origins[d.router.details[w.detail].origin]
}

// foundationOf returns how well the limit rule of a record is founded.
func (r *Router) foundationOf(of *record) *foundation {
	return &r.origins[r.rules[of.rule].origin].foundation
}

// exceptsOf returns the records of the Excepts of a verdict's entry: they come first.
func (d *Decision) exceptsOf(v *verdict) []record {
	records := d.records[v.record : v.record+v.records]
	n := 0
	for n < len(records) && records[n].codes.has(excepted) {
		n++
	}
	return records[:n]
}

// resultsOf returns the records of the limit rules for a method, in the order of their
// ids, in memory of the caller if they fit.
func (d *Decision) resultsOf(i int, buffer []record) (results []record) {
	if v := &d.verdicts[i]; v.recorded {
		excepts := d.exceptsOf(v)
		results = append(buffer, d.records[int(v.record)+len(excepts):v.record+v.records]...)
	} else {
		results = d.plainRecords(i, buffer)
	}
	slices.SortStableFunc(results, record.compare)
	return results
}

func (r record) compare(other record) int { return cmp.Compare(r.rule, other.rule) }

// productsOf returns the products that count for a row: its own, or the method's.
func (d *Decision) productsOf(m *methods.Method, w *row) []methods.Product {
	if own := d.originOf(w).products; len(own) > 0 {
		return own
	}
	return m.Products
}

// product returns the best product for the order's surface, or the zero Product. It is
// the router's own: see cloneProduct.
func (d *Decision) product(i int) *methods.Product {
	products := d.productsOf(d.method(i), d.row(i))
	if at := d.productAt(products); at >= 0 {
		return &products[at]
	}
	return &noProductAtAll
}

// productAt returns the place of the best product for the order's surface, or -1.
func (d *Decision) productAt(products []methods.Product) int {
	surface := d.router.surfaces.Name(d.facts.surface)
	for i := range products {
		if p := &products[i]; len(p.Surfaces) == 0 || slices.Contains(p.Surfaces, surface) {
			return i
		}
	}
	return -1
}

// noProductAtAll is the product of a method that has none.
var noProductAtAll methods.Product

// cloneProduct returns a product that is the caller's.
func cloneProduct(p *methods.Product) methods.Product {
	own := *p
	own.Surfaces, own.Sources, own.Params = slices.Clone(p.Surfaces), slices.Clone(p.Sources), maps.Clone(p.Params)
	return own
}

// applied returns the records of the limit rules that apply to an offered method and
// to its parents, in the order of their ids, in memory of the caller if they fit.
func (d *Decision) applied(i int, buffer []record) []record {
	all := d.resultsOf(i, buffer)
	if d.parent(i) < 0 {
		return all
	}
	for i = d.parent(i); i >= 0; i = d.parent(i) {
		all = append(all, d.resultsOf(i, all[len(all):])...)
	}
	slices.SortStableFunc(all, record.compare)
	return slices.CompactFunc(all, func(x, y record) bool { return x.rule == y.rule })
}

// money is an amount in the order's currency.
func (d *Decision) money(minor int64) limits.Money {
	m, err := limits.MoneyFromMinor(minor, d.facts.currency)
	if err != nil {
		return limits.Money{}
	}
	return m
}

// exclusion turns a verdict into an Exclusion.
func (d *Decision) exclusion(i int) Exclusion {
	m := d.method(i)
	e := Exclusion{Method: m.ID, Name: m.Name, Undecided: d.verdicts[i].undecided()}
	var buffer [few]record
	x := d.explainer(i, buffer[:0], &noSpace)
	n := 0
	x.each(func(cause) bool { n++; return true })
	e.Reasons = make([]Reason, 0, n)
	x.each(func(c cause) bool {
		e.Reasons = append(e.Reasons, x.reason(c))
		return true
	})
	return e
}

// explainer finds the reasons against a method.
type explainer struct {
	*Decision
	verdict  int
	row      *row     // of the entry that explains
	when     scope    // its conditions
	excepts  []record // of its Excepts
	results  []record // of limit rules, by rule, if one refuses
	nowOver  bool     // the entry has ended: nothing helps
	excluded codeSet  // by the entry
	asked    []uint32 // the traits that the last remedy asks for, sorted by name
	space    *space
}

// space is memory for the lists of one reason, so that it can be written without
// allocating. What is made in it lasts until the next reason is. The zero space makes
// lists that are the caller's.
type space struct {
	lends       bool // what is fixed is the router's own, and not copied
	surfaces    []methods.Surface
	values      []uint32 // of traits
	traits      []methods.Trait
	names       []methods.Text
	exceptNames []methods.Text
	facts       []string
	currencies  []string
	others      []string
}

// noSpace is the zero space. Nothing writes to it.
var noSpace space

// explainer returns the explainer of a verdict, with memory of the caller for its records
// and for the lists of its reasons.
func (d *Decision) explainer(i int, buffer []record, s *space) explainer {
	v := &d.verdicts[i]
	x := explainer{Decision: d, verdict: i, row: d.row(i), excluded: v.unmet, nowOver: v.unmet.has(ended), space: s}
	x.excepts = d.exceptsOf(v)
	if v.refused != 0 {
		x.results = d.resultsOf(i, buffer)
	}
	x.when = d.router.scope(x.row)
	return x
}

// cause is what gives one reason: a condition of the entry, a limit rule, or the order's
// own lists.
type cause struct {
	code reasonCode

	// The records are x.excepts[from:to], of which there is one for an Except that matches;
	// or else x.results[from:to], of a limit rule, the result first. There may be none.
	from, to int
}

// each yields the causes in the order in which reasons are given.
func (x *explainer) each(yield func(cause) bool) {
	for set := x.excluded & ofEntry; set != 0; set &= set - 1 {
		code := set.first()
		if code != excepted {
			if !yield(cause{code: code}) {
				return
			}
			continue
		}
		for i := range x.excepts {
			if x.excepts[i].codes == excepted.bit() && !yield(cause{code, i, i + 1}) {
				return
			}
		}
	}
	for from := 0; from < len(x.results); {
		to := from + 1
		for to < len(x.results) && x.results[to].rule == x.results[from].rule {
			to++
		}
		for set := x.results[from].codes; set != 0; set &= set - 1 {
			if !yield(cause{set.first(), from, to}) {
				return
			}
		}
		from = to
	}
	for set := x.verdicts[x.verdict].unmet & ofOrder; set != 0; set &= set - 1 {
		if !yield(cause{code: set.first()}) {
			return
		}
	}
}

// isOfLimit reports whether a limit rule gives the reason.
func (c cause) isOfLimit() bool { return c.code != excepted && c.to > 0 }

// rule is the id of the rule that gives a reason, and empty for the order's own lists.
func (x *explainer) rule(c cause) string {
	switch {
	case c.isOfLimit():
		return x.router.rules[x.results[c.from].rule].id
	case c.code <= noProduct || c.code == parentExcluded:
		return x.router.entries[x.row.entry]
	}
	return ""
}

// undecided reports whether a cause does not refuse outright.
func (x *explainer) undecided(c cause) bool {
	if c.code == parentExcluded {
		return x.verdicts[x.verdict].parentUndecided
	}
	return undecidedCodes.has(c.code)
}

// notListed explains a method that the platform has no entry for.
func (d *Decision) notListed(method methods.ID) Exclusion {
	e := Exclusion{Method: method, Reasons: []Reason{{Code: CodeNotListed, Remedy: Remedy{Do: ActionNone}}}}
	if d.router != nil {
		if i, ok := d.router.methodOf.Find(method); ok {
			e.Name = d.router.methods[i].Name
		}
	}
	return e
}

// difference is a - b, or the zero Money if that is beyond what Money holds, as it
// may be where a total has far passed its cap. a is not negative.
func (d *Decision) difference(a, b int64) limits.Money {
	if b < 0 && a > math.MaxInt64+b {
		return limits.Money{}
	}
	return d.money(a - b)
}
