package ledger

import (
	"context"
	"time"

	"github.com/paymux/paymux/limits"
)

// A Ledger keeps running totals of payments and never lets two payments have the
// same room under a cap. [Memory] serves one process, [Postgres] a fleet; package
// ledgertest checks others of your own against these rules.
//
// Every method is safe for concurrent use, from any number of processes where the
// ledger is shared. Every method ends when its context does. The methods that
// change the ledger may be repeated with the same arguments any number of times,
// also at once, and count once.
//
// The errors of this package and of package limits, but for [*StalledError], are
// answers: nothing has changed. Any other error, that of a context or of a database,
// means that the outcome is not known. Repeat the call, with the same id, until there
// is an answer.
type Ledger interface {
	// Usage returns what the totals of the caps have reached, ready for an order
	// that is about to be routed. Caps that bound one payment have no total and are
	// left out. A reservation whose hold is over may be included until it is swept.
	//
	// The answer is a look, not a hold: only Reserve decides.
	Usage(ctx context.Context, caps []limits.Cap, subjects map[limits.Subject]string) (limits.Usage, error)

	// Reserve counts the payment in all totals of its caps, or in none. No error
	// means that the payment may be started: its room is held until
	// Reservation.Expires.
	//
	// A payment that does not fit is a [*RefusedError], and leaves nothing behind:
	// the same id may be tried again. An id that is reserved already answers as the
	// first time, as a replay; with another amount, other totals or another GiveBack
	// it is a [*MismatchError], and one that is no longer reserved a [*StateError].
	// Caps or subjects that cannot be meant are [*FieldError]s, all at once.
	Reserve(ctx context.Context, payment Payment) (Reservation, error)

	// Confirm says that a payment succeeded, for the amount reserved or for less;
	// what is not needed is given back. More than reserved is an [*AmountError].
	//
	// A payment that was released or has expired is a late success: the money has
	// moved, so it is counted again in the totals it was reserved in, also above a
	// cap. The reservation is then Late, and Reservation.Over says which caps it
	// passed. Another amount than confirmed before is a [*MismatchError], an id
	// that is not known an [*UnknownPaymentError].
	Confirm(ctx context.Context, id string, amount limits.Money) (Reservation, error)

	// Release says that a payment failed or was closed, and gives its room back. One
	// that has expired stays so. One that is confirmed is a [*StateError]; an id
	// that is not known is an [*UnknownPaymentError].
	//
	// Release early only once the payment provider says that the payment is closed.
	Release(ctx context.Context, id string) (Reservation, error)

	// Refund says that some of a confirmed payment was paid back. Its totals keep
	// the payment, but those of Payment.GiveBack go down by the amount, in the
	// windows in which the payment was made. The id of a refund is its payment's
	// own: the same one with another amount is a [*MismatchError]. More than
	// remains of the payment is an [*AmountError], a payment that is not confirmed a
	// [*StateError], an id that is not known an [*UnknownPaymentError].
	Refund(ctx context.Context, id, refund string, amount limits.Money) (Reservation, error)

	// Sweep expires up to most reservations whose hold is over, earliest first, and
	// forgets up to most payments, and as many totals, that are past [Retention].
	// Call it every few seconds. Several callers do not disturb each other; what
	// one has done, no other reports. An error may come with what was done all the same.
	Sweep(ctx context.Context, most int) (Swept, error)

	// Audit recomputes every total from its payments, in one snapshot, and returns
	// those that differ, in the order of their keys. None means that the books are
	// right. Totals past [Retention] are left out.
	Audit(ctx context.Context) ([]Difference, error)
}

// Retention is how long a payment that is settled, and a total, are kept after
// their time: a total from the end of its window, a payment from the end of the
// last window it counts in and of its hold. A payment that counts in a lifetime
// total is kept for ever.
//
// A payment that is forgotten is an [*UnknownPaymentError], and its id would be a
// new payment.
const Retention = 30 * 24 * time.Hour

// Swept is what one [Ledger.Sweep] did.
type Swept struct {
	Expired   int // reservations whose hold was over
	Forgotten int // payments and totals past Retention
}

// Difference is a total that is not the sum of its payments.
type Difference struct {
	Key        string // names the total; it contains the values of its subjects
	Counter    limits.Counter
	Recorded   limits.Money // what the ledger says; the zero Money where it has no such total
	Recomputed limits.Money // the sum of the payments
}
