package ledgertest_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// racy checks under a lock, and acts when it has it again.
type racy struct {
	ledger.Ledger
	mu sync.Mutex
}

func (l *racy) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	l.mu.Lock()
	usage, err := l.Usage(ctx, p.Caps, p.Subjects)
	l.mu.Unlock()
	if err != nil {
		return ledger.Reservation{}, err
	}
	refusals, err := limits.Fit(p.Amount, time.Now(), usage, p.Caps...)
	if err != nil {
		return ledger.Reservation{}, err
	}
	if len(refusals) > 0 {
		return ledger.Reservation{}, &ledger.RefusedError{ID: p.ID, Amount: p.Amount, Refusals: refusals}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.Ledger.Reserve(ctx, unlimited(p))
}

// unlimited returns the payment with caps that never refuse it.
func unlimited(p ledger.Payment) ledger.Payment {
	caps := make([]limits.Cap, len(p.Caps))
	for i, c := range p.Caps {
		if c.IsTotal() {
			c.Max, _ = limits.MoneyFromMinor(math.MaxInt64, c.Max.Currency())
			c.MaxCount = min(c.MaxCount, 1) * math.MaxInt64
		}
		caps[i] = c
	}
	p.Caps = caps
	return p
}

// firstLimit always applies the first limit of a counter.
type firstLimit struct {
	ledger.Ledger
	first sync.Map
}

func (l *firstLimit) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	caps := make([]limits.Cap, len(p.Caps))
	for i, c := range p.Caps {
		if c.IsTotal() {
			first, _ := l.first.LoadOrStore(c.Counter, c.Max)
			c.Max = first.(limits.Money)
		}
		caps[i] = c
	}
	p.Caps = caps
	return l.Ledger.Reserve(ctx, p)
}

// joinedKeys identifies totals by their subjects joined with a slash.
type joinedKeys struct{ ledger.Ledger }

func (l joinedKeys) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	key := ""
	for _, c := range p.Caps {
		for _, subject := range c.Per {
			key += "/" + p.Subjects[subject].Reveal()
		}
	}
	p.Subjects = map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("x" + key), limits.Merchant: limits.Hide("x")}
	return l.Ledger.Reserve(ctx, p)
}

// rejectsLate rejects a success after release or expiry.
type rejectsLate struct{ ledger.Ledger }

func (l rejectsLate) Confirm(ctx context.Context, id string, amount limits.Money) (ledger.Reservation, error) {
	r, err := l.Release(ctx, id)
	if err == nil && !r.Replay {
		return l.Ledger.Confirm(ctx, id, amount)
	}
	if state := (*ledger.StateError)(nil); errors.As(err, &state) {
		return l.Ledger.Confirm(ctx, id, amount)
	}
	if err == nil {
		err = &ledger.StateError{ID: id, Call: "Confirm", State: r.State}
	}
	return r, err
}

// hidesReplays never reports a replay.
type hidesReplays struct{ ledger.Ledger }

func (l hidesReplays) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	r, err := l.Ledger.Reserve(ctx, p)
	r.Replay = false
	return r, err
}

// countsTwice counts each expired reservation twice.
type countsTwice struct{ ledger.Ledger }

func (l countsTwice) Sweep(ctx context.Context, limit int) (ledger.SweepResult, error) {
	swept, err := l.Ledger.Sweep(ctx, limit)
	swept.Expired *= 2
	return swept, err
}

// countsPaymentsTwice counts each payment as two.
type countsPaymentsTwice struct{ ledger.Ledger }

func (l countsPaymentsTwice) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	r, err := l.Ledger.Reserve(ctx, p)
	if err == nil && !r.Replay {
		err = countAnother(ctx, l.Ledger, p)
	}
	return r, err
}

// countAnother counts a payment of nothing in the totals of another.
func countAnother(ctx context.Context, l ledger.Ledger, p ledger.Payment) error {
	p = unlimited(p)
	p.ID += " again"
	p.Amount, _ = limits.MoneyFromMinor(0, p.Amount.Currency())
	_, err := l.Reserve(ctx, p)
	return err
}

// forgetsCounts gives the amount of a refund back, but not the payment.
type forgetsCounts struct {
	ledger.Ledger
	payments map[string]ledger.Payment
}

func (l forgetsCounts) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	l.payments[p.ID] = p
	return l.Ledger.Reserve(ctx, p)
}

func (l forgetsCounts) Refund(ctx context.Context, id, refund string, amount limits.Money) (ledger.Reservation, error) {
	r, err := l.Ledger.Refund(ctx, id, refund, amount)
	if err == nil && !r.Replay && r.Refunded == r.Confirmed {
		err = countAnother(ctx, l.Ledger, l.payments[id])
	}
	return r, err
}

// knowsCurrent cannot read a payment in a currency that has been withdrawn.
type knowsCurrent struct{ ledger.Ledger }

func (l knowsCurrent) Refund(ctx context.Context, id, refund string, amount limits.Money) (ledger.Reservation, error) {
	if _, ended := amount.Currency().Ended(); ended {
		return ledger.Reservation{}, fmt.Errorf("unknown currency %s", amount.Currency())
	}
	return l.Ledger.Refund(ctx, id, refund, amount)
}

// givesCountsBack gives a payment back with each refund, also with one of a part.
type givesCountsBack struct {
	ledger.Ledger
	given map[limits.Counter]int64
}

func (l givesCountsBack) Refund(ctx context.Context, id, refund string, amount limits.Money) (ledger.Reservation, error) {
	r, err := l.Ledger.Refund(ctx, id, refund, amount)
	if err == nil && !r.Replay && r.Refunded != r.Confirmed {
		for _, t := range r.Totals {
			l.given[t.Counter]++
		}
	}
	return r, err
}

func (l givesCountsBack) Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) (limits.Usage, error) {
	usage, err := l.Ledger.Usage(ctx, caps, subjects)
	for counter, used := range usage {
		if count, ok := used.Count(); ok {
			usage[counter] = limits.NewUsed(used.Amount, count-l.given[counter])
		}
	}
	return usage, err
}

// wholeDays reckons rolling windows by whole days.
type wholeDays struct{ ledger.Ledger }

func inDays(caps []limits.Cap) []limits.Cap {
	caps = slices.Clone(caps)
	for i := range caps {
		if caps[i].Window.IsRolling() {
			caps[i].Window = limits.Day(8 * time.Hour)
		}
	}
	return caps
}

func (l wholeDays) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	p.Caps = inDays(p.Caps)
	return l.Ledger.Reserve(ctx, p)
}

func (l wholeDays) Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) (limits.Usage, error) {
	return l.Ledger.Usage(ctx, inDays(caps), subjects)
}

// skewed opens ledgers whose clocks are off by a duration.
func skewed(by time.Duration) ledgertest.Open {
	return func(t ledgertest.TB) (ledger.Ledger, func(time.Time)) {
		l, set := openMemory(t)
		return l, func(at time.Time) { set(at.Add(by)) }
	}
}

func broken(wrap func(ledger.Ledger) ledger.Ledger) ledgertest.Open {
	return func(t ledgertest.TB) (ledger.Ledger, func(time.Time)) {
		l, set := openMemory(t)
		return wrap(l), set
	}
}

func TestBrokenLedgersAreCaught(t *testing.T) {
	for _, tt := range []struct {
		name string
		rule string // the one that it breaks
		open ledgertest.Open
	}{
		{"checks, then acts", "many callers and one total", broken(func(l ledger.Ledger) ledger.Ledger { return &racy{Ledger: l} })},
		{"keeps the first limit", "a limit changed between calls", broken(func(l ledger.Ledger) ledger.Ledger { return &firstLimit{Ledger: l} })},
		{"joins names with a slash", "names with separators and quotes", broken(func(l ledger.Ledger) ledger.Ledger { return joinedKeys{l} })},
		{"refuses late successes", "late success", broken(func(l ledger.Ledger) ledger.Ledger { return rejectsLate{l} })},
		{"hides replays", "concurrent replays", broken(func(l ledger.Ledger) ledger.Ledger { return hidesReplays{l} })},
		{"counts expiries twice", "concurrent sweeps", broken(func(l ledger.Ledger) ledger.Ledger { return countsTwice{l} })},
		{"counts a payment twice", "a count is reached exactly", broken(func(l ledger.Ledger) ledger.Ledger { return countsPaymentsTwice{l} })},
		{"forgets a count on a refund", "a count after refunds", broken(func(l ledger.Ledger) ledger.Ledger {
			return forgetsCounts{l, map[string]ledger.Payment{}}
		})},
		{"gives a count back on a refund of a part", "a count after refunds", broken(func(l ledger.Ledger) ledger.Ledger {
			return givesCountsBack{l, map[limits.Counter]int64{}}
		})},
		{"reckons rolling windows by whole days", "a rolling window is exact", broken(func(l ledger.Ledger) ledger.Ledger { return wholeDays{l} })},
		{"reckons rolling windows by whole days", "a rolling window moves", broken(func(l ledger.Ledger) ledger.Ledger { return wholeDays{l} })},
		{"forgets currencies when they end", "every known currency", broken(func(l ledger.Ledger) ledger.Ledger { return knowsCurrent{l} })},
		{"has a clock that is early", "both sides of midnight", skewed(-time.Microsecond)},
		{"has a clock that is late", "both sides of midnight", skewed(time.Microsecond)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rules := ledgertest.Rules()
			i := slices.IndexFunc(rules, func(r ledgertest.Rule) bool { return r.Name == tt.rule })
			if i < 0 {
				t.Fatalf("there is no rule %q", tt.rule)
			}
			if !breaks(rules[i], tt.open) {
				t.Errorf("the rule %q is reported as kept", tt.rule)
			}
		})
	}
}

// breaks reports whether the ledgers that open returns break the rule.
func breaks(rule ledgertest.Rule, open ledgertest.Open) bool {
	r := &recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		rule.Check(r, open)
	}()
	<-done
	return r.Failed()
}

// recorder records failures instead of failing the test.
type recorder struct {
	ledgertest.TB // nil: the methods of a test that skips are not called
	mu            sync.Mutex
	lines         []string // what was logged
	failed        bool
}

func (r *recorder) Helper()      {}
func (r *recorder) Name() string { return "recorder" }
func (r *recorder) Log(args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.lines = append(r.lines, fmt.Sprint(args...))
}
func (r *recorder) Fail() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failed = true
}
func (r *recorder) FailNow() {
	r.Fail()
	runtime.Goexit()
}
func (r *recorder) Fatal(args ...any) {
	r.Error(args...)
	runtime.Goexit()
}
func (r *recorder) Error(args ...any) {
	r.Log(args...)
	r.Fail()
}
func (r *recorder) Logf(format string, args ...any)   { r.Log(fmt.Sprintf(format, args...)) }
func (r *recorder) Fatalf(format string, args ...any) { r.Fatal(fmt.Sprintf(format, args...)) }
func (r *recorder) Errorf(format string, args ...any) { r.Error(fmt.Sprintf(format, args...)) }
func (r *recorder) Failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.failed
}
