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

// around yields totals around what each cap leaves for an amount and a payment more.
func around(others limits.Usage, amount int64, caps []limits.Cap) iter.Seq[limits.Usage] {
	return func(yield func(limits.Usage) bool) {
		for _, c := range caps {
			for _, used := range usedAround(others[c.Counter], amount, c) {
				usage := maps.Clone(others)
				if usage[c.Counter] = used; used.IsZero() {
					delete(usage, c.Counter)
				}
				if !yield(usage) {
					return
				}
			}
		}
	}
}

// usedAround returns totals around what a cap leaves.
func usedAround(stated limits.Used, amount int64, c limits.Cap) []limits.Used {
	amounts := []limits.Money{stated.Amount}
	if c.Max.IsValid() {
		most := c.Max.Minor()
		for _, used := range [...]int64{most - amount, most - amount + 1, most, min(most, math.MaxInt64-1) + 1, limits.MaxMinor} {
			if used >= 0 {
				amounts = append(amounts, money(used, c.Currency()))
			}
		}
	}
	_, counts := stated.Count()
	var all []limits.Used
	for _, m := range append(amounts, limits.Money{}) {
		if !counts || c.MaxCount > 0 {
			all = append(all, limits.Used{Amount: m})
		}
		if counts || c.MaxCount > 0 {
			all = append(all, limits.NewUsed(m, 0))
		}
	}
	if c.MaxCount > 0 {
		for _, m := range [...]limits.Money{stated.Amount, {}} {
			all = append(all, limits.NewUsed(m, c.MaxCount-1), limits.NewUsed(m, c.MaxCount))
		}
	}
	return all
}
