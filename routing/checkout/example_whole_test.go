package checkout_test

import (
	"context"
	"fmt"
	"log"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/checkout"
	"github.com/paymux/paymux/routing/live"
)

const stall = `{
	"name": "stall", "version": "7", "zone": "+08:00",
	"sources": [{"id": "contract", "title": "Our contract with the wallet", "date": "2026-01"}],
	"platforms": [{"id": "stall"}],
	"methods": [{"id": "alipay", "products": [{"id": "alipay_wap", "surfaces": ["mobile_web"], "flow": "redirect", "api": "alipay.trade.wap.pay"}]}],
	"availability": [{"id": "alipay.live", "method": "alipay", "status": "live", "sources": ["contract"]}],
	"limits": [{"id": "day", "max": "500.00 CNY", "window": "day", "counter": "day", "per": ["buyer"], "sources": ["contract"]}]
}`

// From order to money: the list, two clicks on one button, the provider's report that comes
// twice, and the list after it.
func Example() {
	ctx := context.Background()
	rules, err := live.New([]byte(stall))
	if err != nil {
		log.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC) // it stands still here
	books := ledger.NewMemory(func() time.Time { return now })
	newOrder := func() routing.Order { // from what the shop knows
		return routing.Order{
			ID: "o1", Platform: "stall", Surface: methods.SurfaceMobileWeb, Amount: limits.MustParseMoney("420.00 CNY"), At: now,
			Buyer: limits.Hide("b1"),
		}
	}
	list := func() {
		router, order := rules.Current(), newOrder()
		if order.Usage, err = checkout.Usage(ctx, router, books, order, nil); err != nil {
			log.Fatal(err)
		}
		decision, err := router.Route(order)
		if err != nil {
			log.Fatal(err)
		}
		public := decision.Public()
		for _, offer := range public.Offers {
			fmt.Println("pay by", offer.Method, "at most", offer.Max)
		}
		for _, excluded := range public.Excluded {
			fmt.Println(excluded.Method+":", excluded.Text.EN)
		}
	}

	list()
	for range 2 { // the buyer clicks twice
		offer, held, err := checkout.Reserve(ctx, rules.Current(), books, newOrder(), checkout.Attempt{
			ID: "o1-1", Method: methods.Alipay, Hold: 20 * time.Minute,
		})
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println("call", offer.Product.API, "for", held.ID, "with total_amount", held.Amount.Number())
	}
	for range 2 { // the provider reports twice
		paid, err := books.Confirm(ctx, "o1-1", limits.MustParseMoney("420.00 CNY"))
		if err != nil {
			log.Fatal(err)
		}
		fmt.Println(paid.ID, "is", paid.State)
	}
	list()
	// Output:
	// pay by alipay at most 500.00 CNY
	// call alipay.trade.wap.pay for o1-1 with total_amount 420.00
	// call alipay.trade.wap.pay for o1-1 with total_amount 420.00
	// o1-1 is confirmed
	// o1-1 is confirmed
	// alipay: Only for payments up to ¥80.00; more from midnight
}
