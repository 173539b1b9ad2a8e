package analysis

import (
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

// witness has both routers decide about the witness of a change, and does so again
// with totals around the caps until the decisions differ.
func (d *differ) witness(change *Change, c *comparison, differ func(v, w *routing.Decision) bool) error {
	o := change.Witness
	for usage := range usages(o, d.responsibleFirst(change, c.space.caps)) {
		o.Usage = usage
		v, err := d.old.decide(o)
		if err != nil {
			return err
		}
		w, err := d.new.decide(o)
		if err != nil {
			return err
		}
		if differ(&v, &w) {
			change.Witness, change.OldDecision, change.NewDecision = o, v, w
			return nil
		}
	}
	return &faultError{claim: "a difference about " + string(change.Method), order: o.String()}
}

// responsibleFirst returns caps, of which those of the rules that make a change come
// first, so that few totals have to be tried.
func (d *differ) responsibleFirst(change *Change, caps []limits.Cap) []limits.Cap {
	responsible := map[limits.Counter]bool{}
	for _, id := range change.Old {
		if n, ok := d.old.ruleOf[id]; ok {
			responsible[capOf(&d.old.catalog.Limits[n]).Counter] = true
		}
	}
	for _, id := range change.New {
		if n, ok := d.new.ruleOf[id]; ok {
			responsible[capOf(&d.new.catalog.Limits[n]).Counter] = true
		}
	}
	var first, others []limits.Cap
	for _, c := range caps {
		if responsible[c.Counter] {
			first = append(first, c)
		} else {
			others = append(others, c)
		}
	}
	return slices.Concat(first, others)
}

// usages yields totals at which decisions about an order may differ: those that the
// order states, then some around what each cap leaves; then the same with no other
// total stated, as one that is missing leaves a method undecided.
func usages(o routing.Order, caps []limits.Cap) iter.Seq[limits.Usage] {
	return func(yield func(limits.Usage) bool) {
		for _, others := range [...]limits.Usage{o.Usage, {}} {
			if !yield(others) {
				return
			}
			for usage := range around(others, o.Amount.Minor(), caps) {
				if !yield(usage) {
					return
				}
			}
			if len(caps) == 0 {
				return
			}
		}
	}
}

// around yields totals around what each cap leaves for an amount.
func around(others limits.Usage, amount int64, caps []limits.Cap) iter.Seq[limits.Usage] {
	return func(yield func(limits.Usage) bool) {
		for _, c := range caps {
			most := c.Max.Minor()
			for _, used := range [...]int64{most - amount, most - amount + 1, most, min(most, math.MaxInt64-1) + 1, limits.MaxMinor} {
				if used < 0 {
					continue
				}
				usage := maps.Clone(others)
				usage[c.Counter] = limits.Used{Amount: money(used, c.Currency())}
				if !yield(usage) {
					return
				}
			}
		}
	}
}
