package limitstest_test

import (
	"errors"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/paymux/paymux/limits"
)

var plantedCorrect = []planted{
	{"a cap on a payment", one(single), of(single)},
	{"a cap on a day", one(daily), of(daily)},
	{"a cap on a count", one(weekly), of(weekly)},
	{"a cap on an amount and a count", one(thrice), of(thrice)},
	{"a cap on a lifetime", one(trial), of(trial)},
	{"a cap on a trailing day", one(trailing), of(trailing)},
	{"yen", one(yen), of(yen)},
	{"a fee of a fen under the cap", one(keeps(plainDay, less(1))), of(plainDay).Stricter()},
	{"a fee of two yuan under the cap", one(keeps(plainDay, less(200))), of(plainDay)},
	{"half of what is left", one(keeps(plainDay, func(_ query, r room) room {
		left, _ := r.Max()
		if left.Sign() < 0 {
			return r
		}
		return limits.AtMost(moved(left, left.Minor()/2-left.Minor()))
	})), of(plainDay)},
	{"whole yuan", one(keeps(plainDay, func(_ query, r room) room {
		left, _ := r.Max()
		if left.Sign() < 0 {
			return r
		}
		at, _ := r.Resets()
		return limits.AtMost(moved(left, -(left.Minor() % 100))).WithReset(at)
	})), of(plainDay)},
	{"nights in China", one(cutWhere(daily, "100.00", func(q query) bool { return inChina(q.At).Hour() < 6 })), of(daily)},
	{"nights a fen under the cap", one(cutWhere(daily, "999.99", func(q query) bool { return inChina(q.At).Hour() < 6 })), of(daily)},
	{"weekends in China", one(limitFunc(func(q query) (room, error) {
		if day := inChina(q.At).Weekday(); day == time.Saturday || day == time.Sunday {
			return room{}, errors.New("closed on weekends")
		}
		return daily.Headroom(q)
	})), of(daily)},
	{"month ends in China", one(cutWhere(monthly, "200.00", func(q query) bool { return isMonthEnd(inChina(q.At)) })), of(monthly)},
	{"a night cap that resets in the morning", one(keeps(plainDay, func(q query, r room) room {
		at := inChina(q.At)
		if at.Hour() >= 6 {
			return r
		}
		y, m, d := at.Date()
		night := limits.AtMost(cny("50.00")).WithReset(time.Date(y, m, d, 6, 0, 0, 0, time.UTC).Add(-8 * time.Hour))
		both, err := limits.Intersect(r, night)
		if err != nil {
			panic(err)
		}
		return both
	})), of(plainDay)},
	{"a second rule that is as large as the cap", one(cutWhere(plainDay, "1000.00", func(query) bool { return true })), of(plainDay)},
	{"two caps", one(keepsAll(plainDay, monthly)), of(plainDay, monthly)},
	{"four caps", one(keepsAll(single, daily, weekly, monthly)), of(single, daily, weekly, monthly)},
	{"four caps of which one is named", one(keepsAll(single, daily, weekly, monthly)), of(daily)},
	{"a cap a currency", one(limitFunc(func(q query) (room, error) {
		if q.Currency == limits.JPY {
			return yen.Headroom(q)
		}
		return daily.Headroom(q)
	})), of(yen, daily)},
	{"the first order is small", one(needs("shop.orders", func(_ query, u limits.Used) room {
		if n, _ := u.Count(); n == 0 {
			return limits.AtMost(cny("100.00"))
		}
		return limits.AtMost(cny("500.00"))
	})), of().Grants("shop.orders")},
	{"the first order under a daily cap is small", one(limitFunc(func(q query) (room, error) {
		r, err := plainDay.Headroom(q)
		if err != nil {
			return room{}, err
		}
		n, ok := q.Usage["shop.orders"].Count()
		if !ok || n < 0 {
			return room{}, &limits.UsageError{Counter: "shop.orders", Used: q.Usage["shop.orders"], Field: "Count"}
		}
		if n == 0 {
			return cut(r, "100.00"), nil
		}
		return r, nil
	})), of(plainDay).Grants("shop.orders")},
	{"a share of what another counter holds", one(needs("shop.balance", func(_ query, u limits.Used) room {
		return limits.AtMost(moved(cny("10000.00"), -u.Amount.Minor()/2))
	})), of()},
	{"less room in steps", one(needs("promo.month", func(_ query, u limits.Used) room {
		if u.Amount.Minor() >= 100000 {
			return limits.AtMost(cny("10.00"))
		}
		return limits.AtMost(cny("100.00"))
	})), of()},
	{"nothing at night, as the zero amount", one(keeps(plainDay, func(q query, r room) room {
		if inChina(q.At).Hour() < 6 {
			return limits.AtMost(limits.Money{})
		}
		return r
	})), of(plainDay)},
	{"nothing at night, as bounds that cross", one(keeps(plainDay, func(q query, r room) room {
		if inChina(q.At).Hour() >= 6 {
			return r
		}
		crossed, err := limits.Intersect(limits.AtLeast(cny("2.00")), limits.AtMost(cny("1.00")))
		if err != nil {
			panic(err)
		}
		return crossed
	})), of(plainDay)},
	{"counts its calls under a lock", func() limits.Limit {
		var mu sync.Mutex
		calls := 0
		return keeps(plainDay, func(_ query, r room) room {
			mu.Lock()
			defer mu.Unlock()
			calls++
			return r
		})
	}, of(plainDay)},
	{"keeps answers by all that they depend on", func() limits.Limit {
		return &cached{cap: plainDay, key: func(q query) any { return fmt.Sprint(q.At.UnixNano(), q.Usage["shop.day"]) }}
	}, of(plainDay)},
	{"keeps a copy of the usage", func() limits.Limit {
		var mu sync.Mutex
		var last limits.Usage
		return keeps(plainDay, func(q query, r room) room {
			mu.Lock()
			defer mu.Unlock()
			last = maps.Clone(q.Usage)
			_ = last
			return r
		})
	}, of(plainDay)},
	{"names the instant in its error", one(limitFunc(func(q query) (room, error) {
		if inChina(q.At).Hour() < 6 {
			return room{}, fmt.Errorf("closed at %v", q.At)
		}
		return daily.Headroom(q)
	})), of(daily)},
	{"only in euros", one(limits.Cap{Max: limits.MustParseMoney("20.00 EUR")}), of()},
	{"no cap", one(limits.Cap{}), of()},
}

// less answers with some fen less than the cap, and stays above zero.
func less(fen int64) func(query, room) room {
	return func(_ query, r room) room {
		left, _ := r.Max()
		at, _ := r.Resets()
		return limits.AtMost(moved(left, -fen)).WithReset(at)
	}
}

func keepsAll(caps ...limits.Cap) limits.Limit {
	return limitFunc(func(q query) (room, error) {
		var all room
		for _, c := range caps {
			r, err := c.Headroom(q)
			if err != nil {
				return room{}, err
			}
			if all, err = limits.Intersect(all, r); err != nil {
				return room{}, err
			}
		}
		return all, nil
	})
}
