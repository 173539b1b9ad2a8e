package ledger

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/paymux/paymux/limits"
)

// RefusedError reports that a payment does not fit under its caps. It is always a
// pointer.
type RefusedError struct {
	ID     string
	Amount limits.Money

	// Refusals are the caps that it does not fit under, in the order of
	// Payment.Caps: each with what its total has reached, what is left of it, and
	// when it resets.
	Refusals []limits.Refusal
}

// Error names the payment, each cap that refuses it, what that cap leaves and until when.
func (e *RefusedError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "ledger: payment %q of %s is refused", clip(e.ID), e.Amount)
	for i, r := range e.Refusals {
		sep := ": "
		if i > 0 {
			sep = "; "
		}
		b.WriteString(sep)
		counter := clip(string(r.Cap.Counter))
		if r.Cap.CountReached(r.Used) {
			count, _ := r.Used.Count()
			fmt.Fprintf(&b, "%s has %d of at most %d payments", counter, count, r.Cap.MaxCount)
		} else if r.Cap.IsTotal() {
			fmt.Fprintf(&b, "%s leaves %s", counter, r.Room)
		} else {
			fmt.Fprintf(&b, "one payment must be %s", r.Room)
		}
		if resets, ok := r.Room.Resets(); ok {
			fmt.Fprintf(&b, " until %s", resets.Format("2006-01-02T15:04:05Z07:00"))
		}
	}
	return b.String()
}

// FieldError reports an invalid argument. It is always a pointer; a call reports all
// invalid arguments at once, joined.
type FieldError struct {
	Field string // such as "Hold" or "Caps[2].Counter"
	Value string // the invalid value, clipped if long; empty for the id of a subject
	Want  string // what is allowed
}

// Error names the field, its value and what is allowed.
func (e *FieldError) Error() string {
	if e.Value == "" {
		return fmt.Sprintf("ledger: %s: want %s", e.Field, e.Want)
	}
	return fmt.Sprintf("ledger: %s is %q: want %s", e.Field, e.Value, e.Want)
}

// MismatchError reports an id that was used before, with other contents. It is
// always a pointer.
type MismatchError struct {
	ID string

	// Field is the first of these that differs: "Amount"; "Caps" (the counters, or a
	// counter's window, currency or subjects); "Subjects" (their ids); "Refundable";
	// "confirmed amount"; or "amount of refund" followed by the refund's id.
	Field string

	Known, Got string // the amounts, where Field is one; otherwise empty
}

// Error names the payment, what differs and what to do.
func (e *MismatchError) Error() string {
	const want = "want the same again, or a new id"
	if e.Known == "" && e.Got == "" {
		return fmt.Sprintf("ledger: payment %q was made with different %s: %s", clip(e.ID), e.Field, want)
	}
	return fmt.Sprintf("ledger: payment %q has %s %s, not %s: %s", clip(e.ID), e.Field, e.Known, e.Got, want)
}

// StateError reports a call that the payment's state does not allow. It is always a
// pointer.
type StateError struct {
	ID    string
	Call  string // "Reserve", "Release" or "Refund"
	State State  // the payment's state
}

// wantState is what a call needs of a payment.
var wantState = map[string]string{
	"Reserve": "a new id for a new attempt",
	"Release": "one that is reserved, released or expired",
	"Refund":  "one that is confirmed",
}

// Error names the call, the payment, its state and what the call needs.
func (e *StateError) Error() string {
	return fmt.Sprintf("ledger: cannot %s payment %q, which is %s: want %s",
		strings.ToLower(e.Call), clip(e.ID), e.State, cmp.Or(wantState[e.Call], "another state"))
}

// AmountError reports a confirmation of more than was reserved, or refunds of more
// than was confirmed. It is always a pointer. [limits.AmountError] is another one.
type AmountError struct {
	ID     string
	Call   string       // "Confirm" or "Refund"
	Amount limits.Money // as given
	Max    limits.Money // what is allowed, inclusive
}

// Error names the call, the payment, the amount and the maximum.
func (e *AmountError) Error() string {
	return fmt.Sprintf("ledger: %s of payment %q for %s: want at most %s", e.Call, clip(e.ID), e.Amount, e.Max)
}

// UnknownPaymentError reports an id that was never reserved, or whose payment was
// deleted after [Retention]. It is always a pointer.
type UnknownPaymentError struct {
	ID string
}

// Error names the payment and says what an id must be of.
func (e *UnknownPaymentError) Error() string {
	return fmt.Sprintf("ledger: payment %q is unknown: want one that was reserved, and is not older than Retention", clip(e.ID))
}

// errNotMade is that of a ledger to which no constructor has given anything to work with.
var errNotMade = errors.New("ledger: the ledger is nil or zero: make one with NewMemory or NewPostgres")

// clip bounds what an error quotes of its input.
func clip(s string) string {
	const limit = 48
	if len(s) <= limit {
		return s
	}
	end := limit
	for end > limit-utf8.UTFMax && !utf8.RuneStart(s[end]) {
		end-- // not inside a character
	}
	return s[:end] + "..."
}
