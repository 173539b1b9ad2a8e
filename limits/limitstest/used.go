package limitstest

import "github.com/paymux/paymux/limits"

// withAmount returns the usage with another amount and the same count, known or not.
func withAmount(used limits.Used, amount limits.Money) limits.Used {
	if n, ok := used.Count(); ok {
		return limits.NewUsed(amount, n)
	}
	return limits.Used{Amount: amount}
}

// withCount returns the usage with another count and the same amount, known or not.
func withCount(used limits.Used, n int64) limits.Used {
	return limits.NewUsed(used.Amount, n)
}

// with returns the query with other usage of one counter.
func with(q limits.Query, counter limits.Counter, used limits.Used) limits.Query {
	q = clone(q)
	if q.Usage == nil {
		q.Usage = limits.Usage{}
	}
	q.Usage[counter] = used
	return q
}

// without returns the query without usage of one counter.
func without(q limits.Query, counter limits.Counter) limits.Query {
	q = clone(q)
	delete(q.Usage, counter)
	return q
}
