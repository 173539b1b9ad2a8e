package shop

import (
	"context"
	"errors"
	"time"
)

const (
	batch = 100         // orders that one Recover takes
	lease = time.Minute // before another one takes the same order again
)

// Recover takes up what is left half done: attempts that can be paid no more, whose notice
// has got lost or never came, attempts that are not wanted any more, and refunds. It also
// sweeps the ledger. It compares no bills: that is another, daily task. Call it every few
// seconds; several shops may do so at once. The error joins those of the orders that are
// left to a later call.
func (s *Server) Recover(ctx context.Context) error {
	_, err := s.books.Sweep(ctx, batch)
	errs := []error{err}
	orders, err := s.store.Due(ctx, s.now(), batch)
	errs = append(errs, err)
	for _, order := range orders {
		errs = append(errs, s.recoverOrder(ctx, order))
	}
	return errors.Join(errs...)
}

func (s *Server) recoverOrder(ctx context.Context, order string) error {
	record, err := s.store.Load(ctx, order)
	now := s.now()
	if err != nil || record.Due.IsZero() || record.Due.After(now) {
		return err
	}
	record.Due = now.Add(lease)
	if err := s.store.Save(ctx, record); err != nil {
		if errors.Is(err, ErrStale) {
			return nil // another shop has it
		}
		return err
	}
	for _, a := range record.Attempts {
		if a.State == Left || a.isLive() && !now.Before(a.Expires) {
			if err := s.giveUp(ctx, a.ID); err != nil {
				return err
			}
		}
	}
	return s.finish(ctx, order)
}
