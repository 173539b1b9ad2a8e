package routing

import (
	"slices"
	"strconv"
	"time"

	"github.com/paymux/paymux/methods"
)

// checkHours checks recurring times.
func (k *checker) checkHours(all []methods.Hours, at owner) {
	for i, h := range all {
		here := "hours[" + strconv.Itoa(i) + "]"
		for j, d := range h.Days {
			switch first := slices.Index(h.Days, d); {
			case d < time.Sunday || d > time.Saturday:
				k.element(at, here+".days", j, strconv.Itoa(int(d)), "is not a day of the week: want time.Sunday (0) to time.Saturday (6)")
			case first < j:
				k.twice(at, here+".days", j, first, dayNames[d])
			}
		}
		from := k.checkTimeOfDay(h.From, at, here+".from")
		until := k.checkTimeOfDay(h.Until, at, here+".until")
		switch {
		case h.IsZero():
			k.field(at, here, "", "is all the time: want days, from or until")
		case from && until && h.From == h.Until && h.From != 0:
			k.field(at, here+".until", timeOfDay(h.Until), "is the same as from: want two times that differ, or neither for whole days")
		}
	}
}

func (k *checker) checkTimeOfDay(t time.Duration, at owner, field string) bool {
	if t < 0 || t >= 24*time.Hour || t%time.Minute != 0 {
		k.field(at, field, t.String(), "is not a time of day: want whole minutes from zero to less than 24 hours")
		return false
	}
	return true
}
