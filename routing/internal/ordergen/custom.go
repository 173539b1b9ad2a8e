package ordergen

import (
	"errors"
	"fmt"
	"time"

	"github.com/paymux/paymux/limits"
)

// What is learned of a custom limit at most, to keep the number of orders that it
// makes different within reason.
const (
	mostCurrencies = 8
	mostCounters   = 8
)

// learned is what a custom limit has said about itself. Without it, orders would be
// in a currency that the limit does not decide, or without the totals that it needs,
// and nothing that is checked of them would depend on the limit.
type learned struct {
	currencies []limits.Currency // those that it does not refuse
	counters   []limits.Counter  // of the totals that it needs
	bounds     []limits.Money    // of a payment, where nothing has been paid before
}

// learn calls a limit in every currency. If it decides more than mostCurrencies, only
// one currency for each kind of reply is kept.
func learn(limit limits.Limit) learned {
	var replies []reply
	for c := range limits.Currencies() {
		if r := callUnused(limit, c); !r.refusesCurrency() {
			replies = append(replies, r)
		}
	}
	if len(replies) > mostCurrencies {
		replies = oneOfEachKind(replies)
	}
	var l learned
	for _, r := range replies {
		l.currencies = append(l.currencies, r.currency)
		l.counters = append(l.counters, r.counters...)
		l.bounds = append(l.bounds, r.bounds()...)
	}
	return l
}

// reply is what a limit answers in a currency where nothing has been paid before.
type reply struct {
	currency limits.Currency
	counters []limits.Counter // that it needed
	room     limits.Headroom
	err      error
}

// callUnused passes a total of zero for each counter that the limit turns out to need.
func callUnused(limit limits.Limit, c limits.Currency) reply {
	r := reply{currency: c}
	q := limits.Query{Currency: c, At: time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), Usage: limits.Usage{}}
	for range mostCounters {
		r.room, r.err = Headroom(limit, q)
		var missing *limits.UsageError
		if !errors.As(r.err, &missing) || missing == nil {
			break
		}
		if _, given := q.Usage[missing.Counter]; given {
			break
		}
		r.counters = append(r.counters, missing.Counter)
		q.Usage[missing.Counter] = limits.Used{Amount: money(0, c)}
	}
	return r
}

func (r *reply) refusesCurrency() bool {
	var mismatch *limits.CurrencyMismatchError
	if r.err != nil {
		return errors.As(r.err, &mismatch)
	}
	return r.room != (limits.Headroom{}) && r.room.Currency() != r.currency
}

// bounds are those that the limit leaves a payment.
func (r *reply) bounds() []limits.Money {
	if r.err != nil {
		return nil
	}
	var bounds []limits.Money
	for _, bound := range []func() (limits.Money, bool){r.room.Min, r.room.Max} {
		if m, ok := bound(); ok && m.Sign() >= 0 {
			bounds = append(bounds, m)
		}
	}
	return bounds
}

// oneOfEachKind returns the first replies that differ: in whether there is an error,
// and in the numbers that are the bounds.
func oneOfEachKind(replies []reply) []reply {
	seen := map[string]bool{}
	var kept []reply
	for _, r := range replies {
		kind := fmt.Sprint(r.err != nil)
		for _, m := range r.bounds() {
			kind += fmt.Sprint(" ", m.Minor())
		}
		if !seen[kind] && len(kept) < mostCurrencies {
			seen[kind] = true
			kept = append(kept, r)
		}
	}
	return kept
}
