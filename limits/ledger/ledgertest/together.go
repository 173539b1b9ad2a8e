package ledgertest

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// answer is what a call returned.
type answer struct {
	ledger.Reservation
	err error
}

// together makes n calls at the same time and returns their answers.
//
// If there are caps, and the ledger answers within microseconds, the calls meet a crowd:
// audits, and payments in the totals of the caps and in many others, which are refused. The
// n calls wait for the crowd, and then for each other. A ledger that checks under one lock
// and acts under another lets all of them check before the first acts, as a lock that
// callers have waited for goes to them in turn: without the crowd its two locks follow each
// other so closely that hardly anyone gets in between.
func (f *fixture) together(n int, caps []limits.Cap, call func(l ledger.Ledger, i int) (ledger.Reservation, error)) []answer {
	f.Helper()
	if len(caps) > 0 && f.rounds() > few {
		disperse := f.crowd(caps)
		defer disperse()
	}
	answers := make([]answer, n)
	var callers sync.WaitGroup
	for i := range n {
		callers.Go(func() {
			answers[i].Reservation, answers[i].err = call(recorded{f.opened, f.script, i + 1}, i)
		})
	}
	callers.Wait()
	return answers
}

// crowd begins to audit the ledger and to try payments that never fit, and returns how to end
// that.
func (f *fixture) crowd(caps []limits.Cap) (disperse func()) {
	f.Helper()
	f.gather()
	p := f.manyTotals("never fits", caps...)
	p.Caps[0].Max = yuan("0.00")
	p.Amount = fen(1)
	var others sync.WaitGroup
	var done atomic.Bool
	for i := range f.audits + 2 {
		others.Go(func() {
			for !done.Load() {
				if i < f.audits {
					_, _ = f.opened.Audit(f.ctx)
				} else {
					_, _ = f.opened.Reserve(f.ctx, p)
				}
			}
		})
	}
	_, _ = f.opened.Reserve(f.ctx, p) // the others have begun
	return func() {
		done.Store(true)
		others.Wait()
	}
}

// gather fills the ledger with totals, so that an Audit takes a while, and finds out how many
// at once keep it busy for more than a millisecond: from then on a sync.Mutex goes to those
// that have waited.
func (f *fixture) gather() {
	f.Helper()
	if f.audits > 0 {
		return
	}
	if _, err := f.opened.Reserve(f.ctx, f.manyTotals("crowd")); err != nil {
		f.Fatalf("Reserve in many totals: %v", err)
	}
	audit := f.least(func() error { _, err := f.opened.Audit(f.ctx); return err })
	f.audits = min(max(int(2*time.Millisecond/audit), 2), 16)
}

// few is how often calls are made together that take round trips to a server: between those
// there is time for others. Of calls that take microseconds, many are made.
const few, often = 2, 8

// rounds is how often calls are made together.
func (f *fixture) rounds() int {
	if f.roundsOf == 0 {
		f.roundsOf = often
		if f.least(func() error { _, err := f.opened.Usage(f.ctx, []limits.Cap{daily("1.00")}, subjects); return err }) > time.Millisecond/5 {
			f.roundsOf = few
		}
	}
	return f.roundsOf
}

// least returns the least time that a call takes: the machine may be busy.
func (f *fixture) least(call func() error) time.Duration {
	f.Helper()
	least := time.Hour
	for range 4 {
		began := time.Now()
		if err := call(); err != nil {
			f.Fatalf("%v", err)
		}
		least = min(least, time.Since(began))
	}
	return max(least, 1)
}

// manyTotals returns a payment of nothing in many totals, those of the caps among them.
func (f *fixture) manyTotals(id string, caps ...limits.Cap) ledger.Payment {
	p := payment(id, "0.00")
	for i := range 250 {
		c := daily("1.00")
		c.Counter = limits.Counter(fmt.Sprintf("crowd%d", i))
		p.Caps = append(p.Caps, c)
	}
	p.Caps = append(p.Caps, caps...)
	return p
}
