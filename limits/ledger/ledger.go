package ledger

import (
	"context"
	"time"

	"github.com/paymux/paymux/limits"
)

// A Ledger keeps running totals of payments and never gives the same room under a cap
// to two payments. [Memory] serves one process, [Postgres] a fleet; package ledgertest
// tests other implementations against these rules.
//
// Every method is safe for concurrent use, by any number of processes where the
// ledger is shared. Every method returns when its context ends. The methods that
// change the ledger may be repeated with the same arguments any number of times,
// also concurrently, and count once.
//
// The errors of this package and of package limits, except [*StalledError], are
// answers: nothing has changed. Any other error, such as that of a context or of a
// database, means that the outcome is unknown. Repeat the call with the same id until
// there is an answer.
type Ledger interface {
	// Usage returns what the totals of the caps have reached, in amount and in payments, for
	// an order that is about to be routed. Caps that bound single payments have no total and are left
	// out. A reservation whose hold has ended may be included until it is swept.
	//
	// Usage reserves nothing: only Reserve decides.
	Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]limits.Hidden) (limits.Usage, error)

	// Reserve counts the payment in all totals of its caps, or in none. No error
	// means that the payment may start: its room is held until Reservation.Expires.
	//
	// A payment that does not fit is a [*RefusedError], one under a cap on a number of
	// payments that is not known a [*limits.UsageError]. Both leave nothing behind:
	// the same id may be tried again. An id that is already reserved returns the
	// reservation as a replay; with another amount, other totals or another
	// Refundable it is a [*MismatchError], and one that is no longer reserved is a
	// [*StateError]. Invalid caps or subjects are [*FieldError]s, all at once.
	Reserve(ctx context.Context, payment Payment) (Reservation, error)

	// Confirm records that a payment succeeded, for the amount reserved or less; the
	// rest is freed. More than reserved is an [*AmountError].
	//
	// A payment that was released or has expired is a late success: the money has
	// moved, so it is counted again in the totals it was reserved in, even above a
	// cap. The reservation is then Late, and Reservation.Over returns the caps it
	// passed. Another amount than confirmed before is a [*MismatchError], an unknown
	// id an [*UnknownPaymentError].
	Confirm(ctx context.Context, id string, amount limits.Money) (Reservation, error)

	// Release records that a payment failed or was closed, and frees its room. One
	// that has expired stays expired. One that is confirmed is a [*StateError], an
	// unknown id an [*UnknownPaymentError].
	//
	// Release early only when the payment provider confirms that the payment is
	// closed.
	Release(ctx context.Context, id string) (Reservation, error)

	// Refund records that part or all of a confirmed payment was paid back. The
	// totals named by Payment.Refundable go down by the amount, in the windows in
	// which the payment was made, and by one payment once nothing remains of it; the
	// others keep the payment. The id of a refund is
	// unique within its payment: the same one with another amount is a
	// [*MismatchError]. More than remains of the payment is an [*AmountError], a
	// payment that is not confirmed a [*StateError], an unknown id an
	// [*UnknownPaymentError].
	Refund(ctx context.Context, id, refund string, amount limits.Money) (Reservation, error)

	// Sweep expires up to limit reservations whose hold has ended, earliest first,
	// and deletes up to limit payments, and as many totals, that are past
	// [Retention]. It deletes by a reading of the clock that a sweep a day later has
	// confirmed: a clock that jumps ahead and comes back within a day deletes nothing.
	// Call it every few seconds. Concurrent sweeps do not disturb each
	// other; each counts only its own work. An error may come with a result that
	// says what was done before it.
	Sweep(ctx context.Context, limit int) (SweepResult, error)

	// Audit recomputes every total from its payments, in one snapshot, and returns
	// those that differ, in the order of their keys. None means that all totals are
	// right. Totals past [Retention] are left out.
	Audit(ctx context.Context) ([]Discrepancy, error)
}

// Retention is how long settled payments and totals are kept at least: a total from the
// end of its window or, if that rolls, from when its last payment has dropped out; a payment
// from the end of its hold or of the last window it counts in, whichever is later. A payment that counts in a lifetime total is kept forever.
//
// A payment that was deleted is an [*UnknownPaymentError], and its id would be a
// new payment.
const Retention = 30 * 24 * time.Hour

// SweepResult is what one [Ledger.Sweep] did.
type SweepResult struct {
	Expired int // reservations whose hold had ended
	Deleted int // payments and totals past Retention
}

// Discrepancy is a total that is not the sum of its payments, or not their number. A
// number that is not known is not compared.
type Discrepancy struct {
	Key        limits.Hidden // identifies the total; it contains the ids of its subjects
	Counter    limits.Counter
	Recorded   limits.Used // what the ledger has; the zero Used where it has no such total
	Recomputed limits.Used // the sum and the number of the payments
}
