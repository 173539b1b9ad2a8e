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
	entries, others := x.entries[at], y.entries[to]
	rules, otherRules := x.limitsFor(at), y.limitsFor(to)
	if len(entries) != len(others) || len(rules) != len(otherRules) {
		return false
	}
	if len(entries) > 0 && x.methods[at.method].Payer != y.methods[to.method].Payer {
		return false
	}
	for i := range entries {
		e, f := x.entryRules(entries[i], at.platform), y.entryRules(others[i], to.platform)
		if !reflect.DeepEqual(e, f) {
			return false
		}
	}
	for i := range rules {
		r, s := limitRules(&x.catalog.Limits[rules[i]], at.platform), limitRules(&y.catalog.Limits[otherRules[i]], to.platform)
		if !reflect.DeepEqual(r, s) {
			return false
		}
	}
	return true
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
		Within: e.Within, Products: products,
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
