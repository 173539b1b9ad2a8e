package routing

import (
	"fmt"

	"github.com/paymux/paymux/methods"
)

// load adds up what an order on a platform may cost beyond the length of what the
// platform has: see MaxWork.
type load struct {
	listed  int // methods, as many as there are entries
	rules   int // limit rules for any method, which each method meets again
	named   int // limit rules for several methods, each of which meets them again
	excepts int // of entries, each of which meets all that its entry says
}

// countable keeps sums and products of hostile numbers from overflowing.
const countable = 1 << 30

func (l *load) add(m load) {
	l.listed = min(l.listed+m.listed, countable)
	l.rules = min(l.rules+m.rules, countable)
	l.named = min(l.named+m.named, countable)
	l.excepts = min(l.excepts+m.excepts, countable)
}

// countEntry adds an entry to what its platforms have, and to the catalog's rows.
func (k *checker) countEntry(e *methods.Availability, method uint32) {
	l := load{listed: 1}
	if len(e.Except) > 0 {
		serving := served(e.Products)
		if len(e.Products) == 0 && int(method) < len(k.serving) {
			serving = k.serving[method]
		}
		// An Except that matches is a reason with the sources and a remedy of its own.
		l.excepts = len(e.Except) * (1 + len(k.sourcesOf(&e.Evidence)) + len(e.When.Surfaces) + len(e.When.Currencies) + serving)
	}
	k.count(e.When.Platforms, l)
	k.countRows(e.When.Platforms, e.Except, 1)
}

// countRule adds a limit rule to what its platforms have, and to the catalog's rows.
func (k *checker) countRule(rule *LimitRule) {
	cost := min(1+len(k.sourcesOf(&rule.Evidence))+traitsOf(&rule.When)+len(rule.Except)+traitsOfAll(rule.Except), countable)
	perPlatform := max(len(rule.Methods), 1)
	if len(rule.When.Platforms) > 0 || onPlatforms(rule.Except) {
		k.countRows(rule.When.Platforms, rule.Except, perPlatform)
	} else {
		k.rows += perPlatform
	}
	switch {
	case len(rule.Methods) == 0:
		k.count(rule.When.Platforms, load{rules: cost})
	case len(rule.When.Platforms) > 0:
		k.count(rule.When.Platforms, load{named: cost * (len(rule.Methods) - 1)})
	}
	if len(rule.When.Platforms) > 0 || len(rule.Methods) == 0 {
		return
	}
	k.everywhere.add(load{named: cost * (len(rule.Methods) - 1)})
	for _, m := range rule.Methods {
		if number, ok := k.methods.Find(m); ok {
			k.byMethod[number] = min(k.byMethod[number]+cost, countable)
		}
	}
}

func (k *checker) count(platforms []methods.Platform, l load) {
	if len(platforms) == 0 {
		k.everywhere.add(l)
	}
	for _, p := range platforms {
		if k.isPlatform(p) {
			k.loads[k.lastNumber].add(l)
		}
	}
}

// countRows adds to the rows that the catalog expands to.
func (k *checker) countRows(platforms []methods.Platform, except []methods.Match, perPlatform int) {
	places := len(platforms)
	if places == 0 {
		places = len(k.catalog.Platforms)
	}
	if onPlatforms(except) {
		perPlatform += len(except)
	}
	k.rows = min(k.rows+places*perPlatform, 1<<40)
}

// checkWork looks for the platform on which an order costs most. It takes every
// method for the one that most rules name, and every entry for that of another
// method, so that it need not look at each method of each platform.
func (k *checker) checkWork() {
	most := 0
	for _, cost := range k.byMethod {
		most = max(most, cost)
	}
	worst, at := 0, 0
	for i := range k.loads {
		l := k.loads[i]
		named := l.named
		l.add(k.everywhere)
		listed := min(l.listed, len(k.catalog.Methods))
		work := l.excepts + l.rules*max(listed-1, 0) + named + min(k.everywhere.named, most*listed)
		if work > worst {
			worst, at = work, i
		}
	}
	if worst > maxWork {
		p := k.catalog.Platforms[at].ID
		k.add(owner{list: "platforms", index: at}.String(), string(p),
			fmt.Sprintf("has too many limit rules for too many methods, or Excepts: an order costs up to %d comparisons, want at most %d", worst, maxWork))
	}
}

// served is how many surfaces products name.
func served(products []methods.Product) int {
	n := 0
	for i := range products {
		n += len(products[i].Surfaces)
	}
	return n
}

func traitsOf(m *methods.Match) int {
	n := 0
	for _, set := range m.Audience {
		n += len(set)
	}
	return n
}

func traitsOfAll(matches []methods.Match) int {
	n := 0
	for i := range matches {
		n += traitsOf(&matches[i])
	}
	return n
}
