package limits_test

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"

	"github.com/paymux/paymux/limits"
)

var moneyGrammar = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]{1,48})? [A-Z]{3}$`)

// What ParseMoney accepts is of the grammar, and is written back as it was read but
// for zeros at the end.
func FuzzParseMoney(f *testing.F) {
	for _, s := range []string{
		"299.00 CNY", "299 CNY", "0 CNY", "-0.01 CNY", "300.001 CNY", "1.2345 CLF", "7 JPY", "7.0 JPY", "7.2 JPY", "7.000 CNY", "7.001 CNY", "7.53 HRK", "1 XAU",
		"92233720368547758.07 CNY", "92233720368547758.08 CNY", "1e9 CNY", "+7 CNY", "0x1 CNY", " 300 CNY",
		"300,00 CNY", "１２ CNY", "-0 CNY", "300", "", "300 cny", "00 CNY", ". CNY", "300  CNY", "−5 CNY",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		m, err := limits.ParseMoney(s)
		if err != nil {
			if k := kind(err); m != (limits.Money{}) || k != "syntax" && k != "currency" && k != "precision" && k != "range" {
				t.Errorf("got %v and a %s error: %v", m, k, err)
			}
			return
		}
		if !moneyGrammar.MatchString(s) || !m.IsValid() {
			t.Errorf("%q is accepted as %v", s, m)
		}
		amount, code, _ := strings.Cut(s, " ")
		number, fraction, _ := strings.Cut(amount, ".")
		if places := m.Currency().Digits(); places > 0 {
			number += "." + (fraction + "0000")[:places]
		}
		if want := number + " " + code; m.String() != want {
			t.Errorf("%q is written back as %q, want %q", s, m, want)
		}
	})
}

// What ParseWindow accepts it writes back as it was, and only that.
func FuzzParseWindow(f *testing.F) {
	for _, s := range []string{
		"", "day+08:00", "month-09:30", "year+00:00", "day-00:00", "rolling:24h", "rolling:1h30m5s",
		"rolling:1440m", "rolling:0s", "rolling:438000h", "rolling:438000h1s", "lifetime", "week+08:00", "week:sun-09:30", "week:mon+08:00", "quarter+14:00", "day+24:00", "day+08:60",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		w, err := limits.ParseWindow(s)
		if err != nil {
			if kind(err) != "syntax" || w != (limits.Window{}) {
				t.Errorf("got %q and %v", w, err)
			}
			return
		}
		if !w.IsValid() || w.String() != s {
			t.Errorf("%q is accepted as %q", s, w)
		}
	})
}

// What Used reads from JSON it writes back so that it reads the same.
func FuzzUsedJSON(f *testing.F) {
	for _, s := range []string{
		`"420.00 CNY"`, `""`, `{"amount": "420.00 CNY", "count": 3}`, `{"count":0}`, `{"amount":"1 JPY"}`, `{"count":-1}`,
		`{"count":3,"count":3}`, `{"count":1e2}`, `{}`, `null`, `{"count":`, `{"count":3} `, `[{"count":3}]`, `{"amount":{}}`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		var used limits.Used
		if err := used.UnmarshalJSON(data); err != nil {
			if !used.IsZero() {
				t.Errorf("%q: %v is read with %v", data, used, err)
			}
			return
		}
		written, err := used.MarshalJSON()
		if err != nil || !json.Valid(written) {
			t.Fatalf("%q: written as %q, %v", data, written, err)
		}
		again := limits.CountOnly(99)
		if err := again.UnmarshalJSON(written); err != nil || again != used {
			t.Errorf("%q: %v is written as %s and read as %v, %v", data, used, written, again, err)
		}
	})
}
