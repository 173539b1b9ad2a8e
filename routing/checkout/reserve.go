package checkout

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// Attempt is one attempt to pay an order: what one button of the list stands for. The zero
// Attempt has no method, and is refused.
type Attempt struct {
	// ID is [ledger.Payment].ID: a new one for each attempt, the same one for each click on
	// the same button, as long as the product is the same. It can be the provider's order
	// number as well, if it is one that the provider takes: see there. The same number is the
	// same payment only with the same product and the same parameters.
	ID     string
	Method methods.ID // that the buyer has picked

	// Hold is [ledger.Payment].Hold: it must outlive the order at the provider. See "How
	// long things live" in package ledger.
	Hold time.Duration

	Refundable []limits.Counter // see [ledger.Payment]

	// Subjects are the ids of subjects beside the order's buyer and merchant whose totals
	// the catalog caps; nil for none.
	Subjects map[limits.Subject]limits.Hidden
}

// Reserve decides once more whether an order may be paid with a method, and holds the room
// of the payment in the ledger. No error means that the payment may start: hand the
// offer's product and the reservation's amount to the provider.
//
// The offer is for the reserved amount alone: that is its headroom. A further call with the
// same attempt returns the same offer and reservation, whose Replay is then true. So it
// does after the rules have changed, as long as they offer the method and cap the same
// totals. Otherwise the first answer holds no more: where the attempt is reserved in other
// totals, or for another amount, the error is a [*ledger.MismatchError]. Where it is paid,
// released or expired it is a [*ledger.StateError]. Begin a new attempt, once the provider
// has closed the order of the old one.
//
// A method that is not offered is a [*NotOfferedError], also if another payment has
// taken the room since the list was made. An invalid attempt is a [*ledger.FieldError], or
// several joined, and a malformed order a [*routing.OrderError]. A nil or zero router and a
// nil ledger are errors too; others are those of the ledger.
//
// Set the order's time to the current one: Reserve neither sets nor checks it. With another
// time it decides by the rules of that time, but counts the payment in the totals of now.
// The order's usage is what totals have reached that the ledger does not keep, such as those
// of a limit that is not a [limits.Cap].
func Reserve(ctx context.Context, router *routing.Router, books ledger.Ledger, order routing.Order, attempt Attempt) (routing.Offer, ledger.Reservation, error) {
	if err := attempt.check(); err != nil {
		return routing.Offer{}, ledger.Reservation{}, err
	}
	c := charge{router, books, order, attempt, subjectsOf(order, attempt.Subjects)}
	decision, err := c.decide(ctx)
	if err != nil {
		return routing.Offer{}, ledger.Reservation{}, err
	}
	offer, offered := decision.Offer(attempt.Method)
	if !offered {
		return c.again(ctx, decision)
	}
	held, err := books.Reserve(ctx, c.payment(offer.Caps))
	refused := (*ledger.RefusedError)(nil)
	if errors.As(err, &refused) { // by a payment since
		if decision, err = c.decide(ctx); err == nil {
			err = &NotOfferedError{Method: attempt.Method, Decision: decision}
		}
	}
	if err != nil {
		return routing.Offer{}, ledger.Reservation{}, err
	}
	return reserved(offer, held), held, nil
}

// check finds what the ledger could only find after the order was decided.
func (a *Attempt) check() error {
	var faults []error
	if a.ID == "" {
		faults = append(faults, &ledger.FieldError{Field: "ID", Want: "an id of its own"})
	}
	if a.Method == "" {
		faults = append(faults, &ledger.FieldError{Field: "Method", Want: "the method that the buyer has picked"})
	}
	if a.Hold <= 0 || a.Hold > ledger.MaxHold {
		faults = append(faults, &ledger.FieldError{Field: "Hold", Value: a.Hold.String(), Want: "more than zero, and at most " + ledger.MaxHold.String()})
	}
	return errors.Join(faults...)
}

// charge is a call of Reserve.
type charge struct {
	router   *routing.Router
	books    ledger.Ledger
	order    routing.Order
	attempt  Attempt
	subjects map[limits.Subject]limits.Hidden
}

func (c *charge) decide(ctx context.Context) (routing.Decision, error) {
	order := c.order
	var err error
	if order.Usage, err = Usage(ctx, c.router, c.books, order, c.attempt.Subjects); err != nil {
		return routing.Decision{}, err
	}
	return c.router.Route(order)
}

// again answers for a method that is not offered. What keeps it from being offered may be
// the attempt's own hold: then an earlier call has reserved it, and its answer holds.
func (c *charge) again(ctx context.Context, decision routing.Decision) (routing.Offer, ledger.Reservation, error) {
	first, err := c.decideAsFirst()
	if err != nil {
		return routing.Offer{}, ledger.Reservation{}, err
	}
	notOffered := &NotOfferedError{Method: c.attempt.Method, Decision: decision}
	offer, offered := first.Offer(c.attempt.Method)
	if !offered {
		return routing.Offer{}, ledger.Reservation{}, notOffered
	}
	// The ledger returns what is reserved whatever the bounds are now. Under one that no
	// payment keeps it reserves nothing anew.
	held, err := c.books.Reserve(ctx, c.payment(slices.Concat(offer.Caps, []limits.Cap{boundBeside(c.order.Amount)})))
	refused, usage := (*ledger.RefusedError)(nil), (*limits.UsageError)(nil)
	switch {
	case errors.As(err, &refused), errors.As(err, &usage):
		return routing.Offer{}, ledger.Reservation{}, notOffered
	case err != nil:
		return routing.Offer{}, ledger.Reservation{}, err
	}
	return reserved(offer, held), held, nil
}

// decideAsFirst decides as if nothing had been paid in the totals that the ledger keeps.
func (c *charge) decideAsFirst() (routing.Decision, error) {
	caps, err := knownCaps(c.router, c.order, c.subjects)
	if err != nil {
		return routing.Decision{}, err
	}
	totals := limits.Usage{}
	for _, bound := range caps {
		unused := limits.CountOnly(0)
		if bound.Max.IsValid() {
			zero, err := bound.Max.Sub(bound.Max)
			if err != nil {
				return routing.Decision{}, err
			}
			unused = limits.NewUsed(zero, 0)
		}
		totals[bound.Counter] = unused
	}
	order := c.order
	order.Usage = merged(order.Usage, totals)
	return c.router.Route(order)
}

func (c *charge) payment(caps []limits.Cap) ledger.Payment {
	return ledger.Payment{
		ID: c.attempt.ID, Amount: c.order.Amount, Caps: caps, Subjects: c.subjects,
		Hold: c.attempt.Hold, Refundable: c.attempt.Refundable,
	}
}

// boundBeside is a bound on one payment that the amount does not keep.
func boundBeside(amount limits.Money) limits.Cap {
	one, _ := limits.MoneyFromMinor(1, amount.Currency())
	if most, err := amount.Sub(one); err == nil && most.Sign() >= 0 {
		return limits.Cap{Max: most}
	}
	return limits.Cap{Min: one}
}

// reserved narrows an offer to what is reserved.
func reserved(offer routing.Offer, held ledger.Reservation) routing.Offer {
	offer.Headroom = limits.Between(held.Amount, held.Amount)
	return offer
}

// NotOfferedError reports that the order may not be paid with the method that was picked.
// It is always a pointer.
type NotOfferedError struct {
	Method methods.ID

	// Decision is what may be done now: send its [routing.Decision.Public] to the buyer. Where
	// it offers the method, another payment had its room for a moment: the buyer may try
	// again.
	Decision routing.Decision
}

// Error names the method and the reasons against it. It is for logs.
func (e *NotOfferedError) Error() string {
	why, excluded := e.Decision.Why(e.Method)
	if !excluded {
		return fmt.Sprintf("checkout: another payment had taken the room for %s", e.Method)
	}
	return fmt.Sprintf("checkout: not offered: %v", why)
}
