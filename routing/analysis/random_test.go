package analysis

import (
	"fmt"
	"slices"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
	"github.com/paymux/paymux/routing/internal/expanding"
	"github.com/paymux/paymux/routing/internal/ordergen"
)

func pick[T any](t *rapid.T, all []T, label string) T { return rapid.SampledFrom(all).Draw(t, label) }

func oneIn(t *rapid.T, n int, label string) bool {
	return rapid.IntRange(1, n).Draw(t, label) == n
}

// some draws one to three values, sorted.
func some[S ~string](t *rapid.T, all []S, label string) []S {
	drawn := rapid.SliceOfN(rapid.SampledFrom(all), 1, min(3, len(all))).Draw(t, label)
	slices.Sort(drawn)
	return slices.Compact(drawn)
}

var (
	surfaces  = []methods.Surface{"app", "desktop_web", "wechat_browser"}
	regions   = []methods.Region{"CN", "HK"}
	codes     = []string{"CNY", "JPY"}
	traits    = []methods.Trait{"ta", "tb", "tc", "td"}
	platforms = []methods.Platform{"p0", "p1"}
	ids       = []methods.ID{"m0", "m1", "m2", "m3"}
)

// catalogs draws catalogs that compile.
func catalogs() *rapid.Generator[routing.Catalog] {
	return rapid.Custom(func(t *rapid.T) routing.Catalog {
		c := routing.Catalog{Zone: pick(t, zones, "zone"), Sources: []methods.Source{{ID: "s", Title: "source"}}}
		for _, id := range traits {
			c.Traits = append(c.Traits, routing.TraitInfo{ID: id, MustState: oneIn(t, 3, "must be stated")})
		}
		c.Traits = append(c.Traits, routing.TraitInfo{ID: "class", PerMethod: true, MustState: oneIn(t, 2, "class must be stated")})
		for _, id := range ids[:rapid.IntRange(1, len(ids)).Draw(t, "methods")] {
			c.Methods = append(c.Methods, methods.Method{ID: id, Products: drawProducts(t, 2)})
		}
		c.Platforms = []routing.PlatformInfo{{ID: "p0", Aliases: []methods.Platform{"p0_alias"}}, {ID: "p1"}}
		for i := range rapid.IntRange(1, 20).Draw(t, "entries") {
			c.Availability = append(c.Availability, drawEntry(t, &c, fmt.Sprintf("e%02d", i)))
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "rules") {
			c.Limits = append(c.Limits, drawRule(t, &c, fmt.Sprintf("r%02d", i)))
		}
		nest(t, &c, oneIn(t, 4, "upwards"))
		return c
	})
}

func drawProducts(t *rapid.T, n int) []methods.Product {
	if !oneIn(t, n, "products") {
		return nil
	}
	all := make([]methods.Product, rapid.IntRange(1, 2).Draw(t, "products"))
	for i := range all {
		all[i] = methods.Product{ID: fmt.Sprintf("product%d", i), Flow: methods.FlowQRCode}
		if !oneIn(t, 3, "any surface") {
			all[i].Surfaces = some(t, surfaces, "surfaces of product")
		}
	}
	return all
}

func drawMatch(t *rapid.T, n int) methods.Match {
	var m methods.Match
	if oneIn(t, n, "on platforms") {
		m.Platforms = some(t, platforms, "platforms")
	}
	if oneIn(t, n, "on surfaces") {
		m.Surfaces = some(t, surfaces, "surfaces")
	}
	if oneIn(t, n, "in currencies") {
		m.Currencies = some(t, codes, "currencies")
	}
	if oneIn(t, n, "in regions") {
		m.Regions = some(t, regions, "regions")
	}
	if oneIn(t, n, "for an audience") {
		m.Audience = drawAudience(t)
	}
	if oneIn(t, n, "rolled out") {
		m.Rollout = methods.Rollout{
			Salt:        pick(t, []string{"a", "b"}, "salt"),
			BasisPoints: pick(t, []int{5_000, 10_000, 0, 9_000, 500}, "basis points"),
		}
	}
	if oneIn(t, n, "dated") {
		from := rapid.IntRange(0, 3).Draw(t, "from")
		until := rapid.IntRange(from+1, 4).Draw(t, "until")
		m.Period = methods.Period{From: date(from), Until: date(until)}
		if oneIn(t, 6, "days") {
			m.Period = methods.Period{From: date(1).AddDate(0, 0, from), Until: date(1).AddDate(0, 0, 2*until)}
		}
		switch rapid.IntRange(0, 2).Draw(t, "open") {
		case 1:
			m.Period.From = time.Time{}
		case 2:
			m.Period.Until = time.Time{}
		}
	}
	if oneIn(t, 4*n, "at hours") {
		m.Hours = rapid.SliceOfN(rapid.SampledFrom(hours()), 1, 2).Draw(t, "hours")
	}
	return m
}

// hours are the times of the week that rules of random catalogs name: some touch, some
// overlap, some run past midnight.
func hours() []methods.Hours {
	return []methods.Hours{
		{Days: []time.Weekday{time.Sunday}, From: 2 * time.Hour, Until: 4 * time.Hour},
		{Days: []time.Weekday{time.Saturday, time.Sunday}},
		{Days: []time.Weekday{time.Monday}, Until: 30 * time.Minute},
		{Days: []time.Weekday{time.Saturday}, From: 22 * time.Hour, Until: 6 * time.Hour},
		{From: 22 * time.Hour, Until: 6 * time.Hour},
	}
}

var zones = []time.Duration{8 * time.Hour, 0, -12 * time.Hour, 14 * time.Hour, 5*time.Hour + 45*time.Minute}

func date(n int) time.Time { return time.Date(2020+n, 1, 1, 0, 0, 0, 0, time.UTC) }

func drawAudience(t *rapid.T) [][]methods.Trait {
	sets := make([][]methods.Trait, rapid.IntRange(1, 2).Draw(t, "sets"))
	for i := range sets {
		sets[i] = some(t, traits, "traits")
		if oneIn(t, 6, "class") {
			sets[i] = append(slices.Clone(sets[i]), "class")
		}
	}
	return sets
}

func drawExcepts(t *rapid.T) []methods.Match {
	var all []methods.Match
	for oneIn(t, 4, "except") && len(all) < 2 {
		if m := drawMatch(t, 4); !m.IsZero() {
			all = append(all, m)
		}
	}
	return all
}

func drawEntry(t *rapid.T, c *routing.Catalog, id string) methods.Availability {
	e := methods.Availability{
		ID:       id,
		Method:   pick(t, c.Methods, "method").ID,
		Status:   methods.StatusLive,
		Rank:     rapid.IntRange(0, 2).Draw(t, "rank"),
		When:     drawMatch(t, 4),
		Except:   drawExcepts(t),
		Products: drawProducts(t, 6),
		Evidence: methods.Evidence{Sources: []string{"s"}},
	}
	if oneIn(t, 5, "other status") {
		e.Status = pick(t, methods.Statuses(), "status")
	}
	if e.Status == methods.StatusPilot && len(e.When.Audience) == 0 && !e.When.Rollout.IsSet() {
		e.When.Audience = drawAudience(t)
	}
	return e
}

func drawRule(t *rapid.T, c *routing.Catalog, id string) routing.LimitRule {
	rule := routing.LimitRule{
		ID: id, When: drawMatch(t, 5), Except: drawExcepts(t), Limit: drawCap(t),
		Evidence: methods.Evidence{Sources: []string{"s"}},
	}
	if rule.Limit.(limits.Cap).Currency() != 0 && oneIn(t, 2, "for a currency") {
		rule.When.Currencies = []string{rule.Limit.(limits.Cap).Currency().String()}
	}
	if oneIn(t, 2, "for some methods") {
		all := make([]methods.ID, len(c.Methods))
		for i, m := range c.Methods {
			all[i] = m.ID
		}
		rule.Methods = some(t, all, "methods")
	}
	rule.EachMethod = len(rule.Methods) > 0 && oneIn(t, 3, "each method")
	if len(rule.Methods) == 0 && slices.ContainsFunc(append([]methods.Match{rule.When}, rule.Except...), namesClass) {
		rule.Methods = []methods.ID{pick(t, c.Methods, "method").ID}
	}
	return rule
}

// namesClass reports whether a match is for an audience of a trait that is one for each
// method.
func namesClass(m methods.Match) bool {
	return slices.ContainsFunc(m.Audience, func(set []methods.Trait) bool { return slices.Contains(set, "class") })
}

// writtenOut is a catalog of which nothing stands for one trait or one rule a method.
func writtenOut(c routing.Catalog) routing.Catalog { return expanding.Catalog(c).(routing.Catalog) }

// counters are those that rules of random catalogs have.
func counters() []limits.Counter {
	var all []limits.Counter
	for _, counter := range []limits.Counter{"day", "life", "times"} {
		all = append(all, counter)
		for _, m := range ids {
			all = append(all, counter+"."+limits.Counter(m))
		}
	}
	return all
}

// ordersOf draws orders that tell a catalog's rules apart, of what is known not to hold
// only traits that must be stated.
func ordersOf(c routing.Catalog) *rapid.Generator[routing.Order] {
	c = writtenOut(c)
	orders := ordergen.Orders(c)
	return rapid.Custom(func(t *rapid.T) routing.Order {
		o := orders.Draw(t, "order")
		o.Lacks = nil
		for _, trait := range c.Traits {
			if trait.MustState && !slices.Contains(o.Traits, trait.ID) && oneIn(t, 2, "lacks") {
				o.Lacks = append(o.Lacks, trait.ID)
			}
		}
		return o
	})
}

// drawCap draws a cap; a counter has one currency and one window in all catalogs.
func drawCap(t *rapid.T) limits.Cap {
	cny := func(n int64) limits.Money { return money(n, limits.CNY) }
	amounts := []int64{0, 1, 100, 300, 30_000}
	most := pick(t, amounts[1:], "max")
	count := rapid.Int64Range(1, 3).Draw(t, "payments")
	switch rapid.IntRange(0, 8).Draw(t, "cap") {
	case 6:
		return limits.Cap{Max: cny(most), MaxCount: count, Counter: "day", Window: limits.Day(8 * time.Hour), Per: []limits.Subject{"buyer"}}
	case 7:
		return limits.Cap{MaxCount: count, Counter: "day", Window: limits.Day(8 * time.Hour), Per: []limits.Subject{"buyer"}}
	case 8:
		return limits.Cap{MaxCount: count, Counter: "times", Window: limits.Day(8 * time.Hour)}
	case 0:
		return limits.Cap{Min: cny(pick(t, amounts, "min"))}
	case 1:
		return limits.Cap{Max: cny(most), Counter: "day", Window: limits.Day(8 * time.Hour), Per: []limits.Subject{"buyer"}}
	case 2:
		return limits.Cap{Max: cny(most), Counter: "life", Window: limits.Lifetime(), Per: []limits.Subject{"buyer"}}
	case 3:
		return limits.Cap{Max: money(most, limits.JPY)}
	case 4:
		return limits.Cap{Min: cny(1), Max: cny(most)}
	}
	return limits.Cap{Max: cny(most)}
}

// nest nests some entries in methods that are listed everywhere: those
// before their own or, upwards, those after it.
func nest(t *rapid.T, c *routing.Catalog, upwards bool) {
	for i := range c.Availability {
		e := &c.Availability[i]
		e.Parent = ""
		var parents []methods.ID
		for _, m := range c.Methods {
			if mayNest(c, e.Method, m.ID, upwards) {
				parents = append(parents, m.ID)
			}
		}
		if len(parents) > 0 && oneIn(t, 4, "nested") {
			e.Parent = pick(t, parents, "parent")
		}
	}
}

func mayNest(c *routing.Catalog, m, parent methods.ID, upwards bool) bool {
	inOrder := parent < m
	if upwards {
		inOrder = parent > m
	}
	return inOrder && slices.ContainsFunc(c.Availability, func(e methods.Availability) bool {
		return e.Method == parent && (len(e.When.Platforms) == 0 || len(e.When.Platforms) == len(platforms))
	})
}

func isUpwards(c *routing.Catalog) bool {
	return slices.ContainsFunc(c.Availability, func(e methods.Availability) bool { return e.Parent > e.Method })
}

// changed draws a catalog that differs in a few things, or one of its own.
func changed(t *rapid.T, c routing.Catalog) routing.Catalog {
	if oneIn(t, 6, "another") {
		return catalogs().Draw(t, "other catalog")
	}
	c.Methods, c.Platforms, c.Traits = slices.Clone(c.Methods), slices.Clone(c.Platforms), slices.Clone(c.Traits)
	c.Availability, c.Limits = slices.Clone(c.Availability), slices.Clone(c.Limits)
	upwards := isUpwards(&c)
	for range rapid.IntRange(1, 2).Draw(t, "changes") {
		change(t, &c)
	}
	if oneIn(t, 6, "turned") { // what was nested in another method may now be its parent
		nest(t, &c, !upwards)
		return c
	}
	for i := range c.Availability {
		if e := &c.Availability[i]; !mayNest(&c, e.Method, e.Parent, upwards) {
			e.Parent = ""
		}
	}
	if oneIn(t, 8, "written out") {
		return writtenOut(c)
	}
	return c
}

func change(t *rapid.T, c *routing.Catalog) {
	i := rapid.IntRange(0, len(c.Availability)-1).Draw(t, "entry")
	e := &c.Availability[i]
	switch rapid.IntRange(0, 13).Draw(t, "change") {
	case 0:
		e.Rank = rapid.IntRange(0, 2).Draw(t, "rank")
	case 1:
		e.Except = drawExcepts(t)
	case 2:
		e.Products = drawProducts(t, 2)
	case 3:
		*e = drawEntry(t, c, e.ID)
	case 4:
		id := "added"
		if !slices.ContainsFunc(c.Limits, func(r routing.LimitRule) bool { return r.ID == id }) {
			c.Limits = append(c.Limits, drawRule(t, c, id))
		}
	case 5:
		if n := len(c.Limits); n > 0 {
			r := &c.Limits[rapid.IntRange(0, n-1).Draw(t, "rule")]
			r.Limit = drawCap(t)
		}
	case 6:
		c.Methods[0].Products = drawProducts(t, 2)
		c.Methods[0].Payer = pick(t, []methods.Payer{"", methods.PayerFriend}, "payer")
	case 7:
		c.Platforms[0].Aliases = [][]methods.Platform{nil, {"p0_other"}}[rapid.IntRange(0, 1).Draw(t, "aliases")]
	case 8:
		when := drawMatch(t, 3)
		when.Platforms = e.When.Platforms
		if e.Status == methods.StatusPilot {
			when.Audience = drawAudience(t)
		}
		e.When = when
	case 10:
		if n := len(c.Limits); n > 0 {
			c.Limits[rapid.IntRange(0, n-1).Draw(t, "rule")].Methods = []methods.ID{pick(t, c.Methods, "method").ID}
		}
	case 11:
		trait := &c.Traits[rapid.IntRange(0, len(c.Traits)-1).Draw(t, "trait")]
		trait.MustState = !trait.MustState
	case 12:
		c.Zone = pick(t, zones, "zone")
	case 13:
		e.When.Hours = nil
		if oneIn(t, 2, "at hours") {
			h := pick(t, hours(), "hours")
			h.Until += time.Minute
			e.When.Hours = []methods.Hours{h}
		}
	case 9:
		j := rapid.IntRange(0, len(c.Availability)-1).Draw(t, "other entry")
		c.Availability[i], c.Availability[j] = c.Availability[j], c.Availability[i]
	}
}
