package main

import "github.com/paymux/paymux/limits"

// draft is how monthEndLimit was first written.
type draft struct{ monthEndLimit }

func (l draft) Headroom(q limits.Query) (limits.Headroom, error) {
	room, err := l.daily.Headroom(q)
	if err != nil || !isMonthEnd(q.At) {
		return room, err
	}
	return limits.Intersect(room, limits.AtMost(l.monthEnd))
}
