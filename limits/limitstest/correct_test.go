package limitstest_test

import (
	"errors"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

// Law: every valid cap keeps the laws of a Limit, and is exactly itself.
func TestCapsOfEveryShapeKeepTheLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := limitstest.Caps().Draw(t, "cap")
		limitstest.Laws(c, limitstest.Queries(c))(t)
	})
}

// nightLimit keeps a cap and is stricter from eleven at night to five in the
// morning, Chinese time.
type nightLimit struct {
	cap   limits.Cap
	night limits.Money
}

func (l nightLimit) Headroom(q limits.Query) (limits.Headroom, error) {
	room, err := l.cap.Headroom(q)
	if err != nil {
		return limits.Headroom{}, err
	}
	if hour := q.At.UTC().Add(8 * time.Hour).Hour(); hour >= 23 || hour < 5 {
		return limits.Intersect(room, limits.AtMost(l.night))
	}
	return room, nil
}

// wholeTens leaves room in steps of ten minor units only.
func wholeTens(q limits.Query) (limits.Headroom, error) {
	room, err := daily.Headroom(q)
	if err != nil {
		return limits.Headroom{}, err
	}
	left, ok := room.Max()
	if !ok {
		return room, nil
	}
	over := (left.Minor()%10 + 10) % 10 // a total that is past its cap leaves a negative room
	return limits.Intersect(room, limits.AtMost(moved(left, -over)))
}

// both keeps two caps at once.
func both(q limits.Query) (limits.Headroom, error) {
	a, err := single.Headroom(q)
	if err != nil {
		return limits.Headroom{}, err
	}
	b, err := daily.Headroom(q)
	if err != nil {
		return limits.Headroom{}, err
	}
	return limits.Intersect(a, b)
}

func closed(limits.Query) (limits.Headroom, error) {
	return limits.Headroom{}, errors.New("closed for good")
}

var dollars = limits.Cap{Max: limits.MustParseMoney("50.00 USD")}

// perCurrency keeps one cap for each currency.
func perCurrency(q limits.Query) (limits.Headroom, error) {
	if q.Currency == limits.USD {
		return dollars.Headroom(q)
	}
	return single.Headroom(q)
}

func TestCorrectLimitsKeepTheLaws(t *testing.T) {
	night := func(amount string) limits.Limit { return nightLimit{daily, cny(amount)} }
	for _, tt := range []struct {
		name  string
		limit limits.Limit
		caps  []limits.Cap
	}{
		{"a night limit", night("100.00"), []limits.Cap{daily}},
		{"a night limit one unit under the whole total", night("999.99"), []limits.Cap{daily}},
		{"a night limit two units over the minimum", night("1.02"), []limits.Cap{daily}},
		{"room in steps", limitFunc(wholeTens), []limits.Cap{daily}},
		{"two caps", limitFunc(both), []limits.Cap{single, daily}},
		{"two caps of which one is named", limitFunc(both), []limits.Cap{daily}},
		{"a cap for each currency", limitFunc(perCurrency), []limits.Cap{single, dollars}},
		{"one of two currencies", single, []limits.Cap{single, dollars}},
		{"stricter by two units", widened(single, 0, -2), []limits.Cap{single}},
		{"nothing at all", limitFunc(closed), []limits.Cap{daily}},
		{"no caps", limits.Cap{}, nil},
		{"the zero cap", limits.Cap{}, []limits.Cap{{}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			limitstest.Run(t, tt.limit, limitstest.Queries(tt.caps...))
		})
	}
}

// Custom queries find what lies beside the caps' edges.
func TestWithUsesTheCustomQueries(t *testing.T) {
	lunch := time.Date(2026, 11, 21, 12, 34, 56, 0, time.UTC)
	broken := limitFunc(func(q limits.Query) (limits.Headroom, error) {
		if q.At.Equal(lunch) {
			return limits.AtMost(cny("400.00")), nil
		}
		return single.Headroom(q)
	})
	caps := limitstest.Queries(single)
	if report, failed := run(limitstest.Laws(broken, caps)); failed {
		t.Fatalf("found without the custom queries:\n%s", report)
	}
	custom := rapid.Just(limits.Query{Currency: limits.CNY, At: lunch})
	if report, failed := run(limitstest.Laws(broken, caps.With(custom))); !failed {
		t.Errorf("not found with the custom queries:\n%s", report)
	}
}
