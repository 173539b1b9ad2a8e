package limits

import (
	"fmt"
	"time"
)

// Refusal says which cap a payment does not fit under, and what would. Where
// Cap.CountReached(Used), no amount would. The zero Refusal is none: [Fit] never
// returns it.
type Refusal struct {
	Cap  Cap
	Used Used     // the total so far; the zero Used where Cap bounds one payment
	Room Headroom // what the payment may amount to, and when a total resets
}

// Fit decides whether a payment fits under every one of the caps, and returns a
// refusal for each that it does not fit under, in the order of the caps. None
// means that it fits; that is also the answer where there are no caps.
//
// A cap that cannot be decided is an error that names its place in caps and wraps
// the error of [Cap.Headroom]; it must be treated as a refusal. An amount that is
// negative or not valid is an [*AmountError].
func Fit(amount Money, at time.Time, usage Usage, caps ...Cap) ([]Refusal, error) {
	if !amount.IsValid() || amount.Sign() < 0 {
		return nil, &AmountError{Amount: amount}
	}
	var refusals []Refusal
	q := Query{Currency: amount.Currency(), At: at, Usage: usage}
	for i, c := range caps {
		room, err := c.Headroom(q)
		if err != nil {
			return nil, fmt.Errorf("caps[%d]: %w", i, err)
		}
		if !room.Allows(amount) {
			refusals = append(refusals, Refusal{Cap: c, Used: usage[c.Counter], Room: room})
		}
	}
	return refusals, nil
}

// AmountError reports an amount that nobody can pay. It is always a pointer. The error of the
// same name in package ledger is another one.
type AmountError struct {
	Amount Money // negative, or not valid
}

// Error names the amount and says what is wanted.
func (e *AmountError) Error() string {
	if !e.Amount.IsValid() {
		return "limits: no amount to pay: want an amount of zero or more"
	}
	return fmt.Sprintf("limits: cannot pay %s: want an amount of zero or more", e.Amount)
}
