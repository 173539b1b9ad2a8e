package ledger

import (
	"container/heap"
	"time"
)

// agenda says when to look at which payment or total again, earliest first.
type agenda []appointment

type appointment struct {
	at      time.Time
	payment string // its id, or
	total   string // its key
}

func (a agenda) Len() int           { return len(a) }
func (a agenda) Less(i, j int) bool { return a[i].at.Before(a[j].at) }
func (a agenda) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }
func (a *agenda) Push(x any)        { *a = append(*a, x.(appointment)) }

func (a *agenda) Pop() any {
	last := len(*a) - 1
	x := (*a)[last]
	(*a)[last] = appointment{}
	*a = (*a)[:last]
	return x
}

// next takes the earliest appointment off, if it is due.
func (a *agenda) next(now time.Time) (appointment, bool) {
	if len(*a) == 0 || (*a)[0].at.After(now) {
		return appointment{}, false
	}
	return heap.Pop(a).(appointment), true
}

// remember makes the appointments of a new payment.
func (m *Memory) remember(r *record) {
	heap.Push(&m.due, appointment{at: r.Expires, payment: r.ID})
	for i := range r.Counts {
		if c := &r.Counts[i]; c.Seq == 1 && c.Until != nil {
			heap.Push(&m.old, appointment{at: c.Until.Add(Retention), total: c.Key})
		}
	}
}

// expire gives back the room of up to most reservations whose hold is over, and
// returns how many those were. It also answers whether there may be more, as it looks
// at no more than one turn's payments.
func (m *Memory) expire(most int) (expired int, more bool) {
	for range turn {
		if expired == most {
			return expired, true
		}
		a, ok := m.due.next(m.books.now)
		if !ok {
			return expired, false
		}
		r := m.books.payments[a.payment]
		if done, err := m.books.expireIfDue(r); done && err == nil {
			expired++
		}
		if at, ok := r.forgotten(); ok {
			heap.Push(&m.old, appointment{at: at, payment: r.ID})
		}
	}
	return expired, true
}

// forget drops up to most payments and totals that are past Retention, and returns
// how many those were, and whether there may be more.
func (m *Memory) forget(most int) (forgotten int, more bool) {
	audit := m.books.audit.Load()
	for range min(most, turn) {
		a, ok := m.old.next(m.books.now)
		if !ok {
			return forgotten, false
		}
		if a.total != "" {
			audit.total(m.books.totals[a.total])
			delete(m.books.totals, a.total)
		} else {
			audit.payment(m.books.payments[a.payment])
			delete(m.books.payments, a.payment)
		}
		forgotten++
	}
	return forgotten, true
}
