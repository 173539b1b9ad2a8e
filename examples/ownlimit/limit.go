package main

import (
	"time"

	"github.com/paymux/paymux/limits"
)

// china is the zone of the limit's nights and days.
const china = 8 * time.Hour

// nightLimit keeps a daily cap, and at night a lower one on each payment.
type nightLimit struct {
	daily limits.Cap
	night limits.Money // for one payment from 23:00 to 06:00
}

func (l nightLimit) Headroom(q limits.Query) (limits.Headroom, error) {
	room, err := l.daily.Headroom(q)
	if err != nil || !isNight(q.At) {
		return room, err
	}
	return limits.Intersect(room, limits.AtMost(l.night))
}

func isNight(at time.Time) bool {
	hour := at.UTC().Add(china).Hour()
	return hour >= 23 || hour < 6
}
