package shop

import (
	"context"

	"github.com/paymux/paymux/examples/myshop/provider"
	"github.com/paymux/paymux/limits/ledger"
)

// settle takes what the provider says of an attempt. It may be said any number of times, late
// and in any order: that an order is paid stands, whatever was or will be said.
func (s *Server) settle(ctx context.Context, o provider.Order) error {
	switch o.Status {
	case provider.Paid:
		return s.paid(ctx, o)
	case provider.Closed:
		return s.closed(ctx, o.ID)
	}
	return nil
}

// paid records that the buyer has paid: first in the ledger, which counts the money even
// where its room has gone, then in the record.
func (s *Server) paid(ctx context.Context, o provider.Order) error {
	record, err := s.store.Load(ctx, orderOf(o.ID))
	if err != nil {
		return err
	}
	if a := record.attempt(o.ID); a == nil || a.Amount != o.Amount {
		return s.stray(ctx, o)
	}
	held, err := s.books.Confirm(ctx, o.ID, o.Amount)
	isForgotten := isAnswer[*ledger.UnknownPaymentError](err) // its totals are past, too
	if err != nil && !isForgotten {
		return err
	}
	for _, total := range held.Over() {
		s.log.Warn("a late payment is above its cap", "attempt", o.ID, "counter", total.Counter)
	}
	record, err = s.update(ctx, record.Order, func(r *Record) bool {
		a := r.attempt(o.ID)
		if a.State == Paid {
			return false
		}
		if r.payment() != nil {
			a.Extra = true
			a.Refunds = append(a.Refunds, Refund{ID: "extra", Amount: a.Amount})
		}
		a.State, a.Late = Paid, held.Late || isForgotten
		return true
	})
	if err != nil {
		return err
	}
	s.log.Info("paid", "attempt", o.ID, "amount", o.Amount, "replay", held.Replay)
	if err := s.finish(ctx, record.Order); err != nil {
		s.log.Error("left to Recover", "order", record.Order, "err", err)
	}
	return nil
}

// stray takes a payment that is not one of the shop's own attempts for its amount. To hear of it
// again cures nothing: it is written down for staff, and nobody asks about the attempt any more.
func (s *Server) stray(ctx context.Context, o provider.Order) error {
	s.log.Error("paid, but matches no attempt", "attempt", o.ID, "amount", o.Amount)
	_, err := s.update(ctx, orderOf(o.ID), func(r *Record) bool {
		a := r.attempt(o.ID)
		if a == nil || !a.isLive() && a.State != Closed {
			return false
		}
		a.State = Stray
		return true
	})
	return err
}

// closed records that the provider takes no money for an attempt any more.
func (s *Server) closed(ctx context.Context, id string) error {
	if err := s.release(ctx, id); err != nil {
		return err
	}
	_, err := s.update(ctx, orderOf(id), func(r *Record) bool {
		a := r.attempt(id)
		if a == nil || !a.isLive() {
			return false
		}
		a.Expired = a.Expired || a.isOver(s.now())
		a.State = Closed
		return true
	})
	return err
}

// release frees the room of an attempt that cannot be paid any more. One that has no room,
// or is paid after all, stays as it is.
func (s *Server) release(ctx context.Context, id string) error {
	_, err := s.books.Release(ctx, id)
	if isAnswer[*ledger.UnknownPaymentError](err) || isAnswer[*ledger.StateError](err) {
		return nil
	}
	return err
}

// giveUp ends an attempt: at once if the provider does not know it, else as the provider
// says. It writes down before that it will, so that no click goes on with the attempt.
func (s *Server) giveUp(ctx context.Context, id string) error {
	record, err := s.update(ctx, orderOf(id), func(r *Record) bool {
		a := r.attempt(id)
		switch a.State {
		case New:
			a.State = Closed
		case Open:
			a.Expired = a.isOver(s.now())
			a.State = Left
		default:
			return false
		}
		return true
	})
	if err != nil {
		return err
	}
	a := record.attempt(id)
	if a.State == Closed {
		return s.release(ctx, id)
	}
	if a.State != Left {
		return nil
	}
	o, err := s.provider.Close(ctx, id)
	if err != nil {
		return err
	}
	if o.Status == provider.Unknown && !s.now().Before(a.Expires.Add(margin)) {
		return s.closed(ctx, id) // no call that makes it can be on its way any more
	}
	return s.settle(ctx, o)
}

// finish does what a record says is still to be done: it gives up what can be paid though
// the order is paid, and pays back what is to be paid back.
func (s *Server) finish(ctx context.Context, order string) error {
	record, err := s.store.Load(ctx, order)
	if err != nil {
		return err
	}
	for _, a := range record.Attempts {
		if a.isLive() && record.payment() != nil {
			if err := s.giveUp(ctx, a.ID); err != nil {
				return err
			}
		}
		for _, refund := range a.Refunds {
			if !refund.isUnfinished() {
				continue
			}
			if _, err := s.payBack(ctx, a, refund); err != nil {
				return err
			}
		}
	}
	return nil
}
