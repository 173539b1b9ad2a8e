package checkout_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/checkout"
)

// A buyer and a guest see the list. Nobody knows what the guest has paid, so the method
// that is bounded for each buyer is not offered to one.
func ExampleUsage() {
	ctx := context.Background()
	router, books := routing.MustCompile(shop()), newBooks()
	guest := order("80.00")
	guest.Buyer = limits.Hidden{}
	for _, order := range []routing.Order{order("80.00"), guest} {
		usage, err := checkout.Usage(ctx, router, books, order, nil)
		if err != nil {
			log.Fatal(err)
		}
		order.Usage = usage
		decision, err := router.Route(order)
		if err != nil {
			log.Fatal(err)
		}
		_, plain := decision.Offer("plain")
		_, ofBuyer := decision.Offer("of_buyer")
		fmt.Println(len(usage), "totals; without a total:", plain, "for each buyer:", ofBuyer)
	}
	// Output:
	// 5 totals; without a total: true for each buyer: true
	// 2 totals; without a total: true for each buyer: false
}

// The buyer clicks twice: both clicks are one payment, with one answer. A second payment
// does not fit, and the buyer is told what does.
func ExampleReserve() {
	ctx := context.Background()
	router, books := routing.MustCompile(shop()), newBooks()
	for _, click := range []string{"attempt-1", "attempt-1", "attempt-2"} {
		offer, held, err := checkout.Reserve(ctx, router, books, order("420.00"), checkout.Attempt{
			ID: click, Method: "of_buyer", Hold: 20 * time.Minute,
		})
		refused := (*checkout.NotOfferedError)(nil)
		if errors.As(err, &refused) {
			for _, excluded := range refused.Decision.Public().Excluded {
				if excluded.Method == refused.Method {
					fmt.Println(click, "-", excluded.Text.EN)
				}
			}
			continue
		}
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(click, "-", offer.Method, held.State, held.Amount, "until", held.Expires.Format("15:04"))
	}
	// Output:
	// attempt-1 - of_buyer reserved 420.00 CNY until 04:20
	// attempt-1 - of_buyer reserved 420.00 CNY until 04:20
	// attempt-2 - Only for payments up to ¥80.00; more from midnight
}

// For the log: the buyer sees [routing.Decision.Public].
func ExampleNotOfferedError_Error() {
	books := ledger.NewMemory(func() time.Time { return noon })
	_, _, err := checkout.Reserve(context.Background(), routing.MustCompile(shop()), books, order("500.01"), checkout.Attempt{
		ID: "attempt-1", Method: "of_buyer", Hold: 20 * time.Minute,
	})
	fmt.Println(err)
	// Output: checkout: not offered: of_buyer: cap_reached (of_buyer): ¥500.01 is ¥0.01 more than the ¥500.00 left of the ¥500.00 daily limit; the full limit is available again by 2026-11-22 00:00 UTC+08:00
}
