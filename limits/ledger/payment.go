package ledger

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/paymux/paymux/limits"
)

// Payment is one attempt to pay.
type Payment struct {
	// ID is the caller's own: a new one for each attempt, the same one for each
	// repetition of a call. 1 to 200 bytes of valid UTF-8 without NUL.
	ID string

	// Amount is zero or more.
	Amount limits.Money

	// Caps are what the payment must fit under. Those with a counter count it; the
	// others bound its amount alone. Windows are calendar windows or a lifetime: a
	// rolling window is a [*FieldError]. Caps on the same counter have the same
	// window, currency and subjects. The Max in the call is the one that is applied.
	Caps []limits.Cap

	// Subjects says whose totals they are: a value for every subject that a cap
	// names, of 1 to 200 bytes of valid UTF-8 without NUL. Others are ignored. What
	// one cap names must not be too long together, which it is not for eight subjects
	// with names of up to 20 bytes and values without slashes and percent signs.
	Subjects map[limits.Subject]string

	// Hold is for how long the room is kept if neither Confirm nor Release comes. It
	// is more than zero and at most [MaxHold], and should end after the instant at
	// which the payment provider closes the payment by itself.
	Hold time.Duration

	// GiveBack names the counters that a refund gives back to. Counters that no cap
	// of this payment has are ignored, so that one list can serve all payments.
	GiveBack []limits.Counter
}

// MaxHold is the longest Payment.Hold, ten years. A longer one is a [*FieldError]: it
// would end after what clocks and databases can tell.
const MaxHold = 10 * 365 * 24 * time.Hour

// String describes the payment in one line, without the values of its subjects.
func (p Payment) String() string { return fmt.Sprintf("payment %q of %s", p.ID, p.Amount) }

// Format writes [Payment.String] for every verb of package fmt: buyers and merchants
// stay out of logs.
func (p Payment) Format(f fmt.State, _ rune) { fmt.Fprint(f, p.String()) }

// LogValue is the payment as a group of attributes, without the values of its
// subjects.
func (p Payment) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", p.ID), slog.String("amount", p.Amount.String()))
}

// State is what has become of a payment.
type State string

// The states of a payment.
const (
	Reserved  State = "reserved"  // its room is held
	Confirmed State = "confirmed" // it succeeded
	Released  State = "released"  // it failed, and its room was given back
	Expired   State = "expired"   // its hold was over, and its room was given back
)

// Reservation is what a ledger knows of a payment after a call. It holds no value
// of a subject.
type Reservation struct {
	ID        string
	State     State
	Amount    limits.Money // as reserved
	Confirmed limits.Money // as confirmed; zero before
	Refunded  limits.Money // the sum of the refunds
	Made      time.Time    // by the ledger's clock, in UTC: the payment's windows hold this instant
	Expires   time.Time    // when the hold is over

	// Totals are those that the payment counts in, in the order of their keys.
	Totals []Total

	// Late says that the payment was confirmed after it was released or had expired.
	Late bool

	// Replay says that an earlier call had done it all: this one changed nothing.
	Replay bool
}

// Over returns the totals that a late success took past their caps, in order.
func (r Reservation) Over() []Total {
	var over []Total
	if r.Late {
		for _, t := range r.Totals {
			if _, ok := t.Excess(); ok {
				over = append(over, t)
			}
		}
	}
	return over
}

// Total is a running total, as the latest change by one payment left it.
type Total struct {
	Counter     limits.Counter
	From, Until time.Time    // its window, [From, Until); both zero for a lifetime
	Max         limits.Money // the cap, as given when the payment was reserved
	Used        limits.Money // after the change

	// Seq numbers the changes of this total from 1, without gaps: each leaves what the
	// one before left, more or less its amount. Every Reserve is a change, every
	// Release and every end of a hold, also of an amount of zero; a Confirm where it
	// is of less than was reserved, or late and not of zero; a Refund where it gives
	// back.
	//
	// What ends a hold is the ledger itself, when it sweeps or makes room, and no
	// answer says so. A log of all answers therefore has every number but those of
	// holds that ended.
	Seq int64
}

// Excess returns by how much the total is past its cap, and false if it is not.
func (t Total) Excess() (limits.Money, bool) {
	excess, err := t.Used.Sub(t.Max)
	if err != nil || excess.Sign() <= 0 {
		return limits.Money{}, false
	}
	return excess, true
}
