package limits_test

import (
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
)

func ExampleCurrencyError_Error() {
	_, err := limits.ParseMoney("300.00 RMB")
	fmt.Println(err)
	// Output: limits: unknown currency "RMB" (did you mean CNY?): want an ISO 4217 code in upper case, such as CNY
}

func ExampleCurrencyMismatchError_Error() {
	_, err := limits.MustParseMoney("300.00 CNY").Sub(limits.MustParseMoney("10.00 HKD"))
	fmt.Println(err)
	// Output: limits: got an amount in HKD, want CNY: amounts are not converted
}

func ExampleSyntaxError_Error() {
	_, err := limits.ParseMoney("CNY 300.00")
	fmt.Println(err)
	// Output: limits: cannot read "CNY 300.00": want digits (no leading zeros, plus sign or exponent), if need be a point and decimal places, one space and a currency code, such as "299.00 CNY"
}

func ExamplePrecisionError_Error() {
	_, err := limits.ParseMoney("300.5 JPY")
	fmt.Println(err)
	// Output: limits: 300.5 JPY is too precise: want a whole number, as JPY has no decimal places
}

func ExampleRangeError_Error() {
	most, err := limits.MoneyFromMinor(limits.MaxMinor, limits.CNY)
	if err != nil {
		log.Fatal(err)
	}
	_, err = most.Add(limits.MustParseMoney("0.01 CNY"))
	fmt.Println(err)
	// Output: limits: 92233720368547758.07 CNY + 0.01 CNY is out of range: want at most 9223372036854775807 minor units in size
}

// A total that is not known, and one that cannot be.
func ExampleUsageError_Error() {
	daily := limits.Cap{
		Max:     limits.MustParseMoney("500.00 CNY"),
		Window:  limits.Day(8 * time.Hour),
		Counter: "static_code.day",
	}
	for _, usage := range []limits.Usage{nil, {"static_code.day": {Amount: limits.MustParseMoney("-0.01 CNY")}}} {
		_, err := daily.Headroom(limits.Query{Currency: limits.CNY, At: time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC), Usage: usage})
		fmt.Println(err)
	}
	// Output:
	// limits: usage of counter "static_code.day" is not given: want what its total has reached
	// limits: usage of counter "static_code.day" is -0.01 CNY: want zero or more
}

func ExampleCapError_Error() {
	err := limits.Cap{
		Max:    limits.MustParseMoney("500.00 CNY"),
		Window: limits.Day(8 * time.Hour),
	}.Validate()
	fmt.Println(err)
	// Output: limits: cap has no Counter: want a counter for the total over day+08:00
}

// A refund is no payment, and neither is an amount that was never set.
func ExampleAmountError_Error() {
	for _, amount := range []limits.Money{limits.MustParseMoney("-299.00 CNY"), {}} {
		_, err := limits.Fit(amount, time.Date(2024, 9, 12, 4, 0, 0, 0, time.UTC), nil)
		fmt.Println(err)
	}
	// Output:
	// limits: cannot pay -299.00 CNY: want an amount of zero or more
	// limits: no amount to pay: want an amount of zero or more
}
