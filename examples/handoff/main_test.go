package main

import (
	"testing"

	"github.com/paymux/paymux/limits"
)

func Example() {
	main()
	// Output:
	// WeChat Pay  amount.total  30001
	// Alipay      total_amount  "300.01"
	// Adyen       300.01 CNY    30001
	// Stripe      300.01 CNY    30001
	// Adyen       500 JPY       500
	// Stripe      500 JPY       500
	// Adyen       500 ISK       50000
	// Stripe      500 ISK       50000
	// Adyen       500 UGX       500
	// Stripe      500 UGX       50000
	// Adyen       7000.00 IDR   7000
	// Stripe      7000.00 IDR   700000
	// Adyen       refused       7000.50 IDR has more than 0 decimal places
	// Stripe      7000.50 IDR   700050
	// Adyen       1.500 KWD     1500
	// Stripe      1.500 KWD     1500
	// Adyen       1.505 KWD     1505
	// Stripe      refused       1.505 KWD has more than 2 decimal places
}

// What is listed as different does differ from what package limits has.
func TestDifferencesAreDifferent(t *testing.T) {
	for _, p := range []*provider{&adyen, &stripe} {
		for code, places := range p.places {
			c, err := limits.ParseCurrency(code)
			if err != nil {
				t.Fatal(err)
			}
			if c.Digits() == places {
				t.Errorf("%s: %s has %d places by ISO 4217 as well", p.name, code, places)
			}
		}
	}
}

func TestUnitsEndWithInt64(t *testing.T) {
	most, err := limits.MoneyFromMinor(limits.MaxMinor, mustCurrency(t, "ISK"))
	if err != nil {
		t.Fatal(err)
	}
	if n, err := adyen.units(most); err == nil {
		t.Errorf("%s is %d, want an error", most, n)
	}
}

func mustCurrency(t *testing.T, code string) limits.Currency {
	t.Helper()
	c, err := limits.ParseCurrency(code)
	if err != nil {
		t.Fatal(err)
	}
	return c
}
