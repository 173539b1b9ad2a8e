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
	var buffer [few]ranked
	ranking := d.ranking(buffer[:0])
	offers := make([]Offer, len(ranking))
	for i, at := range ranking {
		offers[i] = d.offer(at.verdict)
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

// ranked is the verdict about an offered method, and what its place among the offers
// depends on.
type ranked struct {
	verdict int
	prefer  int    // the place in Order.Prefer
	entry   uint64 // its rank, then its place in the catalog
}

// ranking appends the verdicts about offered methods in the order to show them:
// preferred methods first, then by rank, then by the entry's place in the catalog.
func (d *Decision) ranking(offered []ranked) []ranked {
	for i := range d.verdicts {
		if d.verdicts[i].offered() {
			w := d.row(i)
			// Rank 0 stands for last, so it is made the largest.
			entry := uint64(uint16(w.rank)-1)<<32 | uint64(w.entry)
			offered = append(offered, ranked{i, len(d.prefer), entry})
		}
	}
	for place, verdict := range slices.Backward(d.prefer) {
		at, isOffered := slices.BinarySearchFunc(offered, int(verdict), func(x ranked, i int) int { return cmp.Compare(x.verdict, i) })
		if isOffered {
			offered[at].prefer = place
		}
	}
	slices.SortFunc(offered, ranked.compare)
	return offered
}

func (x ranked) compare(y ranked) int {
	return cmp.Or(cmp.Compare(x.prefer, y.prefer), cmp.Compare(x.entry, y.entry))
}
