package routing_test

import (
	"fmt"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
)

// The bank settles at night and rests at the weekend; a friend is asked to pay at most
// three times a day.
const nightlyShop = `{
  "name": "night shop", "version": "1", "zone": "+08:00",
  "sources": [{"id": "contract", "title": "Contract with the bank"}], "default_sources": ["contract"],
  "methods": [{"id": "bank_transfer"}, {"id": "friend_pay", "payer": "friend"}],
  "platforms": [{"id": "night_shop"}],
  "availability": [
    {"id": "bank_transfer.live", "method": "bank_transfer", "status": "live",
     "except": [{"hours": [{"until": "00:30"}, {"days": ["sat", "sun"]}]}]},
    {"id": "friend_pay.live", "method": "friend_pay", "status": "live"}],
  "limits": [
    {"id": "friend_pay.day", "methods": ["friend_pay"], "max_count": 3,
     "window": "day", "counter": "friend_pay.day", "per": ["buyer"]}]
}`

// A method is closed every night and at weekends, and a buyer has three payments a day.
func ExampleParseCatalog_hoursAndCounts() {
	catalog, err := routing.ParseCatalog([]byte(nightlyShop))
	if err != nil {
		fmt.Println(err)
		return
	}
	router := routing.MustCompile(catalog)
	for _, order := range []string{
		`{"platform": "night_shop", "amount": "80.00 CNY", "at": "2026-11-26T23:59:59+08:00", "usage": {"friend_pay.day": {"count": 2}}}`,
		`{"platform": "night_shop", "amount": "80.00 CNY", "at": "2026-11-27T00:00:00+08:00", "usage": {"friend_pay.day": {"count": 0}}}`,
		`{"platform": "night_shop", "amount": "80.00 CNY", "at": "2026-11-28T12:00:00+08:00", "usage": {"friend_pay.day": {"count": 3}}}`,
	} {
		o, err := routing.ParseOrder([]byte(order))
		if err != nil {
			fmt.Println(err)
			return
		}
		decision, err := router.Route(o)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(o.At.Format("Monday 15:04:05"))
		for _, offer := range decision.Offers() {
			fmt.Println(" ", offer.Method)
		}
		for _, e := range decision.Excluded() {
			fmt.Println("  not", e.Method)
			fmt.Println("   ", e.Reasons[0].Text().EN)
			fmt.Println("   ", e.Reasons[0].Remedy.Text().EN)
		}
	}
	// Output:
	// Thursday 23:59:59
	//   bank_transfer
	//   friend_pay
	// Friday 00:00:00
	//   friend_pay
	//   not bank_transfer
	//     Not available from 00:00 to 00:30 and on Saturdays and Sundays
	//     Wait until 2026-11-27 00:30 UTC+08:00
	// Saturday 12:00:00
	//   not bank_transfer
	//     Not available from 00:00 to 00:30 and on Saturdays and Sundays
	//     Wait until 2026-11-30 00:30 UTC+08:00
	//   not friend_pay
	//     The daily limit of 3 payments is reached; the full limit is available again by 2026-11-29 00:00 UTC+08:00
	//     Wait until 2026-11-29 00:00 UTC+08:00
}

// What has been paid is an amount, a number of payments, or both.
func ExampleOrder_usage() {
	order := routing.Order{
		Platform: "night_shop", Amount: limits.MustParseMoney("80.00 CNY"),
		Usage: limits.Usage{
			"friend_pay.day": limits.CountOnly(2),
			"wallet.day":     {Amount: limits.MustParseMoney("420.00 CNY")},
			"wallet.month":   limits.NewUsed(limits.MustParseMoney("1420.00 CNY"), 12),
		},
	}
	fmt.Println(order)
	// Output:
	// {"platform":"night_shop","amount":"80.00 CNY","usage":{"friend_pay.day":{"count":2},"wallet.day":"420.00 CNY","wallet.month":{"amount":"1420.00 CNY","count":12}}}
}
