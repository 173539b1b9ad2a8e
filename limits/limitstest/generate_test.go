package limitstest_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/limits/limitstest"
)

// examples draws many values, the same in every run.
func examples[V any](g *rapid.Generator[V]) []V {
	values := make([]V, 2000)
	for i := range values {
		values[i] = g.Example(i)
	}
	return values
}

func TestMoneyReachesTheEdges(t *testing.T) {
	amounts := examples(limitstest.Money(limits.CNY, cny("300.00"), limits.MustParseMoney("7 JPY"), cny("-5.00")))
	for _, edge := range []int64{0, 1, 29999, 30000, 30001, limits.MaxMinor - 1, limits.MaxMinor} {
		if !slices.Contains(amounts, moved(cny("0.00"), edge)) {
			t.Errorf("%d minor units are never drawn", edge)
		}
	}
	for _, m := range amounts {
		if m.Currency() != limits.CNY || m.Sign() < 0 {
			t.Fatalf("drew %v, want zero or more in CNY", m)
		}
	}
}

func TestMoneyAtTheEndsOfItsRange(t *testing.T) {
	largest := moved(cny("0.00"), limits.MaxMinor)
	for _, m := range examples(limitstest.Money(limits.CNY, largest, cny("0.00"))) {
		if m.Sign() < 0 {
			t.Fatalf("drew %v, want zero or more", m)
		}
	}
	for _, m := range examples(limitstest.Money(0, largest)) {
		if m.IsValid() {
			t.Fatalf("drew %v of no currency", m)
		}
	}
}

func TestCapsAreValidAndOfEveryShape(t *testing.T) {
	shapes := map[string]bool{}
	windows := map[limits.Counter]limits.Window{}
	for _, c := range examples(limitstest.Caps()) {
		if err := c.Validate(); err != nil {
			t.Fatalf("%+v: %v", c, err)
		}
		if w, ok := windows[c.Counter]; ok && w != c.Window {
			t.Fatalf("counter %q is over %q and over %q", c.Counter, w, c.Window)
		}
		windows[c.Counter] = c.Window
		shape := ""
		for _, part := range []struct {
			name string
			has  bool
		}{{"min ", c.Min.IsValid()}, {"max ", c.Max.IsValid()}, {"total ", c.IsTotal()}} {
			if part.has {
				shape += part.name
			}
		}
		shapes[shape] = true
	}
	for _, shape := range []string{"", "min ", "max ", "min max ", "max total ", "min max total "} {
		if !shapes[shape] {
			t.Errorf("no cap with %q is drawn", shape)
		}
	}
}

func TestQueriesReachTheEdges(t *testing.T) {
	queries := examples(limitstest.Queries(single, daily).Generator())
	midnight := time.Date(2023, 12, 31, 16, 0, 0, 0, time.UTC) // in China, the new year
	used := func(amount string) func(limits.Query) bool {
		return func(q limits.Query) bool { return q.Usage[daily.Counter].Amount == cny(amount) }
	}
	at := func(want time.Time) func(limits.Query) bool {
		return func(q limits.Query) bool { return q.At.Equal(want) }
	}
	for _, tt := range []struct {
		name string
		is   func(limits.Query) bool
	}{
		{"nothing used", used("0.00")},
		{"just under the cap", used("999.99")},
		{"at the cap", used("1000.00")},
		{"just over the cap", used("1000.01")},
		{"just under what leaves the minimum", used("998.99")},
		{"just over what leaves the minimum", used("999.01")},
		{"usage missing", func(q limits.Query) bool { _, ok := q.Usage[daily.Counter]; return !ok }},
		{"no usage at all", func(q limits.Query) bool { return q.Usage == nil }},
		{"usage negative", func(q limits.Query) bool { return q.Usage[daily.Counter].Amount.Sign() < 0 }},
		{"usage in another currency", func(q limits.Query) bool {
			c := q.Usage[daily.Counter].Amount.Currency()
			return c.IsValid() && c != limits.CNY
		}},
		{"another currency", func(q limits.Query) bool { return q.Currency != limits.CNY }},
		{"last nanosecond of a year", at(midnight.Add(-1))},
		{"first instant of a year", at(midnight)},
		{"second nanosecond of a year", at(midnight.Add(1))},
		{"leap day", func(q limits.Query) bool { return q.At.Month() == time.February && q.At.Day() == 29 }},
		{"no edge", func(q limits.Query) bool { return q.At.Year() > 2150 && q.At.Second() == 17 }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if !slices.ContainsFunc(queries, tt.is) {
				t.Error("is never drawn")
			}
		})
	}
}
