package shop

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// Record is how far the payment of one order has come. The zero Record is that of an order
// that nobody has tried to pay.
type Record struct {
	Order    string    `json:"order"`
	Attempts []Attempt `json:"attempts"` // oldest first

	Version int64     `json:"-"` // counts the saves; 0 before the first one
	Due     time.Time `json:"-"` // when Recover is to look at it; zero for never
}

// Attempt is one attempt to pay an order with one method.
type Attempt struct {
	ID      string        `json:"id"` // in the ledger and at the provider, too
	Method  methods.ID    `json:"method"`
	Name    methods.Text  `json:"name,omitzero"` // of the method, for the buyer
	Payer   methods.Payer `json:"payer,omitempty"`
	Product string        `json:"product,omitempty"` // that the provider's order is of; of the first surface
	Link    string        `json:"link,omitempty"`    // where a friend pays
	Amount  limits.Money  `json:"amount"`
	State   State         `json:"state"`
	Started time.Time     `json:"started"`
	Expires time.Time     `json:"expires"` // when it can be paid no more

	Expired bool     `json:"expired,omitempty"` // nobody paid in time, and nobody gave it up
	Late    bool     `json:"late,omitempty"`    // paid when its room was free again
	Extra   bool     `json:"extra,omitempty"`   // paid when the order was paid already
	Refunds []Refund `json:"refunds,omitempty"`
}

// State is how far an attempt has come.
type State string

// The states of an attempt. Where it is New or Closed, the provider has no order of it that
// could be paid.
const (
	New    State = "new"    // not yet known to the provider
	Open   State = "open"   // the provider may have an order that the buyer pays
	Left   State = "left"   // likewise, but the shop no longer wants it
	Paid   State = "paid"   // final, but for refunds
	Closed State = "closed" // not paid
	Stray  State = "stray"  // paid with another amount than it is for: staff must look
)

// Refund is a part of a payment that is paid back.
type Refund struct {
	ID     string       `json:"id"` // unique within the payment: up to 28 letters and digits
	Amount limits.Money `json:"amount"`

	// Status is what the provider has last said; empty if that may not know it. It is
	// Refunded only when the ledger knows, too.
	Status provider.RefundStatus `json:"status,omitempty"`
}

// isUnfinished reports whether the provider is to be asked. One that has failed is staff's.
func (r Refund) isUnfinished() bool { return r.Status == "" || r.Status == provider.Processing }

// add begins an attempt, and returns it. Its id is one that both wallets take: see
// [ledger.Payment].
func (r *Record) add(method methods.ID, amount limits.Money, now time.Time) *Attempt {
	r.Attempts = append(r.Attempts, Attempt{
		ID: fmt.Sprintf("%s_%04d", r.Order, len(r.Attempts)+1), Method: method, Amount: amount,
		State: New, Started: now, Expires: now.Add(life),
	})
	return &r.Attempts[len(r.Attempts)-1]
}

// orderOf is the order that an attempt pays; a stranger's id is that of no order.
func orderOf(attempt string) string {
	if i := strings.LastIndexByte(attempt, '_'); i >= 0 {
		return attempt[:i]
	}
	return attempt
}

// attempt returns an attempt by its id, or nil.
func (r *Record) attempt(id string) *Attempt {
	for i := range r.Attempts {
		if r.Attempts[i].ID == id {
			return &r.Attempts[i]
		}
	}
	return nil
}

// refund returns a refund by its id, or nil.
func (a *Attempt) refund(id string) *Refund {
	for i := range a.Refunds {
		if a.Refunds[i].ID == id {
			return &a.Refunds[i]
		}
	}
	return nil
}

// current returns the attempt that the buyer is at, or nil.
func (r *Record) current() *Attempt {
	for i := range r.Attempts {
		if a := &r.Attempts[i]; a.State == New || a.State == Open {
			return a
		}
	}
	return nil
}

// payment returns the attempt that has paid the order, or nil.
func (r *Record) payment() *Attempt {
	for i := range r.Attempts {
		if a := &r.Attempts[i]; a.State == Paid && !a.Extra {
			return a
		}
	}
	return nil
}

// left is what remains of a paid attempt once all its refunds are done, failed ones included:
// staff will see to them.
func (a *Attempt) left() limits.Money {
	left := a.Amount
	for _, refund := range a.Refunds {
		left, _ = left.Sub(refund.Amount) // refunds are checked when they are added
	}
	return left
}

// refunds adds up the refunds that the payer has got, and the others: the zero Money for none.
func (a *Attempt) refunds() (done, underWay limits.Money) {
	for _, refund := range a.Refunds {
		sum := &underWay
		if refund.Status == provider.Refunded {
			sum = &done
		}
		if !sum.IsValid() {
			*sum = refund.Amount
			continue
		}
		*sum, _ = sum.Add(refund.Amount) // at most the payment
	}
	return done, underWay
}

// schedule says when Recover is to look at the record: at once for what is not wanted any
// more and for refunds, or when an attempt can be paid no more.
func (r *Record) schedule() {
	r.Due = time.Time{}
	for _, a := range r.Attempts {
		at := time.Time{}
		switch {
		case a.isUnfinished(), a.State == Left, a.isLive() && r.payment() != nil:
			at = a.Started
		case a.isLive():
			at = a.Expires
		default:
			continue
		}
		if r.Due.IsZero() || at.Before(r.Due) {
			r.Due = at
		}
	}
}

// isOver reports whether the buyer has let the time to pay pass.
func (a *Attempt) isOver(now time.Time) bool { return a.State == Open && !now.Before(a.Expires) }

// has reports whether an attempt is in a state.
func (r *Record) has(state State) bool {
	return slices.ContainsFunc(r.Attempts, func(a Attempt) bool { return a.State == state })
}

func (a *Attempt) isLive() bool { return a.State == New || a.State == Open || a.State == Left }

func (a *Attempt) isUnfinished() bool { return slices.ContainsFunc(a.Refunds, Refund.isUnfinished) }
