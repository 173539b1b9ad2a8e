// Package checkout is the steps from an order to a payment that may start: those that need
// both a router, which decides, and a ledger, which knows what has been paid.
//
//	// The page that lists.
//	order.Usage, err = checkout.Usage(ctx, router, books, order, nil)
//	decision, err := router.Route(order)
//	send(decision.Public())
//
//	// The handler that charges: the order is built anew.
//	offer, held, err := checkout.Reserve(ctx, router, books, order, checkout.Attempt{
//		ID: attempt, Method: method, Hold: 20 * time.Minute,
//	})
//	refused := (*checkout.NotOfferedError)(nil)
//	if errors.As(err, &refused) {
//		send(refused.Decision.Public()) // the list as it is now
//	}
//	call(offer.Product, held.Amount)
//
// [Usage] looks up the totals that matter for an order. A guest has no totals of a buyer:
// methods that such totals bound are not offered to one.
//
// [Reserve] decides again and holds the room of one payment. A second click on the same
// button sends the same attempt, and is answered as the first: with the same offer and the
// same reservation, although the attempt's own hold counts in its totals by then. So the
// caller may call the payment provider again, under the attempt's id.
//
// Use one router for all steps of a request, also where the rules are replaced meanwhile:
// see package live. The page "From order to money" in package routing has what comes before
// and after.
//
// # At the provider
//
// Believe a notice only for what its signature covers. Compare its merchant, its attempt and
// the order's total (not what the payer paid after a coupon), confirm, save, and answer only
// then. If no notice comes, ask the provider: the page that the buyer comes back to proves
// nothing. A success that comes after its hold has ended is counted all the same: deliver, or
// refund in full.
//
// One order at the provider is for one payer. If another friend opens the link that was sent to
// a friend, close that order and make a new one with a new attempt. Asking others to pay is also
// a known fraud: show the payer the goods, the amount and who asks, and cap what one payer may
// pay as well, with a counter per payer of your own.
//
// What to do when a wallet refuses depends on why:
//
//	merchant not enabled, product not signed   put the method in Order.Tried
//	limit of the wallet or the card reached    put it in Order.Down until it resets, or leave it
//	balance too low, or canceled               leave it: most buyers try again
//	unknown, or no answer                      ask the provider what has become of the order first
//
// # Notices, closing and refunds
//
// What wallets say of themselves. Read their documents of today before you rely on it.
//
//   - A notice is taken once it is acknowledged: WeChat Pay wants status 200 or 204 within 5
//     seconds (documents for partners, 20 February 2025), and Alipay the body success and
//     nothing else. Otherwise it comes again, so the same notice may come several times.
//   - WeChat Pay repeats it for 24 hours and 4 minutes (documents for partners, 19 February
//     2025), and Alipay for about 25 hours, eight times in all (document 270/105902, as copied in
//     2017 and 2022). So a success may be heard of a day late. Ask the provider before that.
//   - WeChat Pay's documents of 26 May 2020 advise to close an order no sooner than five
//     minutes after it was made, and those for overseas of 7 January 2025 demand it. Until then
//     let it end by its own time_expire.
//   - WeChat Pay refunds within a year of the payment, in at most 50 parts. That a refund is
//     accepted does not mean that it is done: wait for the notice, or ask (documents for
//     overseas, chapter 3.3.3, and for partners).
package checkout
