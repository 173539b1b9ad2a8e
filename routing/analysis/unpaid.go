package analysis

import (
	"math"

	"github.com/paymux/paymux/limits"
)

// counted is what a counter keeps.
type counted struct {
	currency limits.Currency // of its amounts; zero if it keeps none
	counts   bool            // it keeps the number of payments
}

// with is what a counter keeps that a cap bounds.
func (k counted) with(c limits.Cap) counted {
	if c.Max.IsValid() {
		k.currency = c.Max.Currency()
	}
	k.counts = k.counts || c.MaxCount > 0
	return k
}

// unpaid is the usage of a counter for which nothing has been paid, in an order of a
// currency. One that counts payments states an amount only in its own currency: caps
// that bound amounts refuse others anyway.
func (k counted) unpaid(c limits.Currency) limits.Used {
	switch {
	case !k.counts:
		return limits.Used{Amount: money(0, k.currency)}
	case k.currency == 0 || k.currency != c:
		return limits.CountOnly(0)
	}
	return limits.NewUsed(money(0, k.currency), 0)
}

// nothingPaid returns the usage that is nothing, in an order of a currency.
func nothingPaid(counters map[limits.Counter]counted, c limits.Currency) limits.Usage {
	if len(counters) == 0 {
		return nil
	}
	usage := make(limits.Usage, len(counters))
	for counter, k := range counters {
		usage[counter] = k.unpaid(c)
	}
	return usage
}

// covers reports whether a cap on a total refuses whatever another one on the same total
// does, once both are known to apply and the total is stated.
func covers(c, other limits.Cap) bool {
	own, others := boundsOf(c), boundsOf(other)
	return own[0] <= others[0] && own[1] <= others[1]
}

// boundsOf returns the amount and the count that a cap on a total allows.
func boundsOf(c limits.Cap) [2]int64 {
	bounds := [2]int64{math.MaxInt64, math.MaxInt64}
	if c.Max.IsValid() {
		bounds[0] = c.Max.Minor()
	}
	if c.MaxCount > 0 {
		bounds[1] = c.MaxCount
	}
	return bounds
}
