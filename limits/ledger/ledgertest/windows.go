package ledgertest

import (
	"maps"
	"slices"
	"time"

	"github.com/paymux/paymux/limits"
)

func zones(t TB, open Open) {
	f := newFixture(t, open)
	of := func(counter string, w limits.Window) limits.Cap {
		return limits.Cap{Max: yuan("1.00"), Window: w, Counter: limits.Counter(counter)}
	}
	caps := []limits.Cap{
		of("day in Beijing", limits.Day(8*time.Hour)),
		of("day in UTC", limits.Day(0)),
		of("day in New York", limits.Day(-5*time.Hour)),
		of("week in Beijing", limits.Week(time.Friday, 8*time.Hour)),
		of("week from Saturday in Beijing", limits.Week(time.Saturday, 8*time.Hour)),
		of("month in Beijing", limits.Month(8*time.Hour)),
		of("quarter in Beijing", limits.Quarter(8*time.Hour)),
		of("year in Beijing", limits.Year(8*time.Hour)),
		of("lifetime", limits.Lifetime()),
	}
	f.at(time.Date(2027, 12, 31, 15, 0, 0, 0, time.UTC)) // 23:00 in Beijing, 10:00 in New York
	f.reserve(payment("p1", "1.00", caps...))
	for _, step := range []struct {
		at   time.Time
		full []string // the caps that are still reached
	}{
		{time.Date(2027, 12, 31, 16, 0, 0, 0, time.UTC).Add(-smallest), []string{
			"day in Beijing", "day in UTC", "day in New York", "week in Beijing", "week from Saturday in Beijing",
			"month in Beijing", "quarter in Beijing", "year in Beijing", "lifetime"}},
		{time.Date(2027, 12, 31, 16, 0, 0, 0, time.UTC), []string{"day in UTC", "day in New York", "week in Beijing", "lifetime"}},
		{time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC), []string{"day in New York", "week in Beijing", "lifetime"}},
		{time.Date(2028, 1, 1, 5, 0, 0, 0, time.UTC), []string{"week in Beijing", "lifetime"}},
		{time.Date(2028, 1, 6, 16, 0, 0, 0, time.UTC).Add(-smallest), []string{"week in Beijing", "lifetime"}},
		{time.Date(2028, 1, 6, 16, 0, 0, 0, time.UTC), []string{"lifetime"}},
	} {
		f.at(step.at)
		if step.at.Sub(noon) > 0 && len(step.full) == len(caps) {
			f.confirm("p1", "1.00")
		}
		refused := f.refused(payment("p2", "0.01", caps...))
		full := make([]string, len(refused.Refusals))
		for i, r := range refused.Refusals {
			full[i] = string(r.Cap.Counter)
		}
		f.same("caps reached at "+step.at.Format(time.RFC3339Nano), full, step.full)
	}
	f.auditClean()
	months(t, open)
}

// months are those in the middle of a year and of a quarter.
func months(t TB, open Open) {
	f := newFixture(t, open)
	totals := map[string]limits.Window{
		"week": limits.Week(time.Sunday, 8*time.Hour), "month": limits.Month(8 * time.Hour),
		"quarter": limits.Quarter(8 * time.Hour), "year": limits.Year(8 * time.Hour),
	}
	var caps []limits.Cap
	for _, name := range slices.Sorted(maps.Keys(totals)) {
		caps = append(caps, limits.Cap{Max: yuan("1.00"), Window: totals[name], Counter: limits.Counter(name)})
	}
	f.at(time.Date(2028, 2, 15, 4, 0, 0, 0, time.UTC))
	f.reserve(payment("p1", "1.00", caps...))
	f.confirm("p1", "1.00")
	for _, step := range []struct {
		counter limits.Counter
		until   time.Time
	}{
		{"week", time.Date(2028, 2, 20, 0, 0, 0, 0, beijing)},
		{"month", time.Date(2028, 3, 1, 0, 0, 0, 0, beijing)},
		{"quarter", time.Date(2028, 4, 1, 0, 0, 0, 0, beijing)},
		{"year", time.Date(2029, 1, 1, 0, 0, 0, 0, beijing)},
	} {
		i := slices.IndexFunc(caps, func(c limits.Cap) bool { return c.Counter == step.counter })
		f.at(step.until.Add(-smallest))
		f.used(caps[i], "1.00")
		f.at(step.until)
		f.used(caps[i], "0.00")
	}
	f.auditClean()
}

func twoWindows(t TB, open Open) {
	f := newFixture(t, open)
	windows := []limits.Window{limits.Day(0), limits.Day(8 * time.Hour), limits.Month(8 * time.Hour), limits.Rolling(24 * time.Hour), limits.Lifetime()}
	for i, w := range windows {
		c := daily("10.00")
		c.Window = w
		f.used(c, "0.00")
		f.reserve(payment(id(i), "10.00", c))
		f.refused(payment("over", "0.01", c))
		f.used(c, "10.00")
	}
	dollars := daily("10.00")
	dollars.Max = limits.MustParseMoney("10.00 USD")
	p := payment("dollars", "0.00", dollars)
	p.Amount = dollars.Max
	f.reserve(p)
	f.used(daily("10.00"), "10.00")
	f.auditClean()
}
