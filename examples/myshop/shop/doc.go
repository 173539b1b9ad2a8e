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
// A refund is written down, paid back by the provider, taken off in the ledger, and marked
// as done.
//
// A record is saved only if nobody else has saved it since it was loaded. Of two clicks at
// once one begins the attempt, and the other finds it and goes on with it: both end at the
// same order of the provider.
//
// # What may go wrong
//
// Room is released early only when the provider says that its order is closed. An attempt
// that the shop gives up is Left before the provider is asked to close it, and stays Left if
// the answer gets lost: it may be paid still, until it expires. Where two attempts for one
// order are paid all the same, the second is paid back in full.
//
// [Server.Recover], called every few seconds, asks the provider about what should be over
// by now, and takes up what a process has left half done.
package shop
