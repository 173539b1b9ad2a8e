package limits

import (
	"iter"
	"strconv"
)

// Currency is an active ISO 4217 currency that has minor units, such as [CNY],
// [JPY] or [KWD]. It is comparable and can be a map key. The zero Currency is not
// valid. The numeric values are not stable between releases: store the code.
type Currency uint8

// ParseCurrency returns the currency with the given three-letter code. The code
// must be written in upper case, as ISO 4217 does. The error is a
// [*CurrencyError].
func ParseCurrency(code string) (Currency, error) {
	// Written out, as every amount read comes by here: slices.BinarySearchFunc takes
	// half as long again.
	low, high := 1, len(currencies)
	for low < high {
		if mid := (low + high) / 2; currencies[mid].code < code {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low == len(currencies) || currencies[low].code != code {
		return 0, &CurrencyError{Code: clip(code)}
	}
	return Currency(low), nil
}

// Currencies yields every valid currency in alphabetical order of its code.
func Currencies() iter.Seq[Currency] {
	return func(yield func(Currency) bool) {
		for c := 1; c < len(currencies); c++ {
			if !yield(Currency(c)) {
				return
			}
		}
	}
}

// IsValid reports whether c is a currency of ISO 4217. The zero Currency is not.
func (c Currency) IsValid() bool { return c > 0 && int(c) < len(currencies) }

// Digits returns how many decimal places the currency's minor unit has: 2 for
// [CNY], 0 for [JPY], 3 for [KWD]. It is 0 for an invalid currency.
func (c Currency) Digits() int {
	if !c.IsValid() {
		return 0
	}
	return int(currencies[c].digits)
}

// String returns the three-letter code, or "invalid currency".
func (c Currency) String() string {
	if !c.IsValid() {
		return "invalid currency"
	}
	return currencies[c].code
}

// GoString returns the currency as Go source, such as "limits.CNY", for %#v.
func (c Currency) GoString() string {
	if !c.IsValid() {
		return "limits.Currency(" + strconv.Itoa(int(c)) + ")"
	}
	return "limits." + c.String()
}

// MarshalText returns the three-letter code. The zero Currency has an empty text;
// any other value that is not valid is a [*CurrencyError].
func (c Currency) MarshalText() ([]byte, error) {
	if c == 0 {
		return []byte{}, nil
	}
	if !c.IsValid() {
		return nil, &CurrencyError{}
	}
	return []byte(currencies[c].code), nil
}

// UnmarshalText reads what [Currency.MarshalText] returns, with the error of
// [ParseCurrency].
func (c *Currency) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = 0
		return nil
	}
	parsed, err := ParseCurrency(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
