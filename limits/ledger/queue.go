package ledger

import (
	"container/heap"
	"time"
)

// queue holds payments and totals by the time at which each must be handled next,
// earliest first.
type queue []queued

// queued is a payment or a total: one of payment and total is set.
type queued struct {
	at      time.Time
	payment string // its id
	total   string // its key
}

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].at.Before(q[j].at) }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x any)        { *q = append(*q, x.(queued)) }

func (q *queue) Pop() any {
	last := len(*q) - 1
	x := (*q)[last]
	(*q)[last] = queued{}
	*q = (*q)[:last]
	return x
}

// next removes and returns the earliest element, if its time has come.
func (q *queue) next(now time.Time) (queued, bool) {
	if len(*q) == 0 || (*q)[0].at.After(now) {
		return queued{}, false
	}
	return heap.Pop(q).(queued), true
}

// enqueue schedules the expiration of a new payment, and the deletion of its new totals.
func (s *memoryState) enqueue(r *record) {
	heap.Push(&s.holds, queued{at: r.Expires, payment: r.ID})
	for i := range r.Counts {
		if c := &r.Counts[i]; c.Seq == 1 && c.Until != nil {
			heap.Push(&s.retained, queued{at: c.Until.Add(Retention), total: c.Key})
		}
	}
}

// expireDue expires up to limit reservations whose hold has ended. It looks at no more than
// one chunk of payments, and reports whether there may be more.
func (s *memoryState) expireDue(limit int) (expired int, more bool) {
	for range chunk {
		if expired == limit {
			return expired, true
		}
		q, ok := s.holds.next(s.now)
		if !ok {
			return expired, false
		}
		r := s.payments[q.payment]
		if done, err := s.expireIfDue(r); done && err == nil {
			expired++
		}
		if at, ok := r.deletableAt(); ok {
			heap.Push(&s.retained, queued{at: at, payment: r.ID})
		}
	}
	return expired, true
}

// deletePayment deletes a payment, and forgets what has dropped out of its totals long ago.
func (s *memoryState) deletePayment(id string, now time.Time) {
	r := s.payments[id]
	s.audit.Load().payment(r)
	for i := range r.Counts {
		if t := r.Counts[i].total; t != nil && t.isRolling() {
			t.trim(now)
		}
	}
	delete(s.payments, id)
}

// deletePast deletes up to limit payments and totals that are past Retention by a
// confirmed reading of the clock. It deletes no more than one chunk, and reports whether
// there may be more.
func (s *memoryState) deletePast(limit int) (deleted int, more bool) {
	audit, now := s.audit.Load(), s.readings.read(s.now)
	for range min(limit, chunk) {
		q, ok := s.retained.next(now)
		if !ok {
			return deleted, false
		}
		if q.total == "" {
			s.deletePayment(q.payment, now)
		} else if t := s.totals[q.total]; t.isPast(now) {
			audit.total(t)
			delete(s.totals, q.total)
		} else { // later payments have moved its rolling window
			heap.Push(&s.retained, queued{at: t.Until.Add(Retention), total: t.Key})
			continue
		}
		deleted++
	}
	return deleted, true
}
