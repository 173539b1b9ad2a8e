package ledgertest

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// concurrencyRules are about many calls at once.
var concurrencyRules = []Rule{
	{
		"many callers and one total",
		"However many concurrent callers there are, they never reserve more than the cap, and no payment that fits alone is refused.",
		overspend,
	}, {
		"concurrent first use",
		"Concurrent payments that use new totals are all counted.",
		firstUse,
	}, {
		"concurrent replays",
		"Of equal concurrent calls, one does the work and the others report replays.",
		concurrentReplays,
	}, {
		"totals in any order",
		"Payments in several totals, named in any order, all return, and each is counted in all of its totals or in none.",
		anyOrder,
	}, {
		"concurrent sweeps",
		"Concurrent sweeps expire, free and report each reservation once.",
		concurrentSweeps,
	}, {
		"changes are numbered without gaps",
		"The changes of a total are numbered without gaps, and each adds its amount to what the one before left.",
		changesAddUp,
	},
}

const callers = 24

func id(i int) string { return fmt.Sprintf("p%d", i) }

// count returns how many answers are reservations, and reports those that are neither
// reservations nor refusals.
func (f *fixture) count(answers []answer) (reserved int) {
	f.Helper()
	for i, a := range answers {
		refused := (*ledger.RefusedError)(nil)
		switch {
		case a.err == nil:
			reserved++
		case !errors.As(a.err, &refused):
			f.Errorf("call %d: %v, want a reservation or a *RefusedError", i, a.err)
		}
	}
	return reserved
}

func overspend(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("50.00")
	for day := range f.rounds() {
		f.forget()
		reserved := f.count(f.together(callers, []limits.Cap{c}, func(l ledger.Ledger, i int) (ledger.Reservation, error) {
			return l.Reserve(f.ctx, payment(fmt.Sprint(day, id(i)), "10.00", c))
		}))
		if reserved != 5 {
			f.Fatalf("%d callers reserved 10.00 CNY at once under a cap of 50.00 CNY: %d did, want 5", callers, reserved)
		}
		f.used(c, "50.00")
		f.auditClean()
		f.after(24 * time.Hour)
	}
}

func firstUse(t TB, open Open) {
	f := newFixture(t, open)
	for day := range 3 {
		answers := f.together(callers, nil, func(l ledger.Ledger, i int) (ledger.Reservation, error) {
			return l.Reserve(f.ctx, payment(fmt.Sprint(day, id(i)), "1.00", daily("100.00"), shopDaily("100.00")))
		})
		if reserved := f.count(answers); reserved != callers {
			f.Errorf("%d of %d callers reserved, though all fit", reserved, callers)
		}
		f.used(daily("1.00"), "24.00")
		f.used(shopDaily("1.00"), "24.00")
		f.auditClean()
		f.after(24 * time.Hour)
	}
}

// concurrentReplays lets each caller make one kind of call for several payments in turn: two
// that have met once stay side by side.
func concurrentReplays(t TB, open Open) {
	f := newFixture(t, open)
	const callers, payments = 8, 6
	for round := range f.rounds() / 2 {
		f.forget()
		c := daily("1000.00")
		c.Counter = limits.Counter(fmt.Sprintf("buyer.day%d", round))
		name := func(i int) string { return fmt.Sprintf("round %d, payment %d", round, i) }
		once := func(kind, used string, call func(l ledger.Ledger, i int) (ledger.Reservation, error)) {
			f.Helper()
			answers := make([][payments]answer, callers)
			f.together(callers, []limits.Cap{c}, func(l ledger.Ledger, caller int) (ledger.Reservation, error) {
				for i := range payments {
					answers[caller][i].Reservation, answers[caller][i].err = call(l, i)
				}
				return ledger.Reservation{}, nil
			})
			for i := range payments {
				did := 0
				for caller := range callers {
					if a := answers[caller][i]; a.err != nil {
						f.Errorf("%s of %s by several at once: %v", kind, name(i), a.err)
					} else if !a.Replay {
						did++
					}
				}
				if did != 1 {
					f.Fatalf("%d of %d equal calls of %s of %s did the work, want 1", did, callers, kind, name(i))
				}
			}
			f.used(c, used)
		}
		once("Reserve", "240.00", func(l ledger.Ledger, i int) (ledger.Reservation, error) {
			p := payment(name(i), "40.00", c)
			p.Refundable = []limits.Counter{c.Counter}
			return l.Reserve(f.ctx, p)
		})
		once("Confirm", "180.00", func(l ledger.Ledger, i int) (ledger.Reservation, error) {
			return l.Confirm(f.ctx, name(i), yuan("30.00"))
		})
		once("Refund", "60.00", func(l ledger.Ledger, i int) (ledger.Reservation, error) {
			return l.Refund(f.ctx, name(i), "r1", yuan("20.00"))
		})
		late := func(i int) string { return "late, " + name(i) }
		for i := range payments {
			f.reserve(payment(late(i), "40.00", c))
		}
		once("Release", "60.00", func(l ledger.Ledger, i int) (ledger.Reservation, error) { return l.Release(f.ctx, late(i)) })
		once("late Confirm", "300.00", func(l ledger.Ledger, i int) (ledger.Reservation, error) {
			return l.Confirm(f.ctx, late(i), yuan("40.00"))
		})
	}
	f.auditClean()
}

// fourOfEight returns caps on four of eight totals, those from i on, in an order that
// differs from caller to caller.
func fourOfEight(i int) []limits.Cap {
	caps := make([]limits.Cap, 4)
	for k := range caps {
		caps[k] = daily("20.00")
		n := (i + 3*k) % 8
		caps[k].Counter = limits.Counter(fmt.Sprintf("fourOfEight%d", n))
		if n%2 == 1 {
			caps[k].Window = limits.Rolling(24 * time.Hour)
		}
	}
	return caps
}

func anyOrder(t TB, open Open) {
	f := newFixture(t, open)
	for day := range 3 {
		f.count(f.together(callers, nil, func(l ledger.Ledger, i int) (ledger.Reservation, error) {
			p := payment(fmt.Sprint(day, id(i)), "3.00", fourOfEight(i)...)
			r, err := l.Reserve(f.ctx, p)
			switch {
			case err != nil:
				return r, err
			case i%3 == 0:
				return l.Release(f.ctx, p.ID)
			case i%3 == 1:
				return l.Confirm(f.ctx, p.ID, yuan("1.00"))
			}
			return r, err
		}))
		f.auditClean()
		f.after(24 * time.Hour)
	}
}

func concurrentSweeps(t TB, open Open) {
	f := newFixture(t, open)
	c := daily("100.00")
	for i := range callers {
		f.reserve(payment(id(i), "1.00", c))
	}
	f.after(time.Hour)
	held := int(f.payments(c)) // those that no call before has expired
	swept := make([]ledger.SweepResult, 4)
	for _, a := range f.together(len(swept), nil, func(l ledger.Ledger, i int) (ledger.Reservation, error) {
		var err error
		swept[i], err = l.Sweep(f.ctx, 10)
		return ledger.Reservation{}, err
	}) {
		if a.err != nil {
			f.Errorf("Sweep: %v", a.err)
		}
	}
	expired := f.sweep().Expired
	for _, s := range swept {
		expired += s.Expired
	}
	if expired != held {
		f.Errorf("the sweeps report that they expired %d in all, want %d", expired, held)
	}
	f.used(c, "0.00")
	f.auditClean()
}

func changesAddUp(t TB, open Open) {
	f := newFixture(t, open)
	c, shops := daily("20.00"), shopDaily("1000.00")
	type change struct{ seq, used, by int64 }
	logs := make([]map[limits.Counter][]change, callers)
	answers := f.together(callers, []limits.Cap{c, shops}, func(l ledger.Ledger, i int) (ledger.Reservation, error) {
		logs[i] = map[limits.Counter][]change{}
		log := func(r ledger.Reservation, by int64) {
			for _, t := range r.Totals {
				logs[i][t.Counter] = append(logs[i][t.Counter], change{t.Seq, t.Used.Amount.Minor(), by})
			}
		}
		r, err := l.Reserve(f.ctx, payment(id(i), "3.00", c, shops))
		if err != nil {
			return r, err
		}
		log(r, 300)
		if i%2 == 0 {
			r, err = l.Release(f.ctx, id(i))
			log(r, -300)
		} else {
			r, err = l.Confirm(f.ctx, id(i), yuan("1.00"))
			log(r, -200)
		}
		return r, err
	})
	f.count(answers)
	for _, counter := range []limits.Counter{c.Counter, shops.Counter} {
		var all []change
		for _, log := range logs {
			all = append(all, log[counter]...)
		}
		slices.SortFunc(all, func(x, y change) int { return cmp.Compare(x.seq, y.seq) })
		var before change
		for _, now := range all {
			if now.seq != before.seq+1 || now.used != before.used+now.by {
				f.Fatalf("%s: change %d by %d left %d, after change %d had left %d", counter, now.seq, now.by, now.used, before.seq, before.used)
			}
			before = now
		}
	}
	f.auditClean()
}

// same checks that two values are equal.
func (f *fixture) same(what string, got, want any) {
	f.Helper()
	if !reflect.DeepEqual(got, want) {
		f.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}
