package analysis

import (
	"slices"
	"strconv"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/analysis/internal/mdd"
)

// buyerAxes are whether the buyer is known, then the buckets for each salt.
type buyerAxes struct {
	axis  int
	salts names[string]
	cuts  [][]int // by salt: value i is the buckets from cuts[i] until the next
}

// The values of the first axis.
const (
	buyerKnown = iota
	buyerUnknown
)

func newBuyerAxes() buyerAxes { return buyerAxes{salts: newNames[string]()} }

func (a *buyerAxes) add(r methods.Rollout) {
	i := a.salts.add(r.Salt)
	if i == len(a.cuts) {
		a.cuts = append(a.cuts, []int{0})
	}
	if n := r.BasisPoints; n > 0 && n < methods.Buckets {
		a.cuts[i] = append(a.cuts[i], n)
	}
}

// saltAxis is the axis of a salt by its number.
func (a *buyerAxes) saltAxis(i int) int { return a.axis + 1 + i }

func (a *buyerAxes) place(first int) []int {
	a.axis = first
	sizes := []int{2}
	for i := range a.cuts {
		slices.Sort(a.cuts[i])
		a.cuts[i] = slices.Compact(a.cuts[i])
		sizes = append(sizes, len(a.cuts[i]))
	}
	return sizes
}

// unmet is whether an order's buyer is outside of a rollout.
func (a *buyerAxes) unmet(d *mdd.Diagram, r methods.Rollout) mdd.Ref {
	i := a.salts.of[r.Salt]
	outside, _ := slices.BinarySearch(a.cuts[i], r.BasisPoints)
	known := d.Runs(a.saltAxis(i), mdd.Run{}, mdd.Run{From: outside, Value: int32(outsideRollout)})
	return d.If(a.isKnown(d), known, int32(unknownBuyer))
}

// isKnown is 1 where the buyer is known.
func (a *buyerAxes) isKnown(d *mdd.Diagram) mdd.Ref {
	return d.Runs(a.axis, mdd.Run{From: buyerKnown, Value: 1}, mdd.Run{From: buyerUnknown})
}

func (a *buyerAxes) describe(r *Region, b mdd.Box) {
	if set := b.Set(a.axis); !set.IsAll() {
		r.Buyer = BuyerKnown
		if set.Has(buyerUnknown) {
			r.Buyer = BuyerUnknown
		}
	}
	for i, salt := range a.salts.all {
		set := b.Set(a.saltAxis(i))
		if set.IsAll() {
			continue
		}
		r.Buyer = BuyerKnown
		for from, until := range set.Spans(len(a.cuts[i])) {
			end := methods.Buckets
			if until < len(a.cuts[i]) {
				end = a.cuts[i][until]
			}
			r.Buckets = append(r.Buckets, Buckets{salt, a.cuts[i][from], end})
		}
	}
}

// choose leaves the buyer out: it may take long to find one. See buyer.
func (a *buyerAxes) choose(*routing.Order, mdd.Box) {}

func (a *buyerAxes) locate(o *routing.Order, values []int) {
	values[a.axis] = buyerUnknown
	if o.Buyer.Reveal() == "" {
		return
	}
	values[a.axis] = buyerKnown
	for i, salt := range a.salts.all {
		values[a.saltAxis(i)] = valueAt(a.cuts[i], methods.Bucket(salt, o.Buyer.Reveal()))
	}
}

// buyer tries made-up buyers, at most so many, until one lies in the buckets of a box.
// It reports false if none does.
func (a *buyerAxes) buyer(b mdd.Box, most int) (string, bool) {
	var salts []methods.SaltState
	var wanted []mdd.Set
	var cuts [][]int
	for i, salt := range a.salts.all {
		if set := b.Set(a.saltAxis(i)); !set.IsAll() {
			salts, wanted, cuts = append(salts, methods.SaltOf(salt)), append(wanted, set), append(cuts, a.cuts[i])
		}
	}
	if len(salts) == 0 && b.Set(a.axis).Has(buyerUnknown) {
		return "", true
	}
	name := []byte("buyer-")
	for n := range most {
		id := strconv.AppendInt(name, int64(n+1), 10)
		in := true
		for i := 0; i < len(salts) && in; i++ {
			in = wanted[i].Has(valueAt(cuts[i], salts[i].Bucket(string(id))))
		}
		if in {
			return string(id), true
		}
	}
	return "", false
}
