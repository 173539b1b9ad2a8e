package routing_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
)

// names are what the conditions of a random catalog and the facts of its orders
// are drawn from: few, so that they meet.
type names struct {
	surfaces   []methods.Surface
	traits     []methods.Trait
	regions    []methods.Region
	currencies []string
}

func fewNames() names {
	return names{
		surfaces:   []methods.Surface{"app", "mobile_web", "desktop_web", "wechat_browser"},
		traits:     []methods.Trait{"no_bound_card", "no_balance", "invited", "latest_app"},
		regions:    []methods.Region{"CN", "HK", "MO"},
		currencies: []string{"CNY", "USD", "JPY"},
	}
}

// manyNames are more of each kind than a machine word has bits.
func manyNames() names {
	var n names
	for i := range 80 {
		n.surfaces = append(n.surfaces, methods.Surface(fmt.Sprintf("surface_%02d", i)))
		n.traits = append(n.traits, methods.Trait(fmt.Sprintf("trait_%02d", i)))
	}
	for a := byte('A'); a <= 'Z'; a++ {
		for b := byte('A'); b <= 'Z'; b++ {
			if r := methods.Region([]byte{a, b}); r.IsAssigned() && len(n.regions) < 80 {
				n.regions = append(n.regions, r)
			}
		}
	}
	n.currencies = []string{"CNY", "USD", "JPY"}
	for c := range limits.Currencies() {
		if s := c.String(); len(n.currencies) < 80 && !slices.Contains(n.currencies, s) {
			n.currencies = append(n.currencies, s)
		}
	}
	return n
}

// some returns a few of the names that lie on both sides of the machine word's
// end, CNY among them.
func (n names) some() names {
	return names{
		surfaces:   []methods.Surface{n.surfaces[0], n.surfaces[61], n.surfaces[62], n.surfaces[79]},
		traits:     []methods.Trait{n.traits[0], n.traits[61], n.traits[62], n.traits[63], n.traits[79]},
		regions:    []methods.Region{n.regions[0], n.regions[61], n.regions[62], n.regions[79]},
		currencies: []string{"CNY", n.currencies[61], n.currencies[62], n.currencies[79]},
	}
}

// oneIn is true about once in n times, and false in the simplest case.
func oneIn(t *rapid.T, n int, label string) bool {
	return rapid.Uint64Range(0, 1<<32).Draw(t, label)%uint64(n) == uint64(n)-1
}

func pick[S ~[]E, E any](t *rapid.T, all S, label string) E {
	return rapid.SampledFrom(all).Draw(t, label)
}

// listOf draws one or two of the values, now and then the same one twice.
func listOf[S ~[]E, E any](t *rapid.T, all S, label string) []E {
	list := []E{pick(t, all, label)}
	if oneIn(t, 2, label+" and another") {
		list = append(list, pick(t, all, label))
	}
	return list
}

// The dates and instants that a random catalog names.
func dates() []time.Time {
	shanghai := time.FixedZone("", 8*3600)
	return []time.Time{
		time.Date(2023, 1, 1, 0, 0, 0, 0, shanghai),
		time.Date(2023, 6, 1, 0, 0, 0, 0, shanghai),
		time.Date(2023, 6, 1, 12, 30, 0, 1, time.UTC),
		time.Date(2023, 12, 31, 23, 59, 59, 999_999_999, shanghai),
		time.Date(2024, 2, 29, 0, 0, 0, 0, shanghai),
	}
}

// hours are the times of the week that a random catalog names: some touch, some
// overlap, some run past midnight.
func hours() []methods.Hours {
	at := func(hour, minute int) time.Duration {
		return time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute
	}
	return []methods.Hours{
		{From: at(22, 0), Until: at(6, 0)},
		{From: at(6, 0), Until: at(9, 30)},
		{Days: []time.Weekday{time.Saturday, time.Sunday}},
		{Days: []time.Weekday{time.Monday}, Until: at(0, 30)},
		{Days: []time.Weekday{time.Wednesday, time.Sunday}, From: at(23, 59), Until: at(0, 1)},
		{Days: []time.Weekday{time.Thursday}, From: at(12, 30)},
	}
}

// edgesOfHours are instants about the edges of those hours, in a leap year's last week of
// February.
func edgesOfHours(zone time.Duration) []time.Time {
	monday := time.Date(2024, 2, 26, 0, 0, 0, 0, time.FixedZone("", int(zone/time.Second)))
	var edges []time.Time
	for day := range 7 {
		for _, minute := range []int{0, 1, 30, 6 * 60, 9*60 + 30, 12*60 + 30, 22 * 60, 23*60 + 59} {
			edges = append(edges, monday.AddDate(0, 0, day).Add(time.Duration(minute)*time.Minute))
		}
	}
	return edges
}

// totals are the counters that a random catalog's caps may use, one for each kind
// of window, each with its one window, currency and list of subjects.
func totals() []limits.Cap {
	yuan, dollars := limits.MustParseMoney("0.00 CNY"), limits.MustParseMoney("0.00 USD")
	return []limits.Cap{
		{Max: yuan, Window: limits.Day(8 * time.Hour), Counter: "day", Per: []limits.Subject{limits.Buyer}},
		{Max: yuan, Window: limits.Month(8 * time.Hour), Counter: "month", Per: []limits.Subject{limits.Buyer, limits.Merchant}},
		{Max: yuan, Window: limits.Year(0), Counter: "year"},
		{Max: yuan, Window: limits.Rolling(24 * time.Hour), Counter: "rolling"},
		{Max: yuan, Window: limits.Lifetime(), Counter: "ever"},
		{Max: dollars, Window: limits.Day(-5 * time.Hour), Counter: "dollars"},
		{Max: yuan, Window: limits.Quarter(14 * time.Hour), Counter: "quarter"},
		{Window: limits.Week(time.Monday, -12*time.Hour), Counter: "times"}, // counts payments in all currencies
	}
}

// Custom limits, as callers may write them.
type (
	ownCap    struct{ cap limits.Cap } // a cap that the router cannot see into
	ownRoom   struct{ room limits.Headroom }
	ownError  struct{ text string }
	ownWeekly struct{ max limits.Money } // resets each Monday, UTC
)

func (l ownCap) Headroom(q limits.Query) (limits.Headroom, error) {
	room, err := l.cap.Headroom(q)
	if err != nil {
		return room, fmt.Errorf("own: %w", err)
	}
	return room, nil
}

func (l ownRoom) Headroom(limits.Query) (limits.Headroom, error) { return l.room, nil }

func (l ownError) Headroom(limits.Query) (limits.Headroom, error) {
	return limits.Headroom{}, errors.New(l.text)
}

func (l ownWeekly) Headroom(q limits.Query) (limits.Headroom, error) {
	if l.max.Currency() != q.Currency {
		return limits.Headroom{}, &limits.CurrencyMismatchError{Got: l.max.Currency(), Want: q.Currency}
	}
	midnight := q.At.UTC().Truncate(24 * time.Hour)
	days := (8 - int(midnight.Weekday())) % 7
	if days == 0 {
		days = 7
	}
	return limits.AtMost(l.max).WithReset(midnight.AddDate(0, 0, days)), nil
}

// amounts are the bounds that limits are drawn from, in minor units.
var amounts = []int64{0, 1, 100, 30_000, 50_000, limits.MaxMinor}

func minor(n int64, c limits.Currency) limits.Money {
	m, err := limits.MoneyFromMinor(n, c)
	if err != nil {
		panic(err)
	}
	return m
}

// drawCap draws a cap on one payment or on a total.
func drawCap(t *rapid.T) limits.Cap {
	if oneIn(t, 2, "total") {
		return drawTotal(t)
	}
	currency := limits.CNY
	if oneIn(t, 8, "in another currency") {
		currency = pick(t, []limits.Currency{limits.USD, limits.JPY}, "currency")
	}
	low, high := minor(pick(t, amounts[:4], "min"), currency), minor(pick(t, amounts[3:], "max"), currency)
	switch rapid.IntRange(0, 2).Draw(t, "bounds") {
	case 0:
		return limits.Cap{Max: high}
	case 1:
		return limits.Cap{Min: low}
	}
	return limits.Cap{Min: low, Max: high}
}

// drawTotal draws a cap on a total: on its amount, on its number of payments, or both.
func drawTotal(t *rapid.T) limits.Cap {
	c := pick(t, totals(), "counter")
	currency := c.Max.Currency()
	if !currency.IsValid() || oneIn(t, 3, "counted") {
		c.MaxCount = pick(t, []int64{1, 3, math.MaxInt64}, "max count")
	}
	switch {
	case !currency.IsValid():
		currency = pick(t, []limits.Currency{limits.CNY, limits.USD}, "currency of the minimum")
	case c.MaxCount > 0 && oneIn(t, 3, "only counted"):
		c.Max = limits.Money{}
	default:
		c.Max = minor(pick(t, amounts[2:], "max"), currency)
	}
	if oneIn(t, 3, "with a minimum") {
		c.Min = minor(pick(t, amounts[:3], "min"), currency)
	}
	return c
}

// drawOwn draws a limit that is not a Cap: one that hides a cap, one that never
// decides, and headrooms of every shape, the empty ones included.
func drawOwn(t *rapid.T) limits.Limit {
	low, high := limits.AtLeast(cny(100)), limits.AtMost(cny(30_000))
	return pick(t, []limits.Limit{
		ownCap{drawCap(t)},
		ownWeekly{cny(30_000)},
		ownRoom{},
		ownRoom{low},
		ownRoom{high.WithReset(dates()[4])},
		ownRoom{high.WithReset(time.Date(2400, 1, 1, 0, 0, 0, 0, time.UTC))},
		ownRoom{intersect(limits.AtLeast(cny(50_000)), high)},
		ownRoom{limits.AtMost(cny(-1))},
		ownRoom{limits.AtMost(cny(0)).WithReset(dates()[4])},
		ownRoom{limits.AtMost(limits.Money{})},
		ownRoom{limits.AtMost(limits.MustParseMoney("5 JPY"))},
		ownError{"the ledger is down"},
		ownError{},
	}, "own limit")
}
