package routing

import (
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing/internal/names"
)

// fewSets is how many sets of a vocabulary a row can refer to.
const fewSets = 256

// column holds what is found about a value of a fact, by the number of the set that it
// must be in: nothing, or that it is not.
type column [fewSets]finding

// columns returns the columns of the values below 64. The code is that of another
// value than those in a set, or that of one that is not known.
func columns[S ~string](v *names.Vocabulary[S], other, unknown reasonCode) []column {
	all := make([]column, min(v.Len(), 64))
	for value := range all {
		code := other
		if value == names.Missing {
			code = unknown
		}
		for set := range min(v.Sets.Len(), fewSets) {
			if !v.Sets.Has(uint16(set), uint32(value)) {
				all[value][set] = findingOf(code.bit())
			}
		}
	}
	return all
}

// servingColumns is columns for servings: an entry that refuses a surface need not have
// a product that serves it.
func (r *Router) servingColumns() []column {
	all := make([]column, min(r.surfaces.Len(), 64))
	for value := range all {
		for i, s := range r.servings[:min(len(r.servings), fewSets)] {
			all[value][i] = findingOf(r.serves(s, uint32(value)))
			if all[value][i] != 0 && value != names.Missing && r.isUnserved(s) {
				all[value][i] += incurable
			}
		}
	}
	return all
}

// serves returns what there is against a surface: it is not among some surfaces, or not
// among those that products serve.
func (r *Router) serves(s serving, surface uint32) codeSet {
	allowed := r.surfaces.Sets.Has(s.surfaces, surface)
	switch {
	case allowed && r.surfaces.Sets.Has(s.products, surface):
		return 0
	case surface == names.Missing:
		return unknownSurface.bit()
	case allowed:
		return noProduct.bit()
	}
	return wrongSurface.bit()
}

// isUnserved reports whether no product serves any surface that is allowed.
func (r *Router) isUnserved(s serving) bool { return !r.surfaces.Sets.Meet(s.surfaces, s.products) }

// regionIndex numbers the two-letter codes, AA to ZZ, without a map.
func regionIndex(r methods.Region) int { return int(r[0]-'A')*26 + int(r[1]-'A') }

// regionAt is the region that regionIndex numbers so.
func regionAt(i int) methods.Region {
	return methods.Region([]byte{byte('A' + i/26), byte('A' + i%26)})
}

// currencySpan is one more than the largest limits.Currency that can be.
const currencySpan = 256
