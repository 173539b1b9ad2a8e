package limits

import "time"

// Headroom is the span of amounts that the next payment may have: a closed
// interval of one currency, of which either bound may be missing. The zero
// Headroom is unbounded and has no currency. A missing bound means that no limit is known, not
// that any amount will be paid: the provider may have limits of its own. Headrooms are
// comparable with ==.
type Headroom struct {
	currency Currency
	hasMin   bool
	hasMax   bool
	min, max int64
	resets   time.Time // in UTC; zero: never
}

// AtMost is the headroom of every amount up to and including most. A negative
// amount leaves no room at all: amounts to be paid are never negative. One that is
// not valid leaves none either, and no currency to intersect with other headrooms.
func AtMost(most Money) Headroom {
	return Headroom{currency: most.currency, hasMax: true, max: most.minor}
}

// AtLeast is the headroom of least and every amount above it. An amount that is not
// valid leaves no room, as in [AtMost].
func AtLeast(least Money) Headroom {
	return Headroom{currency: least.currency, hasMin: true, min: least.minor}
}

// Between is the headroom of least, most and every amount between them. Amounts that are not
// valid leave no room, as in [AtMost], and neither do those in two currencies.
func Between(least, most Money) Headroom {
	if least.currency != most.currency {
		return Headroom{hasMin: true, hasMax: true}
	}
	return Headroom{currency: least.currency, hasMin: true, hasMax: true, min: least.minor, max: most.minor}
}

// WithReset returns h with the instant at which its upper bound resets; the
// zero Time means never. Without an upper bound it returns h.
func (h Headroom) WithReset(at time.Time) Headroom {
	if h.hasMax {
		h.resets = at.UTC().Round(0)
	}
	return h
}

// Intersect returns the headroom that every argument leaves: the largest of the
// lower bounds and the smallest of the upper ones. Of none it is unbounded. The
// result resets when the upper bound that binds does; where several bind
// equally, when the last of them does.
//
// It is commutative, associative and idempotent, and the zero Headroom is its
// identity. Bounds in two currencies are a [*CurrencyMismatchError].
func Intersect(hs ...Headroom) (Headroom, error) {
	var all Headroom
	for i := range hs {
		if err := all.intersect(&hs[i]); err != nil {
			return Headroom{}, err
		}
	}
	return all, nil
}

// intersect makes h what both leave.
func (h *Headroom) intersect(g *Headroom) error {
	if h.currency != g.currency {
		switch {
		case *g == Headroom{}:
			return nil
		case *h != Headroom{}:
			return &CurrencyMismatchError{Got: g.currency, Want: h.currency}
		}
		h.currency = g.currency
	}
	if g.hasMin && (!h.hasMin || g.min > h.min) {
		h.hasMin, h.min = true, g.min
	}
	if g.hasMax {
		switch {
		case !h.hasMax || g.max < h.max:
			h.hasMax, h.max, h.resets = true, g.max, g.resets
		case g.max == h.max:
			h.resets = later(h.resets, g.resets)
		}
	}
	return nil
}

// later returns the later of two resets, of which the zero Time is never.
func later(a, b time.Time) time.Time {
	if a.IsZero() || b.IsZero() {
		return time.Time{}
	}
	if a.Before(b) {
		return b
	}
	return a
}

// Min returns the smallest amount allowed (inclusive), and false if there is no
// such bound.
func (h Headroom) Min() (Money, bool) {
	if !h.hasMin {
		return Money{}, false
	}
	return Money{h.min, h.currency}, true
}

// Max returns the largest amount allowed (inclusive), and false if there is no
// such bound. It is negative where a total has already passed its cap, or has as many
// payments as it may have.
func (h Headroom) Max() (Money, bool) {
	if !h.hasMax {
		return Money{}, false
	}
	return Money{h.max, h.currency}, true
}

// Resets returns when the upper bound resets, and false if it never does.
func (h Headroom) Resets() (time.Time, bool) { return h.resets, !h.resets.IsZero() }

// Currency returns the currency of the bounds; the zero Headroom has none.
func (h Headroom) Currency() Currency { return h.currency }

// IsEmpty reports whether h allows no amount at all: Max is negative or below Min, or a
// bound is not valid.
func (h Headroom) IsEmpty() bool {
	if h.hasMax && (h.max < 0 || h.hasMin && h.min > h.max) {
		return true
	}
	return h != (Headroom{}) && !h.currency.IsValid()
}

// Allows reports whether a payment of m is within h. A negative or invalid amount
// never is, nor one in another currency than that of the bounds.
func (h Headroom) Allows(m Money) bool {
	if !m.IsValid() || m.minor < 0 {
		return false
	}
	if h == (Headroom{}) {
		return true
	}
	return m.currency == h.currency &&
		(!h.hasMin || m.minor >= h.min) &&
		(!h.hasMax || m.minor <= h.max)
}

// Equal reports whether h and g are the same. It is the same as h == g, for
// packages that look for the method.
func (h Headroom) Equal(g Headroom) bool { return h == g }

// String describes h for people: "any amount", "nothing", "at least 0.01 CNY",
// "at most 300.00 CNY" or "0.01 CNY to 300.00 CNY".
func (h Headroom) String() string {
	lo, hi := Money{h.min, h.currency}, Money{h.max, h.currency}
	switch {
	case h.IsEmpty():
		return "nothing"
	case h.hasMin && h.hasMax:
		return lo.String() + " to " + hi.String()
	case h.hasMin:
		return "at least " + lo.String()
	case h.hasMax:
		return "at most " + hi.String()
	}
	return "any amount"
}
