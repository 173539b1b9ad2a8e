package routing_test

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"pgregory.net/rapid"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// world is a random catalog and the names that its orders are drawn from.
type world struct {
	catalog routing.Catalog
	names   names
	caps    bool // the catalog has no limit but caps
}

// GoString keeps a failing draw readable: one line for each entry and rule.
func (w *world) GoString() string {
	var b strings.Builder
	for _, m := range w.catalog.Methods {
		fmt.Fprintf(&b, "\n\t%+v", m)
	}
	for _, e := range w.catalog.Availability {
		if e.ID != first {
			fmt.Fprintf(&b, "\n\t%+v", e)
		}
	}
	for _, rule := range w.catalog.Limits {
		fmt.Fprintf(&b, "\n\t%+v", rule)
	}
	return b.String()
}

// ofMethod is a trait that stands for one a method.
const ofMethod methods.Trait = "account_class"

// first is the id of the entry that numbers the names of a wide world.
const first = "first"

// worlds draws catalogs that always compile.
func worlds() *rapid.Generator[*world] {
	return rapid.Custom(func(t *rapid.T) *world {
		w := &world{names: fewNames()}
		w.catalog = w.skeleton(t, w.names)
		w.addEntries(t)
		w.addRules(t)
		return w
	})
}

// wideWorlds draws catalogs that use more surfaces, traits, regions and currencies
// than a machine word has bits.
func wideWorlds() *rapid.Generator[*world] {
	return rapid.Custom(func(t *rapid.T) *world {
		all := manyNames()
		w := &world{names: all.some()}
		w.catalog = w.skeleton(t, all)
		everything := methods.Match{
			Surfaces: all.surfaces, Currencies: all.currencies, Regions: all.regions,
			Audience: [][]methods.Trait{all.traits},
		}
		w.catalog.Availability = []methods.Availability{{
			ID: first, Method: "m0", Status: methods.StatusLive, When: everything, Evidence: cited(t),
		}}
		w.addEntries(t)
		w.addRules(t)
		return w
	})
}

func cited(t *rapid.T) methods.Evidence {
	return methods.Evidence{
		Confidence: rapid.SampledFrom([]methods.Confidence{"", methods.ConfidenceHigh, methods.ConfidenceLow}).Draw(t, "confidence"),
		Conflict:   rapid.SampledFrom([]string{"", "others deny it"}).Draw(t, "conflict"),
		Sources:    listOf(t, []string{"s1", "s2", "s3"}, "sources"),
	}
}

// skeleton draws the lists that entries and rules refer to.
func (w *world) skeleton(t *rapid.T, all names) routing.Catalog {
	zone := pick(t, []time.Duration{8 * time.Hour, 0, -12 * time.Hour, 14 * time.Hour, 5*time.Hour + 45*time.Minute}, "zone")
	c := routing.Catalog{Name: "random", Version: "1", Zone: zone}
	for _, id := range []string{"s1", "s2", "s3"} {
		c.Sources = append(c.Sources, methods.Source{ID: id, Title: "source " + id})
	}
	for _, id := range all.traits {
		c.Traits = append(c.Traits, routing.TraitInfo{
			ID: id, Name: methods.Text{EN: "trait " + string(id)}, MustState: oneIn(t, 3, "must be stated"),
		})
	}
	c.Traits = append(c.Traits, routing.TraitInfo{
		ID: ofMethod, Name: methods.Text{EN: "class of account", ZH: "账户类别"},
		MustState: oneIn(t, 2, "must be stated"), PerMethod: true,
	})
	for i := range rapid.IntRange(1, 6).Draw(t, "methods") {
		m := methods.Method{
			ID:       methods.ID(fmt.Sprintf("m%d", i)),
			Name:     methods.Text{EN: fmt.Sprintf("method %d", i), ZH: fmt.Sprintf("方式%d", i)},
			Payer:    pick(t, []methods.Payer{"", methods.PayerBuyer, methods.PayerFriend}, "payer"),
			Products: w.drawProducts(t, 2),
		}
		c.Methods = append(c.Methods, m)
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "platforms") {
		p := routing.PlatformInfo{ID: methods.Platform(fmt.Sprintf("p%d", i))}
		if oneIn(t, 3, "alias") {
			p.Aliases = []methods.Platform{p.ID + "_alias"}
		}
		c.Platforms = append(c.Platforms, p)
	}
	return c
}

// drawProducts draws products once in n times.
func (w *world) drawProducts(t *rapid.T, n int) []methods.Product {
	if !oneIn(t, n, "products") {
		return nil
	}
	var products []methods.Product
	for i := range rapid.IntRange(1, 3).Draw(t, "products") {
		p := methods.Product{
			ID: fmt.Sprintf("product%d", i), API: "POST /pay",
			Flow:     pick(t, methods.Flows(), "flow"),
			LinkLife: time.Duration(i) * time.Hour,
		}
		if !oneIn(t, 3, "any surface") {
			p.Surfaces = listOf(t, w.names.surfaces, "surfaces of product")
		}
		products = append(products, p)
	}
	return products
}

// drawMatch draws conditions, each set once in n times.
func (w *world) drawMatch(t *rapid.T, n int) methods.Match {
	var m methods.Match
	if oneIn(t, n, "on platforms") {
		m.Platforms = w.drawPlatforms(t)
	}
	if oneIn(t, n, "on surfaces") {
		m.Surfaces = listOf(t, w.names.surfaces, "surfaces")
	}
	if oneIn(t, n, "in currencies") {
		m.Currencies = listOf(t, w.names.currencies, "currencies")
	}
	if oneIn(t, n, "in regions") {
		m.Regions = listOf(t, w.names.regions, "regions")
	}
	if oneIn(t, n, "for an audience") {
		m.Audience = w.drawAudience(t)
	}
	if oneIn(t, n, "rolled out") {
		m.Rollout = drawRollout(t)
	}
	if oneIn(t, n, "dated") {
		m.Period = drawPeriod(t)
	}
	if oneIn(t, 2*n, "at hours") {
		m.Hours = listOf(t, hours(), "hours")
	}
	return m
}

func (w *world) drawPlatforms(t *rapid.T) []methods.Platform {
	var ids []methods.Platform
	for _, p := range w.catalog.Platforms {
		ids = append(ids, p.ID)
	}
	return sortedSet(listOf(t, ids, "platforms"))
}

func (w *world) drawAudience(t *rapid.T) [][]methods.Trait {
	var sets [][]methods.Trait
	for range rapid.IntRange(1, 3).Draw(t, "sets") {
		set := listOf(t, w.names.traits, "traits")
		if oneIn(t, 3, "a longer set") {
			set = append(set, listOf(t, w.names.traits, "more traits")...)
		}
		if oneIn(t, 6, "a trait of the method") {
			set = append(set, ofMethod)
		}
		sets = append(sets, set)
	}
	return sets
}

func drawRollout(t *rapid.T) methods.Rollout {
	return methods.Rollout{
		Salt:        pick(t, []string{"a", "b"}, "salt"),
		BasisPoints: pick(t, []int{5_000, 10_000, 0, 9_999, 1}, "basis points"),
	}
}

// drawPeriod draws a period of which at least one bound is set.
func drawPeriod(t *rapid.T) methods.Period {
	all := dates()
	from := rapid.IntRange(0, len(all)-2).Draw(t, "from")
	p := methods.Period{From: all[from], Until: pick(t, all[from+1:], "until")}
	switch rapid.IntRange(0, 2).Draw(t, "open") {
	case 1:
		p.From = time.Time{}
	case 2:
		p.Until = time.Time{}
	}
	return p
}

// drawExcepts draws up to two Excepts, each with at least one condition.
func (w *world) drawExcepts(t *rapid.T) []methods.Match {
	var excepts []methods.Match
	for range 2 {
		if !oneIn(t, 4, "except") {
			continue
		}
		if m := w.drawMatch(t, 4); !m.IsZero() {
			excepts = append(excepts, m)
		}
	}
	return excepts
}

func (w *world) addEntries(t *rapid.T) {
	c := &w.catalog
	for i := range rapid.IntRange(1, 30).Draw(t, "entries") {
		e := methods.Availability{
			ID:       fmt.Sprintf("e%02d", i),
			Method:   pick(t, c.Methods, "method").ID,
			Status:   methods.StatusLive,
			Rank:     pick(t, []int{0, 1, 2, methods.MaxRank}, "rank"),
			When:     w.drawMatch(t, 4),
			Except:   w.drawExcepts(t),
			Products: w.drawProducts(t, 5),
			Evidence: cited(t),
		}
		if oneIn(t, 5, "other status") {
			e.Status = pick(t, methods.Statuses(), "status")
		}
		if e.Status == methods.StatusPilot && len(e.When.Audience) == 0 && !e.When.Rollout.IsSet() {
			e.When.Audience = w.drawAudience(t)
		}
		c.Availability = append(c.Availability, e)
	}
	for i := range c.Availability {
		if parents := w.parentsOf(c.Availability[i]); len(parents) > 0 && oneIn(t, 6, "within") {
			c.Availability[i].Parent = pick(t, parents, "parent")
		}
	}
}

// parentsOf returns the methods that an entry may live within: those before its
// own, so that no chain bites its tail, with an entry on each of its platforms.
func (w *world) parentsOf(e methods.Availability) []methods.ID {
	var parents []methods.ID
	for _, m := range w.catalog.Methods {
		if m.ID >= e.Method {
			break
		}
		everywhere := true
		for _, p := range w.catalog.Platforms {
			if len(e.When.Platforms) == 0 || slices.Contains(e.When.Platforms, p.ID) {
				ref := reference{catalog: w.catalog, platform: p.ID}
				everywhere = everywhere && len(ref.entriesOf(m.ID)) > 0
			}
		}
		if everywhere {
			parents = append(parents, m.ID)
		}
	}
	return parents
}

func (w *world) addRules(t *rapid.T) {
	c := &w.catalog
	w.caps = !oneIn(t, 3, "own limits")
	for i := range rapid.IntRange(0, 10).Draw(t, "rules") {
		// Ids that are not in the order of the catalog.
		rule := w.drawRule(t, fmt.Sprintf("r%02d", (i*7+3)%20))
		c.Limits = append(c.Limits, rule)
	}
}

func (w *world) drawRule(t *rapid.T, id string) routing.LimitRule {
	rule := routing.LimitRule{
		ID:       id,
		When:     w.drawMatch(t, 4),
		Except:   w.drawExcepts(t),
		Limit:    drawCap(t),
		Evidence: cited(t),
	}
	if oneIn(t, 3, "plain") {
		rule.When, rule.Except = w.drawPlain(t, rule.Limit.(limits.Cap)), nil
	}
	if !oneIn(t, 3, "for any method") {
		var ids []methods.ID
		for _, m := range w.catalog.Methods {
			ids = append(ids, m.ID)
		}
		rule.Methods = sortedSet(listOf(t, ids, "methods"))
	}
	splits := namesAny(append([]methods.Match{rule.When}, rule.Except...), map[methods.Trait]bool{ofMethod: true})
	switch {
	case splits && len(rule.Methods) == 0:
		rule.Methods = []methods.ID{pick(t, w.catalog.Methods, "method of rule").ID}
	case splits:
	case !w.caps && oneIn(t, 2, "own limit"):
		rule.Limit = drawOwn(t)
	case len(rule.Methods) > 0:
		rule.EachMethod = oneIn(t, 4, "each method apart")
	}
	return rule
}

// drawPlain draws what a rule has that routing knows of in advance: its platforms,
// the currency of its own cap, and an audience.
func (w *world) drawPlain(t *rapid.T, c limits.Cap) methods.Match {
	var m methods.Match
	if oneIn(t, 3, "on platforms") {
		m.Platforms = w.drawPlatforms(t)
	}
	if c.Currency().IsValid() && oneIn(t, 2, "for its own currency") {
		m.Currencies = []string{c.Currency().String()}
	}
	if oneIn(t, 4, "for an audience") {
		m.Audience = w.drawAudience(t)
	}
	return m
}

// caps returns the caps of a catalog, those that custom limits hide
// included.
func caps(c routing.Catalog) []limits.Cap {
	var all []limits.Cap
	for _, rule := range c.Limits {
		switch limit := rule.Limit.(type) {
		case limits.Cap:
			all = append(all, limit)
		case ownCap:
			all = append(all, limit.cap)
		}
	}
	return all
}
