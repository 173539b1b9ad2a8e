package limits

import "time"

// Counter names a running total, such as "static_code.day". The same name always
// means a total over the same [Window].
type Counter string

// Usage says what has been paid so far, by counter, in the window that holds the
// payment's time. A counter that is missing is not known, which is not the same
// as zero.
type Usage map[Counter]Money

// Subject names whose total a cap counts. It is an open set.
type Subject string

// The subjects that an order can state.
const (
	Buyer    Subject = "buyer"
	Merchant Subject = "merchant"
)

// Query is what a [Limit] is asked about: the next payment, but for its amount.
// Limits must not keep or change its Usage.
type Query struct {
	Currency Currency
	At       time.Time
	Usage    Usage
}

// A Limit bounds the next payment. An error means that the limit cannot be
// decided, which callers must treat as a refusal.
//
// Every Limit keeps these laws, and package limitstest checks exactly them:
//
//   - deterministic: the same query has the same answer, whenever and however
//     often it is asked.
//   - pure: the query is left unchanged, its Usage included.
//   - concurrent: any number of goroutines may ask at once.
//   - total: no query makes it panic, the zero Query included.
//   - currency: the headroom is in the query's currency or unbounded; where
//     neither can be said the answer is an error.
//   - monotone: more usage never gives more room.
//   - exact: where it keeps a [Cap], an amount that the cap refuses is refused,
//     and its edge is the cap's edge: not one minor unit beside it.
//   - capped: paying an amount that is allowed never takes a counter past its
//     cap.
type Limit interface {
	Headroom(Query) (Headroom, error)
}

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
	// merchant. It is meant for whoever keeps the totals and does not change the
	// headroom.
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

// Validate returns a [*CapError] if c cannot be meant: bounds in two currencies,
// a negative bound, Min above Max, a Window without a Counter or the reverse, a
// total without Max.
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
		return &CapError{"Window", "", "a window for counter " + string(c.Counter)}
	case !c.Window.IsZero() && c.Counter == "":
		return &CapError{"Counter", "", "a counter for the total over " + c.Window.String()}
	case c.IsTotal() && !c.Max.IsValid():
		return &CapError{"Max", "", "the most that counter " + string(c.Counter) + " may reach"}
	case len(c.Per) > 0 && !c.IsTotal():
		return &CapError{"Per", string(c.Per[0]), "no subjects, as there is no counter"}
	}
	return nil
}

// Headroom returns what the next payment may amount to: Min to Max, or to what is
// left of Max in the window that holds q.At. It never clamps: where more has been
// paid than Max, the upper bound is negative and nothing is allowed.
//
// The error is a [*CurrencyMismatchError] if the bounds or the usage are in
// another currency than the query, or a [*UsageError] if the counter's usage is
// not given or is negative.
func (c Cap) Headroom(q Query) (Headroom, error) {
	var room Headroom
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
		room = room.ResetsAt(until)
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
	used, ok := q.Usage[c.Counter]
	if !ok || !used.IsValid() || used.Sign() < 0 {
		return Money{}, &UsageError{Counter: c.Counter}
	}
	return c.Max.Sub(used)
}
