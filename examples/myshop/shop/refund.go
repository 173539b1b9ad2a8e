package shop

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// RefusedRefundError reports a refund that the payment does not allow.
type RefusedRefundError struct {
	Order  string
	Refund string
	Amount limits.Money
	Left   limits.Money // what can be paid back; the zero Money if the order is not paid
}

// Error names the refund and what can be paid back.
func (e *RefusedRefundError) Error() string {
	if !e.Left.IsValid() {
		return fmt.Sprintf("order %s is not paid", e.Order)
	}
	return fmt.Sprintf("refund %s of %s: %s of order %s remain, and an id has one amount", e.Refund, e.Amount, e.Left, e.Order)
}

// refund takes staff's word to pay a part back. The same id again is the same refund.
func (s *Server) refund(w http.ResponseWriter, r *http.Request) {
	order, id := r.PathValue("order"), r.PostFormValue("refund")
	amount, err := limits.ParseMoney(r.PostFormValue("amount"))
	if id == "" || err != nil || amount.Sign() <= 0 {
		http.Error(w, "refund is an id of yours, amount such as 100.00 CNY", http.StatusUnprocessableEntity)
		return
	}
	left, err := s.payBackPart(r.Context(), order, Refund{ID: id, Amount: amount})
	refused := (*RefusedRefundError)(nil)
	switch {
	case errors.As(err, &refused):
		http.Error(w, err.Error(), http.StatusConflict)
	case err != nil:
		s.log.Error("refund", "order", order, "refund", id, "err", err)
		http.Error(w, "not known whether it is paid back: ask again with the same id", http.StatusServiceUnavailable)
	default:
		fmt.Fprintf(w, "%s of order %s paid back, %s remain\n", amount, order, left)
	}
}

// payBackPart writes a refund down and then pays it back. It returns what remains.
func (s *Server) payBackPart(ctx context.Context, order string, refund Refund) (limits.Money, error) {
	var refused *RefusedRefundError
	record, err := s.update(ctx, order, func(r *Record) bool {
		refused = &RefusedRefundError{Order: order, Refund: refund.ID, Amount: refund.Amount}
		a := r.payment()
		if a == nil {
			return false
		}
		refused.Left = a.left()
		for _, known := range a.Refunds {
			if known.ID == refund.ID {
				if known.Amount == refund.Amount {
					refused = nil
				}
				return false
			}
		}
		if order, err := refund.Amount.Compare(refused.Left); err != nil || order > 0 {
			return false
		}
		refused = nil
		a.Refunds = append(a.Refunds, refund)
		return true
	})
	if err != nil {
		return limits.Money{}, err
	}
	if refused != nil {
		return limits.Money{}, refused
	}
	return record.payment().left(), s.finish(ctx, order)
}

// payBack moves the money at the provider, then frees the room in the ledger, then marks the
// refund as done.
func (s *Server) payBack(ctx context.Context, a Attempt, refund Refund) error {
	if refund.Done {
		return nil
	}
	if err := s.provider.Refund(ctx, a.ID, refund.ID, refund.Amount); err != nil {
		return err
	}
	_, err := s.books.Refund(ctx, a.ID, refund.ID, refund.Amount)
	if err != nil && !isAnswer[*ledger.UnknownPaymentError](err) { // where it is forgotten, its totals are past, too
		return err
	}
	s.log.Info("paid back", "attempt", a.ID, "refund", refund.ID, "amount", refund.Amount)
	_, err = s.update(ctx, orderOf(a.ID), func(r *Record) bool {
		stored := r.attempt(a.ID)
		for i := range stored.Refunds {
			if stored.Refunds[i].ID == refund.ID && !stored.Refunds[i].Done {
				stored.Refunds[i].Done = true
				return true
			}
		}
		return false
	})
	return err
}
