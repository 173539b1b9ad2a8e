package analysis

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paymux/paymux/methods"
	"github.com/paymux/paymux/routing"
)

// entries learns which of a method's entries speak, grant and offer, and which
// stand in each other's way.
func (s *survey) entries(j *judge, v *verdict) {
	offers := j.offers(v)
	numbers := s.x.entries[place{s.platform, v.method}]
	met := make([]ref, len(numbers)) // where all conditions of each are met
	for i, n := range numbers {
		met[i] = s.entry(j, v, n, offers)
	}
	s.idleProducts(j, v, numbers, met)
	for i, n := range numbers {
		for k, before := range numbers[:i] {
			s.pair(j, v, [2]int{before, n}, [2]ref{met[k], met[i]})
		}
	}
}

// entry learns about one entry, and returns where it could grant.
func (s *survey) entry(j *judge, v *verdict, n int, offers ref) ref {
	e := &s.x.catalog.Availability[n]
	speaks := j.where(v.says, func(said int32) bool { return j.speeches.all[said].entry == n })
	if speaks != leaf(0) {
		s.speaks[n] = true
	}
	met := j.where(j.withExcepts(j.unmetBy(&e.When), e.Except, s.platform), func(v int32) bool { return v == 0 })
	if o := s.show(j.space, met); o.isSeen() {
		s.holds[n] = o
	}
	if !e.Status.Grants() {
		return leaf(0)
	}
	if j.both(met, speaks) != leaf(0) {
		s.decides[n] = true
	}
	serving := j.both(speaks, offers)
	if o := s.show(j.space, serving); o.isSeen() {
		s.offers[n] = o
		served := j.combine(serving, v.says, func(serving, said int32) int32 {
			return serving * int32(j.speeches.all[said].product+2)
		})
		for _, p := range j.values(served) {
			if p >= 2 {
				s.products[s.x.productKey(n, int(p-2))] = true
			}
		}
	}
	grants := j.both(speaks, j.where(v.says, func(said int32) bool { return j.speeches.all[said].grants() }))
	open := j.both(grants, s.opens(j, e.Parent))
	if open != leaf(0) {
		s.opened[n] = true
	} else if o := s.show(j.space, grants); o.isSeen() {
		s.closed[n] = o
	}
	for _, said := range j.values(j.combine(met, v.says, func(met, said int32) int32 { return met * (said + 1) })) {
		if said == 0 || j.speeches.all[said-1].entry == n {
			continue
		}
		if s.shadows[n] == nil {
			s.shadows[n] = map[string]bool{}
		}
		s.shadows[n][j.entry(said-1).ID] = true
	}
	return met
}

func (x *index) productKey(entry, n int) productKey {
	e := &x.catalog.Availability[entry]
	if len(e.Products) > 0 {
		return productKey{entry: entry, n: n}
	}
	return productKey{method: e.Method, entry: -1, n: n}
}

// pair learns whether two entries grant the same orders, the earlier of the
// catalog first.
func (s *survey) pair(j *judge, v *verdict, n [2]int, met [2]ref) {
	e, f := &s.x.catalog.Availability[n[0]], &s.x.catalog.Availability[n[1]]
	overlapping := j.both(met[0], met[1])
	if overlapping == leaf(0) {
		return
	}
	speaking := j.where(v.says, func(said int32) bool { return j.speeches.all[said].entry == n[0] })
	first := j.both(overlapping, speaking) // and not one before both
	if blocked := s.blocked(j, v, first, f); blocked != leaf(0) {
		s.overlap(j, FindingShadowedEntry, n[1], n[0], blocked)
	}
	if e.Rank != f.Rank || e.Parent != f.Parent || !sameProducts(s.x.productsOf(e), s.x.productsOf(f)) {
		s.overlap(j, FindingConflictingEntry, n[1], n[0], first)
	}
}

// sameProducts reports whether two entries' products come to the same.
func sameProducts(all, others []methods.Product) bool {
	return slices.EqualFunc(all, others, func(p, q methods.Product) bool {
		return productText(&p) == productText(&q) && slices.Equal(p.Surfaces, q.Surfaces)
	})
}

// blocked is where the method is not offered though its entry grants, and would be
// by another entry.
func (s *survey) blocked(j *judge, v *verdict, granted ref, other *methods.Availability) ref {
	f := j.combine(granted, j.offers(v), func(granted, offers int32) int32 { return granted &^ offers })
	if products := s.x.productsOf(other); len(products) > 0 {
		f = j.both(f, j.among(surfaceAxis, func(surface int) bool {
			return slices.ContainsFunc(products, func(p methods.Product) bool { return j.serves(&p, surface) })
		}))
	}
	for _, r := range v.rules {
		f = j.both(f, j.where(r.said, func(said int32) bool { return !j.answers.all[said].refuses() }))
	}
	return j.both(f, s.opens(j, other.Parent))
}

// opens is where a method that another lives within is offered.
func (s *survey) opens(j *judge, parent methods.ID) ref {
	if parent == "" || j.listed(parent) == nil {
		return leaf(1)
	}
	return j.offers(j.about(parent))
}

func (s *survey) overlap(j *judge, code FindingCode, n, other int, f ref) {
	if f != leaf(0) {
		s.overlaps = append(s.overlaps, overlap{code, n, other, s.regions(j.space, f), s.show(j.space, f)})
	}
}

// entries reports on entries.
func (l *linter) entries(all []survey) {
	holds := union(all, func(s *survey) map[int]sight { return s.holds })
	speaks := union(all, func(s *survey) map[int]bool { return s.speaks })
	offers := union(all, func(s *survey) map[int]sight { return s.offers })
	opened := union(all, func(s *survey) map[int]bool { return s.opened })
	decides := union(all, func(s *survey) map[int]bool { return s.decides })
	closed := union(all, func(s *survey) map[int]sight { return s.closed })
	for i := range l.x.catalog.Availability {
		e := &l.x.catalog.Availability[i]
		f := Finding{Path: fmt.Sprintf("availability[%d]", i), ID: e.ID}
		offer, isOffered := offers[i]
		switch o, isClosed := closed[i]; {
		case !e.Status.Grants():
			if !speaks[i] {
				f.Code, f.Witness = FindingRedundantEntry, l.witness(holds[i])
				l.report(f, "it does not grant, and another entry is nearer for every order: it explains nothing",
					"该条目不授予，且对任何订单都有更接近的条目：它不说明任何事")
				f.Witness = routing.Order{}
			}
		case isOffered:
			l.plain(f, e, offer)
		case isClosed && !opened[i]:
			f.Code, f.Witness = FindingUnreachableParent, l.witness(o)
			l.report(f, "%s lives within %s, which is never offered where this entry grants",
				"%s 位于 %s 之内，而该条目授予时后者从不提供", e.Method, e.Parent)
			f.Witness = routing.Order{}
		default:
			l.dead(f, e, holds[i], shadowsOf(all, i), decides[i])
		}
		l.matches(f, e.When, e.Except)
		l.overlaps(all, i, f, FindingConflictingEntry, FindingShadowedEntry)
	}
}

func shadowsOf(all []survey, n int) []string {
	ids := map[string]bool{}
	for i := range all {
		for id := range all[i].shadows[n] {
			ids[id] = true
		}
	}
	return sortedKeys(ids)
}

// dead reports an entry by which nothing is offered, though it may decide about
// orders that meet its conditions.
func (l *linter) dead(f Finding, e *methods.Availability, o sight, shadows []string, decides bool) {
	f.Code, f.Witness, f.Others = FindingUnreachableEntry, l.witness(o), shadows
	switch {
	case !o.isSeen():
		l.report(f, "no order meets all its conditions", "没有订单满足其全部条件")
	case !decides:
		l.report(f, "no order is offered %s by it: where its conditions are met, earlier entries speak (%s)",
			"没有订单因它获得 %s：条件满足时由更早的条目决定（%s）", e.Method, strings.Join(shadows, ", "))
	default:
		l.report(f, "no order is offered %s by it: where it speaks, no product serves, or limit rules or the method that it lives within refuse",
			"没有订单因它获得 %s：由它决定时没有可用产品，或被限额规则、上级方式拒绝", e.Method)
	}
}

// plain reports what an entry that offers says by itself.
func (l *linter) plain(f Finding, e *methods.Availability, offer sight) {
	if e.Status == methods.StatusPilot && e.When.Period.Until.IsZero() {
		f.Code, f.Witness = FindingOpenPilot, l.witness(offer)
		l.report(f, "a pilot without an end", "试点没有结束日期")
	}
	if e.Confidence == methods.ConfidenceLow {
		f.Code, f.Witness = FindingLowConfidence, l.witness(offer)
		l.report(f, "its confidence is low, and orders are offered %s by it", "可信度低，却有订单因它获得 %s", e.Method)
	}
}
