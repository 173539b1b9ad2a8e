package analysis

import (
	"fmt"
	"time"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// growths are catalogs with any number of rules that do not overlap, and the same with
// the last of them changed.
var growths = map[string]func(n int) (before, after routing.Catalog){
	"one-day entries":                   dailyEntries(func(int, *methods.Availability) {}),
	"one-day entries on some surfaces":  dailyEntries(onSurfaces),
	"one-day entries of other ranks":    dailyEntries(ofAnotherRank),
	"one-day entries with products":     dailyEntries(withProducts),
	"one-day pilots":                    dailyEntries(asPilot),
	"one-day entries, half announced":   dailyEntries(halfAnnounced),
	"entries for a surface each":        surfaceEntries,
	"an entry for many surfaces":        manySurfaces,
	"entries for days and surfaces":     gridEntries,
	"one-day Excepts":                   dailyExcepts,
	"Excepts of a surface each":         surfaceExcepts,
	"one-day limit rules":               dailyLimits(func(int, *routing.LimitRule) {}),
	"one-day limit rules for totals":    dailyLimits(forTotals),
	"one-day limit rules for one total": dailyLimits(forOneTotal),
	"one-day limit rules for payments":  dailyLimits(forPayments),
	"limit rules for a surface each":    surfaceLimits,
	"an audience of many traits":        manyTraits,
	"one-day entries at some hours":     dailyEntries(atHours),
	"entries of two minutes each":       hourlyEntries,
	"Excepts of two minutes each":       hourlyExcepts,
}

// overlapping are catalogs whose rules all overlap, so that there is more to say of
// each than of the one before.
var overlapping = map[string]func(n int) (before, after routing.Catalog){
	"entries for a trait each": traitEntries,
	"Excepts of a trait each":  traitExcepts,
}

// growing returns a catalog of one method on one platform.
func growing(entries ...methods.Availability) routing.Catalog {
	c := routing.Catalog{
		Sources:   []methods.Source{{ID: "s", Title: "source"}},
		Methods:   []methods.Method{{ID: "pay"}},
		Platforms: []routing.PlatformInfo{{ID: "shop"}},
	}
	for i, e := range entries {
		e.ID, e.Method, e.Evidence = fmt.Sprintf("e%06d", i), "pay", methods.Evidence{Sources: []string{"s"}}
		if e.Status == "" {
			e.Status = methods.StatusLive
		}
		c.Availability = append(c.Availability, e)
	}
	return c
}

// day is the nth day of which the next one is free.
func day(n int) methods.Period {
	from := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, 2*n)
	return methods.Period{From: from, Until: from.AddDate(0, 0, 1)}
}

func longer(p methods.Period) methods.Period { p.Until = p.Until.Add(time.Second); return p }

func dailyEntries(with func(i int, e *methods.Availability)) func(n int) (before, after routing.Catalog) {
	return func(n int) (before, after routing.Catalog) {
		catalog := func() routing.Catalog {
			var entries []methods.Availability
			for i := range n {
				e := methods.Availability{When: methods.Match{Period: day(i)}}
				with(i, &e)
				entries = append(entries, e)
			}
			c := growing(entries...)
			c.Traits = []routing.TraitInfo{{ID: "vip"}}
			return c
		}
		before, after = catalog(), catalog()
		p := &after.Availability[n-1].When.Period
		*p = longer(*p)
		return before, after
	}
}

func onSurfaces(_ int, e *methods.Availability) {
	e.When.Surfaces = []methods.Surface{"app", "mobile_web"}
	e.When.Currencies = []string{"CNY"}
}

func withProducts(i int, e *methods.Availability) {
	e.Products = []methods.Product{
		{ID: fmt.Sprintf("p%d", i), Flow: methods.FlowQRCode, Surfaces: []methods.Surface{"app"}},
		{ID: "web", Flow: methods.FlowRedirect, Surfaces: []methods.Surface{"mobile_web", "desktop_web"}},
	}
}

func atHours(_ int, e *methods.Availability) {
	e.When.Hours = []methods.Hours{{From: 9 * time.Hour, Until: 21 * time.Hour}}
}

// mostHours is how many of them there are.
const mostHours = 7 * 24 * 60 / 4

// hour is the nth two minutes of a week, of which the next two are free. The first ones
// begin at the time of growingOrder.
func hour(n int) []methods.Hours {
	from := (12*time.Hour + time.Duration(n/7*4)*time.Minute) % (24 * time.Hour)
	return []methods.Hours{{Days: []time.Weekday{time.Weekday(n % 7)}, From: from, Until: from + 2*time.Minute}}
}

func hourlyEntries(n int) (before, after routing.Catalog) {
	n = min(n, mostHours)
	var entries []methods.Availability
	for i := range n {
		entries = append(entries, methods.Availability{When: methods.Match{Hours: hour(i)}})
	}
	before, after = growing(entries...), growing(entries...)
	after.Availability[n-1].When.Period = day(1)
	return before, after
}

func hourlyExcepts(n int) (before, after routing.Catalog) {
	e := methods.Availability{}
	for i := range min(n, mostHours) {
		e.Except = append(e.Except, methods.Match{Hours: hour(i)})
	}
	before = growing(e)
	e.Except = e.Except[1:]
	return before, growing(e)
}

func asPilot(_ int, e *methods.Availability) {
	e.Status, e.When.Audience = methods.StatusPilot, [][]methods.Trait{{"vip"}}
}

func halfAnnounced(i int, e *methods.Availability) {
	if i%2 == 0 {
		e.Status = methods.StatusAnnounced
	}
}

func ofAnotherRank(i int, e *methods.Availability) { e.Rank = 1 + i%1000 }

func surface(i int) methods.Surface { return methods.Surface(fmt.Sprintf("s%06d", i)) }

func surfaceEntries(n int) (before, after routing.Catalog) {
	var entries []methods.Availability
	for i := range n {
		entries = append(entries, methods.Availability{When: methods.Match{Surfaces: []methods.Surface{surface(i)}}})
	}
	before, after = growing(entries...), growing(entries...)
	after.Availability[n-1].When.Period = day(1)
	return before, after
}

func manySurfaces(n int) (before, after routing.Catalog) {
	e := methods.Availability{}
	for i := range n {
		e.When.Surfaces = append(e.When.Surfaces, surface(i))
	}
	before = growing(e)
	e.When.Surfaces = e.When.Surfaces[1:]
	return before, growing(e)
}

func dailyExcepts(n int) (before, after routing.Catalog) {
	e := methods.Availability{}
	for i := range n {
		e.Except = append(e.Except, methods.Match{Period: day(i)})
	}
	before = growing(e)
	e.Except = append(e.Except[:n-1:n-1], methods.Match{Period: longer(day(n - 1))})
	return before, growing(e)
}

func surfaceExcepts(n int) (before, after routing.Catalog) {
	e := methods.Availability{}
	for i := range n {
		e.Except = append(e.Except, methods.Match{Surfaces: []methods.Surface{surface(i)}})
	}
	before = growing(e)
	e.Except = e.Except[1:]
	return before, growing(e)
}

func gridEntries(n int) (before, after routing.Catalog) {
	var entries []methods.Availability
	side := 1
	for side*side < n {
		side++
	}
	for i := range n {
		entries = append(entries, methods.Availability{Rank: 1 + i%5, When: methods.Match{Period: day(i / side), Surfaces: []methods.Surface{surface(i % side)}}})
	}
	before, after = growing(entries...), growing(entries...)
	p := &after.Availability[n-1].When.Period
	*p = longer(*p)
	return before, after
}

func dailyLimits(with func(i int, r *routing.LimitRule)) func(n int) (before, after routing.Catalog) {
	return func(n int) (before, after routing.Catalog) {
		catalog := func() routing.Catalog {
			c := growing(methods.Availability{})
			for i := range n {
				r := routing.LimitRule{
					ID: fmt.Sprintf("r%06d", i), When: methods.Match{Period: day(i)},
					Limit: limits.Cap{Max: money(int64(100+i), limits.CNY)}, Evidence: methods.Evidence{Sources: []string{"s"}},
				}
				with(i, &r)
				c.Limits = append(c.Limits, r)
			}
			return c
		}
		before, after = catalog(), catalog()
		p := &after.Limits[n-1].When.Period
		*p = longer(*p)
		return before, after
	}
}

func forTotals(i int, r *routing.LimitRule) {
	r.Limit = limits.Cap{Max: money(int64(100+i), limits.CNY), Counter: limits.Counter(fmt.Sprintf("c%d", i)), Window: limits.Day(0)}
}

func forPayments(i int, r *routing.LimitRule) {
	r.Limit = limits.Cap{MaxCount: int64(1 + i), Counter: "c", Window: limits.Day(0)}
}

func forOneTotal(i int, r *routing.LimitRule) {
	r.Limit = limits.Cap{Max: money(int64(100+i), limits.CNY), Counter: "c", Window: limits.Day(0)}
}

func surfaceLimits(n int) (before, after routing.Catalog) {
	before, after = dailyLimits(func(i int, r *routing.LimitRule) {
		r.When = methods.Match{Surfaces: []methods.Surface{surface(i)}}
	})(n)
	after.Limits[n-1].When.Period = day(1)
	return before, after
}

func trait(i int) methods.Trait { return methods.Trait(fmt.Sprintf("t%06d", i)) }

func withTraits(c routing.Catalog, n int) routing.Catalog {
	for i := range n {
		c.Traits = append(c.Traits, routing.TraitInfo{ID: trait(i)})
	}
	return c
}

func manyTraits(n int) (before, after routing.Catalog) {
	e := methods.Availability{}
	for i := range n {
		e.When.Audience = append(e.When.Audience, []methods.Trait{trait(i)})
	}
	before = withTraits(growing(e), n)
	e.When.Audience = e.When.Audience[1:]
	return before, withTraits(growing(e), n)
}

func traitEntries(n int) (before, after routing.Catalog) {
	var entries []methods.Availability
	for i := range n {
		entries = append(entries, methods.Availability{When: methods.Match{Audience: [][]methods.Trait{{trait(i)}}}})
	}
	before = withTraits(growing(entries...), n)
	return before, withTraits(growing(entries[1:]...), n)
}

func traitExcepts(n int) (before, after routing.Catalog) {
	e := methods.Availability{}
	for i := range n {
		e.Except = append(e.Except, methods.Match{Audience: [][]methods.Trait{{trait(i)}}})
	}
	before = withTraits(growing(e), n)
	e.Except = e.Except[1:]
	return before, withTraits(growing(e), n)
}
