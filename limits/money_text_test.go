package limits_test

import (
	"encoding/json"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"github.com/paymux/paymux/limits"
)

func TestParseMoney(t *testing.T) {
	for _, tt := range []struct {
		name  string
		text  string
		minor int64
		err   string
	}{
		{"all decimal places", "299.00 CNY", 29900, ""},
		{"one decimal place", "299.5 CNY", 29950, ""},
		{"no decimal places", "299 CNY", 29900, ""},
		{"zero", "0 CNY", 0, ""},
		{"zero with places", "0.00 CNY", 0, ""},
		{"one fen", "0.01 CNY", 1, ""},
		{"negative", "-0.01 CNY", -1, ""},
		{"yen", "300 JPY", 300, ""},
		{"three places", "1.234 KWD", 1234, ""},
		{"four places", "1.2345 CLF", 12345, ""},
		{"largest", "92233720368547758.07 CNY", limits.MaxMinor, ""},
		{"smallest", "-92233720368547758.07 CNY", -limits.MaxMinor, ""},
		{"largest yen", "9223372036854775807 JPY", limits.MaxMinor, ""},

		{"one above the largest", "92233720368547758.08 CNY", 0, "range"},
		{"one below the smallest", "-92233720368547758.08 CNY", 0, "range"},
		{"too large by its last place", "92233720368547758.1 CNY", 0, "range"},
		{"too large by the missing places", "922337203685477580 CNY", 0, "range"},
		{"40 digits", strings.Repeat("9", 40) + " CNY", 0, "range"},
		{"a million digits", strings.Repeat("9", 1_000_000) + " CNY", 0, "range"},
		{"a tenth of a fen", "300.001 CNY", 0, "precision"},
		{"a zero too many", "300.000 CNY", 30000, ""},
		{"zeros of the yen", "16.00 JPY", 16, ""},
		{"sen, which the yen has no more", "16.20 JPY", 0, "precision"},
		{"one thousandth behind zeros", "16.001 CNY", 0, "precision"},
		{"negative with a zero too many", "-0.010 CNY", -1, ""},
		{"the largest with zeros too many", "92233720368547758.07000 CNY", limits.MaxMinor, ""},
		{"48 places", "1." + strings.Repeat("0", 48) + " CNY", 100, ""},
		{"49 places", "1." + strings.Repeat("0", 49) + " CNY", 0, "precision"},
		{"withdrawn currency", "7.53 HRK", 753, ""},
		{"a million places", "0." + strings.Repeat("0", 1_000_000) + " CNY", 0, "precision"},
		{"exponent", "1e9 CNY", 0, "syntax"},
		{"exponent upper case", "3E2 CNY", 0, "syntax"},
		{"negative exponent", "30000e-2 CNY", 0, "syntax"},
		{"plus sign", "+7 CNY", 0, "syntax"},
		{"two minus signs", "--7 CNY", 0, "syntax"},
		{"minus sign of Unicode", "−5 CNY", 0, "syntax"},
		{"minus before zero", "-0 CNY", 0, "syntax"},
		{"minus before zero with places", "-0.00 CNY", 0, "syntax"},
		{"minus only", "- CNY", 0, "syntax"},
		{"hexadecimal", "0x1 CNY", 0, "syntax"},
		{"underscore", "1_000 CNY", 0, "syntax"},
		{"space before", " 300 CNY", 0, "syntax"},
		{"decimal comma", "300,00 CNY", 0, "syntax"},
		{"grouping", "1,000 CNY", 0, "syntax"},
		{"full-width digits", "１２ CNY", 0, "syntax"},
		{"Arabic digits", "٣٠٠ CNY", 0, "syntax"},
		{"leading zero", "0300 CNY", 0, "syntax"},
		{"two zeros", "00 CNY", 0, "syntax"},
		{"point first", ".5 CNY", 0, "syntax"},
		{"point last", "5. CNY", 0, "syntax"},
		{"point only", ". CNY", 0, "syntax"},
		{"two points", "1.2.3 CNY", 0, "syntax"},
		{"two points first", "..5 CNY", 0, "syntax"},
		{"not a number", "NaN CNY", 0, "syntax"},
		{"infinite", "Inf CNY", 0, "syntax"},
		{"symbol", "¥300", 0, "syntax"},
		{"currency first", "CNY 300", 0, "syntax"},
		{"no currency", "300", 0, "syntax"},
		{"no space", "300CNY", 0, "syntax"},
		{"tab", "300\tCNY", 0, "syntax"},
		{"NUL", "300\x00 CNY", 0, "syntax"},
		{"empty", "", 0, "syntax"},
		{"space only", " ", 0, "syntax"},
		{"invalid UTF-8", "3\xff CNY", 0, "syntax"},
		{"empty currency", "300 ", 0, "syntax"},
		{"lower case currency", "300 cny", 0, "currency"},
		{"unknown currency", "300 RMB", 0, "currency"},
		{"space after", "300 CNY ", 0, "syntax"},
		{"two spaces", "300  CNY", 0, "syntax"},
		{"newline after", "300 CNY\n", 0, "syntax"},
		{"a currency of a million letters", "300 " + strings.Repeat("C", 1_000_000), 0, "currency"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := limits.ParseMoney(tt.text)
			if kind(err) != tt.err || m.Minor() != tt.minor || m.IsValid() != (err == nil) {
				t.Fatalf("got %v, %v, want %d minor units, error %q", m, err, tt.minor, tt.err)
			}
			if err != nil && len(err.Error()) > 250 {
				t.Errorf("the error is %d bytes long", len(err.Error()))
			}
			var read limits.Money
			if unmarshalled := read.UnmarshalText([]byte(tt.text)); tt.text != "" && (read != m || kind(unmarshalled) != tt.err) {
				t.Errorf("UnmarshalText: %v, %v, want %v, error %q", read, unmarshalled, m, tt.err)
			}
		})
	}
}

func parseError(text string) error {
	_, err := limits.ParseMoney(text)
	return err
}

// Every error says what is wrong and what is allowed.
func TestErrorTexts(t *testing.T) {
	largest := fromMinor(t, limits.MaxMinor, limits.CNY)
	_, overflow := largest.Add(largest)
	_, mismatch := largest.Sub(money("1 JPY"))
	_, invalid := largest.Add(limits.Money{})
	_, lowest := limits.MoneyFromMinor(math.MinInt64, limits.CNY)
	_, syntax := limits.ParseMoney("1e9 CNY")
	_, minus := limits.ParseMoney("-0 CNY")
	_, precision := limits.ParseMoney("300.0001 CNY")
	_, tooLarge := limits.ParseMoney(strings.Repeat("9", 60) + " CNY")
	_, exponent := limits.NewMoney(coefficientOf("3", 100_000_000), limits.CNY)
	_, tiny := limits.NewMoney(coefficientOf("3", -100), limits.CNY)
	_, digits := limits.NewMoney(coefficient(60, 0, 0), limits.CNY)
	_, wide := limits.NewMoney(coefficient(20, 1, -20), limits.CNY)
	_, currency := limits.ParseCurrency("RMB")
	_, whole := limits.NewMoney(coefficientOf("100000000000000000000", 0), limits.JPY)
	_, lastPlace := limits.NewMoney(coefficientOf("3", -48), limits.CNY)
	_, longCode := limits.ParseCurrency(strings.Repeat("C", 48))
	_, tooLongCode := limits.ParseCurrency(strings.Repeat("C", 49))
	_, value := limits.MoneyFromMinor(1, 255)
	_, window := limits.ParseWindow("hour+08:00")

	for _, tt := range []struct {
		name string
		err  error
		want string
	}{
		{"sum", overflow, "limits: 92233720368547758.07 CNY + 92233720368547758.07 CNY is out of range: want at most 9223372036854775807 minor units in size"},
		{"lowest", lowest, "limits: -9223372036854775808 is out of range: want at most 9223372036854775807 minor units in size"},
		{"two currencies", mismatch, "limits: got an amount in JPY, want CNY: amounts are not converted"},
		{"a value that is no currency", value, `limits: unknown currency "limits.Currency(255)": want an ISO 4217 code in upper case, such as CNY`},
		{"no currency", invalid, "limits: no currency is given: want an ISO 4217 code in upper case, such as CNY"},
		{"syntax", syntax, `limits: cannot read "1e9 CNY": want digits (no leading zeros, plus sign or exponent), if need be a point and decimal places, one space and a currency code, such as "299.00 CNY"`},
		{"minus", minus, `limits: cannot read "-0 CNY": want no minus before zero`},
		{"precision", precision, "limits: 300.0001 CNY is too precise: want at most the 2 decimal places of CNY"},
		{"too large", tooLarge, "limits: 999999999999999999999999999999999999999999999999... is out of range: want at most 9223372036854775807 minor units in size"},
		{"exponent", exponent, "limits: 3e100000000 is out of range: want at most 9223372036854775807 minor units in size"},
		{"tiny", tiny, "limits: 3e-100 CNY is too precise: want at most the 2 decimal places of CNY"},
		{"digits", digits, "limits: a decimal of more than 48 digits is out of range: want at most 9223372036854775807 minor units in size"},
		{"wide", wide, "limits: 3.00000000000000000001 CNY is too precise: want at most the 2 decimal places of CNY"},
		{"currency", currency, `limits: unknown currency "RMB" (did you mean CNY?): want an ISO 4217 code in upper case, such as CNY`},
		{"no places", whole, "limits: 100000000000000000000 is out of range: want at most 9223372036854775807 minor units in size"},
		{"48 places", lastPlace, "limits: 0.0000000000000000000000000000000000000000000000... CNY is too precise: want at most the 2 decimal places of CNY"},
		{"48 letters", longCode, `limits: unknown currency "` + strings.Repeat("C", 48) + `": want an ISO 4217 code in upper case, such as CNY`},
		{"49 letters", tooLongCode, `limits: unknown currency "` + strings.Repeat("C", 48) + `...": want an ISO 4217 code in upper case, such as CNY`},
		{"a long text in Chinese", &limits.UsageError{Counter: limits.Counter("a" + strings.Repeat("每日", 10))},
			`limits: usage of counter "a` + strings.Repeat("每日", 7) + `每..." is not given: want what its total has reached`},
		{"a long text of no characters", &limits.UsageError{Counter: limits.Counter(strings.Repeat("\x80", 60))},
			`limits: usage of counter "` + strings.Repeat(`\x80`, 44) + `..." is not given: want what its total has reached`},
		{"no amount", &limits.AmountError{}, "limits: no amount to pay: want an amount of zero or more"},
		{"a query without a currency", &limits.CurrencyMismatchError{Got: limits.CNY}, "limits: an amount in CNY and one without a currency do not mix: want one currency"},
		{"a room without a currency", &limits.CurrencyMismatchError{Want: limits.CNY}, "limits: an amount in CNY and one without a currency do not mix: want one currency"},
		{"amount", &limits.AmountError{Amount: money("-1 CNY")}, "limits: cannot pay -1.00 CNY: want an amount of zero or more"},
		{"window", window, `limits: cannot read "hour+08:00": want "" (one payment), "day+08:00" (also week, week:sun, month, quarter or year), "rolling:24h" or "lifetime"`},
		{"space at the end", parseError("300.00 CNY "), `limits: cannot read "300.00 CNY ": want one space, between the digits and the currency code, such as "299.00 CNY"`},
		{"space at the start", parseError(" 300.00 CNY"), `limits: cannot read " 300.00 CNY": want one space, between the digits and the currency code, such as "299.00 CNY"`},
		{"space at the end and none before the code", parseError("300.00CNY "), `limits: cannot read "300.00CNY ": want one space, between the digits and the currency code, such as "299.00 CNY"`},
		{"two spaces", parseError("300.00  CNY"), `limits: cannot read "300.00  CNY": want one space, between the digits and the currency code, such as "299.00 CNY"`},
		{"a space that does not break", parseError("300.00 \u00a0CNY"), `limits: cannot read "300.00 \u00a0CNY": want one space, between the digits and the currency code, such as "299.00 CNY"`},
		{"spaces for thousands", parseError("1 299.00 CNY"), `limits: cannot read "1 299.00 CNY": want one space, between the digits and the currency code, such as "299.00 CNY"`},
		{"commas for thousands", parseError("1,299.00 CNY"), `limits: cannot read "1,299.00 CNY": want digits without separators, and a point before decimal places, such as "1299.00 CNY"`},
		{"decimal comma", parseError("299,00 EUR"), `limits: cannot read "299,00 EUR": want digits without separators, and a point before decimal places, such as "1299.00 CNY"`},
		{"no space", parseError("299.00CNY"), `limits: cannot read "299.00CNY": want digits (no leading zeros, plus sign or exponent), if need be a point and decimal places, one space and a currency code, such as "299.00 CNY"`},
		{"sen", parseError("16.20 JPY"), "limits: 16.20 JPY is too precise: want a whole number, as JPY has no decimal places"},
		{"gold", parseError("1 XAU"), "limits: XAU (gold) is no currency to pay in: want an ISO 4217 code in upper case, such as CNY"},
		{"for tests", parseError("1 XTS"), "limits: XTS (a code for tests) is no currency to pay in: want an ISO 4217 code in upper case, such as CNY"},
		{"no currency of ISO 4217", parseError("1 XXX"), "limits: XXX (no currency) is no currency to pay in: want an ISO 4217 code in upper case, such as CNY"},
		{"withdrawn long ago", parseError("1 HRD"), "limits: HRD (the Croatian Dinar, withdrawn in 1995) is no currency to pay in: want an ISO 4217 code in upper case, such as CNY"},
		{"usage missing", &limits.UsageError{Counter: "a.day"}, `limits: usage of counter "a.day" is not given: want what its total has reached`},
		{"usage negative", &limits.UsageError{Counter: "a.day", Used: limits.Used{Amount: money("-1 CNY")}}, `limits: usage of counter "a.day" is -1.00 CNY: want zero or more`},
		{"count missing", &limits.UsageError{Counter: "a.day", Used: limits.Used{Amount: money("1 CNY")}, Field: "Count"}, `limits: usage of counter "a.day" is 1.00 CNY: want the number of payments too`},
		{"amount missing", &limits.UsageError{Counter: "a.day", Used: limits.CountOnly(2), Field: "Amount"}, `limits: usage of counter "a.day" is 2 payments: want their amount too`},
		{"count negative", &limits.UsageError{Counter: "a.day", Used: limits.CountOnly(-1), Field: "Count"}, `limits: usage of counter "a.day" has a count of -1: want zero or more`},
		{"cap without a window", &limits.CapError{Field: "Window", Want: "a window for counter a"}, `limits: cap has no Window: want a window for counter a`},
		{"cap", &limits.CapError{Field: "Max", Value: "-1.00 CNY", Want: "an amount of zero or more"}, `limits: cap has Max "-1.00 CNY": want an amount of zero or more`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.err == nil || tt.err.Error() != tt.want {
				t.Errorf("got:  %v\nwant: %s", tt.err, tt.want)
			}
		})
	}
}

func TestMustParseMoneyPanics(t *testing.T) {
	defer func() {
		if err, ok := recover().(error); !ok || kind(err) != "syntax" {
			t.Errorf("recovered %v, want a SyntaxError", err)
		}
	}()
	limits.MustParseMoney("300")
}

func TestMoneyString(t *testing.T) {
	for _, tt := range []struct {
		name   string
		money  limits.Money
		want   string
		source string
	}{
		{"yuan", money("300 CNY"), "300.00 CNY", `limits.MustParseMoney("300.00 CNY")`},
		{"fen", money("0.05 CNY"), "0.05 CNY", `limits.MustParseMoney("0.05 CNY")`},
		{"jiao", money("0.5 CNY"), "0.50 CNY", `limits.MustParseMoney("0.50 CNY")`},
		{"negative", money("-0.05 CNY"), "-0.05 CNY", `limits.MustParseMoney("-0.05 CNY")`},
		{"yen", money("-5 JPY"), "-5 JPY", `limits.MustParseMoney("-5 JPY")`},
		{"four places", money("0.0001 CLF"), "0.0001 CLF", `limits.MustParseMoney("0.0001 CLF")`},
		{"zero value", limits.Money{}, "invalid money", "limits.Money{}"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.money.String(); got != tt.want {
				t.Errorf("String: %q, want %q", got, tt.want)
			}
			if got := fmt.Sprintf("%#v", tt.money); got != tt.source {
				t.Errorf("%%#v: %s, want %s", got, tt.source)
			}
		})
	}
	for want, c := range map[string]limits.Currency{"limits.CNY": limits.CNY, "limits.Currency(255)": 255} {
		if got := fmt.Sprintf("%#v", c); got != want {
			t.Errorf("%%#v: %s, want %s", got, want)
		}
	}
}

func TestMoneyNumber(t *testing.T) {
	for text, want := range map[string]string{
		"300.00 CNY": "300.00", "0.05 CNY": "0.05", "0.00 CNY": "0.00", "-0.50 CNY": "-0.50",
		"300 JPY": "300", "0 JPY": "0", "1.500 KWD": "1.500",
	} {
		if got := limits.MustParseMoney(text).Number(); got != want {
			t.Errorf("%s is %q, want %q", text, got, want)
		}
	}
	if got := (limits.Money{}).Number(); got != "" {
		t.Errorf("the zero Money is %q", got)
	}
}

func TestMoneyInJSON(t *testing.T) {
	type bill struct {
		Due  limits.Money
		Paid limits.Money
	}
	text, err := json.Marshal(bill{Due: money("299 CNY")})
	if want := `{"Due":"299.00 CNY","Paid":""}`; err != nil || string(text) != want {
		t.Fatalf("%s, %v, want %s", text, err, want)
	}
	read := bill{Paid: money("1 CNY")}
	if err := json.Unmarshal(text, &read); err != nil || read != (bill{Due: money("299 CNY")}) {
		t.Errorf("read back as %+v, %v", read, err)
	}
	for _, text := range []string{`{"Due":299}`, `{"Due":"299"}`, `{"Due":{}}`} {
		if err := json.Unmarshal([]byte(text), &read); err == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}

// A hostile text costs what its error quotes of it, whatever its size.
func TestParsersOnlyInspect(t *testing.T) {
	parsers := []struct {
		name  string
		parse func(string) error
	}{
		{"ParseMoney", func(s string) error { _, err := limits.ParseMoney(s); return err }},
		{"ParseWindow", func(s string) error { _, err := limits.ParseWindow(s); return err }},
		{"ParseCurrency", func(s string) error { _, err := limits.ParseCurrency(s); return err }},
	}
	for _, tt := range []struct{ name, text string }{
		{"an exponent of a billion", "1e1000000000 CNY"},
		{"an exponent of minus a billion", "1e-1000000000 CNY"},
		{"a million digits", strings.Repeat("9", 1<<20) + " CNY"},
		{"a million decimal places", "0." + strings.Repeat("9", 1<<20) + " CNY"},
		{"a million spaces", strings.Repeat(" ", 1<<20)},
		{"a long currency", "1 " + strings.Repeat("C", 1<<20)},
		{"a long window", "rolling:" + strings.Repeat("1h", 1<<19)},
	} {
		for _, p := range parsers {
			t.Run(p.name+" of "+tt.name, func(t *testing.T) {
				const runs, most = 20, 4096 // bytes
				var before, after runtime.MemStats
				var err error
				runtime.ReadMemStats(&before)
				for range runs {
					if err = p.parse(tt.text); err == nil {
						t.Fatal("accepted")
					}
				}
				runtime.ReadMemStats(&after)
				if got := (after.TotalAlloc - before.TotalAlloc) / runs; got > most {
					t.Errorf("%d bytes allocated, want at most %d", got, most)
				}
				if size := len(err.Error()); size > 300 {
					t.Errorf("the error is %d bytes long", size)
				}
			})
		}
	}
}
