package limits

import (
	"slices"
	"strconv"
)

// Cap is the Limit for nearly every need: a payment of at least Min and at most
// Max or, with a Window and a Counter, payments of at most Max in total. Both
// bounds are inclusive; an invalid (zero) Money is no bound. The zero Cap allows
// every amount.
type Cap struct {
	// Min bounds each single payment, also where Max bounds a total.
	Min Money
	Max Money

	// Window and Counter are set both or neither. They say which payments Max
	// adds up and under which name their total is kept.
	Window  Window
	Counter Counter

	// Per says whose total it is, such as the buyer's, or the buyer's with this
	// merchant: at most 16. It is for whoever keeps the totals and does not change
	// the headroom.
	Per []Subject
}

// IsTotal reports whether Max bounds a running total rather than one payment.
func (c Cap) IsTotal() bool { return c.Counter != "" || !c.Window.IsZero() }

// Currency returns the currency of the bounds, and the zero Currency if there
// are none.
func (c Cap) Currency() Currency {
	if c.Max.IsValid() {
		return c.Max.currency
	}
	return c.Min.currency
}

// Validate returns a [*CapError] with the first fault if c is invalid: a
// negative bound, bounds in two currencies, Min above Max, a Window that is not
// valid, a Window without a Counter or the reverse, a total without Max, Per without
// a total, or Per that names too many subjects, one twice or none.
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
	case !c.Window.IsValid():
		return &CapError{"Window", c.Window.String(), wantWindow}
	case c.Window.IsZero() && c.Counter != "":
		return &CapError{"Window", "", "a window for counter " + clip(string(c.Counter))}
	case !c.Window.IsZero() && c.Counter == "":
		return &CapError{"Counter", "", "a counter for the total over " + c.Window.String()}
	case c.IsTotal() && !c.Max.IsValid():
		return &CapError{"Max", "", "the most that counter " + clip(string(c.Counter)) + " may reach"}
	case len(c.Per) > 0 && !c.IsTotal():
		return &CapError{"Per", clip(string(c.Per[0])), "no subjects, as there is no counter"}
	case len(c.Per) > maxSubjects:
		return &CapError{"Per", strconv.Itoa(len(c.Per)) + " subjects", "at most " + strconv.Itoa(maxSubjects)}
	}
	for i, subject := range c.Per {
		if subject == "" || slices.Contains(c.Per[:i], subject) {
			return &CapError{"Per", clip(string(subject)), "each subject once, by its name"}
		}
	}
	return nil
}

// Headroom returns what the next payment may amount to: Min to Max, or to what is
// left of Max in the window that holds q.At. It never clamps: where more has been
// paid than Max, the upper bound is negative and nothing is allowed.
//
// The error is a [*CurrencyMismatchError] if the bounds or the usage are in
// another currency than the query, a [*UsageError] if the counter's usage is not
// given or is negative, or the [*CapError] of [Cap.Validate].
func (c Cap) Headroom(q Query) (Headroom, error) {
	var room Headroom
	if err := c.Validate(); err != nil {
		return room, err
	}
	if !c.Min.IsValid() && !c.Max.IsValid() {
		return room, nil
	}
	if c.Currency() != q.Currency {
		return room, &CurrencyMismatchError{Got: c.Currency(), Want: q.Currency}
	}
	if c.Max.IsValid() {
		left, err := c.left(q)
		if err != nil {
			return room, err
		}
		room = AtMost(left)
	}
	if c.IsTotal() {
		_, until := c.Window.Span(q.At)
		room = room.WithReset(until)
	}
	if c.Min.IsValid() {
		return room.intersect(AtLeast(c.Min))
	}
	return room, nil
}

// left is how much of Max the next payment may take.
func (c Cap) left(q Query) (Money, error) {
	if !c.IsTotal() {
		return c.Max, nil
	}
	used := q.Usage[c.Counter]
	if !used.IsValid() || used.Sign() < 0 {
		return Money{}, &UsageError{Counter: c.Counter, Used: used}
	}
	return c.Max.Sub(used)
}
