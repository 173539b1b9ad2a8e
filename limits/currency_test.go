package limits_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
)

// ISO 4217 has 178 active codes on 2026-01-01, of which 13 have no minor units:
// XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX.
func TestCurrenciesAreThoseOfISO4217(t *testing.T) {
	var codes []string
	for c := range limits.Currencies() {
		codes = append(codes, c.String())
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

// Nearly all currencies have two decimal places; these are the others.
func TestDigits(t *testing.T) {
	want := map[string]int{
		"BIF": 0, "CLP": 0, "DJF": 0, "GNF": 0, "ISK": 0, "JPY": 0, "KMF": 0, "KRW": 0, "PYG": 0,
		"RWF": 0, "UGX": 0, "UYI": 0, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
		"BHD": 3, "IQD": 3, "JOD": 3, "KWD": 3, "LYD": 3, "OMR": 3, "TND": 3,
		"CLF": 4, "UYW": 4,
	}
	got := map[string]int{}
	for c := range limits.Currencies() {
		if c.Digits() != 2 {
			got[c.String()] = c.Digits()
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("currencies without two places (-want +got):\n%s", diff)
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
		{"replaced by the euro in 2026", "BGN"},
		{"replaced by XCG in 2025", "ANG"},
		{"replaced by ZWG in 2024", "ZWL"},
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
	last := limits.ZWG
	for _, c := range []limits.Currency{0, last + 1, 255} {
		if c.IsValid() || c.Digits() != 0 || c.String() != "invalid currency" {
			t.Errorf("Currency(%d): valid %v, %d digits, %q", uint8(c), c.IsValid(), c.Digits(), c)
		}
	}
	if !last.IsValid() || !limits.AED.IsValid() {
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
