package ledger

import (
	"slices"
	"strings"
)

// audit recomputes every total that is not past Retention from its payments.
func (b *books) audit() []Difference {
	sums := make(map[string]*total, len(b.totals))
	for _, r := range b.payments {
		for i := range r.Counts {
			c := &r.Counts[i]
			if c.isPast(b.now) {
				continue
			}
			if sums[c.Key] == nil {
				sums[c.Key] = newTotal(c, r.Currency)
			}
			sums[c.Key].Used += r.counted(c)
		}
	}
	var differences []Difference
	for key, sum := range sums {
		t := b.totals[key]
		switch {
		case t == nil:
			differences = append(differences, Difference{Key: key, Counter: sum.Counter, Recomputed: sum.money(sum.Used)})
		case t.Used != sum.Used:
			differences = append(differences, Difference{key, sum.Counter, t.money(t.Used), sum.money(sum.Used)})
		}
	}
	for key, t := range b.totals {
		if sums[key] == nil && t.Used != 0 && !t.isPast(b.now) {
			differences = append(differences, Difference{key, t.Counter, t.money(t.Used), t.money(0)})
		}
	}
	slices.SortFunc(differences, func(x, y Difference) int { return strings.Compare(x.Key, y.Key) })
	return differences
}
