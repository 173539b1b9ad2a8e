package provider

import (
	"context"
	"fmt"
	"time"

	"github.com/paymux/paymux/limits"
)

// RefundStatus is how far a refund is.
type RefundStatus string

// The statuses of a refund.
const (
	Processing RefundStatus = "processing" // accepted: the payer has not got it yet
	Refunded   RefundStatus = "refunded"   // final
	Failed     RefundStatus = "failed"     // staff must act, such as where the payer's card is closed
)

// Refund asks to pay back a part of an order or all of it.
type Refund struct {
	// ID is the merchant's own, the same one for each repetition. It is unique among all
	// refunds of the merchant, whatever their orders: up to 64 letters, digits and underscores.
	ID     string
	Order  string // its id
	Amount limits.Money
}

type refund struct {
	Refund
	accepted time.Time
	isFailed bool
}

// refundTime is how long a refund takes here. The real ones take minutes, or days for cards.
const refundTime = time.Minute

// Refund accepts a refund, and says how far it is. The same refund again changes nothing: ask
// until it is no longer [Processing].
func (s *Stub) Refund(_ context.Context, r Refund) (RefundStatus, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if known := s.refunds[r.ID]; known != nil {
		if known.Refund != r {
			return "", fmt.Errorf("refund %s is of %s of order %s, not of %s of order %s", r.ID, known.Amount, known.Order, r.Amount, r.Order)
		}
		return s.statusOf(known), nil
	}
	o := s.find(r.Order)
	if o == nil || o.status != Paid {
		return "", fmt.Errorf("order %s is not paid", r.Order)
	}
	left := s.left(o)
	if order, err := r.Amount.Compare(left); err != nil || order > 0 {
		return "", fmt.Errorf("%s of order %s remain: %s cannot be paid back", left, r.Order, r.Amount)
	}
	s.refunds[r.ID] = &refund{Refund: r, accepted: s.now()}
	return Processing, nil
}

func (s *Stub) statusOf(r *refund) RefundStatus {
	switch {
	case r.isFailed:
		return Failed
	case s.now().Before(r.accepted.Add(refundTime)):
		return Processing
	}
	return Refunded
}

// FailRefund is a payer's card that takes no money back, until [Stub.MendRefund].
func (s *Stub) FailRefund(id string) error { return s.setFailed(id, true) }

// MendRefund is staff that pays a failed refund out by other means, at the provider's.
func (s *Stub) MendRefund(id string) error { return s.setFailed(id, false) }

func (s *Stub) setFailed(id string, isFailed bool) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := s.refunds[id]
	if r == nil {
		return fmt.Errorf("no refund %s", id)
	}
	r.isFailed = isFailed
	return nil
}

// Balance is what the merchant has received for an order, accepted refunds taken off. It is the
// zero Money if the order is not paid.
func (s *Stub) Balance(id string) limits.Money {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.orders[id]
	if o == nil || o.status != Paid {
		return limits.Money{}
	}
	return s.left(o)
}

func (s *Stub) left(o *order) limits.Money {
	left := o.Amount
	for _, r := range s.refunds {
		if r.Order == o.ID {
			left, _ = left.Sub(r.Amount) // refunds are in the order's currency and no larger
		}
	}
	return left
}
