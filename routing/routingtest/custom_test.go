package routingtest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// alone returns the shop with custom limits and no caps: nothing in it has a
// currency that the kit could read.
func alone(custom ...limits.Limit) routing.Catalog {
	return with(func(c *routing.Catalog) {
		c.Limits = nil
		for i, limit := range custom {
			id := fmt.Sprintf("custom%d", i)
			c.Limits = append(c.Limits, routing.LimitRule{ID: id, Limit: limit, Evidence: cited})
		}
	})
}

var spent = limits.Cap{
	Max: cny("2000.00"), Window: limits.Day(8 * time.Hour), Counter: "shop.day", Per: []limits.Subject{limits.Buyer},
}

// nights keeps a total, and a lower bound on each payment at night.
func nights(q limits.Query) (limits.Headroom, error) {
	room, err := spent.Headroom(q)
	if hour := q.At.UTC().Add(8 * time.Hour).Hour(); err != nil || hour >= 6 && hour < 23 {
		return room, err
	}
	return limits.Intersect(room, limits.AtMost(cny("200.00")))
}

// sometimes leaves another amount every third time, in yuan whatever the currency.
func sometimes() limits.Limit {
	queries := 0
	return limitFunc(func(limits.Query) (limits.Headroom, error) {
		if queries++; queries%3 == 0 {
			return limits.AtMost(cny("0.50")), nil
		}
		return limits.AtMost(cny("5.00")), nil
	})
}

// yuanOnly says nothing of other currencies.
func yuanOnly(q limits.Query) (limits.Headroom, error) {
	if q.Currency != limits.CNY {
		return limits.Headroom{}, nil
	}
	return limits.AtMost(cny("77.00")), nil
}

// reopening is closed until a day on which it leaves nothing either.
func reopening(q limits.Query) (limits.Headroom, error) {
	none, err := limits.MoneyFromMinor(0, q.Currency)
	return limits.AtMost(none).WithReset(date(2025, 1, 1)), err
}

func panicky(q limits.Query) (limits.Headroom, error) {
	if q.Currency == limits.CNY {
		panic("no rule for yuan")
	}
	return limits.Headroom{}, &limits.CurrencyMismatchError{Got: q.Currency, Want: limits.CNY}
}

// noted is an error whose text is in a note that it may not have.
type noted struct{ note *string }

func (e noted) Error() string { return *e.note }

// Orders are in the currencies that a custom limit decides, at its bounds, with
// the totals that it needs.
func TestOrdersReachCustomLimits(t *testing.T) {
	orders := routingtest.Orders(alone(limitFunc(nights), limitFunc(yuanOnly)))
	seen := map[string]bool{}
	for seed := range 4_000 {
		o := orders.Example(seed)
		seen["amount "+o.Amount.String()] = true
		used, ok := o.Usage["shop.day"]
		seen["used "+used.String()] = true
		seen[fmt.Sprint("given ", ok)] = true
	}
	for _, want := range []string{
		"amount 77.00 CNY", "amount 77.01 CNY", "amount 2000.00 CNY", "amount 2000.01 CNY",
		"used 0.00 CNY", "used 2000.00 CNY", "used 2000.01 CNY", "given true", "given false",
	} {
		if !seen[want] {
			t.Errorf("no order with %q", want)
		}
	}
}

// A limit that decides every currency does not multiply the orders by all of them.
func TestCurrenciesOfCustomLimitsAreBounded(t *testing.T) {
	orders := routingtest.Orders(alone(limitFunc(func(q limits.Query) (limits.Headroom, error) {
		m, err := limits.MoneyFromMinor(1000+int64(q.Currency), q.Currency)
		return limits.AtMost(m), err
	})))
	currencies := map[limits.Currency]bool{}
	for seed := range 1_000 {
		currencies[orders.Example(seed).Amount.Currency()] = true
	}
	if len(currencies) > 9 {
		t.Errorf("orders are in %d currencies", len(currencies))
	}
}

func TestStateOfALoneCustomLimitIsFound(t *testing.T) {
	for name, limit := range map[string]limits.Limit{"flips": sometimes(), "falls": falling()} {
		t.Run(name, func(t *testing.T) {
			c := alone(limit)
			report, failed := runUntilFailed(routingtest.LawProperty("deterministic", c, routing.MustCompile(c)))
			if want := `the catalog breaks the law "deterministic"`; !failed || !strings.Contains(report, want) {
				t.Errorf("failed: %t, want %q in the report:\n%s", failed, want, report)
			}
		})
	}
}

func TestSoundCustomLimitsKeepTheLaws(t *testing.T) {
	far := limitFunc(func(q limits.Query) (limits.Headroom, error) { // after what Unix nanoseconds can tell
		room, err := reopening(q)
		return room.WithReset(time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC)), err
	})
	for name, c := range map[string]routing.Catalog{
		"alone":              alone(limitFunc(nights)),
		"beside its own cap": alone(limitFunc(nights), spent),
		"beside caps":        rule(routing.LimitRule{Limit: limitFunc(nights)}),
		"closed whenever":    rule(routing.LimitRule{Limit: limitFunc(reopening)}),
		"resets in far time": rule(routing.LimitRule{Limit: far}),
		"one currency":       alone(limitFunc(yuanOnly)),
	} {
		t.Run(name, func(t *testing.T) {
			routingtest.Run(t, c)
		})
	}
}

// A limit that panics is reported with its rule, its place and the order by each law.
func TestPanicsAreReported(t *testing.T) {
	silent := limitFunc(func(limits.Query) (limits.Headroom, error) { return limits.Headroom{}, noted{} })
	for name, test := range map[string]struct {
		limit limits.Limit
		want  string
	}{
		"limit":             {limitFunc(panicky), "the limit of rule custom1 panics: no rule for yuan, in custom_test.go:"},
		"text of its error": {silent, "the limit of rule custom1 panics: runtime error: invalid memory address or nil pointer dereference, in custom_test.go:"},
	} {
		t.Run(name, func(t *testing.T) {
			c := alone(limits.Cap{Max: cny("1.00")}, test.limit)
			for _, law := range routingtest.LawNames() {
				report, failed := runUntilFailed(routingtest.LawProperty(law, c, routing.MustCompile(c)))
				if failed && (!strings.Contains(report, test.want) || !strings.Contains(report, "; for ") || strings.Contains(report, "breaks the law")) {
					t.Errorf("%s lacks %q:\n%s", law, test.want, report)
				}
				if !failed && !slices.Contains([]string{"rollouts", "locality in time", "JSON"}, law) {
					t.Errorf("%s passes", law)
				}
			}
		})
	}
}

// A catalog without statements needs no sources; what the kit adds to it does.
func TestCatalogWithoutSourcesKeepsTheLaws(t *testing.T) {
	c := with(func(c *routing.Catalog) { c.Sources, c.Availability, c.Limits = nil, nil, nil })
	for range 5 {
		if report, failed := run(routingtest.Laws(c)); failed {
			t.Fatal(report)
		}
	}
}
