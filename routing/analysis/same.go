package analysis

import (
	"reflect"
	"slices"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// sameRules reports whether two catalogs say the same about a method on a platform
// of each, texts, sources and ranks apart. It may report false of rules that come
// to the same: that costs time, no more.
func sameRules(x, y *index, at, to place) bool {
	chain := x.chain(at)
	if !slices.Equal(chain, y.chain(to)) {
		return false
	}
	for _, m := range chain {
		if !sameMethod(x, y, place{at.platform, m}, place{to.platform, m}) {
			return false
		}
	}
	return true
}

func sameMethod(x, y *index, at, to place) bool {
	if !sameEntries(x, y, at, to) {
		return false
	}
	rules, others := x.limitsFor(at), y.limitsFor(to)
	return slices.EqualFunc(rules, others, func(n, k int) bool {
		return sameLimit(&x.catalog.Limits[n], &y.catalog.Limits[k], at.platform, to.platform)
	})
}

func sameEntries(x, y *index, at, to place) bool {
	entries, others := x.entries[at], y.entries[to]
	if len(entries) > 0 && len(others) > 0 && x.methods[at.method].Payer != y.methods[to.method].Payer {
		return false
	}
	return slices.EqualFunc(entries, others, func(n, k int) bool {
		return reflect.DeepEqual(x.entryRules(n, at.platform), y.entryRules(k, to.platform))
	})
}

func sameLimit(r, s *routing.LimitRule, p, q methods.Platform) bool {
	return reflect.DeepEqual(limitRules(r, p), limitRules(s, q))
}

// entryRules is an entry as far as it matters on a platform.
func (x *index) entryRules(n int, p methods.Platform) methods.Availability {
	e := x.catalog.Availability[n]
	products := slices.Clone(x.productsOf(&e))
	for i := range products {
		products[i].Sources = nil
	}
	return methods.Availability{
		ID: e.ID, Method: e.Method, Status: e.Status, When: onPlatform(e.When), Except: exceptsOn(e.Except, p),
		Parent: e.Parent, Products: products,
	}
}

// limitRules is a limit rule as far as it matters to a method on a platform.
func limitRules(r *routing.LimitRule, p methods.Platform) routing.LimitRule {
	return routing.LimitRule{ID: r.ID, When: onPlatform(r.When), Except: exceptsOn(r.Except, p), Limit: r.Limit}
}

func onPlatform(m methods.Match) methods.Match {
	m.Platforms = nil
	return m
}

func exceptsOn(all []methods.Match, p methods.Platform) []methods.Match {
	var on []methods.Match
	for _, m := range all {
		if isOn(&m, p) {
			on = append(on, onPlatform(m))
		}
	}
	return on
}
