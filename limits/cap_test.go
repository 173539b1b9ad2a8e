package limits_test

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
)

const dayCounter = limits.Counter("shop.day")

func dailyCap(most string) limits.Cap {
	return limits.Cap{Max: money(most), Window: limits.Day(china), Counter: dayCounter}
}

// Each row is one question to one cap; used is what the day's counter says.
func TestCapHeadroom(t *testing.T) {
	single := limits.Cap{Max: money("300 CNY")}
	withMin := dailyCap("500 CNY")
	withMin.Min = money("10 CNY")
	lifetime := limits.Cap{Max: money("1000 CNY"), Window: limits.Lifetime(), Counter: dayCounter}
	for _, tt := range []struct {
		name string
		cap  limits.Cap
		used limits.Money // the zero Money: not given
		want string
		max  string
		err  string
	}{
		{name: "no bounds", want: "any amount"},
		{name: "one payment", cap: single, want: "at most 300.00 CNY", max: "300.00 CNY"},
		{name: "one payment asks no usage", cap: single, used: money("299 CNY"), want: "at most 300.00 CNY", max: "300.00 CNY"},
		{name: "minimum", cap: limits.Cap{Min: money("0.01 CNY")}, want: "at least 0.01 CNY"},
		{name: "minimum and maximum", cap: limits.Cap{Min: money("0.01 CNY"), Max: money("300 CNY")}, want: "0.01 CNY to 300.00 CNY", max: "300.00 CNY"},
		{name: "minimum equal to maximum", cap: limits.Cap{Min: money("5 CNY"), Max: money("5 CNY")}, want: "5.00 CNY to 5.00 CNY", max: "5.00 CNY"},
		{name: "nothing used", cap: dailyCap("500 CNY"), used: money("0 CNY"), want: "at most 500.00 CNY", max: "500.00 CNY"},
		{name: "some used", cap: dailyCap("500 CNY"), used: money("420 CNY"), want: "at most 80.00 CNY", max: "80.00 CNY"},
		{name: "all but one fen used", cap: dailyCap("500 CNY"), used: money("499.99 CNY"), want: "at most 0.01 CNY", max: "0.01 CNY"},
		{name: "all used", cap: dailyCap("500 CNY"), used: money("500 CNY"), want: "at most 0.00 CNY", max: "0.00 CNY"},
		{name: "one fen too much used", cap: dailyCap("500 CNY"), used: money("500.01 CNY"), want: "nothing", max: "-0.01 CNY"},
		{name: "far too much used", cap: dailyCap("500 CNY"), used: fromMinor(t, limits.MaxMinor, limits.CNY), want: "nothing", max: "-92233720368547258.07 CNY"},
		{name: "just the minimum left", cap: withMin, used: money("490 CNY"), want: "10.00 CNY to 10.00 CNY", max: "10.00 CNY"},
		{name: "less than the minimum left", cap: withMin, used: money("490.01 CNY"), want: "nothing", max: "9.99 CNY"},
		{name: "usage not given", cap: dailyCap("500 CNY"), err: "usage"},
		{name: "usage negative", cap: dailyCap("500 CNY"), used: money("-0.01 CNY"), err: "usage"},
		{name: "usage in yen", cap: dailyCap("500 CNY"), used: money("1 JPY"), err: "mismatch"},
		{name: "cap in yen", cap: limits.Cap{Max: money("300 JPY")}, err: "mismatch"},
		{name: "total in yen", cap: dailyCap("300 JPY"), used: money("1 JPY"), err: "mismatch"},
		{name: "minimum in yen", cap: limits.Cap{Min: money("1 JPY")}, err: "mismatch"},
		{name: "lifetime", cap: lifetime, used: money("999 CNY"), want: "at most 1.00 CNY", max: "1.00 CNY"},
		{name: "a total without a maximum", cap: limits.Cap{Window: limits.Day(china), Counter: dayCounter}, used: money("1 CNY"), err: "cap"},
		{name: "a window that is not valid", cap: limits.Cap{Max: money("1 CNY"), Window: limits.Rolling(0), Counter: "a"}, err: "cap"},
		{name: "minimum above maximum", cap: limits.Cap{Min: money("2 CNY"), Max: money("1 CNY")}, err: "cap"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			q := limits.Query{Currency: limits.CNY, At: instant(t, "2024-02-29T12:00:00+08:00")}
			if tt.used.IsValid() {
				q.Usage = limits.Usage{dayCounter: {Amount: tt.used}}
			}
			room, err := tt.cap.Headroom(q)
			if kind(err) != tt.err {
				t.Fatalf("got %v, %v, want error %q", room, err, tt.err)
			}
			if err != nil {
				if room != (limits.Headroom{}) {
					t.Errorf("got %v with an error", room)
				}
				return
			}
			if room.String() != tt.want {
				t.Errorf("got %v, want %v", room, tt.want)
			}
			checkBound(t, "Max", room.Max, tt.max)
		})
	}
}

// A day's total resets at midnight, and both sides of it say so.
func TestCapResets(t *testing.T) {
	for _, tt := range []struct {
		name   string
		window limits.Window
		at     string
		resets string // empty: never
	}{
		{"last nanosecond of a day", limits.Day(china), "2024-02-29T23:59:59.999999999+08:00", "2024-03-01T00:00:00+08:00"},
		{"midnight", limits.Day(china), "2024-03-01T00:00:00+08:00", "2024-03-02T00:00:00+08:00"},
		{"month", limits.Month(china), "2024-02-29T12:00:00+08:00", "2024-03-01T00:00:00+08:00"},
		{"year", limits.Year(china), "2023-12-31T23:59:59.999999999+08:00", "2024-01-01T00:00:00+08:00"},
		{"a length that moves", limits.Rolling(time.Hour), "2023-12-31T23:30:00+08:00", "2024-01-01T00:30:00+08:00"},
		{"lifetime", limits.Lifetime(), "2023-12-31T23:30:00+08:00", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			total := limits.Cap{Max: money("500 CNY"), Window: tt.window, Counter: dayCounter}
			room, err := total.Headroom(limits.Query{
				Currency: limits.CNY,
				At:       instant(t, tt.at),
				Usage:    limits.Usage{dayCounter: {Amount: money("0 CNY")}},
			})
			if err != nil {
				t.Fatal(err)
			}
			at, ok := room.Resets()
			if ok != (tt.resets != "") || ok && at != instant(t, tt.resets).UTC() {
				t.Errorf("resets %v, %v, want %q", at, ok, tt.resets)
			}
		})
	}
}

func TestCapErrorsCarryTheirFacts(t *testing.T) {
	at := instant(t, "2024-02-29T12:00:00+08:00")
	_, err := limits.Cap{Max: money("1 JPY")}.Headroom(limits.Query{Currency: limits.CNY, At: at})
	var mismatch *limits.CurrencyMismatchError
	if !errors.As(err, &mismatch) || *mismatch != (limits.CurrencyMismatchError{Got: limits.JPY, Want: limits.CNY}) {
		t.Errorf("got %v", err)
	}
	_, err = dailyCap("1 CNY").Headroom(limits.Query{Currency: limits.CNY, At: at, Usage: limits.Usage{dayCounter: {Amount: money("-2 CNY")}}})
	var usage *limits.UsageError
	if !errors.As(err, &usage) || *usage != (limits.UsageError{Counter: dayCounter, Used: limits.Used{Amount: money("-2 CNY")}, Field: "Amount"}) {
		t.Errorf("got %v", err)
	}
}

func TestCapValidate(t *testing.T) {
	total := dailyCap("500 CNY")
	change := func(change func(*limits.Cap)) limits.Cap {
		c := total
		change(&c)
		return c
	}
	long := strings.Repeat("x", 1000)
	for _, tt := range []struct {
		name string
		cap  limits.Cap
		want *limits.CapError
	}{
		{"zero", limits.Cap{}, nil},
		{"one payment", limits.Cap{Max: money("300 CNY")}, nil},
		{"nothing may be paid", limits.Cap{Max: money("0 CNY")}, nil},
		{"equal bounds", limits.Cap{Min: money("1 CNY"), Max: money("1 CNY")}, nil},
		{"a total", total, nil},
		{"a total with subjects", change(func(c *limits.Cap) { c.Per = []limits.Subject{limits.Buyer, limits.Merchant} }), nil},
		{
			"negative minimum", limits.Cap{Min: money("-0.01 CNY")},
			&limits.CapError{Field: "Min", Value: "-0.01 CNY", Want: "an amount of zero or more"},
		},
		{
			"negative maximum", limits.Cap{Max: money("-0.01 CNY")},
			&limits.CapError{Field: "Max", Value: "-0.01 CNY", Want: "an amount of zero or more"},
		},
		{
			"two currencies", limits.Cap{Min: money("1 CNY"), Max: money("1 JPY")},
			&limits.CapError{Field: "Max", Value: "1 JPY", Want: "the currency of Min, CNY"},
		},
		{
			"minimum above maximum", limits.Cap{Min: money("1.01 CNY"), Max: money("1 CNY")},
			&limits.CapError{Field: "Min", Value: "1.01 CNY", Want: "at most Max, 1.00 CNY"},
		},
		{
			"window not valid", change(func(c *limits.Cap) { c.Window = limits.Day(1) }),
			&limits.CapError{Field: "Window", Value: "Day(1ns)", Want: "an offset of whole minutes, less than 24 hours in size, such as 8*time.Hour"},
		},
		{
			"counter without window", change(func(c *limits.Cap) { c.Window = limits.Window{} }),
			&limits.CapError{Field: "Window", Want: "a window for counter shop.day"},
		},
		{
			"window without counter", change(func(c *limits.Cap) { c.Counter = "" }),
			&limits.CapError{Field: "Counter", Want: "a counter for the total over day+08:00"},
		},
		{
			"total without maximum", change(func(c *limits.Cap) { c.Max = limits.Money{} }),
			&limits.CapError{Field: "Max", Want: "a maximum in amount, in number of payments, or both for counter shop.day"},
		},
		{"total of a count alone", change(func(c *limits.Cap) { c.Max, c.MaxCount = limits.Money{}, 3 }), nil},
		{"total of an amount and a count", change(func(c *limits.Cap) { c.MaxCount = 3 }), nil},
		{
			"negative count", change(func(c *limits.Cap) { c.MaxCount = -11 }),
			&limits.CapError{Field: "MaxCount", Value: "-11", Want: "a number of payments, or zero for no bound"},
		},
		{
			"count without total", limits.Cap{MaxCount: 3},
			&limits.CapError{Field: "MaxCount", Value: "3", Want: "no count, as there is no counter"},
		},
		{
			"subjects without total", limits.Cap{Max: money("1 CNY"), Per: []limits.Subject{limits.Buyer}},
			&limits.CapError{Field: "Per", Value: "buyer", Want: "no subjects, as there is no counter"},
		},
		{
			"a subject twice", change(func(c *limits.Cap) { c.Per = []limits.Subject{limits.Buyer, limits.Merchant, limits.Buyer} }),
			&limits.CapError{Field: "Per", Value: "buyer", Want: "each subject once"},
		},
		{
			"a subject without a name", change(func(c *limits.Cap) { c.Per = []limits.Subject{""} }),
			&limits.CapError{Field: "Per", Want: "the name of a subject"},
		},
		{"as many subjects as there may be", change(func(c *limits.Cap) { c.Per = subjects(16) }), nil},
		{
			"a subject too many", change(func(c *limits.Cap) { c.Per = subjects(17) }),
			&limits.CapError{Field: "Per", Value: "17 subjects", Want: "at most 16"},
		},
		{
			"subjects too many, one of them twice", change(func(c *limits.Cap) { c.Per = slices.Repeat(subjects(2), 10) }),
			&limits.CapError{Field: "Per", Value: "20 subjects", Want: "at most 16"},
		},
		{
			"a long name", change(func(c *limits.Cap) { c.Counter, c.Window = limits.Counter(long), limits.Window{} }),
			&limits.CapError{Field: "Window", Want: "a window for counter " + long[:48] + "..."},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got *limits.CapError
			if err := tt.cap.Validate(); err != nil && !errors.As(err, &got) {
				t.Fatalf("got %v, want a CapError", err)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("Validate (-want +got):\n%s", diff)
			}
		})
	}
}

// subjects are so many, all different.
func subjects(n int) []limits.Subject {
	all := make([]limits.Subject, n)
	for i := range all {
		all[i] = limits.Subject("s" + strconv.Itoa(i))
	}
	return all
}

func TestCapCurrency(t *testing.T) {
	for _, tt := range []struct {
		name string
		cap  limits.Cap
		want limits.Currency
	}{
		{"none", limits.Cap{}, 0},
		{"minimum", limits.Cap{Min: money("1 JPY")}, limits.JPY},
		{"maximum", limits.Cap{Max: money("1 KWD")}, limits.KWD},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.cap.Currency(); got != tt.want {
				t.Errorf("got %v, want %v", got, tt.want)
			}
		})
	}
}

// A cap that says only half of what makes a total is not meant, but is still no
// cap on one payment.
func TestCapIsTotal(t *testing.T) {
	for _, tt := range []struct {
		name string
		cap  limits.Cap
		want bool
	}{
		{"no bounds", limits.Cap{}, false},
		{"one payment", limits.Cap{Min: money("1 CNY"), Max: money("2 CNY")}, false},
		{"window and counter", dailyCap("500 CNY"), true},
		{"a window alone", limits.Cap{Max: money("1 CNY"), Window: limits.Day(china)}, true},
		{"a counter alone", limits.Cap{Max: money("1 CNY"), Counter: dayCounter}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.cap.IsTotal(); got != tt.want {
				t.Errorf("IsTotal() = %v, want %v", got, tt.want)
			}
		})
	}
}
