package limits_test

import (
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
)

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

	query.Usage = limits.Usage{"static_code.day": {Amount: limits.MustParseMoney("500.01 CNY")}}
	room, err := daily.Headroom(query)
	if err != nil {
		log.Fatal(err)
	}
	left, _ := room.Max()
	fmt.Println(room.IsEmpty(), left)
	// Output:
	// limits: usage of counter "static_code.day" is not given: want what its total has reached
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

// Only a total needs to be told what has been paid.
func ExampleCap_IsTotal() {
	single := limits.Cap{Max: limits.MustParseMoney("300.00 CNY")}
	daily := limits.Cap{
		Max:     limits.MustParseMoney("500.00 CNY"),
		Window:  limits.Day(8 * time.Hour),
		Counter: "static_code.day",
	}
	fmt.Println(single.IsTotal(), daily.IsTotal())
	// Output: false true
}

func ExampleCap_Currency() {
	smallest := limits.Cap{Min: limits.MustParseMoney("0.01 CNY")}
	fmt.Println(smallest.Currency(), limits.Cap{}.Currency().IsValid())
	// Output: CNY false
}
