package main

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// Answers to concurrent calls equal those of some sequential order, including refusals:
// none is refused while there is room.
func TestAnswersAreLinearizable(t *testing.T) {
	t.Parallel()
	db := connect(t, "pgx")
	for _, batched := range []bool{false, true} {
		for _, window := range []limits.Window{limits.Day(0), limits.Rolling(24 * time.Hour)} {
			t.Run(fmt.Sprintf("batched %v %v", batched, window), func(t *testing.T) {
				l := fresh(t, db, ledger.PostgresOptions{Schema: "linear", Batched: batched})
				for n := range 40 {
					history := history(t, l, window, fmt.Sprint("history", n))
					if result := porcupine.CheckOperationsTimeout(twoTotals, history, time.Minute); result != porcupine.Ok {
						t.Fatalf("history %d is %s", n, result)
					}
					if err := nextDay(t.Context(), db, "linear"); err != nil { // when all totals are empty again
						t.Fatalf("nextDay: %v", err)
					}
				}
			})
		}
	}
	t.Run("a ledger that checks first and acts then is caught", func(t *testing.T) {
		l := racy{fresh(t, db, ledger.PostgresOptions{Schema: "linear"})}
		caught := 0
		for n := range 5 {
			if porcupine.CheckOperationsTimeout(twoTotals, history(t, l, limits.Day(0), fmt.Sprint("racy", n)), time.Minute) == porcupine.Illegal {
				caught++
			}
		}
		if caught == 0 {
			t.Error("none of 5 histories of the racy ledger is illegal")
		}
		t.Logf("%d of 5 histories of the racy ledger are illegal", caught)
	})
}

// racy reads the usage and decides before it reserves.
type racy struct{ ledger.Ledger }

func (l racy) Reserve(ctx context.Context, p ledger.Payment) (ledger.Reservation, error) {
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
	caps := make([]limits.Cap, len(p.Caps))
	for i, c := range p.Caps {
		c.Max, _ = limits.MoneyFromMinor(math.MaxInt64, limits.CNY)
		caps[i] = c
	}
	p.Caps = caps
	return l.Ledger.Reserve(ctx, p)
}

// call is one call of a history: a Reserve of an amount in some of two totals, a
// Release, a Confirm of less, or a Usage of both totals.
type call struct {
	what    string
	id      int
	amount  int64
	totals  [2]bool
	release int64 // what a Release or Confirm frees
}

// result is the answer to a call.
type result struct {
	refused bool
	used    [2]int64 // from Usage or a refusal; -1 if a refusal does not name the total
}

const totalCap = 1000

// twoTotals is the sequential model of a ledger with two totals. Its state is what they
// have reached.
var twoTotals = porcupine.Model{
	Init: func() any { return [2]int64{} },
	Step: func(state, input, output any) (bool, any) {
		used, in, out := state.([2]int64), input.(call), output.(result)
		switch in.what {
		case "Usage":
			return used == out.used, used
		case "Reserve":
			next, fits := used, true
			for i, counts := range in.totals {
				if !counts {
					continue
				}
				next[i] += in.amount
				over := next[i] > totalCap
				fits = fits && !over
				if out.refused && (over != (out.used[i] >= 0) || over && out.used[i] != used[i]) {
					return false, used
				}
			}
			if fits {
				return !out.refused, next
			}
			return out.refused, used
		}
		for i, counts := range in.totals {
			if counts {
				used[i] -= in.release
			}
		}
		return true, used
	},
}

// history records eight clients that make 25 calls each.
func history(t *testing.T, l ledger.Ledger, window limits.Window, name string) []porcupine.Operation {
	t.Helper()
	var mu sync.Mutex
	var operations []porcupine.Operation
	start := time.Now()
	var group sync.WaitGroup
	for client := range 8 {
		group.Go(func() {
			c := &historyClient{l: l, window: window, history: name, client: client}
			for range 25 {
				in, do := c.next()
				begun := time.Since(start)
				out, err := do(t.Context())
				ended := time.Since(start)
				if err != nil {
					t.Errorf("%s: %v", in.what, err)
					return
				}
				c.settle(in, out)
				mu.Lock()
				operations = append(operations, porcupine.Operation{
					ClientId: client, Input: in, Call: int64(begun), Output: out, Return: int64(ended),
				})
				mu.Unlock()
			}
		})
	}
	group.Wait()
	return operations
}

// historyClient makes the calls of one client.
type historyClient struct {
	l       ledger.Ledger
	window  limits.Window
	history string // the ids of its payments begin with it
	client  int
	ids     int
	held    []call // reservations that are not settled
}

// caps returns caps on the given totals of the history.
func (h *historyClient) caps(totals [2]bool) (caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) {
	for i, counts := range totals {
		if counts {
			most, _ := limits.MoneyFromMinor(totalCap, limits.CNY)
			caps = append(caps, limits.Cap{
				Max: most, Window: h.window, Counter: limits.Counter(fmt.Sprint("total", i)), Per: []limits.Subject{limits.Buyer},
			})
		}
	}
	return caps, map[limits.Subject]limits.Hidden{limits.Buyer: limits.Hide("b1")}
}

func (h *historyClient) next() (call, func(context.Context) (result, error)) {
	switch n := rand.IntN(10); {
	case n < 2:
		return call{what: "Usage"}, h.usage
	case n < 6 && len(h.held) > 0:
		in := h.held[0]
		in.what, in.release = "Release", in.amount
		if n%2 == 0 {
			in.what, in.release = "Confirm", in.amount/2
		}
		return in, func(ctx context.Context) (result, error) { return result{}, h.end(ctx, in) }
	}
	h.ids++
	in := call{what: "Reserve", id: h.ids, amount: rand.Int64N(400) + 1, totals: [][2]bool{{true, false}, {false, true}, {true, true}}[rand.IntN(3)]}
	return in, func(ctx context.Context) (result, error) { return h.reserve(ctx, in) }
}

// settle records which reservations the client holds.
func (h *historyClient) settle(in call, out result) {
	switch {
	case in.what == "Reserve" && !out.refused:
		h.held = append(h.held, in)
	case in.what == "Release" || in.what == "Confirm":
		h.held = h.held[1:]
	}
}

func (h *historyClient) usage(ctx context.Context) (result, error) {
	caps, subjects := h.caps([2]bool{true, true})
	usage, err := h.l.Usage(ctx, caps, subjects)
	if err != nil {
		return result{}, err
	}
	return result{used: [2]int64{usage["total0"].Amount.Minor(), usage["total1"].Amount.Minor()}}, nil
}

func (h *historyClient) reserve(ctx context.Context, in call) (result, error) {
	caps, subjects := h.caps(in.totals)
	amount, err := limits.MoneyFromMinor(in.amount, limits.CNY)
	if err != nil {
		return result{}, err
	}
	_, err = h.l.Reserve(ctx, ledger.Payment{ID: h.id(in), Amount: amount, Caps: caps, Subjects: subjects, Hold: time.Hour})
	out := result{used: [2]int64{-1, -1}}
	if refused := (*ledger.RefusedError)(nil); errors.As(err, &refused) {
		out.refused = true
		for _, r := range refused.Refusals {
			out.used[r.Cap.Counter[len("total")]-'0'] = r.Used.Amount.Minor()
		}
		err = nil
	}
	return out, err
}

func (h *historyClient) end(ctx context.Context, in call) error {
	if in.what == "Release" {
		_, err := h.l.Release(ctx, h.id(in))
		return err
	}
	rest, err := limits.MoneyFromMinor(in.amount-in.release, limits.CNY)
	if err != nil {
		return err
	}
	_, err = h.l.Confirm(ctx, h.id(in), rest)
	return err
}

func (h *historyClient) id(in call) string { return fmt.Sprint(h.history, ".", h.client, ".", in.id) }
