package ledger

import (
	"fmt"
	"log/slog"
	"time"

	"github.com/paymux/paymux/limits"
)

// Payment is one attempt to pay. The zero Payment is refused: it needs an ID, an Amount and a
// Hold.
type Payment struct {
	// ID is chosen by the caller: a new one for each attempt, the same one for each
	// repetition of a call. 1 to 200 bytes of valid UTF-8 without NUL. To be the wallets'
	// out_trade_no as well, it has 6 to 32 letters, digits and underscores: WeChat Pay takes
	// up to 32 of letters, digits and _-|*, Alipay up to 64 of letters, digits and _.
	ID string

	// Amount is zero or more.
	Amount limits.Money

	// Caps are what the payment must fit under. Those with a counter count it; the
	// others bound its amount alone. Caps on the same counter have the same window,
	// currency and subjects. The Max and MaxCount given here apply, whatever earlier
	// payments had. A counter of which no cap here has a Max counts payments in all
	// currencies, and no amounts: that is another total than the one of payments with a
	// Max.
	Caps []limits.Cap

	// Subjects has an id for every subject that a cap names, of 1 to 200 bytes of
	// valid UTF-8 without NUL. Others are ignored. The ids of the subjects that one cap
	// names must fit into a key together: eight always do, with names of up to 20 bytes
	// and ids without slashes and percent signs.
	Subjects map[limits.Subject]limits.Hidden

	// Hold is how long the room is held if neither Confirm nor Release comes. It is
	// more than zero and at most [MaxHold], and should end after the payment provider
	// itself closes the payment: see "How long things live" in the package comment.
	Hold time.Duration

	// Refundable names the counters whose totals a refund reduces. Counters that no
	// cap of this payment has are ignored, so that one list can serve all payments. Whether
	// a refund gives back room is for whoever sets the cap to say: the shop for its own, the
	// wallet for its quotas.
	Refundable []limits.Counter
}

// MaxHold is the longest Payment.Hold, ten years, inclusive. A longer one is a
// [*FieldError].
const MaxHold = 10 * 365 * 24 * time.Hour

// String describes the payment in one line, without the ids of its subjects.
func (p Payment) String() string { return fmt.Sprintf("payment %q of %s", p.ID, p.Amount) }

// Format writes [Payment.String] for every verb of package fmt.
func (p Payment) Format(f fmt.State, _ rune) { fmt.Fprint(f, p.String()) }

// LogValue returns the payment as a group of attributes, without the ids of its
// subjects.
func (p Payment) LogValue() slog.Value {
	return slog.GroupValue(slog.String("id", p.ID), slog.String("amount", p.Amount.String()))
}

// State is the state of a payment. The empty State is none.
type State string

// The states of a payment.
const (
	Reserved  State = "reserved"  // its room is held
	Confirmed State = "confirmed" // it succeeded
	Released  State = "released"  // it failed, and its room was freed
	Expired   State = "expired"   // its hold ended, and its room was freed
)

// Reservation is what a ledger knows of a payment after a call. It has no ids of
// subjects. The zero Reservation is of no payment: it comes with an error.
type Reservation struct {
	ID        string
	State     State
	Amount    limits.Money // as reserved
	Confirmed limits.Money // as confirmed; 0.00 before, as State says
	Refunded  limits.Money // the sum of the refunds
	Made      time.Time    // by the ledger's clock, in UTC; the payment's windows contain this instant
	Expires   time.Time    // when the hold ends

	// Totals are those that the payment counts in, one for each counter, in the order of
	// the ledger's keys. Each is as this payment's latest change of it left it: other
	// payments do not show.
	Totals []Total

	// Late reports that the payment was confirmed after it was released or had expired.
	Late bool

	// Replay reports that an earlier call had the same effect: this one changed nothing.
	Replay bool
}

// Over returns the totals that a late success took past their caps, in amount or in
// payments, in the order of Totals.
func (r Reservation) Over() []Total {
	var over []Total
	if r.Late {
		for _, t := range r.Totals {
			_, amount := t.Excess()
			_, count := t.ExcessCount()
			if amount || count {
				over = append(over, t)
			}
		}
	}
	return over
}

// Total is a running total after the latest change by one payment. The zero Total is none.
type Total struct {
	Counter     limits.Counter
	From, Until time.Time    // limits.Window.Span of when the payment was made; both zero for a lifetime
	Max         limits.Money // the smallest cap given when the payment was reserved; the zero Money for none
	MaxCount    int64        // likewise; zero for none
	Used        limits.Used  // after the change

	// Uncounted is what of this payment the total could not hold, as it ends at
	// [limits.MaxMinor]: of a late success alone, as any other payment is refused. Refunds
	// reduce it last. It is the zero Money if the total has no amounts.
	Uncounted limits.Money

	// Seq numbers the changes of this total from 1, without gaps: each starts from
	// what the one before left. What changes the amount or the number of payments is a
	// change: every Reserve, Release and expiration, and every late Confirm, also of an
	// amount of zero; a Confirm for less than was reserved, if the total has amounts; and
	// a Refund if the counter is refundable and the total has amounts or nothing remains
	// of the payment. Payments also drop out of a rolling window between two changes, and
	// change its total no more.
	//
	// The ledger itself expires reservations, when it sweeps or makes room, and no
	// answer reports it. A log of all answers has every number except those of
	// expirations.
	Seq int64
}

// Excess returns by how much the total is past Max, what it could not hold included, and
// false if it is not or there is no Max. It is at most [limits.MaxMinor].
func (t Total) Excess() (limits.Money, bool) {
	excess, err := t.Used.Amount.Sub(t.Max)
	if err != nil {
		return limits.Money{}, false
	}
	if t.Uncounted.Sign() > 0 {
		if excess, err = excess.Add(t.Uncounted); err != nil {
			excess, _ = limits.MoneyFromMinor(limits.MaxMinor, t.Max.Currency())
		}
	}
	if excess.Sign() <= 0 {
		return limits.Money{}, false
	}
	return excess, true
}

// ExcessCount returns how many more payments than MaxCount the total has, and false if it
// has no more, there is no MaxCount or the number of payments is not known.
func (t Total) ExcessCount() (int64, bool) {
	count, ok := t.Used.Count()
	if !ok || t.MaxCount <= 0 || count <= t.MaxCount {
		return 0, false
	}
	return count - t.MaxCount, true
}
