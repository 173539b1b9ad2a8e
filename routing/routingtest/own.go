package routingtest

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

// What is looked at of a limit that is not a Cap at most: every combination of facts
// is multiplied by the currencies.
const (
	mostOwnCurrencies = 8
	mostOwnCounters   = 8
)

// ownLimit is what was learned of a limit that is not a Cap by asking it. Without it
// orders would be in a currency that the limit does not decide, or without the totals
// that it needs, and nothing that is checked of them would hang on the limit.
type ownLimit struct {
	currencies []limits.Currency // those that it does not refuse
	counters   []limits.Counter  // of the totals that it asks for
	bounds     []limits.Money    // of a payment, where nothing has been paid before
}

// learnAll learns of each limit of a catalog that is not a Cap, by its rule's id.
func learnAll(c *routing.Catalog) map[string]ownLimit {
	all := map[string]ownLimit{}
	for i := range c.Limits {
		if _, isCap := c.Limits[i].Limit.(limits.Cap); !isCap {
			all[c.Limits[i].ID] = learn(c.Limits[i].Limit)
		}
	}
	return all
}

// learn asks a limit in every currency. Where it decides many of them, those in which
// it answers alike are told apart no further.
func learn(limit limits.Limit) ownLimit {
	var replies []reply
	for c := range limits.Currencies() {
		if r := askFresh(limit, c); !r.refusesCurrency() {
			replies = append(replies, r)
		}
	}
	if len(replies) > mostOwnCurrencies {
		replies = distinct(replies)
	}
	var own ownLimit
	for _, r := range replies {
		own.currencies = append(own.currencies, r.currency)
		own.bounds = append(own.bounds, r.bounds()...)
		for _, counter := range r.counters {
			if !slices.Contains(own.counters, counter) {
				own.counters = append(own.counters, counter)
			}
		}
	}
	return own
}

// reply is what a limit says in a currency where nothing has been paid before.
type reply struct {
	currency limits.Currency
	counters []limits.Counter // that it asked for
	room     limits.Headroom
	err      error
}

// askFresh asks with a total of zero for each counter that the limit turns out to need.
func askFresh(limit limits.Limit, c limits.Currency) reply {
	r := reply{currency: c}
	q := limits.Query{Currency: c, At: time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC), Usage: limits.Usage{}}
	for range mostOwnCounters {
		r.room, r.err = headroom(limit, q)
		var missing *limits.UsageError
		if !errors.As(r.err, &missing) || missing == nil || slices.Contains(r.counters, missing.Counter) {
			break
		}
		r.counters = append(r.counters, missing.Counter)
		q.Usage[missing.Counter] = money(0, c)
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
	var bounds []limits.Money
	if r.err != nil {
		return nil
	}
	for _, bound := range []func() (limits.Money, bool){r.room.Min, r.room.Max} {
		if m, ok := bound(); ok && m.Sign() >= 0 {
			bounds = append(bounds, m)
		}
	}
	return bounds
}

// distinct returns the first reply of each kind: errors, and the same numbers as bounds.
func distinct(replies []reply) []reply {
	seen := map[string]bool{}
	var all []reply
	for _, r := range replies {
		kind := fmt.Sprint(r.err != nil)
		for _, m := range r.bounds() {
			kind += fmt.Sprint(" ", m.Minor())
		}
		if !seen[kind] && len(all) < mostOwnCurrencies {
			seen[kind] = true
			all = append(all, r)
		}
	}
	return all
}
