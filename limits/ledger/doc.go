// Package ledger keeps running totals of payments, for caps on totals: 500 yuan a day
// on static codes, three payments a day by friends, 200,000 a year on an account, a
// merchant's own daily cap. It
// reserves atomically, so that two servers never both let the last 80 yuan through.
//
// [Memory] is a [Ledger] for one process. [Postgres] is one for a fleet of processes
// that share a PostgreSQL database; [Postgres.Migrate] creates its schema. Package
// ledgertest tests other implementations.
//
// It counts limits (额度占用), and is no accounting ledger: it has no balances, fees or
// settlement, and holds no money. [Ledger].Reserve takes room in the totals (占用额度), and
// [Payment].Hold is how long that room is kept. Confirm says that the payment has succeeded.
// Release gives the room back (释放额度).
//
// # The life of a payment
//
//	caps, err := router.Caps(order)                          // totals that may matter
//	order.Usage, err = l.Usage(ctx, caps, subjects)          // what they have reached
//	decision, err := router.Route(order)                     // what can be offered
//	...
//	_, err = l.Reserve(ctx, ledger.Payment{                  // hold the room
//		ID: attempt, Amount: order.Amount, Caps: offer.Caps, Subjects: subjects, Hold: 20 * time.Minute,
//	})
//	...                                                      // pay
//	_, err = l.Confirm(ctx, attempt, paid)                   // or Release
//
// Usage only reads the totals; Reserve decides. Between the two another payment may
// take the room. The [*RefusedError] then says what is left and when the total resets,
// so that the shop can offer again. Do not reserve when methods are offered: every
// page view would use up the cap.
//
// When the same attempt comes in again, ask Reserve before routing, with the caps of its
// offer: it returns the same reservation, while Usage would count the attempt's own
// hold. A guest has no totals of a buyer: leave caps per buyer out of the call to Usage,
// and routing does not offer the methods that they bound. Functions Usage and Reserve of
// package [github.com/paymux/paymux/routing/checkout] do both. Usage describes the windows
// that contain the ledger's current time: route orders of the current time with it. Call
// [Ledger.Sweep] every few seconds.
//
// # What counts
//
// A reservation counts from the moment it is made, in all totals of its caps or in
// none. Confirming it changes no total, so a confirmation never passes a cap. Releasing
// it, or confirming less, frees room.
//
// A total is an amount and a number of payments. A payment counts as one, whatever its
// amount: from Reserve on, until it is released or expires, or until all of it has been
// refunded and its counter is named by Payment.Refundable. Confirming less, or a part of
// a refund, gives back amounts alone.
//
// A total is identified by the cap's counter, window, currency and the values of the
// subjects that it names (limits.Cap.Per). A counter of which no cap has a Max has no
// currency: it counts payments in all currencies, and no amounts. A cap that names a subject
// without a value is an error. A payment counts in the windows that contain the instant at
// which it was reserved, by the ledger's own clock, and stays in them: see "Midnight". Windows
// are calendar days, weeks, months, quarters and years in a zone of fixed offset, lifetimes,
// and rolling windows. Those are exact to the payment: at an instant they hold what was
// reserved after that instant less their length. What a reservation adds drops out when it was
// made so long ago, even if it is still held.
//
// # Midnight
//
// What is reserved at 23:55 and paid at 00:05 counts in the old day here, and in the new one at
// the wallet. So a buyer may find a regulator's daily cap used up there that has room here, and
// the other way round. Where that matters, let the orders at the provider end before 24:00
// Beijing time, or let the cap leave a margin.
//
// # Late success
//
// A hold that expires frees its room: a buyer who walks away must not block a cap. The
// payment provider may still report success an hour later. The money has moved, so the
// ledger counts it, even above the cap, and reports it: see Reservation.Late and
// [Reservation.Over]. A total ends at [limits.MaxMinor]; what goes beyond is reported as
// Total.Uncounted, and is not in the total. Choose holds that end after the provider itself
// closes the payment, and release early only when the provider confirms that it is closed.
//
// # How long things live
//
// Three lives begin one after another when a buyer goes to pay, and must end in this order:
//
//  1. the link or code that the buyer follows. It may end first: the same order, sent to the
//     provider once more under the same id, returns another.
//  2. the order at the provider, which can be paid as long as it lives. Set its end when
//     making it (WeChat Pay and Alipay call it time_expire), to an instant before the hold
//     ends.
//  3. the hold of the reservation, [Payment].Hold, which must outlive the order: once its room
//     has gone to others, a payment that succeeds all the same is a late success, above the
//     cap.
//
// Providers' own lives are too long to hold room for. A WeChat order that is made without
// time_expire can be paid for seven days, although an H5 link lives five minutes and a
// prepay_id or the code of a Native payment two hours (WeChat Pay's documentation for
// partners, 4012076269 of 9 June 2026, and for merchants, 4012791845 of 15 October 2025).
// An Alipay page payment without time_expire can be paid for fifteen days
// (AlipayTradePagePayModel.java, 2024). So for a hold of 20 minutes make orders that end
// after 15, and close them at the provider before a Release.
//
// # What is promised
//
//   - No payment starts above a cap. A total passes one only by late successes,
//     each reported.
//   - A call may be repeated any number of times and counts once. An error that is not
//     of this package or of package limits, or is a [*StalledError], means that the
//     outcome is unknown: repeat the call.
//   - Every call ends with its context.
//   - Room is freed at the end of a hold, never before: by the next sweep, or by
//     the next payment that would be refused for lack of it.
//   - A clock that jumps ahead and comes back within a day deletes nothing, if sweeps
//     run before and after: every total is as it was, also one that is full.
//   - The changes of a total are numbered without gaps ([Total]). All answers together
//     account for every change except expirations. [Ledger.Audit] recomputes all totals
//     from the payments.
//
// # What is not promised
//
// The ledger sees the payments of one fleet. Whether the buyer is under a regulator's
// cap, counting payments made elsewhere, only the payment provider knows: it may still
// refuse.
//
// It does not reconcile. Compare your records with the provider's bill every day (对账).
//
// Once [Retention] has passed, a payment is no longer here. Refund it at the provider alone:
// the totals in which it counted are past.
//
// The ledger's clock decides in which windows a payment counts and when a hold ends. While
// it is wrong, payments count in the windows of the wrong time, and a jump ahead ends
// holds early: a payment that succeeds nevertheless is a late success. A clock that is
// ahead by more than [Retention] for a day deletes totals of the current windows.
//
// A Memory is lost with its process. A Postgres keeps what its server keeps: an
// asynchronous standby that takes over has lost what it had not received, and so has
// a server with fsync=off after a power failure. synchronous_commit=off is rejected
// unless [PostgresOptions] allows it. A Postgres needs PostgreSQL 15 or later, and is
// tested with 15 to 18.
//
// # Ids of subjects
//
// The ids of buyers, merchants and other subjects are [limits.Hidden]: nothing that
// prints, logs or marshals a value of this package shows them. The database stores
// them, as parts of the keys of totals.
package ledger
