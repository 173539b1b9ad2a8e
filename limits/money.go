package limits

import (
	"fmt"
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

// The exponents and coefficients that NewMoney looks into. Any amount that
// Money can hold can be written within them; a decimal outside of them is refused
// unseen, because rescaling 1e100000000 would take minutes.
const (
	minExponent    = -28
	maxExponent    = 18
	maxCoefficient = 160 // bits
)

// NewMoney returns the exact amount in the given currency. It never rounds: an
// amount with a fraction of a minor unit is a [*PrecisionError], one too large a
// [*RangeError], an invalid currency a [*CurrencyError].
//
// The cost does not depend on the decimal's exponent, and it does not allocate
// for a coefficient that fits an int64.
func NewMoney(amount decimal.Decimal, c Currency) (Money, error) {
	if !c.IsValid() {
		return Money{}, &CurrencyError{Code: c.String()}
	}
	exp := amount.Exponent()
	coefficient := amount.CoefficientInt64()
	// Equal exponents: this compares coefficients and never rescales.
	if !decimal.New(coefficient, exp).Equal(amount) {
		return newWideMoney(amount, c)
	}
	if coefficient == 0 {
		return Money{0, c}, nil
	}
	if exp < minExponent {
		return Money{}, &PrecisionError{Amount: describe(amount), Currency: c}
	}
	if exp > maxExponent {
		return Money{}, &RangeError{Amount: describe(amount)}
	}
	minor, shift := coefficient, int(exp)+c.Digits()
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

// newWideMoney handles coefficients beyond int64, which can still be amounts:
// 300.000000000000000000000 is 300 yuan.
func newWideMoney(amount decimal.Decimal, c Currency) (Money, error) {
	exp, coefficient := amount.Exponent(), amount.Coefficient()
	if exp > maxExponent || exp >= 0 || coefficient.BitLen() > maxCoefficient {
		return Money{}, &RangeError{Amount: describe(amount)}
	}
	if exp < minExponent {
		return Money{}, &PrecisionError{Amount: describe(amount), Currency: c}
	}
	shift := int64(exp) + int64(c.Digits())
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(max(shift, -shift)), nil)
	if shift >= 0 {
		coefficient.Mul(coefficient, scale)
	} else if _, rest := coefficient.QuoRem(coefficient, scale, new(big.Int)); rest.Sign() != 0 {
		return Money{}, &PrecisionError{Amount: describe(amount), Currency: c}
	}
	if !coefficient.IsInt64() || coefficient.Int64() == math.MinInt64 {
		return Money{}, &RangeError{Amount: describe(amount)}
	}
	return Money{coefficient.Int64(), c}, nil
}

// describe writes a decimal of any size in few characters: a hostile exponent
// must not become a text of a hundred million digits.
func describe(d decimal.Decimal) string {
	if bits := d.Coefficient().BitLen(); bits > maxCoefficient {
		return fmt.Sprintf("a decimal of %d bits", bits)
	}
	if exp := d.Exponent(); exp > 0 || exp < minExponent {
		return clip(d.Coefficient().String()) + "e" + strconv.Itoa(int(exp))
	}
	return clip(d.StringFixed(-d.Exponent()))
}

// FromMinor returns the amount of n minor units: FromMinor(30000, CNY) is 300.00
// CNY. The error is a [*CurrencyError] or, for the one int64 below -[MaxMinor], a
// [*RangeError].
func FromMinor(n int64, c Currency) (Money, error) {
	if !c.IsValid() {
		return Money{}, &CurrencyError{Code: c.String()}
	}
	if n == math.MinInt64 {
		return Money{}, &RangeError{Amount: strconv.FormatInt(n, 10)}
	}
	return Money{n, c}, nil
}

// IsValid reports whether m has a currency. The zero Money has none.
func (m Money) IsValid() bool { return m.currency.IsValid() }

// Minor returns the amount in minor units: 30000 for 300.00 CNY.
func (m Money) Minor() int64 { return m.minor }

// Currency returns the amount's currency.
func (m Money) Currency() Currency { return m.currency }

// Amount returns the amount in major units, with as many decimal places as the
// currency has: 300.00 for 300 yuan.
func (m Money) Amount() decimal.Decimal {
	return decimal.New(m.minor, -int32(m.currency.Digits()))
}

// Sign returns -1, 0 or 1 as the amount is negative, zero or positive.
func (m Money) Sign() int {
	switch {
	case m.minor < 0:
		return -1
	case m.minor > 0:
		return 1
	}
	return 0
}

// Add returns m + n. The error is a [*CurrencyMismatchError], a [*RangeError] or,
// if an operand is not valid, a [*CurrencyError].
func (m Money) Add(n Money) (Money, error) {
	if err := m.sameCurrency(n); err != nil {
		return Money{}, err
	}
	sum := m.minor + n.minor
	if (sum > m.minor) != (n.minor > 0) && n.minor != 0 || sum == math.MinInt64 {
		return Money{}, &RangeError{Amount: m.String() + " + " + n.String()}
	}
	return Money{sum, m.currency}, nil
}

// Sub returns m - n, with the errors of [Money.Add].
func (m Money) Sub(n Money) (Money, error) {
	return m.Add(Money{-n.minor, n.currency})
}

// Compare returns -1, 0 or 1 as m is less than, equal to or more than n. Amounts
// in two currencies cannot be compared: that is a [*CurrencyMismatchError].
func (m Money) Compare(n Money) (int, error) {
	if err := m.sameCurrency(n); err != nil {
		return 0, err
	}
	switch {
	case m.minor < n.minor:
		return -1, nil
	case m.minor > n.minor:
		return 1, nil
	}
	return 0, nil
}

// Equal reports whether m and n are the same amount in the same currency. It is
// the same as m == n, for packages that look for the method.
func (m Money) Equal(n Money) bool { return m == n }

func (m Money) sameCurrency(n Money) error {
	if !m.IsValid() {
		return &CurrencyError{Code: m.currency.String()}
	}
	if m.currency != n.currency {
		return &CurrencyMismatchError{Got: n.currency, Want: m.currency}
	}
	return nil
}
