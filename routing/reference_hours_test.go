package routing_test

import (
	"slices"
	"time"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// longestWait is more than a week: after it, hours only repeat themselves.
const longestWait = 8 * 24 * time.Hour

// local is an instant on the clock of the catalog's zone.
func local(c routing.Catalog, at time.Time) time.Time {
	return at.In(time.FixedZone("", int(c.Zone/time.Second)))
}

// open reports whether an instant is within the hours of a match.
func open(c routing.Catalog, m methods.Match, at time.Time) bool {
	return len(m.Hours) == 0 || slices.ContainsFunc(m.Hours, func(h methods.Hours) bool { return h.Contain(local(c, at)) })
}

// nextMinute is the next instant at which hours may begin or end.
func nextMinute(at time.Time) time.Time { return at.Truncate(time.Minute).Add(time.Minute) }

// nextEdge is the next instant at which the hours of a match begin or end, and the zero
// time if there is none.
func nextEdge(c routing.Catalog, m methods.Match, at time.Time) time.Time {
	before := open(c, m, at)
	for last := at.Add(longestWait); len(m.Hours) > 0 && at.Before(last); {
		at = nextMinute(at)
		if open(c, m, at) != before {
			return at
		}
	}
	return time.Time{}
}

// opening is the first instant from the order's on at which the hours and the period
// of a match hold, and false if there is none.
func (ref *reference) opening(m methods.Match) (time.Time, bool) {
	at := ref.order.At
	if m.Period.From.After(at) {
		at = m.Period.From
	}
	for until := at.Add(longestWait); at.Before(until); at = nextMinute(at) {
		if open(ref.catalog, m, at) {
			return at, m.Period.Contains(at)
		}
	}
	return time.Time{}, false
}

// closing is the end of what a match covers without a break from the order's instant
// on, and the zero time if it has none.
func (ref *reference) closing(m methods.Match) time.Time {
	for at := ref.order.At; at.Before(ref.order.At.Add(longestWait)); at = nextMinute(at) {
		if !m.Period.Contains(at) {
			break
		}
		if !open(ref.catalog, m, at) {
			return at
		}
	}
	return m.Period.Until
}
