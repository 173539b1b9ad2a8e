package limitstest_test

import (
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

var (
	plainDay = limits.Cap{Max: cny("1000.00"), Window: limits.Day(8 * time.Hour), Counter: "shop.day"}
	monthly  = limits.Cap{Max: cny("5000.00"), Window: limits.Month(8 * time.Hour), Counter: "shop.month"}
	weekly   = limits.Cap{MaxCount: 3, Window: limits.Week(time.Monday, 8*time.Hour), Counter: "shop.week"}
	thrice   = limits.Cap{Max: cny("500.00"), MaxCount: 3, Window: limits.Day(8 * time.Hour), Counter: "shop.thrice"}
	trial    = limits.Cap{Max: cny("1000.00"), Window: limits.Lifetime(), Counter: "trial"}
	trailing = limits.Cap{Max: cny("2000.00"), Window: limits.Rolling(24 * time.Hour), Counter: "shop.rolling"}
	yen      = limits.Cap{Max: limits.MustParseMoney("300 JPY")}
)

type (
	query = limits.Query
	room  = limits.Headroom
)

func of(caps ...limits.Cap) limitstest.QuerySet { return limitstest.Queries(caps...) }

func inChina(at time.Time) time.Time { return at.UTC().Add(8 * time.Hour) }

func resetAt(c limits.Cap, at func(query, time.Time) time.Time) limits.Limit {
	return keeps(c, func(q query, r room) room {
		was, _ := r.Resets()
		return r.WithReset(at(q, was))
	})
}

func isMonthEnd(at time.Time) bool { return at.AddDate(0, 0, 1).Day() == 1 }

func amountOf(q query, c limits.Counter) int64 { return q.Usage[c].Amount.Minor() }

func assume(c limits.Cap, broken func(limits.Used) bool, used limits.Used) limits.Limit {
	return limitFunc(func(q query) (room, error) {
		if broken(q.Usage[c.Counter]) {
			q.Usage = limits.Usage{c.Counter: used}
		}
		return c.Headroom(q)
	})
}

// needs answers from the usage of a counter that no cap names, once its amount and its
// count are given.
func needs(c limits.Counter, answer func(query, limits.Used) room) limits.Limit {
	return limitFunc(func(q query) (room, error) {
		used := q.Usage[c]
		if !used.Amount.IsValid() || used.Amount.Sign() < 0 {
			return room{}, &limits.UsageError{Counter: c, Used: used}
		}
		if n, ok := used.Count(); !ok || n < 0 {
			return room{}, &limits.UsageError{Counter: c, Used: used, Field: "Count"}
		}
		if used.Amount.Currency() != limits.CNY || q.Currency != limits.CNY {
			return room{}, &limits.CurrencyMismatchError{Got: q.Currency, Want: limits.CNY}
		}
		return answer(q, used), nil
	})
}

func one(l limits.Limit) func() limits.Limit { return constant(l) }

func openWhere(where func(query) bool) limits.Limit {
	return keeps(plainDay, func(q query, r room) room {
		if where(q) {
			return room{}
		}
		return r
	})
}

func cutTo(c limits.Currency, minor int64) room {
	m, err := limits.MoneyFromMinor(minor, c)
	if err != nil {
		return room{}
	}
	return limits.AtMost(m)
}

// cached keeps answers by a key that leaves out what the answer depends on.
type cached struct {
	cap  limits.Cap
	key  func(query) any
	last bool // keeps only the last one

	mu    sync.Mutex
	rooms map[any]room
}

func (c *cached) Headroom(q query) (room, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r, ok := c.rooms[c.key(q)]; ok && q.Currency == limits.CNY {
		return r, nil
	}
	r, err := c.cap.Headroom(q)
	if err != nil {
		return room{}, err
	}
	if c.last || c.rooms == nil {
		c.rooms = map[any]room{}
	}
	c.rooms[c.key(q)] = r
	return r, nil
}

type logged struct {
	cap limits.Cap
	mu  sync.Mutex
	log []query
}

func (l *logged) Headroom(q query) (room, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.log = append(l.log, q)
	return l.cap.Headroom(q)
}
