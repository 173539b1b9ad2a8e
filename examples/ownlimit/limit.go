package main

import (
	"time"

	"github.com/paymux/paymux/limits"
)

// china is the zone of the limit's days and months.
const china = 8 * time.Hour

// monthEndLimit keeps a daily cap, and on the last day of each month a lower one on each
// payment.
type monthEndLimit struct {
	daily    limits.Cap
	monthEnd limits.Money // for one payment on the last day of a month
}

func (l monthEndLimit) Headroom(q limits.Query) (limits.Headroom, error) {
	room, err := l.daily.Headroom(q)
	if err != nil || !isMonthEnd(q.At.UTC().Add(china)) {
		return room, err
	}
	return limits.Intersect(room, limits.AtMost(l.monthEnd))
}

// isMonthEnd reports whether the day after is the first of a month.
func isMonthEnd(day time.Time) bool { return day.AddDate(0, 0, 1).Day() == 1 }
