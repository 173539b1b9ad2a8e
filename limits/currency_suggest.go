package limits

import (
	"slices"
	"strings"
)

// Suggestion returns the currency that a code stands for which people write in its
// place: "RMB" for CNY, "EURO" for EUR, a code in lower case, or one of the most
// common codes with one slip of the pen, such as "UDS" for USD. It never takes a code
// for another country's: where that cannot be told it returns false, and so it does
// for a code that has a meaning of its own.
func (e *CurrencyError) Suggestion() (Currency, bool) {
	code := e.Code
	if lower := strings.ToLower(code); code == lower || code == titled(lower) {
		code = strings.ToUpper(code)
		if c, err := ParseCurrency(code); err == nil {
			return c, true
		}
	}
	if c, ok := otherNames[code]; ok {
		return c, true
	}
	if code != strings.ToUpper(code) || strings.HasSuffix(code, "X") {
		return 0, false // GBp and GBX are pence, USX are cents
	}
	found := Currency(0)
	for _, c := range commonCurrencies {
		if !isSlip(code, c.String()) {
			continue
		}
		if found != 0 {
			return 0, false
		}
		found = c
	}
	return found, found != 0
}

// titled returns a word with its first letter in upper case.
func titled(word string) string {
	if word == "" {
		return ""
	}
	return strings.ToUpper(word[:1]) + word[1:]
}

// otherNames are what people write for a currency, and not its code.
var otherNames = map[string]Currency{
	"RMB": CNY, "CNH": CNY, "CHN": CNY, "YUAN": CNY,
	"EURO": EUR, "EUROS": EUR,
	"YEN": JPY,
	"UKP": GBP, "STG": GBP,
	"NTD": TWD,
	"CDN": CAD, "CND": CAD,
	"WON": KRW,
	"SFR": CHF,
}

// commonCurrencies are those whose misspelled codes are recognized.
var commonCurrencies = []Currency{AUD, CAD, CHF, CNY, EUR, GBP, HKD, JPY, KRW, SGD, TWD, USD}

// isSlip reports whether a text is a code with two neighboring letters swapped, one
// letter doubled, the last one left out, or one letter that is wrong. The first two
// letters of a code are its country: a wrong one among them must not make another
// country that has a currency.
func isSlip(text, code string) bool {
	switch len(text) {
	case 2:
		return text == code[:2]
	case 3:
		if text == code[1:2]+code[:1]+code[2:] || text == code[:1]+code[2:]+code[1:2] {
			return true
		}
		return text[:2] == code[:2] || !isCountry(text[:2]) && differAtOnce(text, code)
	case 4:
		i := 0
		for i < 3 && text[i] == code[i] {
			i++
		}
		return i > 0 && text[i] == text[i-1] && text[i+1:] == code[i:]
	}
	return false
}

// isCountry reports whether two letters begin the code of a currency.
func isCountry(letters string) bool {
	return slices.ContainsFunc(currencies[1:], func(row currencyRow) bool { return row.code[:2] == letters }) ||
		slices.ContainsFunc(otherCodes[:], func(o otherCode) bool { return o.code[:2] == letters })
}

// differAtOnce reports whether two codes differ in one letter.
func differAtOnce(a, b string) bool {
	n := 0
	for i := range len(a) {
		if a[i] != b[i] {
			n++
		}
	}
	return n == 1
}
