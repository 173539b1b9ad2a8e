package limits

import (
	"cmp"
	"math"
	"math/big"
	"strconv"

	"github.com/shopspring/decimal"
)

// MaxMinor is the largest size of a Money in minor units; -MaxMinor is the
// smallest.
const MaxMinor = math.MaxInt64

// Money is an exact amount: a whole number of a currency's minor units.
//
// It is comparable with == and can be a map key: 1.0 CNY and 1.00 CNY are the
// same value. It may be negative, as the result of [Money.Sub]; amounts to be
// paid never are. The zero Money has no currency and is not valid: it differs
// from 0.00 CNY.
type Money struct {
	minor    int64
	currency Currency
}

// NewMoney returns the exact amount in the given currency. It never rounds: an
// amount with a fraction of a minor unit is a [*PrecisionError], one too large a
// [*RangeError], an invalid currency a [*CurrencyError]. A decimal written with
// more than 48 digits is a [*RangeError] whatever its value.
//
// The cost does not depend on the decimal's exponent nor, past 48 digits, on its
// coefficient; a coefficient that fits an int64 is read without allocating.
func NewMoney(amount decimal.Decimal, c Currency) (Money, error) {
	if !c.IsValid() {
		return Money{}, c.unknown()
	}
	coefficient, exp := amount.CoefficientInt64(), amount.Exponent()
	if !decimal.New(coefficient, exp).Equal(amount) {
		return newWideMoney(amount, c)
	}
	if coefficient == 0 {
		return Money{0, c}, nil
	}
	// However large the exponent, both loops end within the 19 digits of an int64.
	minor, shift := coefficient, int64(exp)+int64(c.Digits())
	for ; shift < 0; shift++ {
		if minor%10 != 0 {
			return Money{}, &PrecisionError{Amount: describe(amount), Currency: c}
		}
		minor /= 10
	}
	for ; shift > 0; shift-- {
		if minor > MaxMinor/10 || minor < -MaxMinor/10 {
			return Money{}, &RangeError{Amount: describe(amount)}
		}
		minor *= 10
	}
	if minor < -MaxMinor {
		return Money{}, &RangeError{Amount: describe(amount)}
	}
	return Money{minor, c}, nil
}

// maxDigits bounds the coefficients that NewMoney looks into. It leaves room for
// amounts computed to many places, such as 300.000000000000000000000000, and keeps
// a coefficient of a million digits from being copied.
const maxDigits = 48

// isTooWide reports whether d has more than maxDigits digits. Both decimals have
// one exponent: comparing them looks at coefficients only and rescales neither.
func isTooWide(d decimal.Decimal) bool {
	bound := decimal.NewFromBigInt(pow10(maxDigits), d.Exponent())
	return d.GreaterThanOrEqual(bound) || d.LessThanOrEqual(bound.Neg())
}

func pow10(n int64) *big.Int { return new(big.Int).Exp(big.NewInt(10), big.NewInt(n), nil) }

// newWideMoney handles coefficients beyond int64, which can still be amounts:
// 300.000000000000000000000 is 300 yuan.
func newWideMoney(amount decimal.Decimal, c Currency) (Money, error) {
	drop := -(int64(amount.Exponent()) + int64(c.Digits()))
	if isTooWide(amount) || drop <= 0 {
		return Money{}, &RangeError{Amount: describe(amount)}
	}
	if drop > maxDigits { // no coefficient has that many zeros at its end
		return Money{}, &PrecisionError{Amount: describe(amount), Currency: c}
	}
	minor, rest := new(big.Int).QuoRem(amount.Coefficient(), pow10(drop), new(big.Int))
	if rest.Sign() != 0 {
		return Money{}, &PrecisionError{Amount: describe(amount), Currency: c}
	}
	if !minor.IsInt64() || minor.Int64() == math.MinInt64 {
		return Money{}, &RangeError{Amount: describe(amount)}
	}
	return Money{minor.Int64(), c}, nil
}

// describe writes a decimal of any size in few characters: a hostile exponent
// must not become a text of a hundred million digits.
func describe(d decimal.Decimal) string {
	if isTooWide(d) {
		return "a decimal of more than " + strconv.Itoa(maxDigits) + " digits"
	}
	exp := d.Exponent()
	if exp > 0 || exp < -maxDigits {
		return clip(d.Coefficient().String()) + "e" + strconv.Itoa(int(exp))
	}
	return clip(d.StringFixed(-exp))
}

// MoneyFromMinor returns the amount of n minor units: MoneyFromMinor(30000, CNY) is 300.00
// CNY. The error is a [*CurrencyError] or, for the one int64 below -[MaxMinor], a
// [*RangeError].
func MoneyFromMinor(n int64, c Currency) (Money, error) {
	if !c.IsValid() {
		return Money{}, c.unknown()
	}
	if n == math.MinInt64 {
		return Money{}, &RangeError{Amount: strconv.FormatInt(n, 10)}
	}
	return Money{n, c}, nil
}

// IsValid reports whether m has a currency. The zero Money has none.
func (m Money) IsValid() bool { return m.currency.IsValid() }

// Minor returns the amount in minor units, as ISO 4217 has them: 30000 for 300.00 CNY.
// Where a provider counts a currency in other units, its own documentation says so:
// examples/handoff converts the amounts for a few.
func (m Money) Minor() int64 { return m.minor }

// Currency returns the amount's currency.
func (m Money) Currency() Currency { return m.currency }

// Decimal returns the amount in major units, with as many decimal places as the
// currency has: 300.00 for 300 yuan. It is 0 for the zero Money.
func (m Money) Decimal() decimal.Decimal {
	return decimal.New(m.minor, -int32(m.currency.Digits()))
}

// Sign returns -1, 0 or 1 as the amount is negative, zero or positive.
func (m Money) Sign() int {
	return cmp.Compare(m.minor, 0)
}

// Add returns m + n. The error is a [*CurrencyMismatchError], a [*RangeError] or,
// if an operand is not valid, a [*CurrencyError].
func (m Money) Add(n Money) (Money, error) {
	if err := m.sameCurrency(n); err != nil {
		return Money{}, err
	}
	sum := m.minor + n.minor
	overflows := (n.minor > 0 && sum < m.minor) || (n.minor < 0 && sum > m.minor)
	if overflows || sum == math.MinInt64 {
		return Money{}, &RangeError{Amount: m.String() + " + " + n.String()}
	}
	return Money{sum, m.currency}, nil
}

// Sub returns m - n, with the errors of [Money.Add].
func (m Money) Sub(n Money) (Money, error) {
	return m.Add(Money{-n.minor, n.currency})
}

// Compare returns -1, 0 or 1 as m is less than, equal to or more than n. Amounts
// in two currencies cannot be compared: that is a [*CurrencyMismatchError], and an
// operand that is not valid a [*CurrencyError].
func (m Money) Compare(n Money) (int, error) {
	if err := m.sameCurrency(n); err != nil {
		return 0, err
	}
	return cmp.Compare(m.minor, n.minor), nil
}

// Equal reports whether m and n are the same amount in the same currency. It is
// the same as m == n, for packages that look for the method.
func (m Money) Equal(n Money) bool { return m == n }

func (m Money) sameCurrency(n Money) error {
	if !m.IsValid() || !n.IsValid() {
		return &CurrencyError{}
	}
	if m.currency != n.currency {
		return &CurrencyMismatchError{Got: n.currency, Want: m.currency}
	}
	return nil
}
