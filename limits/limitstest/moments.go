package limitstest

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
)

// The laws on time: that of the query, that of the wall clock, and that of the reset.

// checkZone asks again with the instant written in other zones. The text of an error may
// name the instant, and with it the zone.
func checkZone(t *rapid.T, s *session, q limits.Query) *violation {
	for _, q := range s.atEdges(q) {
		if broken := s.elsewhere(q, zones); broken != nil {
			return broken
		}
	}
	for _, q := range days(t, s.unused(q)) {
		if broken := s.elsewhere(q, farthest); broken != nil {
			return broken
		}
	}
	return nil
}

// elsewhere asks with the instant written in each of the zones.
func (s *session) elsewhere(q limits.Query, zones []*time.Location) *violation {
	written := s.call(q)
	for _, zone := range zones {
		other := q
		other.At = q.At.In(zone)
		if a := s.call(other); !a.decidesLike(written) {
			return newViolation(q).add("answer", written).
				add("the same at", other.At.Format(time.RFC3339Nano)).
				add("then", a)
		}
	}
	return nil
}

// laterBy are steps of the wall clock: hours of one day, days of one week, and years.
var laterBy = []time.Duration{
	0, time.Hour, 7 * time.Hour, 6 * time.Hour, 12 * time.Hour,
	24 * time.Hour, 24 * time.Hour, 24 * time.Hour, 24 * time.Hour, 24 * time.Hour,
	31 * 24 * time.Hour, 365 * 24 * time.Hour, 40 * 365 * 24 * time.Hour, 100 * 365 * 24 * time.Hour,
}

// checkClock asks again in a bubble of package synctest, where the wall clock starts in
// the year 2000 and a Sleep of years takes no time. It needs a *testing.T for it.
func checkClock(_ *rapid.T, s *session, q limits.Query) *violation {
	if s.test == nil {
		return nil
	}
	var broken *violation
	queries := s.atEdges(q)
	before := make([]answer, len(queries))
	for i, q := range queries {
		before[i] = s.call(q)
	}
	synctest.Test(s.test, func(*testing.T) {
		for _, step := range laterBy {
			time.Sleep(step)
			for i, q := range queries {
				if a := call(s.limit, clone(q)); broken == nil && !a.same(before[i]) {
					broken = newViolation(q).add("answer", before[i]).
						add("then", fmt.Sprintf("%v (by a clock at %s)", a, time.Now().UTC().Format(time.DateTime)))
				}
			}
		}
	})
	return broken
}

func checkResets(_ *rapid.T, s *session, q limits.Query) *violation {
	for _, q := range s.atEdges(q) {
		at, resets := s.call(q).room.Resets()
		if resets && !at.After(q.At) {
			return newViolation(q).add("answer", s.call(q)).add("so", "it resets no later than the payment's instant")
		}
		switch s.reset(q) {
		case early:
			return s.compare(q, "it resets earlier than the cap, whose bound binds")
		case late:
			if s.isLateBeside(q) {
				return s.compare(q, "it resets later than the cap, whose bound binds")
			}
		}
	}
	return nil
}

// timing is how the limit's reset compares with that of the caps.
type timing int

const (
	right timing = iota // or the caps' bound is not the one that binds
	early
	late
)

func (s *session) reset(q limits.Query) timing {
	room, err := s.queries.room(q)
	bound, bounded := room.Max()
	a := s.call(q)
	if binds, ok := a.room.Max(); err != nil || !bounded || !ok || binds != bound {
		return right
	}
	want, ever := room.Resets()
	got, resets := a.room.Resets()
	switch {
	case got.Equal(want):
		return right
	case !resets || ever && got.After(want):
		return late
	}
	return early
}

// isLateBeside tells a reset that is wrong from one of another rule that binds equally:
// with a unit or two more or less paid the other rule binds no longer, or the cap does
// not. A room of less than nothing may be that of counts, which amounts do not part.
func (s *session) isLateBeside(q limits.Query) bool {
	if room, err := s.queries.room(q); err != nil || room.IsEmpty() {
		return false
	}
	for _, more := range []int64{-2, -1, 1, 2} {
		paid := s.paid(q, more)
		if !sameUsage(paid.Usage, q.Usage) && s.reset(paid) == late {
			return true
		}
	}
	return false
}

// checkDecisive tries further queries where none has been decided yet, and gives up after
// so many.
func checkDecisive(_ *rapid.T, s *session, q limits.Query) *violation {
	const most = 64
	queries := s.queries.Generator()
	decided := s.queries.learned.decides || s.call(q).isDecided()
	for seed := 0; seed < most && !decided; seed++ {
		decided = s.call(queries.Example(seed)).isDecided()
	}
	if decided {
		return nil
	}
	return newViolation(q).add("answer", s.call(q)).
		add("so", "no query is decided: does it read the counters that it asks for?")
}
