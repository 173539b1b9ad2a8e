package limits_test

import (
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/shopspring/decimal"

	"github.com/paymux/paymux/limits"
)

// At most 300 yuan a payment, and at most 500 a day, of which 420 are paid.
func Example() {
	single := limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}
	daily := limits.Cap{
		Max:     limits.MustParseMoney("500.00 CNY"),
		Window:  limits.Day(8 * time.Hour),
		Counter: "static_code.day",
	}
	query := limits.Query{
		Currency: limits.CNY,
		At:       time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC),
		Usage:    limits.Usage{"static_code.day": limits.MustParseMoney("420.00 CNY")},
	}
	var room limits.Headroom
	for _, limit := range []limits.Limit{single, daily} {
		left, err := limit.Headroom(query)
		if err != nil {
			log.Fatal(err)
		}
		if room, err = limits.Intersect(room, left); err != nil {
			log.Fatal(err)
		}
	}
	resets, _ := room.Resets()
	fmt.Println(room, "until", resets)
	fmt.Println("80.00:", room.Allows(limits.MustParseMoney("80.00 CNY")))
	fmt.Println("80.01:", room.Allows(limits.MustParseMoney("80.01 CNY")))
	// Output:
	// at most 80.00 CNY until 2024-09-12 16:00:00 +0000 UTC
	// 80.00: true
	// 80.01: false
}

func ExampleNewMoney() {
	price := decimal.RequireFromString("99.90").Mul(decimal.NewFromInt(3))
	total, err := limits.NewMoney(price, limits.CNY)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(total)

	_, err = limits.NewMoney(decimal.RequireFromString("0.001"), limits.CNY)
	fmt.Println(err)
	// Output:
	// 299.70 CNY
	// limits: 0.001 CNY is too precise: want at most the 2 decimal places of CNY
}

func ExampleParseMoney() {
	for _, text := range []string{"299.5 CNY", "300 JPY", "1e9 CNY", "300.001 CNY"} {
		m, err := limits.ParseMoney(text)
		var precision *limits.PrecisionError
		switch {
		case errors.As(err, &precision):
			fmt.Println(precision.Currency, "has", precision.Currency.Digits(), "decimal places")
		case err != nil:
			fmt.Println("refused:", text)
		default:
			fmt.Println(m)
		}
	}
	// Output:
	// 299.50 CNY
	// 300 JPY
	// refused: 1e9 CNY
	// CNY has 2 decimal places
}

func ExampleMustParseMoney() {
	fmt.Println(limits.MustParseMoney("300 CNY") == limits.MustParseMoney("300.00 CNY"))
	// Output: true
}

func ExampleFromMinor() {
	m, err := limits.FromMinor(30001, limits.CNY)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(m)
	// Output: 300.01 CNY
}

func ExampleMoney_Add() {
	sum, err := limits.MustParseMoney("299.99 CNY").Add(limits.MustParseMoney("0.01 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(sum)

	_, err = sum.Add(limits.MustParseMoney("1 JPY"))
	fmt.Println(err)
	// Output:
	// 300.00 CNY
	// limits: amounts in JPY and CNY do not mix: nothing is converted
}

func ExampleMoney_Sub() {
	left, err := limits.MustParseMoney("300.00 CNY").Sub(limits.MustParseMoney("300.01 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(left)
	// Output: -0.01 CNY
}

func ExampleMoney_Compare() {
	c, err := limits.MustParseMoney("300.01 CNY").Compare(limits.MustParseMoney("300.00 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c)
	// Output: 1
}

func ExampleMoney_Amount() {
	each := limits.MustParseMoney("100.00 CNY").Amount().Div(decimal.NewFromInt(8))
	fmt.Println(each)
	// Output: 12.5
}

func ExampleMoney_AppendAmount() {
	fmt.Println(string(limits.MustParseMoney("300 CNY").AppendAmount([]byte("¥"))))
	// Output: ¥300.00
}

func ExampleParseCurrency() {
	c, err := limits.ParseCurrency("KWD")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(c, c.Digits())

	_, err = limits.ParseCurrency("RMB")
	fmt.Println(err)
	// Output:
	// KWD 3
	// limits: unknown currency "RMB": want an active ISO 4217 code in upper case, such as CNY
}

func ExampleCurrencies() {
	without := 0
	for c := range limits.Currencies() {
		if c.Digits() == 0 {
			without++
		}
	}
	fmt.Println(without, "currencies have no decimal places")
	// Output: 17 currencies have no decimal places
}

// The same instant lies in one day in China and in another in UTC.
func ExampleWindow_Span() {
	at := time.Date(2023, 12, 31, 16, 0, 0, 0, time.UTC)
	for _, w := range []limits.Window{limits.Day(8 * time.Hour), limits.Day(0)} {
		from, until := w.Span(at)
		fmt.Println(from.Format(time.RFC3339), until.Format(time.RFC3339))
	}
	// Output:
	// 2023-12-31T16:00:00Z 2024-01-01T16:00:00Z
	// 2023-12-31T00:00:00Z 2024-01-01T00:00:00Z
}

func ExampleMonth() {
	_, until := limits.Month(8 * time.Hour).Span(time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC))
	fmt.Println("starts anew", until)
	// Output: starts anew 2024-02-29 16:00:00 +0000 UTC
}

func ExampleYear() {
	from, until := limits.Year(8 * time.Hour).Span(time.Date(2024, 2, 29, 12, 0, 0, 0, time.UTC))
	fmt.Println(until.Sub(from).Hours()/24, "days")
	// Output: 366 days
}

func ExampleRolling() {
	from, _ := limits.Rolling(24 * time.Hour).Span(time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC))
	fmt.Println("counts from", from)
	// Output: counts from 2024-02-29 12:00:00 +0000 UTC
}

func ExampleLifetime() {
	from, until := limits.Lifetime().Span(time.Date(2024, 3, 1, 12, 0, 0, 0, time.UTC))
	fmt.Println(from.IsZero(), until.IsZero())
	// Output: true true
}

func ExampleParseWindow() {
	w, err := limits.ParseWindow("day+08:00")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(w == limits.Day(8*time.Hour))

	_, err = limits.ParseWindow("day")
	fmt.Println(err)
	// Output:
	// true
	// limits: cannot read "day": want "" (one payment), "day+08:00", "month+08:00", "year+08:00", "rolling:24h" or "lifetime"
}

// A total that is not given is not zero.
func ExampleCap_Headroom() {
	daily := limits.Cap{
		Max:     limits.MustParseMoney("500.00 CNY"),
		Window:  limits.Day(8 * time.Hour),
		Counter: "static_code.day",
	}
	query := limits.Query{Currency: limits.CNY, At: time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC)}
	_, err := daily.Headroom(query)
	fmt.Println(err)

	query.Usage = limits.Usage{"static_code.day": limits.MustParseMoney("500.01 CNY")}
	room, err := daily.Headroom(query)
	if err != nil {
		log.Fatal(err)
	}
	left, _ := room.Max()
	fmt.Println(room.IsEmpty(), left)
	// Output:
	// limits: usage of counter "static_code.day" is not given
	// true -0.01 CNY
}

func ExampleCap_Validate() {
	err := limits.Cap{
		Min: limits.MustParseMoney("300.01 CNY"),
		Max: limits.MustParseMoney("300.00 CNY"),
	}.Validate()
	fmt.Println(err)
	// Output: limits: cap has Min "300.01 CNY": want at most Max, 300.00 CNY
}

func ExampleIntersect() {
	room, err := limits.Intersect(
		limits.AtLeast(limits.MustParseMoney("0.01 CNY")),
		limits.AtMost(limits.MustParseMoney("6000.00 CNY")),
		limits.AtMost(limits.MustParseMoney("300.00 CNY")),
	)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(room)
	// Output: 0.01 CNY to 300.00 CNY
}

func ExampleAtMost() {
	fmt.Println(limits.AtMost(limits.MustParseMoney("300 CNY")))
	fmt.Println(limits.AtMost(limits.MustParseMoney("-0.01 CNY")))
	// Output:
	// at most 300.00 CNY
	// nothing
}

func ExampleAtLeast() {
	fmt.Println(limits.AtLeast(limits.MustParseMoney("0.01 CNY")))
	// Output: at least 0.01 CNY
}

func ExampleHeadroom_ResetsAt() {
	midnight := time.Date(2024, 9, 12, 16, 0, 0, 0, time.UTC)
	room := limits.AtMost(limits.MustParseMoney("80.00 CNY")).ResetsAt(midnight)
	at, ok := room.Resets()
	fmt.Println(at, ok)
	// Output: 2024-09-12 16:00:00 +0000 UTC true
}

func ExampleHeadroom_Allows() {
	room := limits.AtMost(limits.MustParseMoney("300.00 CNY"))
	for _, amount := range []string{"300.00 CNY", "300.01 CNY", "300 JPY"} {
		fmt.Println(amount, room.Allows(limits.MustParseMoney(amount)))
	}
	// Output:
	// 300.00 CNY true
	// 300.01 CNY false
	// 300 JPY false
}

// A limit of one's own: a cap, and a smaller one at night in China.
func ExampleLimit() {
	var limit limits.Limit = nightLimit{
		cap:   limits.Cap{Max: limits.MustParseMoney("300.00 CNY")},
		night: limits.MustParseMoney("100.00 CNY"),
	}
	for _, hour := range []int{14, 15} { // 22:00 and 23:00 in China
		room, err := limit.Headroom(limits.Query{
			Currency: limits.CNY,
			At:       time.Date(2024, 9, 12, hour, 0, 0, 0, time.UTC),
		})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(room)
	}
	// Output:
	// at most 300.00 CNY
	// at most 100.00 CNY
}

type nightLimit struct {
	cap   limits.Cap
	night limits.Money
}

func (l nightLimit) Headroom(q limits.Query) (limits.Headroom, error) {
	room, err := l.cap.Headroom(q)
	if err != nil {
		return limits.Headroom{}, err
	}
	if hour := q.At.UTC().Add(8 * time.Hour).Hour(); hour >= 23 || hour < 5 {
		return limits.Intersect(room, limits.AtMost(l.night))
	}
	return room, nil
}
