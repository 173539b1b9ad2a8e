package limits_test

import (
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
)

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

func ExampleBetween() {
	fmt.Println(limits.Between(limits.MustParseMoney("0.01 CNY"), limits.MustParseMoney("300 CNY")))
	fmt.Println(limits.Between(limits.MustParseMoney("0.01 CNY"), limits.MustParseMoney("300 JPY")))
	// Output:
	// 0.01 CNY to 300.00 CNY
	// nothing
}

func ExampleHeadroom_WithReset() {
	midnight := time.Date(2024, 9, 12, 16, 0, 0, 0, time.UTC)
	room := limits.AtMost(limits.MustParseMoney("80.00 CNY")).WithReset(midnight)
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

func ExampleHeadroom_Min() {
	least, ok := limits.AtLeast(limits.MustParseMoney("0.01 CNY")).Min()
	fmt.Println(least, ok)
	_, ok = limits.AtMost(limits.MustParseMoney("300.00 CNY")).Min()
	fmt.Println(ok)
	// Output:
	// 0.01 CNY true
	// false
}

// The bound is the last amount that is allowed.
func ExampleHeadroom_Max() {
	room := limits.AtMost(limits.MustParseMoney("300.00 CNY"))
	most, ok := room.Max()
	fmt.Println(most, ok, room.Allows(most))
	_, ok = limits.Headroom{}.Max()
	fmt.Println(ok)
	// Output:
	// 300.00 CNY true true
	// false
}

// A daily total resets, a lifetime's never does.
func ExampleHeadroom_Resets() {
	for _, window := range []limits.Window{limits.Day(8 * time.Hour), limits.Lifetime()} {
		total := limits.Cap{Max: limits.MustParseMoney("500.00 CNY"), Window: window, Counter: "total"}
		room, err := total.Headroom(limits.Query{
			Currency: limits.CNY,
			At:       time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC),
			Usage:    limits.Usage{"total": {Amount: limits.MustParseMoney("420.00 CNY")}},
		})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(room.Resets())
	}
	// Output:
	// 2024-09-12 16:00:00 +0000 UTC true
	// 0001-01-01 00:00:00 +0000 UTC false
}

func ExampleHeadroom_Currency() {
	fmt.Println(limits.AtMost(limits.MustParseMoney("300.00 CNY")).Currency())
	fmt.Println(limits.Headroom{}.Currency())
	// Output:
	// CNY
	// invalid currency
}

// Room for exactly nothing is still room; less is none.
func ExampleHeadroom_IsEmpty() {
	for _, left := range []string{"0.00 CNY", "-0.01 CNY"} {
		fmt.Println(left, limits.AtMost(limits.MustParseMoney(left)).IsEmpty())
	}
	// Output:
	// 0.00 CNY false
	// -0.01 CNY true
}

// When the bound resets is part of what is compared.
func ExampleHeadroom_Equal() {
	room := limits.AtMost(limits.MustParseMoney("80.00 CNY"))
	midnight := time.Date(2024, 9, 12, 16, 0, 0, 0, time.UTC)
	fmt.Println(room.Equal(limits.AtMost(limits.MustParseMoney("80 CNY"))), room.Equal(room.WithReset(midnight)))
	// Output: true false
}

func ExampleHeadroom_String() {
	fmt.Println(limits.Headroom{})
	fmt.Println(limits.AtMost(limits.MustParseMoney("300.00 CNY")))
	fmt.Println(limits.AtMost(limits.MustParseMoney("-0.01 CNY")))
	// Output:
	// any amount
	// at most 300.00 CNY
	// nothing
}
