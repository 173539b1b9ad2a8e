package routing

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// offer turns a verdict into an Offer.
func (d *Decision) offer(i int) Offer {
	w, m := d.row(i), d.method(i)
	o := Offer{
		Method:  m.ID,
		Name:    m.Name,
		Payer:   cmp.Or(m.Payer, methods.PayerBuyer),
		Product: d.product(m, w),
		Rank:    int(w.rank),
		Parent:  d.originOf(w).parentID,
		Entry:   d.router.entries[w.entry],

		Confidence: d.originOf(w).confidence,
		Conflict:   d.originOf(w).conflict,
	}
	applied := d.applied(i)
	n := len(d.originOf(w).sources)
	for j := range applied {
		n += len(d.router.foundationOf(&applied[j]).sources)
	}
	if n > 0 {
		o.Sources = append(make([]string, 0, n), d.originOf(w).sources...)
	}
	if len(applied) > 0 {
		o.Limits = make([]string, 0, len(applied))
	}
	for j := range applied {
		// No rule has refused, so all are in the order's currency.
		o.Headroom, _ = limits.Intersect(o.Headroom, d.room(&applied[j]))
		rule := &d.router.rules[applied[j].rule]
		o.Limits = append(o.Limits, rule.id)
		o.Sources = append(o.Sources, d.router.foundationOf(&applied[j]).sources...)
		if rule.kind&isTotal != 0 {
			o.Caps = append(o.Caps, d.router.totalOf(rule))
		}
	}
	o.Sources = unique(o.Sources)
	return o
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

// recordsOf returns the records of the limit rules for a method, in the order of
// their ids, and those of the Excepts of its entry.
func (d *Decision) recordsOf(i int) (excepts, results []record) {
	v := &d.verdicts[i]
	records := d.records[v.record : v.record+v.records]
	n := 0
	for n < len(records) && records[n].codes.has(excepted) {
		n++
	}
	if v.recorded {
		results = slices.Clone(records[n:])
	} else {
		results = d.plainRecords(i)
	}
	slices.SortStableFunc(results, func(x, y record) int { return cmp.Compare(x.rule, y.rule) })
	return records[:n], results
}

// productsOf returns the products that count for a row: its own, or the method's.
func (d *Decision) productsOf(m *methods.Method, w *row) []methods.Product {
	if own := d.originOf(w).products; len(own) > 0 {
		return own
	}
	return m.Products
}

// product returns a copy of the best product for the order's surface, or the zero
// Product.
func (d *Decision) product(m *methods.Method, w *row) methods.Product {
	r := d.router
	for _, p := range d.productsOf(m, w) {
		serves := len(p.Surfaces) == 0 || slices.ContainsFunc(p.Surfaces, func(s methods.Surface) bool {
			return r.surfaces.Name(d.facts.surface) == s
		})
		if serves {
			p.Surfaces, p.Sources = slices.Clone(p.Surfaces), slices.Clone(p.Sources)
			return p
		}
	}
	return methods.Product{}
}

// applied returns the records of the limit rules that apply to an offered method and
// to its parents, in the order of their ids.
func (d *Decision) applied(i int) []record {
	_, all := d.recordsOf(i)
	if d.parent(i) < 0 {
		return all
	}
	for i = d.parent(i); i >= 0; i = d.parent(i) {
		_, results := d.recordsOf(i)
		all = append(all, results...)
	}
	slices.SortStableFunc(all, func(x, y record) int { return cmp.Compare(x.rule, y.rule) })
	return slices.CompactFunc(all, func(x, y record) bool { return x.rule == y.rule })
}

// room is what a limit rule leaves by itself, whatever the number of payments: that
// refuses all amounts or none.
func (d *Decision) room(r *record) limits.Headroom {
	c, ok := d.router.capOf(&d.router.rules[r.rule])
	if !ok {
		return d.custom[r.number].room
	}
	query := limits.Query{Currency: d.facts.currency, At: time.Unix(0, d.facts.now)}
	switch {
	case c.IsTotal() && c.Max.IsValid():
		c.MaxCount = 0
		query.Usage = limits.Usage{c.Counter: {Amount: d.money(r.number)}}
	case c.IsTotal():
		c = limits.Cap{Min: c.Min}
	}
	room, err := c.Headroom(query)
	if err != nil {
		return limits.Headroom{} // the rule is in another currency: it has no bounds in the order's
	}
	return room
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
	v, m := &d.verdicts[i], d.method(i)
	e := Exclusion{Method: m.ID, Name: m.Name, Undecided: v.undecided()}
	excepts, results := d.recordsOf(i)
	n := v.unmet.len() + len(excepts)
	for j := range results {
		n += results[j].codes.len()
	}
	x := explainer{Decision: d, verdict: i, row: d.row(i), reasons: make([]Reason, 0, n)}
	x.when = d.router.scope(x.row)
	x.entry(v.conditions(), excepts)
	x.limits(results)
	x.order(v)
	e.Reasons = x.reasons
	if v.unmet.has(ended) {
		for j := range e.Reasons { // nothing helps where the entry is over
			e.Reasons[j].Remedy = Remedy{Do: ActionNone}
		}
	}
	return e
}

// explainer collects the reasons against a method.
type explainer struct {
	*Decision
	verdict int
	row     *row  // of the entry that explains
	when    scope // its conditions
	reasons []Reason
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
