package routing

import (
	"cmp"
	"slices"

	"github.com/paymux/paymux/methods"
)

// Offers returns the methods that the order may be paid with, in the order to
// show them. The slice is the caller's.
func (d Decision) Offers() []Offer {
	d.dropReused()
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
	d.dropReused()
	i := d.find(method)
	if i < 0 || !d.verdicts[i].offered() {
		return Offer{}, false
	}
	return d.offer(i), true
}

// Excluded returns the platform's other methods, with all reasons, in the order
// of Catalog.Methods. The slice is the caller's.
func (d Decision) Excluded() []Exclusion {
	d.dropReused()
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
	d.dropReused()
	i := d.find(method)
	if i < 0 {
		return d.notListed(method), true
	}
	if d.verdicts[i].offered() {
		return Exclusion{}, false
	}
	return d.exclusion(i), true
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
