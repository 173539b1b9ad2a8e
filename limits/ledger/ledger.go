package ledger

import (
	"context"
	"time"

	"github.com/paymux/paymux/limits"
)

// A Ledger keeps running totals of payments and never gives the same room under a cap
// to two payments. [Memory] serves one process, [Postgres] a fleet; package ledgertest
// tests other implementations against what is written here.
//
// Every method is safe for concurrent use, by any number of processes where the
// ledger is shared. Every method returns when its context ends. The methods that
// change the ledger may be repeated with the same arguments any number of times,
// also concurrently, and count once: of equal calls one does the work, and the others
// return the same Reservation with Replay set. A payment's Hold is not compared: the first
// one stands.
//
// # Errors
//
// The errors of this package and of package limits, except [*StalledError], are
// answers: nothing has changed, and errors.As finds them. Any other error, such as that of a
// context or of a database, means that the outcome is unknown. Repeat the call with the same
// id until there is an answer.
//
// A call returns the first of these that applies:
//
//  1. Invalid arguments, all of them joined. A [*FieldError] names one by its field: ID,
//     Amount, Hold, Caps[0] (a cap in another currency than Amount), Caps[0].Counter (no
//     text of 1 to 200 bytes, or the counter of an earlier cap with another window, currency
//     or subjects), Caps[0].Per, Subjects[buyer] (an id that a cap needs); or, where it is
//     an argument, id, refund, amount or limit. A cap that is not valid by itself is a
//     [*limits.CapError].
//  2. The error of a context that has ended.
//  3. For Confirm, Release and Refund, an unknown id: [*UnknownPaymentError].
//  4. For Reserve of a known id, what differs: a [*MismatchError] whose Field is the first
//     of Amount, Caps, Subjects and Refundable. For Refund, a payment that is not confirmed:
//     [*StateError].
//  5. For Confirm and Refund, another currency than the payment's, a
//     [*limits.CurrencyMismatchError]; for Confirm, more than was reserved, an
//     [*AmountError], also if the payment is confirmed already.
//  6. For Reserve of a payment that is no longer reserved and Release of one that is
//     confirmed, a [*StateError]; for Confirm of a confirmed payment and a known id of a
//     refund, another amount: [*MismatchError].
//  7. For Refund, more than remains: [*AmountError]. For Reserve, a count that is not known,
//     a [*limits.UsageError], or caps that the payment does not fit under: [*RefusedError].
//
// What is due expires first: the state of a payment whose hold has ended is [Expired],
// whether or not it has been swept.
type Ledger interface {
	// Usage returns what the totals of the caps have reached, in amount and in payments, for
	// an order that is about to be routed: one for each counter, zero for a total that nothing
	// has counted in. Caps that bound single payments have no total and are left
	// out. A reservation whose hold has ended may be included until it is swept.
	//
	// Usage reserves nothing: only Reserve decides.
	Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) (limits.Usage, error)

	// Reserve counts the payment in all totals of its caps, or in none. No error
	// means that the payment may start: its room is held until Reservation.Expires, which is
	// Hold after Made, rounded up to the resolution of the ledger's clock: a microsecond or
	// less.
	//
	// A payment that does not fit is a [*RefusedError], which names every cap that refuses it
	// as [limits.Fit] does; the holds that have ended are expired before. One under a cap on a
	// number of payments that is not known is a [*limits.UsageError]. Both leave nothing
	// behind: the same id may be tried again. An id that is already reserved returns the
	// reservation as a replay; with another amount, other totals, other ids of their subjects
	// or another Refundable it is a [*MismatchError], and one that is no longer reserved is a
	// [*StateError]. Max, Min and MaxCount of the caps are not compared.
	Reserve(ctx context.Context, payment Payment) (Reservation, error)

	// Confirm records that a payment succeeded, for the amount reserved or less, zero
	// included; the rest is freed. More than reserved is an [*AmountError].
	//
	// A payment that was released or has expired is a late success: the money has
	// moved, so it is counted again in the totals it was reserved in, even above a
	// cap. The reservation is then Late, and Reservation.Over returns the caps it
	// passed. Another amount than confirmed before is a [*MismatchError] whose Field is
	// "confirmed amount", an unknown id an [*UnknownPaymentError].
	Confirm(ctx context.Context, id string, amount limits.Money) (Reservation, error)

	// Release records that a payment failed or was closed, and frees its room. One
	// that has expired stays expired, and is a replay. One that is confirmed is a
	// [*StateError], an unknown id an [*UnknownPaymentError].
	//
	// Release early only when the payment provider confirms that the payment is
	// closed.
	Release(ctx context.Context, id string) (Reservation, error)

	// Refund records that part or all of a confirmed payment was paid back: more than zero.
	// The totals named by Payment.Refundable go down by the amount, in the windows in
	// which the payment was made, and by one payment once nothing remains of it; the
	// others keep the payment. The id of a refund is
	// unique within its payment: the same one with another amount is a
	// [*MismatchError] whose Field is "amount of refund" and the id. More than remains of the
	// payment is an [*AmountError], a payment that is not confirmed a [*StateError], an
	// unknown id an [*UnknownPaymentError].
	Refund(ctx context.Context, id, refund string, amount limits.Money) (Reservation, error)

	// Sweep expires up to limit reservations whose hold has ended, earliest first,
	// and deletes up to limit payments, and as many totals, that are past
	// [Retention]. It deletes by a reading of the clock that a sweep at least 24 hours later
	// has confirmed: a clock that jumps ahead and comes back within a day deletes nothing. A
	// clock that goes back revokes the readings after it.
	//
	// Call it every few seconds on every server, with a limit such as 500 (zero or less is a
	// [*FieldError]). Sweeps at the same time do not disturb each other, and each counts only
	// its own work. No promise depends on it; without it, totals look fuller than they are
	// until a reservation needs their room. An error may come with a result that says what was
	// done before it.
	Sweep(ctx context.Context, limit int) (SweepResult, error)

	// Audit recomputes every total from its payments, in one snapshot, and returns
	// those that differ, in the order of their keys. None means that all totals are
	// right. Totals past [Retention] are left out.
	Audit(ctx context.Context) ([]Discrepancy, error)
}

// Retention is how long finished payments and totals are kept at least: a total from the
// end of its window or, if that rolls, from when its last payment has dropped out; a payment
// from the end of its hold or of the last window it counts in, whichever is later. A payment
// that counts in a lifetime total is kept forever.
//
// A payment that was deleted is an [*UnknownPaymentError], and its id would be a
// new payment. Refunds may come later than the ledger keeps a payment, and so may a success:
// what the provider has done then stands, and the totals that it would change are past. Take
// the [*UnknownPaymentError] of a payment that you have made as the answer, and do not repeat
// the call.
const Retention = 30 * 24 * time.Hour

// SweepResult is what one [Ledger.Sweep] did: nothing, if it is zero.
type SweepResult struct {
	Expired int // reservations whose hold had ended
	Deleted int // payments and totals past Retention
}

// Discrepancy is a total that is not the sum of its payments, or not their number. A
// number that is not known is not compared. The zero Discrepancy is of no total.
type Discrepancy struct {
	Key        limits.Hidden // identifies the total, in a form of the ledger's own; it contains the ids of its subjects
	Counter    limits.Counter
	Recorded   limits.Used // what the ledger has; the zero Used where it has no such total
	Recomputed limits.Used // the sum and the number of the payments
}
