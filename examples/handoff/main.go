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

// provider is how a payment provider counts amounts, where that differs from ISO 4217.
type provider struct {
	name       string
	places     map[string]int // decimal places, by currency
	endsInZero bool           // the last of three places must be 0
}

// Each list is as its source has it.
var (
	// https://docs.adyen.com/development-resources/currency-codes
	adyen = provider{name: "Adyen", places: map[string]int{"CLP": 2, "CVE": 0, "IDR": 0, "ISK": 2}}

	// https://docs.stripe.com/currencies: ISK and UGX keep two places for compatibility, MGA is in
	// the list of those without any, and the last digit of currencies of three places must be 0.
	stripe = provider{name: "Stripe", places: map[string]int{"ISK": 2, "MGA": 0, "UGX": 2}, endsInZero: true}
)

// units returns an amount in the provider's units. An amount that has more places than the
// provider takes is an error: nothing is rounded.
func (p *provider) units(m limits.Money) (int64, error) {
	minor, own := m.Minor(), m.Currency().Digits()
	if p.endsInZero && own == 3 && minor%10 != 0 {
		return 0, fmt.Errorf("%s has more than 2 decimal places", m)
	}
	places, differs := p.places[m.Currency().String()]
	if !differs {
		return minor, nil
	}
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
	for _, amount := range []string{
		"300.01 CNY", "500 JPY", "500 ISK", "500 UGX", "7000.00 IDR", "7000.50 IDR", "1.500 KWD", "1.505 KWD",
	} {
		m := limits.MustParseMoney(amount)
		for _, p := range []*provider{&adyen, &stripe} {
			n, err := p.units(m)
			if err != nil {
				fmt.Printf("%-11s refused       %v\n", p.name, err)
				continue
			}
			fmt.Printf("%-11s %-12s  %d\n", p.name, m, n)
		}
	}
}
