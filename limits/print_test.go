package limits_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
)

// What a value does not state is left out of what it prints.
func TestCapString(t *testing.T) {
	friends := limits.Cap{
		Max: money("500 CNY"), MaxCount: 3, Window: limits.Day(china), Counter: "friend_pay.day",
		Per: []limits.Subject{limits.Buyer},
	}
	change := func(change func(*limits.Cap)) limits.Cap {
		c := friends
		change(&c)
		return c
	}
	for _, tt := range []struct {
		name string
		cap  limits.Cap
		want string
	}{
		{"nothing", limits.Cap{}, "unbounded"},
		{"a maximum", limits.Cap{Max: money("300 CNY")}, "at most 300.00 CNY per payment"},
		{"a minimum", limits.Cap{Min: money("0.01 CNY")}, "at least 0.01 CNY per payment"},
		{"both", limits.Cap{Min: money("0.01 CNY"), Max: money("300 CNY")}, "0.01 CNY to 300.00 CNY per payment"},
		{"an amount and a count", friends, `at most 500.00 CNY and 3 payments in day+08:00, "friend_pay.day" per buyer`},
		{"an amount", change(func(c *limits.Cap) { c.MaxCount = 0 }), `at most 500.00 CNY in day+08:00, "friend_pay.day" per buyer`},
		{"a count", change(func(c *limits.Cap) { c.Max, c.MaxCount = limits.Money{}, 1 }), `at most 1 payment in day+08:00, "friend_pay.day" per buyer`},
		{"nobody's", change(func(c *limits.Cap) { c.Per = nil }), `at most 500.00 CNY and 3 payments in day+08:00, "friend_pay.day"`},
		{"a buyer's with a merchant", change(func(c *limits.Cap) {
			c.Per = []limits.Subject{limits.Buyer, limits.Merchant, "card"}
		}), `at most 500.00 CNY and 3 payments in day+08:00, "friend_pay.day" per buyer and merchant and card`},
		{"a minimum and a total", change(func(c *limits.Cap) { c.Min, c.MaxCount, c.Per = money("1 CNY"), 0, nil }),
			`at least 1.00 CNY per payment; at most 500.00 CNY in day+08:00, "friend_pay.day"`},
		{"a total without a bound", limits.Cap{Window: limits.Day(1), Counter: "day"}, `unbounded in invalid window, "day"`},
		{"a counter that would change the terminal", limits.Cap{MaxCount: 2, Window: limits.Lifetime(), Counter: "\x1b[31m"},
			`at most 2 payments in lifetime, "\x1b[31m"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := fmt.Sprint(tt.cap); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestRefusalString(t *testing.T) {
	at := instant(t, "2024-09-12T12:00:00+08:00")
	usage := limits.Usage{dayCounter: limits.NewUsed(money("420 CNY"), 3)}
	refusals, err := limits.Fit(money("300.01 CNY"), at, usage, limits.Cap{Max: money("300 CNY")}, threeADay(money("500 CNY")), dailyCap("500 CNY"))
	if err != nil || len(refusals) != 3 {
		t.Fatalf("Fit: %v, %v, want three refusals", refusals, err)
	}
	for i, want := range []string{
		"at most 300.00 CNY per payment; leaves at most 300.00 CNY",
		`at most 500.00 CNY and 3 payments in day+08:00, "shop.day"; used 420.00 CNY in 3 payments; leaves nothing until 2024-09-12T16:00:00Z`,
		`at most 500.00 CNY in day+08:00, "shop.day"; used 420.00 CNY in 3 payments; leaves at most 80.00 CNY until 2024-09-12T16:00:00Z`,
	} {
		if got := refusals[i].String(); got != want {
			t.Errorf("got  %s\nwant %s", got, want)
		}
	}
}

func TestGoSource(t *testing.T) {
	for _, tt := range []struct {
		value any
		want  string
	}{
		{limits.Window{}, "limits.Window{}"},
		{limits.Day(china), "limits.Day(8*time.Hour)"},
		{limits.Day(0), "limits.Day(0)"},
		{limits.Week(time.Sunday, -(9*time.Hour + 30*time.Minute)), "limits.Week(time.Sunday, -570*time.Minute)"},
		{limits.Month(-12 * time.Hour), "limits.Month(-12*time.Hour)"},
		{limits.Quarter(14 * time.Hour), "limits.Quarter(14*time.Hour)"},
		{limits.Year(china), "limits.Year(8*time.Hour)"},
		{limits.Rolling(90 * time.Second), "limits.Rolling(90*time.Second)"},
		{limits.Lifetime(), "limits.Lifetime()"},
		{limits.Day(1), "limits.Day(1)"},
		{limits.Week(9, -24*time.Hour), "limits.Week(9, -24*time.Hour)"},
		{limits.Week(time.Friday, time.Second), "limits.Week(time.Friday, 1*time.Second)"},
		{limits.Rolling(0), "limits.Rolling(0)"},
		{limits.Rolling(1500 * time.Millisecond), "limits.Rolling(1500000000)"},
		{limits.Used{}, "limits.Used{}"},
		{limits.Used{Amount: money("420 CNY")}, `limits.Used{Amount: limits.MustParseMoney("420.00 CNY")}`},
		{limits.NewUsed(money("420 CNY"), 3), `limits.NewUsed(limits.MustParseMoney("420.00 CNY"), 3)`},
		{limits.CountOnly(0), "limits.CountOnly(0)"},
	} {
		if got := fmt.Sprintf("%#v", tt.value); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
}

func ExampleCap_String() {
	fmt.Println(limits.Cap{Min: limits.MustParseMoney("0.01 CNY"), Max: limits.MustParseMoney("300.00 CNY")})
	fmt.Println(limits.Cap{
		MaxCount: 3, Window: limits.Week(time.Monday, 8*time.Hour), Counter: "friend_pay.week",
		Per: []limits.Subject{limits.Buyer},
	})
	// Output:
	// 0.01 CNY to 300.00 CNY per payment
	// at most 3 payments in week+08:00, "friend_pay.week" per buyer
}

func ExampleRefusal_String() {
	daily := limits.Cap{Max: limits.MustParseMoney("500.00 CNY"), Window: limits.Day(8 * time.Hour), Counter: "static_code.day"}
	refusals, err := limits.Fit(
		limits.MustParseMoney("80.01 CNY"), time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC),
		limits.Usage{"static_code.day": {Amount: limits.MustParseMoney("420.00 CNY")}}, daily,
	)
	for _, r := range refusals {
		fmt.Println(r, err)
	}
	// Output:
	// at most 500.00 CNY in day+08:00, "static_code.day"; used 420.00 CNY; leaves at most 80.00 CNY until 2024-09-12T16:00:00Z <nil>
}

func ExampleUsed_GoString() {
	fmt.Printf("%#v\n", limits.CountOnly(3))
	// Output: limits.CountOnly(3)
}

func ExampleWindow_GoString() {
	fmt.Printf("%#v\n", limits.Week(time.Monday, 8*time.Hour))
	// Output: limits.Week(time.Monday, 8*time.Hour)
}
