package analysis

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/paymux/paymux/methods"
)

// sameRules reports whether two catalogs say the same about a method on a platform
// of each, texts, sources and ranks apart. It may report false of rules that come
// to the same: that costs time, no more.
func (d *differ) sameRules(at, to place) bool {
	chain := d.old.chain(at)
	if !slices.Equal(chain, d.new.chain(to)) {
		return false
	}
	for _, m := range chain {
		at, to := place{at.platform, m}, place{to.platform, m}
		if !d.sameEntries(at, to) || !d.sameLimits(at, to) {
			return false
		}
	}
	return true
}

func (d *differ) sameEntries(at, to place) bool {
	x, y := d.old, d.new
	entries, others := x.entries[at], y.entries[to]
	if len(entries) > 0 && len(others) > 0 && x.methods[at.method].Payer != y.methods[to.method].Payer {
		return false
	}
	return slices.EqualFunc(entries, others, func(n, k int) bool {
		e, f := &x.catalog.Availability[n], &y.catalog.Availability[k]
		return e.ID == f.ID && e.Status == f.Status && e.Parent == f.Parent &&
			d.sameConditions(&e.When, &f.When, e.Except, f.Except, at.platform, to.platform) &&
			slices.EqualFunc(x.productsOf(e), y.productsOf(f), func(p, q methods.Product) bool {
				return sameProduct(&p, &q) && slices.Equal(p.Surfaces, q.Surfaces)
			})
	})
}

func (d *differ) sameLimits(at, to place) bool {
	return slices.EqualFunc(d.old.limitsFor(at), d.new.limitsFor(to), func(n, k int) bool {
		return d.old.catalog.Limits[n].ID == d.new.catalog.Limits[k].ID && d.sameRule(n, k, at.platform, to.platform)
	})
}

// sameRule reports whether two limit rules of one id are the same for a method on a
// platform of each.
func (d *differ) sameRule(n, k int, p, q methods.Platform) bool {
	r, s := &d.old.catalog.Limits[n], &d.new.catalog.Limits[k]
	return d.sameConditions(&r.When, &s.When, r.Except, s.Except, p, q) && d.sameLimit(n, k)
}

// sameLimit reports whether two rules have the same limit. One that is not a cap is
// the same if it is deeply equal: a limit has the same answers then.
func (d *differ) sameLimit(n, k int) bool {
	r, s := &d.old.catalog.Limits[n], &d.new.catalog.Limits[k]
	if isExamined(r) != isExamined(s) {
		return false
	}
	if isExamined(r) {
		return sameCap(capOf(r), capOf(s))
	}
	return reflect.DeepEqual(d.old.given[n].limit, d.new.given[k].limit)
}

// sameConditions reports whether conditions are the same on a platform of each of two
// catalogs, and are decided from the same traits.
func (d *differ) sameConditions(when, other *methods.Match, except, others []methods.Match, p, q methods.Platform) bool {
	return d.sameMatch(when, other) && slices.EqualFunc(exceptsOn(except, p), exceptsOn(others, q), d.sameMatch)
}

func (d *differ) sameMatch(m, n *methods.Match) bool {
	return sameMatch(m, n) && d.sameHours(m.Hours, n.Hours) && !slices.ContainsFunc(m.Audience, func(set []methods.Trait) bool {
		return slices.ContainsFunc(set, func(t methods.Trait) bool { return d.old.mustState[t] != d.new.mustState[t] })
	})
}

// sameHours reports whether hours are the same, on the same clock.
func (d *differ) sameHours(hours, others []methods.Hours) bool {
	return slices.EqualFunc(hours, others, equalHours) && (len(hours) == 0 || d.old.offset() == d.new.offset())
}

// sameMatch reports whether two matches are the same, their platforms and hours apart.
func sameMatch(m, n *methods.Match) bool {
	return slices.Equal(m.Surfaces, n.Surfaces) && slices.Equal(m.Currencies, n.Currencies) && slices.Equal(m.Regions, n.Regions) &&
		slices.EqualFunc(m.Audience, n.Audience, slices.Equal[[]methods.Trait]) && m.Rollout == n.Rollout &&
		m.Period.From.Equal(n.Period.From) && m.Period.Until.Equal(n.Period.Until)
}

// sortedForm is [formOf] whatever the order of the lists, whatever the platforms, and
// however the same hours are written.
func (x *index) sortedForm(m methods.Match) string {
	m.Platforms = nil
	spans := spansOf(m.Hours, x.offset())
	m.Hours = nil
	m.Surfaces, m.Currencies, m.Regions = sorted(m.Surfaces), sorted(m.Currencies), sorted(m.Regions)
	sets := make([][]methods.Trait, len(m.Audience))
	for i, set := range m.Audience {
		sets[i] = sorted(set)
	}
	slices.SortFunc(sets, slices.Compare[[]methods.Trait])
	m.Audience = slices.CompactFunc(sets, slices.Equal[[]methods.Trait])
	return fmt.Sprint(formOf(m), spans)
}
