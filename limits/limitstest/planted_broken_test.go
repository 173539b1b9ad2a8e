package limitstest_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/paymux/paymux/limits"
)

var plantedBroken = []planted{
	// The zone of the instant.
	{"last day of the month as written", one(cutWhere(daily, "200.00", func(q query) bool { return isMonthEnd(q.At) })), of(daily)},
	{"hour as written", one(cutWhere(daily, "200.00", func(q query) bool { return q.At.Hour() >= 23 })), of(daily)},
	{"weekday as written", one(cutWhere(single, "99.00", func(q query) bool { return q.At.Weekday() == time.Sunday })), of(single)},
	{"month as written", one(cutWhere(single, "50.00", func(q query) bool { return q.At.Month() == time.December })), of(single)},
	{"new year's day as written", one(cutWhere(single, "50.00", func(q query) bool { return q.At.YearDay() == 1 })), of(single)},
	{"leap day as written", one(cutWhere(monthly, "50.00", func(q query) bool { return q.At.Month() == 2 && q.At.Day() == 29 })), of(monthly)},
	{"minute as written", one(cutWhere(daily, "200.00", func(q query) bool { return q.At.Minute() >= 30 })), of(daily)},
	{"stricter for instants in UTC", one(cutWhere(daily, "200.00", func(q query) bool { return q.At.Location() == time.UTC })), of(daily)},
	{"the date as text", one(cutWhere(daily, "200.00", func(q query) bool { return q.At.Format("01-02") == "11-11" })), of(daily)},
	{"reset at midnight as written", one(resetAt(plainDay, func(q query, _ time.Time) time.Time {
		y, m, d := q.At.Date()
		return time.Date(y, m, d+1, 0, 0, 0, 0, q.At.Location())
	})), of(plainDay)},
	{"no cap on, own counter, at night as written", one(needs("promo.day", func(q query, _ limits.Used) room {
		if q.At.Hour() < 6 {
			return limits.AtMost(cny("10.00"))
		}
		return limits.AtMost(cny("100.00"))
	})), of()},

	// The wall clock.
	{"hour of the clock", one(cutWhere(daily, "200.00", func(query) bool { return time.Now().UTC().Hour()%2 == 0 })), of(daily)},
	{"stricter an hour after it was made", func() limits.Limit {
		made := time.Now()
		return cutWhere(daily, "200.00", func(query) bool { return time.Since(made).Abs() > time.Hour })
	}, of(daily)},
	{"expires with the year 2030", one(cutWhere(daily, "0.00", func(query) bool { return time.Now().Year() >= 2030 })), of(daily)},
	{"refuses orders that the clock finds old", one(cutWhere(single, "1.00", func(q query) bool { return time.Since(q.At) > 365*24*time.Hour })), of(single)},
	{"weekday of the clock", one(cutWhere(single, "1.00", func(query) bool { return time.Now().UTC().Weekday() == time.Sunday })), of(single)},
	{"reset by the clock", one(keeps(plainDay, func(_ query, r room) room { return r.WithReset(time.Now().AddDate(300, 0, 0)) })), of(plainDay)},
	{"day of the month of the clock", one(cutWhere(plainDay, "1.00", func(query) bool { return time.Now().UTC().Day() == 1 })), of(plainDay)},

	// Resets.
	{"resets at once", one(resetAt(plainDay, func(q query, _ time.Time) time.Time { return q.At })), of(plainDay)},
	{"resets when the window began", one(resetAt(plainDay, func(_ query, at time.Time) time.Time { return at.AddDate(0, 0, -1) })), of(plainDay)},
	{"never resets", one(resetAt(plainDay, func(query, time.Time) time.Time { return time.Time{} })), of(plainDay)},
	{"loses the reset on the way", one(keeps(plainDay, func(_ query, r room) room {
		left, _ := r.Max()
		return limits.AtMost(left)
	})), of(plainDay)},
	{"resets an hour late", one(resetAt(daily, func(_ query, at time.Time) time.Time { return at.Add(time.Hour) })), of(daily)},
	{"resets at midnight in UTC", one(resetAt(plainDay, func(q query, _ time.Time) time.Time { return q.At.Truncate(24 * time.Hour).Add(24 * time.Hour) })), of(plainDay)},
	{"resets a nanosecond early", one(resetAt(plainDay, func(_ query, at time.Time) time.Time { return at.Add(-1) })), of(plainDay)},
	{"resets in 24 hours", one(resetAt(plainDay, func(q query, _ time.Time) time.Time { return q.At.Add(24 * time.Hour) })), of(plainDay)},
	{"resets after 30 days", one(resetAt(monthly, func(_ query, at time.Time) time.Time { return at.AddDate(0, -1, 30) })), of(monthly)},
	{"resets on the 29th of a leap February", one(resetAt(monthly, func(_ query, at time.Time) time.Time {
		if before := inChina(at).AddDate(0, 0, -1); before.Day() == 29 {
			return at.AddDate(0, 0, -1)
		}
		return at
	})), of(monthly)},
	{"a lifetime that resets", one(resetAt(trial, func(q query, _ time.Time) time.Time { return q.At.AddDate(1, 0, 0) })), of(trial)},
	{"a single payment that resets", one(resetAt(single, func(q query, _ time.Time) time.Time { return q.At.Add(time.Hour) })), of(single)},
	{"no reset once all is used up", one(keeps(plainDay, func(_ query, r room) room {
		if left, _ := r.Max(); left.Sign() <= 0 {
			return r.WithReset(time.Time{})
		}
		return r
	})), of(plainDay)},
	{"a week from Sunday", one(resetAt(weekly, func(q query, _ time.Time) time.Time {
		_, until := limits.Week(time.Sunday, 8*time.Hour).Span(q.At)
		return until
	})), of(weekly)},
	{"a trailing day that resets in an hour", one(resetAt(trailing, func(q query, _ time.Time) time.Time { return q.At.Add(time.Hour) })), of(trailing)},
	{"the first reset of two that bind equally", one(limitFunc(func(q query) (room, error) {
		a, err := plainDay.Headroom(q)
		if err != nil {
			return room{}, err
		}
		b, err := monthly.Headroom(q)
		if err != nil {
			return room{}, err
		}
		left, _ := a.Max()
		if other, _ := b.Max(); other.Minor() < left.Minor() {
			return b, nil
		}
		return a, nil
	})), of(plainDay, monthly)},

	// One minor unit, and more.
	{"a fen over a payment", one(widened(single, 0, 1)), of(single)},
	{"a fen under a total", one(widened(daily, 0, -1)), of(daily)},
	{"a fen under the minimum", one(widened(daily, -1, 0)), of(daily)},
	{"a yen over", one(limits.Cap{Max: limits.MustParseMoney("301 JPY")}), of(yen)},
	{"yen taken for hundredths", one(limits.Cap{Max: limits.MustParseMoney("30000 JPY")}), of(yen)},
	{"a fen over on month ends", one(keeps(plainDay, func(q query, r room) room {
		left, _ := r.Max()
		if at, _ := r.Resets(); isMonthEnd(inChina(q.At)) {
			return limits.AtMost(moved(left, 1)).WithReset(at)
		}
		return r
	})), of(plainDay)},
	{"a fen over while nothing is used", one(keeps(plainDay, func(q query, r room) room {
		if left, _ := r.Max(); left == plainDay.Max {
			at, _ := r.Resets()
			return limits.AtMost(moved(left, 1)).WithReset(at)
		}
		return r
	})), of(plainDay)},
	{"a fen for the last payment", one(keeps(plainDay, func(_ query, r room) room {
		if left, _ := r.Max(); left.Sign() == 0 {
			return limits.AtMost(cny("0.01"))
		}
		return r
	})), of(plainDay)},

	// Negative room.
	{"clamps a negative room to zero", one(keeps(plainDay, func(_ query, r room) room {
		at, _ := r.Resets()
		left, _ := r.Max()
		return limits.AtMost(moved(left, max(0, left.Minor())-left.Minor())).WithReset(at)
	})), of(plainDay)},
	{"the size of a negative room", one(keeps(plainDay, func(_ query, r room) room {
		if left, _ := r.Max(); left.Sign() < 0 {
			return limits.AtMost(moved(cny("0.00"), -left.Minor()))
		}
		return r
	})), of(plainDay)},
	{"unbounded where the room is negative", one(keeps(monthly, func(_ query, r room) room {
		if r.IsEmpty() {
			return room{}
		}
		return r
	})), of(monthly)},
	{"zero once the count is reached", one(keeps(weekly, func(q query, r room) room {
		if r.IsEmpty() {
			return cutTo(q.Currency, 0)
		}
		return r
	})), of(weekly)},

	// State.
	{"depends on the last call", func() limits.Limit {
		var last limits.Currency
		return limitFunc(func(q query) (room, error) {
			before := last
			last = q.Currency
			if before == limits.USD {
				return room{}, errors.New("not after dollars")
			}
			return single.Headroom(q)
		})
	}, of(single)},
	{"one answer a day", func() limits.Limit {
		return &cached{cap: plainDay, key: func(q query) any { return inChina(q.At).Format(time.DateOnly) }}
	}, of(plainDay)},
	{"one answer an instant", func() limits.Limit { return &cached{cap: plainDay, key: func(q query) any { return q.At.UnixNano() }} }, of(plainDay)},
	{"one answer for the last instant", func() limits.Limit {
		return &cached{cap: plainDay, key: func(q query) any { return q.At.UnixNano() }, last: true}
	}, of(plainDay)},
	{"one answer an amount", func() limits.Limit {
		return &cached{cap: plainDay, key: func(q query) any { return q.Usage["shop.day"].Amount }}
	}, of(plainDay)},
	{"stricter after a refusal", func() limits.Limit {
		refused := false
		return keeps(plainDay, func(_ query, r room) room {
			if refused {
				return cut(r, "1.00")
			}
			refused = r.IsEmpty()
			return r
		})
	}, of(plainDay)},
	{"a quota of six hundred calls", changesAfter(600, daily, widened(daily, 0, -100)), of(daily)},
	{"by chance", one(cutWhere(single, "1.00", func(query) bool { return rand.IntN(20) == 0 })), of(single)},

	// The query's usage, kept or changed.
	{"keeps the last usage", func() limits.Limit {
		var last limits.Usage
		return keeps(plainDay, func(q query, r room) room { last = q.Usage; _ = last; return r })
	}, of(plainDay)},
	{"keeps a log of queries", func() limits.Limit { return &logged{cap: plainDay} }, of(plainDay)},
	{"keeps the first usage and reads it", func() limits.Limit {
		var first limits.Usage
		return cutWhere(plainDay, "1.00", func(q query) bool {
			if first == nil {
				first = q.Usage
			}
			return first["shop.day"].Amount.Minor() > 99_999_999
		})
	}, of(plainDay)},
	{"writes the total back", one(keeps(plainDay, func(q query, r room) room {
		q.Usage["checked"] = q.Usage["shop.day"]
		return r
	})), of(plainDay)},
	{"mends a negative total", one(limitFunc(func(q query) (room, error) {
		if amountOf(q, "shop.day") < 0 {
			q.Usage["shop.day"] = limits.Used{Amount: cny("0.00")}
			return room{}, errors.New("negative")
		}
		return plainDay.Headroom(q)
	})), of(plainDay)},

	// Usage that is missing or makes no sense.
	{"a missing total is zero", one(assume(daily, limits.Used.IsZero, limits.Used{Amount: cny("0.00")})), of(daily)},
	{"a missing total of a lifetime is zero", one(assume(trial, limits.Used.IsZero, limits.Used{Amount: cny("0.00")})), of(trial)},
	{"an unknown count is zero", one(assume(weekly, func(u limits.Used) bool { _, ok := u.Count(); return !ok }, limits.CountOnly(0))), of(weekly)},
	{"an unknown amount is zero", one(assume(thrice, func(u limits.Used) bool {
		n, ok := u.Count()
		return ok && n == 1 && !u.Amount.IsValid()
	}, limits.NewUsed(cny("0.00"), 1))), of(thrice)},
	{"a negative total is zero", one(assume(plainDay, func(u limits.Used) bool { return u.Amount.Sign() < 0 }, limits.Used{Amount: cny("0.00")})), of(plainDay)},
	{"a total in another currency is taken by its number", one(limitFunc(func(q query) (room, error) {
		if used := q.Usage["shop.day"].Amount; used.IsValid() && q.Currency == limits.CNY {
			q.Usage = limits.Usage{"shop.day": {Amount: moved(cny("0.00"), used.Minor())}}
		}
		return plainDay.Headroom(q)
	})), of(plainDay)},
	{"the second of two totals may be missing", one(limitFunc(func(q query) (room, error) {
		a, err := plainDay.Headroom(q)
		if err != nil {
			return room{}, err
		}
		b, err := monthly.Headroom(q)
		if missing := (*limits.UsageError)(nil); errors.As(err, &missing) {
			return a, nil
		} else if err != nil {
			return room{}, err
		}
		return limits.Intersect(a, b)
	})), of(plainDay, monthly)},

	// Currencies.
	{"always in yuan", one(limitFunc(alwaysYuan)), of(single)},
	{"the same number in every currency", one(limitFunc(func(q query) (room, error) { return cutTo(q.Currency, 30000), nil })), of(single)},
	{"unbounded in every other currency", one(limitFunc(yuanOnly)), of(single)},
	{"yuan for no currency", one(limitFunc(func(q query) (room, error) {
		if !q.Currency.IsValid() {
			return limits.AtMost(cny("300.00")), nil
		}
		return single.Headroom(q)
	})), of(single)},

	// Panics.
	{"panics where the total is missing", one(limitFunc(mustHaveUsage)), of(daily)},
	{"panics on the zero time", one(limitFunc(mustHaveTime)), of(single)},
	{"panics in an unknown currency", one(limitFunc(func(q query) (room, error) {
		return limits.Cap{Max: limits.MustParseMoney("5 " + q.Currency.String())}.Headroom(q)
	})), of()},
	{"panics on a total past all bounds", one(keeps(plainDay, func(q query, r room) room {
		if _, err := q.Usage["shop.day"].Amount.Add(cny("1.00")); err != nil {
			panic(err)
		}
		return r
	})), of(plainDay)},
	{"panics on a negative count", one(limitFunc(func(q query) (room, error) {
		if n, ok := q.Usage["shop.week"].Count(); ok && n < 3 {
			_ = make([]int, n)
		}
		return weekly.Headroom(q)
	})), of(weekly)},
	{"panics before the year one", one(limitFunc(func(q query) (room, error) {
		if q.At.Year() < 1 {
			panic("no year")
		}
		return single.Headroom(q)
	})), of(single)},

	// Vacuous.
	{"reads a mistyped counter", one(func() limits.Limit {
		c := plainDay
		c.Counter = "shop.dya"
		return c
	}()), of(plainDay)},
	{"reads another counter than it asks for", one(limitFunc(func(q query) (room, error) {
		used, ok := q.Usage["promo.mnth"]
		if !ok {
			return room{}, &limits.UsageError{Counter: "promo.month"}
		}
		return limits.AtMost(used.Amount), nil
	})), of()},
	{"a currency that is never equal", one(limitFunc(func(q query) (room, error) {
		if q.Currency.String() != "cny" {
			return room{}, fmt.Errorf("not in %s", q.Currency)
		}
		return single.Headroom(q)
	})), of()},
	{"hours that no day has", one(limitFunc(func(q query) (room, error) {
		if h := inChina(q.At).Hour(); h < 23 || h > 5 {
			return room{}, errors.New("closed")
		}
		return single.Headroom(q)
	})), of(single)},

	// Not monotone.
	{"more room after a hundred yuan", one(limitFunc(loyalty)), of(daily)},
	{"opens with the second payment", one(limitFunc(secondPaymentOn)), of(daily)},
	{"more room the more its own counter has", one(needs("promo.month", func(_ query, u limits.Used) room {
		return limits.AtMost(u.Amount)
	})), of()},
	{"more room from the third payment on", one(needs("promo.month", func(_ query, u limits.Used) room {
		if n, _ := u.Count(); n >= 3 {
			return limits.AtMost(cny("500.00"))
		}
		return limits.AtMost(cny("100.00"))
	})), of()},
	{"the remainder of a thousand", one(needs("promo.month", func(_ query, u limits.Used) room {
		return limits.AtMost(moved(cny("1000.00"), -(u.Amount.Minor() % 100000)))
	})), of()},

	// Counts.
	{"ignores the count", one(limits.Cap{Max: thrice.Max, Window: thrice.Window, Counter: thrice.Counter}), of(thrice)},
	{"one payment more than the count", one(func() limits.Limit {
		c := weekly
		c.MaxCount++
		return c
	}()), of(weekly)},
	{"one payment more than the count beside an amount", one(func() limits.Limit {
		c := thrice
		c.MaxCount++
		return c
	}()), of(thrice)},
	{"counts in the wrong counter", one(limitFunc(func(q query) (room, error) {
		c := weekly
		c.Counter = thrice.Counter
		if _, err := weekly.Headroom(q); err != nil {
			return room{}, err
		}
		if _, ok := q.Usage[c.Counter].Count(); !ok {
			return room{}, errors.New("no count")
		}
		return c.Headroom(q)
	})), of(weekly, thrice)},

	// Moments.
	{"no cap on leap days", one(openWhere(func(q query) bool { at := inChina(q.At); return at.Month() == 2 && at.Day() == 29 })), of(plainDay)},
	{"no cap at midnight", one(openWhere(func(q query) bool { return inChina(q.At).Truncate(24 * time.Hour).Equal(inChina(q.At)) })), of(plainDay)},
	{"no cap at the last nanosecond of a month", one(openWhere(func(q query) bool { return inChina(q.At).Add(1).Day() == 1 && inChina(q.At).Day() != 1 })), of(plainDay)},
	{"no cap in the hour that New York repeats", one(openWhere(func(q query) bool {
		at := q.At.UTC()
		return at.Month() == 11 && at.Weekday() == time.Sunday && at.Day() <= 7 && at.Hour() == 6
	})), of(plainDay)},
}
