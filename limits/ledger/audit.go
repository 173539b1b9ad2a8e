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
	totals map[string]*total
	sums   map[string]*sum // by key, of totals that are not past Retention
}

// sum is what an audit has found about a total.
type sum struct {
	counter    limits.Counter
	currency   limits.Currency
	recorded   limits.Used // the zero Used if there is no such total
	recomputed part
	from       time.Time // of a rolling window, if there is such a total: later payments count
}

// differs returns what is wrong with the total of a key, and false if nothing is.
func (s *sum) differs(key string) (Discrepancy, bool) {
	d := Discrepancy{
		Key: limits.Hide(key), Counter: s.counter, Recorded: s.recorded,
		Recomputed: usedOf(s.currency, s.recomputed.amount, s.recomputed.count, true),
	}
	return d, d.Recorded != d.Recomputed
}

func (a *audit) payment(r *record) {
	if a == nil || r.audited == a.number {
		return
	}
	r.audited = a.number
	for i := range r.Counts {
		if c := &r.Counts[i]; a.includes(r, c) {
			s, p := a.sum(c.Key, c.Counter, c.currency(r.Currency)), r.part(c)
			s.recomputed.amount += p.amount
			s.recomputed.count += p.count
		}
	}
}

// includes reports whether the window of a total that is not past Retention holds a
// payment: a rolling one where the total had it at the start of the audit, even if the total
// has been deleted since.
func (a *audit) includes(r *record, c *count) bool {
	if c.isRolling() {
		if t := a.totals[c.Key]; t != nil {
			a.total(t)
		}
		if s := a.sums[c.Key]; s != nil && !s.from.IsZero() {
			return r.Made.After(s.from)
		}
	}
	return !c.isPast(a.now)
}

func (a *audit) total(t *total) {
	if a == nil || t.audited == a.number {
		return
	}
	t.audited = a.number
	if !t.isPast(a.now) {
		s := a.sum(t.Key, t.Counter, t.Currency)
		s.recorded = t.reached()
		if t.isRolling() {
			s.from = *t.From
		}
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
	a := &audit{number: e.audits, now: e.now, totals: e.totals, sums: map[string]*sum{}}
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
		if d, ok := s.differs(key); ok {
			found = append(found, d)
		}
		if err := step(); err != nil {
			return nil, err
		}
	}
	return found, nil
}
