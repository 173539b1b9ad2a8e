package limits_test

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
)

// ISO 4217 has 178 codes in force on 2026-02-01, of which 13 have no minor units:
// XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX.
func TestCurrenciesAreThoseInForce(t *testing.T) {
	var codes []string
	for c := range limits.Currencies() {
		codes = append(codes, c.String())
		if end, ended := c.Ended(); ended || !c.IsValid() {
			t.Errorf("%v ended at %v", c, end)
		}
	}
	if got, want := len(codes), 178-13; got != want {
		t.Errorf("%d currencies, want %d", got, want)
	}
	if !slices.IsSorted(codes) {
		t.Error("the codes are not sorted")
	}
	if distinct := len(slices.Compact(slices.Clone(codes))); distinct != len(codes) {
		t.Errorf("%d distinct codes of %d", distinct, len(codes))
	}
}

// knownCurrencies returns the currencies in force and those withdrawn since 2000.
func knownCurrencies() []limits.Currency {
	var all []limits.Currency
	for c := limits.Currency(1); c.IsValid(); c++ {
		all = append(all, c)
	}
	return all
}

// Nearly all currencies have two decimal places; these are the others.
func TestDigits(t *testing.T) {
	want := map[string]int{
		"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
		"RWF": 0, "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
		"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
		"CLF": 4, "UYW": 4,
		// Withdrawn:
		"ADP": 0, "BEF": 0, "BYB": 0, "BYR": 0, "ESP": 0, "GRD": 0, "ITL": 0, "LUF": 0, "MGF": 0,
		"PTE": 0, "ROL": 0, "TPE": 0, "TRL": 0,
	}
	got := map[string]int{}
	for _, c := range knownCurrencies() {
		if c.Digits() != 2 {
			got[c.String()] = c.Digits()
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("currencies without two places (-want +got):\n%s", diff)
	}
}

// A withdrawn currency is read, written and reckoned with as any other, and says when
// it ended: at midnight after its last day.
func TestWithdrawnCurrencies(t *testing.T) {
	for _, tt := range []struct{ code, end string }{
		{"ANG", "2025-07-01"}, {"BGN", "2026-02-01"}, {"BYR", "2017-01-02"}, {"CUC", "2021-06-02"},
		{"DEM", "2002-03-01"}, {"EEK", "2011-01-01"}, {"FRF", "2002-02-18"}, {"HRK", "2023-01-15"},
		{"LTL", "2015-01-01"}, {"LVL", "2014-01-01"}, {"MRO", "2018-07-01"}, {"SLL", "2024-01-01"},
		{"STD", "2018-01-01"}, {"TRL", "2006-01-01"}, {"VEF", "2018-08-21"}, {"ZWL", "2024-09-01"},
	} {
		t.Run(tt.code, func(t *testing.T) {
			c, err := limits.ParseCurrency(tt.code)
			if err != nil || c.String() != tt.code || !c.IsValid() {
				t.Fatalf("ParseCurrency: %v, %v", c, err)
			}
			end, ended := c.Ended()
			if want := instant(t, tt.end+"T00:00:00Z"); !ended || end != want {
				t.Errorf("Ended: %v, %v, want %v", end, ended, want)
			}
			twice, err := money("1 " + tt.code).Add(money("1 " + tt.code))
			if err != nil || twice != money("2 "+tt.code) {
				t.Errorf("1 and 1 are %v, %v", twice, err)
			}
		})
	}
	withdrawn := 0
	for _, c := range knownCurrencies() {
		if end, ended := c.Ended(); ended {
			withdrawn++
			if end.Year() < 1999 || end.After(time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC)) {
				t.Errorf("%v ended at %v", c, end)
			}
		}
	}
	if withdrawn != 60 {
		t.Errorf("%d currencies are withdrawn, want 60", withdrawn)
	}
}

// What people write for a currency is suggested; another country's currency never is.
func TestSuggestion(t *testing.T) {
	for _, tt := range []struct{ codes, want string }{
		{"RMB CNH CHN YUAN rmb Yuan CYN NCY CNT CN CNYY CNNY cny Cny", "CNY"},
		{"EURO EUROS euro Euro ERU UER EU EURR EUUR eur EYR", "EUR"},
		{"UDS USF US USDD usd Usd YSD", "USD"},
		{"YEN yen JPN JYP JP JPYY", "JPY"},
		{"UKP STG GPB BGP GB GBR gbp", "GBP"},
		{"HDK HKG HK HKDD", "HKD"},
		{"NTD ntd TWN", "TWD"},
		{"CDN CND CAN", "CAD"},
		{"WON KWR", "KRW"},
		{"hrk Hrk", "HRK"},

		// Nothing can be told, or it means something else.
		{"ABC ZZZ NTX BTC ETH XBT USDT USDC EURC UST3 GBX GBp USX ZAc CUY HRD XAU XTS XXX xau INR0 BG NT", ""},
		{"A E CNYX USDEUR ＣＮＹ éU ¥ $ \xff\xff\xff", ""},
	} {
		for code := range strings.FieldsSeq(tt.codes) {
			_, err := limits.ParseCurrency(code)
			var bad *limits.CurrencyError
			if !errors.As(err, &bad) {
				t.Errorf("%s: %v, want a CurrencyError", code, err)
				continue
			}
			c, ok := bad.Suggestion()
			if ok != (tt.want != "") || ok && c.String() != tt.want || !ok && c != 0 {
				t.Errorf("%s: %v, %v, want %q", code, c, ok, tt.want)
			}
		}
	}
	if c, ok := (&limits.CurrencyError{}).Suggestion(); ok {
		t.Errorf("no code suggests %v", c)
	}
}

// A code of three letters whose first two are those of a currency is never taken for
// the currency of another country, but for two letters swapped and names that are
// written for a code. One that ISO 4217 gives a meaning is taken for no other.
func TestSuggestionsStayInTheirCountry(t *testing.T) {
	countries := map[string]bool{}
	for _, c := range knownCurrencies() {
		countries[c.String()[:2]] = true
	}
	names := []string{"CHN", "CDN", "CND", "STG", "WON", "NTD", "UKP", "YEN", "RMB", "CNH", "SFR"}
	for n := range 26 * 26 * 26 {
		code := string([]byte{'A' + byte(n/676), 'A' + byte(n/26%26), 'A' + byte(n%26)})
		c, ok := (&limits.CurrencyError{Code: code}).Suggestion()
		var bad *limits.CurrencyError
		if _, err := limits.ParseCurrency(code); ok && errors.As(err, &bad) && bad.Meaning != "" {
			t.Errorf("%s is %s, and suggests %v", code, bad.Meaning, c)
		}
		if !ok || slices.Contains(names, code) || !countries[code[:2]] || code[:2] == c.String()[:2] {
			continue
		}
		got, want := []byte(code), []byte(c.String())
		slices.Sort(got)
		slices.Sort(want)
		if string(got) != string(want) {
			t.Errorf("%s suggests %v", code, c)
		}
	}
}

func TestParseCurrencyRefuses(t *testing.T) {
	for _, tt := range []struct{ name, code string }{
		{"empty", ""},
		{"lower case", "cny"},
		{"mixed case", "Cny"},
		{"space before", " CNY"},
		{"space after", "CNY "},
		{"full-width letters", "ＣＮＹ"},
		{"two letters", "CN"},
		{"four letters", "CNYX"},
		{"before the first code", "AAA"},
		{"after the last code", "ZZZ"},
		{"a metal", "XAU"},
		{"no currency", "XXX"},
		{"reserved for tests", "XTS"},
		{"withdrawn before 2000", "HRD"},
		{"a unit of account withdrawn since 2000", "XFU"},
		{"offshore yuan, no ISO code", "CNH"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := limits.ParseCurrency(tt.code)
			var bad *limits.CurrencyError
			if !errors.As(err, &bad) {
				t.Fatalf("got %v, %v, want a CurrencyError", c, err)
			}
			if bad.Code != tt.code || c != 0 {
				t.Errorf("got %v and code %q, want none and %q", c, bad.Code, tt.code)
			}
		})
	}
}

func TestInvalidCurrencies(t *testing.T) {
	last := limits.ZWR
	for _, c := range []limits.Currency{0, last + 1, 255} {
		if c.IsValid() || c.Digits() != 0 || c.String() != "invalid currency" {
			t.Errorf("Currency(%d): valid %v, %d digits, %q", uint8(c), c.IsValid(), c.Digits(), c)
		}
	}
	if !last.IsValid() || !limits.ADP.IsValid() {
		t.Error("the first and last currencies are not valid")
	}
}

func TestCurrencyText(t *testing.T) {
	var zero limits.Currency
	text, err := zero.MarshalText()
	if err != nil || string(text) != "" {
		t.Errorf("zero: %q, %v, want an empty text", text, err)
	}
	read := limits.CNY
	if err := read.UnmarshalText(nil); err != nil || read != 0 {
		t.Errorf("empty text: %v, %v, want the zero Currency", read, err)
	}
	var bad *limits.CurrencyError
	if _, err := limits.Currency(255).MarshalText(); !errors.As(err, &bad) {
		t.Errorf("Currency(255): %v, want a CurrencyError", err)
	}
	kept := limits.CNY
	if err := kept.UnmarshalText([]byte("yuan")); !errors.As(err, &bad) || kept != limits.CNY {
		t.Errorf("yuan: %v, %v, want a CurrencyError and CNY kept", kept, err)
	}
}

// A loop over the currencies may end early.
func TestCurrenciesStopsWhenAsked(t *testing.T) {
	var got []limits.Currency
	for c := range limits.Currencies() {
		if got = append(got, c); len(got) == 2 {
			break
		}
	}
	if diff := cmp.Diff([]limits.Currency{limits.AED, limits.AFN}, got); diff != "" {
		t.Errorf("first two (-want +got):\n%s", diff)
	}
}
