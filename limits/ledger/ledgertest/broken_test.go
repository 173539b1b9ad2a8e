package ledgertest_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/limits/ledger/ledgertest"
)

// racy checks first and acts then. Of the callers at once it lets the first six all
// check before one acts, so that the test does not depend on who is quicker.
type racy struct {
	ledger.Ledger
	callers atomic.Int64
	checked chan struct{}
}

func (l *racy) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	usage, err := l.Usage(ctx, p.Caps, p.Subjects)
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
	if l.callers.Add(1) == 6 {
		close(l.checked)
	}
	<-l.checked
	return l.Ledger.Reserve(ctx, lifted(p))
}

// lifted is the payment under caps that never refuse it.
func lifted(p ledger.Payment) ledger.Payment {
	caps := make([]limits.Cap, len(p.Caps))
	for i, c := range p.Caps {
		if c.IsTotal() {
			c.Max, _ = limits.MoneyFromMinor(math.MaxInt64, c.Max.Currency())
		}
		caps[i] = c
	}
	p.Caps = caps
	return p
}

// stale applies the limit that a counter had first.
type stale struct {
	ledger.Ledger
	first sync.Map
}

func (l *stale) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
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

// joined names totals by their subjects joined with a slash.
type joined struct{ ledger.Ledger }

func (l joined) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	key := ""
	for _, c := range p.Caps {
		for _, subject := range c.Per {
			key += "/" + p.Subjects[subject]
		}
	}
	p.Subjects = map[limits.Subject]string{limits.Buyer: "x" + key, limits.Merchant: "x"}
	return l.Ledger.Reserve(ctx, p)
}

// prompt takes a success after release or expiry for a mistake.
type prompt struct{ ledger.Ledger }

func (l prompt) Confirm(ctx context.Context, id string, amount limits.Money) (ledger.Reservation, error) {
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

// modest never says that a call was a replay.
type modest struct{ ledger.Ledger }

func (l modest) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	r, err := l.Ledger.Reserve(ctx, p)
	r.Replay = false
	return r, err
}

// boastful counts each reservation that it expires twice.
type boastful struct{ ledger.Ledger }

func (l boastful) Sweep(ctx context.Context, most int) (ledger.Swept, error) {
	swept, err := l.Ledger.Sweep(ctx, most)
	swept.Expired *= 2
	return swept, err
}

// shifted has a clock of its own.
func shifted(by time.Duration) ledgertest.Open {
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
		{"checks, then acts", "n callers and one total", broken(func(l ledger.Ledger) ledger.Ledger { return &racy{Ledger: l, checked: make(chan struct{})} })},
		{"keeps the first limit", "a limit changed between calls", broken(func(l ledger.Ledger) ledger.Ledger { return &stale{Ledger: l} })},
		{"joins names with a slash", "names with separators and quotes", broken(func(l ledger.Ledger) ledger.Ledger { return joined{l} })},
		{"refuses late successes", "late success", broken(func(l ledger.Ledger) ledger.Ledger { return prompt{l} })},
		{"hides replays", "replays at once", broken(func(l ledger.Ledger) ledger.Ledger { return modest{l} })},
		{"counts expiries twice", "sweeps at once", broken(func(l ledger.Ledger) ledger.Ledger { return boastful{l} })},
		{"has a clock that is early", "both sides of midnight", shifted(-time.Microsecond)},
		{"has a clock that is late", "both sides of midnight", shifted(time.Microsecond)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			rules := ledgertest.Rules()
			i := slices.IndexFunc(rules, func(r ledgertest.Rule) bool { return r.Name == tt.rule })
			if i < 0 {
				t.Fatalf("there is no rule %q", tt.rule)
			}
			if !breaks(rules[i], tt.open) {
				t.Errorf("the rule %q is said to be kept", tt.rule)
			}
		})
	}
}

// breaks reports whether a rule is broken.
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

// recorder is a test that may fail.
type recorder struct {
	ledgertest.TB // nil: the methods of a test that skips are not called
	mu            sync.Mutex
	failures      []string
}

func (r *recorder) Helper()             {}
func (r *recorder) Name() string        { return "recorder" }
func (r *recorder) Log(...any)          {}
func (r *recorder) Logf(string, ...any) {}
func (r *recorder) Fail()               { r.Error("failed") }
func (r *recorder) FailNow()            { r.Fatal("failed") }
func (r *recorder) Fatal(args ...any) {
	r.Error(args...)
	runtime.Goexit()
}
func (r *recorder) Fatalf(format string, args ...any) { r.Fatal(fmt.Sprintf(format, args...)) }
func (r *recorder) Errorf(format string, args ...any) { r.Error(fmt.Sprintf(format, args...)) }
func (r *recorder) Error(args ...any) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.failures = append(r.failures, fmt.Sprint(args...))
}
func (r *recorder) Failed() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.failures) > 0
}
