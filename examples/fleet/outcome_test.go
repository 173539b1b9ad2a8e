package main

import (
	"context"
	"errors"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/ledger"
)

// isAnswer reports whether an error is the ledger's answer. Any other means that the
// outcome is not known.
func isAnswer(err error) bool {
	return err == nil || is[*ledger.RefusedError](err) || is[*ledger.StateError](err) || is[*ledger.MismatchError](err) ||
		is[*ledger.AmountError](err) || is[*ledger.UnknownPaymentError](err) || is[*limits.RangeError](err)
}

func is[E error](err error) bool {
	var e E
	return errors.As(err, &e)
}

// retry repeats a call until there is an answer.
func retry(ctx context.Context, call func() (ledger.Reservation, error)) (ledger.Reservation, error) {
	for {
		r, err := call()
		if isAnswer(err) || ctx.Err() != nil {
			return r, err
		}
		select {
		case <-ctx.Done():
		case <-time.After(10 * time.Millisecond):
		}
	}
}
