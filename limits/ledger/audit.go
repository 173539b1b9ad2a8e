package ledger

import (
	"time"

	"github.com/paymux/paymux/limits"
)

// audit recomputes totals from their payments, all as they are when it begins. The
// books may change meanwhile: what is about to change or to go, and has not been seen,
// is seen first, and what is made later is passed over. The methods do nothing on nil.
type audit struct {
	number int64
	now    time.Time
	sums   map[string]*sum // by key, of totals that are not past Retention
}

// sum is what an audit knows of a total.
type sum struct {
	counter              limits.Counter
	currency             limits.Currency
	recorded, recomputed int64
	found                bool // the total itself
}

func (s *sum) money(minor int64) limits.Money {
	m, _ := limits.MoneyFromMinor(minor, s.currency)
	return m
}

func (a *audit) payment(r *record) {
	if a == nil || r.audited == a.number {
		return
	}
	r.audited = a.number
	for i := range r.Counts {
		if c := &r.Counts[i]; !c.isPast(a.now) {
			a.sum(c.Key, c.Counter, r.Currency).recomputed += r.counted(c)
		}
	}
}

func (a *audit) total(t *total) {
	if a == nil || t.audited == a.number {
		return
	}
	t.audited = a.number
	if !t.isPast(a.now) {
		s := a.sum(t.Key, t.Counter, t.Currency)
		s.recorded, s.found = t.Used, true
	}
}

func (a *audit) sum(key string, counter limits.Counter, currency limits.Currency) *sum {
	s := a.sums[key]
	if s == nil {
		s = &sum{counter: counter, currency: currency}
		a.sums[key] = s
	}
	return s
}

// differences audits the books, which are locked. It often calls pause, which lets
// others change them and locks them again, and ends with its error. The differences
// are in no order.
func (b *books) differences(pause func() error) ([]Difference, error) {
	b.audits++
	a := &audit{number: b.audits, now: b.now, sums: map[string]*sum{}}
	b.audit.Store(a)
	defer b.audit.Store(nil) // after a pause that failed the books are not locked
	steps := 0
	step := func() error {
		if steps++; steps%turn != 0 {
			return nil
		}
		return pause()
	}
	for _, r := range b.payments {
		a.payment(r)
		if err := step(); err != nil {
			return nil, err
		}
	}
	for _, t := range b.totals {
		a.total(t)
		if err := step(); err != nil {
			return nil, err
		}
	}
	var found []Difference
	for key, s := range a.sums {
		d := Difference{Key: key, Counter: s.counter, Recomputed: s.money(s.recomputed)}
		if s.found {
			d.Recorded = s.money(s.recorded)
		}
		if !s.found || s.recorded != s.recomputed {
			found = append(found, d)
		}
		if err := step(); err != nil {
			return nil, err
		}
	}
	return found, nil
}
