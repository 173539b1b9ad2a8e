package limitstest_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

var (
	single = limits.Cap{Min: cny("0.01"), Max: cny("300.00")}
	daily  = limits.Cap{
		Min:     cny("1.00"),
		Max:     cny("1000.00"),
		Window:  limits.Day(8 * time.Hour),
		Counter: "shop.day",
		Per:     []limits.Subject{limits.Buyer},
	}
)

func cny(amount string) limits.Money { return limits.MustParseMoney(amount + " CNY") }

// limitFunc is a limit made of a function.
type limitFunc func(limits.Query) (limits.Headroom, error)

func (f limitFunc) Headroom(q limits.Query) (limits.Headroom, error) { return f(q) }

// brokenLimit is a limit that breaks one law.
type brokenLimit struct {
	name  string
	law   string
	limit func() limits.Limit // a new one, as some keep state
	caps  []limits.Cap
}

func constant(limit limits.Limit) func() limits.Limit {
	return func() limits.Limit { return limit }
}

// widened is a cap whose bounds are moved by some minor units.
func widened(c limits.Cap, byMin, byMax int64) limits.Limit {
	c.Min, c.Max = moved(c.Min, byMin), moved(c.Max, byMax)
	return c
}

func moved(m limits.Money, by int64) limits.Money {
	n, err := limits.MoneyFromMinor(m.Minor()+by, m.Currency())
	if err != nil {
		panic(err)
	}
	return n
}

var brokenLimits = []brokenLimit{
	{"one unit over a single payment", "exact", constant(widened(single, 0, 1)), []limits.Cap{single}},
	{"one unit under a single payment", "exact", constant(widened(single, 0, -1)), []limits.Cap{single}},
	{"one unit over a total", "exact", constant(widened(daily, 0, 1)), []limits.Cap{daily}},
	{"one unit under a total", "exact", constant(widened(daily, 0, -1)), []limits.Cap{daily}},
	{"minimum one unit too low", "exact", constant(widened(daily, -1, 0)), []limits.Cap{daily}},
	{"minimum one unit too high", "exact", constant(widened(daily, 1, 0)), []limits.Cap{daily}},
	{"one unit allowed when all is used up", "capped", constant(limitFunc(lastUnit)), []limits.Cap{withoutMin(daily)}},
	{"two units over a total", "capped", constant(widened(daily, 0, 2)), []limits.Cap{daily}},
	{"twice the cap", "capped", constant(widened(single, 0, 30000)), []limits.Cap{single}},
	{"forgets the minimum", "capped", constant(withoutMin(daily)), []limits.Cap{daily}},
	{"takes a missing total for zero", "capped", constant(limitFunc(missingIsZero)), []limits.Cap{daily}},
	{"takes the number for any currency", "capped", constant(limitFunc(anyCurrency)), []limits.Cap{single}},
	{"is unbounded in other currencies", "capped", constant(limitFunc(yuanOnly)), []limits.Cap{single}},
	{"ignores the total", "capped", constant(limits.Cap{Min: daily.Min, Max: daily.Max}), []limits.Cap{daily}},
	{"ignores the currency", "currency", constant(limitFunc(alwaysYuan)), []limits.Cap{single}},
	{"more room after more was paid", "monotone", constant(limitFunc(loyalty)), []limits.Cap{daily}},
	{"opens after the first payment", "monotone", constant(limitFunc(secondPaymentOn)), []limits.Cap{daily}},
	{"counts its calls", "deterministic", countsCalls, []limits.Cap{single}},
	{"remembers the last total", "deterministic", remembersUsage, []limits.Cap{withoutMin(daily)}},
	{"words its error differently each time", "deterministic", countsErrors, []limits.Cap{single}},
	{"is stricter after some hundred calls", "deterministic", changesAfter(500, single, widened(single, 0, -2)), []limits.Cap{single}},
	{"is looser after some hundred calls", "deterministic", changesAfter(700, single, widened(single, 0, 2)), []limits.Cap{single}},
	{"is a fen off after some hundred calls", "deterministic", changesAfter(300, single, widened(single, 0, 1)), []limits.Cap{single}},
	{"refuses every seventh call", "deterministic", everySeventh, []limits.Cap{daily}},
	{"refuses one call in ten by chance", "deterministic", constant(limitFunc(byChance)), []limits.Cap{daily}},
	{"looks at the nanoseconds of the clock", "deterministic", constant(limitFunc(byTheClock)), []limits.Cap{daily}},
	{"adds to its query", "pure", constant(limitFunc(addsToUsage)), []limits.Cap{daily}},
	{"takes from its query", "pure", constant(limitFunc(takesFromUsage)), []limits.Cap{daily}},
	{"keeps the usage", "pure", keepsUsage, []limits.Cap{daily}},
	{"is closed for good", "decisive", constant(limitFunc(closed)), []limits.Cap{daily}},
	{"takes the hour as written", "zone", constant(limitFunc(byTheHour)), []limits.Cap{daily}},
	{"expires in the year 2040", "clock", constant(limitFunc(untilAYear)), []limits.Cap{daily}},
	{"resets now", "resets", constant(resetAt(daily, func(q limits.Query, _ time.Time) time.Time { return q.At })), []limits.Cap{daily}},
	{"resets a nanosecond early", "resets", constant(resetAt(daily, func(_ limits.Query, at time.Time) time.Time { return at.Add(-1) })), []limits.Cap{daily}},
	{"never resets", "resets", constant(resetAt(daily, func(limits.Query, time.Time) time.Time { return time.Time{} })), []limits.Cap{daily}},
	{"allows one payment too many", "capped", constant(limits.Cap{MaxCount: 4, Window: weekly.Window, Counter: weekly.Counter}), []limits.Cap{weekly}},
	{"panics without usage", "total", constant(limitFunc(mustHaveUsage)), []limits.Cap{daily}},
	{"panics on the zero time", "total", constant(limitFunc(mustHaveTime)), []limits.Cap{single}},
	{"its error is a nil pointer", "total", constant(limitFunc(nilError)), []limits.Cap{daily}},
	{"is nil", "total", constant(nil), []limits.Cap{single}},
	{"answers one caller at a time", "concurrent", oneAtATime, []limits.Cap{single}},
}

func withoutMin(c limits.Cap) limits.Cap {
	c.Min = limits.Money{}
	return c
}

func lastUnit(q limits.Query) (limits.Headroom, error) {
	room, err := withoutMin(daily).Headroom(q)
	if left, ok := room.Max(); err == nil && ok && left.Sign() == 0 {
		return limits.AtMost(cny("0.01")), nil
	}
	return room, err
}

func missingIsZero(q limits.Query) (limits.Headroom, error) {
	if _, ok := q.Usage[daily.Counter]; !ok {
		q.Usage = limits.Usage{daily.Counter: {Amount: cny("0.00")}}
	}
	return daily.Headroom(q)
}

func anyCurrency(q limits.Query) (limits.Headroom, error) {
	m, err := limits.MoneyFromMinor(single.Max.Minor(), q.Currency)
	if err != nil {
		return limits.Headroom{}, err
	}
	return limits.Intersect(limits.AtMost(m), limits.AtLeast(moved(m, 1-m.Minor())))
}

func yuanOnly(q limits.Query) (limits.Headroom, error) {
	if q.Currency != single.Currency() {
		return limits.Headroom{}, nil
	}
	return single.Headroom(q)
}

func alwaysYuan(q limits.Query) (limits.Headroom, error) {
	q.Currency = limits.CNY
	return single.Headroom(q)
}

func loyalty(q limits.Query) (limits.Headroom, error) {
	room, err := daily.Headroom(q)
	if err == nil && q.Usage[daily.Counter].Amount.Minor() < 10000 {
		return limits.Intersect(room, limits.AtMost(cny("50.00")))
	}
	return room, err
}

func secondPaymentOn(q limits.Query) (limits.Headroom, error) {
	if q.Usage[daily.Counter].Amount.Sign() == 0 {
		return limits.Headroom{}, errors.New("the first payment is made in person")
	}
	return daily.Headroom(q)
}

func countsCalls() limits.Limit {
	var calls atomic.Int64
	return limitFunc(func(q limits.Query) (limits.Headroom, error) {
		return widened(single, 0, -min(calls.Add(1), 20000)).Headroom(q)
	})
}

func remembersUsage() limits.Limit {
	var last atomic.Int64
	return limitFunc(func(q limits.Query) (limits.Headroom, error) {
		room, err := withoutMin(daily).Headroom(q)
		if err != nil {
			return room, err
		}
		before := last.Swap(q.Usage[daily.Counter].Amount.Minor())
		return limits.Intersect(room, limits.AtMost(moved(cny("10.00"), before%500)))
	})
}

// changesAfter answers a number of calls as one limit, and from then on as another.
func changesAfter(n int64, first, then limits.Limit) func() limits.Limit {
	return func() limits.Limit {
		var calls atomic.Int64
		return limitFunc(func(q limits.Query) (limits.Headroom, error) {
			if calls.Add(1) > n {
				return then.Headroom(q)
			}
			return first.Headroom(q)
		})
	}
}

var errBusy = errors.New("busy")

func everySeventh() limits.Limit {
	var calls atomic.Int64
	return limitFunc(func(q limits.Query) (limits.Headroom, error) {
		if calls.Add(1)%7 == 3 {
			return limits.Headroom{}, errBusy
		}
		return daily.Headroom(q)
	})
}

func byChance(q limits.Query) (limits.Headroom, error) {
	if rand.IntN(10) == 0 {
		return limits.Headroom{}, errBusy
	}
	return daily.Headroom(q)
}

func byTheClock(q limits.Query) (limits.Headroom, error) {
	room, err := daily.Headroom(q)
	if err == nil && time.Now().UnixNano()%2 == 0 {
		return limits.Intersect(room, limits.AtMost(cny("1.00")))
	}
	return room, err
}

// byTheHour is stricter at an hour that depends on the zone of the instant.
func byTheHour(q limits.Query) (limits.Headroom, error) {
	return cutWhere(daily, "200.00", func(q limits.Query) bool { return q.At.Hour() >= 23 }).Headroom(q)
}

func untilAYear(q limits.Query) (limits.Headroom, error) {
	return cutWhere(daily, "0.00", func(limits.Query) bool { return time.Now().Year() >= 2040 }).Headroom(q)
}

// keepsUsage answers correctly, and never reads what it has kept.
func keepsUsage() limits.Limit {
	var last atomic.Value
	return limitFunc(func(q limits.Query) (limits.Headroom, error) {
		last.Store(q.Usage)
		return daily.Headroom(q)
	})
}

func countsErrors() limits.Limit {
	var calls atomic.Int64
	return limitFunc(func(q limits.Query) (limits.Headroom, error) {
		room, err := single.Headroom(q)
		if err != nil {
			return room, fmt.Errorf("call %d: %w", calls.Add(1), err)
		}
		return room, nil
	})
}

func addsToUsage(q limits.Query) (limits.Headroom, error) {
	if q.Usage != nil {
		q.Usage["seen"] = limits.Used{Amount: cny("1.00")}
	}
	return daily.Headroom(q)
}

func takesFromUsage(q limits.Query) (limits.Headroom, error) {
	defer maps.DeleteFunc(q.Usage, func(c limits.Counter, _ limits.Used) bool { return c != daily.Counter })
	return daily.Headroom(q)
}

func mustHaveUsage(q limits.Query) (limits.Headroom, error) {
	room, err := daily.Headroom(q)
	if missing := (*limits.UsageError)(nil); errors.As(err, &missing) {
		panic(err)
	}
	return room, err
}

// noted is an error whose text needs what a nil pointer does not have.
type noted struct{ note string }

func (e *noted) Error() string { return e.note }

func nilError(q limits.Query) (limits.Headroom, error) {
	var noted *noted
	if room, err := daily.Headroom(q); err == nil {
		return room, nil
	}
	return limits.Headroom{}, noted
}

func mustHaveTime(q limits.Query) (limits.Headroom, error) {
	if q.At.IsZero() {
		panic("no time")
	}
	return single.Headroom(q)
}

// oneAtATime lets every call meet others that run at the same time.
func oneAtATime() limits.Limit {
	var inside atomic.Int64
	return limitFunc(func(q limits.Query) (limits.Headroom, error) {
		defer inside.Add(-1)
		busy := inside.Add(1) > 1
		for i := 0; i < 100 && !busy; i++ {
			runtime.Gosched()
			busy = inside.Load() > 1
		}
		if busy {
			return limits.Headroom{}, errors.New("busy")
		}
		return single.Headroom(q)
	})
}

// racing writes to a field that nothing guards; its answers are right all the same.
type racing struct {
	limit limits.Limit
	calls int
}

func (r *racing) Headroom(q limits.Query) (limits.Headroom, error) {
	r.calls++
	return r.limit.Headroom(q)
}

func queriesOf(s brokenLimit) limitstest.QuerySet { return limitstest.Queries(s.caps...) }
