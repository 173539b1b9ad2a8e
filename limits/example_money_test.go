package limits_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"

	"github.com/shopspring/decimal"

	"github.com/paymux/paymux/limits"
)

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

func ExampleMoneyFromMinor() {
	m, err := limits.MoneyFromMinor(30001, limits.CNY)
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
	// limits: got an amount in JPY, want CNY: amounts are not converted
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

func ExampleMoney_Decimal() {
	each := limits.MustParseMoney("100.00 CNY").Decimal().Div(decimal.NewFromInt(8))
	fmt.Println(each)
	// Output: 12.5
}

// The zero Money is no amount at all, and so differs from one of zero.
func ExampleMoney_IsValid() {
	var missing limits.Money
	free := limits.MustParseMoney("0.00 CNY")
	fmt.Println(missing.IsValid(), free.IsValid(), missing == free)
	// Output: false true false
}

// Wallets are told an amount in minor units. How many make a major one depends on
// the currency.
// The same amount for two wallets: WeChat Pay wants fen, Alipay yuan as text.
func ExampleMoney_Number() {
	amount := limits.MustParseMoney("300.01 CNY")
	fmt.Println("total:", amount.Minor())
	fmt.Println("total_amount:", amount.Number())
	fmt.Println(limits.MustParseMoney("300 JPY").Number(), limits.MustParseMoney("0.005 KWD").Number())
	// Output:
	// total: 30001
	// total_amount: 300.01
	// 300 0.005
}

func ExampleMoney_Minor() {
	for _, price := range []string{"300.01 CNY", "300 JPY", "1.500 KWD"} {
		fmt.Println(limits.MustParseMoney(price).Minor())
	}
	// Output:
	// 30001
	// 300
	// 1500
}

func ExampleMoney_Currency() {
	fmt.Println(limits.MustParseMoney("299.00 CNY").Currency())
	fmt.Println(limits.Money{}.Currency())
	// Output:
	// CNY
	// invalid currency
}

// A voucher of more than the price leaves nothing to pay.
func ExampleMoney_Sign() {
	left, err := limits.MustParseMoney("80.00 CNY").Sub(limits.MustParseMoney("100.00 CNY"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(left.Sign(), limits.MustParseMoney("0.01 CNY").Sign())
	// Output: -1 1
}

func ExampleMoney_Equal() {
	price := limits.MustParseMoney("300.00 CNY")
	fmt.Println(price.Equal(limits.MustParseMoney("300 CNY")))
	fmt.Println(price.Equal(limits.MustParseMoney("300 JPY")))
	// Output:
	// true
	// false
}

func ExampleMoney_String() {
	fmt.Println(limits.MustParseMoney("299.5 CNY"))
	fmt.Println(limits.MustParseMoney("300 JPY"))
	fmt.Println(limits.Money{})
	// Output:
	// 299.50 CNY
	// 300 JPY
	// invalid money
}

func ExampleMoney_GoString() {
	fmt.Printf("%#v\n", limits.MustParseMoney("300 CNY"))
	fmt.Printf("%#v\n", limits.Money{})
	// Output:
	// limits.MustParseMoney("300.00 CNY")
	// limits.Money{}
}

// An amount is a string in JSON. One that is missing is empty, or left out by
// omitzero.
func ExampleMoney_AppendText() {
	line, err := limits.MustParseMoney("300 CNY").AppendText([]byte("total: "))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(line))
	// Output: total: 300.00 CNY
}

func ExampleMoney_MarshalText() {
	text, err := json.Marshal(struct {
		Total    limits.Money `json:"total"`
		Shipping limits.Money `json:"shipping"`
		Discount limits.Money `json:"discount,omitzero"`
	}{Total: limits.MustParseMoney("300 CNY")})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(text))
	// Output: {"total":"300.00 CNY","shipping":""}
}

// What is too precise is an error, not rounded, and the amount stays as it was.
func ExampleMoney_UnmarshalText() {
	var cart struct{ Total limits.Money }
	fmt.Println(json.Unmarshal([]byte(`{"total": "300 CNY"}`), &cart), cart.Total)
	fmt.Println(json.Unmarshal([]byte(`{"total": "300.001 CNY"}`), &cart), cart.Total)
	// Output:
	// <nil> 300.00 CNY
	// limits: 300.001 CNY is too precise: want at most the 2 decimal places of CNY 300.00 CNY
}
