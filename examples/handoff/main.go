// Handoff writes an amount as payment providers take it: as a number of minor units or as
// text, and in their own units where these are not those of ISO 4217. Which they are is
// each provider's to say, so the list is here and not in package limits.
//
//	go run ./examples/handoff
package main

import (
	"fmt"
	"math"

	"github.com/paymux/paymux/limits"
)

// differences are the currencies that a provider counts in other units than ISO 4217, with
// the decimal places that it takes. Each list is as its source has it.
var (
	// https://docs.adyen.com/development-resources/currency-codes
	adyen = map[string]int{"CLP": 2, "CVE": 0, "IDR": 0, "ISK": 2}

	// https://docs.stripe.com/currencies: ISK keeps two places for compatibility, and MGA is
	// in the list of those without any.
	stripe = map[string]int{"ISK": 2, "MGA": 0}
)

// units returns an amount in a provider's units. An amount that has more places than the
// provider takes is an error: nothing is rounded.
func units(m limits.Money, differences map[string]int) (int64, error) {
	places, differs := differences[m.Currency().String()]
	if !differs {
		return m.Minor(), nil
	}
	minor, own := m.Minor(), m.Currency().Digits()
	for ; own < places; own++ {
		if minor > math.MaxInt64/10 || minor < math.MinInt64/10 {
			return 0, fmt.Errorf("%s is too large", m)
		}
		minor *= 10
	}
	for ; own > places; own-- {
		if minor%10 != 0 {
			return 0, fmt.Errorf("%s has more than %d decimal places", m, places)
		}
		minor /= 10
	}
	return minor, nil
}

func main() {
	yuan := limits.MustParseMoney("300.01 CNY")
	fmt.Printf("WeChat Pay  amount.total  %d\n", yuan.Minor())  // fen
	fmt.Printf("Alipay      total_amount  %q\n", yuan.Number()) // yuan
	for _, amount := range []string{"300.01 CNY", "500 JPY", "500 ISK", "7000.00 IDR", "7000.50 IDR", "1.500 KWD"} {
		m := limits.MustParseMoney(amount)
		for _, provider := range []struct {
			name        string
			differences map[string]int
		}{{"Adyen", adyen}, {"Stripe", stripe}} {
			n, err := units(m, provider.differences)
			if err != nil {
				fmt.Printf("%-11s refused       %v\n", provider.name, err)
				continue
			}
			fmt.Printf("%-11s %-12s  %d\n", provider.name, m, n)
		}
	}
}
