// Package ledger keeps what has been paid so far, for caps on totals: 500 yuan a day
// on static codes, 200,000 a year on an account, a merchant's own daily cap. It
// reserves atomically, so that two servers never both let the last 80 yuan through.
//
// [Memory] is a [Ledger] for one process, [Postgres] one for a fleet of processes
// that share a PostgreSQL, whose schema [Postgres.Migrate] makes. Package ledgertest
// checks others of your own.
//
// # The cycle of a payment
//
//	caps, err := router.Caps(order)                          // totals that may matter
//	order.Usage, err = books.Usage(ctx, caps, subjects)      // what they have reached
//	decision, err := router.Route(order)                     // what can be offered
//	...
//	_, err = books.Reserve(ctx, ledger.Payment{              // hold the room
//		ID: attempt, Amount: order.Amount, Caps: offer.Caps, Subjects: subjects, Hold: 15 * time.Minute,
//	})
//	...                                                      // pay
//	_, err = books.Confirm(ctx, attempt, paid)               // or Release
//
// An offer is a look at the totals; only Reserve decides. Between the two another
// payment may take the room: the [*RefusedError] then says what is left and when the
// total starts anew, so that the shop can offer again. Do not reserve when methods
// are offered: a page that is looked at would eat the cap.
//
// Where the same attempt comes in again, ask Reserve before routing, with the caps of
// its offer: it answers as it did, while Usage would count the attempt's own hold. A
// guest has no totals of a buyer: leave caps per buyer out of what is passed to Usage,
// and routing does not offer what they bound. The same goes for rolling windows, which
// no ledger here keeps. Usage is of the windows that hold the ledger's own now: route
// orders of now by it. [Ledger.Sweep] is to be called every few seconds.
//
// # What counts
//
// A reservation counts from the moment it is made, in all totals of its caps or in
// none. Confirming it changes no total, so that a confirmation can never pass a cap;
// releasing it, and confirming less, gives back.
//
// The totals of a cap are those of its counter, window, currency and the subjects that
// it names (limits.Cap.Per): nothing is guessed, and a cap that names a subject whose
// value is not given is an error. A payment belongs to the windows that hold the
// instant at which it was reserved, by the ledger's own clock, and stays in them.
// Windows are calendar days, months and years in a zone of fixed offset, and
// lifetimes. Rolling windows are refused.
//
// # Late success
//
// A hold that is over gives its room back: a buyer who walks away must not block a
// cap. The payment provider may still report success an hour later. The money has
// moved, so the ledger counts it, above the cap if need be, and says so:
// Reservation.Late and [Reservation.Over]. Let holds end after the instant at which
// the provider itself closes the payment, and release early only once it says so.
//
// # What is promised
//
//   - No payment is started above a cap. A total passes one only by late successes,
//     each reported.
//   - A call may be repeated any number of times and counts once. An error that is not
//     of this package or of limits, or is a [*StalledError], means that the outcome is
//     not known: repeat.
//   - Every call ends with its context.
//   - Room is given back at the end of a hold, never before; by the next sweep, or by
//     the next payment that would be refused for lack of it.
//   - The changes of a total are numbered without gaps ([Total]): all answers together
//     account for each, but for those that gave back what holds had kept until they
//     ended. [Ledger.Audit] recomputes all totals from the payments.
//
// # What is not promised
//
// The ledger sees the payments of one fleet. That the buyer is under a regulator's
// cap, with payments made elsewhere, only the payment provider knows: it may still
// refuse.
//
// A Memory is gone with its process. A Postgres keeps what its server keeps: an
// asynchronous standby that takes over has lost what it had not received, and so has
// a server with fsync=off after a power failure. synchronous_commit=off is refused
// unless it is asked for. A Postgres is meant for PostgreSQL 15 and later, and has been
// tried with 15 alone.
//
// # Values of subjects
//
// Keys of totals contain them, and so does [Difference]; reservations and errors do
// not.
package ledger
