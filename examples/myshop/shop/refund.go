package shop

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"regexp"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// RefusedRefundError reports a refund that the payment does not allow.
type RefusedRefundError struct {
	Order  string
	Refund string
	Amount limits.Money
	Left   limits.Money // what can be paid back; the zero Money if the order is not paid
	Known  limits.Money // the amount under which the id exists; the zero Money for none
}

// Error says what stands in the way.
func (e *RefusedRefundError) Error() string {
	switch {
	case !e.Left.IsValid():
		return fmt.Sprintf("order %s is not paid", e.Order)
	case e.Known.IsValid():
		return fmt.Sprintf("Refund %s exists with another amount, %s.", e.Refund, e.Known)
	}
	return fmt.Sprintf("Only %s can still be refunded.", e.Left)
}

var refundID = regexp.MustCompile(`^[0-9A-Za-z]{1,28}$`)

// refund takes staff's word to pay a part back. The same id again is the same refund.
func (s *Server) refund(w http.ResponseWriter, r *http.Request) {
	order, id := r.PathValue("order"), r.PostFormValue("refund")
	amount, err := limits.ParseMoney(r.PostFormValue("amount"))
	if !refundID.MatchString(id) || err != nil || amount.Sign() <= 0 {
		http.Error(w, "refund is an id of yours, of up to 28 letters and digits, amount such as 100.00 CNY", http.StatusUnprocessableEntity)
		return
	}
	status, left, err := s.payBackPart(r.Context(), order, Refund{ID: id, Amount: amount})
	refused := (*RefusedRefundError)(nil)
	switch {
	case errors.As(err, &refused):
		http.Error(w, err.Error(), http.StatusConflict)
	case err != nil:
		s.log.Error("refund", "order", order, "refund", id, "err", err)
		http.Error(w, "not known whether it is accepted: ask again with the same id", http.StatusServiceUnavailable)
	default:
		fmt.Fprintf(w, "%s: %s. %s can still be refunded.\n", amount, saysOf[status], left)
	}
}

// saysOf is what staff is told.
var saysOf = map[provider.RefundStatus]string{
	provider.Processing: "accepted, in progress",
	provider.Refunded:   "refunded",
	provider.Failed:     "failed: pay it out at the provider's, then ask again with the same id",
}

// payBackPart writes a refund down and then has it paid back. It returns how far that is, and
// what remains.
func (s *Server) payBackPart(ctx context.Context, order string, refund Refund) (provider.RefundStatus, limits.Money, error) {
	var refused *RefusedRefundError
	record, err := s.update(ctx, order, func(r *Record) bool {
		refused = &RefusedRefundError{Order: order, Refund: refund.ID, Amount: refund.Amount}
		a := r.payment()
		if a == nil {
			return false
		}
		refused.Left = a.left()
		if known := a.refund(refund.ID); known != nil {
			if refused.Known = known.Amount; known.Amount == refund.Amount {
				refused = nil
			}
			return false
		}
		if order, err := refund.Amount.Compare(refused.Left); err != nil || order > 0 {
			return false
		}
		refused = nil
		a.Refunds = append(a.Refunds, refund)
		return true
	})
	if err != nil {
		return "", limits.Money{}, err
	}
	if refused != nil {
		return "", limits.Money{}, refused
	}
	a := record.payment()
	status, err := s.payBack(ctx, *a, *a.refund(refund.ID))
	return status, a.left(), err
}

// payBack has the provider move the money, and once it has, frees the room in the ledger and
// marks the refund. Called again, it takes the next step.
func (s *Server) payBack(ctx context.Context, a Attempt, refund Refund) (provider.RefundStatus, error) {
	if refund.Status == provider.Refunded {
		return refund.Status, nil
	}
	status, err := s.provider.Refund(ctx, provider.Refund{ID: a.ID + "_" + refund.ID, Order: a.ID, Amount: refund.Amount})
	if err != nil || status == refund.Status {
		return status, err
	}
	switch status {
	case provider.Refunded:
		_, err := s.books.Refund(ctx, a.ID, refund.ID, refund.Amount)
		if err != nil && !isAnswer[*ledger.UnknownPaymentError](err) { // where it is forgotten, its totals are past, too
			return "", err
		}
	case provider.Failed:
		s.log.Error("a refund has failed: staff must see to it", "attempt", a.ID, "refund", refund.ID, "amount", refund.Amount)
	}
	s.log.Info("refund", "attempt", a.ID, "refund", refund.ID, "amount", refund.Amount, "status", status)
	_, err = s.update(ctx, orderOf(a.ID), func(r *Record) bool {
		stored := r.attempt(a.ID).refund(refund.ID)
		if stored.Status == provider.Refunded || stored.Status == status {
			return false
		}
		stored.Status = status
		return true
	})
	return status, err
}
