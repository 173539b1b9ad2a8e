package ledger

import "time"

// confirmation is how much later the clock must be read again before anything is deleted
// by a reading. A clock that jumps ahead and comes back in between deletes nothing.
const confirmation = 24 * time.Hour

// readings are what sweeps remember of the clock. Postgres does the same in deletePastSQL.
type readings struct {
	confirmed time.Time // the latest reading that a later one has confirmed
	candidate time.Time // a later reading, still to be confirmed
}

// read takes a reading and returns the latest confirmed one. A clock that goes back
// revokes the readings after it.
func (r *readings) read(now time.Time) time.Time {
	switch {
	case now.Before(r.confirmed):
		r.confirmed, r.candidate = now, now
	case now.Before(r.candidate):
		r.candidate = now
	case !now.Before(r.candidate.Add(confirmation)):
		r.confirmed, r.candidate = r.candidate, now
	}
	return r.confirmed
}
