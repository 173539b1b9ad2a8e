package limits

import (
	"iter"
	"slices"
	"strconv"
	"strings"
	"time"
)

//go:generate go run ./internal/currencies

// Currency is an ISO 4217 currency that has minor units, such as [CNY], [JPY] or [KWD].
// Currencies that ISO 4217 has withdrawn since 2000 remain, because prices and payments of
// the past are in them; [Currency.Ended] says when they were no longer in use, which for a
// few was before 2000. Currency is comparable and can be a map key. The zero Currency is not
// valid. The numeric values are not stable between releases: store the code.
type Currency uint8

type currencyRow struct {
	code   string
	digits uint8
	last   string // the last day, such as "2023-01-14"; empty in force
}

// otherCode is a code of ISO 4217 in which nothing is paid.
type otherCode struct{ code, meaning string }

// ParseCurrency returns the currency with the given three-letter code. The code
// must be written in upper case, as ISO 4217 does. The error is a
// [*CurrencyError].
func ParseCurrency(code string) (Currency, error) {
	if c := currencyAt[codeIndex(code)]; c != 0 {
		return c, nil
	}
	clipped := clip(code)
	return 0, &CurrencyError{Code: clipped, Meaning: meaningOf(clipped)}
}

// currencyAt has every currency at the index of its code, as every amount read looks for
// one.
var currencyAt = func() (at [1 + 26*26*26]Currency) {
	for c := 1; c < len(currencies); c++ {
		at[codeIndex(currencies[c].code)] = Currency(c)
	}
	return at
}()

// codeIndex numbers the codes of three capital letters from 1. All other texts are 0.
func codeIndex(code string) int {
	if len(code) != len("CNY") {
		return 0
	}
	index := 0
	for i := range len(code) {
		letter := code[i] - 'A'
		if letter >= 26 {
			return 0
		}
		index = index*26 + int(letter)
	}
	return 1 + index
}

// meaningOf returns what a code of ISO 4217 stands for in which nothing is paid.
func meaningOf(code string) string {
	i, ok := slices.BinarySearchFunc(otherCodes[:], code, func(o otherCode, code string) int {
		return strings.Compare(o.code, code)
	})
	if !ok {
		return ""
	}
	return otherCodes[i].meaning
}

// Currencies yields the currencies in force, in alphabetical order of their codes.
func Currencies() iter.Seq[Currency] {
	return func(yield func(Currency) bool) {
		for c := 1; c < len(currencies); c++ {
			if currencies[c].last == "" && !yield(Currency(c)) {
				return
			}
		}
	}
}

// IsValid reports whether c is a currency of ISO 4217, in force or withdrawn since
// 2000. The zero Currency is not.
func (c Currency) IsValid() bool { return c > 0 && int(c) < len(currencies) }

// Digits returns how many decimal places the currency's minor unit has: 2 for
// [CNY], 0 for [JPY], 3 for [KWD]. It is 0 for an invalid currency.
func (c Currency) Digits() int {
	if !c.IsValid() {
		return 0
	}
	return int(currencies[c].digits)
}

// Ended returns when a currency that has been withdrawn was no longer in use: the
// midnight, in UTC, after the last day on which it was, by Unicode CLDR. It returns
// false for a currency in force, and for one that is not valid.
func (c Currency) Ended() (time.Time, bool) {
	if !c.IsValid() || currencies[c].last == "" {
		return time.Time{}, false
	}
	last, err := time.Parse(time.DateOnly, currencies[c].last)
	return last.AddDate(0, 0, 1), err == nil
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

// unknown is the error of a currency that is not valid.
func (c Currency) unknown() error {
	if c == 0 {
		return &CurrencyError{}
	}
	return &CurrencyError{Code: c.GoString()}
}

// MarshalText returns the three-letter code. The zero Currency has an empty text;
// any other value that is not valid is a [*CurrencyError].
func (c Currency) MarshalText() ([]byte, error) {
	if c == 0 {
		return []byte{}, nil
	}
	if !c.IsValid() {
		return nil, c.unknown()
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
