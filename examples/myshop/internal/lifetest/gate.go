package lifetest

import (
	"context"
	"errors"
	"net/http"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/examples/myshop/shop"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// errLost is what a shop gets for a call whose outcome it cannot know.
var errLost = errors.New("the answer is lost")

// stopped is what a process that ends is made to panic with.
type stopped struct{}

// gate stands before everything that a shop calls. At one of a request's calls something
// happens.
type gate struct {
	calls int // of the request so far
	at    int // the call at which it happens; 0 for none
	what  event

	another  func() // the request that runs meanwhile
	happened bool
}

// event is what happens at a call.
type event string

const (
	loseCall      event = "the call is lost"
	loseAnswer    event = "the answer is lost"
	stopBefore    event = "the process ends before the call"
	stopAfter     event = "the process ends after the call"
	runMeanwhile  event = "another request runs before the call"
	runAfterwards event = "another request runs after the call"
)

var events = []event{loseCall, loseAnswer, stopBefore, stopAfter, runMeanwhile, runAfterwards}

// pass makes a call, or not.
func (g *gate) pass(call func() error) error {
	g.calls++
	if g.calls != g.at {
		return call()
	}
	g.happened = true
	switch g.what {
	case loseCall:
		return errLost
	case loseAnswer:
		_ = call() // nobody gets to know
		return errLost
	case stopBefore:
		panic(stopped{})
	case stopAfter:
		_ = call() // nobody gets to know
		panic(stopped{})
	case runMeanwhile:
		g.another()
		return call()
	case runAfterwards:
		err := call()
		g.another()
		return err
	}
	return call()
}

// through makes a call that returns a value.
func through[T any](g **gate, call func() (T, error)) (T, error) {
	var answer T
	err := (*g).pass(func() (err error) {
		answer, err = call()
		return err
	})
	if errors.Is(err, errLost) {
		var none T
		return none, err
	}
	return answer, err
}

// draw sets what happens during a request. What another request is, is drawn when it runs.
func (g *gate) draw(t *rapid.T, another func()) {
	g.at = rapid.IntRange(0, 8).Draw(t, "something happens at call")
	if g.at == 0 {
		return
	}
	g.what = rapid.SampledFrom(events).Draw(t, "what")
	g.another = another
}

// gatedBooks is a ledger behind a gate. It keeps what was last answered of each payment, also
// where the answer gets lost.
type gatedBooks struct {
	ledger.Ledger
	gate **gate
	last map[string]ledger.Reservation
}

func (b gatedBooks) keep(r ledger.Reservation, err error) (ledger.Reservation, error) {
	if err == nil {
		b.last[r.ID] = r
	}
	return r, err
}

func (b gatedBooks) Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) (limits.Usage, error) {
	return through(b.gate, func() (limits.Usage, error) { return b.Ledger.Usage(ctx, caps, subjects) })
}

func (b gatedBooks) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
	return through(b.gate, func() (ledger.Reservation, error) { return b.keep(b.Ledger.Reserve(ctx, p)) })
}

func (b gatedBooks) Confirm(ctx context.Context, id string, amount limits.Money) (ledger.Reservation, error) {
	return through(b.gate, func() (ledger.Reservation, error) { return b.keep(b.Ledger.Confirm(ctx, id, amount)) })
}

func (b gatedBooks) Release(ctx context.Context, id string) (ledger.Reservation, error) {
	return through(b.gate, func() (ledger.Reservation, error) { return b.keep(b.Ledger.Release(ctx, id)) })
}

func (b gatedBooks) Refund(ctx context.Context, id, refund string, amount limits.Money) (ledger.Reservation, error) {
	return through(b.gate, func() (ledger.Reservation, error) { return b.keep(b.Ledger.Refund(ctx, id, refund, amount)) })
}

func (b gatedBooks) Sweep(ctx context.Context, limit int) (ledger.SweepResult, error) {
	return through(b.gate, func() (ledger.SweepResult, error) { return b.Ledger.Sweep(ctx, limit) })
}

// gatedStore is a store behind a gate.
type gatedStore struct {
	shop.Store
	gate **gate
}

func (s gatedStore) Load(ctx context.Context, order string) (shop.Record, error) {
	return through(s.gate, func() (shop.Record, error) { return s.Store.Load(ctx, order) })
}

func (s gatedStore) Save(ctx context.Context, r shop.Record) error {
	return (*s.gate).pass(func() error { return s.Store.Save(ctx, r) })
}

func (s gatedStore) Due(ctx context.Context, now time.Time, limit int) ([]string, error) {
	return through(s.gate, func() ([]string, error) { return s.Store.Due(ctx, now, limit) })
}

// gatedProvider is a provider behind a gate.
type gatedProvider struct {
	stub *provider.Stub
	gate **gate
}

func (p gatedProvider) Create(ctx context.Context, c provider.Charge) (string, error) {
	return through(p.gate, func() (string, error) { return p.stub.Create(ctx, c) })
}

func (p gatedProvider) Query(ctx context.Context, id string) (provider.Order, error) {
	return through(p.gate, func() (provider.Order, error) { return p.stub.Query(ctx, id) })
}

func (p gatedProvider) Close(ctx context.Context, id string) (provider.Order, error) {
	return through(p.gate, func() (provider.Order, error) { return p.stub.Close(ctx, id) })
}

func (p gatedProvider) Refund(ctx context.Context, r provider.Refund) (provider.RefundStatus, error) {
	return through(p.gate, func() (provider.RefundStatus, error) { return p.stub.Refund(ctx, r) })
}

func (p gatedProvider) Verify(h http.Header, body []byte) (provider.Order, error) {
	return p.stub.Verify(h, body)
}
