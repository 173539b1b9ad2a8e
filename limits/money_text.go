package limits

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// maxMoneyText is longer than the text of any amount that Money can hold.
const maxMoneyText = 32

// What a text that is no amount should have been.
const (
	wantMoney        = `digits (no leading zeros, plus sign or exponent), if need be a point and decimal places, one space and a currency code, such as "299.00 CNY"`
	wantOneSpace     = `one space, between the digits and the currency code, such as "299.00 CNY"`
	wantNoSeparators = `digits without separators, and a point before decimal places, such as "1299.00 CNY"`
	wantNoMinus      = "no minus before zero"
)

// ParseMoney reads an amount such as "299.00 CNY": digits without leading zeros,
// optionally a point and at most 48 decimal places, one space, and an ISO 4217 code.
// Places that the currency does not have must be zeros: "16.00 JPY" is 16 yen. A
// leading minus is read, so that every Money that can be written can be read back;
// where only an amount to be paid makes sense, callers refuse what is negative. There
// are no exponents, no plus sign, no grouping, no other digits than ASCII's and no
// further spaces.
//
// The error is a [*SyntaxError], a [*CurrencyError], a [*PrecisionError] or a
// [*RangeError]. Reading an amount does not allocate.
func ParseMoney(s string) (Money, error) {
	number, code, hasCode := strings.Cut(s, " ")
	digits, negative := strings.CutPrefix(number, "-")
	whole, fraction, ok := splitNumber(digits)
	if !ok || !hasCode {
		return Money{}, &SyntaxError{Text: clip(s), Want: wantOf(s)}
	}
	c, err := ParseCurrency(code)
	if err != nil {
		if strings.ContainsFunc(code, unicode.IsSpace) || code == "" {
			return Money{}, &SyntaxError{Text: clip(s), Want: wantOneSpace}
		}
		return Money{}, err
	}
	if len(fraction) > c.Digits() {
		if len(fraction) > maxDigits || strings.Trim(fraction[c.Digits():], "0") != "" {
			return Money{}, &PrecisionError{Amount: clip(number), Currency: c}
		}
		fraction = fraction[:c.Digits()]
	}
	minor, ok := appendDigits(0, whole)
	if ok {
		minor, ok = appendDigits(minor, fraction)
	}
	for i := len(fraction); ok && i < c.Digits(); i++ {
		minor, ok = appendDigits(minor, "0")
	}
	if !ok {
		return Money{}, &RangeError{Amount: clip(s)}
	}
	if negative {
		if minor == 0 {
			return Money{}, &SyntaxError{Text: clip(s), Want: wantNoMinus}
		}
		minor = -minor
	}
	return Money{minor, c}, nil
}

// wantOf returns what is wanted instead of a text that is no amount: what it has too
// much of, if that can be told.
func wantOf(s string) string {
	switch {
	case strings.TrimSpace(s) != s || strings.Count(s, " ") > 1:
		return wantOneSpace
	case strings.ContainsAny(s, ",'_"):
		return wantNoSeparators
	}
	return wantMoney
}

// MustParseMoney is [ParseMoney] for amounts written in source code; it panics on
// an error.
func MustParseMoney(s string) Money {
	m, err := ParseMoney(s)
	if err != nil {
		panic(err)
	}
	return m
}

// splitNumber splits "299.00" into "299" and "00". It accepts ASCII digits only,
// at least one on each side of a point, and no leading zeros.
func splitNumber(s string) (whole, fraction string, ok bool) {
	point := -1
	for i := 0; i < len(s); i++ {
		if s[i] == '.' && point < 0 {
			point = i
		} else if s[i] < '0' || s[i] > '9' {
			return "", "", false
		}
	}
	whole = s
	if point >= 0 {
		whole, fraction = s[:point], s[point+1:]
		if fraction == "" {
			return "", "", false
		}
	}
	if whole == "" || len(whole) > 1 && whole[0] == '0' {
		return "", "", false
	}
	return whole, fraction, true
}

// appendDigits returns n with the decimal digits of s behind it, and false where
// that is more than MaxMinor.
func appendDigits(n int64, s string) (int64, bool) {
	for i := 0; i < len(s); i++ {
		d := int64(s[i] - '0')
		if n > (MaxMinor-d)/10 {
			return 0, false
		}
		n = n*10 + d
	}
	return n, true
}

// String returns the amount as [ParseMoney] reads it, with all decimal places of
// the currency: "300.00 CNY". The zero Money is "invalid money".
func (m Money) String() string {
	if !m.IsValid() {
		return "invalid money"
	}
	return string(m.append(make([]byte, 0, maxMoneyText)))
}

// Number returns the amount without its currency, with all decimal places of the currency:
// "300.00" for 300 yuan, "300" for 300 yen. It is what a provider takes that wants major
// units as text; one that wants minor units takes [Money.Minor]. The zero Money has an
// empty text.
func (m Money) Number() string {
	if !m.IsValid() {
		return ""
	}
	return string(m.appendAmount(make([]byte, 0, maxMoneyText)))
}

// GoString returns the amount as Go source, such as
// limits.MustParseMoney("300.00 CNY"), for %#v.
func (m Money) GoString() string {
	if !m.IsValid() {
		return "limits.Money{}"
	}
	return "limits.MustParseMoney(" + strconv.Quote(m.String()) + ")"
}

// MarshalText returns the amount as [Money.String] does. The zero Money has an
// empty text.
func (m Money) MarshalText() ([]byte, error) {
	if !m.IsValid() {
		return []byte{}, nil
	}
	return m.append(make([]byte, 0, maxMoneyText)), nil
}

// AppendText appends what [Money.MarshalText] returns: nothing for the zero Money. There is
// no error.
func (m Money) AppendText(b []byte) ([]byte, error) {
	if !m.IsValid() {
		return b, nil
	}
	return m.append(b), nil
}

// UnmarshalText reads what [Money.MarshalText] returns, with the errors of
// [ParseMoney].
func (m *Money) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*m = Money{}
		return nil
	}
	parsed, err := ParseMoney(string(text))
	if err != nil {
		return err
	}
	*m = parsed
	return nil
}

// append writes the amount without going through decimal, whose output depends on
// settings that any package of the program can change.
func (m Money) append(b []byte) []byte {
	b = m.appendAmount(b)
	b = append(b, ' ')
	return append(b, currencies[m.currency].code...)
}

// appendAmount appends the amount without its currency, with all decimal places of
// the currency: "300.00".
func (m Money) appendAmount(b []byte) []byte {
	start := len(b)
	b = strconv.AppendInt(b, m.minor, 10)
	places := m.currency.Digits()
	if places == 0 {
		return b
	}
	if m.minor < 0 {
		start++
	}
	for len(b)-start <= places {
		b = slices.Insert(b, start, '0')
	}
	return slices.Insert(b, len(b)-places, '.')
}
