package routing_test

import (
	"strings"
	"testing"

	"github.com/paymux/paymux/limits"
	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// What each method gets of a rule for each method apart must be new: its id among those of all
// entries, rules and methods of rules, its counter unless it comes from the same counter.
func TestWhatEachMethodGetsIsNew(t *testing.T) {
	ids := []string{"r", "r.a", "r.b", "r.a.b", "s"}
	for _, entry := range ids {
		for _, first := range ids {
			for _, second := range ids {
				if entry != first && first != second && second != entry {
					compileSplits(t, entry, [2]string{first, second}, [2]string{"c", "d"})
				}
			}
		}
	}
	for _, first := range ids {
		for _, second := range ids {
			compileSplits(t, "e", [2]string{"x", "y"}, [2]string{first, second})
		}
	}
}

// compileSplits compiles catalogs of an entry and two rules that are for different methods,
// one of which or both for each apart.
func compileSplits(t *testing.T, entry string, ids, counters [2]string) {
	t.Helper()
	some := [][]methods.ID{{"a"}, {"b"}, {"a.b", "b"}}
	for way := range 3 * len(some) * len(some) {
		c := soundShop()
		c.Methods = []methods.Method{{ID: "a"}, {ID: "b"}, {ID: "a.b"}}
		c.Availability = c.Availability[:1]
		c.Availability[0].ID, c.Availability[0].Method = entry, "a"
		c.Availability[0].Products = []methods.Product{{ID: "wap"}}
		for i, list := range [][]methods.ID{some[way/3%len(some)], some[way/3/len(some)]} {
			limit := dayCap()
			limit.Counter = limits.Counter(counters[i])
			c.Limits[i].ID, c.Limits[i].Limit, c.Limits[i].Methods = ids[i], limit, list
			c.Limits[i].EachMethod = way%3 != i
		}
		_, err := routing.Compile(c)
		taken := err != nil && strings.Contains(err.Error(), "is taken")
		if want := isSomethingTaken(&c); taken != want || err != nil && !taken {
			t.Errorf("entry %s, rules %s for %s and %s for %s with counters %s: error %v, want that something is taken: %t",
				entry, ids[0], c.Limits[0].Methods, ids[1], c.Limits[1].Methods, counters, err, want)
		}
	}
}

// isSomethingTaken makes all ids and counters.
func isSomethingTaken(c *routing.Catalog) bool {
	ids := map[string]bool{c.Availability[0].ID: true}
	from := map[limits.Counter]limits.Counter{} // the counters that they come from, or "" for themselves
	for _, rule := range c.Limits {
		ids[rule.ID] = true
		if !rule.EachMethod {
			from[rule.Limit.(limits.Cap).Counter] = ""
		}
	}
	for _, rule := range c.Limits {
		if !rule.EachMethod {
			continue
		}
		counter := rule.Limit.(limits.Cap).Counter
		for _, m := range rule.Methods {
			id, one := rule.ID+"."+string(m), counter+"."+limits.Counter(m)
			if base, again := from[one]; ids[id] || again && base != counter {
				return true
			}
			ids[id], from[one] = true, counter
		}
	}
	return false
}
