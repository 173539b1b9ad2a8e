package ledger

import (
	"time"

	"github.com/paymux/paymux/limits"
)

// audit recomputes totals from their payments, all as of its start. Entries may change
// while it runs: one that is about to change or be deleted is counted first, unless it
// already was, and one made later is skipped. The methods do nothing on nil.
type audit struct {
	number int64
	now    time.Time
	sums   map[string]*sum // by key, of totals that are not past Retention
}

// sum is what an audit has found about a total.
type sum struct {
	counter              limits.Counter
	currency             limits.Currency
	recorded, recomputed int64
	found                bool // whether the total itself exists
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

// discrepancies audits the entries, which are locked. It calls pause after every chunk,
// which unlocks them for a moment, and returns its error. The discrepancies are in no
// order.
func (e *entries) discrepancies(pause func() error) ([]Discrepancy, error) {
	e.audits++
	a := &audit{number: e.audits, now: e.now, sums: map[string]*sum{}}
	e.audit.Store(a)
	defer e.audit.Store(nil) // atomic, as the entries are unlocked if pause failed
	steps := 0
	step := func() error {
		if steps++; steps%chunk != 0 {
			return nil
		}
		return pause()
	}
	for _, r := range e.payments {
		a.payment(r)
		if err := step(); err != nil {
			return nil, err
		}
	}
	for _, t := range e.totals {
		a.total(t)
		if err := step(); err != nil {
			return nil, err
		}
	}
	var found []Discrepancy
	for key, s := range a.sums {
		d := Discrepancy{Key: limits.Hide(key), Counter: s.counter, Recomputed: s.money(s.recomputed)}
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
