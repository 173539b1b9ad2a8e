package limits

import "strconv"

// Used is what a counter has reached: the sum of its payments, and how many there
// were where that is known. Used{Amount: sum} states the sum alone. The zero Used
// states neither, which is not the same as zero. Used is comparable with ==.
type Used struct {
	// Amount is the sum of the payments. The zero Money is not known, or not kept: a
	// counter that only counts has no currency.
	Amount Money

	count   int64
	counted bool
}

// NewUsed returns the usage of a counter that has reached amount with so many
// payments. With the zero Money it is that of [CountOnly]. A negative count is no count: no
// [Cap] accepts it.
func NewUsed(amount Money, count int64) Used {
	return Used{Amount: amount, count: count, counted: true}
}

// CountOnly returns the usage of a counter that counts payments in all currencies
// and adds up no amounts.
func CountOnly(count int64) Used { return Used{count: count, counted: true} }

// Count returns the number of payments, and false if it is not known.
func (u Used) Count() (int64, bool) { return u.count, u.counted }

// IsZero reports whether u is the zero Used, which states nothing.
func (u Used) IsZero() bool { return u == Used{} }

// Equal reports whether u and v are the same. It is the same as u == v, for packages
// that look for the method.
func (u Used) Equal(v Used) bool { return u == v }

// String describes u for people: "420.00 CNY in 3 payments", "420.00 CNY",
// "3 payments" or "unknown".
func (u Used) String() string {
	if !u.counted {
		if !u.Amount.IsValid() {
			return "unknown"
		}
		return u.Amount.String()
	}
	if !u.Amount.IsValid() {
		return payments(u.count)
	}
	return u.Amount.String() + " in " + payments(u.count)
}

// payments writes a number of payments.
func payments(n int64) string {
	if n == 1 {
		return "1 payment"
	}
	return strconv.FormatInt(n, 10) + " payments"
}
