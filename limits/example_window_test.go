package limits_test

import (
	"encoding/json"
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
)

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
	fmt.Println("resets", until)
	// Output: resets 2024-02-29 16:00:00 +0000 UTC
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
	// limits: cannot read "day": want a zone of hours and minutes after it, from -23:59 to +23:59, such as "day+08:00"
}

// Midnight in China begins the next day's total.
func ExampleDay() {
	midnight := time.Date(2024, 9, 12, 16, 0, 0, 0, time.UTC)
	for _, at := range []time.Time{midnight.Add(-1), midnight} {
		from, _ := limits.Day(8 * time.Hour).Span(at)
		fmt.Println("the day from", from.Format(time.RFC3339))
	}
	// Output:
	// the day from 2024-09-11T16:00:00Z
	// the day from 2024-09-12T16:00:00Z
}

func ExampleWindow_IsValid() {
	fmt.Println("one payment:", limits.Window{}.IsValid())
	fmt.Println("50 years:", limits.Rolling(50*365*24*time.Hour).IsValid())
	fmt.Println("no length:", limits.Rolling(0).IsValid())
	fmt.Println("a zone of 24 hours:", limits.Day(24*time.Hour).IsValid())
	// Output:
	// one payment: true
	// 50 years: true
	// no length: false
	// a zone of 24 hours: false
}

// Without a window a cap bounds one payment by itself.
func ExampleWindow_IsZero() {
	single := limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}
	fmt.Println(single.Window.IsZero(), limits.Lifetime().IsZero())
	// Output: true false
}

// The last 24 hours are not a day.
func ExampleWindow_IsRolling() {
	fmt.Println(limits.Rolling(24*time.Hour).IsRolling(), limits.Day(8*time.Hour).IsRolling())
	// Output: true false
}

// A day in China is not one in UTC: their totals differ.
func ExampleWindow_Equal() {
	day := limits.Day(8 * time.Hour)
	fmt.Println(day.Equal(limits.Day(480*time.Minute)), day.Equal(limits.Day(0)))
	// Output: true false
}

func ExampleWindow_String() {
	for _, w := range []limits.Window{
		{}, limits.Day(8 * time.Hour), limits.Rolling(90 * time.Minute), limits.Lifetime(), limits.Rolling(0),
	} {
		fmt.Printf("%q\n", w)
	}
	// Output:
	// ""
	// "day+08:00"
	// "rolling:1h30m"
	// "lifetime"
	// "invalid window"
}

func ExampleWindow_MarshalText() {
	text, err := limits.Month(8 * time.Hour).MarshalText()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s\n", text)

	_, err = limits.Rolling(time.Second / 2).MarshalText()
	fmt.Println(err != nil)
	// Output:
	// month+08:00
	// true
}

// A day without its zone is an error, and the window stays as it was.
func ExampleWindow_UnmarshalText() {
	var rule struct{ Window limits.Window }
	fmt.Println(json.Unmarshal([]byte(`{"window": "day+08:00"}`), &rule), rule.Window)
	fmt.Println(json.Unmarshal([]byte(`{"window": "day"}`), &rule) != nil, rule.Window)
	// Output:
	// <nil> day+08:00
	// true day+08:00
}
