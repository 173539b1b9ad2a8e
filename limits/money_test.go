package limits_test

import (
	"errors"
	"math"
	"math/big"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/paymux/paymux/limits"
)

func money(s string) limits.Money { return limits.MustParseMoney(s) }

// fataler is what testing.T, testing.B and rapid.T have in common here.
type fataler interface {
	Helper()
	Fatal(args ...any)
}

func fromMinor(t fataler, n int64, c limits.Currency) limits.Money {
	t.Helper()
	m, err := limits.MoneyFromMinor(n, c)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// kind names the type of an error of this package.
func kind(err error) string {
	switch {
	case err == nil:
		return ""
	case errors.As(err, new(*limits.SyntaxError)):
		return "syntax"
	case errors.As(err, new(*limits.CurrencyError)):
		return "currency"
	case errors.As(err, new(*limits.CurrencyMismatchError)):
		return "mismatch"
	case errors.As(err, new(*limits.PrecisionError)):
		return "precision"
	case errors.As(err, new(*limits.RangeError)):
		return "range"
	case errors.As(err, new(*limits.UsageError)):
		return "usage"
	case errors.As(err, new(*limits.CapError)):
		return "cap"
	}
	return "unknown: " + err.Error()
}

// coefficient is a decimal of the digits 3 and then zeros and a last digit.
func coefficient(zeros int64, last int64, exp int32) decimal.Decimal {
	n := new(big.Int).Exp(big.NewInt(10), big.NewInt(zeros), nil)
	n.Mul(n, big.NewInt(3))
	n.Add(n, big.NewInt(last))
	return decimal.NewFromBigInt(n, exp)
}

func TestNewMoney(t *testing.T) {
	for _, tt := range []struct {
		name     string
		amount   decimal.Decimal
		currency limits.Currency
		minor    int64
		err      string
	}{
		{"zero value", decimal.Decimal{}, limits.CNY, 0, ""},
		{"whole yuan", decimal.New(300, 0), limits.CNY, 30000, ""},
		{"one decimal place", decimal.New(3000, -1), limits.CNY, 30000, ""},
		{"two decimal places", decimal.New(30001, -2), limits.CNY, 30001, ""},
		{"zeros beyond the fen", decimal.New(3000000, -4), limits.CNY, 30000, ""},
		{"hundreds", decimal.New(3, 2), limits.CNY, 30000, ""},
		{"negative", decimal.New(-30001, -2), limits.CNY, -30001, ""},
		{"a tenth of a fen", decimal.New(300001, -3), limits.CNY, 0, "precision"},
		{"half a fen", decimal.New(299995, -3), limits.CNY, 0, "precision"},
		{"the 28th place", decimal.RequireFromString("300.0000000000000000000000000001"), limits.CNY, 0, "precision"},
		{"yen", decimal.New(300, 0), limits.JPY, 300, ""},
		{"half a yen", decimal.New(5, -1), limits.JPY, 0, "precision"},
		{"fils", decimal.New(1, -3), limits.KWD, 1, ""},
		{"four places", decimal.New(1, -4), limits.CLF, 1, ""},
		{"no currency", decimal.New(1, 0), 0, 0, "currency"},
		{"no such currency", decimal.New(1, 0), 255, 0, "currency"},

		{"largest", decimal.New(math.MaxInt64, -2), limits.CNY, math.MaxInt64, ""},
		{"smallest", decimal.New(-math.MaxInt64, -2), limits.CNY, -math.MaxInt64, ""},
		{"one below the smallest", decimal.New(math.MinInt64, -2), limits.CNY, 0, "range"},
		{"one above the largest", coefficientOf("9223372036854775808", -2), limits.CNY, 0, "range"},
		{"largest tens", decimal.New(math.MaxInt64/10, -1), limits.CNY, math.MaxInt64 / 10 * 10, ""},
		{"smallest tens", decimal.New(-math.MaxInt64/10, -1), limits.CNY, -math.MaxInt64 / 10 * 10, ""},
		{"one above the largest tens", decimal.New(math.MaxInt64/10+1, -1), limits.CNY, 0, "range"},
		{"one below the smallest tens", decimal.New(-math.MaxInt64/10-1, -1), limits.CNY, 0, "range"},
		{"ten times the largest", decimal.New(math.MaxInt64, -1), limits.CNY, 0, "range"},
		{"ten times the smallest", decimal.New(-math.MaxInt64, -1), limits.CNY, 0, "range"},
		{"largest with zeros behind it", coefficientOf("9223372036854775807000", -5), limits.CNY, math.MaxInt64, ""},
		{"beyond the largest with zeros behind it", coefficientOf("9223372036854775808000", -5), limits.CNY, 0, "range"},
		{"one below the smallest with zeros behind it", coefficientOf("-9223372036854775808000", -5), limits.CNY, 0, "range"},

		{"zeros to the 24th place", coefficient(24, 0, -24), limits.CNY, 300, ""},
		{"one at the 24th place", coefficient(24, 1, -24), limits.CNY, 0, "precision"},
		{"48 digits", coefficient(47, 0, -47), limits.CNY, 300, ""},
		{"48 digits, negative", coefficient(47, 0, -47).Neg(), limits.CNY, -300, ""},
		{"49 digits", coefficient(48, 0, -48), limits.CNY, 0, "range"},
		{"49 digits, negative", coefficient(48, 0, -48).Neg(), limits.CNY, 0, "range"},
		{"48 digits and no places", coefficient(47, 0, 0), limits.CNY, 0, "range"},
		{"48 digits, far behind the point", coefficient(47, 0, -51), limits.CNY, 0, "precision"},
		{"48 digits, just too far behind the point", coefficient(47, 0, -50), limits.CNY, 0, "precision"},

		{"huge exponent", decimal.New(1, 100_000_000), limits.CNY, 0, "range"},
		{"largest exponent", decimal.New(1, math.MaxInt32), limits.CNY, 0, "range"},
		{"largest exponent, negative", decimal.New(-1, math.MaxInt32), limits.CLF, 0, "range"},
		{"zero with the largest exponent", decimal.New(0, math.MaxInt32), limits.CNY, 0, ""},
		{"tiny exponent", decimal.New(1, -100_000_000), limits.CNY, 0, "precision"},
		{"smallest exponent", decimal.New(1, math.MinInt32), limits.CNY, 0, "precision"},
		{"smallest exponent, ten digits", decimal.New(1_000_000_000, math.MinInt32), limits.CNY, 0, "precision"},
		{"zero with the smallest exponent", decimal.New(0, math.MinInt32), limits.CNY, 0, ""},
		{"wide coefficient and largest exponent", coefficient(20, 0, math.MaxInt32), limits.CNY, 0, "range"},
		{"wide coefficient and smallest exponent", coefficient(20, 0, math.MinInt32), limits.CNY, 0, "precision"},
		{"a million digits", coefficient(1_000_000, 7, 0), limits.CNY, 0, "range"},
		{"a million digits, negative", coefficient(1_000_000, 7, 0).Neg(), limits.CNY, 0, "range"},
		{"a million digits that are three", coefficient(1_000_000, 0, -1_000_000), limits.CNY, 0, "range"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := limits.NewMoney(tt.amount, tt.currency)
			if kind(err) != tt.err {
				t.Fatalf("got %v, %v, want error %q", m, err, tt.err)
			}
			if err != nil {
				if len(err.Error()) > 200 {
					t.Errorf("the error is %d bytes long", len(err.Error()))
				}
				if m != (limits.Money{}) {
					t.Errorf("got %v with an error", m)
				}
				return
			}
			if m.Minor() != tt.minor || m.Currency() != tt.currency {
				t.Errorf("got %d %v, want %d %v", m.Minor(), m.Currency(), tt.minor, tt.currency)
			}
		})
	}
}

func coefficientOf(digits string, exp int32) decimal.Decimal {
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		panic("not a number: " + digits)
	}
	return decimal.NewFromBigInt(n, exp)
}

// A hostile decimal costs a few hundred bytes, whatever its size.
func TestNewMoneyOnlyInspects(t *testing.T) {
	for _, tt := range []struct {
		name   string
		amount decimal.Decimal
	}{
		{"exponent of a hundred million", decimal.New(1, 100_000_000)},
		{"exponent of minus a hundred million", decimal.New(1, -100_000_000)},
		{"largest exponent", decimal.New(1, math.MaxInt32)},
		{"smallest exponent", decimal.New(1, math.MinInt32)},
		{"a million digits", coefficient(1_000_000, 7, 0)},
		{"a million digits and a huge exponent", coefficient(1_000_000, 7, math.MaxInt32)},
		{"a million digits behind the point", coefficient(1_000_000, 7, -1_000_000)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			const runs, most = 100, 4096 // bytes
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			for range runs {
				if m, err := limits.NewMoney(tt.amount, limits.CNY); err == nil {
					t.Fatalf("got %v, want an error", m)
				}
			}
			runtime.ReadMemStats(&after)
			if got := (after.TotalAlloc - before.TotalAlloc) / runs; got > most {
				t.Errorf("%d bytes allocated, want at most %d", got, most)
			}
		})
	}
}

func TestMoneyFromMinor(t *testing.T) {
	for _, tt := range []struct {
		name     string
		minor    int64
		currency limits.Currency
		want     string
		err      string
	}{
		{"yuan", 30000, limits.CNY, "300.00 CNY", ""},
		{"zero", 0, limits.CNY, "0.00 CNY", ""},
		{"one fen", 1, limits.CNY, "0.01 CNY", ""},
		{"one fen owed", -1, limits.CNY, "-0.01 CNY", ""},
		{"yen", 300, limits.JPY, "300 JPY", ""},
		{"four places", 12345, limits.UYW, "1.2345 UYW", ""},
		{"largest", limits.MaxMinor, limits.CNY, "92233720368547758.07 CNY", ""},
		{"smallest", -limits.MaxMinor, limits.CNY, "-92233720368547758.07 CNY", ""},
		{"beyond the smallest", math.MinInt64, limits.CNY, "", "range"},
		{"no currency", 1, 0, "", "currency"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m, err := limits.MoneyFromMinor(tt.minor, tt.currency)
			if kind(err) != tt.err {
				t.Fatalf("got %v, %v, want error %q", m, err, tt.err)
			}
			if err == nil && m.String() != tt.want {
				t.Errorf("got %v, want %s", m, tt.want)
			}
		})
	}
}

func TestMoneyArithmetic(t *testing.T) {
	largest, smallest := fromMinor(t, limits.MaxMinor, limits.CNY), fromMinor(t, -limits.MaxMinor, limits.CNY)
	for _, tt := range []struct {
		name     string
		m, n     limits.Money
		sum      string
		less     string
		compared int
		sumErr   string
		lessErr  string
		err      string // of Compare
	}{
		{name: "unequal", m: money("300.00 CNY"), n: money("0.01 CNY"), sum: "300.01 CNY", less: "299.99 CNY", compared: 1},
		{name: "equal", m: money("1.50 CNY"), n: money("1.5 CNY"), sum: "3.00 CNY", less: "0.00 CNY"},
		{name: "below zero", m: money("1 JPY"), n: money("3 JPY"), sum: "4 JPY", less: "-2 JPY", compared: -1},
		{name: "nothing more", m: money("5 CNY"), n: money("0 CNY"), sum: "5.00 CNY", less: "5.00 CNY", compared: 1},
		{name: "both owed", m: money("-1 CNY"), n: money("-2 CNY"), sum: "-3.00 CNY", less: "1.00 CNY", compared: 1},
		{name: "over the top", m: largest, n: money("0.01 CNY"), sumErr: "range", less: "92233720368547758.06 CNY", compared: 1},
		{name: "up to the top", m: largest, n: money("0 CNY"), sum: largest.String(), less: largest.String(), compared: 1},
		{name: "under the bottom", m: smallest, n: money("0.01 CNY"), sum: "-92233720368547758.06 CNY", lessErr: "range", compared: -1},
		{name: "twice the top", m: largest, n: largest, sumErr: "range", less: "0.00 CNY"},
		{name: "twice the bottom", m: smallest, n: smallest, sumErr: "range", less: "0.00 CNY"},
		{name: "top and bottom", m: largest, n: smallest, sum: "0.00 CNY", lessErr: "range", compared: 1},
		{name: "bottom and top", m: smallest, n: largest, sum: "0.00 CNY", lessErr: "range", compared: -1},
		{name: "two currencies", m: money("1 CNY"), n: money("1 JPY"), sumErr: "mismatch", lessErr: "mismatch", err: "mismatch"},
		{name: "first not valid", n: money("1 CNY"), sumErr: "currency", lessErr: "currency", err: "currency"},
		{name: "second not valid", m: money("1 CNY"), sumErr: "currency", lessErr: "currency", err: "currency"},
		{name: "neither valid", sumErr: "currency", lessErr: "currency", err: "currency"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			check := func(op string, got limits.Money, err error, want, wantErr string) {
				t.Helper()
				if kind(err) != wantErr {
					t.Errorf("%s: %v, %v, want error %q", op, got, err, wantErr)
				} else if err == nil && got.String() != want {
					t.Errorf("%s: %v, want %s", op, got, want)
				}
			}
			sum, err := tt.m.Add(tt.n)
			check("Add", sum, err, tt.sum, tt.sumErr)
			less, err := tt.m.Sub(tt.n)
			check("Sub", less, err, tt.less, tt.lessErr)
			compared, err := tt.m.Compare(tt.n)
			if compared != tt.compared || kind(err) != tt.err {
				t.Errorf("Compare: %d, %v, want %d, error %q", compared, err, tt.compared, tt.err)
			}
			if got, want := tt.m.Equal(tt.n), tt.compared == 0 && tt.err == "" || tt.m == tt.n; got != want {
				t.Errorf("Equal: %v, want %v", got, want)
			}
		})
	}
}

func TestMoneyParts(t *testing.T) {
	type parts struct {
		Amount   string
		Currency limits.Currency
		Sign     int
		Valid    bool
	}
	for _, tt := range []struct {
		name  string
		money limits.Money
		want  parts
	}{
		{"yuan", money("300 CNY"), parts{"300.00", limits.CNY, 1, true}},
		{"owed", money("-0.05 CNY"), parts{"-0.05", limits.CNY, -1, true}},
		{"nothing", money("0 KWD"), parts{"0.000", limits.KWD, 0, true}},
		{"yen", money("7 JPY"), parts{"7", limits.JPY, 1, true}},
		{"zero value", limits.Money{}, parts{"0", 0, 0, false}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := tt.money
			got := parts{m.Decimal().StringFixed(-m.Decimal().Exponent()), m.Currency(), m.Sign(), m.IsValid()}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("parts (-want +got):\n%s", diff)
			}
		})
	}
}

// 1.0 and 1.00 are one amount, so Money can be a map key; the zero Money is none.
func TestMoneyIsComparable(t *testing.T) {
	seen := map[limits.Money]bool{money("1.0 CNY"): true}
	for s, want := range map[string]bool{"1 CNY": true, "1.00 CNY": true, "1.01 CNY": false, "1 JPY": false} {
		if seen[money(s)] != want {
			t.Errorf("%s found: %v, want %v", s, !want, want)
		}
	}
	if money("0 CNY") == (limits.Money{}) {
		t.Error("0.00 CNY equals the zero Money")
	}
}
