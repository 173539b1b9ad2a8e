package routingtest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/routingtest"
)

// alone returns the shop with limits of one's own and no caps: nothing in it has a
// currency that the kit could read.
func alone(own ...limits.Limit) routing.Catalog {
	return with(func(c *routing.Catalog) {
		c.Limits = nil
		for i, limit := range own {
			id := fmt.Sprintf("own%d", i)
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

// sometimes leaves another amount every third time, in yuan whatever it is asked.
func sometimes() limits.Limit {
	asked := 0
	return limitFunc(func(limits.Query) (limits.Headroom, error) {
		if asked++; asked%3 == 0 {
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

// noted is an error whose text needs what a nil pointer does not have.
type noted struct{ note string }

func (e *noted) Error() string { return e.note }

// Orders are in the currencies that a limit of one's own decides, at its bounds, with
// the totals that it asks for.
func TestOrdersReachLimitsOfOnesOwn(t *testing.T) {
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
func TestCurrenciesOfLimitsOfOnesOwnAreBounded(t *testing.T) {
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

func TestStateOfALoneLimitIsFound(t *testing.T) {
	for name, limit := range map[string]limits.Limit{"flips": sometimes(), "falls": moody()} {
		t.Run(name, func(t *testing.T) {
			c := alone(limit)
			said, failed := runUntilFailed(routingtest.Property("deterministic", c, routing.MustCompile(c)))
			if want := `the catalog breaks the law "deterministic"`; !failed || !strings.Contains(said, want) {
				t.Errorf("failed: %t, want %q in the report:\n%s", failed, want, said)
			}
		})
	}
}

func TestSoundLimitsOfOnesOwnKeepTheLaws(t *testing.T) {
	far := limitFunc(func(q limits.Query) (limits.Headroom, error) { // after what Unix nanoseconds can tell
		room, err := reopening(q)
		return room.WithReset(time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC)), err
	})
	for name, c := range map[string]routing.Catalog{
		"alone":                   alone(limitFunc(nights)),
		"beside its own cap":      alone(limitFunc(nights), spent),
		"beside caps":             rule(routing.LimitRule{Limit: limitFunc(nights)}),
		"closed whenever":         rule(routing.LimitRule{Limit: limitFunc(reopening)}),
		"starts anew in far time": rule(routing.LimitRule{Limit: far}),
		"one currency":            alone(limitFunc(yuanOnly)),
	} {
		t.Run(name, func(t *testing.T) {
			routingtest.Run(t, c)
		})
	}
}

// What a limit of one's own needs is given, so that the entries behind it are decided.
func TestEntriesBehindALoneLimitAreFound(t *testing.T) {
	useless, undecided := routingtest.Findings(alone(limitFunc(nights)))
	if len(useless)+len(undecided) > 0 {
		t.Errorf("useless: %q\nnot decided: %q", useless, undecided)
	}
}

// A limit that panics is reported with its rule, its place and the order, once by each
// law and once by each search.
func TestPanicsAreReported(t *testing.T) {
	silent := limitFunc(func(limits.Query) (limits.Headroom, error) { return limits.Headroom{}, (*noted)(nil) })
	for name, test := range map[string]struct {
		limit limits.Limit
		says  string
	}{
		"limit":             {limitFunc(panicky), "the limit of rule own1 panics: no rule for yuan, in own_test.go:"},
		"text of its error": {silent, "the limit of rule own1 panics: runtime error: invalid memory address or nil pointer dereference, in own_test.go:"},
	} {
		t.Run(name, func(t *testing.T) {
			c := alone(limits.Cap{Max: cny("1.00")}, test.limit)
			for _, law := range routingtest.LawNames() {
				said, failed := runUntilFailed(routingtest.Property(law, c, routing.MustCompile(c)))
				if failed && (!strings.Contains(said, test.says) || !strings.Contains(said, "; for ") || strings.Contains(said, "breaks the law")) {
					t.Errorf("%s lacks %q:\n%s", law, test.says, said)
				}
				if !failed && !slices.Contains([]string{"rollouts", "locality in time", "JSON"}, law) {
					t.Errorf("%s passes", law)
				}
			}
			useless, _ := routingtest.Findings(c)
			if len(useless) == 0 {
				t.Error("the searches say nothing")
			}
			for _, said := range useless {
				if !strings.HasPrefix(said, test.says) || !strings.Contains(said, "; for ") {
					t.Errorf("a search says %q, want the panic", said)
				}
			}
		})
	}
}

// A catalog without statements needs no sources; what the kit adds to it does.
func TestCatalogWithoutSourcesKeepsTheLaws(t *testing.T) {
	c := with(func(c *routing.Catalog) { c.Sources, c.Availability, c.Limits = nil, nil, nil })
	for range 5 {
		if said, failed := run(routingtest.Laws(c)); failed {
			t.Fatal(said)
		}
	}
}

var errDown = errors.New("the ledger is down")

// A limit that errs in every currency is asked like one that decides them.
func TestLimitThatAlwaysErrs(t *testing.T) {
	_, undecided := routingtest.Findings(alone(limitFunc(func(limits.Query) (limits.Headroom, error) {
		return limits.Headroom{}, errDown
	})))
	if diff := cmp.Diff(8, len(undecided)); diff != "" {
		t.Errorf("not decided (-want +got):\n%s%q", diff, undecided)
	}
}
