package routing

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// offer turns a verdict into an Offer.
func (d *Decision) offer(i int) Offer {
	v := &d.verdicts[i]
	w := &d.router.rows[v.row]
	m := d.method(i)
	o := Offer{
		Method:   m.ID,
		Name:     m.Name,
		Payer:    cmp.Or(m.Payer, methods.PayerBuyer),
		Product:  d.product(m, w),
		Rank:     int(w.rank),
		Within:   d.router.withinOf(w.entry),
		Headroom: d.headroom(v),
		Entry:    d.router.entries[w.entry].id,
		Sources:  slices.Clone(d.originOf(w).sources),
	}
	for _, rule := range d.appliedTo(v) {
		o.Limits = append(o.Limits, rule.ID)
		o.Sources = append(o.Sources, rule.Sources...)
		if cap, ok := rule.Limit.(limits.Cap); ok && cap.IsTotal() {
			cap.Per = slices.Clone(cap.Per)
			o.Caps = append(o.Caps, cap)
		}
	}
	o.Sources = unique(o.Sources)
	return o
}

// unique drops all but the first of equal strings.
func unique(all []string) []string {
	kept := all[:0]
	for _, s := range all {
		if !slices.Contains(kept, s) {
			kept = append(kept, s)
		}
	}
	return kept
}

func (d *Decision) originOf(w *row) *origin {
	return &d.router.origins[d.router.entries[w.entry].origin]
}

// appliedTo returns the limit rules that cut a verdict's headroom, sorted by id.
func (d *Decision) appliedTo(v *verdict) []*LimitRule {
	numbers := slices.Clone(d.applied[v.firstApplied : v.firstApplied+v.applied])
	slices.Sort(numbers)
	rules := make([]*LimitRule, len(numbers))
	for i, n := range numbers {
		rules[i] = &d.router.rules[n]
	}
	return rules
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
			return d.facts.surface >= firstNamed && r.surfaces.names[d.facts.surface] == s
		})
		if serves {
			p.Surfaces, p.Sources = slices.Clone(p.Surfaces), slices.Clone(p.Sources)
			return p
		}
	}
	return methods.Product{}
}

func (d *Decision) headroom(v *verdict) limits.Headroom {
	var low, high limits.Headroom
	if v.kind&hasMin != 0 {
		low = limits.AtLeast(d.money(v.min))
	}
	if v.kind&hasMax != 0 {
		high = limits.AtMost(d.money(v.max))
		if v.resets != 0 {
			high = high.ResetsAt(time.Unix(0, v.resets))
		}
	}
	room, err := limits.Intersect(low, high)
	if err != nil {
		return limits.AtMost(limits.Money{}) // not reached: both are in the order's currency
	}
	return room
}

// money is an amount in the order's currency.
func (d *Decision) money(minor int64) limits.Money {
	m, err := limits.FromMinor(minor, d.facts.currency)
	if err != nil {
		return limits.Money{}
	}
	return m
}

// exclusion turns a verdict into an Exclusion.
func (d *Decision) exclusion(i int) Exclusion {
	v := &d.verdicts[i]
	m := d.method(i)
	e := Exclusion{Method: m.ID, Name: m.Name, Undecided: v.undecided()}
	w := &d.router.rows[v.row]
	records := d.records[v.firstRecord : v.firstRecord+v.records]
	for code := announced; code <= noProduct; code++ {
		switch {
		case !v.unmet.has(code):
		case code == excepted:
			for j := range records {
				if records[j].codes == excepted.bit() {
					e.Reasons = append(e.Reasons, d.exceptReason(m, w, &records[j]))
				}
			}
		default:
			e.Reasons = append(e.Reasons, d.entryReason(m, w, code))
		}
	}
	e.Reasons = append(e.Reasons, d.limitReasons(records)...)
	for code := parentExcluded; code <= tried; code++ {
		if v.unmet.has(code) {
			e.Reasons = append(e.Reasons, d.orderReason(v, w, code))
		}
	}
	return e
}

// notListed explains a method that the platform has no entry for.
func (d *Decision) notListed(method methods.ID) Exclusion {
	e := Exclusion{Method: method, Reasons: []Reason{{Code: NotListed, Remedy: Remedy{Do: None}}}}
	if d.router != nil {
		if i, ok := d.router.methodOf[method]; ok {
			e.Name = d.router.methods[i].Name
		}
	}
	return e
}

// entryReason explains a condition of the entry that is not met, or that no
// product serves the surface.
func (d *Decision) entryReason(m *methods.Method, w *row, code reasonCode) Reason {
	reason := Reason{
		Code:      codes[code],
		Undecided: undecidedCodes.has(code),
		Rule:      d.router.entries[w.entry].id,
		Sources:   slices.Clone(d.originOf(w).sources),
		Remedy:    d.entryRemedy(m, w, code),
	}
	switch code {
	case notStarted:
		reason.At = d.router.instant(w.from)
	case ended:
		reason.At = d.router.instant(w.until)
	}
	return reason
}

func (d *Decision) exceptReason(m *methods.Method, w *row, r *record) Reason {
	reason := d.entryReason(m, w, excepted)
	reason.Remedy = d.exceptRemedy(m, w, &d.router.scopes[r.rule])
	return reason
}

// orderReason explains what the parent or the order's own lists have against a
// method.
func (d *Decision) orderReason(v *verdict, w *row, code reasonCode) Reason {
	reason := Reason{Code: codes[code], Remedy: Remedy{Do: None}}
	if code == parentExcluded {
		reason.Undecided = v.parentUndecided
		reason.Rule = d.router.entries[w.entry].id
		reason.Sources = slices.Clone(d.originOf(w).sources)
		reason.Within = d.router.withinOf(w.entry)
		reason.WithinName = d.router.methods[d.router.methodOf[reason.Within]].Name
	}
	return reason
}

// limitReasons explains what limit rules said, in the order of their ids.
func (d *Decision) limitReasons(records []record) []Reason {
	records = slices.DeleteFunc(slices.Clone(records), func(r record) bool { return r.codes == excepted.bit() })
	slices.SortStableFunc(records, func(x, y record) int { return cmp.Compare(x.rule, y.rule) })
	var reasons []Reason
	for i := range records {
		r := &records[i]
		for set := r.codes; set != 0; set &= set - 1 {
			reasons = append(reasons, d.limitReason(r, reasonCode(bits.TrailingZeros32(uint32(set)))))
		}
	}
	return reasons
}

func (d *Decision) limitReason(r *record, code reasonCode) Reason {
	rule := &d.router.rules[r.rule]
	reason := Reason{
		Code:      codes[code],
		Undecided: undecidedCodes.has(code),
		Rule:      rule.ID,
		Sources:   slices.Clone(rule.Sources),
		Remedy:    d.limitRemedy(rule, r, code),
	}
	cap, isCap := rule.Limit.(limits.Cap)
	if isCap {
		reason.Counter = cap.Counter
	}
	switch code {
	case belowMin:
		reason.Requested, reason.Limit = d.amount, d.money(r.min)
		reason.Short = d.money(r.min - d.facts.amount)
	case aboveMax, capReached:
		reason.Requested, reason.Limit = d.amount, d.money(r.max)
		reason.Over = d.over(r)
		if r.kind&isTotal != 0 && isCap {
			reason.Limit, reason.Used = cap.Max, d.money(r.used)
		}
		if r.resets != 0 {
			reason.Resets = d.router.instant(r.resets)
		}
	case unknownUsage:
		if !isCap {
			reason.Counter = limits.Counter(d.notes[r.detail-1])
		}
	case limitCurrency:
		if isCap && cap.Currency() != d.facts.currency {
			reason.Limit = cmp.Or(cap.Max, cap.Min)
		}
	case limitError:
		reason.Detail = d.notes[r.detail-1]
	}
	return reason
}

// over is by how much the amount is above what is left; zero Money if that is
// beyond what Money holds, as it may be where a total has far passed its cap.
func (d *Decision) over(r *record) limits.Money {
	needed := d.facts.needed(r)
	if r.max < 0 && needed > math.MaxInt64+r.max {
		return limits.Money{}
	}
	return d.money(needed - r.max)
}

// needed is the smallest amount at or above the order's that the record's minimum
// allows.
func (f *facts) needed(r *record) int64 {
	if r.kind&hasMin != 0 {
		return max(f.amount, r.min)
	}
	return f.amount
}

// forever is the end of a period that has none.
const forever = math.MaxInt64
