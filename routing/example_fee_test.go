package routing_test

import (
	"fmt"
	"log"
	"time"

	"github.com/shopspring/decimal"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// withFee adds the fee of a foreign card: 3 % of all of it, above 200 yuan.
func withFee(amount limits.Money) limits.Money {
	if amount.Decimal().LessThanOrEqual(decimal.NewFromInt(200)) {
		return amount
	}
	gross, err := limits.NewMoney(amount.Decimal().Mul(decimal.RequireFromString("1.03")).Round(2), amount.Currency())
	if err != nil {
		log.Fatal(err)
	}
	return gross
}

// A foreign card costs a fee, and its bound is on what is paid with the fee: what is
// offered for the price may not be offered for the whole.
func ExampleRouter_Route_fee() {
	evidence := methods.Evidence{Sources: []string{"contract"}}
	router := routing.MustCompile(routing.Catalog{
		Sources:      []methods.Source{{ID: "contract", Title: "Our contract with the wallet"}},
		Methods:      []methods.Method{{ID: "foreign_card"}},
		Platforms:    []routing.PlatformInfo{{ID: "shop"}},
		Availability: []methods.Availability{{ID: "foreign_card.live", Method: "foreign_card", Status: methods.StatusLive, Evidence: evidence}},
		Limits: []routing.LimitRule{{
			ID: "foreign_card.single", Limit: limits.Cap{Max: limits.MustParseMoney("3000.00 CNY")}, Evidence: evidence,
		}},
	})
	for _, price := range []string{"150.00 CNY", "2900.00 CNY", "2950.00 CNY"} {
		order := routing.Order{Platform: "shop", Amount: limits.MustParseMoney(price), At: time.Date(2026, 11, 11, 20, 0, 0, 0, time.UTC)}
		listed, err := router.Route(order)
		if err != nil {
			log.Fatal(err)
		}
		if _, ok := listed.Offer("foreign_card"); !ok {
			continue // not even without the fee
		}
		order.Amount, order.Allow = withFee(order.Amount), []methods.ID{"foreign_card"}
		final, err := router.Route(order) // the decision that holds
		if err != nil {
			log.Fatal(err)
		}
		if why, excluded := final.Why("foreign_card"); excluded {
			fmt.Printf("%s: %s\n", price, why.Reasons[0].Text().EN)
			continue
		}
		fmt.Printf("%s: pay and reserve %s\n", price, final.Amount())
	}
	// Output:
	// 150.00 CNY: pay and reserve 150.00 CNY
	// 2900.00 CNY: pay and reserve 2987.00 CNY
	// 2950.00 CNY: ¥3,038.50 is ¥38.50 over the ¥3,000.00 single-payment limit
}
