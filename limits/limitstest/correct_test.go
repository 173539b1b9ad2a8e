package limitstest_test

import (
	"errors"
	"regexp"
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
	type correct struct {
		name  string
		limit limits.Limit
		caps  []limits.Cap
	}
	for _, tt := range tried([]correct{
		{"a night limit", night("100.00"), []limits.Cap{daily}},
		{"a night limit one unit under the whole total", night("999.99"), []limits.Cap{daily}},
		{"a night limit two units over the minimum", night("1.02"), []limits.Cap{daily}},
		{"room in steps", limitFunc(wholeTens), []limits.Cap{daily}},
		{"counts", weekly, []limits.Cap{weekly}},
		{"an amount and a count", thrice, []limits.Cap{thrice}},
		{"two caps", limitFunc(both), []limits.Cap{single, daily}},
		{"two caps of which one is named", limitFunc(both), []limits.Cap{daily}},
		{"a cap for each currency", limitFunc(perCurrency), []limits.Cap{single, dollars}},
		{"one of two currencies", single, []limits.Cap{single, dollars}},
		{"stricter by two units", widened(single, 0, -2), []limits.Cap{single}},
		{"no caps", limits.Cap{}, nil},
		{"the zero cap", limits.Cap{}, []limits.Cap{{}}},
	}) {
		t.Run(tt.name, func(t *testing.T) {
			limitstest.Run(t, tt.limit, limitstest.Queries(tt.caps...))
		})
	}
}

// What a limit is not asked hides nothing else.
func TestExemptionsHideNoOtherLaw(t *testing.T) {
	const law = `limit breaks the law "(\w+)"`
	orders := needs("shop.orders", func(_ limits.Query, used limits.Used) limits.Headroom {
		if n, _ := used.Count(); n == 0 {
			return limits.AtMost(cny("100.00"))
		}
		return limits.AtMost(cny("500.00"))
	})
	for _, tt := range []struct {
		name    string
		limit   limits.Limit
		queries limitstest.QuerySet
		want    string
	}{
		{"a fen under", widened(single, 0, -1), limitstest.Queries(single), "exact"},
		{"a fen under, on purpose", widened(single, 0, -1), limitstest.Queries(single).Stricter(), ""},
		{"a fen over, though stricter on purpose", widened(single, 0, 1), limitstest.Queries(single).Stricter(), "capped"},
		{"a minimum a fen too low, though stricter on purpose", widened(single, -1, 0), limitstest.Queries(single).Stricter(), "capped"},
		{"early resets, though stricter on purpose", resetAt(daily, func(q limits.Query, _ time.Time) time.Time { return q.At.Add(1) }), limitstest.Queries(daily).Stricter(), "resets"},
		{"a small first order", orders, limitstest.Queries(), "monotone"},
		{"a small first order, by design", orders, limitstest.Queries().Grants("shop.orders"), ""},
		{"another counter grants room", orders, limitstest.Queries().Grants("shop.day"), "monotone"},
		{"looser with the counter that grants", limitFunc(loyalty), limitstest.Queries(daily).Grants("shop.day"), ""},
		{"past the cap with the counter that grants", widened(daily, 0, 2), limitstest.Queries(daily).Grants("shop.day"), "capped"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report, failed := run(limitstest.Laws(tt.limit, tt.queries))
			got := ""
			if match := regexp.MustCompile(law).FindStringSubmatch(report); match != nil {
				got = match[1]
			}
			if got != tt.want || failed != (tt.want != "") {
				t.Errorf("failed: %v by %q, want %q:\n%s", failed, got, tt.want, report)
			}
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
