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

// crowdRules are about many calls at once.
var crowdRules = []Rule{
	{
		"n callers and one total",
		"However many callers there are at once, what they reserve is never more than the cap, and no payment that fits alone is refused.",
		overspend,
	}, {
		"concurrent first use",
		"Of payments that use new totals at once, each is counted.",
		firstUse,
	}, {
		"replays at once",
		"Of equal calls at once, one does the work and the others say that they are replays.",
		replaysAtOnce,
	}, {
		"totals in any order",
		"Payments over several totals, named in any order, end, and none is counted in some of its totals only.",
		anyOrder,
	}, {
		"sweeps at once",
		"What several sweeps expire at once is expired, given back and reported once.",
		sweepsAtOnce,
	}, {
		"a log of answers adds up",
		"The changes of a total are numbered without gaps, and each leaves what the one before left, more or less its amount.",
		logAddsUp,
	},
}

const crowd = 24

func id(i int) string { return fmt.Sprintf("p%d", i) }

// count returns how many answers are reservations, and reports what is neither that
// nor a refusal.
func (b *book) count(answers []answer) (reserved int) {
	b.Helper()
	for i, a := range answers {
		refused := (*ledger.RefusedError)(nil)
		switch {
		case a.err == nil:
			reserved++
		case !errors.As(a.err, &refused):
			b.Errorf("call %d: %v, want a reservation or a *RefusedError", i, a.err)
		}
	}
	return reserved
}

func overspend(t TB, open Open) {
	b := newBook(t, open)
	c := daily("50.00")
	for day := range 3 {
		reserved := b.count(atOnce(crowd, func(i int) (ledger.Reservation, error) {
			return b.Reserve(b.ctx, payment(fmt.Sprint(day, id(i)), "10.00", c))
		}))
		if reserved != 5 {
			b.Errorf("%d callers reserved 10.00 CNY at once under a cap of 50.00 CNY: %d did, want 5", crowd, reserved)
		}
		b.used(c, "50.00")
		b.balanced()
		b.after(24 * time.Hour)
	}
}

func firstUse(t TB, open Open) {
	b := newBook(t, open)
	for day := range 3 {
		answers := atOnce(crowd, func(i int) (ledger.Reservation, error) {
			return b.Reserve(b.ctx, payment(fmt.Sprint(day, id(i)), "1.00", daily("100.00"), shopDaily("100.00")))
		})
		if reserved := b.count(answers); reserved != crowd {
			b.Errorf("%d of %d callers reserved, though all fit", reserved, crowd)
		}
		b.used(daily("1.00"), "24.00")
		b.used(shopDaily("1.00"), "24.00")
		b.balanced()
		b.after(24 * time.Hour)
	}
}

func replaysAtOnce(t TB, open Open) {
	b := newBook(t, open)
	c := daily("100.00")
	once := func(name, used string, call func() (ledger.Reservation, error)) {
		b.Helper()
		first := 0
		for _, a := range atOnce(crowd, func(int) (ledger.Reservation, error) { return call() }) {
			if a.err != nil {
				b.Errorf("%s at once: %v", name, a.err)
			} else if !a.Replay {
				first++
			}
		}
		if first != 1 {
			b.Errorf("%d of %d equal calls of %s say that they did the work, want 1", first, crowd, name)
		}
		b.used(c, used)
	}
	once("Reserve", "40.00", func() (ledger.Reservation, error) { return b.Reserve(b.ctx, payment("p1", "40.00", c)) })
	once("Confirm", "30.00", func() (ledger.Reservation, error) { return b.Confirm(b.ctx, "p1", yuan("30.00")) })
	once("Refund", "30.00", func() (ledger.Reservation, error) { return b.Refund(b.ctx, "p1", "r1", yuan("20.00")) })
	b.reserve(payment("p2", "40.00", c))
	once("Release", "30.00", func() (ledger.Reservation, error) { return b.Release(b.ctx, "p2") })
	once("late Confirm", "70.00", func() (ledger.Reservation, error) { return b.Confirm(b.ctx, "p2", yuan("40.00")) })
	b.balanced()
}

// ring returns caps on four of eight totals, those from i on, in an order that
// differs from caller to caller.
func ring(i int) []limits.Cap {
	caps := make([]limits.Cap, 4)
	for k := range caps {
		caps[k] = daily("20.00")
		caps[k].Counter = limits.Counter(fmt.Sprintf("ring%d", (i+3*k)%8))
	}
	return caps
}

func anyOrder(t TB, open Open) {
	b := newBook(t, open)
	for day := range 3 {
		b.count(atOnce(crowd, func(i int) (ledger.Reservation, error) {
			p := payment(fmt.Sprint(day, id(i)), "3.00", ring(i)...)
			r, err := b.Reserve(b.ctx, p)
			switch {
			case err != nil:
				return r, err
			case i%3 == 0:
				return b.Release(b.ctx, p.ID)
			case i%3 == 1:
				return b.Confirm(b.ctx, p.ID, yuan("1.00"))
			}
			return r, err
		}))
		b.balanced()
		b.after(24 * time.Hour)
	}
}

func sweepsAtOnce(t TB, open Open) {
	b := newBook(t, open)
	c := daily("100.00")
	for i := range crowd {
		b.reserve(payment(id(i), "1.00", c))
	}
	b.after(time.Hour)
	swept := make([]ledger.Swept, 4)
	for _, a := range atOnce(len(swept), func(i int) (ledger.Reservation, error) {
		var err error
		swept[i], err = b.Sweep(b.ctx, 10)
		return ledger.Reservation{}, err
	}) {
		if a.err != nil {
			b.Errorf("Sweep: %v", a.err)
		}
	}
	expired := b.sweep().Expired
	for _, s := range swept {
		expired += s.Expired
	}
	if expired != crowd {
		b.Errorf("the sweeps say that they expired %d in all, want %d", expired, crowd)
	}
	b.used(c, "0.00")
	b.balanced()
}

func logAddsUp(t TB, open Open) {
	b := newBook(t, open)
	c, shops := daily("20.00"), shopDaily("1000.00")
	type change struct{ seq, used, by int64 }
	logs := make([]map[limits.Counter][]change, crowd)
	answers := atOnce(crowd, func(i int) (ledger.Reservation, error) {
		logs[i] = map[limits.Counter][]change{}
		log := func(r ledger.Reservation, by int64) {
			for _, t := range r.Totals {
				logs[i][t.Counter] = append(logs[i][t.Counter], change{t.Seq, t.Used.Minor(), by})
			}
		}
		r, err := b.Reserve(b.ctx, payment(id(i), "3.00", c, shops))
		if err != nil {
			return r, err
		}
		log(r, 300)
		if i%2 == 0 {
			r, err = b.Release(b.ctx, id(i))
			log(r, -300)
		} else {
			r, err = b.Confirm(b.ctx, id(i), yuan("1.00"))
			log(r, -200)
		}
		return r, err
	})
	b.count(answers)
	for _, counter := range []limits.Counter{c.Counter, shops.Counter} {
		var all []change
		for _, log := range logs {
			all = append(all, log[counter]...)
		}
		slices.SortFunc(all, func(x, y change) int { return cmp.Compare(x.seq, y.seq) })
		var before change
		for _, now := range all {
			if now.seq != before.seq+1 || now.used != before.used+now.by {
				b.Fatalf("%s: change %d by %d left %d, after change %d had left %d", counter, now.seq, now.by, now.used, before.seq, before.used)
			}
			before = now
		}
	}
	b.balanced()
}

// same checks that two values are equal.
func (b *book) same(what string, got, want any) {
	b.Helper()
	if !reflect.DeepEqual(got, want) {
		b.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}
