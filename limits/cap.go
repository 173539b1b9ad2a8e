package limits

import (
	"slices"
	"strconv"
)

// Cap is the Limit for nearly every need: a payment of at least Min and at most
// Max or, with a Window and a Counter, payments of at most Max in total, at most
// MaxCount of them. All bounds are inclusive; an invalid (zero) Money is no bound,
// nor is a MaxCount of zero. The zero Cap allows every amount.
type Cap struct {
	// Min bounds each single payment, also where the other bounds are of a total.
	Min Money
	Max Money

	// MaxCount is how many payments the Window may hold, whatever their amounts. It
	// stands beside Max or alone. A counter of which no cap has a Max counts the
	// payments in all currencies.
	MaxCount int64

	// Window and Counter are set both or neither. They say which payments Max adds up
	// and MaxCount counts, and under which name the total is kept.
	Window  Window
	Counter Counter

	// Per says whose total it is, such as the buyer's, or the buyer's with this
	// merchant: at most 16. It is for whoever keeps the totals and does not change
	// the headroom.
	Per []Subject
}

// IsTotal reports whether c bounds what its counter has reached rather than one
// payment.
func (c Cap) IsTotal() bool { return c.Counter != "" || !c.Window.IsZero() }

// Currency returns the currency of Max or else of Min. It is the zero Currency if c
// has neither: no bound at all, or a MaxCount of payments in any currency.
func (c Cap) Currency() Currency {
	if c.Max.IsValid() {
		return c.Max.currency
	}
	return c.Min.currency
}

// Validate returns a [*CapError] with the first fault if c is invalid: a negative
// bound, bounds in two currencies, Min above Max, a Window that is not valid, a
// Window without a Counter or the reverse, a total without Max or MaxCount, MaxCount
// or Per without a total, or Per that names too many subjects, one twice or none.
func (c Cap) Validate() error {
	switch {
	case c.Min.IsValid() && c.Min.Sign() < 0:
		return &CapError{"Min", c.Min.String(), "an amount of zero or more"}
	case c.Max.IsValid() && c.Max.Sign() < 0:
		return &CapError{"Max", c.Max.String(), "an amount of zero or more"}
	case c.Min.IsValid() && c.Max.IsValid() && c.Min.currency != c.Max.currency:
		return &CapError{"Max", c.Max.String(), "the currency of Min, " + c.Min.currency.String()}
	case c.Min.IsValid() && c.Max.IsValid() && c.Min.minor > c.Max.minor:
		return &CapError{"Min", c.Min.String(), "at most Max, " + c.Max.String()}
	case c.MaxCount < 0:
		return &CapError{"MaxCount", strconv.FormatInt(c.MaxCount, 10), "a number of payments, or zero for no bound"}
	case !c.Window.IsValid():
		call, want := c.Window.asMade()
		return &CapError{"Window", call, want}
	case c.Window.IsZero() && c.Counter != "":
		return &CapError{"Window", "", "a window for counter " + clip(string(c.Counter))}
	case !c.Window.IsZero() && c.Counter == "":
		return &CapError{"Counter", "", "a counter for the total over " + c.Window.String()}
	case c.IsTotal() && !c.Max.IsValid() && c.MaxCount == 0:
		return &CapError{"Max", "", "a maximum in amount, in number of payments, or both for counter " + clip(string(c.Counter))}
	case c.MaxCount > 0 && !c.IsTotal():
		return &CapError{"MaxCount", strconv.FormatInt(c.MaxCount, 10), "no count, as there is no counter"}
	case len(c.Per) > 0 && !c.IsTotal():
		return &CapError{"Per", clip(string(c.Per[0])), "no subjects, as there is no counter"}
	case len(c.Per) > maxSubjects:
		return &CapError{"Per", strconv.Itoa(len(c.Per)) + " subjects", "at most " + strconv.Itoa(maxSubjects)}
	}
	for i, subject := range c.Per {
		if subject == "" {
			return &CapError{"Per", "", "the name of a subject"}
		}
		if slices.Contains(c.Per[:i], subject) {
			return &CapError{"Per", clip(string(subject)), "each subject once"}
		}
	}
	return nil
}

// Headroom returns what the next payment may amount to: Min to Max, or to what is
// left of Max in the window that holds q.At. It never clamps: where more has been
// paid than Max, the upper bound is negative and nothing is allowed. Nothing is
// allowed either once the window holds MaxCount payments; [Cap.CountReached] tells
// this from an amount that is used up.
//
// The error is a [*CurrencyMismatchError] if the bounds or the usage are in
// another currency than the query, a [*UsageError] if the amount or the count that
// c needs is not given or is negative, a [*CurrencyError] if c only counts and the
// query has no currency, or the [*CapError] of [Cap.Validate].
func (c Cap) Headroom(q Query) (Headroom, error) {
	if err := c.Validate(); err != nil {
		return Headroom{}, err
	}
	if !c.Min.IsValid() && !c.Max.IsValid() && c.MaxCount == 0 {
		return Headroom{}, nil
	}
	if currency := c.Currency(); currency.IsValid() && currency != q.Currency {
		return Headroom{}, &CurrencyMismatchError{Got: currency, Want: q.Currency}
	}
	room, err := c.upper(q)
	if err != nil || !c.Min.IsValid() {
		return room, err
	}
	return Intersect(room, AtLeast(c.Min))
}

// upper returns what Max and MaxCount leave.
func (c Cap) upper(q Query) (Headroom, error) {
	if !c.IsTotal() {
		if !c.Max.IsValid() {
			return Headroom{}, nil
		}
		return AtMost(c.Max), nil
	}
	used := q.Usage[c.Counter]
	if err := c.checkUsed(used, q.Currency); err != nil {
		return Headroom{}, err
	}
	var room Headroom
	if c.Max.IsValid() {
		left, err := c.Max.Sub(used.Amount)
		if err != nil {
			return Headroom{}, err
		}
		room = AtMost(left)
	}
	if c.CountReached(used) {
		nothing := Headroom{currency: q.Currency, hasMax: true, max: -1}
		var err error
		if room, err = Intersect(room, nothing); err != nil {
			return Headroom{}, err
		}
	}
	if _, until := c.Window.Span(q.At); until.After(q.At) {
		room = room.WithReset(until)
	}
	return room, nil
}

// checkUsed makes sure that used states what c needs, in the currency of the
// payment. An amount that c does not need must make sense all the same: a total in
// another currency counts other payments.
func (c Cap) checkUsed(used Used, currency Currency) error {
	if !currency.IsValid() {
		return &CurrencyError{}
	}
	amount := used.Amount
	if c.Max.IsValid() && !amount.IsValid() || amount.Sign() < 0 {
		return &UsageError{Counter: c.Counter, Used: used, Field: "Amount"}
	}
	if amount.IsValid() && amount.currency != currency {
		return &CurrencyMismatchError{Got: amount.currency, Want: currency}
	}
	if count, ok := used.Count(); c.MaxCount > 0 && !ok || count < 0 {
		return &UsageError{Counter: c.Counter, Used: used, Field: "Count"}
	}
	return nil
}

// CountReached reports whether used has as many payments as MaxCount allows, so that
// no further one fits, whatever its amount. It is false where MaxCount is no bound or
// the count is not known. To learn what the amounts leave, ask a copy of c whose MaxCount
// is zero.
func (c Cap) CountReached(used Used) bool {
	return c.MaxCount > 0 && used.count >= c.MaxCount
}
