package analysis

import (
	"slices"

	"github.com/paymux/paymux/limits"
)

// capNumbers numbers caps from 1 on, so that they can be compared as part of other
// values. 0 is no cap.
type capNumbers struct {
	all []limits.Cap
	of  map[capKey][]int32
}

// capKey is a cap but for whose total it bounds.
type capKey struct {
	min, max limits.Money
	maxCount int64
	window   limits.Window
	counter  limits.Counter
}

func (t *capNumbers) number(c limits.Cap) int32 {
	key := capKey{c.Min, c.Max, c.MaxCount, c.Window, c.Counter}
	for _, n := range t.of[key] {
		if slices.Equal(t.all[n-1].Per, c.Per) {
			return n
		}
	}
	t.all = append(t.all, c)
	if t.of == nil {
		t.of = map[capKey][]int32{}
	}
	n := int32(len(t.all))
	t.of[key] = append(t.of[key], n)
	return n
}
