package main

import "github.com/paymux/paymux/limits"

// draft is how nightLimit was first written.
type draft struct{ nightLimit }

func (l draft) Headroom(q limits.Query) (limits.Headroom, error) {
	room, err := l.daily.Headroom(q)
	if err != nil {
		return room, err
	}
	left, _ := room.Max()
	below, err := left.Sub(limits.MustParseMoney("0.01 CNY")) // stay below the cap
	if err != nil {
		return room, err
	}
	room, err = limits.Intersect(room, limits.AtMost(below))
	if err != nil || !isNight(q.At) {
		return room, err
	}
	return limits.Intersect(room, limits.AtMost(l.night))
}
