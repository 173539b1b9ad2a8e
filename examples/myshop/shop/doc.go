// Package shop is a checkout over HTTP that can be copied: the page that lists the methods,
// the button that starts a payment, the callback that the provider sends, and refunds. It
// keeps nothing in memory, so that any number of shops may serve one database, and each may
// stop at any instant.
//
//	GET  /                         the orders that can be tried
//	GET  /orders/{order}           the methods, or what has become of the payment
//	POST /orders/{order}/pay       method, amount: on to the provider
//	POST /orders/{order}/cancel    another method, please
//	POST /callback                 a notice of the provider
//	POST /orders/{order}/refunds   refund, amount: for staff, by [Server.Staff]
//
// # Three books
//
// A payment is in three places that cannot change together: the ledger has its room under
// caps, the provider has the money, and the [Record] of its order, in the [Store], has how
// far it has come. A process may stop between any two of them, and any answer may get lost.
// So every step is written down before it is taken, and every step can be taken again:
//
//	Record: the attempt is New       under an id that the ledger and the provider get too
//	Ledger: Reserve                  holds the room for 20 minutes, or refuses
//	Record: the attempt is Open      from here on the provider may know it
//	Provider: Create                 an order that ends 5 minutes before the hold does
//	...                              the buyer pays, or does not
//	Provider: its notice, or Query   the only word on what has happened
//	Ledger: Confirm, or Release
//	Record: the attempt is Paid, or Closed
//
// A refund is written down, accepted by the provider, asked about until that has paid it back,
// taken off in the ledger, and marked as refunded. One that has failed is left to staff.
//
// A record is saved only if nobody else has saved it since it was loaded. Of two clicks at
// once one begins the attempt, and the other finds it and goes on with it: both end at the
// same order of the provider. The same id is the same payment only with the same product and
// the same parameters: where the buyer goes on in another browser that needs another product,
// the attempt is given up, and the next one begins.
//
// # What to believe
//
// Of a notice, check the signature first, then the merchant, the attempt and the amount: the
// order's total, not what the payer has paid after coupons. Answer only once it is written
// down. Never trust the address that the buyer comes back to: ask the provider, and do so as
// well when no notice comes. A payment that matches no attempt is logged as an error, for
// staff, and acknowledged: to hear of it again would not cure it.
//
// # What may go wrong
//
// Room is released early only when the provider says that its order is closed. An attempt
// that the shop gives up is Left before the provider is asked to close it, and stays Left if
// the answer gets lost: it may be paid still, until it expires. So does one that the provider
// does not know: Alipay makes an order only when the buyer opens its page or scans its code,
// and answers ACQ.TRADE_NOT_EXIST before, to a query as to closing it, although the link can
// be paid. Its room is held until 5 minutes after it expires, and the page says that it may
// still be completed. Where two attempts for one order are paid all the same, the second is
// paid back in full.
//
// [Server.Recover], called every few seconds, asks the provider about what should be over
// by now, and takes up what a process has left half done. It does not replace the daily
// reconciliation with the providers' bills, which finds what nobody has asked about.
//
// # What it does not show
//
// The buyer is sent to an address, or gets it as a link for a friend. That is a product whose
// flow is redirect. For a QR code draw what the provider returns; in an app, a mini program
// or a wallet's browser hand its parameters to the client. So [Provider] would return one of
// the three, by the flow of the offer's product. The provider that is played here has a page
// for each.
package shop
