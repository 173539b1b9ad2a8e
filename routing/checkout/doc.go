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
package checkout
