package limits_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
)

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
	// limits: unknown currency "RMB" (did you mean CNY?): want an ISO 4217 code in upper case, such as CNY
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

// Prices of the past are in currencies of the past.
func ExampleCurrency_Ended() {
	for _, c := range []limits.Currency{limits.HRK, limits.EUR} {
		end, ended := c.Ended()
		fmt.Println(c, ended, end.Format(time.DateOnly))
	}
	// Output:
	// HRK true 2023-01-15
	// EUR false 0001-01-01
}

func ExampleCurrencyError_Suggestion() {
	for _, code := range []string{"RMB", "UDS", "CUY"} {
		_, err := limits.ParseCurrency(code)
		var unknown *limits.CurrencyError
		if errors.As(err, &unknown) {
			meant, ok := unknown.Suggestion()
			fmt.Println(code, ok, meant)
		}
	}
	// Output:
	// RMB true CNY
	// UDS true USD
	// CUY false invalid currency
}

func ExampleCurrency_IsValid() {
	var missing limits.Currency
	fmt.Println(limits.CNY.IsValid(), missing.IsValid())
	// Output: true false
}

func ExampleCurrency_Digits() {
	fmt.Println(limits.CNY.Digits(), limits.JPY.Digits(), limits.KWD.Digits())
	// Output: 2 0 3
}

func ExampleCurrency_String() {
	fmt.Println(limits.CNY)
	fmt.Println(limits.Currency(0))
	// Output:
	// CNY
	// invalid currency
}

func ExampleCurrency_GoString() {
	fmt.Printf("%#v %#v\n", limits.CNY, limits.Currency(0))
	// Output: limits.CNY limits.Currency(0)
}

// The code is also the key of a JSON object.
func ExampleCurrency_MarshalText() {
	text, err := json.Marshal(map[limits.Currency]string{limits.CNY: "¥", limits.HKD: "HK$"})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
	// Output: {"CNY":"¥","HKD":"HK$"}
}

// An empty text is no currency; a code in lower case is an error.
func ExampleCurrency_UnmarshalText() {
	for _, text := range []string{"CNY", "", "cny"} {
		var c limits.Currency
		err := c.UnmarshalText([]byte(text))
		fmt.Printf("%q %#v %v\n", text, c, err)
	}
	// Output:
	// "CNY" limits.CNY <nil>
	// "" limits.Currency(0) <nil>
	// "cny" limits.Currency(0) limits: unknown currency "cny" (did you mean CNY?): want an ISO 4217 code in upper case, such as CNY
}
